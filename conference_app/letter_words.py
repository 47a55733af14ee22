"""What an invitation, a change or a cancellation says to its one reader; no child is named outside the secure part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import PAEDIATRICIAN, Role
from conference_app.domain.sending import Caution, Occasion, Unreached
from conference_app.domain.separation import PART_ONLY, SEPARATE
from conference_app.domain.spoken_dates import long_date, moment, span
from conference_app.domain.text import all_of

Fact = tuple[str, str]

_OPENINGS = {Occasion.INVITED: "", Occasion.CHANGED: "Changed: ", Occasion.CANCELLED: "Cancelled: "}
_TITLES = {
    Occasion.INVITED: "Invitation",
    Occasion.CHANGED: "The conference has been changed",
    Occasion.CANCELLED: "The conference will not take place",
}
HELPERS = {"interpreter", "advocate", "supporter"}


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is worded; `children` are named only where the text travels by a secure route."""

    line: Invitation
    role: Role
    kept_apart: tuple[str, ...] = ()
    reply_by: date | None = None
    children: tuple[str, ...] = ()
    may_send_deputy: bool = True
    on_paper: bool = False

    @property
    def is_family(self) -> bool:
        return self.role.group == "family"


@dataclass(frozen=True, slots=True)
class Said:
    """The same words for a mail and for a letter."""

    subject: str
    title: str
    salutation: str
    facts: tuple[Fact, ...]
    paragraphs: tuple[str, ...]
    answering: tuple[str, ...]


def said_to(
    reader: Reader, found: Conference, occasion: Occasion, *, where: str, joining: str, before: Sequence[Fact] = ()
) -> Said:
    """The words for one reader; `before` says what has changed, `where` and `joining` as this reader may know them."""
    return Said(
        subject=subject(found, occasion),
        title=_TITLES[occasion],
        salutation="Hello" if reader.is_family and not reader.line.name else f"Dear {reader.line.name}",
        facts=_facts(found, occasion, where, joining, before),
        paragraphs=tuple(_paragraphs(reader, found, occasion)),
        answering=tuple(_answering(reader, occasion)),
    )


def subject(found: Conference, occasion: Occasion) -> str:
    """Conference CP-2027-0012, Friday 12 March 2027, 9:30am: the reference and the time, nobody's name."""
    when = f", {moment(found.starts_at)}" if found.starts_at else ""
    return f"{_OPENINGS[occasion]}Conference {found.reference}{when}"


def mail_text(said: Said, signed: Sequence[str]) -> str:
    """The text of a mail."""
    facts = "\n".join(f"{name}: {value}" for name, value in said.facts)
    news = "" if said.title == _TITLES[Occasion.INVITED] else f"{said.title}."
    parts = (f"{said.salutation},", news, facts, *said.paragraphs, *said.answering, "\n".join(signed))
    return "\n\n".join(part for part in parts if part) + "\n"


def ask_for_link(phone: str, address: str) -> str:
    """How the family gets the link to a conference by video that is not told in the letter."""
    by_phone = f"by telephone on {phone}, or " if phone else ""
    return f"Please ask us for the video link, {by_phone}by e-mail to {address}"


def caution_words(caution: Caution, *, address: str = "", whose: str = "") -> str:
    """What is to be seen before a message leaves, as a sentence."""
    domain = address.rpartition("@")[2]
    return {
        Caution.EXTERNAL: f"{domain} is outside your organisation.",
        Caution.NOT_SECURE: f"{domain} is not on the list of secure domains: the mail names nobody.",
        Caution.AGENCY_MAILBOX: f"Goes to the mailbox of {whose}: no address of their own is known.",
        Caution.SHARED_ADDRESS: f"{whose} is written to at the same address.",
        Caution.EXCLUDED_THERE: f"{whose}, whom the chair excluded, may live at this address: make sure of a safe one.",
        Caution.LANGUAGE: f"Reads {whose}: have it translated, or send it with an interpreter's help.",
        Caution.SEPARATE: "Attends separately: check that the time is theirs.",
        Caution.PART_ONLY: "Attends for a part only, as the chair decided: check that the time is theirs.",
    }[caution]


