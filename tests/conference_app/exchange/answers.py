"""Answers to an invitation as different programs write them; every person and address is invented."""

from __future__ import annotations

from base64 import b64encode
from textwrap import wrap

UID = "conference-1@westmarch.example"
DOCTOR = "a.lindgren@infirmary.example"
TEAM = "conferences@westmarch.example"


def folded(*lines: str) -> bytes:
    """Lines as a calendar file keeps them: at most 75 octets each, CRLF at the end."""
    parts = []
    for line in lines:
        first, rest = line[:73], line[73:]
        parts.append(first)
        parts.extend(f" {rest[at : at + 72]}" for at in range(0, len(rest), 72))
    return ("\r\n".join(parts) + "\r\n").encode()


def reply(
    attendee: str = DOCTOR,
    *,
    partstat: str = "ACCEPTED",
    uid: str = UID,
    name: str = "Dr Amara Lindgren",
    stamp: str = "20270301T101500Z",
    sequence: str | None = "0",
    method: str = "REPLY",
    params: str = "",
    extra: tuple[str, ...] = (),
) -> bytes:
    """The barest answer that is one."""
    return folded(
        "BEGIN:VCALENDAR",
        "PRODID:-//test//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        *([f"DTSTAMP:{stamp}"] if stamp else []),
        *([f"SEQUENCE:{sequence}"] if sequence is not None else []),
        f"ORGANIZER:mailto:{TEAM}",
        f'ATTENDEE;PARTSTAT={partstat};CN="{name}"{params}:mailto:{attendee}',
        *extra,
        "END:VEVENT",
        "END:VCALENDAR",
    )


OUTLOOK = folded(
    "BEGIN:VCALENDAR",
    "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
    "VERSION:2.0",
    "METHOD:REPLY",
    "X-MS-OLK-FORCEINSPECTOROPEN:TRUE",
    "BEGIN:VTIMEZONE",
    "TZID:GMT Standard Time",
    "BEGIN:STANDARD",
    "DTSTART:16011028T020000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:-0000",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010325T010000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "TZOFFSETFROM:-0000",
    "TZOFFSETTO:+0100",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
    "BEGIN:VEVENT",
    f'ATTENDEE;PARTSTAT=ACCEPTED;CN="Lindgren, Amara (Dr)":mailto:{DOCTOR.title()}',
    "CLASS:PUBLIC",
    "CREATED:20270301T101400Z",
    "DESCRIPTION:I shall be there\\n\\nfrom the start.\\n",
    'DTEND;TZID="GMT Standard Time":20270310T113000',
    "DTSTAMP:20270301T101500Z",
    'DTSTART;TZID="GMT Standard Time":20270310T093000',
    "LAST-MODIFIED:20270301T101500Z",
    "LOCATION:Oak room",
    "PRIORITY:5",
    "SEQUENCE:1",
    "SUMMARY;LANGUAGE=en-gb:Accepted: Conference CP-2027-0001",
    "TRANSP:OPAQUE",
    f"UID:{UID}",
    'X-ALT-DESC;FMTTYPE=text/html:<html><body onload="steal()">I shall be there</body></html>',
    "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
    "X-MICROSOFT-CDO-OWNERAPPTID:2119934462",
    "X-MICROSOFT-DISALLOW-COUNTER:FALSE",
    "END:VEVENT",
    "END:VCALENDAR",
)

EXCHANGE = folded(
    "BEGIN:VCALENDAR",
    "METHOD:REPLY",
    "PRODID:Microsoft Exchange Server 2010",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;RSVP=TRUE;CN=Owen Pryce:MAILTO:o.pryce@police.example",
    "COMMENT;LANGUAGE=en-GB:On leave that week\\; Sergeant Hill knows the family\\n",
    f"UID:{UID}",
    "SUMMARY;LANGUAGE=en-GB:Declined: Conference CP-2027-0001",
    "DTSTART;TZID=GMT Standard Time:20270310T093000",
    "DTEND;TZID=GMT Standard Time:20270310T113000",
    "CLASS:PUBLIC",
    "PRIORITY:5",
    "DTSTAMP:20270302T090000Z",
    "TRANSP:OPAQUE",
    "STATUS:CONFIRMED",
    "SEQUENCE:0",
    "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
    "X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY",
    "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE",
    "END:VEVENT",
    "END:VCALENDAR",
)

