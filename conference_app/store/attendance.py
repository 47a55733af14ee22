"""The register of a conference, as rows."""

from __future__ import annotations

from dataclasses import asdict

from conference_app.domain.attendance import Attendance
from conference_app.domain.errors import StoreProblem
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

_JOINED = {"agency_name", "group_code"}
_NOT_COLUMNS = {"id", "version"} | _JOINED


def register(store: Store, conference_id: int) -> list[Attendance]:
    """Everybody on the register, in the order they were written down."""
    wanted = columns(Attendance, without=_JOINED, table="attendance")
    return read_all(
        Attendance,
        store.rows(
            f"SELECT {wanted}, coalesce(agency.name, ''), coalesce(agency.group_code, '') FROM attendance "
            "LEFT JOIN agency ON agency.id = attendance.agency_id WHERE conference_id = ? ORDER BY attendance.id",
            (conference_id,),
        ),
    )


def paediatrician_present(store: Store, conference_id: int) -> bool:
    """Whether a paediatrician, or a deputy in that role, is on the register as present."""
    asked = "SELECT EXISTS (SELECT 1 FROM attendance WHERE conference_id = ? AND role_code = ? AND presence = ?)"
    return bool(store.value(asked, (conference_id, PAEDIATRICIAN, "present")))


def keep(writing: Writing, person: Attendance) -> int:
    """Insert a new line of the register, or change the one whose version was seen."""
    values = {name: value for name, value in asdict(person).items() if name not in _NOT_COLUMNS}
    if person.id:
        writing.update("attendance", person.id, person.version, **values)
        return person.id
    return writing.insert("attendance", **values)


def remove(writing: Writing, person: Attendance) -> None:
    """Take somebody off the register who was written down by mistake."""
    gone = writing.execute("DELETE FROM attendance WHERE id = ? AND version = ?", (person.id, person.version))
    if gone.rowcount != 1:
        raise StoreProblem("changed_elsewhere", table="attendance", id=person.id)
