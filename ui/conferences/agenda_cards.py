"""Beside the agenda: the copies to look at, print and save, and the open actions it carries."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from conference_app.domain.agenda import Copy
from conference_app.domain.conference import Conference
from conference_app.domain.spoken_dates import counted, day_month
from conference_app.store import actions
from conference_app.use_cases.print_conference import readers_of

from .. import theme
from ..background import Background
from ..session import Session
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.editors import RadioChoice
from ..widgets.flow_layout import FlowLayout
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import Tone, label
from .issuing import Issuing, Then

COPIES = (
    (Copy.FAMILY, "Family: no restricted items"),
    (Copy.PROFESSIONAL, "Professionals"),
    (Copy.CHAIR, "Chair: timings, needs, all items"),
)
MOST_ACTIONS = 8


class AgendaCards(ScrollPage):
    """The family copy is chosen until somebody chooses another."""

    def __init__(self, session: Session, background: Background, parent: QWidget) -> None:
        super().__init__(margin=0)
        self._session = session
        self.found: Conference | None = None
        self.issuing = Issuing(session, background, parent)
        self.setFixedWidth(theme.pixels(276))
        self._build_copies()
        self.carried = Card("Open actions carried in")
        self.add(self.copies)
        self.add(self.carried)
        self.finish()

    def _build_copies(self) -> None:
        self.copies = Card("Copies")
        self.copy = RadioChoice(COPIES, upright=True)
        self.copy.set_value(Copy.FAMILY)
        self.copy.setAccessibleName("Which copy")
        self.preview_button = button(
            "Preview",
            lambda: self._agenda("look"),
            kind="primary",
            icon="eye",
            shortcut="Ctrl+P",
            hint="Look at the chosen copy, print or save it from there (Ctrl+P)",
        )
        self.print_button = button("Print…", lambda: self._agenda("print"), icon="printer")
        self.save_button = button("Save as PDF…", lambda: self._agenda("save"), icon="download")
        self.pack_button = button(
            "Print the pack…", self._pack, icon="copy", hint="Every reader's own numbered copy in one print"
        )
        self.pack_words: QLabel = label("", "small")
        self.sign_in_button = button("Sign-in sheet…", self._sign_in, icon="list-checks")
        self.copies.add(self.copy)
        self.copies.add(_flow(self.preview_button, self.print_button, self.save_button))
        self.copies.add(label("For everybody", "strong"))
        self.copies.add(self.pack_words)
        self.copies.add(_flow(self.pack_button, self.sign_in_button))

    def show_conference(self, found: Conference, has_items: bool) -> None:
        """Show what can be printed of a conference, and what is still open from before."""
        self.found = found
        for each in (self.preview_button, self.print_button, self.save_button, self.pack_button):
            each.setEnabled(has_items)
            each.setAccessibleDescription("" if has_items else "Start the agenda first.")
        readers = self._session.ask(readers_of, found.id)
        family = sum(reader.copy is Copy.FAMILY for reader in readers)
        professionals = sum(reader.copy is Copy.PROFESSIONAL for reader in readers)
        copies, others = counted(len(readers), "copy", "copies"), counted(professionals, "professional")
        self.pack_words.setText(f"{copies}, numbered and named: chair, {others}, {family} family.")
        self._show_carried(found)

    def _show_carried(self, found: Conference) -> None:
        today = self._session.today()
        carried = self._session.ask(actions.open_before, found.family_id, found.id, today)
        self.carried.clear()
        if not carried:
            self.carried.add(label("No action is open from an earlier conference.", "muted"))
        for action in carried[:MOST_ACTIONS]:
            late = action.days_late(today)
            self.carried.add(label(action.text, "strong"))
            due = f"due {day_month(action.due_on)}" + (f", {counted(late, 'day')} late" if late else "")
            owner = ", ".join(dict.fromkeys(part for part in (action.owner, action.agency_name) if part))
            self.carried.add(label(f"{owner} · {due}", "small", tone=Tone.RED if late else None))
        if len(carried) > MOST_ACTIONS:
            self.carried.add(label(f"and {len(carried) - MOST_ACTIONS} more, all on the agenda", "small"))

    def _agenda(self, then: Then) -> None:
        if self.found is not None:
            self.issuing.agenda(self.found, self.copy.value() or Copy.FAMILY, then)

    def _pack(self) -> None:
        if self.found is not None:
            self.issuing.pack(self.found)

    def _sign_in(self) -> None:
        if self.found is not None:
            self.issuing.sign_in(self.found)


def _flow(*parts: QWidget) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row)
    for part in parts:
        flow.addWidget(part)
    return row
