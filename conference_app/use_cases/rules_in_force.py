"""The rules this authority works by today: its practice numbers and its calendar."""

from __future__ import annotations

from conference_app.defaults import default_practice
from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.practice import Practice
from conference_app.store import settings
from conference_app.store.store import Store


def practice_of(store: Store) -> Practice:
    """The defaults, with what this authority set otherwise."""
    return settings.practice(store, default_practice())


def calendar_of(store: Store) -> WorkingCalendar:
    """The store's own bank holidays and closures."""
    return settings.calendar(store)
