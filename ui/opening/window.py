"""The first window: create a store, unlock one, or open the example store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken
from conference_app.messages import sentence
from conference_app.paths import Paths
from conference_app.store.store import Store, has_open_slot

from .. import theme
from ..background import Background
from ..file_dialogs import ask_where_to_save, ask_which_file
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.editors import TextLine
from ..widgets.flow_layout import FlowLayout
from ..widgets.form import Form
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import Tone, label
from .choices import ExistingStore, NewExample, NewStore, WayIn, utc_now

ChooseFile = Callable[[QWidget, str, str], str]

FRAME = QSize(0, 40)  # what the window's own title takes of the screen
EXAMPLE_SIZES = ((60, 1), (750, 1), (40_000, 10))  # conferences, years


def choose_existing(parent: QWidget, title: str, folder: str) -> str:
    """Ask for a store's file."""
    return ask_which_file(parent, title, folder, "Stores (*.store);;All files (*)")


def choose_new(parent: QWidget, title: str, path: str) -> str:
    """Ask where a new store goes."""
    return ask_where_to_save(parent, title, path, "Stores (*.store)", "store")


class OpeningWindow(QWidget):
    """Emits `opened(store, background, example size or None)`: the worker's store, and the worker it belongs to."""

    opened = Signal(object, object, object)

    def __init__(
        self,
        paths: Paths,
        *,
        actor: str,
        remember: Callable[[str, str], None],
        choose_existing: ChooseFile = choose_existing,
        choose_new: ChooseFile = choose_new,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Child Protection Conferences")
        room = self.screen().availableSize() - FRAME
        self.resize(QSize(theme.pixels(880), theme.pixels(760)).boundedTo(room))
        self._paths = paths
        self._actor = actor
        self._remember = remember
        self._choose_existing, self._choose_new = choose_existing, choose_new
        self._background: Background | None = None
        self._recovery_code = ""
        self._stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self._first_page()

    def show_problem(self, broken: RuleBroken) -> None:
        """Say on the page at hand why a store could not be opened."""
        page = self._stack.currentWidget()
        if isinstance(page, _FormPage):
            page.show_problem(broken)
        elif isinstance(page, _Welcome):
            page.show_problem(sentence(broken))

    def unlock(self, path: Path) -> None:
        """Ask for the passphrase of the store that was just locked; the example store asks for none."""
        if has_open_slot(path):
            self._show_welcome()
        else:
            self._show_unlock(path)

    def _first_page(self) -> None:
        if self._paths.store.exists():
            self._show_unlock(self._paths.store)
        else:
            self._show_welcome()

    def _show(self, page: QWidget) -> None:
        old = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _show_welcome(self) -> None:
        page = _Welcome()
        page.create_chosen.connect(self._show_create)
        page.example_chosen.connect(self._open_example)
        page.other_chosen.connect(self._choose_other)
        self._show(page)

    def _show_create(self) -> None:
        form = Form()
        form.section("You and your authority")
        form.add("actor", "Your name", TextLine(), value=self._actor, help="It stands beside everything you record.")
        form.add("authority", "Name of the authority", TextLine())
        form.section(
            "The passphrase",
            "It encrypts everything. Four or five unrelated words are easy to remember and hard to guess.",
        )
        form.add("passphrase", "Passphrase", TextLine(secret=True))
        form.add("again", "Passphrase again", TextLine(secret=True))
        form.section("Where it is kept", "On this computer, not on a network drive.")
        form.add("path", "File", TextLine(longest=1000), value=str(self._paths.store))
        page = _FormPage(
            "Create a store",
            "A new, empty and encrypted place for your conferences.",
            form,
            "Create the store",
            self._create,
        )
        page.add_choice(button("Choose another place…", lambda: self._ask_new_place(form), kind="quiet"))
        page.add_choice(button("Back", self._show_welcome, kind="quiet"))
        self._show(page)

    def _ask_new_place(self, form: Form) -> None:
        chosen = self._choose_new(self, "Where the store is kept", form.value("path"))
        if chosen:
            form.set_values({"path": chosen})

    def _create(self, values: dict[str, Any]) -> None:
        if values["passphrase"] != values["again"]:
            raise RuleBroken("passphrases_differ", field="again")
        self._keep_name(values["actor"])
        self._start(
            NewStore(
                Path(values["path"]).expanduser(),
                values["passphrase"],
                values["authority"],
                values["actor"],
                self._keep_code,
            )
        )

    def _keep_code(self, code: str) -> None:
        self._recovery_code = code

    def _show_unlock(self, path: Path) -> None:
        form = Form()
        form.add("actor", "Your name", TextLine(), value=self._actor)
        form.add("passphrase", "Passphrase", TextLine(secret=True))
        form.add(
            "recovery_code",
            "Recovery code",
            TextLine(),
            optional=True,
            help="From the sealed sheet, when the passphrase is lost.",
        )
        form.set_visible("recovery_code", False)
        page = _FormPage("Open the store", str(path), form, "Open", lambda values: self._unlock(path, values))
        forgotten = button("Use the recovery code…", None, kind="quiet")
        forgotten.clicked.connect(lambda: self._use_recovery_code(form))
        page.add_choice(forgotten)
        page.add_choice(button("Open another store…", self._choose_other, kind="quiet"))
        page.add_choice(button("Other ways to start", self._show_welcome, kind="quiet"))
        self._show(page)
        form.editor("passphrase" if self._actor else "actor").setFocus()

    def _use_recovery_code(self, form: Form) -> None:
        form.set_visible("recovery_code", True)
        form.set_visible("passphrase", False)
        form.editor("recovery_code").setFocus()

    def _unlock(self, path: Path, values: dict[str, Any]) -> None:
        self._keep_name(values["actor"])
        code = values.get("recovery_code") or None
        self._start(ExistingStore(path, values["actor"], None if code else values.get("passphrase", ""), code))

    def _choose_other(self) -> None:
        chosen = self._choose_existing(self, "Open a store", str(self._paths.store.parent))
        if chosen:
            path = Path(chosen)
            if has_open_slot(path):
                self._start(ExistingStore(path, self._actor or "Coordinator"))
            else:
                self._show_unlock(path)

    def _open_example(self, size: tuple[int, int]) -> None:
        path = self._paths.example_store
        path = path if size == EXAMPLE_SIZES[0] else path.with_name(f"example-{size[0]}.store")
        actor = self._actor or "Example Coordinator"
        if path.exists():
            self._start(ExistingStore(path, actor))
        else:
            self._start(NewExample(path, actor), example_size=size)

    def _keep_name(self, actor: str) -> None:
        if not actor.strip():
            raise RuleBroken("required", field="actor", what="your name")
        self._actor = actor.strip()
        self._remember("actor", self._actor)

    def _start(self, way: WayIn, *, example_size: tuple[int, int] | None = None) -> None:
        """Open in a worker: deriving the key takes a while and the window stays alive."""
        if self._background is not None:
            return
        self._background = Background(way.open)
        self.setCursor(Qt.CursorShape.BusyCursor)
        self._background.run(
            lambda store, control: store, on_done=lambda store: self._done(store, example_size), on_failed=self._failed
        )

    def _done(self, store: Store, example_size: tuple[int, int] | None) -> None:
        self.unsetCursor()
        if not self._recovery_code:
            self._finish(store, example_size)
            return
        from .recovery_page import RecoveryPage

        assert self._background is not None
        name = store.authority or "Child Protection Conferences"
        page = RecoveryPage(name, self._recovery_code, self._background, today=utc_now().date())
        page.done.connect(lambda: self._finish(store, None))
        self._recovery_code = ""
        self._show(page)

    def _finish(self, store: Store, example_size: tuple[int, int] | None) -> None:
        background, self._background = self._background, None
        self.opened.emit(store, background, example_size)

    def _failed(self, problem: Exception) -> None:
        self.unsetCursor()
        background, self._background = self._background, None
        if background is not None:
            background.close()
        if not isinstance(problem, RuleBroken):
            raise problem
        self.show_problem(problem)


class _FormPage(ScrollPage):
    """One form in the middle of the window, with its one main button."""

    def __init__(
        self, title: str, subtitle: str, form: Form, save_word: str, save: Callable[[dict[str, Any]], None]
    ) -> None:
        super().__init__()
        self.form, self._save = form, save
        middle = QWidget()
        middle.setMaximumWidth(theme.pixels(620))
        box = QVBoxLayout(middle)
        box.setSpacing(12)
        box.addWidget(label(title, "title"))
        box.addWidget(label(subtitle, "muted", wrap=True))
        self._problem = Banner(Tone.RED, "", "")
        self._problem.hide()
        box.addWidget(self._problem)
        box.addWidget(form)
        self.save_button = button(save_word, self.try_save, kind="primary")
        self.save_button.setDefault(True)
        choices = QWidget()
        self._choices = FlowLayout(choices, gap=12)
        self._choices.addWidget(self.save_button)
        box.addWidget(choices)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 8)
        row.addStretch(1)
        holder = QWidget()
        holder.setLayout(row)
        self.add(holder)
        self.finish()

    def add_choice(self, choice: QWidget) -> None:
        """Another way on, beside the main button."""
        self._choices.addWidget(choice)

    def try_save(self) -> None:
        """Hand the values over; what is wrong with them stands beside the fields."""
        self._problem.hide()
        try:
            values = self.form.values()
            self.form.clear_errors()
            self._save(values)
        except RuleBroken as broken:
            self.form.show_errors(broken)

    def show_problem(self, broken: RuleBroken) -> None:
        """A problem that came back from the worker."""
        if broken.code in {"wrong_passphrase", "passphrase_too_short", "passphrase_needed"}:
            self.form.show_errors(RuleBroken(broken.code, field="passphrase", **broken.facts))
        elif broken.code == "wrong_recovery_code":
            self.form.show_errors(RuleBroken(broken.code, field="recovery_code", **broken.facts))
        else:
            self._problem.show_message(Tone.RED, sentence(broken), "Nothing was changed.")
            self._problem.show()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.try_save()
        else:
            super().keyPressEvent(event)


