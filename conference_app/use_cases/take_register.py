"""Keep the register of a conference and say that it was held."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from conference_app import rulebook
from conference_app.domain.attendance import ATTENDANCE_MODES, PRESENCES, Attendance
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status, check_step
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitations import Invitation, excluded, paediatrician_sent
from conference_app.domain.quorum import Quorum, QuorumRule, leaving_breaks, quorum
from conference_app.domain.text import one_line, paragraph
from conference_app.domain.typed_dates import typed_time
from conference_app.store import attendance, conferences, invitations
from conference_app.store.store import Store, Writing
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import practice_of

CHANGED = frozenset({Topic.ATTENDANCE})


def register_of(store: Store, conference_id: int) -> list[Attendance]:
    """The register as the screen shows it: everybody invited in the list's order, then who came uninvited.

    Nobody the chair excluded is expected; whoever came all the same is written down and stays.

    Lines not written down yet have id 0 and say "absent" until somebody comes or sends apologies.
    """
    found = conferences.conference(store, conference_id)
    written = attendance.register(store, conference_id)
    by_invitation = {person.invitation_id: person for person in written if person.invitation_id is not None}
    invited = [
        by_invitation.get(line.id) or _expected(line, found)
        for line in invitations.invitations(store, conference_id)
        if line.id in by_invitation or _awaited(line, found)
    ]
    return invited + [person for person in written if person.invitation_id is None]


def _awaited(line: Invitation, found: Conference) -> bool:
    return line.stands and bool(line.name) and not excluded(line, found)


def _expected(line: Invitation, found: Conference) -> Attendance:
    """Who is looked for in the room: the deputy where one was named whom the chair has not excluded since."""
    deputy = "" if found.excludes(line.deputy) else line.deputy
    return Attendance(
        line.conference_id,
        deputy or line.name,
        line.role_code,
        "apologies" if line.reply == "not coming" else "absent",
        line.id,
        line.agency_id,
        representing=line.name if deputy else "",
        agency_name=line.agency_name,
        group_code=line.group_code,
    )


def keep_attendance(store: Store, person: Attendance, *, inquorate_reason: str = "") -> Outcome[int]:
    """Write down or correct one person: also somebody who was never invited.

    After the conference was held somebody must stay present, and its status follows the quorum: without one
    the chair's reason for going on is needed.
    """
    collect = Collecting()
    checked = replace(
        person,
        name=collect(one_line, person.name, field="name", what="the person's name"),
        representing=collect(
            one_line, person.representing, field="representing", what="whom the person represents", required=False
        ),
        arrived=collect(_clock_time, person.arrived, field="arrived"),
        left_at=collect(_clock_time, person.left_at, field="left_at"),
    )
    if person.role_code not in rulebook.roles():
        collect.add(RuleBroken("required", field="role_code", what="the role"))
    if person.presence not in PRESENCES or person.mode not in ATTENDANCE_MODES:
        collect.add(RuleBroken("required", field="presence", what="whether the person was present"))
    if checked.arrived and checked.left_at and checked.left_at < checked.arrived:
        collect.add(RuleBroken("left_before_arriving", field="left_at"))
    raise_all(collect.broken)
    with store.write() as writing:
        found = conferences.conference(store, person.conference_id)
        if checked.id and checked in attendance.register(store, found.id):
            return Outcome(checked.id, frozenset())
        person_id = attendance.keep(writing, checked)
        writing.record(
            "attendance_recorded",
            "conference",
            person.conference_id,
            name=checked.name,
            presence=checked.presence,
            arrived=checked.arrived,
            left=checked.left_at,
        )
        changed = _held_as_registered(store, writing, found, inquorate_reason)
    return Outcome(person_id, CHANGED | changed)


def strike_off(store: Store, person: Attendance, *, inquorate_reason: str = "") -> Outcome[int]:
    """Take somebody off the register who was written down by mistake; after it was held as for `keep_attendance`."""
    with store.write() as writing:
        found = conferences.conference(store, person.conference_id)
        attendance.remove(writing, person)
        writing.record("attendance_removed", "conference", person.conference_id, name=person.name)
        changed = _held_as_registered(store, writing, found, inquorate_reason)
    return Outcome(person.id, CHANGED | changed)


def _held_as_registered(store: Store, writing: Writing, found: Conference, reason: str) -> frozenset[Topic]:
    """Keep the status of a held conference true to its corrected register."""
    if not found.status.was_held:
        return frozenset()
    if not any(person.presence == "present" for person in attendance.register(store, found.id)):
        raise RuleBroken("register_would_be_empty")
    met = quorum_at_its_best(store, found.id).met
    status = Status.HELD if met else Status.HELD_INQUORATE
    if status is found.status:
        return frozenset()
    check_step(found.status, status)
    if not met and not reason.strip():
        raise RuleBroken("inquorate_needs_reason", field="inquorate_reason")
    why = "" if met else paragraph(reason, field="inquorate_reason", what="why the chair went on without a quorum")
    conferences.set_columns(writing, found, status=status)
    writing.record(status.value.replace(" ", "_"), "conference", found.id, reason=why, status_before=found.status)
    return frozenset({Topic.CONFERENCES, Topic.DECISIONS})


def quorum_of(store: Store, conference_id: int) -> Quorum:
    """The quorum from those in the room now, by this authority's rule."""
    rule = QuorumRule.of(practice_of(store))
    return quorum(attendance.register(store, conference_id), rule, rulebook.roles())


