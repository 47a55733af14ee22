from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_app.domain.errors import RuleBroken
from conference_app.exchange.busy_times import MOST_ENTRIES, BusyTime, read_busy_times
from conference_app.messages import sentences

FIRST, LAST = date(2027, 3, 1), date(2027, 4, 30)


def calendar(*entries: str) -> bytes:
    lines = "\n".join(entries)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n{lines}\nEND:VCALENDAR\n".replace("\n", "\r\n").encode()


def event(*lines: str) -> str:
    return "\n".join(("BEGIN:VEVENT", "UID:1@example", *lines, "END:VEVENT"))


def starts(*entries: str) -> list[datetime]:
    read = read_busy_times(calendar(*entries), FIRST, LAST)
    assert read.not_understood == []
    return [each.starts_at for each in read.times]


def test_a_time_in_utc_is_told_on_the_clock_of_london() -> None:
    winter = event("DTSTART:20270310T093000Z", "DTEND:20270310T113000Z", "SUMMARY:Panel")
    summer = event("DTSTART:20270410T093000Z", "DTEND:20270410T113000Z")
    read = read_busy_times(calendar(winter, summer), FIRST, LAST)
    assert read.times == [
        BusyTime(datetime(2027, 3, 10, 9, 30), datetime(2027, 3, 10, 11, 30), "Panel"),
        BusyTime(datetime(2027, 4, 10, 10, 30), datetime(2027, 4, 10, 12, 30), ""),
    ]


def test_the_zone_names_of_outlook_are_understood() -> None:
    lines = ("DTSTART;TZID=GMT Standard Time:20270412T090000", "DTEND;TZID=GMT Standard Time:20270412T100000")
    assert starts(event(*lines)) == [datetime(2027, 4, 12, 9, 0)]


def test_a_whole_day_is_taken_from_midnight_to_midnight() -> None:
    [leave] = read_busy_times(
        calendar(event("DTSTART;VALUE=DATE:20270308", "DTEND;VALUE=DATE:20270310", "X-MICROSOFT-CDO-BUSYSTATUS:OOF")),
        FIRST,
        LAST,
    ).times
    assert leave == BusyTime(datetime(2027, 3, 8), datetime(2027, 3, 10), "", away=True)


def test_a_whole_day_that_ends_on_itself_is_taken_all_the_same() -> None:
    [leave] = read_busy_times(
        calendar(event("DTSTART;VALUE=DATE:20270308", "DTEND;VALUE=DATE:20270308")), FIRST, LAST
    ).times
    assert leave == BusyTime(datetime(2027, 3, 8), datetime(2027, 3, 9), "")


