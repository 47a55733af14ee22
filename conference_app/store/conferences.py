"""Conferences with what was asked for and where they are booked, as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from conference_app.domain.conference import (
    Booking,
    Breach,
    Conference,
    Involvement,
    Need,
    Request,
    StrategyDiscussion,
)
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child, Medical
from conference_app.domain.timescales import Limit
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

_JOINED = {
    "family_name",
    "chair_name",
    "room_name",
    "room_place",
    "room_access",
    "discussions",
    "needs",
    "involvements",
}
_SELECT = (
    f"SELECT {columns(Conference, without=_JOINED, table='conference')}, family.name, coalesce(chair.name, ''), "
    "coalesce(room.name, ''), coalesce(room.place, ''), coalesce(room.access, '') FROM conference "
    "JOIN family ON family.id = family_id LEFT JOIN chair ON chair.id = chair_id LEFT JOIN room ON room.id = room_id "
)


def conference(store: Store, conference_id: int) -> Conference:
    """One conference with discussions, needs and involved agencies; RuleBroken `no_conference`."""
    return _whole(store, store.rows(_SELECT + "WHERE conference.id = ?", (conference_id,)), str(conference_id))


def conference_by_reference(store: Store, reference: str) -> Conference:
    """The same by the reference people use; RuleBroken `no_conference`, or `required` for none."""
    if not reference.strip():
        raise RuleBroken("required", field="reference", what="the reference of a conference")
    return _whole(store, store.rows(_SELECT + "WHERE reference = ?", (reference.strip().upper(),)), reference)


def _whole(store: Store, rows: list[Any], named: str) -> Conference:
    found = read_all(Conference, rows)
    if not found:
        raise RuleBroken("no_conference", reference=named)
    key = (found[0].id,)
    return replace(
        found[0],
        discussions=read_all(
            StrategyDiscussion,
            store.rows(
                f"SELECT {columns(StrategyDiscussion)} FROM strategy_discussion WHERE conference_id = ? "
                "ORDER BY held_on, id",
                key,
            ),
        ),
        needs=read_all(
            Need,
            store.rows(
                f"SELECT {columns(Need, without={'known_as'}, table='need')}, "
                "coalesce(household_member.name, child.name, '') FROM need "
                "LEFT JOIN household_member ON household_member.id = need.household_member_id "
                "LEFT JOIN child ON child.id = need.child_id WHERE conference_id = ? ORDER BY need.id",
                key,
            ),
        ),
        involvements=read_all(
            Involvement,
            store.rows(
                "SELECT involvement.role_code, involvement.agency_id, professional_id, about, agency.name, "
                "coalesce(professional.name, '') FROM involvement JOIN agency ON agency.id = involvement.agency_id "
                "LEFT JOIN professional ON professional.id = professional_id WHERE conference_id = ? "
                "ORDER BY involvement.id",
                key,
            ),
        ),
    )


def children_of(store: Store, conference_id: int) -> list[Child]:
    """The children a conference is about, eldest first."""
    return read_all(
        Child,
        store.rows(
            f"SELECT {columns(Child, table='child')} FROM child JOIN conference_child ON child_id = child.id "
            "WHERE conference_id = ? ORDER BY coalesce(born_on, expected_on), name",
            (conference_id,),
        ),
    )


def medicals_of(store: Store, conference_id: int) -> list[Medical]:
    """The examinations of the children a conference is about, latest first."""
    wanted = columns(Medical, without={"doctor_name", "child_name"}, table="medical")
    return read_all(
        Medical,
        store.rows(
            f"SELECT {wanted}, professional.name, child.name FROM medical "
            "JOIN professional ON professional.id = doctor_id JOIN child ON child.id = medical.child_id "
            "JOIN conference_child ON conference_child.child_id = child.id "
            "WHERE conference_id = ? ORDER BY examined_on DESC, medical.id",
            (conference_id,),
        ),
    )


def _need(row: tuple[Any, ...]) -> Need:
    kind, who, detail, asked_on, decision, decided_by, decided_on, *whom = row
    asked, decided = (date.fromisoformat(day) if day else None for day in (asked_on, decided_on))
    return Need(kind, who, detail, asked, decision, decided_by, decided, *whom)


def previous_held(store: Store, family_id: int, before: str) -> Conference | None:
    """The family's latest conference held before a day (ISO), or None."""
    found = store.value(
        "SELECT id FROM conference WHERE family_id = ? AND status IN ('held', 'held inquorate') AND starts_at < ? "
        "ORDER BY starts_at DESC LIMIT 1",
        (family_id, before),
    )
    return conference(store, found) if found else None