GOOGLE = folded(
    "BEGIN:VCALENDAR",
    "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
    "VERSION:2.0",
    "CALSCALE:GREGORIAN",
    "METHOD:REPLY",
    "BEGIN:VEVENT",
    "DTSTART:20270310T093000Z",
    "DTEND:20270310T113000Z",
    "DTSTAMP:20270303T080000Z",
    f"ORGANIZER;CN=Conferences:mailto:{TEAM}",
    f"UID:{UID}",
    "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE;CN=Priya Nair;X-NUM-GUESTS=0;"
    'X-RESPONSE-COMMENT="May have to be in court":mailto:p.nair@care.example',
    "CREATED:20270222T090000Z",
    "DESCRIPTION:",
    "LAST-MODIFIED:20270303T080000Z",
    "LOCATION:Oak room",
    "SEQUENCE:0",
    "STATUS:CONFIRMED",
    "SUMMARY:Conference CP-2027-0001",
    "TRANSP:OPAQUE",
    "END:VEVENT",
    "END:VCALENDAR",
)

APPLE = folded(
    "BEGIN:VCALENDAR",
    "CALSCALE:GREGORIAN",
    "METHOD:REPLY",
    "PRODID:-//Apple Inc.//macOS 14.4//EN",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    'ATTENDEE;CN="Grace Marlowe";CUTYPE=INDIVIDUAL;EMAIL="grace@home.example";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:'
    "/aMzUwNDk2NzQ3MDM1MDQ5Nk/principal/",
    "COMMENT:Thank you",
    "CREATED:20270222T090000Z",
    "DTEND;TZID=Europe/London:20270310T113000",
    "DTSTAMP:20270304T190000Z",
    "DTSTART;TZID=Europe/London:20270310T093000",
    "SEQUENCE:0",
    "SUMMARY:Conference CP-2027-0001",
    f"UID:{UID}",
    "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC",
    "END:VEVENT",
    "END:VCALENDAR",
)

THUNDERBIRD = folded(
    "BEGIN:VCALENDAR",
    "PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN",
    "VERSION:2.0",
    "METHOD:REPLY",
    "BEGIN:VTIMEZONE",
    "TZID:/freeassociation.sourceforge.net/Europe/London",
    "BEGIN:STANDARD",
    "DTSTART:19701025T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
    "BEGIN:VEVENT",
    "CREATED:20270222T090000Z",
    "LAST-MODIFIED:20270305T120000Z",
    "DTSTAMP:20270305T120000Z",
    f"UID:{UID}",
    "SUMMARY:Conference CP-2027-0001",
    "ATTENDEE;RSVP=TRUE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;CN=Ann Hill:mailto:ann.hill@school.example",
    f"ORGANIZER:mailto:{TEAM}",
    "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20270310T093000",
    "DTEND;TZID=/freeassociation.sourceforge.net/Europe/London:20270310T113000",
    "X-MOZ-GENERATION:1",
    "END:VEVENT",
    "END:VCALENDAR",
)

LIBICAL = b"\n".join(
    (
        b"BEGIN:VCALENDAR",
        b"METHOD",
        b" :REPLY",
        b"VERSION:2.0",
        b"PRODID:-//Ximian//NONSGML Evolution Calendar//EN",
        b"BEGIN:VEVENT",
        b"UID:" + UID.encode(),
        b"dtstamp:20270305T120000Z",
        b"Attendee;cutype=individual;partstat=Declined;cn=R. Finch;language=en:",
        b" mailto:r.finch@surgery.example",
        b"REQUEST-STATUS:2.0;Success",
        b"END:VEVENT",
        b"END:VCALENDAR",
        b"",
    )
)

