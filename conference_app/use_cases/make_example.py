"""Fill an example store with an invented authority: years of families, conferences and actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.example.authority import Authority, Event
from conference_app.example.histories import History
from conference_app.store import bulk
from conference_app.store.store import Store, Writing
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.prepare_agenda import templates
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

MOST_CONFERENCES, MOST_YEARS = 200_000, 30
CONFERENCES_A_WRITE = 300
CHANGED = frozenset(Topic)


def _in_silence(done: int, total: int, words: str) -> None:
    """Nobody is told."""


def _never() -> bool:
    return False


def make_example(
    store: Store,
    *,
    conferences: int,
    years: int,
    seed: int,
    today: date,
    progress: Callable[[int, int, str], None] = _in_silence,
    stopped: Callable[[], bool] = _never,
) -> Outcome[int]:
    """Invent so many conferences over so many years; the same arguments always give the same authority.

    Families in the proportions of [bracknell-1415] and [ees-c4-2025]. Stopped early, the store is smaller
    and as usable: the families at work today come first. Answers how many conferences were made.
    RuleBroken: `example_store_only`, `example_not_empty`, `number_out_of_range`.
    """
    _check(store, conferences, years)
    progress(0, conferences, "Inventing families")
    if not bulk.has_bank_holidays(store):
        found_store(store)
    authority = Authority(
        Random(seed),  # noqa: S311 - nothing here is secret
        calendar_of(store),
        practice_of(store),
        templates(),
        after=bulk.highest_ids(store),
        conferences=conferences,
        years=years,
        today=today,
    )
    done = 0
    for part in _parts(authority.plan(stopped)):
        done += _write(store, authority, part, seed)
        progress(done, conferences, "Writing conferences")
        if stopped():
            break
    return Outcome(done, CHANGED)


def _check(store: Store, conferences: int, years: int) -> None:
    if not store.example:
        raise RuleBroken("example_store_only")
    if bulk.has_conferences(store):
        raise RuleBroken("example_not_empty")
    raise_all(
        [
            RuleBroken("number_out_of_range", field=field, what=what, least=1, most=most)
            for field, what, value, most in (
                ("conferences", "The number of conferences", conferences, MOST_CONFERENCES),
                ("years", "The number of years", years, MOST_YEARS),
            )
            if not 1 <= value <= most
        ]
    )


def _parts(histories: Sequence[History]) -> list[list[History]]:
    """Whole families, some hundred conferences at a time."""
    parts: list[list[History]] = [[]]
    count = 0
    for history in histories:
        if count >= CONFERENCES_A_WRITE:
            parts.append([])
            count = 0
        parts[-1].append(history)
        count += len(history.conferences)
    return parts


def _write(store: Store, authority: Authority, part: Sequence[History], seed: int) -> int:
    events = [event for history in part for event in authority.write(history)]
    count = sum(len(history.conferences) for history in part)
    rows, statuses = authority.rows.take()
    with store.write() as writing:
        bulk.keep_rows(writing, authority.rows.columns, rows, statuses)
        writing.record("example_made", "store", 1, families=len(part), conferences=count, seed=seed)
        _record(writing, events)
    return count


def _record(writing: Writing, events: Sequence[Event]) -> None:
    for event in events:
        writing.record(event.action, "conference", event.conference_id, **event.facts)
