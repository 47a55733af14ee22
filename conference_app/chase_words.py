"""The ready-made message for each thing missing: the reference only, no child's name, nobody's but the reader's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conference_app import rulebook
from conference_app.domain.chasing import Missing, Step, What
from conference_app.domain.spoken_dates import counted, long_date, moment, plain_date

STEP_WORDS = {Step.PRACTITIONER: "practitioner", Step.MANAGER: "manager", Step.SENIOR: "senior manager"}


@dataclass(frozen=True, slots=True)
class ChaseMessage:
    """What can be sent as it is."""

    subject: str
    text: str


def message_of(missing: Missing, *, step: Step | None = None, signed: str) -> ChaseMessage:
    """The message for the next step, or for another one."""
    step = step or missing.step
    parts = (_greeting(missing, step), _what_was_asked(missing, step), _what_is_wanted(missing, step), signed)
    return ChaseMessage(f"{missing.what.value.capitalize()} wanted: {missing.waiting.reference}", "\n\n".join(parts))


def is_family(missing: Missing) -> bool:
    """Whether the person comes as family: nobody stands above them who could be asked instead."""
    return rulebook.roles()[missing.waiting.role_code].group == "family"


def late_words(missing: Missing) -> str:
    """3 working days late; "" while it is in time."""
    return f"{counted(missing.days_late, 'working day')} late" if missing.days_late else ""


def _greeting(missing: Missing, step: Step) -> str:
    if step is Step.PRACTITIONER:
        return "Hello," if is_family(missing) else f"Dear {missing.waiting.name},"
    row = missing.waiting
    service = ", ".join(part for part in (rulebook.roles()[row.role_code].title, row.agency_name) if part)
    return f"To the {STEP_WORDS[step]} responsible for: {service}"


def _what_was_asked(missing: Missing, step: Step) -> str:
    row = missing.waiting
    whom = "You were" if step is Step.PRACTITIONER else "This service was"
    asked = "invited" if missing.what is What.REPLY else "asked for a report"
    to = "to" if missing.what is What.REPLY else "for"
    at = moment(datetime.fromisoformat(row.starts_at))
    said = f"{whom} {asked} on {plain_date(missing.since)} {to} conference {row.reference} on {at}."
    wanted = f"wanted by {long_date(missing.due_on)}"
    when = f"was {wanted} and is {late_words(missing)}" if missing.days_late else f"is {wanted}"
    return f"{said} The {missing.what.value} {when}."


def _what_is_wanted(missing: Missing, step: Step) -> str:
    if missing.what is What.REPORT:
        by_return = "Please send it by a secure route, or tell us when it will come."
        return by_return if step is Step.PRACTITIONER else "Please see that it reaches us by a secure route."
    if is_family(missing):
        return "Please tell us whether you can come, and what would help you to take part."
    if step is Step.PRACTITIONER:
        return "Please tell us whether you are coming, or who is coming in your place."
    return "Please see that we are told who is coming."
