"""What a line of the invitation list says in the window's columns, short, and in which tone."""

from __future__ import annotations

from datetime import date

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import from_today
from conference_app.invitation_words import (
    ReportStanding,
    Standing,
    report_standing,
    role_title,
    short_day,
    standing,
)
from conference_app.use_cases.sharing import Sharing

from ..widgets.text import Tone

Words = tuple[str, Tone | None]

REPLY_TONES = {
    "coming": Tone.GREEN,
    "sending a deputy": Tone.BLUE,
    "not sure": Tone.AMBER,
    "not coming": Tone.GREY,
}
DUE_SOON = 1  # working days before a report is due from which on it presses


def role_under(line: Invitation) -> str:
    """The role under the name; for family what the person is to the children."""
    if line.role_code == PAEDIATRICIAN and line.name and line.sent_at is None:
        return "Paediatrician, proposed"
    return role_title(line) if line.name else ""


def reason_under(line: Invitation) -> str:
    """Why the person is on the list, with how much they are needed unless they are required; or why left out."""
    if not line.stands:
        return f"left out: {line.left_out_reason}"
    return line.reason if line.level == "required" else f"{line.level}: {line.reason}"


def invitation_words(line: Invitation, *, barred: bool = False, again: bool = False) -> Words:
    """Where the invitation stands; `barred` for somebody the chair excluded, `again` for who holds an earlier date."""
    found = standing(line, barred=barred, again=again)
    doctor = line.role_code == PAEDIATRICIAN
    if doctor and found in {Standing.NOBODY_NAMED, Standing.READY}:
        return "not invited", Tone.RED
    match found:
        case Standing.EXCLUDED:
            return "excluded", Tone.RED
        case Standing.LEFT_OUT:
            return "left out", Tone.GREY
        case Standing.SENT:
            return f"sent {short_day(line.sent_at.date())}" if line.sent_at else "sent", None
        case Standing.NOBODY_NAMED:
            return "nobody named", Tone.AMBER if line.level == "required" else Tone.GREY
    return ("send again", Tone.RED if doctor else Tone.AMBER) if found is Standing.AGAIN else ("ready", None)


def off_words(told: bool) -> Words:
    """Of a conference that is off: whether somebody who was asked to come knows."""
    return ("told it is off", Tone.GREY) if told else ("not told yet", Tone.AMBER)


def invitation_detail(line: Invitation, *, barred: bool = False) -> str:
    """The route it went by, where it is sent; the day for somebody excluded or left out afterwards."""
    if line.sent_at is None:
        return ""
    return f"was sent {short_day(line.sent_at.date())}" if barred or not line.stands else line.sent_route


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


def report_words(line: Invitation, today: date, calendar: WorkingCalendar, sharing: Sharing | None = None) -> Words:
    """Where a report stands: shared, withheld, received, late, due, asked for, wanted, or none."""
    match report_standing(line):
        case ReportStanding.NONE:
            return "–", None
        case ReportStanding.SHARED:
            return "shared", Tone.GREEN
        case ReportStanding.RECEIVED:
            return _received(sharing, today)
        case ReportStanding.WANTED:
            late = line.report_due_on is not None and line.report_due_on < today
            return ("not asked for", Tone.RED) if late else ("wanted", None)
        case ReportStanding.ASKED:
            return _report_asked(line.report_due_on, today, calendar)


def _received(sharing: Sharing | None, today: date) -> Words:
    """A report that came, and what is to be known before the family has it."""
    if sharing is not None and sharing.kept is not None:
        return ("withheld", Tone.GREY) if sharing.kept.decision else ("chair to decide", Tone.AMBER)
    if sharing is not None and sharing.late(today):
        return "not shared", Tone.AMBER
    return "received", Tone.GREEN


def _report_asked(due_on: date | None, today: date, calendar: WorkingCalendar) -> Words:
    if due_on is None:
        return "asked for", None
    due = from_today(due_on, today, calendar)
    if due_on < today:
        return due, Tone.RED
    pressing = calendar.between(today, due_on) <= DUE_SOON
    return (f"due {due}", Tone.AMBER) if pressing else (f"due {short_day(due_on)}", None)


def report_detail(line: Invitation, today: date, calendar: WorkingCalendar) -> str:
    """The day that belongs to the report's state, or how far off it is."""
    if report_standing(line) is ReportStanding.NONE:
        return ""
    if line.report_shared_on or line.report_received_on:
        day = short_day(line.report_shared_on or line.report_received_on or date.min)
        earlier = f", for {line.report_from_reference}" if line.report_from_reference else ""
        return f"{day}{earlier}" + (", not readable" if line.report_readable == "no" else "")
    if line.report_due_on is None:
        return ""
    if line.report_asked_on and line.report_due_on >= today:
        return from_today(line.report_due_on, today, calendar)
    return f"due {short_day(line.report_due_on)}"
