"""The rules this authority works by today: its practice numbers, its calendar, whom it invites."""

from __future__ import annotations

from conference_app import rulebook
from conference_app.defaults import default_practice
from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.invitation_rules import InvitationRule, RuleLine, in_force, rule_lines
from conference_app.domain.practice import Practice
from conference_app.store import invitation_rules, settings
from conference_app.store.store import Store


def practice_of(store: Store) -> Practice:
    """The defaults, with what this authority set otherwise."""
    return settings.practice(store, default_practice())


def calendar_of(store: Store) -> WorkingCalendar:
    """The store's own bank holidays and closures."""
    return settings.calendar(store)


def rule_lines_of(store: Store) -> list[RuleLine]:
    """Every invitation rule in its order as this authority left it, those switched off too."""
    return rule_lines(rulebook.invitation_rules(), invitation_rules.kept_rules(store))


def rules_of(store: Store) -> tuple[InvitationRule, ...]:
    """Who is invited and why by this authority's rules: what lists are built by."""
    return in_force(rule_lines_of(store))