class _Welcome(ScrollPage):
    """What this program is for, and the ways to begin."""

    create_chosen = Signal()
    example_chosen = Signal(object)
    other_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.add(label("Child Protection Conferences", "title"))
        self.add(
            label(
                "Schedules conferences within their statutory limits, requires a paediatrician's invitation to each, "
                "and keeps agendas, attendance and actions on this computer, encrypted.",
                "muted",
                wrap=True,
            )
        )
        self._problem = Banner(Tone.RED, "", "")
        self._problem.hide()
        self.add(self._problem)
        self._add_choice(
            "Start work",
            "Create an encrypted store for your authority. You choose a passphrase and print a recovery code.",
            button("Create a store", self.create_chosen.emit, kind="primary"),
        )
        words = ("Open the example store", "A year of one authority", "Ten years, 40,000 conferences")
        buttons = [
            button(each, partial(self.example_chosen.emit, size))
            for size, each in zip(EXAMPLE_SIZES, words, strict=True)
        ]
        self._add_choice(
            "Look around",
            "Training data: invented families, marked EXAMPLE on every page and every print. No "
            "passphrase. The larger ones take a while to make and can be stopped.",
            *buttons,
        )
        self._add_choice(
            "Already have a store?",
            "Open a store from another place on this computer.",
            button("Open another store…", self.other_chosen.emit),
        )
        self.finish()

    def show_problem(self, words: str) -> None:
        """Say why a store could not be opened."""
        self._problem.show_message(Tone.RED, words, "Nothing was changed.")
        self._problem.show()

    def _add_choice(self, title: str, words: str, *buttons: QWidget) -> None:
        card = Card(title)
        card.add(label(words, "muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        for each in buttons:
            row.addWidget(each)
        row.addStretch(1)
        card.add(row)
        self.add(card)
