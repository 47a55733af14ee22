"""Answers that came in calendar files, and all there is to match them to, as rows; a few questions for thousands."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from conference_app.domain.conference import Need
from conference_app.domain.conference_status import Status
from conference_app.domain.invitations import Invitation
from conference_app.domain.newcomers import deputy_words
from conference_app.domain.replies import Asked, CameBack, Entry, Judged
from conference_app.store import invitations
from conference_app.store.rows import read_all
from conference_app.store.store import Store, Writing

_GIVEN = "(SELECT value FROM json_each(?))"
_COLUMNS = (
    "digest",
    "uid",
    "conference_id",
    "invitation_id",
    "method",
    "attendee",
    "answer",
    "sequence",
    "stamped_at",
    "delegated_to",
    "proposed_start",
    "proposed_end",
    "comment",
    "outcome",
    "source",
    "read_on",
    "read_by",
)


def entries(store: Store, uids: Iterable[str], deputy_allowed: Mapping[str, bool]) -> dict[str, Entry]:
    """By UID: the conference with everybody on its list, and what is on the record of their answers."""
    rows = store.tuples(
        "SELECT uid, conference.id, reference, status, conference.starts_at, conference.ends_at, "
        "coalesce(sequence, 0), calendar_version.starts_at FROM calendar_entry "
        "JOIN conference ON conference.id = calendar_entry.conference_id "
        "LEFT JOIN calendar_version ON calendar_version.conference_id = conference.id AND sequence = "
        "(SELECT max(sequence) FROM calendar_version AS each WHERE each.conference_id = conference.id) "
        f"WHERE uid IN {_GIVEN}",
        (json.dumps(sorted(set(uids))),),
    )
    ids = json.dumps([row[1] for row in rows])
    needs, asked = _exclusions(store, ids), _asked(store, ids, deputy_allowed)
    none: list[tuple[str, Need]] = []
    return {
        uid: Entry(
            found,
            reference,
            Status(status),
            datetime.fromisoformat(starts_at) if starts_at else None,
            datetime.fromisoformat(ends_at) if ends_at else None,
            sequence,
            [need for _, need in needs.get(found, none)],
            asked.get(found, ()),
            {address: need for address, need in needs.get(found, none) if address},
            datetime.fromisoformat(told) if told else None,
        )
        for uid, found, reference, status, starts_at, ends_at, sequence, told in rows
    }


def _exclusions(store: Store, ids: str) -> dict[int, list[tuple[str, Need]]]:
    """By conference: each exclusion the chair decided, with the person's address where it is known."""
    rows = store.tuples(
        "SELECT conference_id, kind, who, decision, decided_by, decided_on, need.household_member_id, child_id, "
        "coalesce(household_member.name, child.name, ''), coalesce(household_member.email, '') FROM need "
        "LEFT JOIN household_member ON household_member.id = need.household_member_id "
        "LEFT JOIN child ON child.id = child_id "
        f"WHERE decision = 'excluded' AND conference_id IN {_GIVEN}",
        (ids,),
    )
    found: dict[int, list[tuple[str, Need]]] = defaultdict(list)
    for conference_id, kind, who, decision, by, on, member, child, known_as, email in rows:
        need = Need(kind, who, "", None, decision, by, date.fromisoformat(on) if on else None, member, child, known_as)
        found[conference_id].append((email.strip().casefold(), need))
    return found


