"""Counting limits again: the notice that another count would differ, and the dialog that makes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from conference_app.domain.spoken_dates import counted, short_date
from conference_app.domain.text import all_of
from conference_app.use_cases.recount_limits import MOST_NAMED, RecountLine, recount_limits, recount_preview
from conference_app.use_cases.rules_in_force import practice_of

from ..session import Session
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.editors import TextArea, TextLine
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.rows_model import Column
from ..widgets.text import Tone, announce
from ..widgets.tick_table import TickTable

DETAIL = (
    "Their last lawful days stand as they were counted. By today's closures, practice numbers and dates of birth they "
    "would be others."
)
NOTE = (
    "The last lawful day of each conference chosen is counted again by today's rules. No booking moves. Old and new "
    "limit and the reason stand in the history of each."
)


class RecountNotice(Banner):
    """Shown whenever conferences ahead would be counted differently; hidden when none would."""

    recounted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.recount_button = button("Recount…", self.open_dialog)
        super().__init__(Tone.AMBER, buttons=(self.recount_button,), parent=parent)
        self._session = session
        self.lines: list[RecountLine] = []
        self.hide()

    def refresh(self) -> None:
        """Count again, only to see whether it would differ."""
        before, self.lines = self.lines, self._session.ask(recount_preview, self._session.today())
        words = f"{counted(len(self.lines), 'conference')} ahead would be counted differently."
        self.say(Tone.AMBER, words, DETAIL)
        self.setVisible(bool(self.lines))
        if len(self.lines) > len(before):
            announce(self, words)

    def open_dialog(self) -> None:
        """Show which conferences, and count those chosen again."""
        dialog = recount_dialog(self._session, self.lines, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._tell)
        dialog.open()

    def _tell(self, count: object) -> None:
        self.refresh()
        self.recounted.emit(int(str(count)))


def recount_dialog(session: Session, lines: list[RecountLine], parent: QWidget) -> FormDialog:
    """Which conferences to count again, and why; reason and approver too where a booking then is late."""
    form = Form()
    by_the_day_itself = session.ask(practice_of).text("count_from") == "the day itself"
    columns = _columns("from the day after" if by_the_day_itself else "from the day itself")
    table = TickTable(
        "Count again", columns, lines, key=lambda line: line.conference_id, name="Conferences to count again", most=6
    )
    form.add("conference_ids", "Conferences", table)
    form.add("reason", "Reason", TextLine(longest=500), help="Why the limits are counted again.")
    late = Banner(Tone.AMBER)
    form.add_widget(late)
    form.add("late_reason", "Why do these dates stay?", TextArea(lines=2))
    form.add("late_approver", "Who approved that?", TextLine())

    def show_late() -> None:
        named = [line.reference for line in table.ticked() if line.needs_reason]
        late.setVisible(bool(named))
        if named:
            late.show_message(Tone.AMBER, late_words(named), "The booking stays, with a reason and an approver.")
        for key in ("late_reason", "late_approver"):
            form.set_visible(key, bool(named))

    def save(values: dict[str, Any]) -> int:
        return session.perform(recount_limits, today=session.today(), **values)

    table.changed.connect(show_late)
    show_late()
    form.mark_saved()
    return FormDialog("Recount limits", form, save, save_word="Recount", note=NOTE, width=920, parent=parent)


def late_words(references: list[str]) -> str:
    """Which conferences would be late then; of many, the first."""
    return f"Booked past the new last lawful day: {all_of(references, most=MOST_NAMED)}."


def recounted_words(count: int) -> str:
    """What was done, for the line at the foot of the window."""
    return f"{counted(count, 'limit')} counted again."


def _columns(other: str) -> list[Column[RecountLine]]:
    """`other` names the count this authority does not go by; it is said where only that one differs."""

    def other_now(line: RecountLine) -> str:
        return f"{other}: {_day(line.other_now)}" if line.limit_now == line.limit_then else ""

    def other_then(line: RecountLine) -> str:
        return f"{other}: {_day(line.other_then)}" if line.limit_now == line.limit_then else ""

    return [
        Column("Conference", lambda line: line.reference, second=lambda line: line.family_name, strong=True),
        Column("Type", lambda line: line.type.value, second=lambda line: line.status.value),
        Column("Limit now", lambda line: _day(line.limit_now), sort=lambda line: line.limit_now, second=other_now),
        Column(
            "Counted again",
            lambda line: _day(line.limit_then),
            sort=lambda line: line.limit_then,
            second=other_then,
        ),
        Column(
            "Booked",
            lambda line: _day(line.day) if line.day else "not booked",
            sort=lambda line: line.day,
            second=_late,
            tone=lambda line: Tone.RED if line.late else None,
            stretch=True,
        ),
    ]


def _day(day: date | None) -> str:
    return short_date(day) if day else "not known"


def _late(line: RecountLine) -> str:
    if not line.late:
        return ""
    return "past it: needs a reason" if line.needs_reason else "past it, with a reason on record"
