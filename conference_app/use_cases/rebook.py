"""Move, postpone, adjourn or cancel a conference, with the reason and who approved it; what was before is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from conference_app.domain.conference import Booking, Conference
from conference_app.domain.conference_status import Status, check_step
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitations import paediatrician_sent
from conference_app.domain.rebooking import TAKEN_BACK, Again, Kind, Wish, reason_words, wish_faults
from conference_app.domain.text import one_line, paragraph
from conference_app.store import conferences, invitations
from conference_app.store.store import Store, Writing
from conference_app.use_cases.call_back import call_back, keep_rebooking, local_now
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome
from conference_app.use_cases.request_conference import request_conference, request_of
from conference_app.use_cases.schedule_conference import CHANGED, book_conference
from conference_app.use_cases.take_register import checked_breach, keep_breach


@dataclass(frozen=True, slots=True)
class Rebooked:
    """What was done; a breach stays on the record, and what it came with cannot be taken back."""

    conference_id: int
    rebooking_id: int
    replacement_id: int | None = None
    breach: bool = False


def rebook(store: Store, wish: Wish, *, seen: int, today: date) -> Outcome[Rebooked]:
    """Do what is wished, or nothing of it; `seen` is the version of the conference the wish was made for.

    Moved, or postponed and booked again now: the same conference at another time. Postponed till later: the
    booking is given up, and the limit stays. Adjourned (people met; with no paediatrician invited before it only
    as a breach) and cancelled: the conference is over, and another can take its place, by the same clock.
    """
    with store.write() as writing:
        found = replace(conferences.conference(store, wish.conference_id), version=seen)
        check_step(found.status, Status.BOOKED if wish.kind is Kind.MOVED else Status(wish.kind.value))
        checked = _checked(found, wish, today)
        if checked.keeps_conference:
            done = _move(store, found, checked, seen=seen, today=today)
        else:
            done = _give_up(store, writing, found, checked, today=today)
    return Outcome(done, CHANGED)


def _checked(found: Conference, wish: Wish, today: date) -> Wish:
    collect = Collecting()
    approved = collect(one_line, wish.approved_by, field="approved_by", what="who approved", required=False)
    checked = replace(
        wish,
        reason=collect(paragraph, wish.reason, field="reason", what="the reason", required=False),
        approved_by=approved,
    )
    for broken in wish_faults(checked):
        collect.add(broken)
    if wish.kind is Kind.ADJOURNED and found.day is not None and found.day > today:
        collect.add(RuleBroken("adjourned_before_it_met", field="kind", day=found.day))
    if found.status is Status.REQUESTED and wish.again is not Again.NEVER:
        collect.add(RuleBroken("request_is_not_replaced", field="again"))
    raise_all(collect.broken)
    return replace(checked, booking=_with_approver(checked.booking, approved))


def _with_approver(booking: Booking | None, approved: str) -> Booking | None:
    """Who approved that it is postponed or cancelled approved the late date with it."""
    return replace(booking, late_approver=booking.late_approver or approved) if booking else None


def _move(store: Store, found: Conference, wish: Wish, *, seen: int, today: date) -> Rebooked:
    booking = wish.booking
    assert booking is not None
    wish = replace(wish, approved_by=wish.approved_by or booking.late_approver)
    done = book_conference(store, found.id, booking, seen=seen, today=today, wish=wish)
    if done.rebooking_id is None:
        raise RuleBroken("nothing_moved", field="day")
    return Rebooked(found.id, done.rebooking_id)


def _give_up(store: Store, writing: Writing, found: Conference, wish: Wish, *, today: date) -> Rebooked:
    breach = wish.kind is Kind.ADJOURNED and _keep_breach(store, writing, found, wish)
    conferences.set_columns(writing, found, status=Status(wish.kind.value))
    replacement_id = _replacement(store, writing, found, wish, today=today) if wish.wants_replacement else None
    rebooking_id = keep_rebooking(store, writing, found, wish, replacement_id=replacement_id)
    again = 0
    if wish.kind is Kind.POSTPONED:
        again = call_back(store, writing, found.id, rebooking_id, replies_void=True)
    _record(store, writing, found, wish, replacement_id=replacement_id, again=again)
    return Rebooked(found.id, rebooking_id, replacement_id, breach)


def _record(
    store: Store, writing: Writing, found: Conference, wish: Wish, *, replacement_id: int | None = None, again: int = 0
) -> None:
    writing.record(
        wish.kind.value,
        "conference",
        found.id,
        reason=reason_words(wish.reason_code, wish.reason),
        starts_at=found.starts_at,
        again=wish.again,
        approved_by=wish.approved_by,
        replacement=conferences.conference(store, replacement_id).reference if replacement_id else "",
        invitations_to_send_again=again,
    )


def _keep_breach(store: Store, writing: Writing, found: Conference, wish: Wish) -> bool:
    """Write the breach of a conference that met with no paediatrician invited; whether there is one."""
    if paediatrician_sent(invitations.invitations(store, found.id), found.starts_at):
        return False
    collect = Collecting()
    chair, why = checked_breach(collect, wish.breach_chair, wish.breach_reason)
    raise_all(collect.broken)
    keep_breach(writing, found.id, chair, why, local_now(store), store.actor)
    return True


def _replacement(store: Store, writing: Writing, found: Conference, wish: Wish, *, today: date) -> int:
    """Another conference asked for with the same facts: its limit is the one that was counted already."""
    replacement_id = request_conference(store, request_of(store, found), today=today).value
    made = conferences.conference(store, replacement_id)
    counted = ("counted_from", "limit_on", "stricter_limit_on", "limit_provisional")
    as_it_was = {name: getattr(found, name) for name in counted}
    if as_it_was != {name: getattr(made, name) for name in counted}:
        conferences.set_columns(writing, made, **as_it_was)
        made = conferences.conference(store, replacement_id)
    if wish.again is Again.NOW:
        assert wish.booking is not None
        book_conference(store, replacement_id, wish.booking, seen=made.version, today=today)
    return replacement_id


def withdraw_replacement(store: Store, writing: Writing, made: Conference) -> None:
    """Cancel a conference that was to take another's place, because that one stands again."""
    wish = Wish(made.id, Kind.CANCELLED, TAKEN_BACK, Again.NEVER)
    conferences.set_columns(writing, made, status=Status.CANCELLED)
    keep_rebooking(store, writing, made, wish)
    _record(store, writing, made, wish)
