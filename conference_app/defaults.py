"""What the program brings along: the practice numbers' defaults and the official bank holidays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from conference_app import resources
from conference_app.domain.calendar import SUBSTITUTE, WorkingCalendar
from conference_app.domain.practice import Practice, definitions_from

ENGLAND_AND_WALES = "england-and-wales"


@cache
def default_practice() -> Practice:
    """Every practice number at its default."""
    return Practice(definitions_from(resources.toml("practice.toml")))


@cache
def official_holidays(division: str = ENGLAND_AND_WALES) -> Mapping[date, str]:
    """The bundled GOV.UK list of one division; KeyError for a division it does not have."""
    content = resources.path("holidays/bank-holidays.json").read_text(encoding="utf-8")
    return holidays_in(json.loads(content), division)


@cache
def bundled_calendar(division: str = ENGLAND_AND_WALES) -> WorkingCalendar:
    """Working days by the bundled list, without any closures."""
    return WorkingCalendar.of(official_holidays(division))


def holidays_in(feed: Mapping[str, Any], division: str) -> dict[date, str]:
    """Date and name of each bank holiday in a file of the form of gov.uk/bank-holidays.json."""
    return {
        date.fromisoformat(event["date"]): event["title"] + _suffix(event.get("notes", ""))
        for event in feed[division]["events"]
    }


def _suffix(notes: str) -> str:
    return SUBSTITUTE if notes.casefold() == "substitute day" else ""
