from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from conference_app.domain.conference import Booking
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.decisions import Decision, Dissent
from conference_app.domain.errors import RuleBroken
from conference_app.store import conferences, decisions, lists
from conference_app.store.decisions import CoreGroupMember
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import book_review, decide
from tests.conference_app.use_cases.marlowe import Marlowe, held_conference, invited_conference

HELD_ON = date(2027, 3, 10)
TODAY = date(2027, 3, 11)


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


def version(store: Store, known: Marlowe) -> int:
    return conferences.conference(store, known.conference).version


def plan_for(known: Marlowe, child_id: int, *categories: str) -> Decision:
    return Decision(known.conference, child_id, "plan starts", categories, HELD_ON)


def test_a_decision_is_kept_with_its_dissents_and_can_be_corrected(store: Store) -> None:
    known = held_conference(store)
    first = replace(plan_for(known, known.ella, "EMO"), dissents=(Dissent("Owen Pryce", "Wants physical abuse."),))
    decide.decide(store, first)
    (kept,) = decisions.decisions(store, known.conference)
    assert (kept.child_name, kept.categories, kept.dissents) == ("Ella Marlowe", ("EMO",), first.dissents)
    decide.decide(store, replace(kept, categories=("EMO", "PHY"), dissents=()))
    (corrected,) = decisions.decisions(store, known.conference)
    assert (corrected.categories, corrected.dissents) == (("EMO", "PHY"), ())
    assert [row.action for row in lists.history(store, "conference", known.conference)][:2] == ["decision_recorded"] * 2


def test_neglect_asks_whether_a_paediatric_assessment_is_needed(store: Store) -> None:
    known = held_conference(store)
    with pytest.raises(RuleBroken) as broken:
        decide.decide(store, plan_for(known, known.ella, "NEG"))
    assert broken.value.field == "paediatric_assessment"
    decide.decide(store, replace(plan_for(known, known.ella, "NEG"), paediatric_assessment="Yes: growth has stalled."))
    assert decisions.decisions(store, known.conference)[0].paediatric_assessment == "Yes: growth has stalled."


def test_a_dissent_without_a_reason_is_refused(store: Store) -> None:
    known = held_conference(store)
    with pytest.raises(RuleBroken) as broken:
        decide.decide(store, replace(plan_for(known, known.ella, "EMO"), dissents=(Dissent("Owen Pryce", " "),)))
    assert broken.value.field == "dissents"
    assert decisions.decisions(store, known.conference) == []


def test_nothing_is_decided_before_the_conference_was_held_or_for_another_child(store: Store) -> None:
    known = invited_conference(store)
    with pytest.raises(RuleBroken, match="not_held_yet"):
        decide.decide(store, plan_for(known, known.ella, "EMO"))


def test_only_for_children_of_the_conference(store: Store) -> None:
    known = held_conference(store)
    with pytest.raises(RuleBroken, match="no_child_chosen"):
        decide.decide(store, plan_for(known, 999, "EMO"))


def test_the_core_group_is_kept_with_its_date(store: Store) -> None:
    known = held_conference(store)
    at = datetime(2027, 3, 22, 14, 0)
    members = [CoreGroupMember("Priya Nair", "Social worker")]
    decide.set_core_group(store, known.conference, members, at=at, seen=version(store, known))
    assert decisions.core_group(store, known.conference) == members
    assert conferences.conference(store, known.conference).core_group_at == at


@pytest.mark.parametrize(
    ("members", "at", "field"),
    [
        ([], datetime(2027, 3, 22, 14, 0), "members"),
        ([CoreGroupMember("Priya Nair")], datetime(2027, 3, 9, 14, 0), "at"),
    ],
)
def test_a_core_group_needs_members_and_comes_after_the_conference(
    store: Store, members: list[CoreGroupMember], at: datetime, field: str
) -> None:
    known = held_conference(store)
    with pytest.raises(RuleBroken) as broken:
        decide.set_core_group(store, known.conference, members, at=at, seen=version(store, known))
    assert broken.value.field == field


def test_letter_and_record_are_sent_after_the_conference_and_not_in_the_future(store: Store) -> None:
    known = held_conference(store)
    decide.decide_alike(store, plan_for(known, known.ella, "EMO"), [known.noah])
    for send in (decide.record_letter_sent, decide.record_record_sent):
        for day, code in ((date(2027, 3, 12), "date_in_future"), (date(2027, 3, 9), "sent_before_conference")):
            with pytest.raises(RuleBroken, match=code):
                send(store, known.conference, on=day, seen=version(store, known), today=TODAY)
        send(store, known.conference, on=TODAY, seen=version(store, known), today=TODAY)
    found = conferences.conference(store, known.conference)
    assert (found.letter_sent_on, found.record_sent_on) == (TODAY, TODAY)