def ahead_with_a_list(store: Store) -> list[int]:
    """The conferences asked for, booked or invited that have an invitation list, by their day, unbooked ones last."""
    rows = store.rows(
        "SELECT id FROM conference WHERE status IN ('requested', 'booked', 'invited') AND EXISTS "
        "(SELECT 1 FROM invitation WHERE conference_id = conference.id) ORDER BY starts_at IS NULL, starts_at, id"
    )
    return [row[0] for row in rows]


def next_review(store: Store, family_id: int, after: date) -> Conference | None:
    """The family's first review asked for or booked after a day, or None."""
    found = store.value(
        "SELECT id FROM conference WHERE family_id = ? AND type = 'review' AND status IN ('requested', 'booked', "
        "'invited') AND (starts_at IS NULL OR starts_at >= date(?, '+1 day')) ORDER BY starts_at IS NULL, starts_at "
        "LIMIT 1",
        (family_id, after),
    )
    return conference(store, found) if found else None


def next_reference(store: Store, year: int) -> str:
    """The next free reference of a year: CP-2027-0142."""
    last = store.value(
        "SELECT max(cast(substr(reference, 9) AS INTEGER)) FROM conference WHERE reference >= ? AND reference < ?",
        (f"CP-{year}-", f"CP-{year}-:"),
    )
    return f"CP-{year}-{(last or 0) + 1:04d}"


def insert(writing: Writing, reference: str, request: Request, limit: Limit | None) -> int:
    """Keep a new request under its reference."""
    conference_id = writing.insert(
        "conference",
        reference=reference,
        status=Status.REQUESTED,
        type=request.type,
        family_id=request.family_id,
        **_request_columns(request),
        **_limit_columns(limit),
    )
    _keep_parts(writing, conference_id, request)
    return conference_id


def change_request(writing: Writing, conference_id: int, version: int, request: Request, limit: Limit | None) -> None:
    """Replace what was asked for; the booking stays as it is."""
    writing.update("conference", conference_id, version, **_request_columns(request), **_limit_columns(limit))
    for table in ("conference_child", "strategy_discussion", "need", "involvement"):
        writing.execute(f"DELETE FROM {table} WHERE conference_id = ?", (conference_id,))
    _keep_parts(writing, conference_id, request)


def _request_columns(request: Request) -> dict[str, object]:
    names = (
        "requested_on",
        "requested_by",
        "requesting_agency",
        "reason",
        "section47_on",
        "notice_on",
        "previous_id",
        "previous_on",
        "previous_was_initial",
    )
    return {name: getattr(request, name) for name in names}


def _limit_columns(limit: Limit | None) -> dict[str, object]:
    if limit is None:
        return {"counted_from": None, "limit_on": None, "stricter_limit_on": None, "limit_provisional": False}
    return {
        "counted_from": limit.start,
        "limit_on": limit.limit,
        "stricter_limit_on": limit.stricter,
        "limit_provisional": limit.provisional,
    }


