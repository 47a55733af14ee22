"""An invitation rule in words: whom it invites, when, what it asks for, and where that was read."""

from __future__ import annotations

from conference_app import rulebook
from conference_app.domain.invitation_rules import LAST_LIST, InvitationRule, RuleLine
from conference_app.domain.practice import Practice
from conference_app.domain.spoken_dates import counted
from conference_app.domain.text import all_of

from ..widgets.text import Tone

LEVEL_TONES = {"required": Tone.BLUE, "expected": Tone.GREY, "consider": Tone.GREY}
NEEDS = {"interpreter": "an interpreter", "advocate": "an advocate", "supporter": "a supporter"}


def role_title(rule: InvitationRule) -> str:
    """Whom a rule invites, in words."""
    if rule.who == LAST_LIST:
        return "Everyone on the last list"
    role = rulebook.roles().get(rule.role)
    return role.title if role else rule.role.replace("_", " ")


def reason_words(rule: InvitationRule) -> str:
    """Why they are invited, with general words where a list names somebody."""
    general = {"{children}": "the children", "{who}": "whoever needs it", "{last}": "the last list"}
    said = rule.reason
    for mark, words in general.items():
        said = said.replace(mark, words)
    return said


def source_titles(rule: InvitationRule) -> str:
    """Where a rule was read, without the addresses; an authority's own words as they are."""
    return "; ".join(source.rsplit(", ", 1)[0] for source in sources(rule))


def sources(rule: InvitationRule) -> list[str]:
    """The same with the addresses."""
    found = rulebook.sources(rule.source)
    keys = {key.strip() for key in rule.source.replace(";", ",").split(",")}
    return [rule.source] if set(found) & keys else found


def when_words(rule: InvitationRule, practice: Practice) -> str:
    """When a rule applies: "for children from 5 to under 18"; ages that are practice numbers at their value."""
    when = rule.when
    parts = []
    if "types" in when:
        parts.append("to " + all_of(when["types"]) + " conferences")
    if rule.who == "unborn_father":
        parts.append("without parental responsibility")
    if when.get("unborn"):
        newborn = when.get("newborn_days")
        parts.append("for an unborn child" + (f" or one under {counted(newborn, 'day')} old" if newborn else ""))
    if "age_from" in when or "age_below" in when:
        parts.append(_ages(when.get("age_from"), when.get("age_below"), practice))
    if when.get("unborn_too"):
        parts.append("and unborn children")
    if when.get("involved"):
        parts.append("where somebody in this role is named as involved")
    if "need" in when:
        parts.append(f"where the request asks for {NEEDS.get(when['need'], when['need'])}")
    return " ".join(parts) or "to every conference"


def age_in_force(age: int | str | None, practice: Practice) -> int | None:
    """An age as a number, also where it is a practice number."""
    return practice.integer(age) if isinstance(age, str) else age


def _ages(low: int | str | None, high: int | str | None, practice: Practice) -> str:
    first, last = age_in_force(low, practice), age_in_force(high, practice)
    if first and last:
        return f"for children from {first} to under {last}"
    return f"for children from {first}" if first else f"for children under {last}"


def standing_words(line: RuleLine) -> tuple[str, Tone] | None:
    """What this authority made of a rule, None where it is as shipped."""
    if not line.in_force:
        return "switched off", Tone.AMBER
    if line.own:
        return "own rule", Tone.BLUE
    return ("changed", Tone.BLUE) if line.changed else None
