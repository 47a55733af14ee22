"""The columns of hours that repeat, and of leave, other times and school holidays."""

from __future__ import annotations

from datetime import date
from typing import Any

from conference_app.domain.spoken_dates import short_date
from conference_app.domain.supply import Busy, Pattern, SchoolHoliday
from conference_app.hours_words import busy_span_words, pattern_words, validity_words

from ..widgets.rows_model import Column
from ..widgets.text import Tone
from . import hours_forms as forms


def hours_columns() -> list[Column[Pattern]]:
    """When, with how long it holds, and what."""
    return [
        Column("When", pattern_words, second=validity_words, stretch=True, strong=True),
        Column("What", _what_repeats, tag=lambda row: (_what_repeats(row), Tone.GREEN if row.available else Tone.GREY)),
    ]


def _what_repeats(row: Pattern) -> str:
    return row.what or (forms.AVAILABLE if row.available else forms.TAKEN)[row.owner.whose].removesuffix(" then")


def time_columns() -> list[Column[Any]]:
    """When, with a note, and what."""
    return [
        Column("When", _when, second=_note, stretch=True, strong=True, sort=lambda row: str(_first(row))),
        Column("What", _kind, tag=lambda row: (_kind(row), Tone.AMBER)),
    ]


def _first(row: Busy | SchoolHoliday) -> date:
    return row.starts_at.date() if isinstance(row, Busy) else row.first_day


def _when(row: Busy | SchoolHoliday) -> str:
    if isinstance(row, Busy):
        return busy_span_words(row)
    return f"{short_date(row.first_day)} to {short_date(row.last_day)}"


def _note(row: Busy | SchoolHoliday) -> str:
    if isinstance(row, SchoolHoliday):
        return ""
    return " · ".join(part for part in (row.what, f"from {row.source}" if row.source else "") if part)


def _kind(row: Busy | SchoolHoliday) -> str:
    return forms.KIND_WORDS[row.kind] if isinstance(row, Busy) else row.title