def test_the_letter_waits_for_the_decision_about_every_child(store: Store) -> None:
    known = held_conference(store)
    decide.decide(store, plan_for(known, known.ella, "EMO"))
    with pytest.raises(RuleBroken) as broken:
        decide.record_letter_sent(store, known.conference, on=TODAY, seen=version(store, known), today=TODAY)
    assert (broken.value.code, broken.value.facts["children"]) == ("letter_waits_for_decisions", "Noah Marlowe")
    assert conferences.conference(store, known.conference).letter_sent_on is None
    decide.record_record_sent(store, known.conference, on=TODAY, seen=version(store, known), today=TODAY)
    decide.decide(store, plan_for(known, known.noah, "EMO"))
    decide.record_letter_sent(store, known.conference, on=TODAY, seen=version(store, known), today=TODAY)
    assert conferences.conference(store, known.conference).letter_sent_on == TODAY


def test_the_next_review_is_asked_for_and_booked_in_one_go_within_its_limit(store: Store) -> None:
    known = held_conference(store)
    found = conferences.conference(store, known.conference)
    request = book_review.review_after(store, found, today=TODAY)
    assert (request.child_ids, request.previous_was_initial) == ((known.ella, known.noah), True)
    booking = Booking(datetime(2027, 6, 8, 9, 30), 90, known.chair, room_id=known.room)
    outlook = book_review.review_outlook(store, found, request, booking)
    assert (outlook.margin, outlook.late, outlook.obstacles) == (2, False, ())
    review_id = book_review.book_review(store, request, booking, today=TODAY).value
    review = conferences.conference(store, review_id)
    assert (review.type, review.status, review.limit_on) == (ConferenceType.REVIEW, Status.BOOKED, date(2027, 6, 10))
    assert review.previous_id == known.conference
    following = conferences.next_review(store, known.family, HELD_ON)
    assert following is not None
    assert following.id == review_id


def test_a_review_that_cannot_be_booked_is_not_asked_for_either(store: Store) -> None:
    known = held_conference(store)
    found = conferences.conference(store, known.conference)
    request = book_review.review_after(store, found, today=TODAY)
    late = Booking(datetime(2027, 6, 11, 9, 30), 90, known.chair, room_id=known.room)
    assert book_review.review_outlook(store, found, request, late).late
    with pytest.raises(RuleBroken):
        book_review.book_review(store, request, late, today=TODAY)
    assert len(lists.conferences(store)) == 1
    approved = replace(late, late_reason="The chair is ill.", late_approver="M. Dale")
    book_review.book_review(store, request, approved, today=TODAY)
    assert len(lists.conferences(store)) == 2


def test_the_outlook_of_a_review_names_a_clash(store: Store) -> None:
    known = held_conference(store)
    found = conferences.conference(store, known.conference)
    request = book_review.review_after(store, found, today=TODAY)
    clashing = Booking(datetime(2027, 3, 10, 10, 0), 90, known.chair, room_id=known.room)
    codes = [each.code for each in book_review.review_outlook(store, found, request, clashing).obstacles]
    assert codes == ["chair_taken", "room_taken", "family_taken"]


def test_a_plan_is_known_since_the_conference_that_started_it(store: Store) -> None:
    known = held_conference(store)
    decide.decide(store, plan_for(known, known.ella, "EMO"))
    assert decisions.plan_since(store, known.ella, date(2027, 6, 8)) == HELD_ON
    assert decisions.plan_since(store, known.ella, HELD_ON) is None
    assert decisions.plan_since(store, known.noah, date(2027, 6, 8)) is None


def test_the_same_can_be_decided_for_siblings_in_one_go_or_not_at_all(store: Store) -> None:
    known = held_conference(store)
    with pytest.raises(RuleBroken, match="no_child_chosen"):
        decide.decide_alike(store, plan_for(known, known.ella, "EMO"), [999])
    assert decisions.decisions(store, known.conference) == []
    decide.decide_alike(store, plan_for(known, known.ella, "EMO"), [known.noah])
    kept = decisions.decisions(store, known.conference)
    assert [(each.child_id, each.categories) for each in kept] == [(known.ella, ("EMO",)), (known.noah, ("EMO",))]
