"""What moving, postponing, adjourning or cancelling would bring with it, looked at before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from conference_app.domain.conference import Booking, Conference
from conference_app.domain.invitations import Invitation, excluded
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.rebooking import CalledBack, Kind, Wish
from conference_app.domain.timescales import margin
from conference_app.store import conferences, invitations, ledger, people, rebookings
from conference_app.store.ledger import DocumentIssue
from conference_app.store.store import Store
from conference_app.use_cases.call_back import must_be_told, replies_are_void
from conference_app.use_cases.invite import report_due
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.schedule_conference import Outlook, lawful_day_of, outlook_for


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who holds an invitation that is no longer true; `reply` is the one that is void, "" where none is."""

    name: str
    role_code: str
    route: str
    reply: str

    @property
    def is_paediatrician(self) -> bool:
        return self.role_code == PAEDIATRICIAN


@dataclass(frozen=True, slots=True)
class ReportNews:
    """A report that came for the earlier date, or one due on another day; `due_on` is None where it is not counted."""

    name: str
    received_on: date | None
    due_before: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Freed:
    """A chair or room that is free again at the time before."""

    name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything a change would bring with it.

    `outlook` is None where nothing is booked now; the margins are working days left to the limit counted from
    the day after and from the day itself, None without either. `chairs` are told besides the invited.
    """

    wish: Wish
    outlook: Outlook | None
    limit_on: date | None
    margin: int | None
    margin_from_the_day_itself: int | None
    told: tuple[Told, ...]
    chairs: tuple[str, ...]
    written_for_earlier: tuple[ReportNews, ...]
    due_again: tuple[ReportNews, ...]
    today: date
    freed: tuple[Freed, ...]
    out_of_date: tuple[DocumentIssue, ...]


def preview(store: Store, wish: Wish, *, today: date) -> Preview:
    """Look at a change before it is made; writes nothing. `wish.booking` may be half filled in, or missing."""
    found, booking = conferences.conference(store, wish.conference_id), wish.booking
    calendar = calendar_of(store)
    day = booking.starts_at.date() if booking else None
    first, second = (
        margin(day, limit, calendar) if day and limit else None for limit in (found.limit_on, found.stricter_limit_on)
    )
    touched = _touched(found, wish)
    lines = invitations.invitations(store, found.id)
    return Preview(
        wish=wish,
        outlook=outlook_for(store, found, booking) if booking else None,
        limit_on=lawful_day_of(store, found),
        margin=first,
        margin_from_the_day_itself=second,
        told=_told(found, wish, lines, rebookings.still_held(store, found.id)) if touched else (),
        chairs=_chairs(store, found, wish) if touched else (),
        written_for_earlier=_written_for_earlier(found, wish, lines),
        today=today,
        due_again=_due_again(store, found, wish, lines),
        freed=_freed(found, wish),
        out_of_date=tuple(each for each in ledger.issues(store, found.id) if not each.draft) if touched else (),
    )


def _touched(found: Conference, wish: Wish) -> bool:
    """Whether what people were told is no longer true."""
    if found.starts_at is None:
        return False
    return not wish.keeps_conference or (wish.booking is not None and must_be_told(found, wish.booking))


def _told(
    found: Conference, wish: Wish, lines: Sequence[Invitation], earlier: Mapping[int, CalledBack]
) -> tuple[Told, ...]:
    """The paediatrician first; who was left out or excluded since is not told again.

    Who holds the date of an `earlier` booking, and has not been sent another, is told as much as who holds this one.
    """
    void = wish.kind in {Kind.MOVED, Kind.POSTPONED} and (
        not wish.keeps_conference or (wish.booking is not None and replies_are_void(found, wish.booking))
    )
    lines = sorted(lines, key=lambda line: line.role_code != PAEDIATRICIAN)
    sent = ((line, line if line.sent_at is not None else earlier.get(line.id)) for line in lines)
    return tuple(
        Told(was.name, line.role_code, was.sent_route, line.reply if void else "")
        for line, was in sent
        if was is not None and line.stands and not excluded(line, found)
    )


def _chairs(store: Store, found: Conference, wish: Wish) -> tuple[str, ...]:
    """Who was to chair it, and who is now."""
    names = {chair.id: chair.name for chair in people.chairs(store)}
    ids = (found.chair_id, wish.booking.chair_id if wish.booking else None)
    return tuple(dict.fromkeys(names[each] for each in ids if each in names))


def _other_day(found: Conference, wish: Wish) -> bool:
    if not wish.keeps_conference:
        return wish.kind is not Kind.CANCELLED or wish.wants_replacement
    return wish.booking is not None and wish.booking.starts_at.date() != found.day


def _written_for_earlier(found: Conference, wish: Wish, lines: Sequence[Invitation]) -> tuple[ReportNews, ...]:
    if not _other_day(found, wish):
        return ()
    return tuple(
        ReportNews(line.name, line.report_received_on, line.report_due_on, None)
        for line in lines
        if line.report_received_on and line.stands
    )


def _due_again(store: Store, found: Conference, wish: Wish, lines: Sequence[Invitation]) -> tuple[ReportNews, ...]:
    """Reports still to come that are due on another day than before."""
    if not wish.keeps_conference or wish.booking is None:
        return ()
    practice, calendar = practice_of(store), calendar_of(store)
    moved = replace(found, starts_at=wish.booking.starts_at)
    news = []
    for line in lines:
        due = report_due(line, moved, practice, calendar)
        if line.stands and line.name and line.report_received_on is None and due != line.report_due_on:
            news.append(ReportNews(line.name, None, line.report_due_on, due))
    return tuple(news)


def _freed(found: Conference, wish: Wish) -> tuple[Freed, ...]:
    """Chair and room that are free again; people who met have used theirs."""
    if found.starts_at is None or found.ends_at is None or wish.kind is Kind.ADJOURNED or not found.status.is_ahead:
        return ()
    booking = wish.booking if wish.keeps_conference else None
    if wish.keeps_conference and booking is None:
        return ()
    overlaps = booking is not None and _overlaps(found, booking)
    names = []
    if not (overlaps and booking is not None and booking.chair_id == found.chair_id):
        names.append(found.chair_name)
    if found.mode != "video" and not (overlaps and booking is not None and booking.room_id == found.room_id):
        names.append(found.room_name)
    return tuple(Freed(name, found.starts_at, found.ends_at) for name in names if name)


def _overlaps(found: Conference, booking: Booking) -> bool:
    assert found.starts_at is not None
    assert found.ends_at is not None
    ends = booking.starts_at + timedelta(minutes=booking.minutes)
    return booking.starts_at < found.ends_at and found.starts_at < ends
