"""Letters: the authority's own Word template in place of the program's own layout."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import plain_date
from conference_app.exchange.files import word_file
from conference_app.store import word_templates
from conference_app.store.files import write_whole
from conference_app.use_cases.keep_letter_template import keep_letter_template, remove_letter_template

from ..file_dialogs import ask_where_to_save, ask_which_file
from ..session import Session, sentences
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.text import Tone, label

KINDS = "Word documents (*.docx)"
OWN = "Letters are set in the program's own layout and come out as PDF."
HOW = (
    "Save the starting template, open it in Word, put your letterhead on it and keep the fields in braces, such as "
    "{{ recipient }}. Then add it here: it is checked first, and letters come out as Word files."
)


class LettersTab(QWidget):
    """Which layout letters have, and how to change it."""

    said = Signal(str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.ask_which_file, self.ask_where_to_save = ask_which_file, ask_where_to_save
        self.banner = Banner()
        self.banner.hide()
        self.state = label("", "strong")
        self.starter_button = button("Save the starting template…", self.save_starter, icon="download")
        self.add_button = button("Use a Word template…", self.add, kind="primary", icon="file-text")
        self.back_button = button("Back to the program's own", self.go_back, icon="undo-2")
        row = QHBoxLayout()
        row.setSpacing(12)
        for each in (self.add_button, self.starter_button, self.back_button):
            row.addWidget(each)
        row.addStretch(1)
        card = Card("Layout of letters")
        card.add(self.state)
        card.add(label(HOW, "muted"))
        card.add(row)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.banner)
        box.addWidget(card)
        box.addStretch(1)

    def refresh(self) -> None:
        """Say which layout is used."""
        kept = self._session.ask(word_templates.word_template)
        own = (
            f"Letters are set in {kept.name}, added on {plain_date(kept.added_on)} by {kept.added_by}." if kept else OWN
        )
        self.state.setText(own)
        self.back_button.setEnabled(kept is not None)

    def add(self) -> None:
        """Choose a template, check it, and use it from now on."""
        chosen = self.ask_which_file(self, "Use a Word template", "", KINDS)
        if not chosen:
            return
        path = Path(chosen)
        try:
            name = self._session.perform(keep_letter_template, path.name, word_file(path), today=self._session.today())
        except RuleBroken as broken:
            self.banner.show_message(Tone.RED, "This template was not taken.", sentences(broken))
            self.banner.show()
            return
        self._done(f"Letters are set in {name} from now on.")

    def save_starter(self) -> None:
        """Write the template to start from."""
        from conference_app.exchange.word_letter import starter_template

        chosen = self.ask_where_to_save(self, "Save the starting template", "letter.docx", KINDS, "docx")
        if not chosen:
            return
        try:
            write_whole(Path(chosen), starter_template())
        except RuleBroken as broken:
            self._session.show_problem(sentences(broken))
            return
        self._done(f"Saved as {Path(chosen).name}.")

    def go_back(self) -> None:
        """Use the program's own layout again."""
        self._session.attempt(remove_letter_template)
        self._done("Letters have the program's own layout again.")

    def _done(self, words: str) -> None:
        self.banner.hide()
        self.refresh()
        self.said.emit(words, None)