def quorum_depends_on(store: Store, conference_id: int) -> list[str]:
    """The names of those whose leaving would break the quorum as it is now."""
    rule = QuorumRule.of(practice_of(store))
    return leaving_breaks(attendance.register(store, conference_id), rule, rulebook.roles())


def quorum_at_its_best(store: Store, conference_id: int) -> Quorum:
    """The quorum counting everybody who was present at all: what decides whether it was held inquorate."""
    rule = QuorumRule.of(practice_of(store))
    there = [replace(person, left_at="") for person in attendance.register(store, conference_id)]
    return quorum(there, rule, rulebook.roles())


def paediatrician_was_invited(store: Store, conference_id: int) -> bool:
    """Whether the conference can be recorded as held without a breach: one was invited before it started."""
    found = conferences.conference(store, conference_id)
    return paediatrician_sent(invitations.invitations(store, conference_id), found.starts_at)


def hold_conference(
    store: Store,
    conference_id: int,
    *,
    seen: int,
    now: datetime,
    breach_chair: str = "",
    breach_reason: str = "",
    inquorate_reason: str = "",
) -> Outcome[Status]:
    """Say that a conference was held; the register decides whether it was quorate.

    With no paediatrician invited it can be recorded only as a breach, with the chair's name and the reason;
    the breach stays. Held inquorate needs the chair's reason for going on [sussex-7.8].
    """
    with store.write() as writing:
        found = replace(conferences.conference(store, conference_id), version=seen)
        if found.starts_at is None or found.starts_at > now:
            raise RuleBroken("not_yet_held", starts_at=found.starts_at)
        met = quorum_at_its_best(store, conference_id).met
        status = Status.HELD if met else Status.HELD_INQUORATE
        if found.status.was_held:  # from here on only a corrected register changes it
            raise RuleBroken("unlawful_step", now=found.status.value, then=status.value)
        check_step(found.status, status)
        if not any(person.presence == "present" for person in attendance.register(store, conference_id)):
            raise RuleBroken("register_is_empty")
        collect = Collecting()
        invited = paediatrician_was_invited(store, conference_id)
        if not invited:
            breach_chair, breach_reason = checked_breach(collect, breach_chair, breach_reason)
        if not met:
            inquorate_reason = collect(
                paragraph, inquorate_reason, field="inquorate_reason", what="why the chair went on without a quorum"
            )
        raise_all(collect.broken)
        if not invited:
            keep_breach(writing, conference_id, breach_chair, breach_reason, now, store.actor)
        conferences.set_columns(writing, found, status=status)
        why = "" if met else inquorate_reason
        writing.record(status.value.replace(" ", "_"), "conference", conference_id, reason=why)
    return Outcome(status, CHANGED | {Topic.CONFERENCES, Topic.DECISIONS})


def checked_breach(collect: Collecting, chair: str, reason: str) -> tuple[str, str]:
    """Who answers for a breach, and why; RuleBroken `held_without_paediatrician` when neither is said."""
    if not chair.strip() and not reason.strip():
        raise RuleBroken("held_without_paediatrician")
    return (
        collect(one_line, chair, field="breach_chair", what="the chair's name"),
        collect(paragraph, reason, field="breach_reason", what="why no paediatrician was invited"),
    )


def keep_breach(writing: Writing, conference_id: int, chair: str, reason: str, at: datetime, by: str) -> None:
    """Write down that people met with no paediatrician invited; nobody can take it back."""
    conferences.keep_breach(writing, conference_id, chair, reason, at, by)
    writing.record("breach_recorded", "conference", conference_id, reason=reason, chair=chair)


def _clock_time(text: str, *, field: str) -> str:
    return f"{typed_time(text, field=field):%H:%M}" if text.strip() else ""
