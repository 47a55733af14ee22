"""What happened to a conference's booking: each move with its reason, and the way to the conference before or after."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.rebooking import Rebooking
from conference_app.domain.spoken_dates import moment
from conference_app.rebooking_words import trail_words
from conference_app.store import rebookings
from conference_app.use_cases.take_back_rebooking import take_back

from ..session import Session
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.text import label


class MovesCard(Card):
    """Latest first; the latest can be taken back. Hidden where nothing happened."""

    conference_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Earlier bookings", parent=parent)
        self._session = session

    def show_conference(self, found: Conference) -> None:
        """Show the trail of one conference."""
        self.clear()
        trail = self._session.ask(rebookings.rebookings, found.id)
        earlier = self._session.ask(rebookings.replaced_by, found.id)
        self.setVisible(bool(trail) or earlier is not None)
        last = next((each for each in trail if each.taken_back_at is None), None)
        for each in trail:
            self._line(each, is_last=each is last)
        if earlier is not None:
            self._earlier(earlier)

    def _line(self, kept: Rebooking, *, is_last: bool) -> None:
        self.add(label(trail_words(kept)))
        if kept.replacement_id is not None:
            go = partial(self.conference_requested.emit, kept.replacement_id)
            self._link(f"Open {kept.replacement_reference}", go)
        if is_last:
            self._link("Take it back", partial(self._session.attempt, take_back, kept.id))

    def _earlier(self, kept: Rebooking) -> None:
        when = f" of {moment(kept.starts_before)}" if kept.starts_before else ""
        self.add(label(f"Takes the place of {kept.reference}{when}, {kept.kind.value}."))
        self._link(f"Open {kept.reference}", partial(self.conference_requested.emit, kept.conference_id))

    def _link(self, word: str, act: Callable[[], object]) -> QPushButton:
        made = button(word, act, kind="link")
        self.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made
