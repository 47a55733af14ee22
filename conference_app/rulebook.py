"""The rules held as data in the resources folder, read once: roles and who is invited."""

from __future__ import annotations

from functools import cache

from conference_app import resources
from conference_app.domain.invitation_rules import InvitationRule, rules_from
from conference_app.domain.people import Role, roles_from


@cache
def roles() -> dict[str, Role]:
    """Every role by its code."""
    return roles_from(resources.toml("roles.toml"))


@cache
def invitation_rules() -> tuple[InvitationRule, ...]:
    """Who is invited and why, in the order of the list."""
    return rules_from(resources.toml("invitations.toml"))


def sources(keys: str) -> list[str]:
    """Titles and addresses for the keys a rule or number names; a key nobody explains stands for itself."""
    known = resources.toml("sources.toml")
    found = []
    for key in keys.replace(";", ",").split(","):
        if name := key.strip():
            entry = known.get(name, {"title": name, "address": ""})
            found.append(", ".join(part for part in (entry["title"], entry["address"]) if part))
    return found