# In the manner of RFC 5546: an attendee hands on to somebody else, who answers too (4.2.5, 4.2.6).
DELEGATING = folded(
    "BEGIN:VCALENDAR",
    "PRODID:-//Example//EN",
    "METHOD:REPLY",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    f"ORGANIZER:mailto:{TEAM}",
    f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:e.marsh@infirmary.example":mailto:{DOCTOR}',
    f'ATTENDEE;RSVP=TRUE;CN=Dr Elin Marsh;DELEGATED-FROM="mailto:{DOCTOR}":mailto:e.marsh@infirmary.example',
    f"UID:{UID}",
    "SEQUENCE:0",
    "REQUEST-STATUS:2.0;Success",
    "DTSTAMP:20270305T120000Z",
    "END:VEVENT",
    "END:VCALENDAR",
)
DELEGATE_ACCEPTS = folded(
    "BEGIN:VCALENDAR",
    "PRODID:-//Example//EN",
    "METHOD:REPLY",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    f"ORGANIZER:mailto:{TEAM}",
    f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:e.marsh@infirmary.example":mailto:{DOCTOR}',
    f'ATTENDEE;PARTSTAT=ACCEPTED;CN=Dr Elin Marsh;DELEGATED-FROM="mailto:{DOCTOR}":mailto:e.marsh@infirmary.example',
    f"UID:{UID}",
    "SEQUENCE:0",
    "DTSTAMP:20270306T120000Z",
    "END:VEVENT",
    "END:VCALENDAR",
)


def counter(
    start: str = ";TZID=Europe/London:20270312T100000",
    end: str = ";TZID=Europe/London:20270312T120000",
    *,
    partstat: str = "TENTATIVE",
    **more: object,
) -> bytes:
    """Another time proposed, Friday 12 March 2027, 10am to midday unless said otherwise."""
    times = (f"DTSTART{start}", f"DTEND{end}") if end else (f"DTSTART{start}",)
    return reply(partstat=partstat, method="COUNTER", extra=times, **more)  # type: ignore[arg-type]


ALL = {
    "outlook": OUTLOOK,
    "exchange": EXCHANGE,
    "google": GOOGLE,
    "apple": APPLE,
    "thunderbird": THUNDERBIRD,
    "libical": LIBICAL,
    "delegating": DELEGATING,
    "delegate": DELEGATE_ACCEPTS,
    "counter": counter(),
}


def mail(
    calendar: bytes | None = None,
    *,
    sender: str = f"Dr Amara Lindgren <{DOCTOR}>",
    subject: str = "Accepted: Conference CP-2027-0001",
    encoding: str = "base64",
    kind: str = 'text/calendar; charset="utf-8"; method=REPLY',
    headers: tuple[str, ...] = (),
    attached: bytes | None = None,
) -> bytes:
    """A mail as a mailbox saves it, with the answer as its alternative part and perhaps as an attachment."""
    lines = [
        "Received: from mx.infirmary.example by mx.westmarch.example; Mon, 1 Mar 2027 10:15:05 +0000",
        f"From: {sender}",
        f"To: {TEAM}",
        f"Subject: {subject}",
        "Date: Mon, 1 Mar 2027 10:15:00 +0000",
        "MIME-Version: 1.0",
        *headers,
        'Content-Type: multipart/mixed; boundary="outer"',
        "",
        "--outer",
        'Content-Type: multipart/alternative; boundary="inner"',
        "",
        "--inner",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "I shall be there.",
    ]
    if calendar is not None:
        lines += [
            "--inner",
            f"Content-Type: {kind}",
            f"Content-Transfer-Encoding: {encoding}",
            "",
            _body(calendar, encoding),
        ]
    lines += ["--inner--"]
    if attached is not None:
        lines += [
            "--outer",
            "Content-Type: application/ics; name=invite.ics",
            "Content-Disposition: attachment; filename=invite.ics",
            "Content-Transfer-Encoding: base64",
            "",
            _body(attached, "base64"),
        ]
    return "\r\n".join([*lines, "--outer--", ""]).encode()


def _body(content: bytes, encoding: str) -> str:
    if encoding == "base64":
        return "\r\n".join(wrap(b64encode(content).decode(), 76))
    if encoding == "quoted-printable":
        from quopri import encodestring

        return encodestring(content).decode()
    return content.decode()


def forwarded(content: bytes, times: int = 1) -> bytes:
    """A mail as the attachment of another, so many times."""
    for _ in range(times):
        head = (
            b"From: Ada Rowe <ada@westmarch.example>\r\nSubject: FW: Accepted\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/mixed; boundary="f%d"\r\n\r\n' % len(content)
        )
        mark = b"--f%d" % len(content)
        content = head + mark + b"\r\nContent-Type: message/rfc822\r\n\r\n" + content + b"\r\n" + mark + b"--\r\n"
    return content
