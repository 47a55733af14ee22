"""One action beside a list: the whole text, where it stands, its notes, and every step it can take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from conference_app.domain.actions import Action, ProgressNote
from conference_app.domain.spoken_dates import counted, long_date, plain_date
from conference_app.store import actions, conferences
from conference_app.use_cases.follow_up import reopen_action

from . import action_form, theme
from .focus import focused_in, give_focus
from .session import Session
from .widgets.buttons import Kind, button, elided_link
from .widgets.card import discard
from .widgets.empty_state import EmptyState
from .widgets.flow_layout import FlowLayout
from .widgets.form_dialog import FormDialog
from .widgets.scroll_page import ScrollPage
from .widgets.tag import Tag
from .widgets.text import Tone, label

LINK_WIDTH = 180  # pixels at 100 % beside the words of the facts
UNDONE = "Undone straight after it was marked as done."

Opens = Callable[[Session, Action, QWidget], FormDialog]


def due_words(due: date, today: date) -> str:
    """How far off: 12 days late, today, tomorrow, in 4 days."""
    days = (due - today).days
    if days < 0:
        return f"{counted(-days, 'day')} late"
    return ("today", "tomorrow")[days] if days < 2 else f"in {counted(days, 'day')}"


class ActionPanel(QWidget):
    """Shows what `show_action` names; each step opens a small form over the page."""

    conference_requested = Signal(int, str)
    family_requested = Signal(int)
    said = Signal(str, object)
    focus_left = Signal()  # the keyboard goes back to the list: the action is gone from here, or Escape was pressed

    def __init__(self, session: Session, *, done_kind: Kind = "primary", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.action_id: int | None = None
        self.dialog: FormDialog | None = None
        self._done_kind: Kind = done_kind
        self.setProperty("box", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.pixels(312))
        self.setAccessibleName("Action")
        self.steps: list[QPushButton] = []
        self._stack = QStackedWidget()
        nothing = EmptyState("No action chosen", "Choose one in the list to see all of it.", icon="list-checks")
        self._stack.addWidget(nothing)
        self._page: ScrollPage | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self._stack)

    def show_action(self, action_id: int | None) -> None:
        """Show one action as it is now, or none."""
        focused, before = focused_in(self), self.action_id
        word = focused.text() if isinstance(focused, QPushButton) else ""
        self.action_id = action_id
        if self._page is not None:
            self._stack.removeWidget(self._page)
            discard(self._page)
            self._page = None
        self.steps = []
        if action_id is not None:
            self._page = self._filled(self.session.ask(actions.action_with_notes, action_id))
            self._stack.addWidget(self._page)
            self._stack.setCurrentWidget(self._page)
        if focused is not None:
            self._keep_focus(word, same=action_id == before)

    def _keep_focus(self, word: str, *, same: bool) -> None:
        """Leave the keyboard where it was; when another action took the place of the one worked on, tell the list."""
        again = [] if self._page is None else self._page.findChildren(QPushButton)
        here = [each for each in again if each.text() == word] or self.steps
        if same and here:
            give_focus(here[0])
        else:
            self.focus_left.emit()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.focus_left.emit()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Put the keyboard on the first step."""
        if self.steps:
            give_focus(self.steps[0])

    # what is shown

    def _filled(self, action: Action) -> ScrollPage:
        page = ScrollPage(margin=16)
        page.body.setSpacing(12)
        page.add(label(action.text, "heading"))
        if tags := self._tags(action):
            page.add(_side_by_side(tags))
        page.add(self._facts(action))
        page.add(self._steps(action))
        if action.evidence:
            page.add(label("How we know", "strong"))
            page.add(label(action.evidence))
        page.add(label("Progress", "strong"))
        for note in reversed(action.notes):
            page.add(_note(note))
        if not action.notes:
            page.add(label("No notes yet.", "muted"))
        page.finish()
        return page

    def _tags(self, action: Action) -> list[QWidget]:
        tags: list[QWidget] = []
        late = action.days_late(self.session.today())
        if action.done_on:
            tags.append(Tag(f"Done {plain_date(action.done_on)}", Tone.GREEN))
        elif late:
            tags.append(Tag(f"{counted(late, 'day')} late", Tone.RED))
        if action.escalated_on and not action.done_on:
            tags.append(Tag("Escalated", Tone.AMBER))
        if action.restricted:
            tags.append(Tag("Restricted", Tone.GREY))
        return tags

    def _facts(self, action: Action) -> QWidget:
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for number, (word, value) in enumerate(self._rows(action)):
            name = label(word, "muted", wrap=False)
            name.setContentsMargins(0, 2 if isinstance(value, QWidget) else 0, 0, 0)  # a link has a frame round it
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value if isinstance(value, QWidget) else label(value), number, 1)
        return part

    def _rows(self, action: Action) -> list[tuple[str, str | QWidget]]:
        today = self.session.today()
        owner = f"{action.owner}, {action.agency_name}" if action.agency_name else action.owner
        due = long_date(action.due_on)
        rows: list[tuple[str, str | QWidget]] = [("Owner", owner)]
        rows.append(("Due", due if action.done_on else f"{due}, {due_words(action.due_on, today)}"))
        if action.first_due_on and action.first_due_on != action.due_on:
            rows.append(("First due", long_date(action.first_due_on)))
        if action.raised_on:
            age = "" if action.done_on else f", {counted(action.age_in_days(today), 'day')} ago"
            rows.append(("Raised", long_date(action.raised_on) + age))
        if action.escalated_on:
            rows.append(("Escalated", f"to {action.escalated_to}, {plain_date(action.escalated_on)}"))
        rows.append(("For", action.child_name or "The whole family"))
        family = action.family_id
        rows.append(("Family", _link(f"{action.family_name} family", lambda: self.family_requested.emit(family))))
        if (conference := action.conference_id) is not None:
            reference = self.session.ask(conferences.conference, conference).reference
            opens = _link(reference, lambda: self.conference_requested.emit(conference, "actions"))
            rows.append(("Conference", opens))
        return rows

    def _steps(self, action: Action) -> QWidget:
        part = QWidget()
        flow = FlowLayout(part, gap=8)
        if action.done_on:
            offered: list[tuple[str, Opens, Kind]] = [("Open again…", action_form.reopen_dialog, "secondary")]
        else:
            offered = [
                ("Mark as done…", action_form.done_dialog, self._done_kind),
                ("Add note…", action_form.note_dialog, "secondary"),
                ("Change…", action_form.change_dialog, "secondary"),
                ("Escalate…", action_form.escalate_dialog, "secondary"),
            ]
        for word, opens, kind in offered:
            step = button(word, partial(self.open_step, opens), kind=kind)
            self.steps.append(step)
            flow.addWidget(step)
        return part

    def open_step(self, opens: Opens) -> None:
        """Open the form of one step for the action as it is now."""
        if self.action_id is None:
            return
        shown = self.session.ask(actions.action, self.action_id)
        self.dialog = opens(self.session, shown, self)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        undo = partial(self._reopen, shown.id) if opens is action_form.done_dialog else None
        self.dialog.saved.connect(lambda _value: self.said.emit(_SAID[opens], undo))
        self.dialog.open()

    def _reopen(self, action_id: int) -> int | None:
        """Take back that it is done; that it was said stays in its notes."""
        return self.session.attempt(reopen_action, action_id, UNDONE)


_SAID: dict[Opens, str] = {
    action_form.done_dialog: "The action is marked as done.",
    action_form.note_dialog: "The note is kept.",
    action_form.change_dialog: "The action is changed.",
    action_form.escalate_dialog: "The action is escalated.",
    action_form.reopen_dialog: "The action is open again.",
}


def _link(word: str, go: Callable[[], object]) -> QWidget:
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(elided_link(word, go, LINK_WIDTH))
    box.addStretch(1)
    return row


def _side_by_side(parts: list[QWidget]) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, gap=8)
    for part in parts:
        flow.addWidget(part)
    return row


def _note(note: ProgressNote) -> QWidget:
    part = QWidget()
    box = QVBoxLayout(part)
    box.setContentsMargins(0, 0, 0, 4)
    box.setSpacing(1)
    box.addWidget(label(f"{long_date(note.written_on)}, {note.author}", "small"))
    box.addWidget(label(note.text))
    return part
