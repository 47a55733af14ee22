"""Print what a conference needs on paper: agenda copies and the sign-in sheet, each issue in the ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from conference_app import rulebook
from conference_app.documents.agenda import AgendaSheet, OpenAction, for_copy
from conference_app.documents.frame import Frame
from conference_app.documents.sign_in import SignInRow, SignInSheet
from conference_app.domain.agenda import Copy
from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import (
    Invitation,
    excluded,
    paediatrician_line,
    paediatrician_sent,
    paediatrician_words,
)
from conference_app.domain.practice import Practice
from conference_app.domain.quorum import QuorumRule
from conference_app.domain.separation import decided_words
from conference_app.domain.spoken_dates import child_age_words, day_month, plain_date, span
from conference_app.store import actions, agendas, attendance, conferences, invitations, ledger, withholdings
from conference_app.store.agendas import AgendaLine
from conference_app.store.ledger import DocumentIssue
from conference_app.store.store import Store
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.prepare_agenda import item_of, missing_items, not_for_the_family
from conference_app.use_cases.rules_in_force import practice_of
from conference_app.withholding_words import withholding_words

CONFIDENTIALITY = (
    "What is said and read here is confidential to this conference and is shared further only for the "
    "protection of the child."
)
DISSENT = (
    "Anybody who does not agree with a decision says so before the end; the dissent is recorded by name and reason."
)
SIGN_IN = "sign-in sheet"
AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who a copy is for: its kind, the name on it, and its number among the copies printed."""

    copy: Copy
    recipient: str = ""
    number: int = 1
    copies: int = 1


def agenda_sheet(store: Store, conference_id: int, reader: Reader, *, today: date, final: bool = False) -> AgendaSheet:
    """The agenda for one reader.

    Until a paediatrician's invitation is recorded as sent it carries DRAFT and the reason; asked for as
    final, it is refused with RuleBroken `agenda_is_draft` (product rule 3). A named person the chair
    excluded gets no copy: RuleBroken `person_excluded`.
    """
    found = conferences.conference(store, conference_id)
    _check_reader(found, reader.recipient)
    lines = invitations.invitations(store, conference_id)
    draft = draft_reason(found, lines)
    if final and draft:
        raise RuleBroken("agenda_is_draft", why=draft)
    practice = practice_of(store)
    items = agendas.agenda_lines(store, conference_id)
    if not items:
        raise RuleBroken("agenda_is_empty")
    sheet = AgendaSheet(
        frame=_frame(store, practice, today, draft),
        reference=found.reference,
        version=ledger.version(store, conference_id, AGENDA),
        conference_title=found.type.heading,
        family_name=_family_words(found),
        when=when_words(found),
        where=where_words(found),
        chair=found.chair_name or "not booked yet",
        children=_children_lines(store, found),
        paediatrician=_paediatrician_line(lines),
        items=tuple(item_of(line) for line in items),
        open_actions=_open_actions(store, found, today),
        copies=reader.copies,
        starts_at=f"{found.starts_at:%H:%M}" if found.starts_at else "",
        quorum_rule=QuorumRule.of(practice).words(),
        dissent_statement=DISSENT,
        confidentiality=CONFIDENTIALITY,
        for_the_chair=(
            *_for_the_chair(found, lines),
            *map(withholding_words, withholdings.withholdings(store, found.id)),
            *_standing_words(store, found, items),
        ),
    )
    return for_copy(sheet, reader.copy, recipient=reader.recipient, number=reader.number)


def check_recipient(store: Store, conference_id: int, recipient: str) -> None:
    """RuleBroken `person_excluded` where the chair decided to keep this reader away."""
    _check_reader(conferences.conference(store, conference_id), recipient)


def _check_reader(found: Conference, recipient: str) -> None:
    if found.excludes(recipient):
        raise RuleBroken("person_excluded", field="recipient", name=recipient)


def sign_in_sheet(store: Store, conference_id: int, *, today: date) -> SignInSheet:
    """The register on paper: everybody on the list but those the chair excluded."""
    found = conferences.conference(store, conference_id)
    lines = invitations.invitations(store, conference_id)
    written = {person.invitation_id: person for person in attendance.register(store, conference_id)}
    practice = practice_of(store)
    rows = []
    for line in lines:
        if not line.stands or not line.name or excluded(line, found):
            continue
        person = written.get(line.id)
        rows.append(
            SignInRow(
                name=line.name,
                role=_role_words(line),
                invited=f"{line.sent_at.day} {line.sent_at:%b}" if line.sent_at else "no",
                reply="report only" if line.reply_mode == "report only" else line.reply,
                report=_report_words(line),
                representative="" if found.excludes(line.deputy) else line.deputy,
                present="yes" if person and person.presence == "present" else "",
                arrived=person.arrived if person else "",
                left=person.left_at if person else "",
            )
        )
    return SignInSheet(
        frame=_frame(store, practice, today, ""),
        reference=found.reference,
        version=ledger.version(store, conference_id, SIGN_IN),
        conference_title=found.type.heading,
        family_name=_family_words(found),
        when=when_words(found),
        where=where_words(found),
        chair=found.chair_name or "not booked yet",
        rows=tuple(rows),
        quorum_rule=QuorumRule.of(practice).words(),
    )


def readers_of(store: Store, conference_id: int) -> list[Reader]:
    """Who gets a copy of the agenda: the chair, every professional on the list, every parent and invited child.

    One copy each, numbered; nobody excluded or left out.
    """
    found = conferences.conference(store, conference_id)
    roles = rulebook.roles()
    readers = [Reader(Copy.CHAIR, f"{found.chair_name}, chair" if found.chair_name else "Chair")]
    for line in invitations.invitations(store, conference_id):
        if line.stands and line.name and not excluded(line, found):
            family = roles[line.role_code].group == "family"
            words = line.name if family else f"{line.name}, {roles[line.role_code].title}"
            readers.append(Reader(Copy.FAMILY if family else Copy.PROFESSIONAL, words))
    return [replace(reader, number=n, copies=len(readers)) for n, reader in enumerate(readers, start=1)]


