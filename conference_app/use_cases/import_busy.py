"""Take the busy times of a chair, a room or a paediatrician from their own calendar: a look first, then all of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from conference_app.domain.errors import RuleBroken
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.supply import Busy, Owner, Whose
from conference_app.domain.text import one_line
from conference_app.exchange.busy_times import BusyFile, BusyTime, NotUnderstood, Progress, read_busy_times
from conference_app.store import people, supply
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic

DAYS_AHEAD = 400


@dataclass(frozen=True, slots=True)
class BusyPreview:
    """What an import would do: times it adds, earlier ones of the same file it takes away, and what stays."""

    owner: Owner
    source: str
    added: list[Busy]
    gone: list[Busy]
    unchanged: int
    not_understood: list[NotUnderstood]


def owner_named(store: Store, name: str) -> Owner:
    """The chair, room or paediatrician of this name; RuleBroken `required`, `no_` or `several_owners_named`."""
    if not name.strip():
        raise RuleBroken("required", field="owner", what="the name of a chair, a room or a paediatrician")
    known = [(each.name, Owner(Whose.CHAIR, each.id)) for each in people.chairs(store)]
    known += [(each.name, Owner(Whose.ROOM, each.id)) for each in people.rooms(store)]
    doctors = people.professionals(store, role_code=PAEDIATRICIAN)
    known += [(each.name, Owner(Whose.DOCTOR, each.id)) for each in doctors]
    found = [owner for other, owner in known if other.casefold() == name.strip().casefold()]
    if not found:
        raise RuleBroken("no_owner_named", field="owner", name=name.strip())
    if len(found) > 1:
        raise RuleBroken("several_owners_named", field="owner", name=name.strip())
    return found[0]


def read_calendar(content: bytes, *, today: date, progress: Progress = lambda done, total: None) -> BusyFile:
    """What a calendar file says from today on: of a large one a matter of seconds, and nothing of the store."""
    return read_busy_times(content, today, today + timedelta(days=DAYS_AHEAD), progress=progress)


def preview_busy(store: Store, owner: Owner, content: bytes | BusyFile, *, source: str, today: date) -> BusyPreview:
    """What the file says from today on, beside what is kept of it already; writes nothing."""
    read = content if isinstance(content, BusyFile) else read_calendar(content, today=today)
    source = one_line(source, field="path", what="the name of the file")
    begins = datetime.combine(today, time())
    kept = [each for each in supply.busy_of(store, owner, ending_after=begins) if each.source == source]
    wanted = [_busy(each, owner, source) for each in read.times]
    same = {_fact(each) for each in kept} & {_fact(each) for each in wanted}
    return BusyPreview(
        owner,
        source,
        [each for each in wanted if _fact(each) not in same],
        [each for each in kept if _fact(each) not in same],
        len(same),
        read.not_understood,
    )


def import_busy(
    store: Store, owner: Owner, content: bytes | BusyFile, *, source: str, today: date, despite_faults: bool = False
) -> Outcome[BusyPreview]:
    """Keep what the file says, in place of what an earlier file of the same name said; all of it or nothing.

    RuleBroken `calendar_damaged` where a part was not understood and that is not accepted.
    """
    read = content if isinstance(content, BusyFile) else read_calendar(content, today=today)
    with store.write() as writing:
        seen = preview_busy(store, owner, read, source=source, today=today)
        if seen.not_understood and not despite_faults:
            first = seen.not_understood[0]
            raise RuleBroken(
                "calendar_damaged", field="path", number=len(seen.not_understood), entry=first.entry, why=first.why
            )
        if not (seen.gone or seen.added):
            return Outcome(seen, frozenset())
        supply.remove_all(writing, seen.gone)
        supply.keep_all(writing, seen.added)
        writing.record(
            "busy_imported",
            owner.whose.value if owner.whose is not Whose.DOCTOR else "professional",
            owner.id,
            source=seen.source,
            added=len(seen.added),
            gone=len(seen.gone),
            unchanged=seen.unchanged,
            not_understood=len(seen.not_understood),
        )
    return Outcome(seen, frozenset({Topic.DIARY}))


def _busy(each: BusyTime, owner: Owner, source: str) -> Busy:
    kind = "blocked" if owner.whose is Whose.ROOM else "leave" if each.away else "commitment"
    return of_owner(Busy(kind, each.starts_at, each.ends_at, each.what, source), owner)


def of_owner(busy: Busy, owner: Owner) -> Busy:
    """The same time, of this chair, room or paediatrician."""
    return replace(
        busy,
        chair_id=owner.id if owner.whose is Whose.CHAIR else None,
        room_id=owner.id if owner.whose is Whose.ROOM else None,
        professional_id=owner.id if owner.whose is Whose.DOCTOR else None,
    )


def _fact(busy: Busy) -> tuple[str, datetime, datetime, str]:
    return busy.kind, busy.starts_at, busy.ends_at, busy.what
