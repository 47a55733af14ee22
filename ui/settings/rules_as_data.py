"""What the program holds as data and shows for reading: agenda templates and invitation rules."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from conference_app import rulebook
from conference_app.domain.agenda import AgendaItem, AgendaTemplate
from conference_app.domain.invitation_rules import InvitationRule
from conference_app.domain.practice import Practice
from conference_app.use_cases.prepare_agenda import templates
from conference_app.use_cases.rules_in_force import practice_of

from .. import theme
from ..session import Session
from ..widgets.filter_line import FilterLine
from ..widgets.rows_model import RIGHT, Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label

LEVEL_TONES = {"required": Tone.BLUE, "expected": Tone.GREY, "consider": Tone.GREY}


@dataclass(frozen=True)
class NumberedItem:
    """An item with its place on the agenda."""

    number: int
    item: AgendaItem


class AgendaTemplatesTab(QWidget):
    """The templates at the left, the items of the chosen one at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[AgendaTemplate] = RowsModel(
            [
                Column(
                    "Template",
                    lambda each: each.title.partition(", ")[0],
                    second=lambda each: f"{each.title.partition(', ')[2]} · {len(each.items)} items",
                    stretch=True,
                    strong=True,
                ),
                Column("Minutes", lambda each: str(each.minutes), sort=lambda each: each.minutes, align=RIGHT),
            ],
            key=lambda each: each.key,
        )
        self.table = TableView(self.model, name="Agenda templates")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setFixedWidth(theme.pixels(350))
        self.table.selection_changed.connect(self._show)
        self.items: RowsModel[NumberedItem] = RowsModel(_item_columns(), key=lambda each: each.number)
        self.item_table = TableView(self.items, name="Items of the template", empty="Choose a template.")
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.table)
        row.addWidget(self.item_table, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(
            label(
                "An agenda starts from the template of its conference's type. On the conference its items "
                "can be moved, retitled, timed and restricted; standing items stay.",
                "muted",
            )
        )
        box.addLayout(row, 1)

    def refresh(self) -> None:
        """Show the templates; the first one is open."""
        self.model.set_rows(templates())
        if self.table.current_row() is None and self.model.rowCount():
            self.table.selectRow(0)

    def _show(self, rows: list[AgendaTemplate]) -> None:
        items = rows[0].items if rows else ()
        self.items.set_rows(NumberedItem(number, item) for number, item in enumerate(items, start=1))


def _item_columns() -> list[Column[NumberedItem]]:
    return [
        Column("", lambda each: str(each.number), sort=lambda each: each.number, align=RIGHT, width=48),
        Column(
            "Item",
            lambda each: each.item.title,
            second=lambda each: each.item.detail,
            stretch=True,
            strong=True,
            hint=lambda each: f"{each.item.title}\n{each.item.detail}".strip(),
        ),
        Column("Led by", lambda each: each.item.led_by, width=140),
        Column("Kind", _item_kind, width=110, tag=_item_tag),
        Column("Minutes", lambda each: str(each.item.minutes), sort=lambda each: each.item.minutes, align=RIGHT),
    ]


def _item_kind(row: NumberedItem) -> str:
    return "restricted" if row.item.restricted else "standing" if row.item.standing else ""


def _item_tag(row: NumberedItem) -> tuple[str, Tone] | None:
    kind = _item_kind(row)
    return (kind, Tone.AMBER if row.item.restricted else Tone.BLUE) if kind else None


class InvitationRulesTab(QWidget):
    """Who is invited to what, how firmly, with a report or not, and where that is read."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.practice = session.ask(practice_of)
        self.model: RowsModel[InvitationRule] = RowsModel(
            [
                Column("Role", role_title, strong=True, width=230, hint=role_title),
                Column(
                    "Invited",
                    lambda rule: when_words(rule, self.practice),
                    stretch=True,
                    second=source_titles,
                    hint=lambda rule: "\n".join((when_words(rule, self.practice), *rulebook.sources(rule.source))),
                ),
                Column(
                    "Level",
                    lambda rule: rule.level,
                    width=120,
                    tag=lambda rule: (rule.level, LEVEL_TONES.get(rule.level, Tone.GREY)),
                ),
                Column("Report", lambda rule: "report asked for" if rule.report else "", width=140),
            ],
            key=lambda rule: rule.code,
        )
        self.table = TableView(self.model, name="Invitation rules")
        self.filter = FilterLine(self.model, "Filter invitation rules", below=self.table)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.filter)
        top.addWidget(
            label(
                "The list of each conference builds itself from these. There is no switch for the "
                "paediatrician: every conference invites one.",
                "muted",
            ),
            1,
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(top)
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Show the rules with the ages now in force."""
        self.practice = self.session.ask(practice_of)
        self.model.set_rows(rulebook.invitation_rules())


def role_title(rule: InvitationRule) -> str:
    """The role a rule invites, in words."""
    role = rulebook.roles().get(rule.role)
    return role.title if role else rule.role.replace("_", " ")


def source_titles(rule: InvitationRule) -> str:
    """Where a rule was read, without the addresses."""
    return "; ".join(source.rsplit(", ", 1)[0] for source in rulebook.sources(rule.source))


def when_words(rule: InvitationRule, practice: Practice) -> str:
    """When a rule applies: "for children from 5 to under 18"; ages that are practice numbers at their value."""
    when = rule.when
    parts = []
    if "types" in when:
        parts.append("to " + " and ".join(when["types"]) + " conferences")
    if when.get("unborn"):
        parts.append("for an unborn child")
    if "age_from" in when or "age_below" in when:
        parts.append(_ages(when.get("age_from"), when.get("age_below"), practice))
    if when.get("unborn_too"):
        parts.append("and unborn children")
    if when.get("involved"):
        parts.append("where somebody in this role is named as involved")
    if "need" in when:
        parts.append(f"where the request asks for an {when['need']}")
    return " ".join(parts) or "to every conference"


def _ages(low: int | str | None, high: int | str | None, practice: Practice) -> str:
    first, last = (practice.integer(age) if isinstance(age, str) else age for age in (low, high))
    if first and last:
        return f"for children from {first} to under {last}"
    return f"for children from {first}" if first else f"for children under {last}"
