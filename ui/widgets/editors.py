"""What a field is filled in with: text, long text, number, yes or no, one of several, several of many."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from conference_app.domain.errors import RuleBroken

from .. import theme

Option = tuple[Any, str]  # what it stands for, what it is called
ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
LONGEST_BESIDE = 36  # letters of a word that finds room beside another
MOST_LETTERS = 2**31 - 1  # as many as Qt can count: a line never cuts what is pasted into it


class Editor(QWidget):
    """One editor of a form. `value` may raise RuleBroken when what was typed cannot be understood."""

    changed = Signal()
    rebuilt = Signal()  # parts of it were made anew, which Tab would find last

    def value(self) -> Any:
        """What was filled in, in the field's own type; None for nothing."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Fill in a value."""
        raise NotImplementedError

    def typed(self) -> Hashable:
        """What stands there letter for letter, to see whether anything was changed."""
        return repr(self.value())

    def inputs(self) -> Sequence[QWidget]:
        """The widgets that take the keyboard, the first one for the label's buddy."""
        raise NotImplementedError

    def entrance(self) -> QWidget | None:
        """Where the keyboard comes in."""
        return next(iter(self.inputs()), None)

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Hand the keyboard on: with a focus proxy Tab would stop here too, wherever the inputs were moved to."""
        entrance = self.entrance()
        if entrance is not None:
            entrance.setFocus(event.reason())

    def set_invalid(self, wrong: bool) -> None:
        """Show by its frame that this needs mending."""
        for each in self.inputs():
            each.setProperty("invalid", wrong)
            each.style().unpolish(each)
            each.style().polish(each)

    def set_read_only(self, fixed: bool) -> None:
        """Show the value without letting it be changed."""
        for each in self.inputs():
            each.setEnabled(not fixed)

    def _hold(self, *parts: QWidget, stretch_at: int = 0) -> None:
        """Set parts side by side; one of them, or with a number beyond them nothing, takes the room left."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for number, part in enumerate(parts):
            row.addWidget(part, 1 if number == stretch_at else 0)
        if stretch_at >= len(parts):
            row.addStretch(1)


class TextLine(Editor):
    """One line of text; value is the text without blanks around it, "" for nothing.

    It takes more than it may hold, so that nothing typed or pasted is cut in silence; `value` then raises
    RuleBroken("too_long").
    """

    def __init__(self, *, hint: str = "", longest: int = 200, width: int = 0, secret: bool = False) -> None:
        super().__init__()
        self._secret = secret
        self._longest = longest
        self.line = self._new_line()
        self.line.setMaxLength(MOST_LETTERS)
        self.line.setPlaceholderText(hint)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        if width:
            self.line.setFixedWidth(theme.pixels(width))
        self._hold(self.line, stretch_at=1 if width else 0)
        self.line.textChanged.connect(self.changed)

    def _new_line(self) -> QLineEdit:
        return QLineEdit()

    def value(self) -> str:
        text = self.line.text() if self._secret else " ".join(self.line.text().split())
        if len(text) > self._longest:
            raise RuleBroken("too_long", what="this text", most=self._longest)
        return text

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))

    def typed(self) -> Hashable:
        return self.line.text()

    def inputs(self) -> Sequence[QWidget]:
        return (self.line,)

    def set_invalid(self, wrong: bool) -> None:
        super().set_invalid(wrong)
        if wrong and self._secret:
            self.line.selectAll()  # what cannot be read cannot be mended: it is typed again

    def set_read_only(self, fixed: bool) -> None:
        self.line.setReadOnly(fixed)


class TextArea(Editor):
    """Several lines of text; Tab leaves it."""

    def __init__(self, *, lines: int = 3, hint: str = "") -> None:
        super().__init__()
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setPlaceholderText(hint)
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * lines + theme.pixels(22))
        self._hold(self.area)
        self.area.textChanged.connect(self.changed)

    def value(self) -> str:
        return self.area.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self.area.setPlainText("" if value is None else str(value))

    def typed(self) -> Hashable:
        return self.area.toPlainText()

    def inputs(self) -> Sequence[QWidget]:
        return (self.area,)

    def set_read_only(self, fixed: bool) -> None:
        self.area.setReadOnly(fixed)


class _CalmSpinBox(QSpinBox):
    """Does not change by a mouse wheel that was meant for the page."""

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Spin(Editor):
    """A whole number within bounds, with its unit behind it."""

    def __init__(self, least: int = 0, most: int = 999, *, unit: str = "", step: int = 1) -> None:
        super().__init__()
        self.box = _CalmSpinBox()
        self.box.setRange(least, most)
        self.box.setSingleStep(step)
        self.box.setSuffix(f" {unit}" if unit else "")
        self.box.setMinimumWidth(theme.pixels(110))
        self.box.lineEdit().setTextMargins(8, 0, 0, 0)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._hold(self.box, stretch_at=1)
        self.box.valueChanged.connect(self.changed)

    def value(self) -> int:
        return self.box.value()

    def set_value(self, value: Any) -> None:
        self.box.setValue(self.box.minimum() if value is None else int(value))

    def inputs(self) -> Sequence[QWidget]:
        return (self.box,)


