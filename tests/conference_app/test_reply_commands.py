"""`replies` as another program meets it: files and folders in, a list out, and exit 1 where something is left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conference_app.cli import run
from conference_app.store.store import Store
from conference_app.use_cases.read_reply_files import read_reply_files, reply_files
from tests.conference_app.exchange.answers import DOCTOR, folded, mail, reply
from tests.conference_app.use_cases.answering import OFFICER, exclude, line_of, sent_conference
from tests.conference_app.use_cases.marlowe import Marlowe

KEYS = ["file", "attendee", "conference", "answer", "outcome", "words"]


@pytest.fixture
def known(store: Store) -> Marlowe:
    return sent_conference(store)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "doctor.eml").write_bytes(mail(reply()))
    (folder / "officer.ICS").write_bytes(reply(OFFICER, partstat="DECLINED", name="Owen Pryce"))
    (folder / "notes.txt").write_text("not looked at", encoding="utf-8")
    return folder


def called(path: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    code = run(["--store", str(path), "--today", "2027-03-08", "replies", "--json", *arguments])
    said = capsys.readouterr()
    return code, json.loads(said.out), said.err


def test_a_folder_is_taken_in_and_listed(
    path: Path, store: Store, known: Marlowe, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, listed, said = called(path, capsys, str(inbox))
    assert (code, said) == (0, "")
    assert [list(each) for each in listed] == [KEYS] * 2
    assert listed[0] == {
        "file": "doctor.eml",
        "attendee": DOCTOR,
        "conference": "CP-2027-0001",
        "answer": "accepted",
        "outcome": "recorded",
        "words": "Dr Amara Lindgren is coming.",
    }
    assert line_of(store, known, "police").reply == "not coming"
    again = called(path, capsys, str(inbox))
    assert (again[0], {each["outcome"] for each in again[1]}) == (0, {"already recorded"})


def test_a_dry_run_records_nothing(
    path: Path, store: Store, known: Marlowe, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, listed, _ = called(path, capsys, "--dry-run", str(inbox / "doctor.eml"))
    assert (code, listed[0]["outcome"]) == (0, "recorded")
    assert line_of(store, known, "paediatrician").reply == ""


def test_what_is_refused_or_not_understood_ends_in_1_after_the_rest_is_recorded(
    path: Path, store: Store, known: Marlowe, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exclude(store, known, "Owen Pryce")
    (inbox / "request.ics").write_bytes(reply(method="REQUEST"))
    (inbox / "away.eml").write_bytes(mail(subject="On leave"))
    code, listed, said = called(path, capsys, str(inbox))
    assert code == 1
    assert said == "Not everything was recorded: 3 still to be looked at. What is wrong stands beside each.\n"
    assert {each["file"]: each["outcome"] for each in listed} == {
        "doctor.eml": "recorded",
        "officer.ICS": "excluded",
        "away.eml": "not understood",
        "request.ics": "not understood",
    }
    assert line_of(store, known, "paediatrician").reply == "coming"


def test_the_table_says_the_same(
    path: Path, store: Store, known: Marlowe, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inbox / "bad.ics").write_bytes(folded("BEGIN:VCALENDAR", "METHOD:REPLY", "END:VCALENDAR"))
    assert run(["--store", str(path), "--today", "2027-03-08", "replies", "--dry-run", str(inbox)]) == 1
    head, _, *lines, _, summary = capsys.readouterr().out.splitlines()
    assert head.split() == KEYS
    assert [line.split()[0] for line in lines] == ["doctor.eml", "officer.ICS", "bad.ics"]
    assert "Dr Amara Lindgren (a.lindgren@infirmary.example)" in lines[0]
    assert summary == "2 answers: 2 would be recorded."


def test_a_file_that_is_not_there_and_the_store_itself_are_told(
    path: Path, store: Store, known: Marlowe, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, listed, _ = called(path, capsys, str(inbox / "nothing.ics"), str(path))
    assert code == 1
    assert [each["outcome"] for each in listed] == ["not understood"] * 2
    assert "cannot be used" in listed[0]["words"]
    assert listed[1]["words"].startswith("This is not a calendar file")
    assert run(["--store", str(path), "replies"]) == 2


def test_a_file_named_twice_is_read_once(inbox: Path) -> None:
    assert len(reply_files([inbox, inbox / "doctor.eml"])) == 2


def test_reading_can_be_followed_and_stopped(inbox: Path) -> None:
    told: list[tuple[int, int, str]] = []
    read_reply_files(reply_files([inbox]), progress=lambda *each: told.append(each))
    assert told == [(0, 2, "doctor.eml"), (1, 2, "officer.ICS"), (2, 2, "")]

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_reply_files(reply_files([inbox]), check=stop)