def unreached_words(why: Unreached, detail: str = "") -> str:
    """Why somebody on the list is not written to, as a sentence without an end."""
    return {
        Unreached.EXCLUDED: detail or "excluded by the chair",
        Unreached.RELATIVE: "belongs to the family: an interpreter is never a relative",
        Unreached.LEFT_OUT: f"left out: {detail}",
        Unreached.NOBODY_NAMED: "nobody is named yet",
        Unreached.NO_ADDRESS: "no e-mail address, and no address a letter may go to",
        Unreached.SENT: f"sent {detail}",
        Unreached.WITHOUT_CALENDAR: "was not invited",
    }[why]


def _facts(found: Conference, occasion: Occasion, where: str, joining: str, before: Sequence[Fact]) -> tuple[Fact, ...]:
    when = span(found.starts_at, found.ends_at) if found.starts_at and found.ends_at else ""
    if occasion is Occasion.CANCELLED:
        return (("Reference", found.reference), ("It was to be", when))
    facts = (("Reference", found.reference), ("When", when), ("Where", where), ("To join", joining))
    chair = ("Chair", found.chair_name)
    return (*(fact for fact in (*facts, chair) if fact[1]), *before)


def _paragraphs(reader: Reader, found: Conference, occasion: Occasion) -> list[str]:
    if occasion is Occasion.CANCELLED:
        return [_cancelled(reader)]
    opening = {
        Occasion.INVITED: _invited(reader, found),
        Occasion.CHANGED: "What you were sent before no longer holds. Please use only this.",
    }[occasion]
    return [part for part in (opening, _separately(reader), _asked_of(reader)) if part]


def _cancelled(reader: Reader) -> str:
    if reader.is_family:
        return "You do not need to come. Your social worker will tell you what happens next."
    return "You do not need to keep the time free. If it is booked again you will be invited anew."


def _invited(reader: Reader, found: Conference) -> str:
    about = f" about {all_of(reader.children)}" if reader.children else ""
    if reader.line.role_code == "child":
        return "You are invited to a conference. It is about keeping you safe, and what you think matters."
    if reader.is_family:
        return "We would like you to come to a child protection conference about your family."
    if not reader.children:
        return "You are invited to a conference. What it is about reaches you by a secure route, or by phone."
    what = f"{found.type.heading[0].lower()}{found.type.heading[1:]}"
    article = "an" if what[0] in "aeiou" else "a"
    as_what = f" as {reader.role.title[0].lower()}{reader.role.title[1:]}" if reader.line.role_code in HELPERS else ""
    return f"You are invited{as_what} to {article} {what}{about}."


def _separately(reader: Reader) -> str:
    if PART_ONLY in reader.kept_apart:
        return "The chair has decided that you come for a part of the conference. You are told beforehand which part."
    if SEPARATE in reader.kept_apart:
        return "You will be seen apart from others who attend. You are told beforehand at what time and where."
    return ""


def _asked_of(reader: Reader) -> str:
    line = reader.line
    if line.role_code in HELPERS:
        return ""
    if reader.is_family:
        return (
            "You can bring somebody to support you. Please tell us if you need an interpreter, help to get in, "
            "or anything else. You can read the reports before, and say what you think of them."
        )
    parts = []
    if line.report_wanted and line.report_received_on is None:
        by = f" by {long_date(line.report_due_on)}" if line.report_due_on else ""
        parts.append(f"Please send your report{by} by a secure route, also if you cannot come.")
        parts.append("Write it so that the family can read it, and go through it with them beforehand.")
    if line.role_code == PAEDIATRICIAN:
        parts.append("If you cannot come, please send a colleague who can explain the medical findings.")
        parts.append("Where nobody can come, the chair reads your report out.")
    elif reader.may_send_deputy:
        parts.append("If you cannot come, please send somebody who knows the family and can speak for your service.")
    return " ".join(parts)


def _answering(reader: Reader, occasion: Occasion) -> list[str]:
    if occasion is Occasion.CANCELLED:
        return []
    by = f" by {long_date(reader.reply_by)}" if reader.reply_by else ""
    if reader.is_family:
        return [f"Please tell us{by} whether you can come."]
    again = " again, also if you have replied before," if occasion is Occasion.CHANGED else ""
    in_place = ", or who is coming in your place" if reader.may_send_deputy else ""
    how = f"tell us whether you are coming{in_place}"
    if reader.on_paper:
        return [f"Please reply{again}{by}: {how}."]
    return [f"Please reply{again}{by}: accept or decline the calendar entry, or {how}."]


def signature(*lines: str) -> tuple[str, ...]:
    """Who writes: the lines that are known."""
    return tuple(line for line in lines if line)
