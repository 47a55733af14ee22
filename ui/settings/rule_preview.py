"""Before a rule is kept: what it changes on the lists of the conferences ahead, and which of them are to follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.spoken_dates import counted, short_date, time_words
from conference_app.invitation_words import role_title, who
from conference_app.use_cases.change_invitation_rules import Effect

from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.rows_model import Column
from ..widgets.tick_table import TickTable

NOTE = (
    "Untick a conference to leave its list as it is. Invitations already sent, and lines added or filled in by hand, "
    "stay in any case."
)


@dataclass(frozen=True)
class ListEffect:
    """What one list ahead would gain, lose or say otherwise."""

    conference_id: int
    reference: str
    family_name: str
    starts_at: datetime | None
    effects: tuple[Effect, ...]


def by_conference(effects: Iterable[Effect]) -> list[ListEffect]:
    """The effects of each list together, in their order."""
    found = []
    for conference_id, group in groupby(effects, key=lambda each: each.conference_id):
        told = tuple(group)
        found.append(ListEffect(conference_id, told[0].reference, told[0].family_name, told[0].starts_at, told))
    return found


def effect_words(effect: Effect) -> str:
    """ "comes: Housing, consider", "goes: Dr Webb", "Dr Webb: required, was expected"."""
    line = effect.line
    person = f"{line.name} ({role_title(line)})" if line.name else who(line)
    if effect.what == "comes":
        return f"comes: {person}, {effect.level}"
    if effect.what == "goes":
        return f"goes: {person}"
    told = [f"{effect.level}, was {line.level}"] if effect.level != line.level else []
    if effect.report_wanted != line.report_wanted:
        told.append("report asked for" if effect.report_wanted else "no report asked for")
    return f"{person}: {', '.join(told) or 'other words'}"


def list_words(row: ListEffect) -> str:
    """Everything that happens to one list."""
    return " · ".join(effect_words(each) for each in row.effects)


def _columns() -> list[Column[ListEffect]]:
    return [
        Column("Conference", lambda row: row.reference, second=lambda row: row.family_name, width=190, strong=True),
        Column("When", _day, second=_time, sort=_when, width=150),
        Column("What changes on its list", list_words, stretch=True, hint=list_words),
    ]


def _when(row: ListEffect) -> tuple[bool, str]:
    return row.starts_at is None, row.starts_at.isoformat() if row.starts_at else ""


def _day(row: ListEffect) -> str:
    return short_date(row.starts_at.date()) if row.starts_at else "not booked yet"


def _time(row: ListEffect) -> str:
    return time_words(row.starts_at.time()) if row.starts_at else ""


def preview_dialog(
    effects: Sequence[Effect], save: Callable[[list[int]], object], *, save_word: str, parent: QWidget
) -> FormDialog:
    """The lists ahead the rule changes, all ticked; `save` is given the conferences to bring up to it."""
    rows = by_conference(effects)
    form = Form()
    table = TickTable(
        "Change", _columns(), rows, key=lambda row: row.conference_id, name="Lists the rule changes", most=8
    )
    form.add("conference_ids", "Lists to bring up to the rule", table)

    def keep(values: dict[str, Any]) -> object:
        return save([int(each) for each in values["conference_ids"]])

    title = f"What changes on {counted(len(rows), 'list')} ahead"
    return FormDialog(title, form, keep, save_word=save_word, note=NOTE, width=860, parent=parent)
