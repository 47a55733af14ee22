"""Addresses that may be written to, what makes a calendar entry another one, and which domains are warned of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference_app.domain.calendar_entry import (
    EXTERNAL,
    NOT_SECURE,
    CalendarEntry,
    Mailbox,
    changed,
    domain_of,
    domains_in,
    mailbox,
    warnings_for,
)
from conference_app.domain.errors import RuleBroken
from tests.conference_app.exchange.entries import ENTRY

SECURE = domains_in("nhs.net, *.gov.uk, *.police.uk, *.cjsm.net, *.nhs.uk")


@pytest.mark.parametrize(
    "address",
    ["a@b.uk", "zoe.o'brien@nhs.net", "A_B+c=d&e~f-g@x-y.example.gov.uk", "1@2.3.uk", f"{'a' * 64}@b.uk"],
)
def test_plain_addresses_are_taken_as_they_are(address: str) -> None:
    assert mailbox("Zoë", address) == Mailbox("Zoë", address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b",
        "@b.uk",
        "a@",
        "a b@c.uk",
        " a@b.uk",
        "a@b.uk ",
        "a@b.uk\n",
        "a@b.uk\r\nBcc: all@evil.com",
        "a@b.uk, c@d.uk",
        "a@b.uk;c@d.uk",
        "Ann <a@b.uk>",
        '"a b"@c.uk',
        "a@b@c.uk",
        ".a@b.uk",
        "a.@b.uk",
        "a..b@c.uk",
        "a@-b.uk",
        "a@b-.uk",
        "a@b..uk",
        "a@b.uk.",
        "a@[127.0.0.1]",
        "a%b@c.uk",
        "a?cc=x@c.uk",
        "müller@b.uk",
        "a@müller.uk",
        "a\u202e@b.uk",
        "а@b.uk",  # a Cyrillic letter
        f"{'a' * 65}@b.uk",
        f"a@{'b' * 63}.{'c' * 63}.{'d' * 63}.{'e' * 63}.uk",
    ],
)
def test_what_is_no_plain_address_is_refused(address: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        mailbox("Ann", address)
    assert (broken.value.code, broken.value.field) == ("bad_address", "email")
    assert broken.value.facts["name"] == "Ann"


def test_names_are_cleaned_and_bounded() -> None:
    assert mailbox("  Zoe\u0308\u202e \r\n Bcc: x\x00 ", "a@b.uk").name == "Zoë Bcc: x"
    with pytest.raises(RuleBroken, match="too_long"):
        mailbox("x" * 201, "a@b.uk")


@given(st.text(), st.text())
def test_any_text_is_clean_or_refused(name: str, address: str) -> None:
    try:
        made = mailbox(name, address)
    except RuleBroken as broken:
        code = broken.code
    else:
        code = ""
        assert made.address == address
        assert made.address.isascii()
        assert made == mailbox(made.name, made.address)
    assert code in {"", "bad_address", "too_long"}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (ENTRY, ()),
        (replace(ENTRY, starts_at=datetime(2027, 3, 12, 10)), ("time",)),
        (replace(ENTRY, ends_at=ENTRY.ends_at + timedelta(minutes=15)), ("time",)),
        (replace(ENTRY, place="Beech room"), ("place",)),
        (replace(ENTRY, chair="Huw Bevan-Rees"), ("chair",)),
        (replace(ENTRY, mode="online"), ("mode",)),
        (replace(ENTRY, joining="https://video.westmarch.example/2"), ("link",)),
        (replace(ENTRY, place="", mode="online", joining="x"), ("place", "mode", "link")),
        (replace(ENTRY, sequence=3, stamped_at=ENTRY.stamped_at + timedelta(days=1)), ()),
    ],
)
def test_what_makes_another_version(now: CalendarEntry, told: tuple[str, ...]) -> None:
    assert changed(ENTRY, now) == told


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ("a@nhs.net", (EXTERNAL,)),
        ("a@NHS.Net", (EXTERNAL,)),
        ("a@other.nhs.net", (EXTERNAL, NOT_SECURE)),
        ("a@leeds.gov.uk", (EXTERNAL,)),
        ("a@cs.leeds.GOV.UK", (EXTERNAL,)),
        ("a@gov.uk", (EXTERNAL, NOT_SECURE)),
        ("a@evilgov.uk", (EXTERNAL, NOT_SECURE)),
        ("a@nhs.uk.evil.com", (EXTERNAL, NOT_SECURE)),
        ("a@nhs.net.evil.com", (EXTERNAL, NOT_SECURE)),
        ("a@leeds.gov.uk.evil.com", (EXTERNAL, NOT_SECURE)),
        ("a@xnhs.net", (EXTERNAL, NOT_SECURE)),
        ("a@firm.com.cjsm.net", (EXTERNAL,)),
        ("a@westmarch.example", ()),
        ("a@team.Westmarch.example", ()),
        ("a@notwestmarch.example", (EXTERNAL, NOT_SECURE)),
        ("a@gmail.com", (EXTERNAL, NOT_SECURE)),
    ],
)
def test_domains_that_are_warned_of(address: str, warned: tuple[str, ...]) -> None:
    assert warnings_for(address, SECURE, "westmarch.example") == warned


def test_without_a_domain_of_ones_own_nothing_is_external() -> None:
    assert warnings_for("a@gmail.com", SECURE, "") == (NOT_SECURE,)
    assert warnings_for("a@nhs.net", SECURE, "") == ()
    assert warnings_for("a@nhs.net", (), "") == (NOT_SECURE,)


def test_the_domain_of_an_address() -> None:
    assert domain_of("Ann.Bell@Nhs.NET") == "nhs.net"
    assert domain_of("nobody") == "nobody"


def test_lists_of_domains() -> None:
    assert domains_in(" NHS.net,, *.gov.uk ") == ("nhs.net", "*.gov.uk")
    assert domains_in("") == ()


@pytest.mark.parametrize("text", ["nhs", "*", "*.", "*.uk", "nhs.*", "a@nhs.net", "nhs.net gov.uk", "http://nhs.net"])
def test_what_is_no_domain_is_named(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        domains_in(f"nhs.net, {text}")