class RadioChoice(Editor):
    """One of a few, all visible; value is what the chosen one stands for, None before a choice."""

    def __init__(self, options: Iterable[Option], *, upright: bool = False) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._options = list(options)
        box: QHBoxLayout | QVBoxLayout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2 if upright else 16)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for number, (_, word) in enumerate(self._options):
            made = QRadioButton(word.replace("&", "&&"))
            self._group.addButton(made, number)
            made.installEventFilter(self)
            box.addWidget(made)
        if not upright:
            box.addStretch(1)
        self._group.idToggled.connect(self._toggled)
        self._be_one_stop()

    def _toggled(self, _number: int, on: bool) -> None:
        self._be_one_stop()
        if on:
            self.changed.emit()

    def _be_one_stop(self) -> None:
        """Tab comes to the chosen one, or the first; Qt sees to that only once the keyboard has been here."""
        buttons = self._group.buttons()
        stop = self._group.checkedButton() or (buttons[0] if buttons else None)
        for each in buttons:
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is stop else Qt.FocusPolicy.ClickFocus)

    def value(self) -> Any:
        number = self._group.checkedId()
        return self._options[number][0] if number >= 0 else None

    def set_value(self, value: Any) -> None:
        found = next((n for n, (data, _) in enumerate(self._options) if data == value and value is not None), -1)
        if found >= 0:
            self._group.button(found).setChecked(True)
            return
        self._group.setExclusive(False)  # only so can the chosen one be let go
        for made in self._group.buttons():
            made.setChecked(False)
        self._group.setExclusive(True)

    def typed(self) -> Hashable:
        return self._group.checkedId()

    def inputs(self) -> Sequence[QWidget]:
        return self._group.buttons()

    def entrance(self) -> QWidget | None:
        return self._group.checkedButton() or super().entrance()

    def eventFilter(self, watched: Any, event: QEvent, /) -> bool:
        """The first arrow chooses as the later ones do: Qt only moves while none is chosen."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._group.checkedId() < 0:
            step = ARROWS.get(Qt.Key(event.key()), 0)
            buttons = self._group.buttons()
            if step and watched in buttons:
                following = buttons[(buttons.index(watched) + step) % len(buttons)]
                following.setChecked(True)
                following.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return bool(super().eventFilter(watched, event))


class YesNo(RadioChoice):
    """Yes or no, and None while nobody has said."""

    def __init__(self, yes: str = "Yes", no: str = "No") -> None:
        super().__init__([(True, yes), (False, no)])


class Tick(Editor):
    """One box to tick, with its own words; value is True or False."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = QCheckBox(words.replace("&", "&&"))
        self._hold(self.box, stretch_at=1)
        self.box.toggled.connect(self.changed)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def inputs(self) -> Sequence[QWidget]:
        return (self.box,)


class CheckList(Editor):
    """Several of many, each with a box; value is the list of what the ticked ones stand for."""

    def __init__(self, options: Iterable[Option] = (), *, columns: int = 1) -> None:
        super().__init__()
        self._columns = columns
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(24)
        self._options: list[Option] = []
        self._boxes: list[QCheckBox] = []
        self.set_options(options)

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer others; those ticked before stay ticked if still offered."""
        ticked = self.value() if self._boxes else []
        for box in self._boxes:
            box.setParent(None)
            box.deleteLater()
        while self._box.count():
            self._box.takeAt(0)
        self._options = list(options)
        self._boxes = [QCheckBox(word.replace("&", "&&")) for _, word in self._options]
        long = any(len(word) > LONGEST_BESIDE for _, word in self._options)
        height = -(-len(self._boxes) // (1 if long else self._columns))
        for start in range(0, len(self._boxes), max(height, 1)):
            column = QVBoxLayout()
            column.setSpacing(2)
            for box in self._boxes[start : start + height]:
                column.addWidget(box)
                box.toggled.connect(self.changed)
                box.installEventFilter(self)
            column.addStretch(1)
            self._box.addLayout(column)
        self._box.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_value(ticked)
        self.rebuilt.emit()

    def value(self) -> list[Any]:
        return [data for (data, _), box in zip(self._options, self._boxes, strict=True) if box.isChecked()]

    def set_value(self, value: Any) -> None:
        wanted = list(value or ())
        for (data, _), box in zip(self._options, self._boxes, strict=True):
            box.setChecked(data in wanted)

    def typed(self) -> Hashable:
        return tuple(box.isChecked() for box in self._boxes)

    def inputs(self) -> Sequence[QWidget]:
        return self._boxes

    def eventFilter(self, watched: Any, event: QEvent, /) -> bool:
        """Up and Down go from box to box."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._boxes:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                at = (self._boxes.index(watched) + step) % len(self._boxes)
                self._boxes[at].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return bool(super().eventFilter(watched, event))
