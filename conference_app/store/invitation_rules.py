"""The authority's own invitation rules, as rows; one of the same code stands in place of the one that is shipped."""

from __future__ import annotations

import json

from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitation_rules import InvitationRule, RuleLine, is_understood
from conference_app.store.store import Row, Store, Writing


def kept_rules(store: Store) -> list[RuleLine]:
    """What this authority set, in its order; whether a rule is its own is for `rule_lines` to say."""
    rows = store.rows(
        "SELECT code, role, level, who, conditions, report, deputy, reason, source, in_force, version "
        "FROM invitation_rule ORDER BY position, code"
    )
    return [line for line in map(_line, rows) if is_understood(line.rule)]


def _line(row: Row) -> RuleLine:
    code, role, level, who, conditions, report, deputy, reason, source, in_force, version = row
    rule = InvitationRule(
        str(code),
        str(role),
        str(level),
        str(who),
        json.loads(str(conditions)),
        bool(report),
        bool(deputy),
        str(reason),
        str(source),
    )
    return RuleLine(rule, bool(in_force), version=int(str(version)))


def keep_rule(writing: Writing, line: RuleLine, position: int) -> None:
    """Insert what the authority says of a rule, or change it as it was seen."""
    rule = line.rule
    values = {
        "position": position,
        "role": rule.role,
        "level": rule.level,
        "who": rule.who,
        "conditions": json.dumps(dict(rule.when), sort_keys=True) if rule.when else "{}",
        "report": rule.report,
        "deputy": rule.deputy,
        "reason": rule.reason,
        "source": rule.source,
        "in_force": line.in_force,
    }
    if line.version:
        writing.update("invitation_rule", rule.code, line.version, **values)
        return
    kept = writing.execute("SELECT 1 FROM invitation_rule WHERE code = ?", (rule.code,)).fetchone()
    if kept is not None:
        raise RuleBroken("changed_elsewhere")
    writing.insert("invitation_rule", code=rule.code, **values)


def remove_rule(writing: Writing, line: RuleLine) -> None:
    """Take away what the authority said of a rule, as it was seen."""
    gone = writing.execute("DELETE FROM invitation_rule WHERE code = ? AND version = ?", (line.rule.code, line.version))
    if gone.rowcount != 1:
        raise RuleBroken("changed_elsewhere")
