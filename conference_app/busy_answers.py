"""What an import of busy times does, in the words of the command line and the window."""

from __future__ import annotations

from conference_app.domain.spoken_dates import counted, moment
from conference_app.use_cases.import_busy import BusyPreview

MOST_NAMED = 10


def busy_words(seen: BusyPreview, *, dry_run: bool) -> list[str]:
    """One sentence for the whole, then one for each time added or gone and each entry not understood."""
    doing = "Would keep" if dry_run else "Kept"
    words = [
        f"{doing} {counted(len(seen.added), 'new busy time')}, {len(seen.gone)} gone, {seen.unchanged} unchanged.",
        *_first([f"New: {moment(each.starts_at)} to {moment(each.ends_at)}" for each in seen.added]),
        *_first([f"Gone: {moment(each.starts_at)} to {moment(each.ends_at)}" for each in seen.gone]),
    ]
    return words + [f"Not understood: {each.entry}: {each.why}." for each in seen.not_understood]


def _first(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_NAMED
    return lines if more <= 0 else [*lines[:MOST_NAMED], f"… and {more} more"]
