"""A report from asked for to shared with parents and child, in that order of days, and what the chair keeps back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.errors import RuleBroken
from conference_app.store import conferences
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.record_report import record_report, report_of
from conference_app.use_cases.sharing import sharing_of
from conference_app.use_cases.withhold import decide_withholding
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe, invited_conference
from tests.conference_app.use_cases.reporting import CAME, LATER, asked_to_withhold, line_of, report_came


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store(example=True) as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    return invited_conference(store)


def record(store: Store, known: Marlowe, role: str = "police", **changes: object) -> None:
    line = line_of(store, known.conference, role)
    record_report(store, line, replace(report_of(line), **changes), today=LATER)  # type: ignore[arg-type]


def refused(store: Store, known: Marlowe, **changes: object) -> list[tuple[str, str]]:
    with pytest.raises(RuleBroken) as broken:
        record(store, known, **changes)
    return [(each.code, each.field) for each in broken.value.each()]


def test_a_report_is_kept_with_who_can_read_it_and_who_had_it(store: Store, known: Marlowe) -> None:
    report_came(store, known.conference, "police")
    record(store, known, readable="yes", shared_on=LATER, shared_child_on=LATER)
    line = line_of(store, known.conference, "police")
    assert (line.report_readable, line.report_shared_on, line.report_shared_child_on) == ("yes", LATER, LATER)


@pytest.mark.parametrize("field", ["shared_on", "shared_child_on"])
def test_nobody_has_a_report_before_it_came_or_in_the_future(store: Store, known: Marlowe, field: str) -> None:
    assert refused(store, known, **{field: CAME}) == [("shared_before_received", field)]
    report_came(store, known.conference, "police")
    assert refused(store, known, **{field: date(2027, 3, 1)}) == [("shared_before_received", field)]
    assert refused(store, known, **{field: date(2027, 3, 10)}) == [("date_in_future", field)]
    record(store, known, **{field: CAME})


def test_whether_the_family_can_read_it_is_said_once_it_has_come(store: Store, known: Marlowe) -> None:
    assert refused(store, known, readable="no") == [("readable_before_received", "readable")]


def test_what_the_chair_withheld_cannot_be_marked_as_shared(store: Store, known: Marlowe) -> None:
    report_came(store, known.conference, "police")
    asked = asked_to_withhold(store, known, "police")
    assert refused(store, known, shared_on=LATER) == [("report_not_decided", "shared_on")]
    decide_withholding(store, asked, "withheld", decided_by="Rosalind Osei", on=TODAY, today=TODAY)
    assert refused(store, known, shared_child_on=LATER) == [("report_withheld", "shared_child_on")]
    record(store, known, readable="yes")  # everything else can be recorded


@pytest.mark.parametrize("decision", ["part withheld", "shared"])
def test_what_the_chair_let_go_in_part_or_whole_can_be_shared(store: Store, known: Marlowe, decision: str) -> None:
    report_came(store, known.conference, "police")
    asked = asked_to_withhold(store, known, "police")
    decide_withholding(store, asked, decision, decided_by="Rosalind Osei", on=TODAY, today=TODAY)
    record(store, known, shared_on=LATER)
    assert line_of(store, known.conference, "police").report_shared_on == LATER


def test_a_request_about_nobodys_report_keeps_none_back(store: Store, known: Marlowe) -> None:
    report_came(store, known.conference, "police")
    asked_to_withhold(store, known)
    record(store, known, shared_on=LATER)


def test_the_store_itself_refuses_to_share_what_is_withheld(store: Store, known: Marlowe) -> None:
    report_came(store, known.conference, "police")
    asked = asked_to_withhold(store, known, "police")
    decide_withholding(store, asked, "withheld", decided_by="Rosalind Osei", on=TODAY, today=TODAY)
    for column in ("report_shared_on", "report_shared_child_on"):
        with pytest.raises(RuleBroken) as broken, store.write() as writing:
            writing.execute(f"UPDATE invitation SET {column} = ?", (LATER,))
        assert broken.value.code == "withheld_report_is_not_shared"


def test_a_report_is_with_the_family_by_the_practice_number(store: Store, known: Marlowe) -> None:
    found = conferences.conference(store, known.conference)  # Wednesday 10 March
    report_came(store, known.conference, "police")
    report_came(store, known.conference, "social_worker")
    police, worker = (line_of(store, known.conference, role).id for role in ("police", "social_worker"))
    sharing = sharing_of(store, found)
    assert (sharing[police].due_on, sharing[worker].due_on) == (LATER, date(2027, 3, 5))
    assert [sharing[police].late(day) for day in (LATER, date(2027, 3, 10))] == [False, True]
    review = sharing_of(store, replace(found, type=ConferenceType.REVIEW))
    assert review[worker].due_on == date(2027, 3, 3)
    asked_to_withhold(store, known, "police")
    assert not sharing_of(store, found)[police].late(date(2027, 3, 10))
    record(store, known, "social_worker", shared_on=LATER)
    assert worker not in sharing_of(store, found)
