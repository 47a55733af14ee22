"""What `paediatrician-report` answers: the compliance figures by month and type, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from conference_app.domain.listings import ComplianceRow
from conference_app.domain.spoken_dates import counted, month_year

FIGURES = (
    "conferences",
    "invited_in_time",
    "attending",
    "report_only",
    "neither",
    "read_out",
    "without_doctor",
    "breaches",
)
COMPLIANCE_HEAD = (
    "month",
    "type",
    "held",
    "invited in time",
    "attending",
    "report only",
    "neither",
    "read out",
    "findings without a doctor",
    "in breach",
)


def compliance_json(row: ComplianceRow) -> dict[str, object]:
    """The conferences of one type held in one month (YYYY-MM)."""
    return {"month": row.month, "type": row.type.value, **{name: getattr(row, name) for name in FIGURES}}


def compliance_line(row: ComplianceRow) -> tuple[str, ...]:
    """The same under COMPLIANCE_HEAD."""
    month = month_year(date.fromisoformat(f"{row.month}-01"))
    return (month, row.type.value, *(str(getattr(row, name)) for name in FIGURES))


def compliance_summary(rows: Sequence[ComplianceRow]) -> str:
    """The whole period in a sentence."""
    held, invited, attending, reported, neither, read_out, alone, breaches = (
        sum(getattr(row, name) for row in rows) for name in FIGURES
    )
    return (
        f"{counted(held, 'conference')} held: a paediatrician invited in time to {invited}, attending {attending}, "
        f"report only {reported}, neither {neither}; a report read out at {read_out}, findings discussed without a "
        f"doctor at {alone}; {counted(breaches, 'breach', 'breaches')}."
    )
