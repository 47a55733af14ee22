"""What `chase` answers: each thing missing as JSON with its message, and as a line of a table."""

from __future__ import annotations

from datetime import date, datetime

from conference_app import rulebook
from conference_app.chase_words import STEP_WORDS, message_of
from conference_app.domain.chasing import Missing
from conference_app.domain.spoken_dates import counted, short_date

CHASE_HEAD = ("conference", "on", "name", "role", "agency", "missing", "since", "due", "days late", "next", "chased")


def missing_json(missing: Missing, *, signed: str) -> dict[str, object]:
    """One thing missing; the role by its code, days late as working days, `chased` null where it never was."""
    row, message = missing.waiting, message_of(missing, signed=signed)
    return {
        "reference": row.reference,
        "start": row.starts_at,
        "family": row.family_name,
        "name": row.name,
        "role": row.role_code,
        "agency": row.agency_name or None,
        "missing": missing.what.value,
        "since": missing.since.isoformat(),
        "due": missing.due_on.isoformat(),
        "days_late": missing.days_late,
        "step": missing.step.value,
        "chased": missing.chased_at.isoformat(timespec="minutes") if missing.chased_at else None,
        "chased_step": missing.chased_step.value if missing.chased_step else None,
        "subject": message.subject,
        "message": message.text,
    }


def missing_line(missing: Missing) -> tuple[str, ...]:
    """One thing missing under CHASE_HEAD."""
    row = missing.waiting
    return (
        row.reference,
        short_date(datetime.fromisoformat(row.starts_at).date()),
        row.name,
        rulebook.roles()[row.role_code].title,
        row.agency_name,
        missing.what.value,
        short_date(missing.since),
        short_date(missing.due_on),
        str(missing.days_late or ""),
        STEP_WORDS[missing.step],
        chased_words(missing),
    )


def chased_words(missing: Missing) -> str:
    """Wed 3 Mar 2027, manager; "" where nobody chased it."""
    if missing.chased_at is None or missing.chased_step is None:
        return ""
    return f"{short_date(missing.chased_at.date())}, {STEP_WORDS[missing.chased_step]}"


def chase_summary(found: list[Missing], as_of: date) -> str:
    """How much is missing, and how much of it is late."""
    late = sum(each.due_on < as_of for each in found)
    conferences = len({each.waiting.conference_id for each in found})
    return (
        f"{counted(len(found), 'reply or report', 'replies and reports')} missing "
        f"for {counted(conferences, 'conference')}, {late} past the day they were wanted."
    )
