"""An invented calendar entry and its people for the tests of what is written."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from conference_app.domain.calendar_entry import CalendarEntry, Mailbox

STAMPED = datetime(2027, 3, 1, 8, 55, tzinfo=UTC)
ORGANISER = Mailbox("Westmarch conference team", "conferences@westmarch.example")
DOCTOR = Mailbox("Dr Amara Lindgren", "amara.lindgren@nhs.example")

ENTRY = CalendarEntry(
    uid="6f1c1f0e-3a54-4a8e-9f0b-2f7f2f6f0c11@westmarch.example",
    sequence=0,
    reference="CP-2027-0142",
    starts_at=datetime(2027, 3, 12, 9, 30),
    ends_at=datetime(2027, 3, 12, 11, 30),
    mode="hybrid",
    place="Oak room, Civic Centre",
    chair="Rosalind Osei",
    joining="https://video.westmarch.example/room/7",
    organiser=ORGANISER,
    stamped_at=STAMPED,
)

# What somebody could type or paste to do harm, among ordinary and very long texts.
_NASTY = st.sampled_from(
    [
        "\r\nBcc: all@evil.example",
        "\nATTENDEE:mailto:all@evil.example",
        "x\r\nEND:VEVENT\r\nBEGIN:VALARM",
        "\u202egnp.exe",
        "\u2028To: x@y.example",
        "\x00\x07\x1b[31m\x7f\x85",
        'He said "no"; then, ok: \\n \\, ^n ^\' %0A',
        "=?utf-8?q?=0D=0ABcc:_x=40y.example?=",
        "<script>&amp;{{ 7 * 7 }}{% for %}</script>",
        "👩‍👩‍👧 Zoë Łukasz 李 می\u200cخواهم",
        "\ud800",
        "\ufffe",
    ]
)
any_text = st.one_of(
    st.text(max_size=80), _NASTY, st.builds("".join, st.lists(st.one_of(_NASTY, st.text(max_size=20)), max_size=4))
)
long_text = st.one_of(any_text, st.builds(lambda piece: (piece * 5000)[:5000], st.text(min_size=1, max_size=7)))
any_address = st.one_of(
    st.text(max_size=40),
    st.emails(),
    st.builds("{}@{}".format, st.text(max_size=20), st.text(max_size=20)),
    st.from_regex(r"\A[a-z'+.]{1,70}@[a-z]{1,70}\.example\Z"),
)
