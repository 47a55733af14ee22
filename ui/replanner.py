"""Re-plan many conferences at once: who or what is missing and when, a plan made in the background, what to accept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.rebooking import NEEDS_WORDS, Kind, reasons_for
from conference_app.domain.spoken_dates import counted, short_date, time_words
from conference_app.domain.supply import Owner, Whose
from conference_app.slot_words import all_obstacle_words, reason_words
from conference_app.store import people
from conference_app.use_cases.apply_plan import apply_plan, take_back_plan
from conference_app.use_cases.replan import DiaryPlan, NamedSlot, PlanLine, replan
from conference_app.use_cases.rules_in_force import calendar_of

from . import theme
from .background import Background
from .booking_words import booked_margin
from .session import Session
from .widgets.buttons import button
from .widgets.card import Card
from .widgets.choice import Choice
from .widgets.date_field import DateField
from .widgets.editors import TextLine
from .widgets.form import Form
from .widgets.progress import ProgressBar
from .widgets.rows_model import Column, RowsModel
from .widgets.scroll_page import ScrollPage
from .widgets.tab_order import in_order
from .widgets.table_view import TableView
from .widgets.text import Tone, announce, label
from .widgets.tick_table import TickTable

SECONDS = 30  # a plan is as good as it gets long before; whoever cannot wait stops it
SEED = 1
STEPS = 1000  # of the progress bar
NOTE = "Nothing moves until you choose to. Conferences whose chair and room are there stay where they are."
NOT_ENTERED = {
    Whose.CHAIR: "This enters no leave for the chair: for other conferences the chair is still offered on these days.",
    Whose.ROOM: "This does not block the room: for other conferences it is still offered on these days.",
}


class Replanner(QDialog):
    """First who is missing and when, then the plan; `moved` tells the sentence and what takes it back.

    `hours_requested` names the Owner whose leave or other time is to be entered first.
    """

    moved = Signal(str, object)
    hours_requested = Signal(object)

    def __init__(
        self,
        session: Session,
        background: Background,
        parent: QWidget | None = None,
        *,
        first: date | None = None,
        last: date | None = None,
        chair_id: int | None = None,
        room_id: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.background = session, background
        self.plan: DiaryPlan | None = None
        self._stop: Callable[[], None] = lambda: None
        self.setWindowTitle("Re-plan conferences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.asked = _asked_form(session, first, last, chair_id, room_id)
        self.nothing_entered = label("")
        self.hours_button = button("Enter it in People, Hours and leave…", self._open_hours, kind="link")
        self.progress = ProgressBar(parent=self)
        self.summary = label("", "strong")
        self.why = Form()
        self.lines: TickTable[PlanLine] | None = None
        self.detail = Card("What it means")
        self.beside = ScrollPage(margin=0)  # many are to be told again: squeezed, the card would cut their names
        self.unplaced: RowsModel[PlanLine] = RowsModel(_unplaced_columns(), key=lambda line: line.conference_id)
        self.unplaced_table = TableView(self.unplaced, name="No place found")
        self.plan_part = QWidget()
        self.steps = QStackedWidget()
        self.make_button = button("&Make a plan", self.make_plan, kind="primary")
        self.move_button = button("M&ove those chosen", self.apply, kind="primary")
        self.back_button = button("&Back", self._go_back)
        self._lay_out()

    # -- building -------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.resize(theme.pixels(1200), theme.pixels(700))
        first = QWidget()
        box = QVBoxLayout(first)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.asked)
        box.addWidget(self.nothing_entered)
        box.addWidget(self.hours_button, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(1)
        self.asked.changed.connect(self._say_what_is_not_entered)
        self._say_what_is_not_entered()
        self.steps.addWidget(first)
        self.steps.addWidget(self.plan_part)
        self._plan_box = QVBoxLayout(self.plan_part)
        self._plan_box.setContentsMargins(0, 0, 0, 0)
        self._plan_box.setSpacing(8)
        self.beside.add(self.detail)
        self.beside.finish()
        self.beside.take_keyboard()
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(button("Cancel", self.reject))
        buttons.addWidget(self.make_button)
        buttons.addWidget(self.move_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(label("Re-plan conferences", "title"))
        outer.addWidget(label(NOTE, "muted"))
        outer.addWidget(self.steps, 1)
        outer.addWidget(self.progress)
        outer.addLayout(buttons)
        self._show_step(0)
        in_order(self)

    def _show_step(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.make_button.setVisible(step == 0)
        self.move_button.setVisible(step == 1)
        self.back_button.setVisible(step == 1)
        self.make_button.setDefault(step == 0)
        self.move_button.setDefault(step == 1)

    def _go_back(self) -> None:
        self._show_step(0)
        self.asked.focus_first()

    def _left_out(self) -> Owner | None:
        chair, room = self.asked.value("without_chair"), self.asked.value("without_room")
        if chair is not None:
            return Owner(Whose.CHAIR, chair)
        return Owner(Whose.ROOM, room) if room is not None else None

    def _say_what_is_not_entered(self) -> None:
        """To plan without somebody is not their leave: the diary goes on offering them."""
        owner = self._left_out()
        for part in (self.nothing_entered, self.hours_button):
            part.setVisible(owner is not None)
        if owner is not None:
            self.nothing_entered.setText(NOT_ENTERED[owner.whose])

    def _open_hours(self) -> None:
        owner = self._left_out()
        self.reject()
        self.hours_requested.emit(owner)

    # -- the plan -------------------------------------------------------------------------------------

    def make_plan(self) -> None:
        """Look for a plan in the background; stopping keeps the best found so far."""
        self.asked.clear_errors()
        try:
            wanted = asked_for(self.asked.values())
        except RuleBroken as broken:
            self.asked.show_errors(broken)
            return
        now = self.session.now()

        def work(store: Any, control: Any) -> DiaryPlan:
            def tell(share: float, cost: int) -> None:
                control.progress(int(share * STEPS), STEPS, "Looking for a better plan; stop keeps the best so far")

            return replan(store, **wanted, now=now, seed=SEED, seconds=SECONDS, progress=tell, stop=control.stopped)

        self.make_button.setEnabled(False)
        job = self.background.run(work, on_done=self._show_plan, on_failed=self.session.show_failure)
        job.ended.connect(self._planned)
        self._stop = job.stop
        self.progress.follow(job)

    def _planned(self) -> None:
        self.make_button.setEnabled(True)
        self._stop = lambda: None

    def _show_plan(self, plan: DiaryPlan) -> None:
        self.plan = plan
        while self._plan_box.count():
            item = self._plan_box.takeAt(0)
            if (widget := item.widget() if item else None) is not None:
                widget.setParent(None)
        self.summary.setText(plan_words(plan))
        self._plan_box.addWidget(self.summary)
        self._plan_box.addWidget(self._accepting(plan), 1)
        if plan.unplaced:
            self.unplaced.set_rows(plan.unplaced)
            self._plan_box.addWidget(label("No place found", "heading"))
            self._plan_box.addWidget(self.unplaced_table)
            self.unplaced_table.fit_rows(3)
        self.move_button.setEnabled(bool(plan.moves))
        self._show_step(1)
        in_order(self)
        announce(self, self.summary.text())
        (self.lines.table if self.lines and plan.moves else self.back_button).setFocus()

    def _accepting(self, plan: DiaryPlan) -> QWidget:
        """The moves to tick, what the one under the cursor means, and why they are made."""
        self.lines = TickTable(
            "Move", _columns(), plan.moves, key=lambda line: line.conference_id, name="Conferences to move", most=7
        )
        self.lines.table.selection_changed.connect(lambda rows: self._show_detail(rows[0] if rows else None))
        self.why = form = Form()
        reasons = [(each.code, each.title) for each in reasons_for(Kind.MOVED)]
        with form.row():
            form.add("reason_code", "Why", Choice(reasons, none="As shown for each conference", search=False))
            form.add("reason", "In words", TextLine(), optional=True)
            form.add("approved_by", "Approved by", TextLine(hint="Name and post"), optional=not _any_late(plan))
        form.changed.connect(lambda: form.fields["reason"].set_optional(form.value("reason_code") not in NEEDS_WORDS))
        part = QWidget()
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.lines, 66, Qt.AlignmentFlag.AlignTop)
        columns.addWidget(self.beside, 34)
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(columns, 1)
        box.addWidget(form)
        form.setVisible(bool(plan.moves))
        self.lines.setVisible(bool(plan.moves))
        self.beside.setVisible(bool(plan.moves))
        if plan.moves:
            self.lines.table.selectRow(0)
            self._show_detail(plan.moves[0])
        return part

    def _show_detail(self, line: PlanLine | None) -> None:
        self.detail.clear()
        if line is None:
            return
        if line.lost:
            self.detail.add(label("Why it cannot stay", "strong"))
        for words in [*all_obstacle_words(line.lost), *told_words(line)]:
            self.detail.add(label(words))
        for reason in sorted(line.reasons, key=lambda each: each.good):
            tone = Tone.GREEN if reason.good else Tone.AMBER
            self.detail.add(label(f"{'✓' if reason.good else '–'} {reason_words(reason)}", tone=tone))

    # -- doing it -------------------------------------------------------------------------------------

    def apply(self) -> None:
        """Move the conferences that are ticked, all or none."""
        if self.plan is None or self.lines is None:
            return
        values = self.why.values()
        chosen = [line.conference_id for line in self.lines.ticked()]
        try:
            done = self.session.perform(
                apply_plan,
                self.plan,
                chosen,
                today=self.session.today(),
                reason_code=values["reason_code"] or "",
                reason=values["reason"] or "",
                approved_by=values["approved_by"] or "",
            )
        except RuleBroken as broken:
            self.why.show_errors(broken)
            return
        told = sum(len(line.told) for line in self.lines.ticked())
        words = f"{counted(len(chosen), 'conference')} moved, {counted(told, 'invitation')} to be sent again."
        self.accept()
        self.moved.emit(words, (lambda: self.session.attempt(take_back_plan, done)) if done else None)

    def reject(self) -> None:
        self._stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent, /) -> None:
        self._stop()
        super().closeEvent(event)


def _asked_form(
    session: Session, first: date | None, last: date | None, chair_id: int | None, room_id: int | None
) -> Form:
    form = Form()
    calendar = session.ask(calendar_of)
    with form.row():
        for key, word, day in (("first", "From", first or session.today()), ("last", "To", last)):
            field = DateField(today=session.today, calendar=calendar, looking="ahead")
            form.add(key, word, field, value=day)
    chairs = [(each.id, each.name) for each in session.ask(people.chairs) if each.active]
    rooms = [(each.id, each.name) for each in session.ask(people.rooms) if each.active]
    with form.row():
        form.add("without_chair", "Without this chair", Choice(chairs, none="Nobody: leave as entered"), value=chair_id)
        form.add("without_room", "Without this room", Choice(rooms, none="None: blockings as entered"), value=room_id)
    return form


def asked_for(values: dict[str, Any]) -> dict[str, Any]:
    """What `replan` is asked; RuleBroken `required` or `ends_before_it_starts`."""
    wanted = (("first", "the first day"), ("last", "the last day"))
    raise_all([RuleBroken("required", field=key, what=what) for key, what in wanted if values[key] is None])
    if values["last"] < values["first"]:
        raise RuleBroken("ends_before_it_starts", field="last")
    return values


def plan_words(plan: DiaryPlan) -> str:
    """5 conferences move, 1 finds no place, 2 would be past their limit."""
    if not plan.lines:
        return "Nothing has to move: every conference in this time has its chair and its room."
    moves, late = plan.moves, sum(line.needs_approval for line in plan.moves)
    parts = [f"{counted(len(moves), 'conference')} to move"]
    parts += [f"{len(plan.unplaced)} without a place"] if plan.unplaced else []
    parts += [f"{late} past the limit: say who approved"] if late else []
    stays = len(plan.lines) - len(moves) - len(plan.unplaced)
    parts += [f"{stays} stay"] if stays else []
    return ", ".join(parts) + "."


def told_words(line: PlanLine) -> list[str]:
    """Who has to be told again, the paediatrician first."""
    told = sorted(line.told, key=lambda each: not each.is_paediatrician)
    if not told:
        return ["Nobody has been invited yet."] if line.before else []
    return ["To be told again: " + ", ".join(f"{each.name} ({each.route})" for each in told)]


def _any_late(plan: DiaryPlan) -> bool:
    return any(line.needs_approval for line in plan.moves)


def _columns() -> Sequence[Column[PlanLine]]:
    return (
        Column("Conference", lambda line: line.reference, second=lambda line: line.family_name, strong=True),
        Column("Now", lambda line: _when(line.before), second=lambda line: _where(line.before), width=200),
        Column("Then", lambda line: _when(line.after), second=lambda line: _where(line.after), stretch=True),
        Column("Margin", _margin, tag=lambda line: (_margin(line), _tone(line))),
    )


def _unplaced_columns() -> Sequence[Column[PlanLine]]:
    return (
        Column("Conference", lambda line: line.reference, second=lambda line: line.family_name, strong=True),
        Column("Now", lambda line: _when(line.before), second=lambda line: _where(line.before)),
        Column("In the way", _in_the_way, stretch=True, hint=_in_the_way),
    )


def _in_the_way(line: PlanLine) -> str:
    return "; or ".join(", ".join(all_obstacle_words(one.obstacles)) for one in line.in_the_way)


def _when(place: NamedSlot | None) -> str:
    if place is None:
        return "not booked"
    return f"{short_date(place.slot.day)[:-5]}, {time_words(place.slot.starts_at.time())}"


def _where(place: NamedSlot | None) -> str:
    return ", ".join(part for part in (place.chair_name, place.room_name or "video") if part) if place else ""


def _margin(line: PlanLine) -> str:
    if line.margin is None:
        return "no limit"
    if line.margin == 0:
        return "last day"
    return f"{counted(abs(line.margin), 'day')}{'' if line.margin > 0 else ' late'}"


def _tone(line: PlanLine) -> Tone:
    return (booked_margin(line.margin)[1] if line.margin is not None else None) or Tone.GREEN
