"""Change how this authority works: its practice numbers and its closures."""

from __future__ import annotations

from dataclasses import replace

from conference_app.domain.errors import RuleBroken
from conference_app.domain.listings import Closure
from conference_app.domain.practice import as_text, check
from conference_app.domain.text import one_line
from conference_app.store import settings
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import practice_of

CHANGED = frozenset({Topic.SETTINGS, Topic.CONFERENCES})


def change_number(store: Store, key: str, typed: str) -> Outcome[str]:
    """Set one practice number to what was typed; the default again takes the authority's own value away."""
    before = practice_of(store)
    definition = before.definitions[key]
    value = check(definition, typed)
    if value == before.value(key):
        return Outcome(as_text(value), frozenset())
    with store.write() as writing:
        if value == definition.default:
            settings.reset_number(writing, key)
        else:
            settings.set_number(writing, key, as_text(value))
        writing.record(
            "practice_changed", "practice", 1, key=key, before=as_text(before.value(key)), after=as_text(value)
        )
    return Outcome(as_text(value), CHANGED)


def keep_closure(store: Store, closure: Closure) -> Outcome[int]:
    """Add or change days on which the council is closed; limits counted from now on skip them."""
    if closure.last_day < closure.first_day:
        raise RuleBroken("ends_before_it_starts", field="last_day")
    if (closure.last_day - closure.first_day).days > 60:
        raise RuleBroken("closure_too_long", field="last_day")
    checked = replace(closure, reason=one_line(closure.reason, field="reason", what="why the council is closed"))
    with store.write() as writing:
        closure_id = settings.keep_closure(writing, checked)
        writing.record(
            "closure_kept", "closure", closure_id, reason=checked.reason, first=checked.first_day, last=checked.last_day
        )
    return Outcome(closure_id, CHANGED)


def remove_closure(store: Store, closure: Closure) -> Outcome[int]:
    """Take a closure away."""
    with store.write() as writing:
        settings.remove_closure(writing, closure)
        writing.record("closure_removed", "closure", closure.id, reason=closure.reason, first=closure.first_day)
    return Outcome(closure.id, CHANGED)
