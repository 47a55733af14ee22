"""Rows set down one by one for tests of what lists answer: nothing happens here that a test does not name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from conference_app.domain.people import Agency, Professional
from conference_app.store import people
from conference_app.store.store import Store

TODAY = date(2027, 3, 8)  # a Monday
NOW = datetime(2027, 3, 8, 8, 45)


def at(day: int, hour: int = 9, month: int = 3) -> datetime:
    """Half past an hour of a day in 2027."""
    return datetime(2027, month, day, hour, 30)


def ids(rows: Iterable[Any]) -> list[int]:
    """The id of each row."""
    return [row.id for row in rows]


class HandMade:
    """Puts rows into a store; every method answers the id of the new row."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._count = 0
        self.hospital = self._keep(Agency("Royal Infirmary", "health"))
        self.doctor = self._keep(Professional("Dr Amara Lindgren", "paediatrician", self.hospital, "consultant"))

    def _keep(self, entry: Agency | Professional) -> int:
        with self.store.write() as writing:
            made = people.keep(writing, entry)
            writing.record("entry_kept", "store", made)
        return made

    def row(self, table: str, **values: object) -> int:
        """One row as it is."""
        with self.store.write() as writing:
            made = writing.insert(table, **values)
            writing.record("row_kept", table, made)
        return made

    def change(self, table: str, row_id: int, **changes: object) -> None:
        """Other values in one row."""
        with self.store.write() as writing:
            names = ", ".join(f"{name} = ?" for name in changes)
            writing.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*changes.values(), row_id))
            writing.record("row_changed", table, row_id)

    def family(self, name: str, *children: str) -> int:
        """A family with children all born on 2 May 2020."""
        family = self.row("family", name=name)
        for child in children:
            self.row("child", family_id=family, name=child, born_on=date(2020, 5, 2), sex="not known")
        return family

    def chair(self, name: str) -> int:
        return self.row("chair", name=name)

    def conference(
        self,
        family: int,
        starts: datetime | None = None,
        *,
        kind: str = "initial",
        status: str = "booked",
        chair: int | None = None,
        doctor: str = "sent",
        breach: bool = False,
        **more: Any,
    ) -> int:
        """A conference about all children of its family; `doctor` is sent, late, listed or "" for none.

        Sent is a week before a conference of the past, or on 1 March; late always on 1 March; listed not yet.
        """
        self._count += 1
        booked = {"starts_at": starts, "ends_at": starts and starts + timedelta(hours=2)}
        booked["chair_id"] = chair or (self.chair(f"Chair {self._count}") if starts else None)
        made = self.row(
            "conference",
            reference=f"CP-2027-{self._count:04}",
            type=kind,
            family_id=family,
            status="booked" if starts else "requested",
            requested_on=TODAY,
            **booked,
            **more,
        )
        for child in self.store.rows("SELECT id FROM child WHERE family_id = ?", (family,)):
            with self.store.write() as writing:
                writing.insert("conference_child", conference_id=made, child_id=child[0])
                writing.record("child_added", "conference", made)
        if doctor:
            early = {"sent_at": starts - timedelta(days=7)} if doctor == "sent" and starts and starts < NOW else {}
            self.invitation(
                made,
                "Dr Amara Lindgren",
                role="paediatrician",
                sent=doctor in {"sent", "late"},
                professional_id=self.doctor,
                **early,
            )
        if breach:
            with self.store.write() as writing:
                writing.insert(
                    "breach",
                    conference_id=made,
                    chair_name="R. Osei",
                    reason="No time",
                    recorded_at=NOW,
                    recorded_by="Ada Rowe",
                )
                writing.record("breach", "conference", made)
        if status not in {"booked", "requested"}:
            self.change("conference", made, status=status)
        return made

    def invitation(self, conference: int, name: str, *, role: str = "school", sent: bool = True, **more: Any) -> int:
        """An invitation, sent on 1 March unless said otherwise."""
        sending = {"sent_at": datetime(2027, 3, 1, 9, 0), "sent_route": "post", "sent_by": "Ada"} if sent else {}
        return self.row(
            "invitation",
            **{
                "conference_id": conference,
                "role_code": role,
                "level": "expected",
                "reason": "involved",
                "name": name,
                **sending,
                **more,
            },
        )

    def doctor_of(self, conference: int) -> int:
        """The invitation of a conference's paediatrician."""
        asked = "SELECT id FROM invitation WHERE role_code = 'paediatrician' AND conference_id = ?"
        return int(self.store.value(asked, (conference,)))

    def attended(self, conference: int, role: str = "paediatrician", presence: str = "present") -> int:
        return self.row(
            "attendance", conference_id=conference, name="Dr Amara Lindgren", role_code=role, presence=presence
        )

    def decision(self, conference: int, outcome: str) -> None:
        """The same decision for every child."""
        goes_on = outcome in {"plan starts", "plan continues"}
        for child in self.store.rows("SELECT child_id FROM conference_child WHERE conference_id = ?", (conference,)):
            self.row(
                "decision",
                conference_id=conference,
                child_id=child[0],
                outcome=outcome,
                categories="NEG" if goes_on else "",
                plan_starts_on=TODAY if outcome == "plan starts" else None,
            )

    def action(self, family: int, text: str, due: date, *, owner: str = "School nurse", **more: Any) -> int:
        """An action raised on 1 January 2027."""
        return self.row(
            "action",
            **{
                "family_id": family,
                "text": text,
                "owner": owner,
                "raised_on": date(2027, 1, 1),
                "first_due_on": due,
                "due_on": due,
                **more,
            },
        )
