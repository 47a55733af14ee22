"""A few free slots for a conference, to choose from; writes nothing."""

from __future__ import annotations

from datetime import date

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import ConferenceType
from conference_app.scheduling.slots import Search, Slot, free_slots
from conference_app.store import conferences, diary, people
from conference_app.store.store import Store
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

PROPOSED = 5
DAYS_WITHOUT_LIMIT = 15  # working days looked at where no limit is known, or it has passed


def propose_slots(
    store: Store, found: Conference, *, minutes: int, mode: str, limit: date | None, today: date
) -> list[Slot]:
    """Free slots on the working days after today up to the limit; the chair the family knows is asked first.

    The slot the conference has already is none of them.
    """
    calendar = calendar_of(store)
    chairs = _chairs(store, found)
    rooms = [None] if mode == "video" else [room.id for room in people.rooms(store) if room.active]
    days = _days(calendar, today, limit)
    if not chairs or not days:
        return []
    key = "review_invite_wd" if found.type is ConferenceType.REVIEW else "invite_notice_wd"
    notice = calendar.add(today, practice_of(store).integer(key))
    search = Search(found.family_id, minutes, chairs, rooms, notice)
    free = free_slots(days, search, diary.taken(store, days[0], days[-1], without=found.id), most=PROPOSED + 1)
    return [slot for slot in free if not _has(found, slot)][:PROPOSED]


def _has(found: Conference, slot: Slot) -> bool:
    """Whether the conference is booked just there."""
    booked = Slot(found.starts_at, found.chair_id, found.room_id) if found.starts_at and found.chair_id else None
    return found.status.is_ahead and slot == booked


def _chairs(store: Store, found: Conference) -> list[int]:
    """The active chairs, the one of this conference or else of the family's last one first."""
    before = conferences.previous_held(store, found.family_id, "9999")
    known = found.chair_id or (before.chair_id if before else None)
    active = [chair.id for chair in people.chairs(store) if chair.active]
    return sorted(active, key=lambda chair: chair != known)


def _days(calendar: WorkingCalendar, today: date, limit: date | None) -> list[date]:
    last = limit if limit is not None and limit > today else calendar.add(today, DAYS_WITHOUT_LIMIT)
    return [calendar.add(today, number) for number in range(1, calendar.between(today, last) + 1)]
