"""`issue` as another program meets it: files, the ledger behind them, and the rule that holds them back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conference_app import desk
from conference_app.cli import run
from conference_app.domain.family import Address
from conference_app.domain.rebooking import Kind
from conference_app.store import invitations, ledger, people
from conference_app.store.store import Store
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.keep_family import keep_address
from tests.conference_app.use_cases.marlowe import NOW, Marlowe, booked_conference, wish

REFERENCE = "CP-2027-0001"
FILES = [
    f"{REFERENCE}-01-dr-amara-lindgren.eml",
    f"{REFERENCE}-02-priya-nair.eml",
    f"{REFERENCE}-03-parent-or-carer.pdf",
    f"{REFERENCE}-04-owen-pryce.eml",
]


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.Desk, "now", property(lambda _: NOW))


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Everybody can be reached; nobody has looked at the list yet."""
    known = booked_conference(store)
    for person in people.professionals(store):
        keep_professional(store, replace(person, email=f"{person.role_code}@secure.gov.uk"))
    keep_address(store, Address(known.family, "1 High Street", "WM1 1AA", may_be_printed=True))
    return known


def issue(path: Path, folder: Path, *options: str) -> int:
    return run(["--store", str(path), "issue", REFERENCE, "--out", str(folder), *options])


def answers(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    return {each["name"]: each for each in json.loads(capsys.readouterr().out) if each["name"]}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_one_file_for_each_and_a_line_in_the_ledger(
    path: Path, store: Store, known: Marlowe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert issue(path, tmp_path / "out", "--json") == 0
    assert names(tmp_path / "out") == FILES
    doctor = answers(capsys)["Dr Amara Lindgren"]
    assert doctor == {
        "name": "Dr Amara Lindgren",
        "role": "paediatrician",
        "form": "mail",
        "to": "paediatrician@secure.gov.uk",
        "file": FILES[0],
        "method": "REQUEST",
        "sequence": 0,
        "words": "secure.gov.uk is outside your organisation.",
    }
    assert sorted(issue.file for issue in ledger.issues(store, known.conference)) == FILES


def test_a_second_time_nobody_is_written_to(
    path: Path, known: Marlowe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert issue(path, tmp_path / "1") == 0
    assert issue(path, tmp_path / "2") == 0
    assert names(tmp_path / "2") == []
    assert "Nothing new was written: 4 files made before wait to be sent." in capsys.readouterr().out
    assert issue(path, tmp_path / "3", "--again") == 0
    assert names(tmp_path / "3") == FILES


def test_without_a_paediatrician_nothing_is_written_and_the_rule_is_named(
    path: Path, store: Store, known: Marlowe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (doctor,) = people.professionals(store, role_code="paediatrician")
    keep_professional(store, replace(doctor, active=False))
    assert issue(path, tmp_path / "out") == 1
    assert "paediatrician" in capsys.readouterr().err.lower()
    assert names(tmp_path / "out") == []
    assert ledger.issues(store, known.conference) == []


def test_a_doctor_who_cannot_be_reached_keeps_the_others_back(
    path: Path, store: Store, known: Marlowe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (doctor,) = people.professionals(store, role_code="paediatrician")
    keep_professional(store, replace(doctor, email=""))
    assert issue(path, tmp_path / "out") == 1
    assert "The paediatrician's invitation comes first." in capsys.readouterr().err
    assert names(tmp_path / "out") == []


def test_calendar_files_or_letters_in_place_of_mails(path: Path, known: Marlowe, tmp_path: Path) -> None:
    assert issue(path, tmp_path / "out", "--calendar-files") == 0
    assert {name.rpartition(".")[2] for name in names(tmp_path / "out")} == {"ics", "pdf"}
    assert issue(path, tmp_path / "both", "--calendar-files", "--letters") == 2


def test_a_cancelled_conference_is_called_off(
    path: Path, store: Store, known: Marlowe, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert issue(path, tmp_path / "1") == 0
    wish(store, known, Kind.CANCELLED)
    capsys.readouterr()
    assert issue(path, tmp_path / "2", "--json") == 0
    told = answers(capsys)
    assert {(told[name]["method"], told[name]["sequence"]) for name in ("Priya Nair", "Grace Marlowe")} == {
        ("CANCEL", 1)
    }


def test_nothing_is_marked_as_sent_by_writing_files(path: Path, store: Store, known: Marlowe, tmp_path: Path) -> None:
    assert issue(path, tmp_path / "out") == 0
    assert [line.name for line in invitations.invitations(store, known.conference) if line.sent_at] == []


def test_a_reference_nobody_has_is_refused(path: Path, known: Marlowe, tmp_path: Path) -> None:
    assert run(["--store", str(path), "issue", "CP-2027-9999", "--out", str(tmp_path / "out")]) == 1
    assert names(tmp_path / "out") == []
