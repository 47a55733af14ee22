"""Attendance: the register as it is on the day, with the quorum beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from conference_app.domain.attendance import Attendance
from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.quorum import QuorumRule
from conference_app.domain.spoken_dates import counted, moment
from conference_app.messages import sentences
from conference_app.store import conferences, invitations
from conference_app.use_cases.outcome import Outcome
from conference_app.use_cases.rules_in_force import practice_of
from conference_app.use_cases.take_register import (
    keep_attendance,
    paediatrician_was_invited,
    quorum_depends_on,
    quorum_of,
    register_of,
    strike_off,
)

from .. import theme
from ..background import Background
from ..focus import give_focus
from ..session import Session
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.form_dialog import FormDialog
from ..widgets.rows_model import RowsModel
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import Tone, label
from .held_dialog import held_dialog
from .person_dialog import inquorate_dialog, person_dialog, uninvited_dialog
from .quorum_card import QuorumCard
from .register_table import RegisterTable, Seat, columns, seats
from .tab import ConferenceTab


class AttendanceTab(ConferenceTab):
    """Who was there: one key or click for each person."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(session, background, parent)
        self._found: Conference | None = None
        self.dialog: FormDialog | None = None
        self.model: RowsModel[Seat] = RowsModel(columns(), key=lambda seat: seat.key)
        self.table = RegisterTable(self.model)
        self.quorum_card = QuorumCard()
        self.doctor_card = Card("Paediatrician")
        self.banner = Banner()
        self.counts = label(role="muted")
        self._build_buttons()
        self._lay_out()
        self._connect()

    def _build_buttons(self) -> None:
        self.present_button = button("Present now", self.mark_present, icon="check", hint="Space or Enter in the list")
        self.apologies_button = button("Apologies", self.mark_apologies, hint="A in the list")
        self.left_button = button("Left now", self.mark_left, hint="L in the list")
        self.details_button = button("Details…", self.open_details, hint="F2 in the list")
        self.add_button = button(
            "Add uninvited…", self.add_somebody, kind="quiet", icon="user-plus", hint="Add somebody who was not invited"
        )
        self.held_button = button("Record as held…", self.record_held, kind="primary", icon="gavel")
        self._on_rows = (self.present_button, self.apologies_button, self.left_button, self.details_button)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for each in (*self._on_rows, self.add_button):
            bar.addWidget(each)
        bar.addStretch(1)
        bar.addWidget(self.held_button)
        side = ScrollPage(margin=0)  # in a low window the cards scroll; squeezed they would cut their words
        side.setFixedWidth(theme.pixels(270))
        side.body.setSpacing(12)
        for part in (self.quorum_card, self.doctor_card, self.counts):
            side.add(part)
        side.finish()
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.table, 1)
        middle.addWidget(side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.banner)
        box.addLayout(bar)
        box.addLayout(middle, 1)

    def _connect(self) -> None:
        self.table.present_wished.connect(self.mark_present)
        self.table.apologies_wished.connect(self.mark_apologies)
        self.table.left_wished.connect(self.mark_left)
        self.table.details_wished.connect(self.open_details)
        self.table.opened.connect(lambda _seat: self.open_details())
        self.table.selection_changed.connect(lambda _rows: self._enable())
        self.table.add_menu_action("Present now", lambda _rows: self.mark_present())
        self.table.add_menu_action("Apologies", lambda _rows: self.mark_apologies())
        self.table.add_menu_action("Absent", lambda _rows: self.mark_absent())
        self.table.add_menu_action("Left now", lambda _rows: self.mark_left())
        self.table.add_menu_action("Take off the register", lambda _rows: self.take_off())
        undo = QKeySequence(QKeySequence.StandardKey.Delete)
        QShortcut(undo, self.table, self.take_off, context=Qt.ShortcutContext.WidgetShortcut)

    # showing

    def show_conference(self, found: Conference) -> None:
        other = self._found is None or self._found.id != found.id
        self._found = found
        lines = self.session.ask(invitations.invitations, found.id)
        self.model.set_rows(seats(self.session.ask(register_of, found.id), lines))
        if (other or not self.table.selected_rows()) and self.model.rowCount():
            self.table.selectRow(0)
        self._show_quorum(found)
        self._show_doctor(found)
        self._show_banner(found)
        self._show_counts()
        self._enable()

    def _show_quorum(self, found: Conference) -> None:
        rule = QuorumRule.of(self.session.ask(practice_of))
        self.quorum_card.show_quorum(
            self.session.ask(quorum_of, found.id), rule, self.session.ask(quorum_depends_on, found.id)
        )

    def _show_doctor(self, found: Conference) -> None:
        medicals = self.session.ask(conferences.medicals_of, found.id)
        there = any(
            seat.person.role_code == PAEDIATRICIAN and seat.person.presence == "present" and seat.person.id
            for seat in self.model.rows()
        )
        self.doctor_card.clear()
        self.doctor_card.setVisible(bool(medicals) and not there)
        if medicals:
            first = medicals[0]
            self.doctor_card.add(
                label(
                    f"No paediatrician is recorded as present, and {first.doctor_name} examined {first.child_name}. "
                    "The chair reads out the report; say in the record that the findings were discussed with no doctor "
                    "present."
                )
            )
            if found.status.was_held:
                go = button("Record it under Decisions", lambda: self.tab_requested.emit("decisions"), kind="link")
                self.doctor_card.add(go)

    def _show_banner(self, found: Conference) -> None:
        said = self._standing(found)
        self.banner.setVisible(said is not None)
        if said is not None:
            self.banner.show_message(*said)

    def _standing(self, found: Conference) -> tuple[Tone, str, str, tuple[QWidget, ...]] | None:
        breach = self.session.ask(conferences.breach, found.id)
        if breach is not None:
            detail = f"Chair {breach.chair_name}: {breach.reason} This stays on the record and cannot be removed."
            return Tone.RED, "Breach: held with no paediatrician invited.", detail, ()
        if found.status.was_held:
            go = button("Record the decisions", lambda: self.tab_requested.emit("decisions"))
            return Tone.GREEN, f"Recorded as {found.status.value}.", "The register can still be corrected.", (go,)
        if found.starts_at is None:
            return Tone.AMBER, "The conference is not booked yet.", "The register is taken on the day.", ()
        if not self.session.ask(paediatrician_was_invited, found.id) and found.status.is_ahead:
            go = button("Invitations", lambda: self.tab_requested.emit("invitations"))
            detail = "It cannot be recorded as held except as a breach of the rule."
            return Tone.RED, "No paediatrician's invitation is recorded as sent.", detail, (go,)
        return None

    def _show_counts(self) -> None:
        states = [seat.state for seat in self.model.rows()]
        there, waiting = states.count("present"), states.count("not recorded")
        self.counts.setText(
            f"{counted(there, 'person', 'people')} in the room, {states.count('left')} left, "
            f"{waiting} not recorded yet."
        )

    def _enable(self) -> None:
        chosen = bool(self.table.selected_rows())
        for each in self._on_rows:
            each.setEnabled(chosen)
        found = self._found
        ahead = found is not None and found.status.is_ahead and found.starts_at is not None
        self.held_button.setVisible(ahead)
        started = ahead and found is not None and found.starts_at is not None and found.starts_at <= self.session.now()
        self.held_button.setEnabled(started)
        if ahead and not started and found is not None and found.starts_at is not None:
            self.held_button.setToolTip(f"From {moment(found.starts_at)}.")

    # marking

    def mark_present(self) -> None:
        """The chosen people are there: from now on, or from the start if it has not begun or is over."""
        arrived = self._clock()
        self._mark(lambda person: replace(person, presence="present", arrived=person.arrived or arrived, left_at=""))

    def mark_apologies(self) -> None:
        """The chosen people sent apologies."""
        self._mark(lambda person: replace(person, presence="apologies", arrived="", left_at=""))

    def mark_absent(self) -> None:
        """The chosen people did not come and said nothing."""
        self._mark(lambda person: replace(person, presence="absent", arrived="", left_at=""))

    def mark_left(self) -> None:
        """The chosen people leave before the end."""
        at = self._clock(leaving=True)
        start = self._clock()
        self._mark(
            lambda person: replace(
                person, presence="present", arrived=person.arrived or min(start, at), left_at=max(at, person.arrived)
            )
        )

    def take_off(self) -> None:
        """Take the chosen people off who were written down by mistake; those invited go back to not recorded."""
        for seat in self.table.selected_rows():
            if seat.person.id:
                self._correct(strike_off, seat.person)

    def _mark(self, marked: Callable[[Attendance], Attendance]) -> None:
        chosen: list[Seat] = self.table.selected_rows()
        for seat in chosen:
            self._correct(keep_attendance, marked(seat.person))
        if len(chosen) == 1:
            self._step_on(chosen[0])

    def _correct(self, use_case: Callable[..., Outcome[int]], person: Attendance) -> None:
        """Do it; where a held conference would lose its quorum by it, ask first why the chair went on."""
        try:
            self.session.perform(use_case, person)
        except RuleBroken as broken:
            if broken.code == "inquorate_needs_reason":
                self._open(inquorate_dialog(self.session, use_case, person, self))
            else:
                self.session.show_problem(" ".join(sentences(broken)))

    def _step_on(self, done: Seat) -> None:
        """Go to the next person, so that a whole register is one key a line."""
        at = self.model.find(done.key)
        if 0 <= at < self.model.rowCount() - 1:
            self.table.selectRow(at + 1)
            self.table.scrollTo(self.model.index(at + 1, 0))

    def _clock(self, *, leaving: bool = False) -> str:
        """Now, while the conference is on; else its start, or its end for somebody leaving."""
        now, found = self.session.now(), self._found
        if found is None or found.starts_at is None or found.ends_at is None:
            return f"{now:%H:%M}"
        if not found.starts_at <= now <= found.ends_at:
            now = found.ends_at if leaving else found.starts_at
        return _on_the_minute(now)

    # forms

    def open_details(self) -> None:
        """Open the form for the person under the cursor."""
        seat: Seat | None = self.table.current_row()
        if seat is not None:
            self._open(person_dialog(self.session, seat.person, self))

    def add_somebody(self) -> None:
        """Open the form for somebody who was not invited."""
        if self._found is not None:
            self._open(uninvited_dialog(self.session, self._found, self))

    def record_held(self) -> None:
        """Open the form that records the conference as held."""
        if self._found is not None:
            self._open(held_dialog(self.session, self._found, self))
            assert self.dialog is not None
            self.dialog.saved.connect(self._held)

    def _held(self, status: str) -> None:
        """Say it, and put the keyboard on what comes next."""
        self.said.emit(f"The conference is recorded as {status}.", None)
        following = self.banner.findChild(QPushButton)
        if following is not None:
            give_focus(following)

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _on_the_minute(at: datetime) -> str:
    return f"{at:%H:%M}"
