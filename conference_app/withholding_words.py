"""A request to keep something from the family, in words for the chair and the coordinator, never for the family."""

from __future__ import annotations

from conference_app.domain.spoken_dates import plain_date
from conference_app.domain.withholding import Withholding


def withholding_words(asked: Withholding) -> str:
    """Withholding from the family: the address log, asked by Westmarch Police (risk): withheld by R. Osei, 3 March."""
    about = f" (report of {asked.report_of})" if asked.report_of else ""
    why = " ".join(asked.why.split())
    said = f"Withholding from the family: {asked.what}{about}, asked by {asked.asked_by} ({why})"
    return f"{said}: {decision_words(asked)}"


def decision_words(asked: Withholding) -> str:
    """What the chair decided, or that nothing is decided."""
    if not asked.decision:
        return "not decided yet"
    day = f", {plain_date(asked.decided_on)}" if asked.decided_on else ""
    return f"{asked.decision} (decided by {asked.decided_by}{day})"