def _asked(store: Store, ids: str, deputy_allowed: Mapping[str, bool]) -> dict[int, list[Asked]]:
    lines = invitations.invitations_of(store, ids)
    reached = {
        row[0]: tuple(address.strip().casefold() for address in row[1:])
        for row in store.tuples(
            "SELECT invitation.id, coalesce(professional.email, household_member.email, ''), "
            "coalesce(agency.email, '') FROM invitation LEFT JOIN professional ON professional.id = professional_id "
            "LEFT JOIN household_member ON household_member.id = household_member_id "
            "LEFT JOIN agency ON agency.id = invitation.agency_id "
            f"WHERE conference_id IN {_GIVEN}",
            (ids,),
        )
    }
    issued, before, stamps = _issued_to(store, ids), _sent_before(store, ids), _stamps(store, ids)
    found: dict[int, list[Asked]] = defaultdict(list)
    for line in lines:
        own, agency = reached[line.id]
        asked = Asked(
            line,
            issued.get(line.id, ""),
            own,
            agency,
            deputy_allowed.get(line.rule_code, True),
            line.id in before,
            stamps.get(line.id, {}),
        )
        found[line.conference_id].append(asked)
    return found


def _issued_to(store: Store, ids: str) -> dict[int, str]:
    """By invitation: the address of its last issue."""
    rows = store.tuples(
        "SELECT invitation_id, address FROM document_issue WHERE invitation_id IS NOT NULL AND address <> '' "
        f"AND conference_id IN {_GIVEN} ORDER BY id",
        (ids,),
    )
    return {invitation_id: address.strip().casefold() for invitation_id, address in rows}


def _sent_before(store: Store, ids: str) -> set[int]:
    """The invitations that went out for an earlier booking."""
    rows = store.tuples(
        "SELECT invitation_id FROM called_back JOIN rebooking ON rebooking.id = rebooking_id "
        f"WHERE sent_at IS NOT NULL AND conference_id IN {_GIVEN}",
        (ids,),
    )
    return {row[0] for row in rows}


def _stamps(store: Store, ids: str) -> dict[int, dict[int, str]]:
    """By invitation and version: when the latest answer on record was written."""
    rows = store.tuples(
        "SELECT invitation_id, sequence, max(stamped_at) FROM calendar_reply WHERE outcome = 'recorded' "
        f"AND invitation_id IS NOT NULL AND conference_id IN {_GIVEN} GROUP BY invitation_id, sequence",
        (ids,),
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for invitation_id, sequence, stamp in rows:
        found[invitation_id][sequence] = stamp or ""
    return found


def kept(store: Store, keys: Sequence[str]) -> set[str]:
    """Which of these answers are on the record, each with what became of it."""
    rows = store.tuples(f"SELECT digest FROM calendar_reply WHERE digest IN {_GIVEN}", (json.dumps(list(keys)),))
    return {row[0] for row in rows}


def keep(writing: Writing, judged: Iterable[Judged], *, on: date, by: str) -> None:
    """Put answers on the record with what became of them; they can never be changed."""
    writing.insert_many("calendar_reply", _COLUMNS, (_row(each, on, by) for each in judged))


def _row(judged: Judged, on: date, by: str) -> tuple[object, ...]:
    answer, line = judged.answer, judged.line
    return (
        judged.key,
        answer.uid,
        judged.entry.id if judged.entry else None,
        line.id if line else None,
        answer.method,
        answer.attendee,
        answer.answer,
        answer.sequence,
        answer.stamp or None,
        deputy_words(answer),
        answer.proposed_start,
        answer.proposed_end,
        answer.comment,
        judged.became,
        answer.source,
        on,
        by,
    )


def came_back(store: Store, invitation_id: int) -> list[CameBack]:
    """The answers of one person that came in calendar files, latest first."""
    return read_all(
        CameBack,
        store.rows(
            "SELECT id, method, answer, sequence, coalesce(stamped_at, ''), delegated_to, proposed_start, "
            "proposed_end, comment, outcome, source, read_on, read_by FROM calendar_reply WHERE invitation_id = ? "
            "ORDER BY coalesce(stamped_at, read_on) DESC, id DESC",
            (invitation_id,),
        ),
    )


def change_reply(writing: Writing, line: Invitation, answered: Mapping[str, object]) -> None:
    """Write on a line what was answered, if it is still as it was seen."""
    invitations.change(writing, line, **answered)
