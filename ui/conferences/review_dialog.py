"""Booking the next review before people leave the room: asked for and booked in one go, the margin shown live."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import MODES, Booking, Conference, Request
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import counted, long_date, span
from conference_app.domain.timescales import Limit
from conference_app.messages import sentence
from conference_app.slot_words import obstacle_words
from conference_app.store import people
from conference_app.use_cases.book_review import book_review, review_after, review_outlook
from conference_app.use_cases.find_slots import find_review_slots
from conference_app.use_cases.request_conference import count_limit
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

from ..booking_words import booked_margin, sentence_case
from ..session import Session
from ..widgets.banner import Banner
from ..widgets.choice import Choice
from ..widgets.date_field import DateField, TimeField
from ..widgets.editors import RadioChoice, Spin, TextArea, TextLine
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.text import Tone


class ReviewDialog(FormDialog):
    """Proposes the best slot shortly before the limit, under the chair the family knows."""

    def __init__(self, session: Session, found: Conference, parent: QWidget) -> None:
        self.session, self.found = session, found
        self.request: Request = session.ask(review_after, found, today=session.today())
        self.limit: Limit | None = session.ask(count_limit, self.request)
        self.outlook_banner = Banner()
        super().__init__(
            "Book the next review",
            self._form(),
            self._book,
            save_word="Book review",
            note=self._note(),
            width=680,
            parent=parent,
        )
        self.form.changed.connect(self._look)
        self._propose()
        self._look()

    def _note(self) -> str:
        if self.limit is None:
            return "No limit is known for this review."
        return f"Last lawful day {long_date(self.limit.limit)}: {self.limit.basis}."

    def _form(self) -> Form:
        ask, today = self.session.ask, self.session.today
        form = Form()
        with form.row():
            form.add("day", "Day", DateField(today=today, calendar=ask(calendar_of)))
            form.add("start", "Start", TimeField())
            form.add("minutes", "Length", Spin(15, 480, unit="minutes", step=15))
        form.add_widget(self.outlook_banner)
        with form.row():
            chairs = [(each.id, each.name) for each in ask(people.chairs) if each.active]
            form.add("chair_id", "Chair", Choice(chairs, none="Choose a chair"))
            rooms = [(each.id, each.name) for each in ask(people.rooms) if each.active]
            form.add("room_id", "Room", Choice(rooms, none="No room"))
        form.add("mode", "How people meet", RadioChoice([(each, sentence_case(each)) for each in MODES]))
        with form.row():
            form.add("late_reason", "Why after the last lawful day?", TextArea(lines=2))
            form.add("late_approver", "Who approved it?", TextLine())
        form.add("joining", "Joining link", TextLine(longest=500), optional=True)
        form.set_visible("late_reason", False)
        form.set_visible("late_approver", False)
        return form

    def _propose(self) -> None:
        """The best slot shortly before the limit; without one, the usual time under the same chair."""
        found, practice = self.found, self.session.ask(practice_of)
        usual = {
            "start": found.starts_at.time() if found.starts_at else time(9, 30),
            "minutes": practice.integer("minutes_review"),
            "chair_id": found.chair_id,
            "room_id": found.room_id,
            "mode": found.mode or "in person",
        }
        self.form.set_values(usual)
        if self.limit is None:
            return
        slots = self.session.ask(find_review_slots, found, self.request, now=self.session.now(), top=1).slots
        if not slots:
            self.form.set_values({"day": self.limit.proposed})
            return
        [best] = slots
        self.form.set_values(
            {
                "day": best.starts_at.date(),
                "start": best.starts_at.time(),
                "chair_id": best.chair_id,
                "room_id": best.room_id,
            }
        )

    def _booking(self, day: date | None, start: time | None) -> Booking | None:
        value = self.form.value
        if day is None or start is None or value("chair_id") is None:
            return None
        return Booking(
            datetime.combine(day, start),
            value("minutes"),
            value("chair_id"),
            value("mode") or "in person",
            value("room_id"),
            value("joining") or "",
            value("late_reason") or "",
            value("late_approver") or "",
        )

    def _look(self) -> None:
        """Say what this booking would mean, while it is being typed."""
        self.form.set_visible("joining", self.form.value("mode") not in (None, "in person"))
        booking = self._booking(self.form.value("day"), self.form.value("start"))
        if booking is None:
            self.outlook_banner.show_message(Tone.BLUE, "Choose day, start and chair to see the margin.")
            return
        outlook = self.session.ask(review_outlook, self.found, self.request, booking)
        self.form.set_visible("late_reason", outlook.late)
        self.form.set_visible("late_approver", outlook.late)
        words, tone = booked_margin(outlook.margin) if outlook.margin is not None else ("no limit known", None)
        said = [sentence(each) for each in outlook.obstacles] + [obstacle_words(each) for each in outlook.cautions]
        detail = "\n".join(said)
        if "not_a_working_day" in outlook.warnings:
            detail = "\n".join(part for part in (detail, "This is not a working day.") if part)
        shown = Tone.RED if outlook.obstacles else tone or (Tone.AMBER if outlook.cautions else Tone.GREEN)
        ends = booking.starts_at + timedelta(minutes=booking.minutes)
        when = span(booking.starts_at, ends)
        self.outlook_banner.show_message(shown, f"{sentence_case(words)}: {when}", detail)

    def _book(self, values: dict[str, Any]) -> int:
        for key, what in (("day", "the day"), ("start", "when it starts"), ("chair_id", "the chair")):
            if values[key] is None:
                raise RuleBroken("required", field=key, what=what)
        booking = self._booking(values["day"], values["start"])
        assert booking is not None
        return self.session.perform(book_review, self.request, booking, today=self.session.today())


def margin_sentence(left: int) -> str:
    """The margin of a review already booked."""
    return booked_margin(left)[0] if left <= 0 else f"{counted(left, 'working day')} before its limit"
