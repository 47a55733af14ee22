"""What is said of a report that came and has not reached the family."""

from __future__ import annotations

from datetime import date

from conference_app.domain.spoken_dates import day_month
from conference_app.use_cases.sharing import Sharing


def sharing_words(sharing: Sharing | None, today: date) -> str:
    """What keeps a report from the family, or by when they should have had it; "" where nothing is to be said."""
    if sharing is None:
        return ""
    if sharing.kept is not None:
        return "withheld from the family" if sharing.kept.decision else "the chair has not decided about withholding it"
    if sharing.late(today) and sharing.due_on is not None:
        return f"not shared with the family, wanted by {day_month(sharing.due_on)}"
    return ""
