"""What `invitations` answers: each line of the list as JSON and as a line of a table."""

from __future__ import annotations

from datetime import date

from conference_app.invitation_words import (
    agency_words,
    reason_words,
    reply_words,
    report_words,
    role_title,
    state_words,
)
from conference_app.sharing_words import sharing_words
from conference_app.use_cases.list_invitations import ListedInvitation

INVITATION_HEAD = ("name", "role", "agency", "level", "reason", "state", "reply", "report")


def invitation_json(listed: ListedInvitation, today: date) -> dict[str, str | None]:
    """One invitation; the role by its code, the name "" while nobody is named.

    `attends` is "part of the conference only", "attends separately" or ""; `since_last` null without a last list.
    """
    line = listed.line
    return {
        "name": line.name,
        "role": line.role_code,
        "agency": agency_words(line),
        "level": line.level,
        "reason": reason_words(line),
        "state": state_words(line, barred=listed.barred, again=listed.again),
        "reply": reply_words(line),
        "report": "; ".join(part for part in (report_words(line), sharing_words(listed.sharing, today)) if part),
        "attends": listed.attends,
        "since_last": listed.since_last,
    }


def invitation_line(listed: ListedInvitation, today: date) -> tuple[str, ...]:
    """One invitation under INVITATION_HEAD, the role by its title; what is new since the last list with the reason."""
    said = {key: value or "" for key, value in invitation_json(listed, today).items()}
    since = f"since the last conference: {listed.since_last}" if listed.since_last else ""
    said["role"] = role_title(listed.line)
    said["reason"] = "; ".join(part for part in (said["reason"], said["attends"], since) if part)
    return tuple(said[name] for name in INVITATION_HEAD)
