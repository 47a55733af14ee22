"""The command line as a user or another program meets it: what it prints, and its exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from conference_app.cli import run
from conference_app.domain.actions import Action
from conference_app.domain.conference import Booking, Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child, Family
from conference_app.domain.people import Agency, Chair, Professional, Room
from conference_app.domain.spoken_dates import counted
from conference_app.store import agendas, conferences, invitations, ledger, people
from conference_app.store.store import Cost, create_store, open_store
from conference_app.use_cases import found_store, invite, keep_directory, keep_family
from conference_app.use_cases.follow_up import log_action
from conference_app.use_cases.request_conference import request_conference
from conference_app.use_cases.schedule_conference import schedule_conference

ROOT = Path(__file__).parents[2]
TODAY = date(2027, 2, 22)
PASSPHRASE = "nine green bottles"
KEYS = {"reference", "type", "status", "family", "children", "start", "end", "room", "chair", "limit", "paediatrician"}


def at_nine() -> datetime:
    return datetime(2027, 2, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one booked and one requested conference and two actions, to be copied by each test."""
    path = tmp_path_factory.mktemp("pattern") / "example.store"
    store, _ = create_store(path, passphrase=None, example=True, actor="Ada Rowe", now=at_nine)
    with store:
        found_store.found_store(store)
        hospital = keep_directory.keep_agency(store, Agency("Royal Infirmary", "health")).value
        doctor = Professional("Dr Amara Lindgren", "paediatrician", hospital, "consultant")
        keep_directory.keep_professional(store, doctor)
        chair = keep_directory.keep_chair(store, Chair("Rosalind Osei")).value
        room = keep_directory.keep_room(store, Room("Oak room", "Civic Centre", 14)).value
        for family in ("Marlowe", "Hartwell"):
            family_id = keep_family.keep_family(store, Family(family)).value
            born = {f"Ella {family}": date(2019, 6, 14), f"Noah {family}, called Nono": date(2025, 11, 2)}
            children = tuple(
                keep_family.keep_child(store, Child(family_id, name, day), today=TODAY).value
                for name, day in born.items()
            )
            request = Request(
                ConferenceType.INITIAL,
                family_id,
                children,
                TODAY,
                discussions=(StrategyDiscussion(date(2027, 2, 19), started_clock=True),),
            )
            conference_id = request_conference(store, request, today=TODAY).value
            if family == "Marlowe":
                booking = Booking(datetime(2027, 3, 10, 9, 30), 120, chair, room_id=room)
                schedule_conference(store, conference_id, booking, seen=1, today=TODAY)
                invite.build_list(store, conference_id)
                for text, owner, due in (
                    ("=Weigh Noah", "Community paediatrics", date(2027, 3, 1)),
                    ("See the home", "Priya Nair", date(2027, 4, 1)),
                ):
                    log_action(store, Action(family_id, text, owner, due, conference_id), today=TODAY)
    return path


@pytest.fixture
def example(pattern: Path, tmp_path: Path) -> Path:
    """The pattern's files, closed, in a folder of their own."""
    for name in ("example.store", "example.store.keys"):
        shutil.copy(pattern.with_name(name), tmp_path / name)
    return tmp_path / "example.store"


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


def started(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "conference_app", *map(str, arguments)],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )


