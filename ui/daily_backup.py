"""The backup a store gets by itself, and what is said of the last one at the foot of the rail and on Today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from conference_app.domain.spoken_dates import day_month, time_words
from conference_app.use_cases.outcome import Topic

from .background import Background
from .belongings import Belongings
from .session import Session
from .widgets.navigation_rail import NavigationRail

if TYPE_CHECKING:
    from conference_app.store.backup import Manifest


class DailyBackup(QObject):
    """An example store has none: everything in it is invented."""

    def __init__(self, session: Session, background: Background, belongings: Belongings, rail: NavigationRail) -> None:
        super().__init__(rail)
        self._session, self._background, self._belongings, self._rail = session, background, belongings, rail
        self.show_foot()

    def make(self) -> None:
        """Copy the store into the backup folder, in the background."""
        from conference_app.use_cases.back_up import back_up

        folder, now = self._belongings.backups, self._belongings.utc_now()
        job = self._background.run(
            lambda store, control: back_up(store, folder, now=now),
            on_failed=self._session.show_failure,
        )
        job.ended.connect(self._made)

    def _made(self) -> None:
        self.show_foot()
        self._session.changed.emit(frozenset({Topic.SETTINGS}))

    def make_if_due(self) -> None:
        """First thing of a day, and whenever something was written since the last one."""
        if self._session.store.example:
            return
        from conference_app.use_cases.back_up import is_due

        if is_due(self._session.store, self._belongings.backups, now=self._belongings.utc_now()):
            self.make()

    def show_foot(self) -> None:
        """When the last good one was made."""
        if self._session.store.example:
            self._rail.set_foot("EXAMPLE DATA", "Invented, for training")
            return
        last = self._last()
        if last is None:
            self._rail.set_foot("No backup yet")
            return
        made = last.moment.astimezone()
        when = time_words(made.time()) if made.date() == self._session.today() else day_month(made.date())
        self._rail.set_foot(f"Backed up {when}")

    def problem(self) -> str:
        """What is wrong with the backup; "" while the last good one is less than a day old."""
        if self._session.store.example:
            return ""
        last = self._last()
        if last is None:
            return "There is no backup yet."
        age = self._belongings.utc_now() - last.moment
        return f"The last good backup is {age.days} days old." if age.days >= 1 else ""

    def _last(self) -> Manifest | None:
        from conference_app.store import backup

        return backup.last_good_backup(self._belongings.backups, self._session.store.store_id)
