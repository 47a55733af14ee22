"""The quick way to read a conference gives what the usual way gives."""

from __future__ import annotations

from conference_app.domain.listings import ConferenceRow
from conference_app.store.conference_rows import CONFERENCES, conference_row
from conference_app.store.rows import read_all
from conference_app.store.store import memory_store
from conference_app.use_cases.make_example import make_example
from tests.conference_app.store.hand_made import TODAY


def test_a_row_reads_as_the_usual_reader_has_it() -> None:
    with memory_store(example=True) as store:
        make_example(store, conferences=40, years=1, seed=3, today=TODAY)
        rows = store.tuples(CONFERENCES)
        assert list(map(conference_row, rows)) == read_all(ConferenceRow, rows)
        assert {row.starts_at is None for row in map(conference_row, rows)} == {True, False}
        assert any(row.in_breach is False and row.paediatrician_present is True for row in map(conference_row, rows))
