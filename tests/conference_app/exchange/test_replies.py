"""Answers as the programs people use write them, in files and in mails, whole and damaged."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from conference_app.domain.replies import Answer
from conference_app.exchange.files import MOST_BYTES
from conference_app.exchange.replies import MOST_ANSWERS, read_replies
from tests.conference_app.exchange import answers
from tests.conference_app.exchange.answers import DOCTOR, UID, counter, folded, forwarded, mail, reply


def read(content: bytes) -> tuple[Answer, ...]:
    """What is read where nothing is in the way."""
    reading = read_replies(content, "reply.ics")
    assert reading.not_understood == ()
    return reading.answers


def refused(content: bytes) -> str:
    """The one sentence about a file that holds no answer."""
    reading = read_replies(content, "reply.ics")
    assert reading.answers == ()
    [sentence] = reading.not_understood
    assert sentence.endswith((".", "”."))
    return sentence


@pytest.mark.parametrize(
    ("program", "attendee", "answer", "name", "comment", "stamp", "sequence"),
    [
        ("outlook", DOCTOR, "accepted", "Lindgren, Amara (Dr)", "", "2027-03-01T10:15:00Z", 1),
        (
            "exchange",
            "o.pryce@police.example",
            "declined",
            "Owen Pryce",
            "On leave that week; Sergeant Hill knows the family",
            "2027-03-02T09:00:00Z",
            0,
        ),
        (
            "google",
            "p.nair@care.example",
            "tentative",
            "Priya Nair",
            "May have to be in court",
            "2027-03-03T08:00:00Z",
            0,
        ),
        ("apple", "grace@home.example", "accepted", "Grace Marlowe", "Thank you", "2027-03-04T19:00:00Z", 0),
        ("thunderbird", "ann.hill@school.example", "accepted", "Ann Hill", "", "2027-03-05T12:00:00Z", 0),
        ("libical", "r.finch@surgery.example", "declined", "R. Finch", "", "2027-03-05T12:00:00Z", 0),
    ],
)
def test_the_answer_of_each_program(
    program: str, attendee: str, answer: str, name: str, comment: str, stamp: str, sequence: int
) -> None:
    [found] = read(answers.ALL[program])
    assert (found.uid, found.method, found.attendee, found.answer) == (UID, "REPLY", attendee, answer)
    assert (found.attendee_name, found.comment, found.stamp, found.sequence) == (name, comment, stamp, sequence)
    assert (found.source, found.sender, found.proposed_start) == ("reply.ics", "", None)


def test_who_hands_on_and_to_whom() -> None:
    [found] = read(answers.DELEGATING)
    assert (found.attendee, found.answer) == (DOCTOR, "delegated")
    assert (found.delegated_to, found.delegate_name) == ("e.marsh@infirmary.example", "Dr Elin Marsh")


def test_a_deputy_answers_for_who_sent_them() -> None:
    [found] = read(answers.DELEGATE_ACCEPTS)
    assert (found.attendee, found.attendee_name) == ("e.marsh@infirmary.example", "Dr Elin Marsh")
    assert (found.answer, found.delegated_from) == ("accepted", DOCTOR)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (":20270312T100000Z", ":20270312T120000Z", (datetime(2027, 3, 12, 10), datetime(2027, 3, 12, 12))),
        (":20270412T100000Z", ":20270412T120000Z", (datetime(2027, 4, 12, 11), datetime(2027, 4, 12, 13))),
        (";TZID=GMT Standard Time:20270412T100000", "", (datetime(2027, 4, 12, 10), None)),
        (";TZID=/citadel.org/20270101_1/Europe/London:20270312T100000", "", (datetime(2027, 3, 12, 10), None)),
        (";TZID=W. Europe Standard Time:20270312T110000", "", (datetime(2027, 3, 12, 10), None)),
        (":20270312T100000", ":20270312T090000", (datetime(2027, 3, 12, 10), None)),
        (";VALUE=DATE:20270312", "", (datetime(2027, 3, 12), None)),
    ],
)
def test_another_time_proposed_is_told_on_the_clock_of_london(
    start: str, end: str, expected: tuple[datetime, datetime | None]
) -> None:
    [found] = read(counter(start, end))
    assert (found.method, found.answer) == ("COUNTER", "tentative")
    assert (found.proposed_start, found.proposed_end) == expected


def test_a_time_in_a_zone_of_the_files_own_is_worked_out_by_its_rules() -> None:
    zone = (
        "BEGIN:VTIMEZONE",
        "TZID:Our own time",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0200",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
    content = counter(";TZID=Our own time:20270312T120000", "")
    content = content.replace(b"BEGIN:VEVENT", folded(*zone) + b"BEGIN:VEVENT")
    assert read(content)[0].proposed_start == datetime(2027, 3, 12, 10)
    other = content.replace(b"+0200", b"+0300")
    assert read(other)[0].proposed_start == datetime(2027, 3, 12, 9)  # another file's zone of the same name


def test_summer_time_of_such_a_zone_is_kept() -> None:
    zone = answers.OUTLOOK.split(b"BEGIN:VTIMEZONE")[1].split(b"END:VTIMEZONE")[0].replace(b"GMT Standard", b"Our own")
    zone = b"BEGIN:VTIMEZONE" + zone + b"END:VTIMEZONE\r\nBEGIN:VEVENT"
    for month, hour in ((3, 10), (7, 10)):
        content = counter(f";TZID=Our own Time:2027{month:02}12T100000", "").replace(b"BEGIN:VEVENT", zone)
        assert read(content)[0].proposed_start == datetime(2027, month, 12, hour)


def test_a_zone_nobody_knows_is_said() -> None:
    assert "the time zone Middle-earth is not known" in refused(counter(";TZID=Middle-earth:20270312T100000", ""))


def test_a_missing_sequence_is_0_and_a_missing_stamp_none() -> None:
    [found] = read(reply(sequence=None, stamp=""))
    assert (found.sequence, found.stamped_at, found.stamp) == (0, None, "")
    assert found.digest != read(reply(sequence=None, stamp="", extra=("COMMENT:x",)))[0].digest


def test_the_same_answer_is_known_again_in_another_file() -> None:
    [bare], [in_a_mail] = read(reply()), read(mail(reply()))
    assert bare.digest == in_a_mail.digest
    assert {read(reply(partstat=each))[0].digest for each in ("ACCEPTED", "DECLINED")}.isdisjoint(
        {read(reply(stamp="20270301T101501Z"))[0].digest}
    )


def test_several_calendars_and_several_entries_in_one_file() -> None:
    two = reply("a@one.example") + reply("b@two.example")
    assert [each.attendee for each in read(two)] == ["a@one.example", "b@two.example"]
    entry = reply("c@three.example").split(b"METHOD:REPLY\r\n")[1].removesuffix(b"END:VCALENDAR\r\n")
    both = reply("d@four.example").removesuffix(b"END:VCALENDAR\r\n") + entry + b"END:VCALENDAR\r\n"
    assert [each.attendee for each in read(both)] == ["d@four.example", "c@three.example"]


def test_a_damaged_calendar_among_others_harms_only_itself() -> None:
    broken = reply("x@broken.example").replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VCALENDAR")
    reading = read_replies(reply("a@one.example") + broken + reply("b@two.example"), "all.ics")
    assert [each.attendee for each in reading.answers] == ["a@one.example", "b@two.example"]
    assert reading.not_understood == ("Calendar 2 of 3 in it is damaged.",)


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_a_mail_is_read_however_it_is_encoded(encoding: str) -> None:
    [found] = read(mail(reply(), encoding=encoding))
    assert (found.attendee, found.sender, found.from_another) == (DOCTOR, DOCTOR, False)


def test_the_same_answer_twice_in_one_mail_is_one() -> None:
    assert len(read(mail(reply(), attached=reply()))) == 1


def test_an_attachment_is_enough_and_the_mail_says_when_it_was_written() -> None:
    [found] = read(mail(attached=reply(stamp="")))
    assert found.stamped_at == datetime(2027, 3, 1, 10, 15, tzinfo=UTC)


def test_the_method_may_stand_in_the_mail_only() -> None:
    assert read(mail(reply().replace(b"METHOD:REPLY\r\n", b"")))[0].method == "REPLY"


def test_a_mail_in_a_mail_counts_for_who_wrote_the_inner_one() -> None:
    [found] = read(forwarded(mail(reply()), 3))
    assert (found.sender, found.from_another) == (DOCTOR, False)


def test_a_mail_from_somebody_else_is_said() -> None:
    assert read(mail(reply(), sender="Ann Hill <ann.hill@school.example>"))[0].from_another
    secretary = reply(params=';SENT-BY="mailto:office@infirmary.example"')
    assert not read(mail(secretary, sender="office@infirmary.example"))[0].from_another


def test_of_several_attendees_the_one_who_wrote_the_mail_answers() -> None:
    everybody = reply(extra=("ATTENDEE;PARTSTAT=DECLINED:mailto:o.pryce@police.example",))
    assert [each.attendee for each in read(mail(everybody))] == [DOCTOR]
    assert len(read(everybody)) == 2
    several = counter().replace(b"DTSTART", b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:o.pryce@police.example\r\nDTSTART", 1)
    assert "not who proposes another time" in refused(several)
    assert [each.attendee for each in read(mail(several))] == [DOCTOR]


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16"])
def test_a_mail_in_another_alphabet(charset: str) -> None:
    content = reply(name="Zoë Ångström").decode().encode(charset)
    assert read(mail(content, kind=f"text/calendar; charset={charset}"))[0].attendee_name == "Zoë Ångström"


@pytest.mark.parametrize("encode", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_file_in_another_alphabet(encode: str) -> None:
    assert read(reply(name="Zoë Ångström").decode().encode(encode))[0].attendee_name == "Zoë Ångström"


def test_lines_may_end_as_on_an_old_mac() -> None:
    assert read(reply().replace(b"\r\n", b"\r"))[0].answer == "accepted"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (reply(method="REQUEST"), "It is an invitation (REQUEST), not an answer."),
        (reply(method="PUBLISH"), "It is a published entry (PUBLISH), not an answer."),
        (reply(method="CANCEL"), "It is a cancellation (CANCEL), not an answer."),
        (reply(method="DECLINECOUNTER"), "It is a refusal of another time proposed (DECLINECOUNTER), not an answer."),
        (reply(method="SURPRISE"), "It is a calendar message (SURPRISE), not an answer."),
        (reply().replace(b"METHOD:REPLY\r\n", b""), "It is a calendar entry (no METHOD), not an answer."),
        (reply().replace(b"VEVENT", b"VTODO"), "It is about a task, not an answer to an invitation."),
        (reply().replace(b"VEVENT", b"VFREEBUSY"), "It is about free and busy times, not an answer to an invitation."),
        (reply(uid=""), "An entry without a title: it does not say what it answers (no UID)."),
        (reply("nomail"), "An entry without a title: it does not say who answers."),
        (reply(sequence="many"), "An entry without a title: its SEQUENCE is damaged."),
        (reply(sequence="-1"), "An entry without a title: its SEQUENCE is damaged."),
        (counter(":soon", ""), "An entry without a title: its DTSTART is damaged."),
        (counter(":99991231T000000", ""), "An entry without a title: the time it proposes is out of all reason."),
        (folded("BEGIN:VCALENDAR", "METHOD:REPLY", "END:VCALENDAR"), "The answer in it is empty."),
        (b"", "It is neither a calendar file nor a mail, or it is damaged from the start."),
        (b"%PDF-1.7", "It is neither a calendar file nor a mail, or it is damaged from the start."),
        (b"\0" * 5000, "It is neither a calendar file nor a mail, or it is damaged from the start."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
            "It is an item saved in Outlook's own form (.msg). Save it again as .ics, or the mail as .eml.",
        ),
        (b"BEGIN:VCALENDAR\r\nnonsense", "The calendar in it is damaged."),
        (b"BEGIN:VCALENDAR" + b" " * MOST_BYTES, "It is larger than 10 MB."),
    ],
)
def test_what_is_no_answer_is_said(content: bytes, words: str) -> None:
    assert refused(content) == words


def test_a_mail_without_a_calendar_tells_its_subject() -> None:
    said = refused(mail(subject="=?utf-8?b?T24gbGVhdmUgdW50aWwgMTAgTWFyY2jigK4=?="))
    assert said == "This is a mail without a calendar answer. Its subject: “On leave until 10 March”."
    automatic = refused(mail(subject="Automatic reply: Conference", headers=("Auto-Submitted: auto-replied",)))
    assert (
        automatic == "This is an automatic reply without a calendar answer. Its subject: “Automatic reply: Conference”."
    )


def test_outlooks_own_packing_is_told() -> None:
    packed = mail(attached=b"\x78\x9f\x3e\x22").replace(b"application/ics; name=invite.ics", b"application/ms-tnef")
    assert refused(packed).startswith("The answer lies in a winmail.dat, which only Outlook understands.")


def test_hidden_characters_and_markup_are_only_text() -> None:
    odd = reply(name="\u202eEvil\u2066 <b>Dr</b>", extra=("COMMENT:a\u202eb\\nc\x07d",))
    [found] = read(odd)
    assert found.attendee_name == "Evil <b>Dr</b>"
    assert found.comment == "ab cd"
    assert read_replies(odd, "\u202efile\n.ics").source == "file .ics"


def test_long_texts_are_cut() -> None:
    [found] = read(reply(name="N" * 5000, uid=UID + "u" * 5000, extra=("COMMENT:" + "c" * 50_000,)))
    assert (len(found.attendee_name), len(found.comment), len(found.uid)) == (200, 1000, 300)


def test_no_more_answers_are_read_than_a_file_may_hold() -> None:
    many = b"".join(reply(f"p{n}@many.example") for n in range(MOST_ANSWERS + 1))
    assert refused(many) == "It holds more than 1,000 entries."


def test_mails_in_mails_without_end_are_not_followed() -> None:
    said = refused(forwarded(mail(reply()), 12))
    assert said == "More than 10 mails lie in one another in it: the innermost were not read."
    assert read(forwarded(mail(reply()), 9))


def test_a_mail_of_too_many_parts_is_not_read_to_the_end() -> None:
    parts = b"".join(b"--p\r\nContent-Type: text/plain\r\n\r\nx\r\n" for _ in range(300))
    head = b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="p"\r\n\r\n'
    said = refused(head + parts + b"--p--\r\n")
    assert said == "The mail has more than 200 parts: the rest was not read."


def test_a_calendar_part_that_names_a_file_opens_none(tmp_path: object) -> None:
    path = f"{tmp_path}/secret.ics"
    with open(path, "wb") as file:
        file.write(reply())
    assert refused(mail(path.encode(), encoding="8bit")) == "The calendar in it is damaged."