def _keep_parts(writing: Writing, conference_id: int, request: Request) -> None:
    for child_id in request.child_ids:
        writing.insert("conference_child", conference_id=conference_id, child_id=child_id)
    for discussion in request.discussions:
        writing.insert("strategy_discussion", conference_id=conference_id, **asdict(discussion))
    for need in request.needs:
        kept = {name: value for name, value in asdict(need).items() if name != "known_as"}
        writing.insert("need", conference_id=conference_id, **kept)
    for each in request.involvements:
        writing.insert(
            "involvement",
            conference_id=conference_id,
            role_code=each.role_code,
            agency_id=each.agency_id,
            professional_id=each.professional_id,
            about=each.about,
        )


def book(writing: Writing, found: Conference, booking: Booking, status: Status, approved_on: date | None) -> None:
    """Write when, where and under whom; the store refuses a chair, room or family booked twice."""
    writing.update(
        "conference",
        found.id,
        found.version,
        status=status,
        starts_at=booking.starts_at,
        ends_at=booking.starts_at + timedelta(minutes=booking.minutes),
        mode=booking.mode,
        joining=booking.joining,
        room_id=booking.room_id,
        chair_id=booking.chair_id,
        late_reason=booking.late_reason,
        late_approver=booking.late_approver,
        late_approved_on=approved_on,
    )


def set_columns(writing: Writing, found: Conference, **changes: object) -> None:
    """Change single facts of a conference whose version was seen."""
    writing.update("conference", found.id, found.version, **changes)


def set_limit(writing: Writing, found: Conference, limit: Limit, **changes: object) -> None:
    """Keep another count of the limit of a conference whose version was seen, and what changes with it."""
    set_columns(writing, found, **_limit_columns(limit), **changes)


def clashing(store: Store, conference_id: int, booking: Booking, family_id: int, what: str) -> Conference | None:
    """The booking that stands in the way of another: `what` is "chair", "room" or "family"."""
    wanted = {"chair": booking.chair_id, "room": booking.room_id, "family": family_id}[what]
    found = store.value(
        f"SELECT id FROM conference WHERE {what}_id = ? AND id <> ? AND status NOT IN ('postponed', 'cancelled') "
        "AND starts_at < ? AND ends_at > ? AND starts_at >= ? ORDER BY starts_at LIMIT 1",
        (
            wanted,
            conference_id,
            booking.starts_at + timedelta(minutes=booking.minutes),
            booking.starts_at,
            booking.starts_at.date(),
        ),
    )
    return conference(store, found) if found else None


def breach(store: Store, conference_id: int) -> Breach | None:
    """The breach of the paediatrician rule on this conference, if there is one."""
    found = read_all(
        Breach, store.rows(f"SELECT {columns(Breach)} FROM breach WHERE conference_id = ?", (conference_id,))
    )
    return found[0] if found else None


def keep_breach(writing: Writing, conference_id: int, chair_name: str, reason: str, at: datetime, by: str) -> None:
    """Write a breach; the store lets nobody change or remove it."""
    writing.insert(
        "breach", conference_id=conference_id, chair_name=chair_name, reason=reason, recorded_at=at, recorded_by=by
    )


def exclusions_of_families(store: Store, family_ids: Iterable[int]) -> list[tuple[int, int, str, str, Need]]:
    """Whom the chair excluded from which conference of these families: family, conference, reference, status, need."""
    wanted = columns(Need, without={"known_as"}, table="need")
    rows = store.tuples(
        f"SELECT conference.family_id, conference.id, reference, status, {wanted}, "
        "coalesce(household_member.name, child.name, '') FROM need "
        "JOIN conference ON conference.id = need.conference_id "
        "LEFT JOIN household_member ON household_member.id = need.household_member_id "
        "LEFT JOIN child ON child.id = need.child_id "
        "WHERE conference.family_id IN (SELECT value FROM json_each(?)) AND decision = 'excluded' "
        "ORDER BY starts_at IS NOT NULL, starts_at DESC, need.id",
        (json.dumps(sorted(set(family_ids))),),
    )
    needs = [_need(row[4:]) for row in rows]
    return [(row[0], row[1], row[2], row[3], need) for row, need in zip(rows, needs, strict=True)]
