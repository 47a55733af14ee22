"""What an authority may set for itself: each number and text with its default, range seen and source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Any

from conference_app.domain.errors import RuleBroken
from conference_app.domain.mail_address import domains_in, is_plain_address
from conference_app.domain.text import one_line

# A time of day is kept as "10:00"; "" means not used, where that is allowed.
Value = int | str | bool

YES = ("yes", "y", "true", "on", "1")
NO = ("no", "n", "false", "off", "0")
MOST_CHARACTERS = 200
# Mailboxes nobody reads: answers to an invitation would be lost.
_UNREAD = r"(?i:(no|do[._-]?not|dont)[._-]?reply([._+-].*)?)"


class ValueKind(StrEnum):
    """What sort of answer a practice number takes."""

    INTEGER = "integer"
    TEXT = "text"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    TIME = "time"


class Form(StrEnum):
    """What a text must be, besides one line."""

    ANY = ""
    ADDRESS = "address"
    DOMAIN = "domain"
    DOMAINS = "domains"


@dataclass(frozen=True)
class PracticeNumber:
    """One thing an authority may set; `range` says what other areas do, `source` where that is read."""

    key: str
    title: str
    group: str
    kind: ValueKind
    default: Value
    unit: str = ""
    range: str = ""
    minimum: int = 0
    maximum: int = 9999
    choices: tuple[str, ...] = ()
    may_be_blank: bool = False
    form: Form = Form.ANY
    source: str = ""
    help: str = ""


@dataclass(frozen=True)
class Practice:
    """The numbers in force: the definitions, and what this authority has set otherwise."""

    definitions: Mapping[str, PracticeNumber]
    overrides: Mapping[str, Value] = field(default_factory=dict)

    def value(self, key: str) -> Value:
        """The value in force; KeyError for a key that is not defined."""
        return self.overrides.get(key, self.definitions[key].default)

    def integer(self, key: str) -> int:
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError(key)
        return value

    def text(self, key: str) -> str:
        value = self.value(key)
        if not isinstance(value, str):
            raise TypeError(key)
        return value

    def flag(self, key: str) -> bool:
        value = self.value(key)
        if not isinstance(value, bool):
            raise TypeError(key)
        return value

    def time_of_day(self, key: str) -> time | None:
        """The time of day in force; None where the authority has left it blank."""
        value = self.text(key)
        return time.fromisoformat(value) if value else None

    def measure(self, key: str) -> str:
        """A length of time in words, whichever way it is defined: "15 working days", "3 calendar months"."""
        value = self.value(key)
        return f"{value} {self.definitions[key].unit}" if isinstance(value, int) else value

    def is_changed(self, key: str) -> bool:
        """Whether this authority's value differs from the default."""
        return self.value(key) != self.definitions[key].default

    def with_typed(self, typed: Mapping[str, str]) -> Practice:
        """The same practice with these values, given as text; keys nobody defines (any more) are left out."""
        known = {key: text for key, text in typed.items() if key in self.definitions}
        values = {key: check(self.definitions[key], text) for key, text in known.items()}
        return Practice(self.definitions, {**self.overrides, **values})


def definitions_from(content: Mapping[str, Any]) -> dict[str, PracticeNumber]:
    """The definitions in what `practice.toml` holds; ValueError for a bad default or a repeated key."""
    found: dict[str, PracticeNumber] = {}
    for entry in content["number"]:
        kind = ValueKind(entry["kind"])
        choices = tuple(entry.get("choices", ()))
        form = Form(entry.get("form", ""))
        definition = PracticeNumber(**{**entry, "kind": kind, "choices": choices, "form": form})
        if definition.key in found or check(definition, as_text(definition.default)) != definition.default:
            raise ValueError(definition.key)
        found[definition.key] = definition
    return found


def as_text(value: Value) -> str:
    """A value as it stands in its field and in the store; `check` reads it back."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def check(definition: PracticeNumber, typed: str) -> Value:
    """The value meant by what was typed; RuleBroken with the key as its field where it is not one."""
    text = " ".join(typed.split())
    if not text:
        return _blank(definition)
    match definition.kind:
        case ValueKind.INTEGER:
            return _integer(definition, text)
        case ValueKind.BOOLEAN:
            return _boolean(definition, text)
        case ValueKind.CHOICE:
            return _choice(definition, text)
        case ValueKind.TIME:
            return _time(definition, text)
        case ValueKind.TEXT:
            return _text(definition, text)


def _broken(code: str, definition: PracticeNumber, **facts: object) -> RuleBroken:
    return RuleBroken(code, field=definition.key, what=definition.title, **facts)


def _blank(definition: PracticeNumber) -> str:
    if definition.may_be_blank and definition.kind in {ValueKind.TEXT, ValueKind.TIME}:
        return ""
    raise _broken("practice_blank", definition)


def _integer(definition: PracticeNumber, text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise _broken("practice_not_a_number", definition, text=text)
    number = int(text)
    if not definition.minimum <= number <= definition.maximum:
        raise _broken("practice_out_of_range", definition, text=text, least=definition.minimum, most=definition.maximum)
    return number


def _boolean(definition: PracticeNumber, text: str) -> bool:
    word = text.casefold()
    if word not in YES + NO:
        raise _broken("practice_not_yes_or_no", definition, text=text)
    return word in YES


def _choice(definition: PracticeNumber, text: str) -> str:
    for choice in definition.choices:
        if choice.casefold() == text.casefold():
            return choice
    raise _broken("practice_not_a_choice", definition, text=text, choices=", ".join(definition.choices))


def _time(definition: PracticeNumber, text: str) -> str:
    parts = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]?([0-5][0-9])", text)
    if parts is None:
        raise _broken("practice_not_a_time", definition, text=text)
    return f"{int(parts[1]):02}:{parts[2]}"


def _text(definition: PracticeNumber, text: str) -> str:
    line = one_line(text, field=definition.key, what=definition.title, most=MOST_CHARACTERS)
    match definition.form:
        case Form.ADDRESS:
            _check_address(definition, line)
        case Form.DOMAIN | Form.DOMAINS:
            return _domains(definition, line)
        case Form.ANY:
            pass
    return line


def _check_address(definition: PracticeNumber, text: str) -> None:
    if not is_plain_address(text):
        raise _broken("practice_not_an_address", definition, text=text)
    if re.fullmatch(_UNREAD, text.partition("@")[0]):
        raise _broken("practice_no_reply", definition, text=text)


def _domains(definition: PracticeNumber, text: str) -> str:
    """The domains in small letters; a single one without a star."""
    several = definition.form is Form.DOMAINS
    try:
        listed = domains_in(text)
    except ValueError as error:
        raise _broken("practice_not_a_domain", definition, text=str(error)) from error
    if not several and (len(listed) != 1 or listed[0].startswith("*")):
        raise _broken("practice_not_one_domain", definition, text=text)
    return ", ".join(listed) if listed else _blank(definition)
