"""Printing outstanding actions: one list grouped as wished, or one list for each owner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.listings import ActionRow
from conference_app.domain.spoken_dates import counted
from conference_app.use_cases.list_outstanding import Barred, on_paper, on_paper_per_owner, owners_barred

from ..background import Background
from ..paper import PaperWindow
from ..paper_work import Build
from ..session import Session
from ..widgets.editors import RadioChoice
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog

EACH_OWNER = "each"
LISTS = [
    ("owner", "One list, grouped by owner"),
    ("agency", "One list, grouped by agency"),
    ("family", "One list, grouped by family"),
    ("due", "One list, grouped by due date"),
    (EACH_OWNER, "One list for each owner, to hand out or send"),
]


def lists_for(rows: Sequence[ActionRow], choice: str, session: Session) -> Build:
    """What the paper window builds from a store of its own."""
    as_of = session.today()
    if choice == EACH_OWNER:
        return lambda store: on_paper_per_owner(store, rows, as_of=as_of)
    return lambda store: on_paper(store, rows, choice, as_of=as_of)  # type: ignore[arg-type]


def barred_words(barred: Iterable[Barred]) -> str:
    """For whom there is no list, and why: nothing is sent to somebody the chair excluded."""
    told = dict.fromkeys(f" No list of its own for {each.name}: {each.why}." for each in barred)
    return "".join(told)


class PrintDialog(FormDialog):
    """Asks for the grouping and opens the paper."""

    def __init__(
        self, rows: Sequence[ActionRow], session: Session, background: Background, order: str, parent: QWidget
    ) -> None:
        form = Form()
        form.add("lists", "What to print", RadioChoice(LISTS, upright=True), value=order)
        note = f"{counted(len(rows), 'action')}, as the list is filtered now. You see the pages before printing."
        note += barred_words(session.ask(owners_barred, rows).values())
        super().__init__(
            "Print outstanding actions",
            form,
            partial(self._open_paper, rows, session, background),
            save_word="Show the pages",
            note=note,
            parent=parent,
        )
        self.paper: PaperWindow | None = None
        self._owner = parent

    def _open_paper(
        self, rows: Sequence[ActionRow], session: Session, background: Background, values: dict[str, Any]
    ) -> None:
        self.paper = PaperWindow(
            "Outstanding actions",
            lists_for(rows, values["lists"], session),
            background,
            suggested_name="outstanding-actions.pdf",
            parent=self._owner,
        )
        self.paper.show()
