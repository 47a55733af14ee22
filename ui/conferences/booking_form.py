"""When, where and under whom: the fields of a booking, and what it would mean, said while typing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.conference import MODES, Booking, Conference
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.people import Room
from conference_app.domain.spoken_dates import counted, long_date
from conference_app.messages import sentence
from conference_app.store import conferences, invitations, people
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.schedule_conference import LONGEST, SHORTEST, Outlook, outlook

from ..session import Session
from ..widgets.buttons import button
from ..widgets.card import discard
from ..widgets.choice import Choice
from ..widgets.date_field import DateField, TimeField
from ..widgets.editors import RadioChoice, Spin, TextArea, TextLine
from ..widgets.form import Form
from ..widgets.text import Tone, label
from .wording import UNBOOKED, Words, booked_margin, lawful_day, sentence_case

USUAL_START = time(9, 30)  # stands in while only the day is known, so that its margin can be said
VIDEO, IN_PERSON = "video", "in person"


class BookingForm(Form):
    """Fields by the names the booking's rules use; two more appear when the day is past the limit."""

    def __init__(self, session: Session, found: Conference, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found = found
        self._rooms = session.ask(people.rooms)
        self._calendar = session.ask(calendar_of)
        self._limit = lawful_day(found, session.ask(practice_of))
        self._sent = sum(line.sent_at is not None for line in session.ask(invitations.invitations, found.id))
        self.outlook_box = QWidget()
        self.proposal = QWidget()
        self._outlook_words: QWidget = QWidget()
        self._build()
        self.fill()
        self.changed.connect(self.show_outlook)
        self.show_outlook()

    # building

    def _build(self) -> None:
        day = DateField(today=self._session.today, calendar=self._calendar, looking="ahead")
        self.add("day", "Date", day)
        self._add_proposal()
        with self.row():
            self.add("start", "Start", TimeField())
            self.add("minutes", "Length", Spin(SHORTEST, LONGEST, unit="minutes", step=15))
        self.add("mode", "How people meet", RadioChoice([(mode, sentence_case(mode)) for mode in MODES]))
        with self.row():
            self.add("chair_id", "Chair", Choice(self._chairs(), none="Choose"))
            self.add("room_id", "Room", Choice(self._room_options(), none="Choose"))
        self.add("joining", "Joining link or number", TextLine(longest=500), optional=True)
        box = QVBoxLayout(self.outlook_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._outlook_words)
        self.add_widget(self.outlook_box)
        self.add("late_reason", "Why it cannot be held in time", TextArea(lines=2))
        self.add("late_approver", "Approved by", TextLine(hint="Name and post"))

    def _add_proposal(self) -> None:
        row = QHBoxLayout(self.proposal)
        row.setContentsMargins(0, 0, 0, 0)
        day = self.proposed_day()
        if day is not None:
            words = "Last working day within the limit:"
            row.addWidget(label(words, "muted", wrap=False))
            row.addWidget(button(long_date(day), lambda: self.editor("day").set_value(day), kind="link"))
            row.addStretch(1)
            self.add_widget(self.proposal)

    def proposed_day(self) -> date | None:
        """The working day on or before the limit, while it is still to come."""
        if self._limit is None:
            return None
        day = self._calendar.previous_working_day(self._limit)
        return day if day >= self._session.today() else None

    def _chairs(self) -> list[tuple[int, str]]:
        chairs = self._session.ask(people.chairs)
        return [(chair.id, chair.name) for chair in chairs if chair.active or chair.id == self._found.chair_id]

    def _room_options(self) -> list[tuple[int, str]]:
        return [(room.id, _room_words(room)) for room in self._rooms if room.active or room.id == self._found.room_id]

    def fill(self) -> None:
        """The booking as it is, or as it would usually be."""
        found, practice = self._found, self._session.ask(practice_of)
        stands = found.status not in UNBOOKED
        usual = "minutes_review" if found.type is ConferenceType.REVIEW else "minutes_initial"
        self.set_values(
            {
                "day": found.day if stands else None,
                "start": found.starts_at.time() if found.starts_at else None,
                "minutes": found.minutes or practice.integer(usual),
                "mode": found.mode if found.starts_at else IN_PERSON,
                "chair_id": found.chair_id or self._earlier_chair(),
                "room_id": found.room_id,
                "joining": found.joining,
                "late_reason": found.late_reason if stands else "",
                "late_approver": found.late_approver if stands else "",
            }
        )

    def _earlier_chair(self) -> int | None:
        """The chair this family knows."""
        before = self._session.ask(conferences.previous_held, self._found.family_id, "9999")
        return before.chair_id if before is not None else None

    # what it would mean

    def draft(self) -> Booking | None:
        """What is understood so far; None without a day."""
        day = self.value("day")
        if day is None:
            return None
        return Booking(
            datetime.combine(day, self.value("start") or USUAL_START),
            self.value("minutes"),
            self._chosen("chair_id") or 0,
            self.value("mode") or IN_PERSON,
            None if self.value("mode") == VIDEO else self._chosen("room_id"),
        )

    def _chosen(self, key: str) -> int | None:
        editor = self.editor(key)
        assert isinstance(editor, Choice)
        chosen: int | None = editor.chosen()
        return chosen

    def show_outlook(self) -> None:
        """Say what the booking would mean, and show the fields it needs."""
        draft = self.draft()
        seen = self._session.ask(outlook, self._found.id, draft) if draft else None
        self.set_visible("room_id", self.value("mode") != VIDEO)
        self.set_visible("joining", self.value("mode") != IN_PERSON)
        for key in ("late_reason", "late_approver"):
            self.set_visible(key, seen is not None and seen.late)
        made = _lines(self.outlook_words(draft, seen) if draft and seen else [])
        layout = self.outlook_box.layout()
        assert layout is not None
        layout.replaceWidget(self._outlook_words, made)
        discard(self._outlook_words)
        self._outlook_words = made

    def outlook_words(self, draft: Booking, seen: Outlook) -> list[Words]:
        """Margin, obstacles and warnings of a booking, each a sentence."""
        words: list[Words] = []
        if seen.margin is not None and self._limit is not None:
            margin, tone = booked_margin(seen.margin)
            last = long_date(self._limit)
            words.append((f"{sentence_case(margin)}. Last lawful day {last}.", tone or Tone.GREEN))
        timed = self.value("start") is not None
        words += [(sentence(each), Tone.RED) for each in seen.obstacles if timed or not each.code.endswith("_taken")]
        words += [(self._warning(code, draft), Tone.AMBER) for code in seen.warnings]
        if seen.late:
            words.append(("Past the limit: say why, and who approved it.", Tone.AMBER))
        words += [(each, Tone.AMBER) for each in self._access_words(draft)]
        if self._sent and self._moves(draft):
            sent = counted(self._sent, "invitation")
            words.append((f"{sent} already sent must be sent again, and replies to them are void.", Tone.AMBER))
        return words

    def _warning(self, code: str, draft: Booking) -> str:
        day = draft.starts_at.date()
        if code == "not_a_working_day":
            why = self._calendar.why_not_working(day)
            reason = "" if day.weekday() >= 5 else f" ({why})"
            return f"{long_date(day)} is not a working day{reason}."
        stricter = long_date(self._found.stricter_limit_on or day)
        return f"Counting the day itself as day 1, the last day would be {stricter}."

    def _access_words(self, draft: Booking) -> list[str]:
        """What somebody needs to get in, where the room says nothing about it."""
        room = next((each for each in self._rooms if each.id == draft.room_id), None)
        if room is None or room.access:
            return []
        wanted = [need for need in self._found.needs if need.kind == "access"]
        return [
            f"{need.who} needs access ({need.detail or 'no detail'}): nothing is known about {room.name}."
            for need in wanted
        ]

    def _moves(self, draft: Booking) -> bool:
        now = (self._found.starts_at, self._found.room_id, self._found.mode)
        return now != (draft.starts_at, draft.room_id, draft.mode)

    # out

    def booking(self, values: dict[str, Any]) -> Booking:
        """The booking the fields hold; raises what is missing, all together."""
        needed = (("day", "the date"), ("start", "the start"), ("mode", "how people meet"), ("chair_id", "the chair"))
        raise_all([RuleBroken("required", field=key, what=what) for key, what in needed if values.get(key) is None])
        return Booking(
            datetime.combine(values["day"], values["start"]),
            values["minutes"],
            values["chair_id"],
            values["mode"],
            values.get("room_id"),
            values.get("joining") or "",
            values.get("late_reason") or "",
            values.get("late_approver") or "",
        )


def _room_words(room: Room) -> str:
    size = f"{room.capacity} people" if room.capacity else ""
    about = ", ".join(part for part in (room.place, size, room.access) if part)
    return f"{room.name} ({about})" if about else room.name


def _lines(words: Sequence[Words]) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(4)
    for text, tone in words:
        box.addWidget(label(text, "strong", tone=tone))
    return made
