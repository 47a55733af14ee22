"""What a line of the invitation list says: who, the invitation's state, the reply, the report; and in which tone."""

from __future__ import annotations

from datetime import date

from conference_app import rulebook
from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import day_month, from_today

from ..widgets.text import Tone

Words = tuple[str, Tone | None]

REPLY_TONES = {
    "coming": Tone.GREEN,
    "sending a deputy": Tone.BLUE,
    "not sure": Tone.AMBER,
    "not coming": Tone.GREY,
}
DUE_SOON = 1  # working days before a report is due from which on it presses


def role_title(line: Invitation) -> str:
    """What the person is at the conference."""
    return rulebook.roles()[line.role_code].title


def who(line: Invitation) -> str:
    """The name, or the role whose place is empty."""
    return line.name or role_title(line)


def role_under(line: Invitation) -> str:
    """The role under the name; for family what the person is to the children."""
    if line.role_code == PAEDIATRICIAN and line.name and line.sent_at is None:
        return "Paediatrician, proposed"
    return role_title(line) if line.name else ""


def agency_words(line: Invitation) -> str:
    """The agency, or Family."""
    if line.agency_name:
        return line.agency_name
    return "Family" if rulebook.roles()[line.role_code].group == "family" else ""


def why(line: Invitation) -> str:
    """Why somebody is on the list; for the paediatrician also why this one."""
    said = f"{line.reason}: {line.choice_reason}" if line.choice_reason else line.reason
    return said if line.stands else f"{said}. Left out: {line.left_out_reason}"


def reason_under(line: Invitation) -> str:
    """Why the person is on the list, with how much they are needed unless they are required; or why left out."""
    if not line.stands:
        return f"left out: {line.left_out_reason}"
    return line.reason if line.level == "required" else f"{line.level}: {line.reason}"


def invitation_words(line: Invitation, *, barred: bool = False) -> Words:
    """Where the invitation stands; `barred` for somebody the chair excluded."""
    if barred:
        return "excluded", Tone.RED
    if not line.stands:
        return "left out", Tone.GREY
    if line.sent_at is not None:
        return f"sent {short_day(line.sent_at.date())}", None
    if line.role_code == PAEDIATRICIAN:
        return "not invited", Tone.RED
    if not line.name:
        return "nobody named", Tone.AMBER if line.level == "required" else Tone.GREY
    return "ready", None


def invitation_detail(line: Invitation, *, barred: bool = False) -> str:
    """The route it went by, where it is sent; the day for somebody excluded or left out afterwards."""
    if line.sent_at is None:
        return ""
    return f"was sent {short_day(line.sent_at.date())}" if barred or not line.stands else line.sent_route


def short_day(day: date) -> str:
    """5 Mar."""
    return day_month(day)[: len(str(day.day)) + 4]


def reply_words(line: Invitation) -> Words:
    """What was answered, and how the person comes."""
    if not line.reply:
        return ("no reply", Tone.GREY) if line.sent_at is not None and line.stands else ("–", None)
    if line.reply_mode == "report only":
        return "report only", Tone.BLUE
    return line.reply, REPLY_TONES[line.reply]


def reply_detail(line: Invitation) -> str:
    """The deputy, or how the person takes part."""
    return line.deputy or ("" if line.reply_mode in {"", "report only"} else line.reply_mode)


def report_words(line: Invitation, today: date, calendar: WorkingCalendar) -> Words:
    """Where a report stands: shared, received, late, due, asked for, wanted, or none."""
    if not line.stands or not (line.report_wanted or line.report_received_on):
        return "–", None
    if line.report_shared_on or line.report_received_on:
        return "shared" if line.report_shared_on else "received", Tone.GREEN
    if line.report_due_on is None:
        return ("asked for" if line.report_asked_on else "wanted"), None
    due = from_today(line.report_due_on, today, calendar)
    if line.report_due_on < today:
        return due if line.report_asked_on else "not asked for", Tone.RED
    if not line.report_asked_on:
        return "wanted", None
    pressing = calendar.between(today, line.report_due_on) <= DUE_SOON
    return (f"due {due}", Tone.AMBER) if pressing else (f"due {short_day(line.report_due_on)}", None)


def report_detail(line: Invitation, today: date, calendar: WorkingCalendar) -> str:
    """The day that belongs to the report's state, or how far off it is."""
    if not line.stands or not (line.report_wanted or line.report_received_on):
        return ""
    if line.report_shared_on or line.report_received_on:
        return short_day(line.report_shared_on or line.report_received_on or date.min)
    if line.report_due_on is None:
        return ""
    if line.report_asked_on and line.report_due_on >= today:
        return from_today(line.report_due_on, today, calendar)
    return f"due {short_day(line.report_due_on)}"
