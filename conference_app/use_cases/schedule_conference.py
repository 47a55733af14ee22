"""Book a conference: day, time, mode, room and chair; the limit stays where it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from conference_app.domain.calendar import EARLIEST, LATEST, WorkingCalendar
from conference_app.domain.conference import MODES, Booking, Conference
from conference_app.domain.conference_status import ConferenceType, Status, check_step
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.rebooking import Kind, Wish, reason_words
from conference_app.domain.spoken_dates import time_words
from conference_app.domain.text import one_line, paragraph
from conference_app.domain.timescales import margin
from conference_app.scheduling.facts import Obstacle
from conference_app.store import conferences, invitations, people
from conference_app.store.store import Store, Writing
from conference_app.use_cases.booking_faults import diary_faults
from conference_app.use_cases.call_back import call_back, keep_rebooking, move_of, must_be_told, replies_are_void
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.invite import report_due
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

SHORTEST, LONGEST = 15, 480  # minutes
CHANGED = frozenset({Topic.CONFERENCES, Topic.DIARY, Topic.INVITATIONS})


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a booking would mean: working days left to the limit, and what has to be said about it.

    `margin` is None without a limit; `obstacles` are broken rules that forbid the booking, `warnings` codes
    that only want to be seen, and so do `cautions`: what the diary says besides, for `slot_words.obstacle_words`.
    """

    margin: int | None
    late: bool
    obstacles: tuple[RuleBroken, ...]
    warnings: tuple[str, ...]
    cautions: tuple[Obstacle, ...] = ()


def outlook(store: Store, conference_id: int, booking: Booking) -> Outlook:
    """Look at a booking before it is made; writes nothing."""
    return outlook_for(store, conferences.conference(store, conference_id), booking)


def outlook_for(store: Store, found: Conference, booking: Booking) -> Outlook:
    """The same for a conference that may not be kept yet."""
    calendar = calendar_of(store)
    day = booking.starts_at.date()
    if not EARLIEST <= day <= LATEST:
        return Outlook(None, False, tuple(_forbidden(found, booking, calendar)), ())
    away, cautions = diary_faults(store, found, booking)
    obstacles = _forbidden(found, booking, calendar) + clashes(store, found, booking) + away
    warnings = []
    if not calendar.is_working_day(day) and found.type is not ConferenceType.INITIAL:
        warnings.append("not_a_working_day")
    limit = lawful_day_of(store, found)
    if found.stricter_limit_on and limit and found.stricter_limit_on < day <= limit:
        warnings.append("past_the_stricter_limit")
    left = margin(day, limit, calendar) if limit else None
    return Outlook(left, left is not None and left < 0, tuple(obstacles), tuple(warnings), tuple(cautions))


@dataclass(frozen=True, slots=True)
class Booked:
    """What came of booking: whether anything changed, and the move that was kept where there was a booking before."""

    changed: bool
    rebooking_id: int | None = None


def schedule_conference(store: Store, conference_id: int, booking: Booking, *, seen: int, today: date) -> Outcome[int]:
    """Book or move a conference, without a reason for the move; `rebook` asks for one.

    A day past the limit needs a reason and an approver [liverpool-icpc].
    """
    done = book_conference(store, conference_id, booking, seen=seen, today=today)
    return Outcome(conference_id, CHANGED if done.changed else frozenset())


def book_conference(
    store: Store, conference_id: int, booking: Booking, *, seen: int, today: date, wish: Wish | None = None
) -> Booked:
    """The one place that books; `wish` says why one is moved that has a booking.

    What the booking was is kept with the move, so that it can be taken back; invitations already sent are to
    be sent again, and a conference moved after it was invited is booked again.
    """
    with store.write() as writing:
        found = replace(conferences.conference(store, conference_id), version=seen)
        check_step(found.status, Status.BOOKED)
        checked = _checked(store, found, booking)
        late = _late(store, found, checked)
        if not late:
            checked = replace(checked, late_reason="", late_approver="")
        # Looked for while nobody else can write, so that the booking in the way can be named; the store's own
        # triggers refuse it in any case.
        raise_all(clashes(store, found, checked) + diary_faults(store, found, checked)[0])
        if _booked_like_this(found, checked):
            return Booked(changed=False)
        told = must_be_told(found, checked)
        status = found.status if found.status is Status.INVITED and not told else Status.BOOKED
        conferences.book(writing, found, checked, status, today if late else None)
        rebooking_id, again = None, 0
        wish = wish or move_of(found, checked)
        if told:
            rebooking_id = keep_rebooking(store, writing, found, wish)
            void = replies_are_void(found, checked)
            again = call_back(store, writing, conference_id, rebooking_id, replies_void=void)
        elif found.starts_at is None:
            _count_reports(store, writing, conference_id)
        _record_booking(writing, found, checked, wish, again)
    return Booked(changed=True, rebooking_id=rebooking_id)


def _record_booking(writing: Writing, found: Conference, booking: Booking, wish: Wish, again: int) -> None:
    moved = found.starts_at is not None
    why = reason_words(wish.reason_code, wish.reason) if moved else ""
    writing.record(
        "moved" if moved else "booked",
        "conference",
        found.id,
        reason=". ".join(part for part in (why, booking.late_reason) if part),
        before=found.starts_at,
        starts_at=booking.starts_at,
        minutes=booking.minutes,
        mode=booking.mode,
        room=booking.room_id,
        chair=booking.chair_id,
        approver=booking.late_approver,
        approved_by=wish.approved_by if wish.kind is Kind.POSTPONED else "",
        invitations_to_send_again=again,
    )


