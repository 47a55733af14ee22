"""Forms: values in their own types, errors beside their field, nothing typed is lost."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from ui.widgets.choice import Choice
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.editors import CheckList, RadioChoice, Spin, TextArea, TextLine, Tick, YesNo
from ui.widgets.form import ErrorLink, Form

from ..conftest import TODAY

FILLED = {
    "surname": "Marlowe",
    "date": date(2027, 3, 12),
    "start": time(9, 30),
    "chair": 8,
    "length": 90,
    "needs": ["interpreter"],
    "medical": True,
    "order": "family",
    "note": "Two lines\nof text",
    "print": True,
}


@pytest.fixture
def form(qtbot: QtBot, calendar: WorkingCalendar) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.section("Conference")
    made.add("surname", "Family name", TextLine(), help="As on the file")
    with made.row():
        made.add("date", "Date", DateField(today=lambda: TODAY, calendar=calendar))
        made.add("start", "Start", TimeField())
    made.add("chair", "Chair", Choice([(7, "R. Osei"), (8, "T. Brandt")], none="Not yet known"))
    made.add("length", "Length", Spin(15, 480, unit="minutes"))
    made.add("needs", "Needs", CheckList([("interpreter", "Interpreter"), ("advocate", "Advocate")]))
    made.add("medical", "Is a medical known?", YesNo())
    made.add("order", "Order", RadioChoice([("family", "Family first"), ("police", "Police first")]))
    made.add("note", "Note", TextArea())
    made.add("print", "", Tick("Address may be printed"))
    made.mark_saved()
    made.show()
    return made


def test_an_empty_form_says_nothing_in_each_type(form: Form) -> None:
    assert form.values() == {
        "surname": "",
        "date": None,
        "start": None,
        "chair": None,
        "length": 15,
        "needs": [],
        "medical": None,
        "order": None,
        "note": "",
        "print": False,
    }


def test_what_is_filled_in_comes_back(form: Form) -> None:
    form.set_values(FILLED)
    assert form.values() == FILLED
    assert not form.is_changed()


@pytest.mark.parametrize("key", sorted(FILLED))
def test_any_one_change_is_noticed_and_told(qtbot: QtBot, form: Form, key: str) -> None:
    with qtbot.waitSignal(form.changed):
        form.editor(key).set_value(FILLED[key])
    assert form.is_changed()
    form.mark_saved()
    assert not form.is_changed()


def test_all_that_is_not_understood_is_said_at_once(form: Form) -> None:
    form.editor("date").line.setText("31/2/27")  # type: ignore[attr-defined]
    form.editor("start").line.setText("25:99")  # type: ignore[attr-defined]
    with pytest.raises(SeveralRulesBroken) as raised:
        form.values()
    assert [each.field for each in raised.value.broken] == ["date", "start"]


def test_errors_stand_beside_their_fields_and_lose_nothing(form: Form) -> None:
    form.editor("start").line.setText("25:99")  # type: ignore[attr-defined]
    with pytest.raises(RuleBroken) as raised:
        form.values()
    form.show_errors(raised.value)
    field = form.fields["start"]
    assert field.error() == "“25:99” is not understood as a time. Type it like 9:30, 9.30am, 2pm or midday."
    assert field.editor.line.text() == "25:99"  # type: ignore[attr-defined]
    assert field.editor.inputs()[0].accessibleDescription() == f"Error: {field.error()}"
    assert field.editor.inputs()[0].property("invalid") is True
    assert form.summary.isHidden()
    form.clear_errors()
    assert (field.error(), field.editor.inputs()[0].property("invalid")) == ("", False)


def test_the_summary_leads_to_each_field(qtbot: QtBot, form: Form) -> None:
    form.show_errors(
        [
            RuleBroken("required", field="surname", what="the family name"),
            RuleBroken("required", field="chair", what="a chair"),
        ]
    )
    with qtbot.waitExposed(form):
        pass
    links = form.summary.findChildren(ErrorLink)
    assert [link.text() for link in links] == ["Enter the family name.", "Enter a chair."]
    assert form.focusWidget() is form.fields["surname"].editor.inputs()[0]
    qtbot.keyClick(links[1], Qt.Key.Key_Return)
    assert form.focusWidget() is form.fields["chair"].editor.inputs()[0]


def test_a_problem_of_no_field_stands_in_the_summary(form: Form) -> None:
    form.show_errors(RuleBroken("store_busy"))
    assert not form.summary.isHidden()
    assert form.summary.findChildren(ErrorLink) == []


def test_every_input_has_a_name_and_its_label_leads_to_it(form: Form) -> None:
    for field in form.fields.values():
        for each in field.editor.inputs():
            assert each.accessibleName() or each.property("text"), field.key
        assert field.label.buddy() is field.editor.inputs()[0]
    assert form.editor("surname").inputs()[0].accessibleDescription() == "As on the file"


def test_a_hidden_field_is_left_out(form: Form) -> None:
    form.set_visible("note", False)
    assert "note" not in form.values()


def test_tab_leaves_the_long_text(qtbot: QtBot, form: Form) -> None:
    area: Any = form.editor("note").inputs()[0]
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert area.toPlainText() == ""


def test_markup_is_shown_as_typed(form: Form) -> None:
    form.fields["surname"].show_error("<b>no</b>")
    assert form.fields["surname"].error() == "<b>no</b>"
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in (form.fields["surname"].label, form.fields["surname"].help)
    )


def test_blanks_around_and_inside_a_line_are_tidied() -> None:
    line = TextLine()
    line.set_value("  Anne   Marie ")
    assert line.value() == "Anne Marie"
    secret = TextLine(secret=True)
    secret.set_value(" two  blanks ")
    assert secret.value() == " two  blanks "


def test_an_error_goes_with_the_next_change_of_its_field(qtbot: QtBot) -> None:
    form = Form()
    form.add("name", "Name", TextLine())
    form.add("role", "Role", TextLine())
    qtbot.addWidget(form)
    form.show_errors([RuleBroken("required", field=key, what=f"the {key}") for key in ("name", "role")])
    line = form.editor("name").inputs()[0]
    qtbot.keyClicks(line, "Jo")
    assert [form.fields[key].error() for key in ("name", "role")] == ["", "Enter the role."]
    assert not line.property("invalid")
    assert [link.text() for link in form.summary.findChildren(ErrorLink) if link.parent()] == ["Enter the role."]
    qtbot.keyClicks(form.editor("role").inputs()[0], "aunt")
    assert form.fields["role"].error() == ""
    assert form.summary.isHidden()


def test_the_only_box_of_a_list_says_its_own_words(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    form.add("others", "The same decision for", CheckList([(1, "Noah Marlowe")]))
    (box,) = form.editor("others").inputs()
    assert QAccessible.queryAccessibleInterface(box).text(QAccessible.Text.Name) == "Noah Marlowe"
