"""What tests about reports share: one line of the invited conference, and its report as it comes in."""

from __future__ import annotations

from datetime import date

from conference_app.domain.invitations import Invitation
from conference_app.domain.withholding import Withholding
from conference_app.store import invitations, withholdings
from conference_app.store.store import Store
from conference_app.use_cases.record_report import Report, record_report
from conference_app.use_cases.withhold import ask_to_withhold
from tests.conference_app.use_cases.marlowe import TODAY, Marlowe

CAME = date(2027, 3, 2)
LATER = date(2027, 3, 9)


def line_of(store: Store, conference_id: int, role: str) -> Invitation:
    return next(line for line in invitations.invitations(store, conference_id) if line.role_code == role)


def report_came(store: Store, conference_id: int, role: str, on: date = CAME) -> Invitation:
    """The report of a role as received, nothing else."""
    line = line_of(store, conference_id, role)
    record_report(store, line, Report(True, line.report_asked_on, line.report_due_on, on), today=LATER)
    return line_of(store, conference_id, role)


def asked_to_withhold(store: Store, known: Marlowe, role: str = "") -> Withholding:
    """The police asked, on the day of the request, to keep something of a role's report from the family."""
    line_id = line_of(store, known.conference, role).id if role else None
    wish = Withholding(known.conference, "Westmarch Police", "The address log", "Risk to a witness", TODAY, line_id)
    return withholdings.withholding(store, ask_to_withhold(store, wish, today=TODAY).value)
