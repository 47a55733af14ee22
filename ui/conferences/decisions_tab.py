"""Decisions: for each child, then the next review, the core group, and what has to be sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.decisions import Decision, on_a_plan
from conference_app.domain.family import Child
from conference_app.domain.spoken_dates import counted, deadline_words
from conference_app.domain.timescales import Kind, limit_for
from conference_app.store import conferences, decisions
from conference_app.store.medical_parts import medical_part
from conference_app.use_cases.book_review import review_after
from conference_app.use_cases.decide import record_letter_sent, record_record_sent
from conference_app.use_cases.record_medical_part import is_asked, still_asked
from conference_app.use_cases.request_conference import count_limit
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

from ..background import Background
from ..focus import focused_in, give_focus
from ..session import Session
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.card import Card, discard_item
from ..widgets.empty_state import EmptyState
from ..widgets.form_dialog import FormDialog
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import Tone
from .core_group_dialog import core_group_dialog
from .decision_cards import Outgoing, child_card, core_group_card, review_card, sent_card
from .decision_dialog import decision_dialog
from .medical_part_dialog import medical_part_card, medical_part_dialog
from .review_dialog import ReviewDialog
from .sent_dialog import sent_dialog
from .tab import ConferenceTab


class DecisionsTab(ConferenceTab):
    """Cards that say where each thing stands, each with the one step it waits for."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self._found: Conference | None = None
        self.dialog: FormDialog | None = None
        self.steps: dict[str, QPushButton] = {}
        self._page = ScrollPage(margin=0)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._page)

    def show_conference(self, found: Conference) -> None:
        self._found = found
        self.steps = {}
        focused = self._focused_step()
        while self._page.body.count():
            discard_item(self._page.body.takeAt(0))
        if found.status.was_held:
            self._show_all(found)
        else:
            self._show_nothing_yet()
        if focused is not None and self.steps:
            give_focus(self.steps.get(focused) or self._next_step())

    def _focused_step(self) -> str | None:
        """The key of the step that has the keyboard, "" for something else in here, None when it is elsewhere."""
        focused = focused_in(self)
        return focused.objectName() if focused is not None else None

    def _next_step(self) -> QPushButton:
        """The one this page waits for, else the first."""
        steps = [each for each in self.steps.values() if each.isEnabled()]
        return next((each for each in steps if each.property("kind") == "primary"), steps[0])

    def _show_nothing_yet(self) -> None:
        go = button("Take the register", lambda: self.tab_requested.emit("attendance"), kind="primary")
        self._page.add(
            EmptyState(
                "Nothing can be decided yet",
                "Decisions are recorded once the conference is recorded as held.",
                icon="gavel",
                action=go,
            ),
            1,
        )

    def _show_all(self, found: Conference) -> None:
        if found.status is Status.HELD_INQUORATE:
            self._page.add(self._inquorate(found))
        made = {each.child_id: each for each in self.session.ask(decisions.decisions, found.id)}
        children = self.session.ask(conferences.children_of, found.id)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
        for child in children:
            left.addWidget(self._child(found, child, children, made))
        undecided = sum(child.id not in made for child in children)
        for card in self._afterwards(found, list(made.values()), undecided):
            right.addWidget(card)
        left.addStretch(1)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left, 11)
        both.addLayout(right, 10)
        self._page.add(both, 1)
        self._choose_primary(children, made)

    def _inquorate(self, found: Conference) -> QWidget:
        limit = self._limit(found, Kind.INQUORATE_REDATE)
        when = deadline_words(limit, self.session.today(), self.session.ask(calendar_of))
        return Banner(Tone.AMBER, "Held inquorate.", f"Where the chair wants to meet again: by {when}.")

    def _child(self, found: Conference, child: Child, children: list[Child], made: dict[int, Decision]) -> Card:
        decision = made.get(child.id)
        undecided = [each for each in children if each.id not in made and each.id != child.id]
        word = "Change…" if decision else "Record the decision…"
        step = self._step(f"child {child.id}", word, partial(self._open_decision, child, decision, undecided))
        step.setAccessibleName(f"{word.removesuffix('…')}: {child.name}")
        assert found.day is not None
        since = self.session.ask(decisions.plan_since, child.id, found.day)
        return child_card(child, found.day, decision, since, step)

    def _afterwards(self, found: Conference, made: list[Decision], undecided: int) -> list[Card]:
        cards = []
        today, calendar = self.session.today(), self.session.ask(calendar_of)
        assert found.day is not None
        if any(on_a_plan(each) for each in made):
            cards.append(self._review(found))
            limit = self._limit(found, Kind.CORE_GROUP)
            members = self.session.ask(decisions.core_group, found.id)
            word = "Change…" if found.core_group_at else "Set the core group…"
            step = self._step("core group", word, self.set_core_group)
            cards.append(core_group_card(members, found, limit, today, calendar, step))
        cards.append(self._medical_part(found))
        cards.append(sent_card(self._outgoing(found, undecided), today, calendar))
        return cards

    def _medical_part(self, found: Conference) -> Card:
        part = self.session.ask(medical_part, found.id)
        step = self._step("medical part", "Change…" if part else "Record…", self.record_medical_part)
        step.setAccessibleName("The medical evidence in the conference")
        return medical_part_card(part, asked=self.session.ask(is_asked, found.id), step=step)

    def _outgoing(self, found: Conference, undecided: int) -> list[Outgoing]:
        """Letter and record; the letter says what was decided, so it waits for every child's decision."""
        waits = f"Waits for {counted(undecided, 'decision')}." if undecided and found.letter_sent_on is None else ""
        rows = [
            Outgoing(
                "Decision letter",
                found.letter_sent_on,
                self._limit(found, Kind.DECISION_LETTER),
                self._step("letter", "Mark as sent…", partial(self.mark_sent, "letter")),
                waits,
            ),
            Outgoing(
                "Record",
                found.record_sent_on,
                self._limit(found, Kind.RECORD),
                self._step("record", "Mark as sent…", partial(self.mark_sent, "record")),
            ),
        ]
        for row in rows:
            row.mark.setText("Change…" if row.sent_on else "Mark as sent…")
            done = "change the day it was sent" if row.sent_on else "mark as sent"
            row.mark.setAccessibleName(f"{row.what}: {done}")
            row.mark.setAccessibleDescription(row.waits_for)
            row.mark.setEnabled(not row.waits_for)
        return rows

    def _review(self, found: Conference) -> Card:
        assert found.day is not None
        today = self.session.today()
        review = self.session.ask(conferences.next_review, found.family_id, found.day)
        request = self.session.ask(review_after, found, today=today)
        limit = self.session.ask(count_limit, request)
        step = self._step("review", "Book the next review…", self.book_review) if review is None else None
        last = limit.last_lawful_day(self.session.ask(practice_of)) if limit else None
        return review_card(
            review,
            last,
            today,
            self.session.ask(calendar_of),
            step,
            lambda: self.conference_requested.emit(review.id, "details") if review else None,
        )

    def _limit(self, found: Conference, kind: Kind) -> date:
        assert found.day is not None
        return limit_for(kind, found.day, self.session.ask(calendar_of), self.session.ask(practice_of)).limit

    def _step(self, key: str, word: str, act: Callable[[], object]) -> QPushButton:
        step = button(word, act)
        step.setObjectName(key)
        self.steps[key] = step
        return step

    def _choose_primary(self, children: list[Child], made: dict[int, Decision]) -> None:
        """The one thing this page waits for: a decision, then the review, the core group, the letter, the record."""
        found = self._found
        assert found is not None
        waiting = [f"child {child.id}" for child in children if child.id not in made]
        waiting += ["review"] if "review" in self.steps else []
        waiting += ["core group"] if "core group" in self.steps and found.core_group_at is None else []
        waiting += ["letter"] if found.letter_sent_on is None else []
        waiting += ["medical part"] if self.session.ask(still_asked, found.id) else []
        waiting += ["record"] if found.record_sent_on is None else []
        if waiting:
            self.steps[waiting[0]].setProperty("kind", "primary")

    # forms

    def _open_decision(self, child: Child, decision: Decision | None, undecided: list[Child]) -> None:
        assert self._found is not None
        self._open(
            decision_dialog(self.session, self._found, child, decision, undecided, self),
            f"The decision for {child.name} is recorded.",
        )

    def book_review(self) -> None:
        """Open the form that asks for the next review and books it."""
        assert self._found is not None
        self._open(ReviewDialog(self.session, self._found, self), "The next review is booked.")

    def set_core_group(self) -> None:
        """Open the form for the core group."""
        assert self._found is not None
        limit = self._limit(self._found, Kind.CORE_GROUP)
        self._open(core_group_dialog(self.session, self._found, limit, self), "The core group is set.")

    def record_medical_part(self) -> None:
        """Open the form that asks what became of the medical evidence."""
        assert self._found is not None
        dialog = medical_part_dialog(self.session, self._found, self)
        self._open(dialog, "What became of the medical evidence is recorded.")

    def mark_sent(self, which: str) -> None:
        """Open the form that says when the letter or the record went out."""
        found = self._found
        assert found is not None
        if which == "letter":
            dialog = sent_dialog(self.session, found, "decision letter", found.letter_sent_on, record_letter_sent, self)
        else:
            dialog = sent_dialog(self.session, found, "record", found.record_sent_on, record_record_sent, self)
        self._open(dialog, f"The {'decision letter' if which == 'letter' else 'record'} is marked as sent.")

    def _open(self, dialog: FormDialog, said: str) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(lambda _value: self.said.emit(said, None))
        dialog.open()
