"""The main window: builds the pages when they are first wanted and connects every signal between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget

from conference_app.use_cases.outcome import Topic

from . import theme
from .background import Background
from .belongings import Belongings
from .daily_backup import DailyBackup
from .dropped_files import FileDrop
from .page import Page
from .session import Session
from .widgets.navigation_rail import NavigationRail, Place
from .widgets.toast import Toast

if TYPE_CHECKING:
    from conference_app.domain.supply import Owner
    from conference_app.use_cases.find_slots import Proposal

    from .conferences.page import ConferencesPage

PLACES = (
    Place("today", "Today", "clock"),
    Place("diary", "Diary", "calendar"),
    Place("conferences", "Conferences", "waypoints"),
    Place("actions", "Actions", "list-checks"),
    Place("people", "People", "users"),
    Place("reports", "Reports", "chart-column"),
    Place("settings", "Settings", "sliders-horizontal"),
)
FRAME = QSize(16, 40)  # a title bar and borders, which Qt does not know before the window is shown


class MainWindow(QMainWindow):
    """One open store, one rail, one page at a time."""

    lock_requested = Signal()

    def __init__(self, session: Session, background: Background, belongings: Belongings) -> None:
        super().__init__()
        self.session, self.background, self.belongings = session, background, belongings
        self.pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._place = ""
        self.setWindowTitle(("EXAMPLE – " if session.store.example else "") + "Child Protection Conferences")
        self.rail = NavigationRail("Child Protection Conferences", PLACES)
        self.rail.chosen.connect(self.work_at)
        self.stack = QStackedWidget()
        self._lay_out()
        self.toast = Toast(self.stack)
        self.stack.currentChanged.connect(lambda _at: self.toast.raise_())  # the page shown is raised over it
        self.backup = DailyBackup(session, background, belongings, self.rail)
        self._build_menus()
        FileDrop(self, self.import_replies)
        session.changed.connect(self._after_change)
        self._take_room()

    def _take_room(self) -> None:
        """The size the pages are drawn for, or what the screen has beside the window's own frame."""
        room = self.screen().availableSize() - FRAME
        self.setMinimumSize(QSize(theme.pixels(960), theme.pixels(600)).boundedTo(room))
        self.resize(QSize(theme.pixels(1366), theme.pixels(768)).boundedTo(room))

    def _lay_out(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.stack, 1)
        self.setCentralWidget(middle)

    # -- places ---------------------------------------------------------------------------------------

    def go(self, place: str) -> None:
        """Show one place; a page is built when it is first wanted and asks again if something changed."""
        page = self.page(place)
        self._place = place
        self.rail.select(place)
        if place in self._stale:
            self._stale.discard(place)
            page.refresh()
        self.stack.setCurrentWidget(page)

    def work_at(self, place: str) -> None:
        """Show a place chosen on the rail, in a menu or on a page, and put the keyboard where its work begins."""
        self.go(place)
        self.pages[place].focus_first()

    def page(self, place: str) -> Page:
        """The page of one place."""
        if place not in self.pages:
            page = self._built(place)
            self.pages[place] = page
            self._stale.add(place)
            self.stack.addWidget(page)
            self._connect(page)
        return self.pages[place]

    def _built(self, place: str) -> Page:
        """Each page is imported when it is wanted: one that is not opened costs no time at the start."""
        makers = {
            "today": self._today,
            "diary": self._diary,
            "conferences": self._conferences_page,
            "actions": self._actions,
            "people": self._people,
            "reports": self._reports,
            "settings": self._settings,
        }
        return makers[place]()

    def _today(self) -> Page:
        from .today.page import TodayPage

        page = TodayPage(self.session, self.background, self.stack, backup_words=self.backup.problem)
        page.counted.connect(lambda waiting: self.rail.set_waiting("today", waiting))
        return page

    def _diary(self) -> Page:
        from .diary.page import DiaryPage

        page = DiaryPage(self.session, self.background)
        page.move_requested.connect(self._rebook)
        page.find_slot_requested.connect(self._find_slot)
        return page

    def _conferences_page(self) -> Page:
        from .conferences.page import ConferencesPage

        page = ConferencesPage(self.session, self.background)
        page.find_slot_requested.connect(self._find_slot)
        return page

    def _actions(self) -> Page:
        from .actions.page import ActionsPage

        return ActionsPage(self.session, self.background)

    def _people(self) -> Page:
        from .people.page import PeoplePage

        page = PeoplePage(self.session, self.background)
        page.replan_requested.connect(lambda missing: self.open_replanner(**missing))
        return page

    def _reports(self) -> Page:
        from .reports.page import ReportsPage

        return ReportsPage(self.session, self.background)

    def _settings(self) -> Page:
        from .settings.page import SettingsPage

        page = SettingsPage(self.session, self.background, self.belongings)
        page.backed_up.connect(self.backup.show_foot)
        return page

    def _connect(self, page: Page) -> None:
        page.conference_requested.connect(self.open_conference)
        page.family_requested.connect(self.open_family)
        page.action_requested.connect(self.open_action)
        page.request_requested.connect(self.open_request)
        page.review_requested.connect(self.open_review)
        page.search_requested.connect(self.search)
        page.chase_requested.connect(self.open_chase)
        page.place_requested.connect(self.work_at)
        page.said.connect(self.toast.show_message)

    def open_conference(self, conference_id: int, tab: str = "details") -> None:
        """One conference at one of its tabs."""
        self.go("conferences")
        self._conferences().open_conference(conference_id, tab)

    def open_request(self, family_id: int | None = None) -> None:
        """The form for a new request."""
        self.go("conferences")
        self._conferences().open_request(family_id)

    def open_review(self, family_id: int) -> None:
        """The form for a family's next review."""
        self.go("conferences")
        self._conferences().open_review(family_id)

    def _rebook(
        self, conference_id: int, starts_at: datetime | None, chair_id: int | None, room_id: int | None
    ) -> None:
        """Ask what should become of a conference that is wished elsewhere; the dialog books, or is left."""
        from .rebooking import rebook_dialog, said_of

        dialog = rebook_dialog(
            self.session, conference_id, self, starts_at=starts_at, chair_id=chair_id, room_id=room_id
        )
        dialog.saved.connect(lambda done: self.toast.show_message(*said_of(self.session, done)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _at_hand(self) -> int | None:
        return self.pages[self._place].conference_at_hand() if self._place in self.pages else None

    def _find_slot(self, conference_id: int | None) -> None:
        """Look for a slot for a conference, or for one that is chosen first; taking one asks what is to be known."""
        from .slot_finder import SlotFinder

        finder = SlotFinder(self.session, conference_id, self)
        finder.slot_chosen.connect(lambda found, slot: self._rebook(found, slot.starts_at, slot.chair_id, slot.room_id))
        finder.shown_in_diary.connect(self._show_slots)
        finder.open()

    def _show_slots(self, conference_id: int, slots: list[Proposal]) -> None:
        """The slots found for a conference, outlined in the diary."""
        from .diary.page import DiaryPage

        self.go("diary")
        page = self.page("diary")
        assert isinstance(page, DiaryPage)
        page.show_slots(conference_id, slots)

    def open_replanner(self, **missing: Any) -> None:
        """Re-plan conferences; `missing` are the days and the chair or room to begin with."""
        from .replanner import Replanner

        planner = Replanner(self.session, self.background, self, **missing)
        planner.moved.connect(self.toast.show_message)
        planner.hours_requested.connect(self._open_hours)
        planner.open()

    def _open_hours(self, owner: Owner) -> None:
        """The hours and leave of a chair or a room."""
        from .people.page import PeoplePage

        self.go("people")
        page = self.page("people")
        assert isinstance(page, PeoplePage)
        page.open_hours(owner)

    def import_replies(self, paths: Sequence[str] = ()) -> None:
        """Take in answers from mails and calendar files: those dropped, or those chosen then."""
        from .reply_import import ReplyImport

        importing = ReplyImport(self.session, self.background, paths, self)
        importing.recorded.connect(self.toast.show_message)
        importing.open()

    def search(self, words: str) -> None:
        """The list of conferences, searched."""
        self.go("conferences")
        self._conferences().search(words)

    def open_family(self, family_id: int) -> None:
        """One family."""
        from .people.page import PeoplePage

        self.go("people")
        page = self.page("people")
        assert isinstance(page, PeoplePage)
        page.open_family(family_id)

    def open_action(self, action_id: int) -> None:
        """One action."""
        from .actions.page import ActionsPage

        self.go("actions")
        page = self.page("actions")
        assert isinstance(page, ActionsPage)
        page.open_action(action_id)

    def open_chase(self, reference: str) -> None:
        """Whom to chase for one conference, and with which words."""
        from .reports.page import ReportsPage

        self.go("reports")
        page = self.page("reports")
        assert isinstance(page, ReportsPage)
        page.open_chase(reference)

    def _conferences(self) -> ConferencesPage:
        from .conferences.page import ConferencesPage

        page = self.page("conferences")
        assert isinstance(page, ConferencesPage)
        return page

    # -- what changes ---------------------------------------------------------------------------------

    def _after_change(self, topics: frozenset[Topic]) -> None:
        for place, page in self.pages.items():
            if page.topics & topics:
                self._stale.add(place)
        if self._place in self._stale:
            self._stale.discard(self._place)
            self.pages[self._place].refresh()
        self.show_waiting()

    def show_waiting(self) -> None:
        """The numbers on the rail, only where something waits; the Today page counts for itself when it is shown."""
        from conference_app.store import due_lists
        from conference_app.use_cases.what_is_due import waiting_today

        now = self.session.now()
        if self._place != "today":
            self.rail.set_waiting("today", self.session.ask(waiting_today, now=now))
        self.rail.set_waiting("actions", self.session.ask(due_lists.overdue_count, now.date()))

    # -- menus ----------------------------------------------------------------------------------------

    def _build_menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu("&File")
        self._add(file, "New &request", self.open_request_now, QKeySequence.StandardKey.New)
        self._add(file, "New &family", self._new_family, "Ctrl+Shift+N")
        file.addSeparator()
        self._add(file, "&Import replies…", self.import_replies, "Ctrl+Shift+I")
        file.addSeparator()
        self._add(file, "&Back up now", self.backup.make, "Ctrl+B")
        self._add(file, "&Lock", self.lock_requested.emit, "Ctrl+L")
        self._add(file, "&Quit", self.close, QKeySequence.StandardKey.Quit)
        edit = bar.addMenu("&Edit")
        self._add(edit, "&Undo", self.toast.undo, QKeySequence.StandardKey.Undo)
        edit.addSeparator()
        self._add(edit, "&Find a slot…", lambda: self._find_slot(self._at_hand()), "Ctrl+Shift+F")
        self._add(edit, "&Re-plan conferences…", self.open_replanner, "Ctrl+Shift+R")
        places = bar.addMenu("&Go")
        for place in PLACES:
            self._add(places, f"&{place.word}", lambda key=place.key: self.work_at(key))
        places.addSeparator()
        self._add(places, "S&earch", self._focus_search, QKeySequence.StandardKey.Find)
        self._add(places, "Refres&h", self._refresh, QKeySequence.StandardKey.Refresh)
        helping = bar.addMenu("&Help")
        self._add(helping, "&Keyboard shortcuts", self.show_shortcuts, "F1")
        self._add(helping, "The &paediatrician rule", self.show_rule)
        self._add(helping, "&About", lambda: self.work_at("settings"))

    def _add(
        self, menu: QMenu, words: str, do: Callable[..., object], keys: QKeySequence.StandardKey | str | None = None
    ) -> QAction:
        action = menu.addAction(words)
        if keys is not None:
            action.setShortcuts(
                QKeySequence.keyBindings(keys) if isinstance(keys, QKeySequence.StandardKey) else [QKeySequence(keys)]
            )
        action.triggered.connect(lambda _checked=False: do())
        return action

    def open_request_now(self) -> None:
        """Start a request with no family chosen yet."""
        self.open_request(None)

    def _new_family(self) -> None:
        from .people.page import PeoplePage

        self.go("people")
        page = self.page("people")
        assert isinstance(page, PeoplePage)
        page.new_family()

    def _focus_search(self) -> None:
        """Into the search of the page that is open; elsewhere among the conferences."""
        if self._place and self.pages[self._place].focus_search():
            return
        self.go("conferences")
        self._conferences().search("")

    def _refresh(self) -> None:
        if self._place:
            self.pages[self._place].refresh()
            self.show_waiting()

    def show_shortcuts(self) -> None:
        """Every shortcut, on one page."""
        from .shortcuts import shortcut_groups
        from .widgets.shortcuts_dialog import ShortcutsDialog

        ShortcutsDialog(shortcut_groups(self.menuBar()), self).open()

    def show_rule(self) -> None:
        """What the paediatrician rule is and what it rests on."""
        from conference_app import resources

        from .widgets.reading_dialog import TextDialog

        text = resources.path("help/paediatrician-rule.txt").read_text(encoding="utf-8")
        TextDialog("The paediatrician rule", text, self).open()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.belongings.remember("geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        super().closeEvent(event)
