"""`replan` as another program meets it, and as people read it: nothing is changed without `--apply`."""

from __future__ import annotations

import json
import signal
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conference_app.cli import run
from conference_app.domain.people import Chair
from conference_app.interrupts import ctrl_c_ends_early
from conference_app.scheduling import replan as search
from conference_app.store import conferences
from conference_app.store.store import Store
from conference_app.use_cases.keep_directory import keep_chair
from tests.conference_app.use_cases.marlowe import Marlowe, invited_conference

DAYS = ("--from", "8 mar 2027", "--to", "19 mar 2027")
WITHOUT_OSEI = (*DAYS, "--without", "Rosalind Osei")
REFERENCE = "CP-2027-0001"


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Booked for Wednesday 10 March 2027, 9:30am, with Osei in the Oak room, and everybody asked."""
    return invited_conference(store)


def asked(path: Path, *arguments: str) -> int:
    return run(["--store", str(path), "--today", "2027-03-01", "replan", *arguments])


def answer(path: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert asked(path, *arguments, "--json") == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_json_says_for_each_what_it_had_what_it_gets_and_why(
    path: Path, store: Store, known: Marlowe, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_chair(store, Chair("Amy Brandt"))
    head = store.audit_head()
    [line] = answer(path, capsys, *WITHOUT_OSEI)
    at = {"start": "2027-03-10T09:30", "end": "2027-03-10T11:30", "room": "Oak room"}
    assert (line["reference"], line["family"], line["margin"]) == (REFERENCE, "Marlowe", 2)
    assert (line["before"], line["after"]) == (at | {"chair": "Rosalind Osei"}, at | {"chair": "Amy Brandt"})
    assert line["reasons"] == [
        "Rosalind Osei’s absence (planned without this chair), Monday 8 March to Friday 19 March",
        "Keeps its day, time and room",
        "Another chair than booked: Amy Brandt, not Rosalind Osei",
    ]
    assert line["obstacles"] == []
    assert line["to_send_again"][0] == "Dr Amara Lindgren"
    assert store.audit_head() == head


def test_without_a_place_after_is_null_and_what_is_in_the_way_is_said(
    path: Path, store: Store, known: Marlowe, capsys: pytest.CaptureFixture[str]
) -> None:
    [line] = answer(path, capsys, "--from", "1 mar 2027", "--to", "30 jun 2027", "--without", "rosalind osei")
    assert (line["after"], line["to_send_again"]) == (None, [])
    [[obstacle]] = line["obstacles"]
    assert obstacle.startswith("Rosalind Osei’s absence")
    assert asked(path, "--from", "1 mar 2027", "--to", "30 jun 2027", "--without", "Rosalind Osei") == 0
    out = capsys.readouterr().out
    assert "no place" in out
    assert "1 conference: 0 with a new place, 1 without." in out
    assert "changed" not in out


def test_nothing_lost_is_an_empty_list(
    path: Path, store: Store, known: Marlowe, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(path, capsys, *DAYS) == []
    assert asked(path, *DAYS) == 0
    assert capsys.readouterr().out == "No conference has lost its place in these days.\n"


def test_people_get_a_table_with_the_reasons_and_whom_to_tell_below_it(
    path: Path, store: Store, known: Marlowe, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_chair(store, Chair("Amy Brandt"))
    assert asked(path, *WITHOUT_OSEI) == 0
    lines = capsys.readouterr().out.splitlines()
    cells = [cell.strip() for cell in lines[2].split("  ") if cell.strip()]
    assert cells == [
        REFERENCE,
        "Marlowe",
        "Wed 10 Mar 2027, 9:30am to 11:30am, Rosalind Osei, Oak room",
        "Wed 10 Mar 2027, 9:30am to 11:30am, Amy Brandt, Oak room",
    ]
    assert lines[4].startswith(f"{REFERENCE}  Rosalind Osei’s absence")
    assert "invitations to send again: Dr Amara Lindgren" in lines[5]
    assert lines[-2:] == ["1 conference: 1 with a new place.", "Nothing was changed."]


def test_apply_does_it_with_the_reason(
    path: Path, store: Store, known: Marlowe, capsys: pytest.CaptureFixture[str]
) -> None:
    brandt = keep_chair(store, Chair("Amy Brandt")).value
    assert asked(path, *WITHOUT_OSEI, "--apply", "--reason", "a broken leg") == 0
    assert capsys.readouterr().out.endswith("All of it was done.\n")
    assert conferences.conference(store, known.conference).chair_id == brandt
    assert answer(path, capsys, *WITHOUT_OSEI) == []


def test_past_the_limit_apply_wants_to_know_who_approved(
    path: Path, store: Store, known: Marlowe, capsys: pytest.CaptureFixture[str]
) -> None:
    late = ("--from", "1 mar 2027", "--to", "12 mar 2027", "--without", "Rosalind Osei", "--apply")
    assert asked(path, *late) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert asked(path, *late, "--approved-by", "M. Ames") == 0
    assert conferences.conference(store, known.conference).late_approver == "M. Ames"


def test_who_is_unknown_is_one_sentence_and_wrong_usage_is_2(
    path: Path, store: Store, known: Marlowe, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(path, *DAYS, "--without", "Nobody Here") == 1
    assert capsys.readouterr().err == (
        "No chair, room or paediatrician is named Nobody Here. Check the name under People.\n"
    )
    assert asked(path, *DAYS, "--without", "") == 1
    assert capsys.readouterr().err == "Enter the name of the chair or the room to plan without.\n"
    assert asked(path, *DAYS, "--without", "Dr Amara Lindgren") == 1
    assert capsys.readouterr().err.startswith("Dr Amara Lindgren is a paediatrician.")
    for wrong in ([], ["--from", "8/3/27"], ["--from", "8/3/27", "--to", "1/3/27"], [*DAYS, "--seconds", "0"]):
        assert asked(path, *wrong) == 2


def test_ctrl_c_ends_the_search_with_the_best_so_far_and_applies_nothing(
    path: Path, store: Store, known: Marlowe, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_chair(store, Chair("Amy Brandt"))
    planning = search.replan

    def interrupted(*arguments: Any, **more: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        assert more["stop"]()
        return replace(planning(*arguments, **more), ended="stopped")  # so small a plan is the best at once

    monkeypatch.setattr(search, "replan", interrupted)
    assert asked(path, *WITHOUT_OSEI) == 0
    assert capsys.readouterr().out.endswith("1 conference: 1 with a new place.\nNothing was changed.\n")
    assert asked(path, *WITHOUT_OSEI, "--apply", "--json") == 1
    told = capsys.readouterr()
    assert len(json.loads(told.out)) == 1
    assert told.err == "The search was stopped: nothing was moved.\n"
    assert conferences.conference(store, known.conference).chair_id == known.chair


def test_ctrl_c_is_only_answered_within_the_block_and_in_the_main_thread() -> None:
    before = signal.getsignal(signal.SIGINT)
    with ctrl_c_ends_early() as asked_to_end:
        assert not asked_to_end()
        signal.raise_signal(signal.SIGINT)
        assert asked_to_end()
    assert signal.getsignal(signal.SIGINT) is before
    heard: list[bool] = []

    def elsewhere() -> None:
        with ctrl_c_ends_early() as asked_to_end:
            heard.append(asked_to_end())

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert heard == [False]
