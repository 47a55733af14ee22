"""Everything one person answered, latest first: what came in files, and what was recorded by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from conference_app.came_back_words import came_back_words
from conference_app.domain.invitations import Invitation
from conference_app.domain.listings import HistoryRow
from conference_app.domain.replies import COUNTER, Became, CameBack
from conference_app.domain.spoken_dates import day_month
from conference_app.history_words import local_time
from conference_app.invitation_words import route_words
from conference_app.store import lists, replies
from conference_app.store.store import Store

ROUTES = {"in person": "in person"}


@dataclass(frozen=True, slots=True)
class AnswerHistory:
    """Each answer in a sentence, and the time proposed where that was the last thing that came in a file."""

    words: tuple[str, ...] = ()
    proposes_another_time: bool = False
    proposed_start: datetime | None = None


def answer_history(store: Store, line: Invitation) -> AnswerHistory:
    """What is on the record; nothing where the one answer there is says all."""
    from_files = replies.came_back(store, line.id)
    by_hand = [
        row
        for row in lists.history(store, "conference", line.conference_id)
        if row.action == "reply_recorded" and json.loads(row.facts).get("name") == line.name
    ]
    if not from_files and len(by_hand) < 2:
        return AnswerHistory()
    told = [(each.given_on, came_back_words(each)) for each in from_files]
    told += [(_given_on(row), _by_hand_words(row)) for row in by_hand]
    told.sort(key=lambda each: each[0], reverse=True)
    latest = _proposal(from_files) if line.reply_note.startswith("proposes ") else None
    return AnswerHistory(
        tuple(words for _, words in told), latest is not None, latest.proposed_start if latest is not None else None
    )


def _proposal(from_files: Sequence[CameBack]) -> CameBack | None:
    latest = next((each for each in from_files if each.outcome is Became.RECORDED), None)
    return latest if latest is not None and latest.method == COUNTER else None


def _by_hand_words(row: HistoryRow) -> str:
    """5 March: coming, by phone, recorded by Ada Rowe."""
    facts = json.loads(row.facts)
    reply = f"{facts.get('reply')}: {facts['deputy']}" if facts.get("deputy") else str(facts.get("reply"))
    route = str(facts.get("route") or "")
    by = ROUTES.get(route) or (route_words(route) if route else "")
    return (
        ", ".join(part for part in (f"{day_month(_given_on(row))}: {reply}", by, f"recorded by {row.actor}") if part)
        + "."
    )


def _given_on(row: HistoryRow) -> date:
    """The day of the reply, or else the day it was recorded."""
    on = json.loads(row.facts).get("on")
    return date.fromisoformat(on) if on else local_time(row).date()