def record_issue(
    store: Store,
    conference_id: int,
    *,
    kind: str,
    reader: Reader | None,
    draft: bool,
    route: str,
    pages: int,
    at: datetime,
    version: int = 0,
) -> Outcome[int]:
    """Write a document that left the program into the ledger: which copy and version, for whom, by which route.

    Nobody the chair excluded can be the recipient: RuleBroken `person_excluded`.
    """
    issue = DocumentIssue(
        conference_id,
        kind,
        reader.copy.value if reader else "",
        draft,
        reader.recipient if reader else "",
        route,
        pages,
        at,
        store.actor,
        version=version,
    )
    with store.write() as writing:
        _check_recipient(store, issue)
        issue_id = ledger.add_issue(writing, issue)
        writing.record(
            "document_issued",
            "conference",
            conference_id,
            recipients=issue.recipient,
            kind=kind,
            copy=issue.copy,
            draft=draft,
            route=route,
            pages=pages,
        )
    return Outcome(issue_id, frozenset({Topic.DOCUMENTS}))


def _check_recipient(store: Store, issue: DocumentIssue) -> None:
    if conferences.conference(store, issue.conference_id).excludes(issue.recipient):
        raise RuleBroken("person_excluded", field="recipient", name=issue.recipient)


def draft_reason(found: Conference, lines: list[Invitation]) -> str:
    """The sentence why an agenda is only a draft; "" once the paediatrician's invitation is sent."""
    if paediatrician_sent(lines, found.starts_at):
        return ""
    line = paediatrician_line(lines)
    if line is None or not line.name:
        return "No paediatrician has been named for this conference."
    return f"The invitation to the paediatrician, {line.name}, is not recorded as sent."


def when_words(found: Conference) -> str:
    """Day and time as they are printed."""
    return span(found.starts_at, found.ends_at) if found.starts_at and found.ends_at else "not booked yet"


def where_words(found: Conference) -> str:
    """Room, place and access, or by video; the joining link is never printed here."""
    if found.mode == "video":
        return "By video"
    where = ", ".join(part for part in (found.room_name, found.room_place) if part) or "no room booked yet"
    where += f" ({found.room_access})" if found.room_access else ""
    return where + (", and by video" if found.mode == "hybrid" else "")


def _frame(store: Store, practice: Practice, today: date, draft: str) -> Frame:
    return Frame(practice.text("marking_text"), plain_date(today), example=store.example, draft_reason=draft)


def _family_words(found: Conference) -> str:
    return f"{found.family_name} family"


def _children_lines(store: Store, found: Conference) -> tuple[str, ...]:
    on = found.day or found.requested_on
    lines = []
    for child in conferences.children_of(store, found.id):
        if child.born_on:
            lines.append(f"{child.name}, born {plain_date(child.born_on)}")
        elif child.expected_on:
            lines.append(f"{child.name}, {child_age_words(None, on, child.expected_on)}")
    return tuple(lines)


def _paediatrician_line(lines: list[Invitation]) -> str:
    line = paediatrician_line(lines)
    agency = f", {line.agency_name}" if line and line.agency_name and line.agency_name != line.name else ""
    if line is None or line.sent_at is None:
        return paediatrician_words(lines)
    sent = f"invited {day_month(line.sent_at.date())}"
    return f"{line.name}{agency}: {sent}, {line.reply or 'no reply yet'}"


def _open_actions(store: Store, found: Conference, today: date) -> tuple[OpenAction, ...]:
    shown = []
    for action in actions.open_before(store, found.family_id, found.id, today):
        late = action.days_late(today)
        parts = [action.child_name] if action.child_name else []
        if action.first_due_on and action.first_due_on != action.due_on:
            parts.append(f"first due {plain_date(action.first_due_on)}")
        if late:
            parts.append(f"{late} day late" if late == 1 else f"{late} days late")
        if action.escalated_on:
            parts.append(f"escalated to {action.escalated_to}")
        owner = ", ".join(dict.fromkeys(part for part in (action.owner, action.agency_name) if part))
        shown.append(
            OpenAction(action.text, owner, plain_date(action.due_on), " · ".join(parts), late > 0, action.restricted)
        )
    return tuple(shown)


def _for_the_chair(found: Conference, lines: list[Invitation]) -> tuple[str, ...]:
    said = [decided_words(need) for need in found.needs]
    said += [
        f"Left out: {line.name or rulebook.roles()[line.role_code].title}, {line.left_out_reason}"
        for line in lines
        if not line.stands
    ]
    return tuple(said)


def _standing_words(store: Store, found: Conference, items: list[AgendaLine]) -> tuple[str, ...]:
    """Which of the questions every conference is to ask are missing, or are not on the family copy."""
    missing = [f"Standing item not on this agenda: {item.title}" for item in missing_items(store, found)]
    kept_back = [f"Standing item not on the family copy: {title}" for title in not_for_the_family(items)]
    return (*missing, *kept_back)


def _role_words(line: Invitation) -> str:
    role = rulebook.roles()[line.role_code].title
    return f"{role}, {line.agency_name}" if line.agency_name and line.agency_name != line.name else role


def _report_words(line: Invitation) -> str:
    if line.report_received_on:
        return "received"
    if line.report_wanted:
        return "asked for" if line.report_asked_on else "wanted"
    return ""
