"""Security and backup: where the store is, its backups, whether it is whole, and its passphrase."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app import log
from conference_app.documents.frame import Frame
from conference_app.documents.recovery import RecoverySheet
from conference_app.domain.errors import RuleBroken
from conference_app.domain.spoken_dates import moment, plain_date
from conference_app.store import backup, check
from conference_app.store import store as stores
from conference_app.store.backup import CheckResult, Manifest
from conference_app.store.store import Store
from conference_app.use_cases.back_up import back_up
from conference_app.use_cases.rules_in_force import practice_of

from ..background import Background, Control, Job
from ..belongings import Belongings
from ..paper import PaperWindow
from ..session import Session, sentences
from ..widgets.banner import Banner
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.editors import TextLine
from ..widgets.form import Form
from ..widgets.progress import ProgressBar
from ..widgets.rows_model import Column, RowsModel
from ..widgets.scroll_page import ScrollPage
from ..widgets.table_view import TableView
from ..widgets.text import Tone, announce, label

OPEN_TO_ALL = (
    "The example store has no passphrase: it opens for everybody. It is for training, so never enter a real family."
)

WHAT_IS_KEPT = (
    "Every backup is kept for two days, then one a day for 14 days, one a week for 8 weeks and one a month for a year. "
    "A backup is encrypted like the store and opens with the passphrase the store had then."
)
WHAT_IS_CHECKED = (
    "Checks the file, its encryption, the links between records and the whole history, and that the history still "
    "holds what the last backup saw."
)
CODE_HELP = "A new recovery code needs only the current passphrase; the earlier code then opens nothing."


class SecurityTab(QWidget):
    """Everything slow runs in the background: copying, checking, and deriving keys."""

    said = Signal(str, object)
    backed_up = Signal()

    def __init__(
        self, session: Session, background: Background, belongings: Belongings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.background, self.belongings = session, background, belongings
        self.progress = ProgressBar()
        self.progress.stop_button.hide()  # none of these jobs can be left half done
        self.banner = Banner()
        self.banner.hide()
        self.page = ScrollPage(margin=0)
        self._busy_buttons: list[QWidget] = []
        self.page.add(self.banner)
        self.page.add(self.progress)
        self.page.add(self._store_card())
        self.page.add(self._backup_card())
        self.page.add(self._check_card())
        self.page.add(self._key_card())
        self.page.finish()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)

    # -- the cards ------------------------------------------------------------------------------------

    def _store_card(self) -> Card:
        store, card = self.session.store, Card("Store")
        self.place = label(str(store.path) if store.path else "In memory only: gone when the program ends.")
        self.place.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.place.setAccessibleName("Place of the store")
        card.add(self.place)
        kind = "Example store: invented families only." if store.example else "Store of real records."
        card.add(label(f"{kind} Encrypted with SQLCipher (AES-256).", "muted"))
        return card

    def _backup_card(self) -> Card:
        card = Card("Backup")
        self.last_backup = label()
        self.kept = label(role="muted")
        self.backup_button = button("&Back up now", self.back_up, kind="primary")
        self._busy_buttons.append(self.backup_button)
        card.add(self.last_backup)
        card.add(self.kept)
        card.add(label(WHAT_IS_KEPT, "small"))
        card.add(_beside(self.backup_button))
        return card

    def _check_card(self) -> Card:
        card = Card("Is the store intact?")
        self.check_button = button("&Check the store", self.check_store)
        self._busy_buttons.append(self.check_button)
        self.results: RowsModel[CheckResult] = RowsModel(
            [
                Column("Check", lambda each: each.name, width=160, strong=True),
                Column(
                    "Answer",
                    lambda each: "good" if each.ok else "wrong",
                    width=120,
                    tag=lambda each: ("good", Tone.GREEN) if each.ok else ("wrong", Tone.RED),
                ),
                Column("Detail", lambda each: each.detail, stretch=True, hint=lambda each: each.detail),
            ],
            key=lambda each: each.name,
        )
        self.result_table = TableView(self.results, name="Checks of the store")
        self.result_table.hide()
        card.add(label(WHAT_IS_CHECKED, "muted"))
        card.add(self.result_table)
        card.add(_beside(self.check_button))
        return card

    def _key_card(self) -> Card:
        card = Card("Passphrase")
        if self.session.store.example or self.session.store.path is None:
            card.add(label(OPEN_TO_ALL if self.session.store.example else "A store in memory has no passphrase."))
            return card
        self.form = Form()
        self.form.add("current", "Current passphrase", TextLine(secret=True, longest=500))
        self.form.add(
            "new",
            "New passphrase",
            TextLine(secret=True, longest=500),
            help="Four or five unrelated words are better than one odd one.",
        )
        self.form.add("again", "New passphrase again", TextLine(secret=True, longest=500))
        self.passphrase_button = button("Change &passphrase", self.change_passphrase)
        self.code_button = button("New &recovery code…", self.make_code)
        self._busy_buttons += [self.passphrase_button, self.code_button]
        self.code_card = Card("New recovery code")
        self.code_card.hide()
        card.add(self.form)
        card.add(_beside(self.passphrase_button, self.code_button))
        card.add(label(CODE_HELP, "small"))
        card.add(self.code_card)
        return card

    # -- backup ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look for backups again."""
        found = backup.backups(self.belongings.backups, self.session.store.store_id)
        last = found[0] if found else None
        self.last_backup.setText(_last_words(last))
        kept = (
            f"{len(found)} kept in {self.belongings.backups}" if found else f"Backups go to {self.belongings.backups}"
        )
        self.kept.setText(kept)

    def back_up(self) -> None:
        """Copy, verify, and drop the copies no longer worth keeping."""
        folder, now = self.belongings.backups, self.belongings.utc_now()
        self._run(lambda store, control: _backed(store, control, folder, now), self._backed_up)

    def _backed_up(self, made: Manifest) -> None:
        self.refresh()
        self._tell(Tone.GREEN, "The store is backed up.", f"{made.file}, read again and found intact.")
        self.backed_up.emit()

    # -- check ----------------------------------------------------------------------------------------

    def check_store(self) -> None:
        """Every check in full."""
        folder = self.belongings.backups
        self._run(lambda store, control: _checked(store, control, folder), self._checked)

    def _checked(self, results: list[CheckResult]) -> None:
        self.results.set_rows(results)
        self.result_table.fit_rows()
        self.result_table.show()
        if all(each.ok for each in results):
            self._tell(Tone.GREEN, "The store is intact.", "")
        else:
            self._tell(Tone.RED, "The store is damaged.", "Stop working in it and go back to the latest backup.")

    # -- keys -----------------------------------------------------------------------------------------

    def change_passphrase(self) -> None:
        """Let the new passphrase open the store instead of the one so far."""
        self.form.clear_errors()
        values = self.form.values()
        if values["new"] != values["again"]:
            self.form.show_errors(RuleBroken("passphrases_differ", field="again"))
            return
        new, current = values["new"], values["current"]
        self._run(
            lambda store, control: _rekey(store, control, new, current),
            lambda _: self._passphrase_changed(),
            self._refused,
        )

    def _passphrase_changed(self) -> None:
        self.form.set_values({"current": "", "new": "", "again": ""})
        self._tell(Tone.GREEN, "The passphrase is changed.", "Backups made before still open with the one they had.")

    def _refused(self, problem: Exception) -> None:
        """Bring what is wrong to the field it is about."""
        fields = {"wrong_passphrase": "current", "passphrase_needed": "current", "passphrase_too_short": "new"}
        if isinstance(problem, RuleBroken) and problem.code in fields:
            problem.field = fields[problem.code]
            self.form.show_errors(problem)
        else:
            self._failed(problem)

    def make_code(self) -> None:
        """A new recovery code, shown once."""
        self.form.clear_errors()
        current = self.form.value("current")
        if not current:
            self.form.show_errors(RuleBroken("required", field="current", what="the current passphrase"))
            return
        self._run(lambda store, control: _new_code(store, control, current), self._show_code, self._refused)

    def _show_code(self, code: str) -> None:
        self.form.set_values({"current": ""})
        self.code_card.clear()
        shown = label(code, "title")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        shown.setAccessibleName(f"Recovery code {code}")
        self.code_card.add(shown)
        self.code_card.add(label("It is shown only now. Print it, seal it and lock it away.", "muted"))
        self.code_card.add(_beside(button("Print or save the sheet…", lambda: self._print_code(code))))
        self.code_card.show()
        self._tell(Tone.GREEN, "There is a new recovery code.", "The earlier code no longer opens anything.")

    def _print_code(self, code: str) -> None:
        marking = self.session.ask(practice_of).text("marking_text")
        name = self.session.store.path.name if self.session.store.path else ""
        sheet = RecoverySheet(Frame(marking, plain_date(self.session.today())), name, code)
        PaperWindow(
            "Recovery code", lambda store: sheet, self.background, suggested_name="recovery-code.pdf", parent=self
        ).show()

    # -- running --------------------------------------------------------------------------------------

    def _run(
        self,
        work: Callable[[Store, Control], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        self.banner.hide()
        for each in self._busy_buttons:
            each.setEnabled(False)
        job = self.background.run(work, on_done=done, on_failed=failed or self._failed)
        job.ended.connect(self._ended)
        self.progress.follow(job)
        return job

    def _ended(self) -> None:
        for each in self._busy_buttons:
            each.setEnabled(True)

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, RuleBroken):
            self._tell(Tone.RED, sentences(problem), "")
        else:
            log.unexpected(problem)
            self._tell(Tone.RED, "It did not work, and the program is at fault.", "The log says more.")

    def _tell(self, tone: Tone, sentence: str, detail: str) -> None:
        self.banner.show_message(tone, sentence, detail)
        self.banner.show()
        self.page.ensureWidgetVisible(self.banner)
        announce(self, f"{sentence} {detail}".strip())


def _backed(store: Store, control: Control, folder: Path, now: datetime) -> Manifest:
    control.progress(0, 0, "Copying the store and reading the copy…")
    return back_up(store, folder, now=now)


def _checked(store: Store, control: Control, folder: Path) -> list[CheckResult]:
    control.progress(0, 0, "Reading the whole store…")
    return check.check(store, folder)


def _rekey(store: Store, control: Control, new: str, current: str) -> None:
    control.progress(0, 0, "Working out the new key…")
    stores.change_passphrase(store, new, passphrase=current)


def _new_code(store: Store, control: Control, current: str) -> str:
    control.progress(0, 0, "Working out the key…")
    return stores.new_recovery_code(store, passphrase=current)


def _last_words(last: Manifest | None) -> str:
    if last is None:
        return "There is no backup yet. Make the first one now."
    made = last.moment.astimezone().replace(tzinfo=None)
    return f"Last good backup: {moment(made)}, {max(last.size // 1024, 1):,} KB."


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
