"""What an import of busy times does, in the words of the command line and the window."""

from __future__ import annotations

from conference_app.domain.spoken_dates import counted
from conference_app.hours_words import busy_span_words
from conference_app.use_cases.import_busy import BusyPreview

MOST_NAMED, MOST_FAULTS = 10, 30


def busy_words(seen: BusyPreview, *, dry_run: bool) -> list[str]:
    """One sentence for the whole, then one for each time added or gone and each entry not understood."""
    doing = "Would keep" if dry_run else "Kept"
    words = [
        f"{doing} {counted(len(seen.added), 'new busy time')}, {len(seen.gone)} gone, {seen.unchanged} unchanged.",
        *_first([f"New: {busy_span_words(each)}" for each in seen.added]),
        *_first([f"Gone: {busy_span_words(each)}" for each in seen.gone]),
    ]
    faults = [f"Not understood: {each.entry}: {each.why}." for each in seen.not_understood]
    return words + _first(faults, MOST_FAULTS)


def _first(lines: list[str], most: int = MOST_NAMED) -> list[str]:
    more = len(lines) - most
    return lines if more <= 0 else [*lines[:most], f"… and {more} more"]
