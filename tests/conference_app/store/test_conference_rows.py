"""The quick way to read a conference gives what the usual way gives."""

from __future__ import annotations

from conference_app.domain.listings import ConferenceRow
from conference_app.domain.rebooking import Kind
from conference_app.store import invitations, lists
from conference_app.store.conference_rows import CONFERENCES, conference_row
from conference_app.store.rows import read_all
from conference_app.store.store import memory_store
from conference_app.use_cases.make_example import make_example
from conference_app.use_cases.take_back_rebooking import take_back
from tests.conference_app.store.hand_made import TODAY
from tests.conference_app.use_cases.marlowe import invited_conference, wish


def test_a_row_reads_as_the_usual_reader_has_it() -> None:
    with memory_store(example=True) as store:
        make_example(store, conferences=40, years=1, seed=3, today=TODAY)
        rows = store.tuples(CONFERENCES)
        assert list(map(conference_row, rows)) == read_all(ConferenceRow, rows)
        assert {row.starts_at is None for row in map(conference_row, rows)} == {True, False}
        assert any(row.in_breach is False and row.paediatrician_present is True for row in map(conference_row, rows))


def test_who_was_only_invited_to_a_time_given_up_is_said_to_be_and_does_not_count() -> None:
    with memory_store(example=True) as store:
        known = invited_conference(store)
        done = wish(store, known, Kind.POSTPONED)
        (row,) = lists.conferences_of(store, [known.conference])
        assert row.paediatrician == "Dr Amara Lindgren: only invited to the earlier time"
        assert row.paediatrician_sent is False
        take_back(store, done.rebooking_id)
        (row,) = lists.conferences_of(store, [known.conference])
        assert row.paediatrician == "Dr Amara Lindgren: invited, no reply"


def test_another_doctor_named_since_does_not_hold_it() -> None:
    with memory_store(example=True) as store:
        known = invited_conference(store)
        wish(store, known, Kind.POSTPONED)
        doctor = invitations.invitations(store, known.conference)[0]
        with store.write() as writing:
            invitations.change(writing, doctor, name="Dr Jonas Reeve")
            writing.record("paediatrician_chosen", "conference", known.conference)
        (row,) = lists.conferences_of(store, [known.conference])
        assert row.paediatrician == "Dr Jonas Reeve: not invited"
