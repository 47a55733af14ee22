"""Find a slot: the best ones with what speaks for and against each, or what stands in the way of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.conference_status import LAWFUL_STEPS, Status
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.spoken_dates import long_date, short_date, time_words
from conference_app.scheduling.obstacles import ObstacleSet
from conference_app.slot_words import all_obstacle_words, reason_words
from conference_app.store import lists
from conference_app.use_cases.find_slots import Proposal, SlotsFound, find_slots

from . import theme
from .booking_words import booked_margin, sentence_case
from .session import Session
from .widgets.buttons import button
from .widgets.card import Card
from .widgets.choice import Choice
from .widgets.rows_model import Column, RowsModel
from .widgets.scroll_page import ScrollPage
from .widgets.tab_order import in_order
from .widgets.table_view import TableView
from .widgets.text import Tone, announce, label

SHOWN = 8
NOTHING_FREE, NOTHING_CHOSEN = "No slot is free before the limit.", "Choose a conference above."
UNBOOKED_FIRST = (Status.REQUESTED, Status.POSTPONED, Status.BOOKED, Status.INVITED)
FOR, AGAINST = "✓", "–"  # a shape beside the words


class SlotFinder(QDialog):
    """Choose a conference, then a slot; choosing one books nothing yet."""

    slot_chosen = Signal(int, object)  # conference id, Proposal
    shown_in_diary = Signal(int, object)  # conference id, list of Proposal

    def __init__(self, session: Session, conference_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.found: SlotsFound | None = None
        self.setWindowTitle("Find a slot")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offered = {row.id: _conference(row) for row in open_conferences(session)}
        self.conference = Choice(list(offered.items()), none="Choose a conference")
        self.conference.combo.setAccessibleName("Conference")
        self.limit_words = label("", "muted")
        self.model: RowsModel[Proposal] = RowsModel(_columns(), key=lambda each: each.starts_at)
        self.table = TableView(self.model, name="Best slots", empty=NOTHING_CHOSEN)
        self.reasons = Card("What speaks for and against it")
        self.beside = ScrollPage(margin=0)  # squeezed into the dialog it would cut its words
        self.take_button = button("&Take this slot…", self._take, kind="primary")
        self.diary_button = button("Show in the &diary", self._show_in_diary, icon="calendar")
        self._lay_out()
        self._connect()
        self.conference.set_value(conference_id if conference_id in offered else None)
        self.search()

    def _lay_out(self) -> None:
        self.resize(theme.pixels(980), theme.pixels(560))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        parts = QHBoxLayout()
        parts.setSpacing(24)
        parts.addWidget(self.table, 55)
        self.beside.add(self.reasons)
        self.beside.finish()
        self.beside.take_keyboard()
        parts.addWidget(self.beside, 45)
        buttons = QHBoxLayout()
        buttons.addWidget(self.diary_button)
        buttons.addStretch(1)
        buttons.addWidget(button("Cancel", self.reject))
        buttons.addWidget(self.take_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        box.addWidget(label("Find a slot", "title"))
        box.addWidget(self.conference)
        box.addWidget(self.limit_words)
        box.addLayout(parts, 1)
        box.addLayout(buttons)

    def _connect(self) -> None:
        self.conference.combo.currentIndexChanged.connect(lambda _at: self.search())
        self.table.selection_changed.connect(lambda _rows: self._show_reasons())
        self.table.opened.connect(lambda _row: self._take())

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        in_order(self)
        (self.table if self.model.rows() else self.conference.combo).setFocus()

    @property
    def conference_id(self) -> int | None:
        """The conference a slot is looked for."""
        chosen: int | None = self.conference.chosen()
        return chosen

    def search(self) -> None:
        """Look for slots of the chosen conference."""
        chosen = self.conference_id
        self.found = None
        if chosen is not None:
            self.found = self.session.ask(find_slots, chosen, now=self.session.now(), top=SHOWN)
        slots = shown_slots(self.found)
        self.table.set_empty(NOTHING_CHOSEN if self.found is None else NOTHING_FREE)
        self.model.set_rows(slots)
        self.limit_words.setText(_limit_words(self.found))
        for each in (self.take_button, self.diary_button):
            each.setEnabled(bool(slots))
        if slots:
            self.table.selectRow(0)
        self._show_reasons()
        if self.found is not None:
            announce(self, f"{len(slots)} slots found." if slots else NOTHING_FREE)

    def _show_reasons(self) -> None:
        """What is to be known about the slot under the cursor, after what keeps all others out of the limit."""
        self.reasons.clear()
        if self.found is None:
            self.reasons.add(label(NOTHING_CHOSEN, "muted"))
            return
        for one in self.found.obstacles:
            self.reasons.add(label(_in_the_way(one), tone=Tone.RED))
        slot: Proposal | None = self.table.current_row()
        if slot is None:
            return
        if slot == self.found.after_limit:
            self.reasons.add(label("The first slot past the limit: it needs a reason and an approver.", "strong"))
        for reason in sorted(slot.reasons, key=lambda each: each.good):
            mark = FOR if reason.good else AGAINST
            self.reasons.add(label(f"{mark} {reason_words(reason)}", tone=Tone.GREEN if reason.good else Tone.AMBER))

    def _take(self) -> None:
        slot, chosen = self.table.current_row(), self.conference_id
        if slot is not None and chosen is not None:
            self.accept()
            self.slot_chosen.emit(chosen, slot)

    def _show_in_diary(self) -> None:
        chosen = self.conference_id
        if chosen is not None:
            self.accept()
            self.shown_in_diary.emit(chosen, shown_slots(self.found))


def shown_slots(found: SlotsFound | None) -> list[Proposal]:
    """The slots to choose from; where none keeps the limit, the first after it."""
    if found is None:
        return []
    return list(found.slots) or ([found.after_limit] if found.after_limit else [])


def open_conferences(session: Session) -> list[ConferenceRow]:
    """Conferences that can be booked, those without a booking first, then by their limit."""
    rows = session.ask(lists.conferences, statuses=tuple(each.value for each in UNBOOKED_FIRST))
    ahead = [row for row in rows if Status.BOOKED in LAWFUL_STEPS[row.status] and _not_over(row, session.now())]
    return sorted(ahead, key=lambda row: (row.status in UNBOOKED_FIRST[2:], row.limit_on is None, row.limit_on))


def _not_over(row: ConferenceRow, now: datetime) -> bool:
    return row.starts_at is None or row.starts_at > now or row.status is Status.POSTPONED


def _conference(row: ConferenceRow) -> str:
    booked = row.starts_at is not None and row.status is not Status.POSTPONED
    stands = f"booked {short_date(row.starts_at.date())}" if booked and row.starts_at else "not booked"
    limit = f", last lawful day {short_date(row.limit_on)}" if row.limit_on else ""
    return f"{row.reference} {row.family_name}, {row.type.value}, {stands}{limit}"


def _limit_words(found: SlotsFound | None) -> str:
    if found is None or found.limit is None:
        return ""
    words = f"Last lawful day {long_date(found.limit)}."
    if found.stricter_limit and found.stricter_limit != found.limit:
        words += f" Counting the day itself as day 1: {long_date(found.stricter_limit)}."
    return words


def _in_the_way(one: ObstacleSet) -> str:
    lead = "In the way" if one.gives_way else "Nobody can change"
    return f"{lead}: {'; '.join(all_obstacle_words(one.obstacles))}."


def _columns() -> Sequence[Column[Proposal]]:
    return (
        Column("When", _when, second=_where, strong=True, stretch=True, sort=lambda each: each.starts_at),
        Column("Margin", _margin, tag=lambda each: (_margin(each), _tone(each)), sort=lambda each: each.margin),
    )


def _when(slot: Proposal) -> str:
    times = f"{time_words(slot.starts_at.time())} to {time_words(slot.ends_at.time())}"
    return f"{short_date(slot.starts_at.date())}, {times}"


def _where(slot: Proposal) -> str:
    return ", ".join(part for part in (slot.chair_name, slot.room_name or "video") if part)


def _margin(slot: Proposal) -> str:
    return sentence_case(booked_margin(slot.margin)[0]) if slot.margin is not None else "no limit"


def _tone(slot: Proposal) -> Tone:
    return (booked_margin(slot.margin)[1] if slot.margin is not None else None) or Tone.GREEN
