"""What is said about the whole invitation list: how far it is, why it cannot be sent yet, what an update brought."""

from __future__ import annotations

from collections.abc import Sequence

from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import Invitation, paediatrician_line, paediatrician_sent
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import counted
from conference_app.invitation_words import who
from conference_app.use_cases.compare_last_list import SinceLast

from .invitation_columns import news_words
from .paediatrician_banner import NOT_BOOKED

WAITS = "Waits for the paediatrician: invite the paediatrician first."


def summary(lines: Sequence[Invitation], since: SinceLast) -> str:
    """How many are on the list, sent, answered, and what is new since the last one."""
    standing = [line for line in lines if line.stands]
    sent = [line for line in standing if line.sent_at]
    replied = [line for line in sent if line.reply]
    empty = [line for line in standing if not line.name]
    parts = [f"{len(standing)} on the list", f"{len(sent)} sent", f"{len(replied)} replied"]
    parts += [counted(len(empty), "empty place")] if empty else []
    parts += [news] if (news := news_words(since)) else []
    return " · ".join(parts)


def why_not_send(found: Conference, lines: Sequence[Invitation], waiting: bool) -> str:
    """Why the invitations waiting cannot be marked as sent, "" where they can."""
    if found.status is Status.REQUESTED:
        return NOT_BOOKED
    if not paediatrician_sent(lines, found.starts_at):
        return WAITS
    return "" if waiting else "Nobody is waiting for an invitation."


def refused_to_send(found: Conference, lines: Sequence[Invitation], ready: Sequence[Invitation]) -> RuleBroken | None:
    """The rule that keeps these from being marked as sent, before the form for it is opened."""
    doctor = paediatrician_line(lines)
    if not found.status.is_ahead:
        return RuleBroken("conference_is_over", status=found.status.value)
    if found.status is Status.REQUESTED:
        return RuleBroken("book_before_inviting")
    if not ready:
        return RuleBroken("nothing_to_send")
    if doctor is None or not doctor.name:
        return RuleBroken("no_paediatrician_listed")
    if doctor.sent_at is None and not any(line.role_code == PAEDIATRICIAN for line in ready):
        return RuleBroken("paediatrician_first", name=doctor.name)
    return None


def update_words(before: Sequence[Invitation], now: Sequence[Invitation]) -> str:
    """What bringing a list up to the rules brought: who came, how many went, how many say it otherwise."""
    then = {line.id: line for line in before}
    came = [who(line) for line in now if line.id not in then]
    gone = len(then.keys() - {line.id for line in now})
    other = [line for line in now if line.id in then and _rule_says(line) != _rule_says(then[line.id])]
    parts = [f"Added: {', '.join(came)}."] if came else []
    parts += [f"{counted(gone, 'line')} the rules no longer ask for went."] if gone else []
    parts += [f"By the rules now: {', '.join(f'{who(line)}, {line.level}' for line in other)}."] if other else []
    return " ".join(parts) or "The list is already what the rules say."


def _rule_says(line: Invitation) -> tuple[str, str]:
    return line.level, line.reason
