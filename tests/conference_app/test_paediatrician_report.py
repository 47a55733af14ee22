"""`paediatrician-report` against conferences counted by hand, and against a count over the bare rows of the example."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from conference_app.cli import run
from conference_app.paediatrician_answers import FIGURES, compliance_json
from conference_app.store import invitations, report_lists
from conference_app.store.store import Store, create_store, memory_store, open_store
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.make_example import make_example
from tests.conference_app.store.hand_made import HandMade

JANUARY_TO_MARCH = ["--from", "2027-01-01", "--to", "2027-03-31"]


def at_nine() -> datetime:
    return datetime(2027, 3, 8, 9, 0, tzinfo=UTC)


def at(day: int, month: int = 3) -> datetime:
    return datetime(2027, month, day, 9, 30)


@pytest.fixture
def counted(tmp_path: Path) -> Path:
    """Ten conferences of which seven were held in the first three months: three in February, four in March."""
    path = tmp_path / "counted.store"
    store, _ = create_store(path, passphrase=None, example=True, actor="Ada Rowe", now=at_nine)
    with store:
        found_store(store)
        hold(HandMade(store))
    return path


def hold(made: HandMade) -> None:
    # February, reviews: one doctor there in person with a report too; one breach, invited after the start.
    there = made.conference(made.family("A"), at(10, 2), kind="review", status="held")
    made.attended(there)
    made.change("invitation", made.doctor_of(there), report_received_on=date(2027, 2, 8))
    made.conference(made.family("B"), at(11, 2), kind="review", status="held", doctor="late", breach=True)
    # February, initial: a report and apologies.
    report = made.conference(made.family("C"), at(12, 2), status="held")
    made.change("invitation", made.doctor_of(report), report_received_on=date(2027, 2, 11))
    made.attended(report, presence="apologies")
    part = {"read_out": "in full", "findings": "discussed without a doctor", "interpreted_by": "the chair"}
    made.row("medical_part", conference_id=report, **part)
    made.row("medical_part", conference_id=there, read_out="not read out", findings="discussed with a doctor")
    # March, initial: attended, neither (held inquorate), a breach at which a doctor turned up all the same.
    made.attended(made.conference(made.family("D"), at(1), status="held"))
    made.conference(made.family("E"), at(2), status="held inquorate")
    made.attended(made.conference(made.family("F"), at(3), status="held", doctor="", breach=True))
    # The last day counts; the next one does not.
    made.attended(made.conference(made.family("G"), at(31), status="held"))
    made.attended(made.conference(made.family("H"), at(1, 4), status="held"))
    # Not held: ahead, cancelled.
    made.conference(made.family("I"), at(15))
    made.conference(made.family("J"), at(16), status="cancelled")


BY_HAND = [
    {"month": "2027-02", "type": "initial", **dict(zip(FIGURES, (1, 1, 0, 1, 0, 1, 1, 0), strict=True))},
    {"month": "2027-02", "type": "review", **dict(zip(FIGURES, (2, 1, 1, 0, 1, 0, 0, 1), strict=True))},
    {"month": "2027-03", "type": "initial", **dict(zip(FIGURES, (4, 3, 3, 0, 1, 0, 0, 1), strict=True))},
]


def test_the_figures_are_those_counted_by_hand(counted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(counted), "paediatrician-report", *JANUARY_TO_MARCH, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == BY_HAND


def test_the_table_says_the_same_and_sums_it_up(counted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--store", str(counted), "paediatrician-report", *JANUARY_TO_MARCH]) == 0
    head, _, first, *_, last = capsys.readouterr().out.splitlines()
    assert head.split("  ")[0] == "month"
    assert first.split() == ["February", "2027", "initial", "1", "1", "0", "1", "0", "1", "1", "0"]
    assert last == (
        "7 conferences held: a paediatrician invited in time to 5, attending 4, report only 1, neither 2; a report "
        "read out at 1, findings discussed without a doctor at 1; 2 breaches."
    )


def test_a_breach_stays_in_the_figures_whatever_is_recorded_later(
    counted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(counted, actor="Ada Rowe", now=at_nine) as store:
        [breach] = report_lists.compliance_conferences(store, "2027-02", "review", "breaches")
        [doctor] = invitations.invitations(store, breach.id)
        with store.write() as writing:
            invitations.change(writing, doctor, report_received_on=date(2027, 3, 1))
            writing.record("report_recorded", "conference", breach.id)
    assert run(["--store", str(counted), "paediatrician-report", *JANUARY_TO_MARCH, "--json"]) == 0
    review = json.loads(capsys.readouterr().out)[1]
    assert (review["breaches"], review["invited_in_time"], review["report_only"]) == (1, 1, 1)


def test_nothing_held_and_days_the_wrong_way_round(counted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = ["--store", str(counted), "paediatrician-report"]
    assert run([*report, "--from", "2026-01-01", "--to", "2026-12-31"]) == 0
    assert capsys.readouterr().out == "No conference was held in these days.\n"
    assert run([*report, "--from", "2027-03-31", "--to", "2027-01-01"]) == 2
    assert "--to is before --from." in capsys.readouterr().err
    assert run([*report, "--from", "2027-03-31"]) == 2


def table(store: Store, name: str) -> list[dict[str, Any]]:
    """Every row of a table as it is kept."""
    return [dict(row) for row in store.rows(f"SELECT * FROM {name}")]


def by_conference(store: Store, name: str) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in table(store, name):
        found.setdefault(row["conference_id"], []).append(row)
    return found


def hand_count(store: Store, first: date, last: date) -> dict[tuple[str, str], Counter[str]]:
    """The same figures counted in plain Python over the bare rows, conference by conference."""
    invited, register = by_conference(store, "invitation"), by_conference(store, "attendance")
    breaches, parts = by_conference(store, "breach"), by_conference(store, "medical_part")
    found: dict[tuple[str, str], Counter[str]] = {}
    for row in table(store, "conference"):
        if row["status"] not in ("held", "held inquorate"):
            continue
        if not first.isoformat() <= row["starts_at"][:10] <= last.isoformat():
            continue
        doctors = [line for line in invited.get(row["id"], []) if line["role_code"] == "paediatrician"]
        sent = [line["sent_at"] for line in doctors if line["sent_at"] and not line["left_out_reason"]]
        came = [each for each in register.get(row["id"], []) if each["role_code"] == "paediatrician"]
        there = "present" in [each["presence"] for each in came]
        wrote = any(line["report_received_on"] for line in doctors)
        part = parts.get(row["id"], [{"read_out": "", "findings": ""}])[0]
        figures = found.setdefault((row["starts_at"][:7], row["type"]), Counter())
        figures["conferences"] += 1
        figures["breaches"] += row["id"] in breaches
        if row["id"] not in breaches and sent and min(sent) < row["starts_at"]:
            figures["invited_in_time"] += 1
        figures["attending" if there else "report_only" if wrote else "neither"] += 1
        figures["read_out"] += part["read_out"] in ("in full", "in part")
        figures["without_doctor"] += part["findings"] == "discussed without a doctor"
    return found


def test_the_report_of_the_example_is_what_a_count_by_hand_finds() -> None:
    first, last = date(2026, 6, 15), date(2027, 3, 8)
    with memory_store(example=True) as store:
        make_example(store, conferences=300, years=1, seed=11, today=date(2027, 3, 8))
        rows = [compliance_json(row) for row in report_lists.paediatrician_compliance(store, first, last)]
        expected = hand_count(store, first, last)
    assert {(row["month"], row["type"]): tuple(row[name] for name in FIGURES) for row in rows} == {
        group: tuple(figures[name] for name in FIGURES) for group, figures in expected.items()
    }
    for figure in set(FIGURES) - {"breaches"}:
        assert sum(figures[figure] for figures in expected.values()) > 0
