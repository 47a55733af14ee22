"""The cards of the Decisions tab: one for each child, then review, core group and what has to be sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.decisions import CATEGORIES, Decision
from conference_app.domain.family import Child
from conference_app.domain.spoken_dates import child_age_words, deadline_words, long_date, moment, plain_date
from conference_app.domain.timescales import margin
from conference_app.store.decisions import CoreGroupMember

from ..booking_words import sentence_case
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.tag import Tag
from ..widgets.text import Tone, label
from .review_dialog import margin_sentence


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What must go out: when it went, its limit, its button, and what it still waits for."""

    what: str
    sent_on: date | None
    limit: date
    mark: QPushButton
    waits_for: str = ""


OUTCOME_TONES = {
    "plan starts": Tone.BLUE,
    "plan continues": Tone.BLUE,
    "plan ends": Tone.GREEN,
    "child in need plan": Tone.GREY,
    "no further action": Tone.GREY,
    "adjourned": Tone.AMBER,
}


def child_card(child: Child, on: date, decision: Decision | None, plan_since: date | None, edit: QPushButton) -> Card:
    """What was decided for one child, or that nothing is recorded yet."""
    card = Card(f"{child.name}, {child_age_words(child.born_on, on, child.expected_on)}")
    card.action_row.addWidget(edit)
    if decision is None:
        card.add(tags(Tag("Not recorded yet", Tone.AMBER)))
    else:
        card.add(tags(Tag(sentence_case(decision.outcome), OUTCOME_TONES[decision.outcome])))
        for line in decision_lines(decision, plan_since):
            card.add(label(line))
    return card


def decision_lines(decision: Decision, plan_since: date | None) -> list[str]:
    """The decision in sentences."""
    lines = []
    if decision.categories:
        words = [CATEGORIES[code] for code in decision.categories]
        lines.append(f"{'Category' if len(words) == 1 else 'Categories'}: {', '.join(words)}.")
    if decision.plan_starts_on:
        lines.append(f"Plan starts {long_date(decision.plan_starts_on)}.")
    elif plan_since and decision.outcome == "plan continues":
        lines.append(f"On a plan since {plain_date(plan_since)}.")
    if decision.plan_ends_on:
        lines.append(f"Plan ends {long_date(decision.plan_ends_on)}.")
    if decision.paediatric_assessment:
        lines.append(f"Paediatric assessment needed? {decision.paediatric_assessment}")
    elif "NEG" in decision.categories:
        lines.append("Paediatric assessment needed? Not answered: neglect is among the categories.")
    if decision.chair_alone:
        lines.append("Decided by the chair alone.")
    lines += [f"Dissent, {each.name}: {each.reason}" for each in decision.dissents]
    return lines


def review_card(
    review: Conference | None,
    limit: date | None,
    today: date,
    calendar: WorkingCalendar,
    book: QPushButton | None,
    open_review: Callable[[], object],
) -> Card:
    """The next review: booked with its margin, or how long there is to book it."""
    card = Card("Next review")
    if review is None:
        if book is not None:
            card.action_row.addWidget(book)
        card.add(tags(Tag("Not booked", Tone.RED)))
        if limit is not None:
            card.add(label(f"Last lawful day {deadline_words(limit, today, calendar)}."))
        return card
    card.action_row.addWidget(button(f"Open {review.reference}", open_review, kind="link"))
    if review.starts_at is None:
        card.add(tags(Tag("Asked for, not booked", Tone.AMBER)))
    else:
        left = margin(review.starts_at.date(), review.limit_on, calendar) if review.limit_on else None
        late = left is not None and left < 0
        card.add(tags(Tag("Past the limit" if late else "Booked", Tone.RED if late else Tone.GREEN)))
        card.add(label(f"{moment(review.starts_at)}, {review.room_name or review.mode}, chair {review.chair_name}."))
        if left is not None:
            card.add(label(sentence_case(margin_sentence(left)) + ".", "muted"))
    if review.limit_on:
        card.add(label(f"Last lawful day {long_date(review.limit_on)}.", "muted"))
    return card


def core_group_card(
    members: Sequence[CoreGroupMember],
    found: Conference,
    limit: date,
    today: date,
    calendar: WorkingCalendar,
    edit: QPushButton,
) -> Card:
    """Who carries the plan, and the first meeting against its limit."""
    card = Card("Core group")
    card.action_row.addWidget(edit)
    if found.core_group_at is None:
        card.add(tags(Tag("Not set", Tone.RED if today > limit else Tone.AMBER)))
        card.add(label(f"First meeting by {deadline_words(limit, today, calendar)}."))
        return card
    late = found.core_group_at.date() > limit
    card.add(tags(Tag("After its limit" if late else "Set in time", Tone.AMBER if late else Tone.GREEN)))
    card.add(label(f"First meeting {moment(found.core_group_at)}; the limit is {long_date(limit)}."))
    card.add(label(", ".join(f"{each.name} ({each.role})" if each.role else each.name for each in members), "muted"))
    return card


def sent_card(rows: Sequence[Outgoing], today: date, calendar: WorkingCalendar) -> Card:
    """What must go out after the conference."""
    card = Card("To be sent")
    for row in rows:
        sent_on, limit = row.sent_on, row.limit
        line = QHBoxLayout()
        words = label(row.what, "strong", wrap=False)
        line.addWidget(words)
        if sent_on is not None:
            late = sent_on > limit
            line.addWidget(Tag("Sent late" if late else "Sent", Tone.AMBER if late else Tone.GREEN))
        elif limit < today:
            line.addWidget(Tag("Overdue", Tone.RED))
        line.addStretch(1)
        line.addWidget(row.mark)
        card.add(line)
        due = deadline_words(limit, today, calendar)
        card.add(label(f"Sent {long_date(sent_on)}; due {long_date(limit)}." if sent_on else f"Due {due}.", "muted"))
        if row.waits_for:
            card.add(label(row.waits_for, tone=Tone.AMBER))
    return card


def tags(*parts: QWidget) -> QHBoxLayout:
    """Tags in a row at the left."""
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
