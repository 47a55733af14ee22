"""Who is invited and why, as this authority has it: change a rule, switch it off, add one, go back to the shipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitation_rules import RuleLine
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import counted
from conference_app.use_cases import change_invitation_rules as rules
from conference_app.use_cases.change_invitation_rules import Effect
from conference_app.use_cases.invitation_rules_in_force import rule_lines_of
from conference_app.use_cases.rules_in_force import practice_of

from ..background import Background, Control
from ..session import Session, sentences
from ..widgets.buttons import button
from ..widgets.filter_line import FilterLine
from ..widgets.form_dialog import FormDialog
from ..widgets.progress import ProgressDialog
from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label
from ..widgets.tool_row import ToolRow
from .rule_form import STANDS, RuleForm
from .rule_preview import preview_dialog
from .rule_words import LEVEL_TONES, reason_words, role_title, source_titles, sources, standing_words, when_words

T = TypeVar("T")
Keep = Callable[[list[int]], object]
Look = Callable[..., list[Effect]]
NOTE = (
    "The list of each conference builds itself from these. There is no switch for the paediatrician: every conference "
    "invites one. Chair and coordinator come by the booking."
)


class InvitationRulesTab(QWidget):
    """Each change shows what it does to the lists ahead before it is kept, and can be taken back."""

    said = Signal(str, object)

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.background = session, background
        self._looking = False
        self.practice = session.ask(practice_of)
        self.dialog: FormDialog | None = None
        self.model: RowsModel[RuleLine] = RowsModel(self._columns(), key=lambda line: line.rule.code)
        self.table = TableView(self.model, name="Invitation rules")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.filter = FilterLine(self.model, "Filter invitation rules", below=self.table)
        self.edit_button = button("Ed&it…", self.edit_chosen, icon="pencil")
        self.switch_button = button("Switch &off", self.switch_chosen)
        self.back_button = button("&Back to the shipped rule", self.go_back_chosen)
        self.add_button = button("&Add rule…", lambda: self.edit(None), kind="primary", icon="plus")
        self.table.opened.connect(self.edit)
        self.table.selection_changed.connect(lambda rows: self._show_steps())
        buttons = (self.edit_button, self.switch_button, self.back_button, self.add_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(label(NOTE, "muted"))
        box.addWidget(ToolRow(self.filter, buttons, gap=12))
        box.addWidget(self.table, 1)
        self._show_steps()

    def _columns(self) -> list[Column[RuleLine]]:
        def tone(line: RuleLine) -> Tone | None:
            return None if line.in_force else Tone.GREY

        return [
            Column(
                "Role",
                lambda line: role_title(line.rule),
                second=lambda line: reason_words(line.rule),
                strong=True,
                width=200,
                tone=tone,
                hint=lambda line: f"{role_title(line.rule)}\n{reason_words(line.rule)}",
            ),
            Column(
                "Invited",
                lambda line: when_words(line.rule, self.practice),
                stretch=True,
                second=lambda line: source_titles(line.rule),
                tone=tone,
                hint=lambda line: "\n".join((when_words(line.rule, self.practice), *sources(line.rule))),
            ),
            Column(
                "Level",
                lambda line: line.rule.level,
                width=110,
                tag=lambda line: (line.rule.level, LEVEL_TONES[line.rule.level]),
            ),
            Column(
                "Asked for",
                lambda line: "report" if line.rule.report else "no report",
                second=lambda line: "deputy may come" if line.rule.deputy else "",
                width=130,
                tone=tone,
            ),
            Column(
                "Set here", lambda line: (standing_words(line) or ("", Tone.GREY))[0], width=120, tag=standing_words
            ),
        ]

    def refresh(self) -> None:
        """Show the rules as they are now, with the ages in force."""
        self.practice = self.session.ask(practice_of)
        self.model.set_rows(self.session.ask(rule_lines_of))
        self._show_steps()

    def _show_steps(self) -> None:
        line: RuleLine | None = self.table.current_row()
        self.edit_button.setEnabled(line is not None)
        self.switch_button.setEnabled(line is not None and not line.own)
        self.switch_button.setText("Switch &on" if line is not None and not line.in_force else "Switch &off")
        self.back_button.setEnabled(line is not None and line.version > 0)
        self.back_button.setText("&Remove this rule" if line is not None and line.own else "&Back to the shipped rule")

    # what is wished

    def edit(self, line: RuleLine | None, typed: dict[str, Any] | None = None) -> None:
        """The form of a rule, or of a new one; what it changes ahead is shown before it is kept."""
        if self._looking:
            return
        form = RuleForm(line, self.practice)

        for key, value in (typed or {}).items():
            form.editor(key).set_value(value)

        def ready(values: dict[str, Any]) -> tuple[RuleLine, dict[str, Any]]:
            wanted = form.read(values)
            wanted = wanted if line else self.session.ask(rules.new_rule, wanted.rule.role, wanted.rule)
            return rules.checked(wanted), values

        title = f"{role_title(line.rule)}: who is invited and why" if line else "Add a rule"
        note = STANDS if line and line.rule.role == PAEDIATRICIAN else ""
        dialog = FormDialog(title, form, ready, save_word="Save…", note=note, width=680, parent=self)
        dialog.saved.connect(lambda found: self._look_at_wanted(line, *found))
        self._open(dialog)

    def _look_at_wanted(self, line: RuleLine | None, wanted: RuleLine, typed: dict[str, Any]) -> None:
        """Look what it does to the lists ahead; stopped, the form comes back with what was typed."""
        self._look_ahead(
            partial(rules.preview, line=wanted),
            lambda ids: self._keep(line, wanted, ids),
            stopped=lambda: self.edit(line, typed),
        )

    def edit_chosen(self) -> None:
        """The form of the rule under the cursor."""
        if (line := self.table.current_row()) is not None:
            self.edit(line)

    def switch_chosen(self) -> None:
        """Switch the rule under the cursor off, or on again; the paediatrician's says why it cannot be."""
        line: RuleLine | None = self.table.current_row()
        if line is None:
            return
        wanted = self._asked(lambda: rules.checked(replace(line, in_force=not line.in_force)))
        if wanted is not None:
            self._look_ahead(partial(rules.preview, line=wanted), lambda ids: self._keep(line, wanted, ids))

    def go_back_chosen(self) -> None:
        """Go back to the shipped rule, or take the authority's own away."""
        line: RuleLine | None = self.table.current_row()
        if line is None or not line.version:
            return
        self._look_ahead(partial(rules.preview_going_back, line=line), lambda ids: self._go_back(line, ids))

    # looking ahead

    def _look_ahead(self, look: Look, keep: Keep, stopped: Callable[[], object] = lambda: None) -> None:
        """See in the background what a change does to the lists ahead; the window goes on meanwhile."""
        if self._looking:
            return

        def work(store: Any, control: Control) -> list[Effect]:
            def tell(done: int, total: int) -> None:
                control.check()
                control.progress(done, total, f"List {done + 1} of {total}")

            return look(store, progress=tell)

        self._looking = True
        job = self.background.run(
            work, on_done=lambda effects: self._keep_after_preview(effects, keep), on_failed=self.session.show_failure
        )
        job.ended.connect(self._looked)
        job.stopped.connect(lambda: QTimer.singleShot(0, self, stopped))  # once nothing of the look is left
        ProgressDialog("Looking at the lists ahead", job, self)

    def _looked(self) -> None:
        self._looking = False

    def _asked(self, ask: Callable[[], T]) -> T | None:
        """The answer; a broken rule is said in a sentence and None comes back."""
        try:
            return ask()
        except RuleBroken as broken:
            self.session.show_problem(sentences(broken))
            return None

    # keeping

    def _keep_after_preview(self, effects: list[Effect], keep: Keep) -> None:
        """Keep at once where no list ahead changes; else show what changes first."""
        if effects:
            self._open(preview_dialog(effects, keep, save_word="Save the rule", parent=self))
        else:
            self._asked(lambda: keep([]))

    def _keep(self, before: RuleLine | None, wanted: RuleLine, ids: list[int]) -> None:
        brought = self.session.perform(rules.save_rule, wanted, bring_up=ids)
        self.refresh()
        kept = next((each for each in self.model.rows() if each.rule.code == wanted.rule.code), None)
        if kept is not None and kept != before:
            self.table.select_key(kept.rule.code)
            self.said.emit(f"Kept: {role_title(wanted.rule)}.{_lists(brought)}", lambda: self._undo(before, kept, ids))

    def _go_back(self, line: RuleLine, ids: list[int]) -> None:
        brought = self.session.perform(rules.go_back, line, bring_up=ids)
        self.refresh()
        word = "Removed" if line.own else "As shipped again"
        again = replace(line, version=0)
        self.said.emit(f"{word}: {role_title(line.rule)}.{_lists(brought)}", lambda: self._again(again, ids))

    def _undo(self, before: RuleLine | None, kept: RuleLine, ids: list[int]) -> int | None:
        if before is not None and before.version:
            return self._again(replace(before, version=kept.version), ids)
        brought = self.session.attempt(rules.go_back, kept, bring_up=ids)
        self.refresh()
        return brought

    def _again(self, line: RuleLine, ids: list[int]) -> int | None:
        brought = self.session.attempt(rules.save_rule, line, bring_up=ids)
        self.refresh()
        return brought

    def _open(self, dialog: FormDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()


def _lists(brought: int) -> str:
    return f" {counted(brought, 'list')} brought up to it." if brought else ""
