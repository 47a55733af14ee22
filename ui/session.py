"""What pages talk to: reads by `ask`, writes by `perform`, and one signal that says what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from conference_app import messages
from conference_app.domain.errors import RuleBroken
from conference_app.store.store import Store
from conference_app.use_cases.note_access import note_viewed
from conference_app.use_cases.outcome import Outcome, Topic

P = ParamSpec("P")
T = TypeVar("T")


def sentences(broken: RuleBroken) -> str:
    """All sentences of what went wrong, one a line."""
    return "\n".join(messages.sentences(broken))


class Session(QObject):
    """One open store for the pages of one window; the clock and the way to tell the user are handed in."""

    changed = Signal(object)  # frozenset[Topic]

    def __init__(
        self,
        store: Store,
        *,
        today: Callable[[], date],
        now: Callable[[], datetime],
        show_problem: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.today = today
        self.now = now
        self.show_problem = show_problem
        self._viewed: set[tuple[str, int]] = set()

    def show_failure(self, problem: Exception) -> None:
        """Tell the user why something in the background failed: a broken rule in its sentences."""
        self.show_problem(sentences(problem) if isinstance(problem, RuleBroken) else str(problem))

    def ask(self, read: Callable[Concatenate[Store, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer of one read-only question."""
        return read(self.store, *args, **kwargs)

    def view(self, entity: str, entity_id: int) -> None:
        """Note that a record was opened to be read: once a record and session [store 4.3]."""
        if (entity, entity_id) not in self._viewed:
            self._viewed.add((entity, entity_id))
            note_viewed(self.store, entity, entity_id)

    def put_in(self, store: Store) -> None:
        """Go on with the store as it was unlocked again; what is shown is asked anew."""
        self.store = store
        self._viewed.clear()
        self.changed.emit(frozenset(Topic))

    def perform(self, use_case: Callable[Concatenate[Store, P], Outcome[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run one use case and tell every page what it changed; RuleBroken goes to the caller."""
        outcome = use_case(self.store, *args, **kwargs)
        if outcome.changed:
            self.changed.emit(outcome.changed)
        return outcome.value

    def attempt(
        self, use_case: Callable[Concatenate[Store, P], Outcome[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Like `perform`, but a broken rule is shown to the user as a sentence and None comes back."""
        try:
            return self.perform(use_case, *args, **kwargs)
        except RuleBroken as broken:
            self.show_problem(sentences(broken))
            return None
