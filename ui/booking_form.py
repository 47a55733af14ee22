"""When, where and under whom: the fields of a booking, and what it would mean, said while typing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from conference_app.domain.conference import MODES, Booking, Conference
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.people import Room
from conference_app.domain.spoken_dates import counted, long_date, time_words
from conference_app.messages import sentence
from conference_app.slot_words import obstacle_words
from conference_app.store import conferences, people
from conference_app.use_cases.find_slots import Proposal, find_slots
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.schedule_conference import LONGEST, SHORTEST, Outlook, outlook

from .booking_words import UNBOOKED, Words, booked_margin, lawful_day, sentence_case
from .conference_words import near_day
from .session import Session
from .widgets.buttons import button
from .widgets.card import discard, discard_item
from .widgets.choice import Choice
from .widgets.date_field import DateField, TimeField
from .widgets.editors import RadioChoice, Spin, TextArea, TextLine
from .widgets.form import Form
from .widgets.tab_order import in_order
from .widgets.text import Tone, label

USUAL_START = time(9, 30)  # stands in while only the day is known, so that its margin can be said
VIDEO, IN_PERSON = "video", "in person"
TIMED = {"chair_taken", "room_taken", "family_taken", "chair_away", "room_blocked"}  # true only of a known start


class BookingForm(Form):
    """Fields by the names the booking's rules use; two more appear when the day is past the limit."""

    def __init__(self, session: Session, found: Conference, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found = found
        self._rooms = session.ask(people.rooms)
        self._calendar = session.ask(calendar_of)
        self._limit = lawful_day(found, session.ask(practice_of))
        self.outlook_box = QWidget()
        self.proposals: list[QPushButton] = []
        self._proposal_box = QVBoxLayout()
        self._proposed_for: tuple[object, ...] | None = None
        self._outlook_words: QWidget = QWidget()
        self._build()
        self.fill()
        self.changed.connect(self.show_outlook)
        self.show_outlook()

    # building

    def _build(self) -> None:
        self._add_proposals()
        with self.row():
            day = DateField(today=self._session.today, calendar=self._calendar, looking="ahead")
            self.add("day", "Date", day)
            self.add("start", "Start", TimeField())
            self.add("minutes", "Length", Spin(SHORTEST, LONGEST, unit="minutes", step=15))
        self.add("mode", "How people meet", RadioChoice([(mode, sentence_case(mode)) for mode in MODES]))
        with self.row():
            self.add("chair_id", "Chair", Choice(self._chairs(), none="Choose"))
            self.add("room_id", "Room", Choice(self._room_options(), none="Choose"))
        box = QVBoxLayout(self.outlook_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._outlook_words)
        self.add_widget(self.outlook_box)
        with self.row():
            self.add("late_reason", "Why it cannot be held in time", TextArea(lines=2))
            self.add("late_approver", "Approved by", TextLine(hint="Name and post"))
        self.add("joining", "Joining link or number", TextLine(longest=500), optional=True)

    def _add_proposals(self) -> None:
        """Free slots to choose from, above the fields they fill."""
        part = self.proposal_part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._proposal_word = label("Free slots", "field")
        box.addWidget(self._proposal_word)
        box.addLayout(self._proposal_box)
        self._proposal_box.setSpacing(0)
        self.add_widget(part)

    def _show_proposals(self) -> None:
        """Asked again only when the length, the way people meet or the first moment is another."""
        minutes, mode, after = self.value("minutes"), self.value("mode") or IN_PERSON, self.offered_after()
        if (minutes, mode, after) == self._proposed_for:
            return
        self._proposed_for = (minutes, mode, after)
        while self._proposal_box.count():
            discard_item(self._proposal_box.takeAt(0))
        now = self._session.now()
        first = max(now, after or now)
        slots = self._session.ask(find_slots, self._found.id, now=first, minutes=minutes, mode=mode).slots
        self.proposals = [button(self._slot_words(slot), partial(self.take, slot), kind="link") for slot in slots]
        for each in self.proposals:
            self._proposal_box.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        if not slots:
            self._proposal_box.addWidget(label("No chair and room are free before the limit.", "muted"))
        in_order(self)

    def offered_after(self) -> datetime | None:
        """No slot before this is offered, nor one before now."""
        return None

    def showEvent(self, event: QShowEvent, /) -> None:
        """Only now does it stand in its window, where Tab has its way."""
        super().showEvent(event)
        in_order(self)

    def _slot_words(self, slot: Proposal) -> str:
        """Thu 4 March, 9:30am, Oak room, Rosalind Osei – 2 working days before the limit."""
        when = near_day(slot.starts_at.date(), self._session.today())
        parts = (when, time_words(slot.starts_at.time()), slot.room_name, slot.chair_name)
        words = ", ".join(part for part in parts if part)
        return words if slot.margin is None else f"{words} – {_margin_words(slot.margin)}"

    def take(self, slot: Proposal) -> None:
        """Fill the form with a slot; what else was typed stays, what was said of another slot does not."""
        self.clear_errors()
        for key, value in (
            ("day", slot.starts_at.date()),
            ("start", slot.starts_at.time()),
            ("chair_id", slot.chair_id),
            ("room_id", slot.room_id),
        ):
            self.editor(key).set_value(value)
        self.editor("day").setFocus(Qt.FocusReason.OtherFocusReason)

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
            "" if self.value("mode") == IN_PERSON else self.value("joining") or "",
        )

    def _chosen(self, key: str) -> int | None:
        editor = self.editor(key)
        assert isinstance(editor, Choice)
        chosen: int | None = editor.chosen()
        return chosen

    def show_outlook(self) -> None:
        """Say what the booking would mean, and show the fields it needs."""
        self._show_proposals()
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
            said, tone = booked_margin(seen.margin)
            last = long_date(self._limit)
            words.append((f"{sentence_case(said)}. Last lawful day {last}.", tone or Tone.GREEN))
        timed = self.value("start") is not None
        words += [(sentence(each), Tone.RED) for each in seen.obstacles if timed or each.code not in TIMED]
        words += [(self._warning(code, draft), Tone.AMBER) for code in seen.warnings]
        if timed:
            words += [(f"{obstacle_words(each)}.", Tone.AMBER) for each in seen.cautions]
        if seen.late:
            words.append(("Past the limit: say why, and who approved it.", Tone.AMBER))
        words += [(each, Tone.AMBER) for each in self._access_words(draft)]
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


def _margin_words(left: int) -> str:
    if left == 0:
        return "on the last lawful day"
    return f"{counted(abs(left), 'working day')} {'before' if left > 0 else 'past'} the limit"


def _room_words(room: Room) -> str:
    size = f"{room.capacity} people" if room.capacity else ""
    about = ", ".join(part for part in (size, room.access, room.place) if part)
    return f"{room.name} ({about})" if about else room.name


def _lines(words: Sequence[Words]) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(4)
    for text, tone in words:
        box.addWidget(label(text, "strong", tone=tone))
    return made
