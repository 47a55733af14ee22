"""Where invitation, reply and report stand, in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from conference_app.domain.invitations import Invitation
from conference_app.invitation_words import reason_words, reply_words, report_words, state_words, why

READY = Invitation(1, "police", "required", "always asked", name="Owen Pryce")
SENT = replace(READY, sent_at=datetime(2027, 3, 3, 9, 0), sent_route="secure e-mail", sent_by="Ada Rowe")


@pytest.mark.parametrize(
    ("line", "more", "words"),
    [
        (READY, {}, "to send"),
        (READY, {"again": True}, "to be sent again"),
        (replace(READY, name=""), {}, "nobody named"),
        (replace(READY, name=""), {"again": True}, "nobody named"),
        (SENT, {}, "sent 3 Mar 2027 by secure e-mail"),
        (SENT, {"again": True}, "sent 3 Mar 2027 by secure e-mail"),
        (replace(SENT, sent_route="by hand"), {}, "sent 3 Mar 2027 by hand"),
        (replace(READY, left_out_reason="not involved"), {}, "left out: not involved"),
        (
            replace(SENT, left_out_reason="has moved"),
            {},
            "left out: has moved; was sent 3 Mar 2027 by secure e-mail",
        ),
        (replace(READY, left_out_reason="excluded by R. Osei"), {"barred": True}, "excluded"),
        (SENT, {"barred": True}, "excluded; was sent 3 Mar 2027 by secure e-mail"),
    ],
)
def test_where_an_invitation_stands(line: Invitation, more: dict[str, bool], words: str) -> None:
    assert state_words(line, **more) == words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({}, "no reply"),
        ({"reply": "coming"}, "coming"),
        ({"reply": "coming", "reply_mode": "in person"}, "coming, in person"),
        ({"reply": "coming", "reply_mode": "video"}, "coming, by video"),
        ({"reply": "sending a deputy", "deputy": "Ann Hill"}, "sending a deputy: Ann Hill"),
        (
            {"reply": "sending a deputy", "deputy": "Ann Hill", "reply_mode": "phone"},
            "sending a deputy: Ann Hill, by phone",
        ),
        ({"reply": "not coming", "reply_mode": "report only"}, "not coming, report only"),
        ({"reply": "coming", "reply_mode": "report only"}, "report only"),
        ({"reply": "not sure"}, "not sure"),
    ],
)
def test_what_was_answered(answer: dict[str, Any], words: str) -> None:
    assert reply_words(replace(SENT, **answer)) == words


def test_no_reply_is_waited_for_before_sending_or_from_who_is_left_out() -> None:
    assert reply_words(READY) == ""
    assert reply_words(replace(SENT, left_out_reason="has moved")) == ""
    assert reply_words(replace(READY, reply="coming")) == "coming"  # kept from before a move


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"wanted": False}, ""),
        ({}, "not asked"),
        ({"due_on": 3}, "not asked, due 3 Mar"),
        ({"asked_on": 1}, "asked for"),
        ({"asked_on": 1, "due_on": 3}, "asked for, due 3 Mar"),
        ({"asked_on": 1, "due_on": 3, "received_on": 2}, "received 2 Mar"),
        ({"received_on": 2, "shared_on": 4}, "received 2 Mar, shared 4 Mar"),
        ({"wanted": False, "received_on": 2}, "received 2 Mar"),
    ],
)
def test_where_a_report_stands(dates: dict[str, Any], words: str) -> None:
    wanted = dates.get("wanted", True)
    days = {f"report_{name}": date(2027, 3, day) for name, day in dates.items() if name != "wanted"}
    assert report_words(replace(SENT, report_wanted=wanted, **days)) == words


def test_no_report_is_waited_for_from_who_is_left_out() -> None:
    assert report_words(replace(SENT, report_wanted=True, left_out_reason="has moved")) == ""


def test_the_reason_says_also_why_this_doctor_and_why_left_out() -> None:
    line = replace(READY, choice_reason="examined Noah", left_out_reason="has moved")
    assert reason_words(line) == "always asked: examined Noah"
    assert why(line) == "always asked: examined Noah. Left out: has moved"
