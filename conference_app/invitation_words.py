"""A line of the invitation list in words: who, why, where the invitation stands, what came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum

from conference_app import rulebook
from conference_app.domain.invitations import Invitation
from conference_app.domain.spoken_dates import day_month


class Standing(StrEnum):
    """Where an invitation stands."""

    EXCLUDED = "excluded"
    LEFT_OUT = "left out"
    SENT = "sent"
    NOBODY_NAMED = "nobody named"
    AGAIN = "to be sent again"
    READY = "to send"


class ReportStanding(StrEnum):
    """Where a report stands, whatever the day."""

    NONE = "none wanted"
    WANTED = "not asked"
    ASKED = "asked for"
    RECEIVED = "received"
    SHARED = "shared"


def standing(line: Invitation, *, barred: bool = False, again: bool = False) -> Standing:
    """`barred`: the chair excluded this person; `again`: the invitation went out for an earlier booking."""
    if barred:
        return Standing.EXCLUDED
    if not line.stands:
        return Standing.LEFT_OUT
    if line.sent_at is not None:
        return Standing.SENT
    if not line.name:
        return Standing.NOBODY_NAMED
    return Standing.AGAIN if again else Standing.READY


def report_standing(line: Invitation) -> ReportStanding:
    """A report that came counts even where nobody had asked for it; none is waited for from who is left out."""
    if not line.stands or not (line.report_wanted or line.report_received_on):
        return ReportStanding.NONE
    if line.report_received_on or line.report_shared_on:
        return ReportStanding.SHARED if line.report_shared_on else ReportStanding.RECEIVED
    return ReportStanding.ASKED if line.report_asked_on else ReportStanding.WANTED


def role_title(line: Invitation) -> str:
    """What the person is at the conference."""
    return rulebook.roles()[line.role_code].title


def who(line: Invitation) -> str:
    """The name, or the role whose place is empty."""
    return line.name or role_title(line)


def agency_words(line: Invitation) -> str:
    """The agency, or Family."""
    if line.agency_name:
        return line.agency_name
    return "Family" if rulebook.roles()[line.role_code].group == "family" else ""


def reason_words(line: Invitation) -> str:
    """Why somebody is on the list; for the paediatrician also why this one."""
    return f"{line.reason}: {line.choice_reason}" if line.choice_reason else line.reason


def why(line: Invitation) -> str:
    """The same, and why somebody was left out."""
    said = reason_words(line)
    return said if line.stands else f"{said}. Left out: {line.left_out_reason}"


def short_day(day: date) -> str:
    """5 Mar."""
    return day_month(day)[: len(str(day.day)) + 4]


def route_words(route: str) -> str:
    """By secure e-mail; "by hand" is said as it is."""
    return route if route.startswith("by ") else f"by {route}"


def state_words(line: Invitation, *, barred: bool = False, again: bool = False) -> str:
    """Where the invitation stands, in full: "sent 3 Mar 2027 by secure e-mail", "left out: not involved"."""
    found = standing(line, barred=barred, again=again)
    sent = line.sent_at and f"sent {short_day(line.sent_at.date())} {line.sent_at.year} {route_words(line.sent_route)}"
    if found is Standing.SENT:
        return sent or ""
    state = f"{found}: {line.left_out_reason}" if found is Standing.LEFT_OUT else found.value
    return f"{state}; was {sent}" if sent else state


def reply_words(line: Invitation) -> str:
    """What was answered: "coming, by video", "sending a deputy: Ann Hill", "no reply"; "" before it is sent."""
    if not line.reply:
        return "no reply" if line.sent_at is not None and line.stands else ""
    if line.reply_mode == "report only":
        return f"{line.reply}, report only" if line.reply in {"not coming", "not sure"} else "report only"
    mode = {"video": "by video", "phone": "by phone"}.get(line.reply_mode, line.reply_mode)
    answer = f"{line.reply}: {line.deputy}" if line.deputy else line.reply
    return ", ".join(part for part in (answer, mode) if part)


def report_words(line: Invitation) -> str:
    """Where the report stands, with its day: "asked for, due 3 Mar", "received 2 Mar, shared 4 Mar"; "" if none."""
    return _REPORT[report_standing(line)](line)


def _due(line: Invitation) -> str:
    return f", due {short_day(line.report_due_on)}" if line.report_due_on else ""


READABLE = {"yes": "readable", "no": "the family cannot read it"}


def _came(line: Invitation) -> str:
    if not line.report_received_on:
        return ""
    earlier = f" for {line.report_from_reference}" if line.report_from_reference else ""
    came = f"received {short_day(line.report_received_on)}{earlier}"
    told = f"shared with the child {short_day(line.report_shared_child_on)}" if line.report_shared_child_on else ""
    return ", ".join(part for part in (came, READABLE.get(line.report_readable, ""), told) if part)


def _shared(line: Invitation) -> str:
    shared = f"shared {short_day(line.report_shared_on)}" if line.report_shared_on else ""
    return ", ".join(part for part in (_came(line), shared) if part)


_REPORT: Mapping[ReportStanding, Callable[[Invitation], str]] = {
    ReportStanding.NONE: lambda line: "",
    ReportStanding.WANTED: lambda line: f"not asked{_due(line)}",
    ReportStanding.ASKED: lambda line: f"asked for{_due(line)}",
    ReportStanding.RECEIVED: _came,
    ReportStanding.SHARED: _shared,
}
