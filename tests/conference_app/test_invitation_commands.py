"""`invitations` and `chase` as another program meets them: who was asked, what came of it, what is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from conference_app.cli import run
from conference_app.domain.chasing import Step, What
from conference_app.domain.conference import Involvement, Need
from conference_app.domain.rebooking import Kind
from conference_app.domain.withholding import Withholding
from conference_app.invitation_answers import invitation_json
from conference_app.store import conferences, invitations
from conference_app.store.store import Store
from conference_app.use_cases import invite
from conference_app.use_cases.chase import record_chased
from conference_app.use_cases.list_invitations import list_invitations
from conference_app.use_cases.request_conference import (
    change_request,
    request_conference,
    request_for_review,
    request_of,
)
from conference_app.use_cases.withhold import ask_to_withhold
from tests.conference_app.use_cases.marlowe import NOW, TODAY, Marlowe, booked_conference, held_conference, wish

KEYS = ["name", "role", "agency", "level", "reason", "state", "reply", "report", "attends", "since_last"]
REFERENCE = "CP-2027-0001"


def sent(store: Store) -> Marlowe:
    """Everybody named has been asked, by secure e-mail on 22 February."""
    known = booked_conference(store)
    invite.build_list(store, known.conference)
    ready = [line.id for line in invitations.invitations(store, known.conference) if line.can_be_sent]
    invite.mark_sent(store, known.conference, ready, route="secure e-mail", at=NOW, now=NOW)
    return known


def asked(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    """The lines by role, of the children's and parents' the last."""
    assert run(["--store", str(path), "invitations", REFERENCE, "--json"]) == 0
    return {line["role"]: line for line in json.loads(capsys.readouterr().out)}


def line_of(store: Store, known: Marlowe, role: str) -> Any:
    return next(line for line in invitations.invitations(store, known.conference) if line.role_code == role)


def test_each_line_has_the_promised_keys_and_the_doctor_comes_first(
    path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    sent(store)
    assert run(["--store", str(path), "invitations", REFERENCE, "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert [list(line) for line in lines] == [KEYS] * len(lines)
    assert lines[0] == {
        "name": "Dr Amara Lindgren",
        "role": "paediatrician",
        "agency": "Royal Infirmary",
        "level": "required",
        "reason": lines[0]["reason"],
        "state": "sent 22 Feb 2027 by secure e-mail",
        "reply": "no reply",
        "report": "asked for, due 8 Mar",
        "attends": "",
        "since_last": None,
    }
    assert lines[0]["reason"].endswith(": examined Noah Marlowe on 19 February 2027")
    kept = [line.role_code for line in invitations.invitations(store, 1)]
    assert [line["role"] for line in lines] == kept


def test_what_came_of_each_is_said_in_words(path: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    known = sent(store)
    officer = line_of(store, known, "police")
    deputy = invite.Reply("sending a deputy", date(2027, 2, 23), mode="video", deputy="Ann Hill")
    invite.record_reply(store, officer, deputy, today=date(2027, 2, 23))
    worker = line_of(store, known, "social_worker")
    report = invite.Report(True, TODAY, worker.report_due_on, date(2027, 2, 24), date(2027, 2, 25))
    invite.record_report(store, worker, report, today=date(2027, 2, 25))
    invite.leave_out(store, line_of(store, known, "school"), "on a trip until April")
    lines = asked(path, capsys)
    assert lines["police"]["reply"] == "sending a deputy: Ann Hill, by video"
    assert lines["social_worker"]["report"] == "received 24 Feb, shared 25 Feb"
    assert lines["school"]["state"] == "left out: on a trip until April"
    assert (lines["gp"]["name"], lines["gp"]["state"], lines["gp"]["reply"]) == ("", "nobody named", "")


def test_an_excluded_person_is_shown_as_such(path: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    known = sent(store)
    mother = next(line for line in invitations.invitations(store, known.conference) if line.name == "Grace Marlowe")
    found = conferences.conference(store, known.conference)
    need = Need("exclusion", "Grace Marlowe", "", TODAY, "excluded", "R. Osei", TODAY)
    change_request(store, found.id, replace(request_of(store, found), needs=(need,)), seen=found.version, today=TODAY)
    state = asked(path, capsys)[mother.role_code]["state"]
    assert state == "excluded; was sent 22 Feb 2027 by secure e-mail"


def test_after_a_move_the_same_people_are_to_be_told_again(
    path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    known = sent(store)
    wish(store, known, Kind.POSTPONED)
    assert asked(path, capsys)["police"]["state"] == "to be sent again"
    assert "due" not in asked(path, capsys)["police"]["report"]  # there is no day to count from
    officer = line_of(store, known, "police")
    with store.write() as writing:
        invitations.change(writing, officer, name="Somebody Else")
        writing.record("invitation_named", "conference", known.conference)
    assert asked(path, capsys)["police"]["state"] == "to send"


def test_the_table_says_the_same_with_the_title_of_the_role(
    path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    sent(store)
    assert run(["--store", str(path), "invitations", REFERENCE]) == 0
    head, _, first, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == KEYS[:8]
    assert "Paediatrician" in first
    assert "sent 22 Feb 2027 by secure e-mail" in first


def test_a_list_not_built_and_a_reference_nobody_has(
    path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    booked_conference(store)
    assert run(["--store", str(path), "invitations", REFERENCE, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(["--store", str(path), "invitations", REFERENCE]) == 0
    assert capsys.readouterr().out == "Nobody is on the list yet.\n"
    assert run(["--store", str(path), "invitations", "CP-2027-9999"]) == 1
    assert "CP-2027-9999" in capsys.readouterr().err
    assert run(["--store", str(path), "invitations"]) == 2


MISSING_KEYS = [
    "reference", "start", "family", "name", "role", "agency", "missing", "since", "due", "days_late", "step",
    "chased", "chased_step", "subject", "message",
]  # fmt: skip


def missing(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    assert run(["--store", str(path), "chase", "--json", *more]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_what_is_missing_is_listed_with_its_message(
    path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    known = sent(store)
    nine = datetime(2027, 3, 9, 9, 0)
    officer = line_of(store, known, "police").id
    record_chased(store, [officer], What.REPORT, Step.MANAGER, "phone", at=nine, now=nine)
    found = missing(path, capsys, "--as-of", "2027-03-10")
    assert [list(each) for each in found] == [MISSING_KEYS] * len(found)
    [report] = [each for each in found if each["name"] == "Owen Pryce" and each["missing"] == "report"]
    message = report.pop("message")
    assert message.startswith("To the senior manager responsible for: Police, Westmarch Police\n\n")
    assert report == {
        "reference": REFERENCE,
        "start": "2027-03-10T09:30",
        "family": "Marlowe",
        "name": "Owen Pryce",
        "role": "police",
        "agency": "Westmarch Police",
        "missing": "report",
        "since": "2027-02-22",
        "due": "2027-03-08",
        "days_late": 2,
        "step": "senior",
        "chased": "2027-03-09T09:00",
        "chased_step": "manager",
        "subject": f"Report wanted: {REFERENCE}",
    }


def test_only_what_is_due_by_the_day(path: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    sent(store)
    assert missing(path, capsys, "--as-of", "2027-03-01")
    assert missing(path, capsys, "--as-of", "2027-03-01", "--due") == []
    assert missing(path, capsys, "--as-of", "2027-03-08", "--due") == missing(path, capsys, "--as-of", "2027-03-08")
    assert missing(path, capsys, "--as-of", "2027-02-21") == []


def test_the_list_as_a_table(path: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    booked = ["--store", str(path), "chase", "--as-of", "2027-03-09"]
    booked_conference(store)
    assert run(booked) == 0
    assert capsys.readouterr().out == "Nothing is missing from anybody who was asked.\n"


def test_the_table_ends_with_how_much_is_missing(path: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    sent(store)
    found = missing(path, capsys, "--as-of", "2027-03-09")
    assert run(["--store", str(path), "chase", "--as-of", "2027-03-09"]) == 0
    head, _, *lines, empty, last = capsys.readouterr().out.splitlines()
    assert head.split("  ")[0] == "conference"
    assert (len(lines), empty) == (len(found), "")
    assert last == (
        f"{len(found)} replies and reports missing for 1 conference, {len(found)} past the day they were wanted."
    )


def test_a_reviews_lines_say_what_is_new_since_the_last_list_and_who_comes_apart(
    path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    known = held_conference(store)
    need = Need("exclusion", "Grace Marlowe", "threats", TODAY, "part only", "Rosalind Osei", TODAY)
    usual = request_for_review(store, known.family, today=date(2027, 3, 15))
    housing = Involvement("housing", known.social_care)
    request = replace(usual, needs=(need,), involvements=(*usual.involvements, housing))
    review = request_conference(store, request, today=date(2027, 3, 15)).value
    invite.build_list(store, review)
    reference = conferences.conference(store, review).reference
    assert run(["--store", str(path), "invitations", reference, "--json"]) == 0
    lines = {line["role"]: line for line in json.loads(capsys.readouterr().out)}
    assert lines["housing"]["since_last"] == "new"
    assert lines["police"]["since_last"] == "as before"
    assert (lines["parent"]["attends"], lines["police"]["attends"]) == ("part of the conference only", "")
    assert run(["--store", str(path), "invitations", reference]) == 0
    table = capsys.readouterr().out
    assert "; since the last conference: new" in table
    assert "; part of the conference only; since the last conference: as before" in table


def test_what_the_family_should_have_had_and_what_is_withheld_is_said(
    path: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    known = sent(store)
    day = date(2027, 3, 10)
    for role in ("police", "social_worker"):
        line = line_of(store, known, role)
        report = invite.Report(True, TODAY, line.report_due_on, date(2027, 3, 2), readable="no")
        invite.record_report(store, line, report, today=day)
    wish = Withholding(known.conference, "Police", "Log", "Risk", TODAY, line_of(store, known, "police").id)
    ask_to_withhold(store, wish, today=day)
    said = {
        listed.line.role_code: invitation_json(listed, day)["report"] for listed in list_invitations(store, REFERENCE)
    }
    came = "received 2 Mar, the family cannot read it"
    assert said["police"] == f"{came}; the chair has not decided about withholding it"
    assert said["social_worker"] == f"{came}; not shared with the family, wanted by 5 March"
    assert asked(path, capsys)["gp"]["report"] == "not asked, due 8 Mar"
