"""A dialog that is one form: Save and Cancel, open until what was typed can be saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken

from .. import theme
from .buttons import button
from .form import Form
from .scroll_page import ScrollPage
from .tab_order import in_order
from .text import label

FRAME = 40  # pixels a window's title takes while it is not known yet


class FormDialog(QDialog):
    """`save` gets the values; when it raises RuleBroken the sentences appear and the dialog stays.

    `beside` is shown at the form's right. Ctrl+Enter and Ctrl+S save from anywhere, Escape leaves. Leaving with
    changes unsaved asks once, in a strip and not in another window. `saved` carries what `save` gave back;
    `result_value` keeps it.
    """

    saved = Signal(object)

    def __init__(
        self,
        title: str,
        form: Form,
        save: Callable[[dict[str, Any]], object],
        *,
        save_word: str = "Save",
        note: str = "",
        width: int = 560,
        parent: QWidget | None = None,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form = form
        self.result_value: object = None
        self._save = save
        self._asked = False
        self._wanted = 0  # the height everything in it needed when last seen
        self.setMinimumWidth(theme.pixels(width))
        self._content: QWidget = form
        if beside is not None:
            self._content = self._side_by_side(beside)
        self.save_button = button(save_word, self.try_save, kind="primary")
        self.save_button.setDefault(True)
        self.cancel_button = button("Cancel", self.reject)
        self._leave = label("What you typed is not saved yet. Choose Cancel again to drop it.", "error")
        self._leave.hide()
        self.buttons = QHBoxLayout()
        self._build(title, note)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self, self.try_save)
        form.changed.connect(self._stay)
        form.rebuilt.connect(lambda: in_order(self))
        form.focus_first()

    def _build(self, title: str, note: str) -> None:
        page = ScrollPage(margin=24)
        page.add(label(title, "title"))
        if note:
            page.add(label(note, "muted"))
        page.add(self._content)
        page.finish()
        self.buttons.setContentsMargins(24, 12, 24, 16)
        self.buttons.setSpacing(12)
        self.buttons.addWidget(self._leave, 20)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.save_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(page, 1)
        box.addLayout(self.buttons)
        self._page = page
        page.content.installEventFilter(self)

    def _side_by_side(self, beside: QWidget) -> QWidget:
        """The form with what stands at its right, or below it where the screen has no room."""
        both, room = QWidget(), self._room().width()
        wide = room >= self.minimumWidth()
        self.setMinimumWidth(min(self.minimumWidth(), room))
        directions = QBoxLayout.Direction
        row = QBoxLayout(directions.LeftToRight if wide else directions.TopToBottom, both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.form, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(beside, 1, Qt.AlignmentFlag.AlignTop)
        return both

    def sizeHint(self) -> QSize:
        width = max(self.minimumWidth(), self._page.content.sizeHint().width())
        return QSize(width, min(self._height_for(width), self._room().height()))

    def _height_for(self, width: int) -> int:
        """What everything in it takes at this width."""
        content = self._page.content
        height = max(content.heightForWidth(width), content.sizeHint().height())
        return height + self.buttons.sizeHint().height() + 8

    def _room(self) -> QSize:
        """What the screen has for it, the window's frame left out."""
        frame = self.frameGeometry().size() - self.geometry().size()
        return self.screen().availableGeometry().size() - QSize(frame.width(), max(frame.height(), FRAME))

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._page.content and self.isVisible():
            self._grow()
        return bool(super().eventFilter(watched, event))

    def _grow(self) -> None:
        """Be as high as what has appeared in it needs, as far as the screen goes; never smaller than it is."""
        wanted = self._height_for(self.width())
        grown, self._wanted = wanted > self._wanted, wanted
        height = min(wanted, self._room().height())
        if not grown or height <= self.height():
            return
        self.resize(self.width(), height)
        over = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if over > 0:
            self.move(self.x(), max(self.y() - over, self.screen().availableGeometry().top()))

    def showEvent(self, event: QShowEvent, /) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(self.sizeHint())  # Qt by itself stops at two thirds of the screen
        super().showEvent(event)
        in_order(self)
        self._wanted = self._height_for(self.width())

    def try_save(self) -> bool:
        """Save; False when something has to be put right first."""
        try:
            self.result_value = self._save(self.form.values())
        except RuleBroken as broken:
            self.form.show_errors(broken)
            return False
        self.form.mark_saved()
        self.accept()
        self.saved.emit(self.result_value)
        return True

    def reject(self) -> None:
        if self.form.is_changed() and not self._asked:
            self._asked = True
            self._leave.show()
            return
        super().reject()

    def name_way_out(self, words: str) -> None:
        """Call Cancel otherwise, where that word means what the form is about."""
        self.cancel_button.setText(words)
        self._leave.setText(f"What you typed is not saved yet. Choose {words} again to drop it.")

    def _stay(self) -> None:
        """Who goes on typing has not left: the next Cancel asks again."""
        self._asked = False
        self._leave.hide()

    def closeEvent(self, event: QCloseEvent, /) -> None:
        if self.form.is_changed() and not self._asked and self.isVisible():
            self.reject()
            event.ignore()
        else:
            super().closeEvent(event)


class SidePanel(QWidget):
    """The same form beside a list and not over it: `saved` when it was, `closed` when it is left.

    Enter in a line saves, as it does in a dialog.
    """

    saved = Signal(object)
    closed = Signal()

    def __init__(
        self,
        title: str,
        form: Form,
        save: Callable[[dict[str, Any]], object],
        *,
        save_word: str = "Save",
        width: int = 400,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("box", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.pixels(width))
        self.setAccessibleName(title)
        self.form = form
        self._save = save
        page = ScrollPage(margin=16)
        page.add(label(title, "heading"))
        page.add(form)
        page.finish()
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 16)
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(button("Close", self.closed.emit))
        self.save_button = button(save_word, self.try_save, kind="primary")
        row.addWidget(self.save_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(page, 1)
        box.addLayout(row)

    def try_save(self) -> bool:
        """Save; False when something has to be put right first."""
        try:
            value = self._save(self.form.values())
        except RuleBroken as broken:
            self.form.show_errors(broken)
            return False
        self.form.mark_saved()
        self.saved.emit(value)
        return True

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.try_save()
        else:
            super().keyPressEvent(event)