def test_the_last_day_of_a_series_counts_where_its_end_is_told_in_utc() -> None:
    days = event("DTSTART;VALUE=DATE:20270412", "RRULE:FREQ=DAILY;UNTIL=20270413T230000Z")
    assert starts(days) == [datetime(2027, 4, day) for day in (12, 13, 14)]
    times = event("DTSTART:20270412T093000", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20270414T083000Z")
    assert starts(times) == [datetime(2027, 4, day, 9, 30) for day in (12, 13, 14)]


def test_periods_besides_a_series_last_as_long_as_they_say() -> None:
    extra = "RDATE;VALUE=PERIOD:20270315T140000/20270315T170000,20270316T140000/PT30M"
    read = read_busy_times(calendar(event("DTSTART:20270308T090000", "DURATION:PT1H", extra)), FIRST, LAST)
    assert [(each.starts_at, each.ends_at - each.starts_at) for each in read.times] == [
        (datetime(2027, 3, 8, 9), timedelta(hours=1)),
        (datetime(2027, 3, 15, 14), timedelta(hours=3)),
        (datetime(2027, 3, 16, 14), timedelta(minutes=30)),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str) -> None:
    written = calendar(event("DTSTART:20270308T090000", "DURATION:PT1H", "SUMMARY:Café")).decode().encode(encoding)
    [time] = read_busy_times(written, FIRST, LAST).times
    assert time.what == "Café"


def test_a_weekly_meeting_keeps_its_hour_when_the_clocks_change() -> None:
    weekly = event(
        "DTSTART;TZID=Europe/London:20270318T090000",
        "DTEND;TZID=Europe/London:20270318T100000",
        "RRULE:FREQ=WEEKLY;UNTIL=20270408T080000Z",
        "EXDATE;TZID=Europe/London:20270325T090000",
    )
    assert starts(weekly) == [datetime(2027, 3, 18, 9), datetime(2027, 4, 1, 9), datetime(2027, 4, 8, 9)]


def test_a_series_of_so_many_ends_there() -> None:
    daily = event("DTSTART:20270301T090000", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=3")
    assert starts(daily) == [datetime(2027, 3, day, 9) for day in (1, 2, 3)]


def test_one_meeting_of_a_series_that_was_moved_stands_only_where_it_went() -> None:
    series = event("DTSTART:20270301T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = event("RECURRENCE-ID:20270308T090000", "DTSTART:20270309T140000", "DURATION:PT1H")
    assert starts(series, moved) == [datetime(2027, 3, 1, 9), datetime(2027, 3, 9, 14), datetime(2027, 3, 15, 9)]


def test_what_is_cancelled_or_free_takes_no_time() -> None:
    times = ("DTSTART:20270301T090000", "DURATION:PT1H")
    assert starts(event(*times, "STATUS:CANCELLED"), event(*times, "TRANSP:TRANSPARENT")) == []


def test_a_private_entry_keeps_its_words_to_itself() -> None:
    [private] = read_busy_times(
        calendar(event("DTSTART:20270301T090000", "DURATION:PT1H", "SUMMARY:Dentist", "CLASS:PRIVATE")), FIRST, LAST
    ).times
    assert private.what == ""


def test_control_characters_in_a_title_do_no_harm() -> None:
    [odd] = read_busy_times(
        calendar(event("DTSTART:20270301T090000", "DURATION:PT1H", "SUMMARY:a\u202eb\\nc\x07d \ufeff\u00ade")),
        FIRST,
        LAST,
    ).times
    assert odd.what == "ab cd e", "cleaned as every other file is"


def test_free_busy_lines_give_the_busy_ones() -> None:
    entry = "\n".join(
        (
            "BEGIN:VFREEBUSY",
            "UID:2@example",
            "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20270308T093000Z/PT1H,20270309T090000Z/20270309T100000Z",
            "FREEBUSY;FBTYPE=FREE:20270310T093000Z/PT1H",
            "END:VFREEBUSY",
        )
    )
    assert starts(entry) == [datetime(2027, 3, 8, 9, 30), datetime(2027, 3, 9, 9, 0)]


def free_busy(*lines: str) -> str:
    return "\n".join(("BEGIN:VFREEBUSY", "UID:2@example", *lines, "END:VFREEBUSY"))


def test_a_damaged_free_busy_line_is_told_and_the_others_are_read() -> None:
    lines = ("FREEBUSY:20270308T093000Z/PT1H", "FREEBUSY:2027030T09/PT1H", "FREEBUSY:20270310T093000Z/PT1H")
    read = read_busy_times(calendar(free_busy(*lines), event("DTSTART:20270301T090000", "DURATION:PT1H")), FIRST, LAST)
    assert [each.starts_at.day for each in read.times] == [1, 8, 10]
    assert [each.entry for each in read.not_understood] == ["Free/busy (2027030T09/PT1H)"]


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        (event("DTSTART;TZID=Mars/Olympus:20270308T090000", "DURATION:PT1H", "SUMMARY:Panel"), "Panel"),
        (event('DTSTART;TZID="(UTC+00:00) Nowhere":20270308T090000', "DURATION:PT1H"), "Untitled event"),
        (event("DTSTART:20270308T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY", "EXDATE;TZID=X:20270309T090000"), ""),
        (event("DTSTART;TZID=Europe:20270308T090000", "DURATION:PT1H"), "Untitled event"),
        (free_busy("FREEBUSY;TZID=Mars/Olympus:20270308T093000/PT1H"), "Free/busy"),
    ],
)
def test_a_time_zone_nobody_knows_is_told_and_not_taken_for_london(entry: str, named: str) -> None:
    read = read_busy_times(calendar(entry), FIRST, LAST)
    [told] = read.not_understood
    assert (read.times, told.why.startswith("its time zone ")) == ([], True)
    assert told.why.endswith(" is not known here")
    assert told.entry.startswith(named)


NEW_YORK = """BEGIN:VTIMEZONE
TZID:Our office
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:-0500
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE"""


def test_a_time_zone_of_the_file_s_own_is_known_in_that_file_only() -> None:
    entry = event("DTSTART;TZID=Our office:20270308T090000", "DURATION:PT1H")
    assert starts(entry, NEW_YORK) == [datetime(2027, 3, 8, 14, 0)]
    assert read_busy_times(calendar(entry), FIRST, LAST).times == []


def test_a_file_that_ends_in_the_middle_of_an_entry_keeps_the_others() -> None:
    whole = calendar(event("DTSTART:20270301T090000", "DURATION:PT1H"), event("DTSTART:20270302T090000", "SUMMARY:Cut"))
    read = read_busy_times(whole[: whole.rindex(b"END:VEVENT")], FIRST, LAST)
    assert [each.starts_at.day for each in read.times] == [1]
    assert [(each.entry, each.why) for each in read.not_understood] == [
        ("Cut (20270302T090000)", "the file ends in the middle of it")
    ]


def test_the_reader_says_how_far_it_is_and_ends_when_it_is_told_to() -> None:
    many = calendar(*(event(f"DTSTART:202703{1 + n % 28:02}T090000", "DURATION:PT1H") for n in range(40)))
    told: list[tuple[int, int]] = []

    def stop_half_way(done: int, total: int) -> None:
        told.append((done, total))
        if done == 20:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        read_busy_times(many, FIRST, LAST, progress=stop_half_way)
    assert told == [(done, 80) for done in range(21)]


def test_more_entries_than_anybody_has_are_refused_before_they_are_read() -> None:
    short = b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * (MOST_ENTRIES + 1)
    with pytest.raises(RuleBroken) as refused:
        read_busy_times(b"BEGIN:VCALENDAR\r\n" + short + b"END:VCALENDAR\r\n", FIRST, LAST, progress=pytest.fail)
    assert sentences(refused.value) == [
        "The calendar file holds 20,001 entries; up to 20,000 are read. Save a shorter time of it."
    ]


def test_a_series_begun_long_ago_is_taken_up_where_it_is_wanted() -> None:
    fortnightly = event("DTSTART:19500102T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE")
    weeks = (date(2027, 3, 1) - date(1950, 1, 2)).days // 7
    first = date(2027, 3, 1) + timedelta(weeks=weeks % 2)
    days = [first + timedelta(days=n) for n in (0, 2, 14, 16, 28, 30, 42, 44, 56, 58)]
    assert [each.date() for each in starts(fortnightly)] == [day for day in days if day <= LAST]
    daily = event("DTSTART:19000101T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYDAY=SU")
    assert len(starts(daily)) == 8


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("DTSTART:2027030", "DTEND:20270308T113000"), "its DTSTART is damaged"),
        (("DTEND:20270308T113000",), "it has no start"),
        (("DTSTART:20270308T113000", "DTEND:20270308T093000"), "it ends before it starts"),
        (("DTSTART:20270308T113000", "RRULE:FREQ=SECONDLY"), "it repeats in a way that is not known here"),
        (("DTSTART:20270308T113000", "RRULE:FREQ=DAILY;BYMONTHDAY=31"), "it repeats in a way that is not known here"),
        (("DTSTART:20200308T113000", "DTEND:20270308T113000"), "it lasts longer than a year"),
        (("DTSTART:20270308T113000", "RRULE:FREQ=DAILY;COUNT=-5"), "it is damaged"),
        (("DTSTART:20270308T113000", "RRULE:FREQ=DAILY;INTERVAL=0"), "it repeats in a way that is not known here"),
        (
            ("DTSTART:20270308T113000", "RRULE:FREQ=WEEKLY;INTERVAL=0;BYMONTH=2"),
            "it repeats in a way that is not known here",
        ),
        (("DTSTART:20270308T113000", "RRULE:FREQ=DAILY;BYMONTH=13"), "it repeats in a way that is not known here"),
        (("DTSTART:19700308T113000", "RRULE:FREQ=DAILY;COUNT=90000"), "it repeats more often than can be read"),
        (
            ("RECURRENCE-ID;RANGE=THISANDFUTURE:20270308T113000", "DTSTART:20270308T113000"),
            "it changes its series from there on, which is not known here",
        ),
    ],
)
def test_a_damaged_entry_is_told_and_the_others_are_read(lines: tuple[str, ...], why: str) -> None:
    good = event("DTSTART:20270301T090000", "DURATION:PT1H")
    read = read_busy_times(calendar(event(*lines), good), FIRST, LAST)
    assert [each.why for each in read.not_understood] == [why]
    assert len(read.times) == 1


