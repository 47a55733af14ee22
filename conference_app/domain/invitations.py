"""Who must be asked to a conference, and why; the paediatrician rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from conference_app.domain.conference import Conference, Involvement, Need, exclusion_of
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child, HouseholdMember, Medical
from conference_app.domain.invitation_rules import ABOUT_CHILDREN, LAST_LIST, InvitationRule
from conference_app.domain.paediatrician_words import paediatrician_state_words
from conference_app.domain.people import PAEDIATRIC_POSTS, PAEDIATRICIAN, Professional
from conference_app.domain.text import all_of

ROUTES = ("secure e-mail", "e-mail", "post", "by hand", "phone")
REPLIES = ("coming", "not coming", "not sure", "sending a deputy")
REPLY_ROUTES = ("e-mail", "phone", "letter", "in person")
REPLY_MODES = ("", "in person", "video", "phone", "report only")
# A line nobody has answered.
NO_REPLY: Mapping[str, object] = {
    "reply": "",
    "reply_on": None,
    "reply_route": "",
    "reply_mode": "",
    "reply_note": "",
    "deputy": "",
}
MOST_AGE = 200
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Invitation:
    """One line of the invitation list, from the reason it is there to the report that came of it.

    A line without a name is a place to be filled: it cannot be sent. A line with `left_out_reason` stays
    on the list and is not sent. `report_from` is the earlier conference the report came for, where this one took
    its place.
    """

    conference_id: int
    role_code: str
    level: str
    reason: str
    rule_code: str = ""
    choice_reason: str = ""
    name: str = ""
    professional_id: int | None = None
    agency_id: int | None = None
    household_member_id: int | None = None
    child_id: int | None = None
    left_out_reason: str = ""
    sent_at: datetime | None = None
    sent_route: str = ""
    sent_by: str = ""
    reply: str = ""
    reply_on: date | None = None
    reply_route: str = ""
    reply_mode: str = ""
    reply_note: str = ""
    deputy: str = ""
    report_wanted: bool = False
    report_asked_on: date | None = None
    report_due_on: date | None = None
    report_received_on: date | None = None
    report_shared_on: date | None = None
    report_readable: str = ""
    report_shared_child_on: date | None = None
    report_from: int | None = None
    id: int = 0
    version: int = 0
    agency_name: str = ""
    group_code: str = ""
    report_from_reference: str = ""

    @property
    def stands(self) -> bool:
        """Whether the line is part of the list (not left out)."""
        return not self.left_out_reason

    @property
    def can_be_sent(self) -> bool:
        """Whether somebody is named, the line stands and it has not been sent."""
        return self.stands and bool(self.name) and self.sent_at is None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two lines the same invitation when the list is built again."""
        return (
            self.role_code,
            self.professional_id,
            self.household_member_id,
            self.child_id,
            "" if self.professional_id or self.household_member_id or self.child_id else self.agency_id,
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A doctor or mailbox who could be the paediatrician invited, with the reason for being proposed."""

    professional: Professional
    reason: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything the rules look at for one conference; `day` is the day ages are taken on."""

    conference_id: int
    type: ConferenceType
    day: date
    children: Sequence[Child]
    household: Sequence[HouseholdMember]
    involvements: Sequence[Involvement]
    needs: Sequence[Need]
    medicals: Sequence[Medical]
    paediatricians: Sequence[Professional]
    ages: Mapping[str, int]


def paediatrician_candidates(situation: Situation) -> list[Candidate]:
    """Whom to invite as paediatrician, best first: product rule 2.

    The doctor who examined the child; the treating consultant; the community or locality paediatrician;
    the named doctor for safeguarding or the duty mailbox. Later examinations come before earlier ones.
    """
    found: dict[int, Candidate] = {}
    directory = {doctor.id: doctor for doctor in situation.paediatricians}

    def add(doctor: Professional | None, reason: str) -> None:
        if doctor is not None and doctor.active:
            found.setdefault(doctor.id, Candidate(doctor, reason))

    by_day = sorted(situation.medicals, key=lambda medical: medical.examined_on, reverse=True)
    for kinds, verb in (
        (("child protection medical", "developmental assessment"), "examined"),
        (("treatment",), "treats"),
    ):
        for medical in by_day:
            if medical.kind in kinds:
                day = f"{medical.examined_on.day} {medical.examined_on:%B %Y}"
                when = f" on {day}" if verb == "examined" else f" (seen {day})"
                add(directory.get(medical.doctor_id), f"{verb} {medical.child_name}{when}")
    for post, title in PAEDIATRIC_POSTS.items():
        for doctor in situation.paediatricians:
            if doctor.paediatric_post == post:
                add(doctor, title)
    return list(found.values())


def proposed_list(situation: Situation, rules: Iterable[InvitationRule]) -> list[Invitation]:
    """The list as the rules make it, each line with its reason; people the chair excluded are left out."""
    lines: dict[tuple[object, ...], Invitation] = {}
    for rule in rules:
        if _applies(rule, situation):
            for line in _LINES[rule.who](rule, situation):
                lines.setdefault(line.key, _without_excluded(line, situation.needs))
    return list(lines.values())


def makes_the_same(situation: Situation, before: Sequence[InvitationRule], after: Sequence[InvitationRule]) -> bool:
    """Whether the rules in which the two differ make the same lines: then the whole lists are the same."""
    was, is_so = ({rule.code: rule for rule in rules} for rules in (before, after))
    other = [code for code in was | is_so if was.get(code) != is_so.get(code)]
    if any(rules[code].who == LAST_LIST for rules in (was, is_so) for code in other if code in rules):
        return False
    return all(_lines_by(was.get(code), situation) == _lines_by(is_so.get(code), situation) for code in other)


def _lines_by(rule: InvitationRule | None, situation: Situation) -> list[Invitation]:
    return proposed_list(situation, [rule] if rule else [])


def paediatrician_line(lines: Iterable[Invitation]) -> Invitation | None:
    """The paediatrician's line that matters: a sent one before a named one before an empty place."""
    standing = [line for line in lines if line.role_code == PAEDIATRICIAN and line.stands]
    standing.sort(key=lambda line: (line.sent_at is None, not line.name, line.id))
    return standing[0] if standing else None


def check_paediatrician_listed(lines: Iterable[Invitation]) -> None:
    """RuleBroken `no_paediatrician_listed` unless a paediatrician is named on the list."""
    line = paediatrician_line(lines)
    if line is None or not line.name:
        raise RuleBroken("no_paediatrician_listed")


def paediatrician_sent(lines: Iterable[Invitation], starts_at: datetime | None) -> bool:
    """Whether a paediatrician's invitation is recorded as sent before the conference starts."""
    return any(
        line.role_code == PAEDIATRICIAN
        and line.stands
        and line.sent_at is not None
        and (starts_at is None or line.sent_at < starts_at)
        for line in lines
    )


def all_required_sent(lines: Sequence[Invitation], found: Conference) -> bool:
    """Whether the paediatrician's and every other required line has been sent that has a name and may be sent."""
    waiting = [line for line in lines if line.level == "required" and line.can_be_sent and not excluded(line, found)]
    return paediatrician_sent(lines, found.starts_at) and not waiting


def as_booked(line: Invitation, found: Conference) -> Invitation:
    """The line, without the day its report is due where the day that was counted from is given up."""
    return replace(line, report_due_on=None) if found.status.is_called_off else line


def excluded(line: Invitation, found: Conference) -> bool:
    """Whether the chair excluded the person of this line."""
    return found.excludes(line.name, line.household_member_id, line.child_id)


def exclusion_words(need: Need) -> str:
    """Why an excluded person's line is left out: who decided, and when."""
    day = f" on {need.decided_on.day} {need.decided_on:%B %Y}" if need.decided_on else ""
    return f"excluded by {need.decided_by}{day}"


def left_out_by_exclusion(line: Invitation, before: Sequence[Need], now: Sequence[Need]) -> str:
    """Why a line is left out once the chair's decisions are `now`, "" where it stands: an exclusion's reason comes
    and goes with it, any other reason stays. A paediatrician's sent invitation stands: the record says it was sent.
    """
    was = exclusion_of(before, line.name, line.household_member_id, line.child_id)
    is_so = exclusion_of(now, line.name, line.household_member_id, line.child_id)
    for_another_reason = line.left_out_reason not in {"", exclusion_words(was) if was else ""}
    if for_another_reason or (line.role_code == PAEDIATRICIAN and line.sent_at is not None):
        return line.left_out_reason
    return exclusion_words(is_so) if is_so else ""


def paediatrician_words(lines: Iterable[Invitation]) -> str:
    """The paediatrician's state in words, for the head of the page and the agenda."""
    line = paediatrician_line(lines)
    if line is None or not line.name:
        return "no paediatrician named"
    return paediatrician_state_words(
        line.name, line.sent_at is not None, line.reply, line.report_received_on is not None
    )


def check_reply(reply: str, deputy: str) -> None:
    """RuleBroken `unknown_reply`, or `required` when a deputy is announced without a name."""
    if reply not in REPLIES:
        raise RuleBroken("unknown_reply", field="reply", reply=reply)
    if reply == "sending a deputy" and not deputy:
        raise RuleBroken("required", field="deputy", what="the deputy's name")


def _applies(rule: InvitationRule, situation: Situation) -> bool:
    when = rule.when
    if "types" in when and situation.type not in when["types"]:
        return False
    if when.get("involved") and not any(each.role_code == rule.role for each in situation.involvements):
        return False
    if "need" in when and not any(each.kind == when["need"] for each in situation.needs):
        return False
    return not ABOUT_CHILDREN & set(when) or bool(_children_meant(rule, situation))


def _children_meant(rule: InvitationRule, situation: Situation) -> list[Child]:
    when = rule.when
    if when.get("unborn"):
        return [child for child in situation.children if _unborn_or_newborn(child, situation.day, when)]
    low, high = (_age(when.get(key, default), situation) for key, default in (("age_from", 0), ("age_below", MOST_AGE)))
    meant = []
    for child in situation.children:
        age = child.age_on(situation.day)
        if (age is None and when.get("unborn_too")) or (age is not None and low <= age < high):
            meant.append(child)
    return meant


def _unborn_or_newborn(child: Child, day: date, when: Mapping[str, Any]) -> bool:
    """Unborn on that day, or born less than so many days before it."""
    if child.born_on is None or child.born_on > day:
        return True
    return (day - child.born_on).days < int(when.get("newborn_days", 0))


def _age(value: int | str, situation: Situation) -> int:
    return situation.ages[value] if isinstance(value, str) else value


def _reason(rule: InvitationRule, situation: Situation, who: str = "") -> str:
    children = all_of(child.name.split(" ")[0] for child in _children_meant(rule, situation))
    return rule.reason.replace("{children}", children).replace("{who}", who)


def _line(rule: InvitationRule, situation: Situation, **known: Any) -> Invitation:
    known["reason"] = _shortened(known.get("reason") or _reason(rule, situation))
    return Invitation(
        conference_id=situation.conference_id,
        role_code=rule.role,
        level=rule.level,
        rule_code=rule.code,
        report_wanted=rule.report,
        **known,
    )


def _involved_lines(rule: InvitationRule, situation: Situation) -> Iterator[Invitation]:
    involved = [each for each in situation.involvements if each.role_code == rule.role]
    for each in involved:
        reason = _reason(rule, situation) + (f": {each.about}" if each.about else "")
        yield _line(
            rule,
            situation,
            reason=reason,
            name=each.professional_name or each.agency_name,
            professional_id=each.professional_id,
            agency_id=each.agency_id,
        )
    if not involved:
        yield _line(rule, situation)


def _paediatrician_lines(rule: InvitationRule, situation: Situation) -> Iterator[Invitation]:
    candidates = paediatrician_candidates(situation)
    if not candidates:
        yield _line(rule, situation)
        return
    best = candidates[0]
    yield _line(
        rule,
        situation,
        name=best.professional.name,
        professional_id=best.professional.id,
        agency_id=best.professional.agency_id,
        choice_reason=best.reason,
    )


def _parent_lines(rule: InvitationRule, situation: Situation) -> Iterator[Invitation]:
    words = {"mother", "father", "parent", "stepmother", "stepfather", "carer"}
    for member in situation.household:
        parent = member.parental_responsibility or bool(words & _relation(member))
        if parent and member.left_on is None and not _father_of_unborn(member, situation):
            reason = (
                f"{member.relation}, parental responsibility" if member.parental_responsibility else member.relation
            )
            yield _line(rule, situation, reason=reason, name=member.name, household_member_id=member.id)


def _unborn_father_lines(rule: InvitationRule, situation: Situation) -> Iterator[Invitation]:
    for member in situation.household:
        if member.left_on is None and _father_of_unborn(member, situation):
            yield _line(rule, situation, name=member.name, household_member_id=member.id)


def _father_of_unborn(member: HouseholdMember, situation: Situation) -> bool:
    """A father without parental responsibility where every child is still unborn: considered [sussex-7.9]."""
    unborn = all(child.unborn_on(situation.day) for child in situation.children)
    return unborn and "father" in _relation(member) and not member.parental_responsibility


def _relation(member: HouseholdMember) -> set[str]:
    return set(member.relation.lower().split())


def _children_lines(rule: InvitationRule, situation: Situation) -> Iterator[Invitation]:
    for child in _children_meant(rule, situation):
        one = replace(situation, children=[child])
        yield _line(rule, one, name=child.name, child_id=child.id)


def _need_lines(rule: InvitationRule, situation: Situation) -> Iterator[Invitation]:
    """One place for all who need it: a second interpreter or advocate is added by hand."""
    needs = [need for need in situation.needs if need.kind == rule.when["need"]]
    said = "; ".join(f"{need.who} ({need.detail})" if need.detail else need.who for need in needs)
    if needs:
        yield _line(rule, situation, reason=_reason(rule, situation, said))


_LINES: Mapping[str, Callable[[InvitationRule, Situation], Iterator[Invitation]]] = {
    "involved": _involved_lines,
    "paediatrician": _paediatrician_lines,
    "parents": _parent_lines,
    "unborn_father": _unborn_father_lines,
    "children": _children_lines,
    "need": _need_lines,
    LAST_LIST: lambda rule, situation: iter(()),  # `last_list.with_last_list`, once the others have made theirs
}


def _without_excluded(line: Invitation, needs: Sequence[Need]) -> Invitation:
    need = exclusion_of(needs, line.name, line.household_member_id, line.child_id)
    return replace(line, left_out_reason=exclusion_words(need)) if need else line


def _shortened(reason: str) -> str:
    """A reason made of many names, cut to what the store keeps."""
    return reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 1].rstrip() + "…"
