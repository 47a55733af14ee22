"""What became of the paediatrician's part in a conference, as rows; and whose answers are still missing."""

from __future__ import annotations

from conference_app.domain.medical_part import MedicalPart
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

# Asked where there was something to read or to explain, and for as long as the record is not written.
_ASKED = """
FROM conference INDEXED BY conference_record_due WHERE status IN ('held', 'held inquorate') AND record_sent_on IS NULL
    AND NOT EXISTS (SELECT 1 FROM medical_part WHERE conference_id = conference.id)
    AND (EXISTS (SELECT 1 FROM conference_child JOIN medical ON medical.child_id = conference_child.child_id
            WHERE conference_child.conference_id = conference.id)
        OR EXISTS (SELECT 1 FROM invitation WHERE conference_id = conference.id AND role_code = 'paediatrician'
            AND report_received_on IS NOT NULL))
"""


def medical_part(store: Store, conference_id: int) -> MedicalPart | None:
    """The answers for one conference, None while nobody has given them."""
    found = read_all(
        MedicalPart,
        store.rows(f"SELECT {columns(MedicalPart)} FROM medical_part WHERE conference_id = ?", (conference_id,)),
    )
    return found[0] if found else None


def keep(writing: Writing, part: MedicalPart) -> None:
    """Insert the answers, or change those whose version was seen."""
    values = {name: getattr(part, name) for name in ("read_out", "findings", "interpreted_by", "note")}
    if part.version:
        writing.update("medical_part", part.conference_id, part.version, **values)
    else:
        writing.insert("medical_part", conference_id=part.conference_id, **values)


def parts_missing(store: Store) -> list[int]:
    """Conferences held of which nobody has said what became of the medical evidence, by their start."""
    return [row[0] for row in store.rows(f"SELECT conference.id {_ASKED} ORDER BY starts_at")]


def neglect_unanswered(store: Store) -> list[int]:
    """Conferences with a decision that names neglect and does not say whether a paediatric assessment is needed."""
    found = store.rows(
        "SELECT DISTINCT conference_id FROM decision INDEXED BY decision_neglect_unanswered "
        "WHERE paediatric_assessment = '' AND instr(categories, 'NEG') > 0 ORDER BY conference_id"
    )
    return [row[0] for row in found]
