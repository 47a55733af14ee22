"""Book a conference: day, time, mode, room and chair; the limit stays where it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from conference_app.domain.calendar import EARLIEST, LATEST, WorkingCalendar
from conference_app.domain.conference import MODES, Booking, Conference
from conference_app.domain.conference_status import ConferenceType, Status, check_step
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitations import paediatrician_sent
from conference_app.domain.spoken_dates import time_words
from conference_app.domain.text import one_line, paragraph
from conference_app.domain.timescales import margin
from conference_app.scheduling.facts import Obstacle
from conference_app.store import conferences, invitations, people
from conference_app.store.store import Store, Writing
from conference_app.use_cases.booking_faults import diary_faults
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.invite import report_due
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.take_register import checked_breach, keep_breach

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
    obstacles = _forbidden(found, booking, calendar) + _clashes(store, found, booking) + away
    warnings = []
    if not calendar.is_working_day(day) and found.type is not ConferenceType.INITIAL:
        warnings.append("not_a_working_day")
    limit = _lawful_day(store, found)
    if found.stricter_limit_on and limit and found.stricter_limit_on < day <= limit:
        warnings.append("past_the_stricter_limit")
    left = margin(day, limit, calendar) if limit else None
    return Outlook(left, left is not None and left < 0, tuple(obstacles), tuple(warnings), tuple(cautions))


def schedule_conference(store: Store, conference_id: int, booking: Booking, *, seen: int, today: date) -> Outcome[int]:
    """Book or move a conference.

    A day past the limit needs a reason and an approver [liverpool-icpc]. Invitations already sent stay on
    the record; a conference moved after it was invited is booked again and its invitations are to be
    sent again.
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
        raise_all(_clashes(store, found, checked) + diary_faults(store, found, checked)[0])
        if _booked_like_this(found, checked):
            return Outcome(conference_id, frozenset())
        moved = _moved(found, checked)
        status = found.status if found.status is Status.INVITED and not moved else Status.BOOKED
        conferences.book(writing, found, checked, status, today if late else None)
        again = _call_back(store, conference_id, writing) if moved else 0
        if found.day != checked.starts_at.date():
            _recount_reports(store, conference_id, writing)
        writing.record(
            "moved" if found.starts_at else "booked",
            "conference",
            conference_id,
            reason=checked.late_reason,
            before=found.starts_at,
            starts_at=checked.starts_at,
            minutes=checked.minutes,
            mode=checked.mode,
            room=checked.room_id,
            chair=checked.chair_id,
            approver=checked.late_approver,
            invitations_to_send_again=again,
        )
    return Outcome(conference_id, CHANGED)


def _booked_like_this(found: Conference, booking: Booking) -> bool:
    """Whether nothing would change."""
    if found.starts_at is None or found.chair_id is None or found.status is Status.POSTPONED:
        return False
    return booking == Booking(
        found.starts_at,
        found.minutes,
        found.chair_id,
        found.mode,
        found.room_id,
        found.joining,
        found.late_reason,
        found.late_approver,
    )


def _moved(found: Conference, booking: Booking) -> bool:
    """Whether invitations sent before no longer say what is true; a postponed conference was given up altogether."""
    if found.starts_at is None:
        return False
    before, now = (found.starts_at, found.room_id, found.mode), (booking.starts_at, booking.room_id, booking.mode)
    return before != now or found.status is Status.POSTPONED


def change_status(
    store: Store,
    conference_id: int,
    status: Status,
    *,
    seen: int,
    reason: str,
    breach_chair: str = "",
    breach_reason: str = "",
) -> Outcome[int]:
    """Postpone, adjourn or cancel a conference, with the reason; its limit and its record stay.

    Adjourned means that people met: with no paediatrician invited before it can be recorded only as a breach.
    """
    if status not in {Status.POSTPONED, Status.CANCELLED, Status.ADJOURNED}:
        raise RuleBroken("unlawful_step", now="", then=status.value)
    with store.write() as writing:
        found = replace(conferences.conference(store, conference_id), version=seen)
        check_step(found.status, status)
        reason = paragraph(reason, field="reason", what="the reason")
        lines = invitations.invitations(store, conference_id)
        if status is Status.ADJOURNED and not paediatrician_sent(lines, found.starts_at):
            collect = Collecting()
            chair, why = checked_breach(collect, breach_chair, breach_reason)
            raise_all(collect.broken)
            at = store.now().astimezone().replace(tzinfo=None)
            keep_breach(writing, conference_id, chair, why, at, store.actor)
        conferences.set_columns(writing, found, status=status)
        writing.record(status.value, "conference", conference_id, reason=reason, starts_at=found.starts_at)
    return Outcome(conference_id, CHANGED)


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
    for broken in _not_usable(store, checked):
        collect.add(broken)
    if checked.mode not in MODES:
        collect.add(RuleBroken("required", field="mode", what="how people meet"))
    if checked.mode != "video" and checked.room_id is None:
        collect.add(RuleBroken("required", field="room_id", what="the room"))
    late, limit = _late(store, found, checked), _lawful_day(store, found)
    if late and not checked.late_reason:
        collect.add(RuleBroken("late_needs_reason", field="late_reason", limit=limit))
    if late and not checked.late_approver:
        collect.add(RuleBroken("late_needs_approver", field="late_approver", limit=limit))
    raise_all(collect.broken)
    return checked


def _not_usable(store: Store, booking: Booking) -> list[RuleBroken]:
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


def _lawful_day(store: Store, found: Conference) -> date | None:
    """The last lawful day by the count this authority goes by [notts-cs, ssd-icpc]."""
    by_the_day_itself = practice_of(store).text("count_from") == "the day itself"
    return found.stricter_limit_on if by_the_day_itself else found.limit_on


def _late(store: Store, found: Conference, booking: Booking) -> bool:
    limit = _lawful_day(store, found)
    return limit is not None and booking.starts_at.date() > limit


def _clashes(store: Store, found: Conference, booking: Booking) -> list[RuleBroken]:
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


def _call_back(store: Store, conference_id: int, writing: Writing) -> int:
    """Mark sent invitations as to be sent again: the time or place they name is no longer true, nor is any answer."""
    sent = [line for line in invitations.invitations(store, conference_id) if line.sent_at is not None]
    for line in sent:
        invitations.change(
            writing,
            line,
            sent_at=None,
            sent_route="",
            sent_by="",
            reply="",
            reply_on=None,
            reply_route="",
            reply_mode="",
            reply_note="",
            deputy="",
        )
    return len(sent)


def _recount_reports(store: Store, conference_id: int, writing: Writing) -> None:
    """Reports are due so many working days before the day it is booked for now."""
    found, practice, calendar = conferences.conference(store, conference_id), practice_of(store), calendar_of(store)
    for line in invitations.invitations(store, conference_id):
        due = report_due(line, found, practice, calendar)
        if due != line.report_due_on:
            invitations.change(writing, line, report_due_on=due)
