"""Bringing an invitation list up to the rules: which lines come, go or change, and what a change of rules brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation, Situation, excluded, paediatrician_candidates
from conference_app.domain.people import PAEDIATRICIAN

# What of a line follows its rule for as long as the line is not sent.
BY_RULE = ("level", "reason", "report_wanted", "rule_code")
IN_PLACE_OF = "in place of "


@dataclass(frozen=True, slots=True)
class Changed:
    """A line on the list, and what its rule now says of it otherwise."""

    line: Invitation
    now: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What is to be done to a list."""

    new: tuple[Invitation, ...] = ()
    gone: tuple[Invitation, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.gone or self.changed)


def came_and_went(
    kept: Sequence[Invitation], proposed: Sequence[Invitation], filled: set[int]
) -> tuple[list[Invitation], list[Invitation]]:
    """Which proposed lines are new, and which kept ones the rules no longer make."""
    wanted, there = {line.key for line in proposed}, {line.key for line in kept}
    rules_filled = {line.rule_code for line in kept if line.name and (line.id in filled or stays(line))}
    replaced = {(line.rule_code, replaced_by(line)) for line in kept}
    new = [
        line
        for line in proposed
        if line.key not in there
        and ((line.rule_code, line.name) not in replaced if line.name else line.rule_code not in rules_filled)
    ]
    gone = [
        line for line in kept if line.rule_code and line.key not in wanted and not stays(line) and line.id not in filled
    ]
    left = {line.id for line in gone}
    if any(line.role_code == PAEDIATRICIAN and line.stands and line.name and line.id not in left for line in kept):
        new = [line for line in new if line.role_code != PAEDIATRICIAN]
    return new, gone


def stays(line: Invitation) -> bool:
    """Whether a line stays whatever the rules say: sent, left out, added by hand or answered."""
    return line.sent_at is not None or not line.stands or not line.rule_code or bool(line.reply)


def replaced_by(line: Invitation) -> str:
    """Whom of the rules' own people a coordinator put this one in place of, "" where nobody was."""
    _, found, name = line.choice_reason.partition(IN_PLACE_OF)
    return name if found and line.role_code != PAEDIATRICIAN else ""


def named_instead(line: Invitation, name: str) -> str:
    """The `choice_reason` of a line once a coordinator puts another name to it; a doctor's is the coordinator's own."""
    if line.role_code == PAEDIATRICIAN:
        return line.choice_reason
    named_by_rule = replaced_by(line) or (line.name if line.rule_code else "")
    return IN_PLACE_OF + named_by_rule if named_by_rule and named_by_rule != name else ""


def filled_by_hand(
    kept: Sequence[Invitation], proposed: Sequence[Invitation], situation: Situation, found: Conference
) -> set[int]:
    """The unsent lines a coordinator put a name to: an empty place of the rules, another than the rules name.

    Of doctors those chosen with a reason of the coordinator's own.
    """
    places = {line.rule_code for line in proposed if not line.name}
    doctors = {each.id for each in situation.paediatricians if each.active}
    by_rule = {(each.professional.id, each.reason) for each in paediatrician_candidates(situation)}

    def by_hand(line: Invitation) -> bool:
        if line.role_code != PAEDIATRICIAN:
            return line.rule_code in places or bool(replaced_by(line))
        return line.professional_id in doctors and (line.professional_id, line.choice_reason) not in by_rule

    return {line.id for line in kept if line.can_be_sent and not excluded(line, found) and by_hand(line)}


def brought_by(
    kept: Sequence[Invitation],
    before: Sequence[Invitation],
    after: Sequence[Invitation],
    stay_before: set[int],
    stay_after: set[int],
) -> ListPlan:
    """What other rules bring to a list: what `before` (by the rules so far) would not have brought anyway.

    Only lines not sent yet; what a coordinator set by hand stays.
    """
    new_before, gone_before = came_and_went(kept, before, stay_before)
    new, gone = came_and_went(kept, after, stay_after)
    came_anyway, went_anyway = {line.key for line in new_before}, {line.id for line in gone_before}
    gone = [line for line in gone if line.id not in went_anyway]
    leaving = {line.id for line in chain(gone, gone_before)}
    staying = [line for line in kept if line.id not in leaving and not stays(line)]
    return ListPlan(
        tuple(line for line in new if line.key not in came_anyway),
        tuple(gone),
        tuple(_said_otherwise(staying, before, after)),
    )


def said_by_now(kept: Iterable[Invitation], proposed: Sequence[Invitation]) -> list[Changed]:
    """Lines not sent yet whose rule names another level or reason by now; whether a report is wanted stays as set."""
    found = []
    for line in kept:
        is_so = None if stays(line) else _proposal_of(line, proposed)
        if is_so is not None and (is_so.level, is_so.reason) != (line.level, line.reason):
            found.append(Changed(line, {"level": is_so.level, "reason": is_so.reason}))
    return found


def _said_otherwise(
    staying: Iterable[Invitation], before: Sequence[Invitation], after: Sequence[Invitation]
) -> Iterable[Changed]:
    for line in staying:
        was, is_so = _proposal_of(line, before), _proposal_of(line, after)
        if was is None or is_so is None:
            continue
        now = {
            each: getattr(is_so, each)
            for each in BY_RULE
            if getattr(is_so, each) != getattr(was, each) and getattr(line, each) == getattr(was, each)
        }
        if now:
            yield Changed(line, now)


def _proposal_of(line: Invitation, proposed: Sequence[Invitation]) -> Invitation | None:
    """The line of the rules a kept line came from: the same one, else the only one of its rule."""
    same = [each for each in proposed if each.key == line.key]
    of_rule = [each for each in proposed if each.rule_code == line.rule_code and each.role_code == line.role_code]
    found = same or (of_rule if len(of_rule) == 1 else [])
    return found[0] if found else None


def as_changed(changed: Changed) -> Invitation:
    """The line as it would be then."""
    return replace(changed.line, **changed.now)  # type: ignore[arg-type]
