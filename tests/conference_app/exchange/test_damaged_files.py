"""Damaged and made-up files over both readers of calendars: a sentence or a refusal, never a crash, never for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_app.domain.errors import RuleBroken
from conference_app.exchange.busy_times import read_busy_times
from conference_app.exchange.replies import MOST_ANSWERS, Reading, read_replies
from tests.conference_app.exchange import answers
from tests.conference_app.exchange.answers import counter, folded, forwarded, mail, reply
from tests.conference_app.exchange.fuzzing import damaged

GOOD = (
    *answers.ALL.values(),
    mail(answers.OUTLOOK),
    mail(counter(), encoding="quoted-printable", attached=answers.OUTLOOK),
    mail(answers.GOOGLE, encoding="8bit"),
    forwarded(mail(reply()), 3),
)
PATIENCE = 20  # seconds for one file: it takes hundredths of one, and a few on a busy computer

text = st.text(st.characters(codec="utf-8"), max_size=60)
words = st.from_regex(r"[A-Za-z0-9 .,'@_-]{0,40}", fullmatch=True)


@contextmanager
def in_time() -> Iterator[None]:
    """Fails where a file holds the reader up; where there is no alarm clock the reader is only run."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(*_: object) -> None:
        pytest.fail(f"still reading after {PATIENCE} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def both(content: bytes) -> Reading:
    """Both readers over one file: what they say must be whole."""
    with in_time():
        reading = read_replies(content, "file.ics")
        try:
            times = read_busy_times(content, date(2027, 3, 1), date(2027, 4, 30)).times
        except RuleBroken:
            times = []
    assert all(each.starts_at < each.ends_at for each in times)
    assert reading.answers or reading.not_understood
    for each in reading.answers:
        assert each.uid
        assert each.attendee.count("@") >= 1
        assert each.sequence >= 0
        assert (each.attendee_name + each.comment + each.uid).isprintable()
        assert len(each.comment) <= 1000
    assert all(said.endswith((".", "”.")) for said in reading.not_understood)
    return reading


@pytest.mark.parametrize("seed", range(8))
def test_files_damaged_in_every_way_files_go_bad(seed: int) -> None:
    random = Random(seed)
    understood = sum(bool(both(damaged(random, random.choice(GOOD))).answers) for _ in range(60))
    assert 0 < understood < 60


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(GOOD), st.data())
def test_a_file_with_some_bytes_changed(content: bytes, data: st.DataObject) -> None:
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        instead = data.draw(st.binary(max_size=4))
        changed[at : at + len(instead)] = instead
    both(bytes(changed))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all(content: bytes) -> None:
    both(content)
    both(b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + content)
    both(b"From: a@b.example\r\nContent-Type: text/calendar\r\n\r\n" + content)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["ACCEPTED", "DECLINED", "TENTATIVE", "accepted", "Tentative"]),
    words,
    words,
    st.integers(0, 9999),
    st.datetimes(min_value=datetime(2001, 1, 1)),
    st.booleans(),
)
def test_what_was_written_is_what_is_read(
    partstat: str, name: str, comment: str, sequence: int, stamp: datetime, in_a_mail: bool
) -> None:
    stamp = stamp.replace(year=2001 + stamp.year % 150, day=min(stamp.day, 28), microsecond=0)
    content = reply(
        partstat=partstat,
        name=name,
        sequence=str(sequence),
        stamp=f"{stamp:%Y%m%dT%H%M%SZ}",
        extra=("COMMENT:" + comment.replace(",", "\\,"),),
    )
    reading = both(mail(content) if in_a_mail else content)
    [found] = reading.answers
    assert found.answer == partstat.lower()
    assert found.comment == " ".join(comment.split())
    assert (found.sequence, found.stamp) == (sequence, f"{stamp:%Y-%m-%dT%H:%M:%SZ}")


@settings(max_examples=150, deadline=None)
@given(text, text, text)
def test_no_text_gets_past_the_cleaning(name: str, comment: str, uid: str) -> None:
    both(reply(name=name, uid=uid, extra=("COMMENT:" + comment,)))
    both(mail(reply(), subject=name, sender=comment))


def long_ago(lines: int) -> bytes:
    return reply().replace(b"BEGIN:VEVENT", b"A:B\r\n" * lines + b"BEGIN:VEVENT")


PARTS_IN_PARTS = b"".join(
    b'Content-Type: multipart/mixed; boundary="p%d"\r\n\r\n--p%d\r\n' % (n, n) for n in range(300)
)
DRAWN_OUT = {
    "lines": long_ago(1_000_000),
    "empty lines": reply().replace(b"BEGIN:VEVENT", b"\r\n" * 1_000_000 + b"BEGIN:VEVENT"),
    "attendees": reply(extra=tuple(f"ATTENDEE:mailto:a{n}@b.example" for n in range(40_000))),
    "a folded value": reply(extra=("COMMENT:" + "x" * 3_000_000,)),
    "parameters": reply(extra=("COMMENT" + ";A=B" * 700_000 + ":x",)),
    "calendars": folded("BEGIN:VCALENDAR", "END:VCALENDAR") * 100_000,
    "calendars without an end": b"BEGIN:VCALENDAR\r\n" * 200_000,
    "time zones": reply().replace(b"BEGIN:VEVENT", b"BEGIN:VTIMEZONE\r\nTZID:a\r\n" * 100_000 + b"BEGIN:VEVENT"),
    "mail marks": b'From: a@b.c\r\nContent-Type: multipart/mixed; boundary="p"\r\n\r\n' + b"--p\r\n\r\n" * 500_000,
    "mails in mails": b"From: a@b.c\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 5_000,
    "parts in parts": b"From: a@b.c\r\n" + PARTS_IN_PARTS + b"xx\r\n" * 400_000,
    "parameters of a mail": b"From: a@b.c\r\nContent-Type: multipart/mixed" + b";A=B" * 500_000 + b"\r\n\r\nx",
    "a head": b"From: a@b.c\r\n" + b"X: y\r\n" * 500_000 + b"\r\nx",
    "answers": b"".join(reply(f"p{n}@b.example") for n in range(MOST_ANSWERS * 3)),
}


@pytest.mark.parametrize("what", DRAWN_OUT)
def test_what_is_drawn_out_beyond_reason_is_not_followed(what: str) -> None:
    with in_time():
        reading = read_replies(DRAWN_OUT[what], "file.ics")
    assert reading.answers == ()
    assert reading.not_understood


def test_rules_of_a_time_zone_that_would_take_hours_are_not_worked_out() -> None:
    zone = (
        "BEGIN:VTIMEZONE",
        "TZID:Slow time",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "RRULE:FREQ=SECONDLY",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0200",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
    content = counter(";TZID=Slow time:20270312T120000", "")
    said = both(content.replace(b"BEGIN:VEVENT", folded(*zone) + b"BEGIN:VEVENT")).not_understood
    assert said == ("An entry without a title: the time zone Slow time is not known.",)
