"""A review starts from the list of the conference before: who comes along, and what is new, gone or changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from conference_app.domain.conference import Involvement, bare_name, exclusion_of
from conference_app.domain.family import Child, HouseholdMember
from conference_app.domain.invitation_rules import InvitationRule
from conference_app.domain.invitations import Invitation, Situation, exclusion_words
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.separation import INTERPRETER, is_relative
from conference_app.domain.spoken_dates import plain_date
from conference_app.domain.text import all_of

# What somebody is there for only as long as it is asked for.
BY_NEED = {"interpreter": "interpreter", "advocate": "advocate", "supporter": "supporter"}
NEW, AS_BEFORE, CHANGED = "new", "as before", "changed: "
AS_LAST_TIME = "as at the conference of "


@dataclass(frozen=True, slots=True)
class LastList:
    """The list of the conference held before: its day, its lines that stood, who was involved, who has not left."""

    on: date
    lines: Sequence[Invitation]
    involvements: Sequence[Involvement]
    at_work: Collection[int]  # ids of professionals who have not left

    @property
    def invited(self) -> list[Invitation]:
        """Those whose invitation was sent."""
        return [line for line in self.lines if line.name and line.sent_at is not None]


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody who was on the last list and is not on this one, with the reason."""

    line: Invitation
    why: str


def with_last_list(
    made: Sequence[Invitation], last: LastList, situation: Situation, rule: InvitationRule
) -> list[Invitation]:
    """The rules' own lines, their empty places filled as last time, and whoever else was invited then.

    Nobody comes along who is gone for a reason (`why_gone`); there is one doctor by the rule, never two.
    """
    lines = list(made)
    there = {_person(line) for line in lines if line.name}
    for before in last.invited:
        if _person(before) in there or why_gone(before, last, situation, lines):
            continue
        there.add(_person(before))
        place = next((n for n, line in enumerate(lines) if line.role_code == before.role_code and not line.name), None)
        if place is not None:
            lines[place] = _filled(lines[place], before, last)
        elif before.role_code != PAEDIATRICIAN:
            lines.append(_carried(before, last, situation, rule))
    return lines


def _filled(place: Invitation, before: Invitation, last: LastList) -> Invitation:
    return replace(
        place,
        name=before.name,
        professional_id=before.professional_id,
        agency_id=before.agency_id or place.agency_id,
        household_member_id=before.household_member_id,
        child_id=before.child_id,
        choice_reason=AS_LAST_TIME + plain_date(last.on),
    )


def _carried(before: Invitation, last: LastList, situation: Situation, rule: InvitationRule) -> Invitation:
    return Invitation(
        situation.conference_id,
        before.role_code,
        rule.level,
        rule.reason.replace("{last}", plain_date(last.on)),
        rule.code,
        name=before.name,
        professional_id=before.professional_id,
        agency_id=before.agency_id,
        household_member_id=before.household_member_id,
        child_id=before.child_id,
        report_wanted=rule.report and before.report_wanted,
    )


def why_gone(before: Invitation, last: LastList, now: Situation, lines: Iterable[Invitation] = ()) -> str:
    """Why somebody of the last list does not come along, "" where nothing is in the way."""
    need = exclusion_of(now.needs, before.name, before.household_member_id, before.child_id)
    if need is not None:
        return exclusion_words(need)
    if before.professional_id is not None and before.professional_id not in last.at_work:
        return "has left the service"
    family = [each.name for each in chain[HouseholdMember | Child](now.household, now.children)]
    if before.role_code == INTERPRETER and is_relative(before.name, family):
        return "belongs to the family: an interpreter never does"
    if any(member.id == before.household_member_id and member.left_on for member in now.household):
        return "no longer in the children's lives"
    if before.child_id is not None and before.child_id not in {child.id for child in now.children}:
        return "not among the children of this conference"
    return _no_longer_needed(before, last, now, list(lines))


