"""The rules who is invited: those that come with the program, and what an authority made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken
from conference_app.domain.people import PAEDIATRICIAN, Role
from conference_app.domain.text import one_line

LEVELS = ("required", "expected", "consider")
INVOLVED = "involved"
LAST_LIST = "last_list"
WHO = (INVOLVED, PAEDIATRICIAN, "parents", "unborn_father", "children", "need", LAST_LIST)
CONDITIONS = frozenset({"types", "unborn", "unborn_too", "newborn_days", "age_from", "age_below", "involved", "need"})
# Conditions that say for which children a rule is.
ABOUT_CHILDREN = frozenset({"unborn", "age_from", "age_below"})
OLDEST_AGE = 25  # years: nobody older is a child at a conference
NEWBORN_AT_MOST = 365
LONGEST_WORDS = 300
OWN = "own_"


@dataclass(frozen=True, slots=True)
class InvitationRule:
    """One line of the rules held as data; `when` holds conditions which must all be true."""

    code: str
    role: str
    level: str
    who: str
    when: Mapping[str, Any]
    report: bool
    deputy: bool
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as it stands in the settings: `version` is 0 while the authority has set nothing about it."""

    rule: InvitationRule
    in_force: bool = True
    own: bool = False
    version: int = 0

    @property
    def changed(self) -> bool:
        """Whether the authority's words stand in place of the ones that are shipped."""
        return self.version > 0 and not self.own


def rules_from(data: Mapping[str, Any]) -> tuple[InvitationRule, ...]:
    """The rules as `invitations.toml` holds them; an unknown condition raises ValueError."""
    rules = tuple(InvitationRule(**entry) for entry in data["rule"])
    for rule in rules:
        if not is_understood(rule):
            raise ValueError(f"invitation rule {rule.code} is not understood")
    return rules


def is_understood(rule: InvitationRule) -> bool:
    """Whether level, way and conditions of a rule are known ones."""
    return set(rule.when) <= CONDITIONS and rule.level in LEVELS and rule.who in WHO


def rule_lines(shipped: Sequence[InvitationRule], kept: Iterable[RuleLine]) -> list[RuleLine]:
    """The rules in their order: each shipped one as the authority left it, then the authority's own.

    Whatever the store holds, the paediatrician's rule keeps all but its words (product rule 1).
    """
    by_code = {line.rule.code: line for line in kept}
    lines = [_standing(rule, by_code.pop(rule.code, None)) for rule in shipped]
    own = (line for line in by_code.values() if line.rule.code.startswith(OWN) and line.rule.role != PAEDIATRICIAN)
    return lines + [replace(line, own=True) for line in own]


def _standing(shipped: InvitationRule, kept: RuleLine | None) -> RuleLine:
    if kept is None:
        return RuleLine(shipped)
    if shipped.role == PAEDIATRICIAN:
        words = replace(shipped, reason=kept.rule.reason, source=kept.rule.source)
        return RuleLine(words, version=kept.version)
    return kept


def in_force(lines: Iterable[RuleLine]) -> tuple[InvitationRule, ...]:
    """The rules lists are built by."""
    return tuple(line.rule for line in lines if line.in_force)


def own_code(lines: Iterable[RuleLine], role: str) -> str:
    """A code for the authority's next rule of a role that no line has."""
    taken = {line.rule.code for line in lines}
    return next(code for n in range(1, len(taken) + 2) if (code := f"{OWN}{role}_{n}"[:60]) not in taken)


def checked_line(line: RuleLine, shipped: InvitationRule | None, roles: Mapping[str, Role]) -> RuleLine:
    """The line with its words trimmed; RuleBroken says what cannot be kept.

    The paediatrician's rule takes other words and nothing else; nor can another rule be made of that role.
    """
    rule = line.rule
    if PAEDIATRICIAN in {rule.role, rule.code}:
        check_paediatrician_stands(line, shipped)
    if shipped is not None and (rule.role, rule.who) != (shipped.role, shipped.who):
        raise RuleBroken("required", field="role", what="the role of the shipped rule")
    if shipped is None and (rule.who != INVOLVED or not rule.code.startswith(OWN)):
        raise RuleBroken("required", field="role", what="the role")
    if shipped is None and rule.role not in own_roles(roles):
        raise RuleBroken("required", field="role", what="the role")
    if rule.level not in LEVELS:
        raise RuleBroken("required", field="level", what="how much this person is needed")
    checked = replace(
        rule,
        when=_checked_when(rule.when),
        reason=one_line(rule.reason, field="reason", what="why they are invited", most=LONGEST_WORDS),
        source=one_line(rule.source, field="source", what="the source", most=LONGEST_WORDS, required=False),
    )
    return replace(line, rule=checked)


def check_paediatrician_stands(line: RuleLine, shipped: InvitationRule | None) -> None:
    """RuleBroken `paediatrician_rule_stands` where anything but the words of that rule would be another."""
    same = shipped is not None and replace(line.rule, reason=shipped.reason, source=shipped.source) == shipped
    if not same or not line.in_force:
        raise RuleBroken("paediatrician_rule_stands")


def own_roles(roles: Mapping[str, Role]) -> dict[str, Role]:
    """The roles an authority can make a rule of its own for: whoever can be involved with a family."""
    apart = {PAEDIATRICIAN, "chair", "coordinator", "interpreter", "advocate"}
    return {code: role for code, role in roles.items() if role.group != "family" and code not in apart}


def _checked_when(when: Mapping[str, Any]) -> dict[str, Any]:
    """The conditions without empty ones; RuleBroken for one that cannot hold."""
    kept = {key: value for key, value in when.items() if value not in (None, "", (), [], False)}
    if set(kept) - CONDITIONS:
        raise RuleBroken("required", field="reason", what="conditions the program knows")
    known = {each.value for each in ConferenceType}
    if not set(kept.get("types", ())) <= known:
        raise RuleBroken("no_longer_listed", field="types", what="the type of conference")
    for key, most in (("age_from", OLDEST_AGE), ("age_below", OLDEST_AGE), ("newborn_days", NEWBORN_AT_MOST)):
        value = kept.get(key, 1)
        if isinstance(value, int) and not 0 <= value <= most:
            raise RuleBroken("number_out_of_range", field=key, what="This", least=0, most=most)
    low, high = kept.get("age_from", 0), kept.get("age_below", OLDEST_AGE + 1)
    if isinstance(low, int) and isinstance(high, int) and low >= high:
        raise RuleBroken("ages_leave_nobody", field="age_below", low=low, high=high)
    return kept