def one_sentence(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on standard error; nothing may stand on standard output."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err.strip()


class TestConferences:
    def test_json_has_exactly_the_promised_keys(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--store", str(example), "conferences", "--json"]) == 0
        requested, booked = json.loads(capsys.readouterr().out)
        assert booked == {
            "reference": "CP-2027-0001",
            "type": "initial",
            "status": "booked",
            "family": "Marlowe",
            "children": ["Ella Marlowe", "Noah Marlowe, called Nono"],
            "start": "2027-03-10T09:30",
            "end": "2027-03-10T11:30",
            "room": "Oak room",
            "chair": "Rosalind Osei",
            "limit": "2027-03-12",
            "paediatrician": "Dr Amara Lindgren: not invited",
        }
        assert requested.keys() == KEYS
        assert [requested[key] for key in ("start", "end", "room", "chair")] == [None] * 4
        assert requested["paediatrician"] == "no paediatrician named"

    @pytest.mark.parametrize(
        ("arguments", "found"),
        [
            (["--from", "2027-03-10", "--to", "2027-03-10"], 1),
            (["--from", "10/3/2027"], 1),
            (["--from", "2027-03-11"], 0),
            (["--to", "2027-03-09"], 0),
        ],
    )
    def test_from_and_to_bound_the_day_both_inclusive(
        self, arguments: list[str], found: int, example: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["--store", str(example), "conferences", "--json", *arguments]) == 0
        assert len(json.loads(capsys.readouterr().out)) == found

    def test_the_table_is_aligned(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--store", str(example), "conferences"]) == 0
        head, _, *lines = capsys.readouterr().out.splitlines()
        start = head.index("family")
        assert [line[start:].split()[0] for line in lines] == ["Hartwell", "Marlowe"]

    def test_wrong_usage_is_2(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for wrong in (
            ["--from", "the ides"],
            ["--from", "2027-13-01"],
            ["--sort"],
            ["--from", "1/3/27", "--to", "1/2/27"],
        ):
            assert run(["--store", str(example), "conferences", *wrong]) == 2
        assert run(["conferences"]) == 2
        assert "--store" in capsys.readouterr().err


class TestCreate:
    def test_creates_a_store_that_opens_only_with_the_passphrase(
        self, tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "new.store"
        assert run(["--store", str(path), "--passphrase-file", str(passphrase_file), "create"]) == 0
        code = capsys.readouterr().out.splitlines()[-1].strip()
        with open_store(path, recovery_code=code, actor="Ada Rowe", now=at_nine) as store:
            assert not store.example
            assert store.value("SELECT count(*) FROM bank_holiday") > 50
        assert run(["--store", str(path), "check"]) == 1
        assert one_sentence(capsys) == "This store needs its passphrase."
        assert run(["--store", str(path), "--passphrase-file", str(passphrase_file), "check"]) == 0

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
    def test_on_a_terminal_the_passphrase_is_typed_twice_and_not_shown(self, tmp_path: Path) -> None:
        import pty

        try:
            ours, theirs = pty.openpty()
        except OSError:
            pytest.skip("this machine gives no pseudo-terminal")
        path = tmp_path / "new.store"
        process = subprocess.Popen(
            [sys.executable, "-m", "conference_app", "--store", str(path), "create"],
            cwd=ROOT,
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        os.close(theirs)
        assert process.stderr is not None
        shown = ""
        for prompts, typed in enumerate((PASSPHRASE, "something else", PASSPHRASE, PASSPHRASE), start=1):
            while shown.count("passphrase: ") + shown.count("again: ") < prompts and (letter := process.stderr.read(1)):
                shown += letter.decode()
            os.write(ours, f"{typed}\n".encode())
        out, err = process.communicate(timeout=60)
        os.close(ours)
        assert process.returncode == 0, shown
        assert shown.count("New passphrase") == 2  # the first pair did not agree
        assert PASSPHRASE not in shown + (out + err).decode()
        open_store(path, passphrase=PASSPHRASE, actor="Ada Rowe", now=at_nine).close()

    def test_without_terminal_or_file_it_says_what_is_missing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        assert run(["--store", str(tmp_path / "new.store"), "create"]) == 1
        assert "--passphrase-file" in one_sentence(capsys)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("content", "words"),
        [(b"short", "too short"), (b"\xff\xfe\xfd", "not text"), (b"\n", "is empty")],
    )
    def test_a_bad_passphrase_file(
        self, content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "passphrase").write_bytes(content)
        path = tmp_path / "new.store"
        assert run(["--store", str(path), "--passphrase-file", str(tmp_path / "passphrase"), "create"]) == 1
        assert words in one_sentence(capsys)
        assert not path.exists()

    def test_never_over_an_existing_file(
        self, example: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = example.read_bytes()
        assert run(["--store", str(example), "--passphrase-file", str(passphrase_file), "create"]) == 1
        assert "already something" in one_sentence(capsys)
        assert example.read_bytes() == before

    def test_what_cannot_be_filled_is_taken_away(
        self,
        tmp_path: Path,
        passphrase_file: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def stopped(_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(found_store, "found_store", stopped)
        assert run(["--store", str(tmp_path / "new.store"), "--passphrase-file", str(passphrase_file), "create"]) == 1
        assert "Stopped" in one_sentence(capsys)
        assert list(tmp_path.iterdir()) == [passphrase_file]


class TestCheck:
    def test_a_whole_store(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--store", str(example), "check", "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["ok"] is True
        assert {each["name"] for each in answer["checks"]} >= {"file", "cipher", "foreign keys", "audit trail"}
        assert run(["--store", str(example), "check"]) == 0
        assert "audit trail   good" in capsys.readouterr().out

    def test_a_changed_trail_is_found_and_named(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with open_store(example, actor="Mallory", now=at_nine) as store:
            store.db.execute("DROP TRIGGER audit_is_never_changed")
            store.db.execute("UPDATE audit SET reason = 'other' WHERE seq = 3")
        assert run(["--store", str(example), "check"]) == 1
        out, err = capsys.readouterr()
        assert "FAILED" in out
        assert "audit trail" in err
        assert err.count("\n") == 1

    @pytest.mark.parametrize("content", [b"", b"plain text\n", os.urandom(8192)])
    def test_no_store(self, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / "thing"
        path.write_bytes(content)
        assert run(["--store", str(path), "check", "--json"]) == 1
        one_sentence(capsys)
        assert path.read_bytes() == content

    def test_a_path_with_line_breaks_is_still_one_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["--store", str(tmp_path / "a\nb\x1b[31m"), "check"]) == 1
        assert "\x1b" not in one_sentence(capsys)


class TestExample:
    def test_the_same_seed_gives_the_same_store(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        lists = []
        for name in ("one", "two"):
            path = str(tmp_path / name)
            made = ["--today", "2027-02-22", "example", path, "--conferences", "12", "--years", "1", "--seed", "5"]
            assert run(made) == 0
            capsys.readouterr()
            assert run(["--store", path, "conferences", "--json"]) == 0
            lists.append(json.loads(capsys.readouterr().out))
        assert len(lists[0]) == 12
        assert lists[0] == lists[1]
        assert all(each["children"] for each in lists[0])

    def test_never_over_an_existing_file(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["example", str(example)]) == 1
        one_sentence(capsys)


class TestDeadline:
    def test_initial_over_easter(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["deadline", "--type", "initial", "--from", "2027-03-22", "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert (answer["limit"], answer["stricter_limit"], answer["provisional"]) == ("2027-04-14", "2027-04-13", False)
        strip = {day["date"]: day for day in answer["days"]}
        assert strip["2027-03-26"] == {"date": "2027-03-26", "counts": False, "n": None, "why": "Good Friday"}
        assert strip["2027-04-14"] == {"date": "2027-04-14", "counts": True, "n": 15, "why": ""}
        assert list(strip) == sorted(strip)
        assert min(strip) == "2027-03-23"

    @pytest.mark.parametrize(
        "kind",
        ["initial", "first-review", "review", "pre-birth", "transfer-in", "core-group", "decision-letter", "record"],
    )
    def test_every_type_can_be_asked_for(self, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["deadline", "--type", kind, "--from", "2027-02-22", "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert {"limit", "stricter_limit", "provisional", "days"} <= answer.keys()
        assert answer["limit"] > "2027-02-22"

    def test_a_birth_brings_the_first_review_forward(self, capsys: pytest.CaptureFixture[str]) -> None:
        usual, born = ["deadline", "--type", "first-review", "--from", "2027-02-22", "--json"], ["--born", "2027-03-01"]
        limits = []
        for arguments in (usual, usual + born):
            assert run(arguments) == 0
            limits.append(json.loads(capsys.readouterr().out)["limit"])
        assert limits[1] < limits[0] == "2027-05-22"

    def test_the_words_name_both_counts_and_each_skipped_day(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["deadline", "--type", "initial", "--from", "22 march 2027"]) == 0
        out = capsys.readouterr().out
        assert "Wednesday 14 April 2027" in out
        assert "Tuesday 13 April 2027" in out
        assert "Easter Monday" in out

    def test_a_limit_on_a_day_off_proposes_the_working_day_before(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["deadline", "--type", "first-review", "--from", "2027-02-22"]) == 0
        assert "Proposed: Friday 21 May 2027." in capsys.readouterr().out

    def test_wrong_usage(self, capsys: pytest.CaptureFixture[str]) -> None:
        for wrong in (
            ["--type", "birthday", "--from", "2027-02-22"],
            ["--type", "initial"],
            ["--type", "initial", "--from", "x"],
        ):
            assert run(["deadline", *wrong]) == 2
        assert "Usage" in capsys.readouterr().err

    def test_no_database_is_loaded_for_it(self) -> None:
        asked = "import sys; from conference_app.cli import run; run(sys.argv[1:]); print(*sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", asked, "deadline", "--type", "initial", "--from", "2027-02-22"],
            cwd=ROOT,
            text=True,
            capture_output=True,
            check=True,
        )
        loaded = set(done.stdout.splitlines()[-1].split())
        assert "conference_app.domain.timescales" in loaded
        assert not loaded & {"sqlcipher3", "typst", "argon2", "cryptography", "PySide6"}


class TestAgenda:
    def test_a_draft_is_written_and_said_to_be_one(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = example.with_name("agenda.pdf")
        assert run(["--store", str(example), "agenda", "cp-2027-0001", "--copy", "family", "--out", str(out)]) == 0
        said = capsys.readouterr()
        assert said.out == f"Wrote {out}: {counted(len(PdfReader(out).pages), 'page')}.\n"
        assert "DRAFT" in said.err
        assert "Dr Amara Lindgren" in said.err
        assert "DRAFT" in PdfReader(out).pages[0].extract_text()
        with open_store(example, actor="Ada Rowe", now=at_nine) as store:
            (issue,) = ledger.issues(store, conferences.conference_by_reference(store, "CP-2027-0001").id)
        assert (issue.copy, issue.draft, issue.route, issue.pages) == (
            "family",
            True,
            "file",
            len(PdfReader(out).pages),
        )

    def test_as_final_it_is_refused_and_nothing_changes(
        self, example: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = example.with_name("agenda.pdf")
        asked = ["--store", str(example), "agenda", "CP-2027-0001", "--copy", "chair", "--out", str(out), "--final"]
        assert run(asked) == 1
        assert "only be printed as a draft" in one_sentence(capsys)
        assert not out.exists()
        with open_store(example, actor="Ada Rowe", now=at_nine) as store:
            assert agendas.agenda_lines(store, 1) == []

    def test_final_once_the_paediatrician_is_invited(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with open_store(example, actor="Ada Rowe", now=at_nine) as store:
            ready = [line.id for line in invitations.invitations(store, 1) if line.can_be_sent]
            sent = datetime(2027, 2, 22, 9, 0)
            invite.mark_sent(store, 1, ready, route="secure e-mail", at=sent, now=sent)
        out = example.with_name("agenda.pdf")
        out.write_bytes(b"%PDF-1.7 an older one")
        for copy in ("chair", "professional", "family"):
            asked = ["--store", str(example), "agenda", "CP-2027-0001", "--copy", copy, "--out", str(out), "--final"]
            assert run(asked) == 0
            assert capsys.readouterr().err == ""
            assert "DRAFT" not in PdfReader(out).pages[0].extract_text()
        assert stat.S_IMODE(out.stat().st_mode) == 0o600

    def test_no_such_conference(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = str(example.with_name("a.pdf"))
        assert run(["--store", str(example), "agenda", "CP-1", "--copy", "chair", "--out", out]) == 1
        assert one_sentence(capsys) == "There is no conference CP-1 in this store."

    @pytest.mark.parametrize("name", ["missing/agenda.pdf", ".", "notes.txt", "example.store", "example.store.keys"])
    def test_a_place_it_may_not_write_to(self, name: str, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        example.with_name("notes.txt").write_text("keep me", encoding="utf-8")
        before = {path.name for path in example.parent.iterdir()}
        keys = example.with_name("example.store.keys").read_bytes()
        out = str(example.parent / name)
        assert run(["--store", str(example), "agenda", "CP-2027-0001", "--copy", "chair", "--out", out]) == 1
        one_sentence(capsys)
        assert {path.name for path in example.parent.iterdir()} == before
        assert example.with_name("notes.txt").read_text(encoding="utf-8") == "keep me"
        assert example.with_name("example.store.keys").read_bytes() == keys
        assert run(["--store", str(example), "check"]) == 0
        with open_store(example, actor="Ada Rowe", now=at_nine) as store:
            assert ledger.issues(store, 1) == []


class TestOutstanding:
    def test_table_by_due_date(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--store", str(example), "--today", "2027-03-11", "outstanding"]) == 0
        _, _, first, second = capsys.readouterr().out.splitlines()
        assert "10" in first
        assert "=Weigh Noah" in first
        assert "Priya Nair" in second

    def test_csv_is_guarded_against_formulas(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        asked = ["--store", str(example), "outstanding", "--as-of", "2027-03-11", "--format", "csv"]
        assert run(asked) == 0
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert [row["action"] for row in rows] == ["'=Weigh Noah", "See the home"]
        assert [row["days late"] for row in rows] == ["10", "0"]

    def test_json_and_owner(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        asked = ["--store", str(example), "--today", "2027-03-11", "outstanding", "--owner", "nair", "--format", "json"]
        assert run(asked) == 0
        (action,) = json.loads(capsys.readouterr().out)
        assert (action["owner"], action["due"], action["days_late"]) == ("Priya Nair", "2027-04-01", 0)

    def test_before_anything_was_raised_there_is_nothing(
        self, example: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["--store", str(example), "outstanding", "--as-of", "2027-02-21"]) == 0
        assert capsys.readouterr().out == "No outstanding actions.\n"

    def test_an_owner_that_is_no_text(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--store", str(example), "outstanding", "--owner", "\udcff"]) == 1
        one_sentence(capsys)


class TestProcess:
    def test_ascii_terminal(self, example: Path) -> None:
        done = started("--store", example, "outstanding", "--owner", "ŵ", PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stderr) == (0, "")
        done = started("--store", example.with_name("ŵ"), "check", PYTHONIOENCODING="ascii")
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1

    def test_nobody_reads_on(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "conference_app", "deadline", "--type", "review", "--from", "2027-02-22"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read().decode()
        process.stderr.close()
        assert process.wait() == 1
        assert err == "The output was cut off, because nobody was reading it any more.\n"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_full_disk_behind_the_output(self) -> None:
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "conference_app", "deadline", "--type", "review", "--from", "2027-02-22"],
                cwd=ROOT,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1
        assert "no space left" in done.stderr

    def test_our_own_faults_are_logged_without_a_traceback(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(_: object) -> Iterator[str]:
            raise ZeroDivisionError("Ella Marlowe")

        monkeypatch.setenv("CPC_HOME", str(tmp_path))
        monkeypatch.setattr("conference_app.answers.limit_words", broken)
        assert run(["deadline", "--type", "review", "--from", "2027-02-22"]) == 1
        assert "ZeroDivisionError" in one_sentence(capsys)
        logged = (tmp_path / "logs" / "conferences.log").read_text(encoding="utf-8")
        assert "ZeroDivisionError" in logged
        assert "Marlowe" not in logged

    def test_a_rule_nobody_wrote_a_sentence_for_is_our_fault(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(_: object) -> Iterator[str]:
            raise RuleBroken("not_a_store")

        monkeypatch.setenv("CPC_HOME", str(tmp_path))
        monkeypatch.setattr("conference_app.answers.limit_words", broken)
        assert run(["deadline", "--type", "review", "--from", "2027-02-22"]) == 1
        assert "fault in the program" in one_sentence(capsys)

    def test_help_and_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--help"]) == 0
        assert run(["--version"]) == 0
        assert run(["agenda", "--help"]) == 0
        assert "--copy" in capsys.readouterr().out


class TestWhatComesFromOutside:
    def test_a_closed_output_is_said(self, example: Path) -> None:
        ended = subprocess.run(
            ["sh", "-c", '"$@" >&-', "sh", sys.executable, "-m", "conference_app", "--store", example, "outstanding"],
            cwd=ROOT,
            text=True,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert ended.returncode == 1
        assert ended.stderr == "Standard output is closed, so there is nowhere to write the answer.\n"

    def test_a_closed_input_is_no_terminal(self, tmp_path: Path) -> None:
        ended = subprocess.run(
            ["sh", "-c", '"$@" <&-', "sh", sys.executable, "-m", "conference_app", "--store", tmp_path / "a", "create"],
            cwd=ROOT,
            text=True,
            capture_output=True,
            check=False,
        )
        assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
        assert "--passphrase-file" in ended.stderr

    def test_a_store_that_may_not_be_read_is_one_sentence(self, pattern: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            path = Path(folder) / "example.store"
            shutil.copy(pattern, path)
            path.chmod(0o200)
            as_nobody = (
                "import os, sys, tempfile, argon2.low_level; from conference_app.cli import run;"
                "from conference_app.use_cases import list_outstanding;"
                "from conference_app import answers, log; from conference_app.exchange import files;"
                "from conference_app.store import lists, store;"  # now: the library may stand in root's home
                "os.getuid() or (os.setgroups([]), os.setgid(65534), os.setuid(65534));"
                "sys.exit(run(sys.argv[1:]))"
            )
            ended = subprocess.run(
                [sys.executable, "-c", as_nobody, "--store", path, "outstanding"],
                cwd=ROOT,
                text=True,
                capture_output=True,
                check=False,
            )
        assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
        assert "cannot be written to" in ended.stderr

    @pytest.mark.parametrize("letters", [250, 300])
    def test_a_name_no_disk_takes_is_said(
        self, letters: int, example: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        name = "n" * letters
        words = f"The name {name} is too long for this disk. Choose a shorter one."
        create = ["--passphrase-file", str(passphrase_file), "--store", str(example.with_name(name)), "create"]
        assert run(create) == 1
        assert one_sentence(capsys) == words
        there = sorted(each.name for each in example.parent.iterdir())
        assert there == ["example.store", "example.store.keys", "passphrase.txt"]

    def test_a_name_no_disk_takes_is_said_for_a_pdf_too(
        self, example: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = str(example.with_name("n" * 300))
        assert run(["--store", str(example), "agenda", "CP-2027-0001", "--copy", "chair", "--out", out]) == 1
        assert one_sentence(capsys).startswith("The name nnnn")

    @pytest.mark.parametrize("out", ["", "-"])
    def test_a_pdf_needs_a_file(self, out: str, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--store", str(example), "agenda", "CP-2027-0001", "--copy", "chair", "--out", out]) == 2
        assert "Name a file." in capsys.readouterr().err

    def test_a_recipient_is_a_name(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = str(example.with_name("a.pdf"))
        command = ["--store", str(example), "agenda", "CP-2027-0001", "--copy", "chair", "--out", out, "--recipient"]
        assert run([*command, "x" * 201]) == 1
        assert one_sentence(capsys) == "The recipient is too long: at most 200 characters."
        assert not Path(out).exists()


class TestCtrlC:
    @pytest.mark.parametrize("command", ["create", "example"])
    def test_right_after_the_store_was_created_leaves_nothing(
        self,
        command: str,
        tmp_path: Path,
        passphrase_file: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        def created(*arguments: Any, **named: Any) -> Any:
            made = create_store(*arguments, **named, cost=Cost(8, 1, 1))
            signal.raise_signal(signal.SIGINT)
            return made

        monkeypatch.setattr("conference_app.store.store.create_store", created)
        path = str(tmp_path / "new.store")
        arguments = {"create": ["--store", path, "create"], "example": ["example", path]}[command]
        assert run(["--passphrase-file", str(passphrase_file), *arguments]) == 1
        assert "Stopped" in one_sentence(capsys)
        assert [each.name for each in tmp_path.iterdir()] == ["passphrase.txt"]
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def test_while_the_program_starts_is_one_word(self, tmp_path: Path) -> None:
        slow = "import signal\nclass Gone:\n    def __del__(self): signal.raise_signal(signal.SIGINT)\nGone()\n"
        (tmp_path / "click.py").write_text(slow)  # Python only complains of what goes wrong in __del__, and goes on
        ended = started("--help", PYTHONPATH=str(tmp_path))
        assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "Stopped.\n")


class TestDiary:
    def test_json_has_what_the_painted_diary_has(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--store", str(example), "diary", "--from", "2027-03-10", "--to", "2027-03-29", "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        [booking] = found["bookings"]
        assert (booking["reference"], booking["start"], booking["end"]) == (
            "CP-2027-0001",
            "2027-03-10T09:30",
            "2027-03-10T11:30",
        )
        assert (booking["chair"], booking["room"], booking["limit"], booking["margin"]) == (
            "Rosalind Osei",
            "Oak room",
            "2027-03-12",
            2,
        )
        assert [(each["date"], each["why"]) for each in found["closures"]] == [
            ("2027-03-26", "Good Friday"),
            ("2027-03-29", "Easter Monday"),
        ]
        assert "CP-2027-0001" in {each["reference"] for each in found["limits"]}
        assert found["leave"] == []

    def test_the_table_says_how_many(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--store", str(example), "diary", "--from", "10/3/2027", "--to", "10/3/2027"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert any("9:30am to 11:30am" in line and "Marlowe" in line for line in lines)
        assert lines[-1] == "1 conference."
        assert run(["--store", str(example), "diary", "--from", "1/6/2027", "--to", "1/6/2027"]) == 0
        assert capsys.readouterr().out.splitlines() == ["No conference."]

    def test_wrong_usage_is_2(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for wrong in ([], ["--from", "1/3/27"], ["--from", "1/3/27", "--to", "1/2/27"]):
            assert run(["--store", str(example), "diary", *wrong]) == 2


class TestSlots:
    """Hartwell: asked for on 22 February 2027, to be held by 12 March."""

    def asked(self, example: Path, *arguments: str, today: str = "2027-02-22") -> int:
        return run(["--store", str(example), "--today", today, "slots", *arguments])

    def test_json_has_the_slots_best_first(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.asked(example, "cp-2027-0002", "--top", "3", "--json") == 0
        answer = json.loads(capsys.readouterr().out)
        assert (answer["obstacles"], answer["after_limit"], len(answer["slots"])) == ([], None, 3)
        best = answer["slots"][0]
        assert {key: best[key] for key in ("start", "end", "chair", "room", "margin")} == {
            "start": "2027-03-03T09:00",
            "end": "2027-03-03T11:00",
            "chair": "Rosalind Osei",
            "room": "Oak room",
            "margin": 7,
        }
        assert best["reasons"][0] == "7 working days before the limit"
        assert all(isinstance(reason, str) for slot in answer["slots"] for reason in slot["reasons"])

    def test_past_the_limit_the_earliest_are_late(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.asked(example, "CP-2027-0002", "--json", today="2027-03-15") == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["obstacles"] == [["The last lawful day, Friday 12 March 2027, has passed"]]
        assert answer["slots"][0]["margin"] in {-1, -2}  # late in the evening today is over
        assert answer["after_limit"] == answer["slots"][0]

    def test_people_get_a_table_and_the_reasons_below_it(
        self, example: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.asked(example, "CP-2027-0002", "--top", "1") == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[2].split("  ") == [
            "1",
            "Wed 3 Mar 2027, 9am to 11am",
            "Rosalind Osei",
            "Oak room",
            "7 working days",
        ]
        assert lines[4].startswith("1  7 working days before the limit; 6 working days before it")

    def test_where_none_fits_the_table_gives_way_to_why(
        self, example: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with open_store(example, actor="Ada Rowe", now=at_nine) as store:
            chair = people.chairs(store)[0]
            keep_directory.keep_chair(store, replace(chair, last_day=date(2027, 2, 1)))
        assert self.asked(example, "CP-2027-0002") == 0
        assert capsys.readouterr().out.splitlines() == [
            "No slot is free up to Friday 12 March 2027.",
            "Nobody can change: Rosalind Osei leaves after Monday 1 February.",
        ]

    def test_no_reference_leaves_no_hole(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.asked(example, " ") == 1
        assert one_sentence(capsys) == "Enter the reference of a conference."

    def test_busy_times_of_nobody_leave_no_hole(
        self, example: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        file = tmp_path / "a.ics"
        file.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
        assert run(["--store", str(example), "busy", str(file), "--for", ""]) == 1
        assert one_sentence(capsys) == "Enter the name of a chair, a room or a paediatrician."

    @pytest.mark.parametrize("reference", ["CP-2027-0099", "nothing"])
    def test_an_unknown_reference_is_one_sentence(
        self, example: Path, capsys: pytest.CaptureFixture[str], reference: str
    ) -> None:
        assert self.asked(example, reference) == 1
        assert one_sentence(capsys) == f"There is no conference {reference} in this store."

    def test_a_conference_that_is_over_needs_no_slot(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with open_store(example, actor="Ada Rowe", now=at_nine) as store, store.write() as writing:
            conferences.set_columns(writing, conferences.conference(store, 1), status=Status.CANCELLED)
            writing.record("cancelled", "conference", 1)
        assert self.asked(example, "CP-2027-0001") == 1
        assert one_sentence(capsys) == "This conference is cancelled. It can be read, not changed."

    def test_wrong_usage(self, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.asked(example) == 2
        assert self.asked(example, "CP-2027-0002", "--top", "0") == 2
