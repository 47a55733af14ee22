"""One invitation to one person: by which form it goes, where to, and what is to be said before it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from conference_app.domain.calendar_entry import is_plain_address
from conference_app.domain.conference import bare_name
from conference_app.domain.family import Address
from conference_app.domain.separation import PART_ONLY, SEPARATE

LIVES_IN = "lives in"
THE_HOME = {"", "family home"}


class Form(StrEnum):
    """What a recipient gets: a draft mail with the calendar entry in it, the calendar file alone, or a letter."""

    MAIL = "mail"
    CALENDAR = "calendar file"
    LETTER = "letter"


class Occasion(StrEnum):
    """Why somebody is written to."""

    INVITED = "invited"
    CHANGED = "changed"
    CANCELLED = "cancelled"


class Caution(StrEnum):
    """What is to be seen before a message leaves."""

    EXTERNAL = "external"
    NOT_SECURE = "not secure"
    AGENCY_MAILBOX = "agency mailbox"
    SHARED_ADDRESS = "shared address"
    LANGUAGE = "language"
    EXCLUDED_THERE = "excluded person there"
    SEPARATE = SEPARATE
    PART_ONLY = PART_ONLY


class Unreached(StrEnum):
    """Why somebody on the list is not written to."""

    EXCLUDED = "excluded"
    RELATIVE = "relative as interpreter"
    LEFT_OUT = "left out"
    NOBODY_NAMED = "nobody named"
    NO_ADDRESS = "no address"
    SENT = "sent"
    WITHOUT_CALENDAR = "nothing to call off"


@dataclass(frozen=True, slots=True)
class Reach:
    """How one person can be reached; texts are empty where nothing is known.

    `mailbox_of` names the agency whose shared mailbox `email` is, "" where it is the person's own.
    """

    invitation_id: int
    email: str = ""
    mailbox_of: str = ""
    postal: tuple[str, ...] = ()
    language: str = ""

    @property
    def forms(self) -> tuple[Form, ...]:
        """In which forms this person can be written to."""
        by_mail = (Form.MAIL, Form.CALENDAR) if is_plain_address(self.email) else ()
        return (*by_mail, Form.LETTER) if self.postal else by_mail


def usual_form(reach: Reach, *, family: bool) -> Form | None:
    """A letter for the family where one can be sent, a mail for everybody else; None where neither can."""
    wanted = (Form.LETTER, Form.MAIL) if family else (Form.MAIL, Form.LETTER)
    return next((form for form in wanted if form in reach.forms), None)


def letters_go_to(
    addresses: Sequence[Address], *, name: str, letters_to: int | None = None, lives_in: bool = True
) -> tuple[str, ...]:
    """The lines a letter to somebody of the family is addressed with, () where none may be used.

    The address chosen for the person; else one that may be printed and is theirs by name; else, for who lives with
    the family, one that may be printed and is the home of all. An address is never guessed.
    """
    chosen = next((each for each in addresses if each.id == letters_to), None)
    open_ones = [each for each in addresses if each.may_be_printed]
    own = next((each for each in open_ones if each.whose and bare_name(each.whose) == bare_name(name)), None)
    shared = next((each for each in open_ones if each.whose.casefold() in THE_HOME), None) if lives_in else None
    found = chosen or own or shared
    return postal_lines(found.lines, found.postcode) if found else ()


def postal_lines(lines: str, postcode: str = "") -> tuple[str, ...]:
    """An address as it stands on an envelope."""
    return tuple(part for part in (each.strip() for each in (*lines.splitlines(), postcode)) if part)