def test_an_entry_with_two_starts_is_named_by_the_first() -> None:
    read = read_busy_times(calendar(event("DTSTART:20270308T113000", "DTSTART:20270309T113000")), FIRST, LAST)
    assert [each.entry for each in read.not_understood] == ["Untitled event (20270308T113000)"]


def test_a_rule_that_never_falls_comes_to_an_end() -> None:
    assert starts(event("DTSTART:20270101T090000", "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31")) == []


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\xff\xfe\x00", b"%PDF-1.7"]
)
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_busy_times(content, FIRST, LAST)
    assert refused.value.code == "not_a_calendar"


WHOLE = calendar(
    event(
        "DTSTART;TZID=Europe/London:20270318T090000",
        "DTEND;TZID=Europe/London:20270318T100000",
        "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TH",
        "EXDATE;TZID=Europe/London:20270325T090000",
        "SUMMARY:Team meeting",
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=3)), max_size=5))
def test_a_damaged_file_is_understood_in_part_or_refused_but_never_a_crash(wounds: list[tuple[int, bytes]]) -> None:
    content = bytearray(WHOLE)
    for at, instead in wounds:
        content[at : at + len(instead)] = instead
    try:
        times = read_busy_times(bytes(content), FIRST, LAST).times
    except RuleBroken:
        times = []
    assert all(each.starts_at < each.ends_at for each in times)
