"""Whom this authority invites today: the shipped rules with what it set otherwise."""

from __future__ import annotations

from conference_app import rulebook
from conference_app.domain.invitation_rules import InvitationRule, RuleLine, in_force, rule_lines
from conference_app.store import invitation_rules
from conference_app.store.store import Store


def rule_lines_of(store: Store) -> list[RuleLine]:
    """Every invitation rule in its order as this authority left it, those switched off too."""
    return rule_lines(rulebook.invitation_rules(), invitation_rules.kept_rules(store))


def rules_of(store: Store) -> tuple[InvitationRule, ...]:
    """Who is invited and why by this authority's rules: what lists are built by."""
    return in_force(rule_lines_of(store))
