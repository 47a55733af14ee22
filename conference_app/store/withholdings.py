"""What was asked to be kept from the family, as rows."""

from __future__ import annotations

from conference_app.domain.errors import RuleBroken
from conference_app.domain.withholding import Withholding
from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

_JOINED = {"report_of"}
_WRITTEN = [name for name in Withholding.__slots__ if name not in _JOINED | {"id", "version"}]
_SELECT = (
    f"SELECT {columns(Withholding, without=_JOINED, table='withholding')}, coalesce(invitation.name, '') "
    "FROM withholding LEFT JOIN invitation ON invitation.id = invitation_id "
)


def withholdings(store: Store, conference_id: int) -> list[Withholding]:
    """Every request about a conference, as they came."""
    wanted = _SELECT + "WHERE withholding.conference_id = ? ORDER BY asked_on, withholding.id"
    return read_all(Withholding, store.rows(wanted, (conference_id,)))


def withholding(store: Store, withholding_id: int) -> Withholding:
    """One of them; RuleBroken `changed_elsewhere` where there is none."""
    found = read_all(Withholding, store.rows(_SELECT + "WHERE withholding.id = ?", (withholding_id,)))
    if not found:
        raise RuleBroken("changed_elsewhere")
    return found[0]


def add(writing: Writing, asked: Withholding) -> int:
    """Keep a request."""
    return writing.insert("withholding", **{name: getattr(asked, name) for name in _WRITTEN})


def decide(writing: Writing, asked: Withholding) -> None:
    """Keep what the chair decided, of the version that was seen."""
    names = ("invitation_id", "decision", "decided_by", "decided_on")
    writing.update("withholding", asked.id, asked.version, **{name: getattr(asked, name) for name in names})