def _booked_like_this(found: Conference, booking: Booking) -> bool:
    """Whether nothing would change."""
    late = (found.late_reason, found.late_approver) == (booking.late_reason, booking.late_approver)
    return found.starts_at is not None and late and not must_be_told(found, booking)


def _checked(store: Store, found: Conference, booking: Booking) -> Booking:
    collect = Collecting()
    checked = replace(
        booking,
        joining=collect(one_line, booking.joining, field="joining", what="the joining link", most=500, required=False),
        late_reason=collect(paragraph, booking.late_reason, field="late_reason", what="the reason", required=False),
        late_approver=collect(
            one_line, booking.late_approver, field="late_approver", what="who approved", required=False
        ),
    )
    for broken in _forbidden(found, checked, calendar_of(store)):
        collect.add(broken)
    for broken in not_usable(store, checked):
        collect.add(broken)
    if checked.mode not in MODES:
        collect.add(RuleBroken("required", field="mode", what="how people meet"))
    if checked.mode != "video" and checked.room_id is None:
        collect.add(RuleBroken("required", field="room_id", what="the room"))
    late, limit = _late(store, found, checked), lawful_day_of(store, found)
    if late and not checked.late_reason:
        collect.add(RuleBroken("late_needs_reason", field="late_reason", limit=limit))
    if late and not checked.late_approver:
        collect.add(RuleBroken("late_needs_approver", field="late_approver", limit=limit))
    raise_all(collect.broken)
    return checked


def not_usable(store: Store, booking: Booking) -> list[RuleBroken]:
    """A chair or room that is not known, or no longer in use."""
    wrong = []
    chair = next((each for each in people.chairs(store) if each.id == booking.chair_id), None)
    if chair is None:
        wrong.append(RuleBroken("required", field="chair_id", what="the chair"))
    elif not chair.active:
        wrong.append(RuleBroken("chair_inactive", field="chair_id", name=chair.name))
    if booking.room_id is not None:
        room = next((each for each in people.rooms(store) if each.id == booking.room_id), None)
        if room is None:
            wrong.append(RuleBroken("required", field="room_id", what="the room"))
        elif not room.active:
            wrong.append(RuleBroken("room_inactive", field="room_id", name=room.name))
    return wrong


def _forbidden(found: Conference, booking: Booking, calendar: WorkingCalendar) -> list[RuleBroken]:
    day = booking.starts_at.date()
    if not EARLIEST <= day <= LATEST:
        text = f"{day.day}/{day.month}/{day.year}"
        return [RuleBroken("date_out_of_range", field="day", text=text, first=EARLIEST.year, last=LATEST.year)]
    wrong = []
    why = calendar.why_not_working(day)
    if why and found.type is ConferenceType.INITIAL:
        wrong.append(RuleBroken("initial_on_non_working_day", field="day", why=why, day=day))
    if found.counted_from and day < found.counted_from:
        wrong.append(RuleBroken("before_the_clock_started", field="day", start=found.counted_from))
    if not SHORTEST <= booking.minutes <= LONGEST:
        wrong.append(
            RuleBroken(
                "number_out_of_range", field="minutes", what="The length in minutes", least=SHORTEST, most=LONGEST
            )
        )
    elif (booking.starts_at + timedelta(minutes=booking.minutes)).date() != day:
        wrong.append(RuleBroken("ends_on_another_day", field="minutes"))
    return wrong


def lawful_day_of(store: Store, found: Conference) -> date | None:
    """The last lawful day by the count this authority goes by [notts-cs, ssd-icpc]."""
    by_the_day_itself = practice_of(store).text("count_from") == "the day itself"
    return found.stricter_limit_on if by_the_day_itself else found.limit_on


def _late(store: Store, found: Conference, booking: Booking) -> bool:
    limit = lawful_day_of(store, found)
    return limit is not None and booking.starts_at.date() > limit


def clashes(store: Store, found: Conference, booking: Booking) -> list[RuleBroken]:
    """The bookings in the way, each named."""
    wrong = []
    for what in ("chair", "room", "family"):
        other = conferences.clashing(store, found.id, booking, found.family_id, what)
        if other is not None:
            wrong.append(
                RuleBroken(
                    f"{what}_taken",
                    field={"family": "day"}.get(what, f"{what}_id"),
                    reference=other.reference,
                    family=other.family_name,
                    starts_at=other.starts_at,
                    ends_at=time_words(other.ends_at.time()) if other.ends_at else "",
                    name={"chair": other.chair_name, "room": other.room_name}.get(what, other.family_name),
                )
            )
    return wrong


def _count_reports(store: Store, writing: Writing, conference_id: int) -> None:
    """Reports are due so many working days before the day it is booked for."""
    found, practice, calendar = conferences.conference(store, conference_id), practice_of(store), calendar_of(store)
    for line in invitations.invitations(store, conference_id):
        due = report_due(line, found, practice, calendar)
        if due != line.report_due_on:
            invitations.change(writing, line, report_due_on=due)
