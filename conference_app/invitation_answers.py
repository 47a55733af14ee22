"""What `invitations` answers: each line of the list as JSON and as a line of a table."""

from __future__ import annotations

from conference_app.invitation_words import (
    agency_words,
    reason_words,
    reply_words,
    report_words,
    role_title,
    state_words,
)
from conference_app.use_cases.list_invitations import ListedInvitation

INVITATION_HEAD = ("name", "role", "agency", "level", "reason", "state", "reply", "report")


def invitation_json(listed: ListedInvitation) -> dict[str, str]:
    """One invitation; the role by its code, the name "" while nobody is named."""
    line = listed.line
    return {
        "name": line.name,
        "role": line.role_code,
        "agency": agency_words(line),
        "level": line.level,
        "reason": reason_words(line),
        "state": state_words(line, barred=listed.barred, again=listed.again),
        "reply": reply_words(line),
        "report": report_words(line),
    }


def invitation_line(listed: ListedInvitation) -> tuple[str, ...]:
    """One invitation under INVITATION_HEAD, the role by its title."""
    said = {**invitation_json(listed), "role": role_title(listed.line)}
    return tuple(said[name] for name in INVITATION_HEAD)
