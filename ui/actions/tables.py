"""How an action is shown in a list: the columns of the outstanding and of the done ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from conference_app.domain.listings import ActionRow
from conference_app.domain.spoken_dates import counted, short_date

from ..action_panel import due_words
from ..widgets.rows_model import RIGHT, Column
from ..widgets.text import Tone

ORDERS: dict[str, Callable[[ActionRow], tuple[str, date, int]]] = {
    "due": lambda row: ("", row.due_on, row.id),
    "owner": lambda row: (row.owner.casefold(), row.due_on, row.id),
    "agency": lambda row: (row.agency_name.casefold() or "\uffff", row.due_on, row.id),
    "family": lambda row: (row.family_name.casefold(), row.due_on, row.id),
}


def outstanding_columns(today: Callable[[], date]) -> list[Column[ActionRow]]:
    """What is owed, by whom, by when."""
    return [
        _what(),
        _who(),
        Column(
            "Due",
            lambda row: short_date(row.due_on),
            sort=lambda row: row.due_on,
            second=lambda row: due_words(row.due_on, today()),
            tone=lambda row: Tone.RED if row.due_on < today() else None,
        ),
        Column(
            "Age",
            lambda row: counted((today() - row.raised_on).days, "day"),
            sort=lambda row: (today() - row.raised_on).days,
            align=RIGHT,
        ),
        Column(
            "State",
            lambda row: "escalated" if row.escalated_on else "",
            width=108,
            sort=lambda row: row.escalated_on,
            tag=lambda row: ("escalated", Tone.AMBER) if row.escalated_on else None,
        ),
    ]


def done_columns() -> list[Column[ActionRow]]:
    """What was done, and how long it took."""
    return [
        _what(),
        _who(),
        Column("Due", lambda row: short_date(row.due_on), sort=lambda row: row.due_on),
        Column(
            "Done",
            lambda row: short_date(row.done_on) if row.done_on else "",
            sort=lambda row: row.done_on,
            second=_in_time,
        ),
    ]


def _what() -> Column[ActionRow]:
    return Column(
        "Action",
        lambda row: " ".join(row.text.split()),
        second=lambda row: " · ".join(part for part in (_about(row), row.reference) if part),
        stretch=True,
    )


def _who() -> Column[ActionRow]:
    return Column("Owner", lambda row: row.owner, second=lambda row: row.agency_name, width=150)


def _about(row: ActionRow) -> str:
    return row.child_name or f"{row.family_name} family"


def _in_time(row: ActionRow) -> str:
    late = (row.done_on - row.due_on).days if row.done_on else 0
    return f"{counted(late, 'day')} late" if late > 0 else "in time"
