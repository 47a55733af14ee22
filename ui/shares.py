"""Figures in words: shares and months."""

from __future__ import annotations

from datetime import date

from conference_app.domain.spoken_dates import MONTH_NAMES


def percent(part: int, whole: int) -> int:
    """A share in whole per cent, never rounded up to 100 while something is missing."""
    share = round(100 * part / whole) if whole else 0
    return min(share, 99) if part < whole else share


def share_words(part: int, whole: int) -> str:
    """17 of 31 (55%)."""
    return f"{part} of {whole}" + (f" ({percent(part, whole)}%)" if whole else "")


def count_words(part: int, whole: int) -> str:
    """17 (55%)."""
    return f"{part} ({percent(part, whole)}%)"


def month_words(month: str) -> str:
    """March 2027, from 2027-03."""
    day = date.fromisoformat(f"{month}-01")
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def month_short(month: str) -> str:
    """Mar, from 2027-03."""
    return MONTH_NAMES[int(month[5:]) - 1][:3]
