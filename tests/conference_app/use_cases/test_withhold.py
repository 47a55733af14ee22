"""A request to keep something from the family: asked, decided by the chair, kept, and never on the family's paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from conference_app.domain.agenda import Copy
from conference_app.domain.errors import RuleBroken
from conference_app.domain.withholding import Withholding
from conference_app.store import withholdings
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.prepare_agenda import start_agenda
from conference_app.use_cases.print_conference import Reader, agenda_sheet
from conference_app.use_cases.withhold import ask_to_withhold, decide_withholding
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe, invited_conference
from tests.conference_app.use_cases.reporting import asked_to_withhold, line_of

TOMORROW = date(2027, 2, 23)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store(example=True) as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    return invited_conference(store)


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[tuple[str, str]]:
    return [(each.code, each.field) for each in broken.value.each()]


def test_a_request_is_kept_as_it_was_made(store: Store, known: Marlowe) -> None:
    asked = asked_to_withhold(store, known, "police")
    assert (asked.asked_by, asked.what, asked.report_of) == ("Westmarch Police", "The address log", "Owen Pryce")
    assert (asked.decision, asked.decided_on, asked.keeps_back) == ("", None, True)


def test_who_asks_what_and_why_are_wanted_and_no_day_to_come(store: Store, known: Marlowe) -> None:
    with pytest.raises(RuleBroken) as broken:
        ask_to_withhold(store, Withholding(known.conference, " ", "", "", TOMORROW), today=TODAY)
    assert codes(broken) == [
        ("required", "asked_by"),
        ("required", "what"),
        ("required", "why"),
        ("date_in_future", "asked_on"),
    ]
    assert withholdings.withholdings(store, known.conference) == []


def test_a_report_of_another_conference_is_refused(store: Store, known: Marlowe) -> None:
    wish = Withholding(known.conference, "Police", "Log", "Risk", TODAY, 4711)
    with pytest.raises(RuleBroken) as broken:
        ask_to_withhold(store, wish, today=TODAY)
    assert broken.value.code == "no_invitation"


def test_the_chair_decides_by_name_and_day(store: Store, known: Marlowe) -> None:
    asked = asked_to_withhold(store, known)
    with pytest.raises(RuleBroken) as broken:
        decide_withholding(store, asked, "", decided_by="", on=None, today=TODAY)
    assert codes(broken) == [("required", "decided_by"), ("required", "decision"), ("required", "decided_on")]
    for day, code in ((TOMORROW, "date_in_future"), (date(2027, 2, 19), "decided_before_asked")):
        with pytest.raises(RuleBroken) as broken:
            decide_withholding(store, asked, "withheld", decided_by="R. Osei", on=day, today=TODAY)
        assert codes(broken) == [(code, "decided_on")]
    decide_withholding(store, asked, "withheld", decided_by="R. Osei", on=TODAY, today=TODAY)
    [kept] = withholdings.withholdings(store, known.conference)
    assert (kept.decision, kept.decided_by, kept.decided_on) == ("withheld", "R. Osei", TODAY)


def test_a_decision_can_be_changed_but_not_by_somebody_who_saw_the_old_one(store: Store, known: Marlowe) -> None:
    asked = asked_to_withhold(store, known)
    decide_withholding(store, asked, "withheld", decided_by="R. Osei", on=TODAY, today=TODAY)
    with pytest.raises(RuleBroken) as broken:
        decide_withholding(store, asked, "shared", decided_by="R. Osei", on=TODAY, today=TODAY)
    assert broken.value.code == "changed_elsewhere"
    seen = withholdings.withholding(store, asked.id)
    decide_withholding(store, seen, "shared", decided_by="R. Osei", on=TODAY, today=TODAY)
    now = withholdings.withholding(store, asked.id)
    assert not now.keeps_back
    assert not decide_withholding(store, now, "shared", decided_by="R. Osei", on=TODAY, today=TODAY).changed


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM withholding",
        "UPDATE withholding SET what = 'Nothing'",
        "UPDATE withholding SET asked_by = 'Somebody else'",
        "UPDATE withholding SET decision = '', decided_on = NULL",
    ],
)
def test_the_store_keeps_what_was_asked_and_that_it_was_decided(store: Store, known: Marlowe, statement: str) -> None:
    asked = asked_to_withhold(store, known)
    decide_withholding(store, asked, "withheld", decided_by="R. Osei", on=TODAY, today=TODAY)
    with pytest.raises(RuleBroken) as broken, store.write() as writing:
        writing.execute(statement)
    assert broken.value.code == "withholding_stays"


def test_the_request_outlives_a_line_taken_off_the_list(store: Store, known: Marlowe) -> None:
    line = line_of(store, known.conference, "school")
    asked = ask_to_withhold(store, Withholding(known.conference, "School", "Log", "Risk", TODAY, line.id), today=TODAY)
    with store.write() as writing:
        writing.execute("UPDATE invitation SET sent_at = NULL WHERE id = ?", (line.id,))
        writing.execute("DELETE FROM invitation WHERE id = ?", (line.id,))
        writing.record("row_changed", "invitation", line.id)
    assert withholdings.withholding(store, asked.value).invitation_id is None


def test_it_stands_on_the_chairs_copy_and_on_no_other(store: Store, known: Marlowe) -> None:
    start_agenda(store, known.conference)
    asked_to_withhold(store, known, "police")
    said = {copy: str(agenda_sheet(store, known.conference, Reader(copy), today=TODAY).content()) for copy in Copy}
    assert (
        "The address log (report of Owen Pryce), asked by Westmarch Police (Risk to a witness): not decided"
        in (said[Copy.CHAIR])
    )
    for copy in (Copy.FAMILY, Copy.PROFESSIONAL):
        assert "address log" not in said[copy]
        assert "ithhold" not in said[copy]


def test_a_decision_is_said_with_it(store: Store, known: Marlowe) -> None:
    start_agenda(store, known.conference)
    asked = replace(asked_to_withhold(store, known))
    decide_withholding(store, asked, "part withheld", decided_by="R. Osei", on=TODAY, today=TODAY)
    sheet = agenda_sheet(store, known.conference, Reader(Copy.CHAIR), today=TODAY)
    assert any("part withheld (decided by R. Osei, 22 February 2027)" in line for line in sheet.for_the_chair)
