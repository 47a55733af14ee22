"""What a change would bring with it, before it is made: who is told, what goes stale, what becomes free."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from conference_app.domain.conference import Booking
from conference_app.domain.invitations import paediatrician_line
from conference_app.domain.rebooking import Again, Kind, Wish
from conference_app.rebooking_words import preview_words
from conference_app.store import invitations, ledger, lists, rebookings
from conference_app.store.ledger import DocumentIssue
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.invite import Reply, Report, mark_sent, record_reply, record_report
from conference_app.use_cases.preview_rebooking import Preview, preview
from tests.conference_app.use_cases.marlowe import START, TODAY, Marlowe, booked_conference, invited_conference, wish

THURSDAY = datetime(2027, 3, 11, 9, 30)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


def seen(store: Store, known: Marlowe, kind: Kind, again: Again, when: datetime | None = None) -> Preview:
    booking = Booking(when, 120, known.chair, room_id=known.room) if when else None
    before = store.audit_head()
    found = preview(store, Wish(known.conference, kind, "chair_away", again, booking), today=TODAY)
    assert store.audit_head() == before
    return found


def words(found: Preview) -> str:
    return " ".join(sentence for sentence, _ in preview_words(found))


def replied(store: Store, known: Marlowe, *roles: str) -> None:
    for line in invitations.invitations(store, known.conference):
        if line.role_code in roles:
            record_reply(store, line, Reply("coming", TODAY), today=TODAY)


def test_the_paediatrician_comes_first_with_the_route_and_the_void_reply(store: Store) -> None:
    known = invited_conference(store)
    replied(store, known, "paediatrician", "police")
    found = seen(store, known, Kind.MOVED, Again.NOW, THURSDAY)
    assert found.told[0].is_paediatrician
    said = words(found)
    assert "Tell the paediatrician again first: Dr Amara Lindgren (secure e-mail). The reply “coming” is void." in said
    assert "Void: the reply of Owen Pryce." in said
    assert "Tell the chair: Rosalind Osei." in said


def test_who_holds_an_earlier_date_is_told_until_it_was_sent_again(store: Store) -> None:
    known = invited_conference(store)
    first = {each.name for each in seen(store, known, Kind.MOVED, Again.NOW, THURSDAY).told}
    booking = Booking(THURSDAY, 120, known.chair, room_id=known.room)
    wish(store, known, Kind.MOVED, booking=booking)
    friday = THURSDAY.replace(day=12)
    again = seen(store, known, Kind.MOVED, Again.NOW, friday)
    assert {each.name for each in again.told} == first
    assert again.told[0].is_paediatrician
    assert "Tell the paediatrician again first: Dr Amara Lindgren (secure e-mail)." in words(again)
    doctor = paediatrician_line(invitations.invitations(store, known.conference))
    assert doctor is not None
    mark_sent(store, known.conference, [doctor.id], route="post", at=START.replace(day=9), now=START)
    told = seen(store, known, Kind.MOVED, Again.NOW, friday).told
    assert [(each.name, each.route) for each in told if each.is_paediatrician] == [("Dr Amara Lindgren", "post")]
    assert {each.name for each in told} == first


def test_a_second_move_says_how_many_are_to_be_sent_again(store: Store) -> None:
    known = invited_conference(store)
    told = len(seen(store, known, Kind.MOVED, Again.NOW, THURSDAY).told)
    for day in (11, 12):
        booking = Booking(THURSDAY.replace(day=day), 120, known.chair, room_id=known.room)
        wish(store, known, Kind.MOVED, booking=booking)
    assert len(rebookings.still_held(store, known.conference)) == told
    moved = [event for event in lists.history(store, "conference", known.conference) if event.action == "moved"]
    assert [json.loads(event.facts)["invitations_to_send_again"] for event in moved] == [told, told]


def test_the_new_margin_by_both_ways_of_counting(store: Store) -> None:
    known = booked_conference(store)
    found = seen(store, known, Kind.MOVED, Again.NOW, THURSDAY)
    assert found.outlook is not None
    assert (found.outlook.margin, found.margin, found.margin_from_the_day_itself) == (1, 1, 0)
    assert "Counting the day itself as day 1: on the last lawful day." in words(found)


def test_reports_written_for_the_earlier_date_and_those_due_on_another(store: Store) -> None:
    known = invited_conference(store)
    worker = next(
        line for line in invitations.invitations(store, known.conference) if line.role_code == "social_worker"
    )
    record_report(store, worker, Report(True, TODAY, worker.report_due_on, TODAY), today=TODAY)
    said = words(seen(store, known, Kind.MOVED, Again.NOW, THURSDAY))
    assert "Written for the earlier date: the report of Priya Nair. It stays." in said
    assert "Due Tuesday 9 March 2027 now: the reports of" in said
    assert "Written for" not in words(seen(store, known, Kind.MOVED, Again.NOW, START.replace(hour=14)))


def test_a_report_that_would_be_due_already_is_pointed_out(store: Store) -> None:
    known = invited_conference(store)
    said = words(seen(store, known, Kind.MOVED, Again.NOW, datetime(2027, 2, 23, 9, 30)))
    assert "Due Friday 19 February 2027 now, which has passed: the report" in said


def test_chair_and_room_become_free_but_not_those_still_needed(store: Store) -> None:
    known = booked_conference(store)
    away = seen(store, known, Kind.MOVED, Again.NOW, THURSDAY)
    assert [each.name for each in away.freed] == ["Rosalind Osei", "Oak room"]
    assert seen(store, known, Kind.MOVED, Again.NOW, START.replace(hour=10)).freed == ()
    assert "are free again on Wednesday 10 March 2027, 9:30am to 11:30am" in words(
        seen(store, known, Kind.CANCELLED, Again.NEVER)
    )


def test_documents_that_went_out_are_out_of_date(store: Store) -> None:
    known = invited_conference(store)
    issue = DocumentIssue(known.conference, "agenda", "chair", False, "R. Osei", "printed", 2, START, "Ada")
    with store.write() as writing:
        ledger.add_issue(writing, issue)
        writing.record("document_issued", "conference", known.conference, kind="agenda", draft=False)
    said = words(seen(store, known, Kind.MOVED, Again.NOW, THURSDAY))
    assert "1 document issued, the last on 10 March, is out of date." in said
    assert seen(store, known, Kind.MOVED, Again.NOW, START).out_of_date == ()


def test_cancelled_nobody_is_told_again_and_no_reply_is_void(store: Store) -> None:
    known = invited_conference(store)
    replied(store, known, "police")
    said = words(seen(store, known, Kind.CANCELLED, Again.NEVER))
    assert "Tell the paediatrician first: Dr Amara Lindgren" in said
    assert "void" not in said.lower()
    assert "nothing takes its place" in said


@pytest.mark.parametrize(
    ("kind", "again", "expected"),
    [
        (Kind.POSTPONED, Again.LATER, "The limit, Friday 12 March 2027, stays."),
        (Kind.ADJOURNED, Again.LATER, "is asked for in its place. Its limit, Friday 12 March 2027, does not start"),
        (Kind.CANCELLED, Again.NOW, "is booked in its place."),
        (Kind.ADJOURNED, Again.NEVER, "It is over."),
    ],
)
def test_what_comes_after_is_said(store: Store, kind: Kind, again: Again, expected: str) -> None:
    known = booked_conference(store)
    assert expected in words(seen(store, known, kind, again, THURSDAY if again is Again.NOW else None))


def test_obstacles_are_those_of_the_booking(store: Store) -> None:
    known = booked_conference(store)
    found = seen(store, known, Kind.MOVED, Again.NOW, datetime(2027, 3, 13, 9, 30))
    assert found.outlook is not None
    assert [each.code for each in found.outlook.obstacles] == ["initial_on_non_working_day"]
    assert found.limit_on == date(2027, 3, 12)
