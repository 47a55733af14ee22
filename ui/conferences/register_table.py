"""The register as a table: one key makes a person present, another takes them out of the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from conference_app import rulebook
from conference_app.domain.attendance import Attendance
from conference_app.domain.invitations import Invitation
from conference_app.domain.spoken_dates import time_words

from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone

TONES = {
    "present": Tone.GREEN,
    "apologies": Tone.GREY,
    "absent": Tone.AMBER,
    "left": Tone.GREY,
    "not recorded": Tone.GREY,
}


@dataclass(frozen=True)
class Seat:
    """One line: the person, and what they answered to the invitation."""

    person: Attendance
    reply: str

    @property
    def key(self) -> tuple[int | None, int]:
        """The same before and after the line is written down."""
        return (self.person.invitation_id, 0 if self.person.invitation_id else self.person.id)

    @property
    def state(self) -> str:
        """In one word or two."""
        if self.person.id == 0:
            return "not recorded"
        return "left" if self.person.presence == "present" and self.person.left_at else self.person.presence


def seats(register: Sequence[Attendance], lines: Sequence[Invitation]) -> list[Seat]:
    """The register with the replies beside it."""
    by_id: Mapping[int, Invitation] = {line.id: line for line in lines}

    def reply(person: Attendance) -> str:
        line = by_id.get(person.invitation_id or 0)
        if line is None:
            return "not invited"
        return line.reply or ("no reply" if line.sent_at else "not sent")

    return [Seat(person, reply(person)) for person in register]


def columns() -> list[Column[Seat]]:
    """Who, what they answered, and how it was on the day."""
    return [
        Column("Person", lambda seat: seat.person.name, second=_role_and_agency, stretch=True, strong=True),
        Column("Reply", lambda seat: seat.reply, second=_in_place_of, width=150),
        Column("On the day", lambda seat: seat.state, tag=lambda seat: (seat.state, TONES[seat.state])),
        Column("How", lambda seat: seat.person.mode),
        Column("Arrived", lambda seat: _clock(seat.person.arrived), sort=lambda seat: seat.person.arrived),
        Column("Left", lambda seat: _clock(seat.person.left_at), sort=lambda seat: seat.person.left_at),
    ]


class RegisterTable(TableView):
    """Space and Enter mark as present, A takes apologies, L says they left; F2 and a double click open the details."""

    present_wished = Signal()
    apologies_wished = Signal()
    left_wished = Signal()
    details_wished = Signal()

    def __init__(self, model: RowsModel[Any]) -> None:
        super().__init__(
            model, name="Register", empty="Nobody is on the register yet. Build the invitation list, or add who came."
        )
        self.setAccessibleDescription("Space or Enter: present. A: apologies. L: left now. F2: details.")

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        wish = {
            Qt.Key.Key_Space: self.present_wished,
            Qt.Key.Key_Return: self.present_wished,
            Qt.Key.Key_Enter: self.present_wished,
            Qt.Key.Key_A: self.apologies_wished,
            Qt.Key.Key_L: self.left_wished,
            Qt.Key.Key_F2: self.details_wished,
        }.get(Qt.Key(event.key()))
        if wish is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.selected_rows():
            wish.emit()
        else:
            super().keyPressEvent(event)


def _role_and_agency(seat: Seat) -> str:
    role = rulebook.roles().get(seat.person.role_code)
    return " · ".join(part for part in (role.title if role else "", seat.person.agency_name) if part)


def _in_place_of(seat: Seat) -> str:
    """Whom the person stands in for."""
    return f"for {seat.person.representing}" if seat.person.representing else ""


def _clock(text: str) -> str:
    return time_words(time.fromisoformat(text)) if text else ""
