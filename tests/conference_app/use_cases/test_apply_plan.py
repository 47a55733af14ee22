"""What is accepted of a plan is done in one write, or nothing of it; and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from conference_app.domain.conference import Booking
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.people import Chair, Room
from conference_app.domain.rebooking import Again, Kind, Wish
from conference_app.domain.supply import Owner, Whose
from conference_app.messages import sentences
from conference_app.store import conferences, invitations, rebookings, supply
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.apply_plan import apply_plan, take_back_plan
from conference_app.use_cases.keep_directory import keep_chair, keep_room
from conference_app.use_cases.keep_supply import remove_supply
from conference_app.use_cases.rebook import rebook
from conference_app.use_cases.schedule_conference import schedule_conference
from tests.conference_app.use_cases.marlowe import START, Marlowe, booked_conference, invited_conference
from tests.conference_app.use_cases.test_replan import LIMIT, NOW, another, brandt, leave, only, place, plan_of


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Booked for Wednesday 10 March 2027, 9:30am, with Osei in the Oak room; a second chair is there."""
    made = invited_conference(store)
    keep_chair(store, Chair("Amy Brandt"))
    return made


def test_what_is_accepted_is_done_and_can_be_taken_back(store: Store, known: Marlowe) -> None:
    other = another(store, known, "Cole", datetime(2027, 3, 11, 9, 30))
    plan = plan_of(store, without_chair=known.chair)
    done = apply_plan(store, plan, [known.conference], today=NOW.date(), reason="a broken leg").value
    moved = conferences.conference(store, known.conference)
    assert (moved.starts_at, moved.chair_id, moved.status) == (START, brandt(store), Status.BOOKED)
    assert conferences.conference(store, other).chair_id == known.chair
    assert {line.sent_at for line in invitations.invitations(store, known.conference)} == {None}
    [kept] = rebookings.rebookings(store, known.conference)
    assert (kept.id, kept.reason_code, kept.reason) == (done[0], "chair_away", "a broken leg")
    assert take_back_plan(store, done).value == 1
    again = conferences.conference(store, known.conference)
    assert (again.chair_id, again.status) == (known.chair, Status.INVITED)


def test_all_of_it_is_done_in_one_write_or_nothing(store: Store, known: Marlowe) -> None:
    other = another(store, known, "Cole", datetime(2027, 3, 11, 9, 30))
    leave(store, known.chair)
    plan = plan_of(store)
    taken = next(line.after for line in plan.lines if line.conference_id == other)
    assert taken is not None
    third = {"chair_id": taken.slot.chair_id, "room_id": keep_room(store, Room("Elm room")).value}
    another(store, known, "Dunn", taken.slot.starts_at, **third)
    before = store.audit_head()
    with pytest.raises(RuleBroken) as caught:
        apply_plan(store, plan, [known.conference, other], today=NOW.date())
    assert [each.code for each in caught.value.each()] == ["chair_taken", "plan_not_done"]
    assert store.audit_head() == before
    assert conferences.conference(store, known.conference).chair_id == known.chair


def test_one_changed_since_is_not_moved(store: Store, known: Marlowe) -> None:
    leave(store, known.chair)
    plan = plan_of(store)
    with store.write() as writing:
        conferences.set_columns(writing, conferences.conference(store, known.conference), joining="Ring twice")
        writing.record("moved", "conference", known.conference)
    with pytest.raises(RuleBroken) as caught:
        apply_plan(store, plan, [known.conference], today=NOW.date())
    assert [each.code for each in caught.value.each()] == ["changed_elsewhere", "plan_not_done"]
    assert "CP-2027-0001" in sentences(caught.value)[-1]


def test_what_has_its_chair_again_is_not_moved(store: Store, known: Marlowe) -> None:
    leave(store, known.chair)
    plan = plan_of(store)
    [entered] = supply.busy_of(store, Owner(Whose.CHAIR, known.chair), ending_after=NOW)
    remove_supply(store, entered)
    with pytest.raises(RuleBroken) as caught:
        apply_plan(store, plan, [known.conference], today=NOW.date())
    assert [each.code for each in caught.value.each()] == ["loss_is_over", "plan_not_done"]
    assert conferences.conference(store, known.conference).chair_id == known.chair
    leave(store, known.chair)
    assert apply_plan(store, plan, [known.conference], today=NOW.date()).value


def test_past_the_limit_somebody_approves(store: Store) -> None:
    known = booked_conference(store)
    leave(store, known.chair, NOW.date(), LIMIT)
    plan = plan_of(store)
    with pytest.raises(RuleBroken) as caught:
        apply_plan(store, plan, [known.conference], today=NOW.date())
    assert sentences(caught.value) == ["Past the last lawful day: CP-2027-0001. Enter who approved it."]
    apply_plan(store, plan, [known.conference], today=NOW.date(), reason="a broken leg", approved_by="M. Ames")
    moved = conferences.conference(store, known.conference)
    assert (moved.day, moved.late_reason, moved.late_approver) == (
        date(2027, 3, 15),
        "Chair ill or away: a broken leg",
        "M. Ames",
    )
    leave(store, known.chair, date(2027, 3, 15), date(2027, 3, 15))
    keep_chair(store, Chair("Amy Brandt"))
    later = only(plan_of(store))
    assert (place(later), later.needs_approval) == ((moved.starts_at, "Amy Brandt", "Oak room"), False)
    apply_plan(store, plan_of(store), [known.conference], today=NOW.date())
    assert conferences.conference(store, known.conference).late_approver == "M. Ames"


def test_one_only_asked_for_is_booked(store: Store, known: Marlowe) -> None:
    asked = another(store, known, "Cole", None)
    plan = plan_of(store, conference_ids=[asked])
    assert apply_plan(store, plan, [asked], today=NOW.date()).value == ()
    found = conferences.conference(store, asked)
    after = only(plan).after
    assert after is not None
    assert (found.status, found.starts_at) == (Status.BOOKED, after.slot.starts_at)


def test_one_postponed_is_booked_in_the_way_people_were_to_meet(store: Store, known: Marlowe) -> None:
    cole = another(store, known, "Cole", datetime(2027, 3, 11, 9, 30))
    found = conferences.conference(store, cole)
    video = Booking(datetime(2027, 3, 11, 9, 30), 120, known.chair, "video", joining="https://meet.example/cole")
    schedule_conference(store, cole, video, seen=found.version, today=NOW.date())
    later = Wish(cole, Kind.POSTPONED, "family_asked", Again.LATER, approved_by="M. Ames")
    rebook(store, later, seen=conferences.conference(store, cole).version, today=NOW.date())
    apply_plan(store, plan_of(store, conference_ids=[cole]), [cole], today=NOW.date())
    booked = conferences.conference(store, cole)
    assert (booked.status, booked.mode, booked.room_id) == (Status.BOOKED, "video", None)


def test_nothing_accepted_is_refused(store: Store, known: Marlowe) -> None:
    leave(store, known.chair)
    with pytest.raises(RuleBroken) as caught:
        apply_plan(store, plan_of(store), [], today=NOW.date())
    assert caught.value.code == "nothing_moved"