def _no_longer_needed(before: Invitation, last: LastList, now: Situation, lines: Sequence[Invitation]) -> str:
    kind = BY_NEED.get(before.role_code)
    if kind and before.rule_code and not any(need.kind == kind for need in now.needs):
        return "no longer asked for"
    if before.role_code == PAEDIATRICIAN:
        return _another([line for line in lines if line.role_code == PAEDIATRICIAN], "the paediatrician is now ")
    if not now.involvements or not _involved(before, last.involvements) or _involved(before, now.involvements):
        return ""
    others = [each for each in now.involvements if each.role_code == before.role_code]
    return _another(others, "now it is ") or "no longer involved"


def _another(others: Iterable[Invitation | Involvement], words: str) -> str:
    named = (each.name if isinstance(each, Invitation) else each.professional_name for each in others)
    names = [name for name in named if name]
    return words + all_of(names) if names else ""


def _involved(line: Invitation, involvements: Iterable[Involvement]) -> bool:
    """Whether an agency's involvement brought this line: by person where one was named, else by agency."""
    return any(
        each.role_code == line.role_code
        and (
            each.professional_id == line.professional_id
            if each.professional_id is not None and line.professional_id is not None
            else each.agency_id == line.agency_id
        )
        for each in involvements
    )


def since_last(line: Invitation, lines: Sequence[Invitation], last: LastList) -> str:
    """What a line is against the last list: "new", "as before", or "changed: …" with what it was."""
    if not line.name:
        return _place_since(line, lines, last)
    before = next((each for each in last.invited if _person(each) == _person(line)), None)
    if before is not None:
        told = _differences(before, line)
        return CHANGED + ", ".join(told) if told else AS_BEFORE
    followed = _followed(line, lines, last)
    return f"{CHANGED}instead of {followed.name}" if followed else NEW


def _place_since(line: Invitation, lines: Sequence[Invitation], last: LastList) -> str:
    followed = _followed(line, lines, last)
    if followed is not None:
        return f"{CHANGED}nobody named yet, was {followed.name}"
    return AS_BEFORE if any(each.role_code == line.role_code and not each.name for each in last.lines) else NEW


def _differences(before: Invitation, line: Invitation) -> list[str]:
    told = ["left out this time"] if not line.stands else []
    if line.role_code != before.role_code:
        told.append("in another role")
    if line.level != before.level:
        told.append(f"{line.level}, was {before.level}")
    if line.report_wanted != before.report_wanted:
        told.append("a report is asked for" if line.report_wanted else "no report is asked for")
    return told


def _followed(line: Invitation, lines: Sequence[Invitation], last: LastList) -> Invitation | None:
    """Whom of the last list a line stands for now: the only one of its role who is gone, if it is the only newcomer."""
    here = {_person(each) for each in lines if each.name}
    then = {_person(each) for each in last.invited}
    gone = [each for each in last.invited if each.role_code == line.role_code and _person(each) not in here]
    newcomers = [each for each in lines if each.role_code == line.role_code and _person(each) not in then]
    return gone[0] if len(gone) == 1 and len(newcomers) == 1 else None


def gone_since(lines: Sequence[Invitation], last: LastList, now: Situation) -> list[Gone]:
    """Who was invited to the last conference and is not on this list, or is left out, each with why."""
    here = {_person(line): line for line in lines if line.name}
    found = []
    for before in last.invited:
        line = here.get(_person(before))
        if line is None:
            why = why_gone(before, last, now, lines) or "not on this list"
            found.append(Gone(before, why))
        elif not line.stands:
            found.append(Gone(before, line.left_out_reason))
    return found


def _person(line: Invitation) -> tuple[str, object, object]:
    """Who somebody is: by id where one is known, else by name and role."""
    for kind, known in (
        ("professional", line.professional_id),
        ("household", line.household_member_id),
        ("child", line.child_id),
    ):
        if known is not None:
            return kind, known, ""
    return "name", bare_name(line.name), line.role_code


def since_by_line(lines: Sequence[Invitation], last: LastList) -> Mapping[int, str]:
    """`since_last` of every line by its id."""
    return {line.id: since_last(line, lines, last) for line in lines}
