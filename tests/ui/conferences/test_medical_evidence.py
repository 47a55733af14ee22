"""The medical evidence after the conference: the question asked plainly, the answers, and the next step."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from conference_app.domain.decisions import Decision
from conference_app.domain.medical_part import MedicalPart
from conference_app.store import decisions, medical_parts
from conference_app.store.store import Store
from conference_app.use_cases.decide import decide
from conference_app.use_cases.record_medical_part import record_medical_part
from tests.conference_app.use_cases.marlowe import START, Marlowe, held_conference
from tests.conference_app.use_cases.reporting import report_came
from tests.ui.conferences.on_the_day import TODAY, opened, session_on
from ui.conferences.decisions_tab import DecisionsTab
from ui.conferences.details_tab import DetailsTab


@pytest.fixture
def known(store: Store) -> Marlowe:
    return held_conference(store)


@pytest.fixture
def tab(store: Store, problems: list[str], known: Marlowe, qtbot: QtBot) -> DecisionsTab:
    return opened(DecisionsTab, session_on(store, problems), known.conference, qtbot)


def words(tab: DecisionsTab) -> str:
    return "\n".join(each.text() for each in tab.findChildren(QLabel))


def fill(tab: DecisionsTab, **values: object) -> bool:
    assert tab.dialog is not None
    for key, value in values.items():
        tab.dialog.form.editor(key).set_value(value)
    return tab.dialog.try_save()


def test_who_explained_is_asked_only_where_findings_were_discussed(tab: DecisionsTab) -> None:
    tab.steps["medical part"].click()
    assert tab.dialog is not None
    form = tab.dialog.form
    assert form.value("read_out") == "no report"  # none has come
    assert form.fields["interpreted_by"].isHidden()
    form.editor("findings").set_value("discussed with a doctor")
    assert not form.fields["interpreted_by"].isHidden()
    assert form.value("interpreted_by") == "Dr Amara Lindgren"  # was there
    form.mark_saved()
    tab.dialog.reject()


def test_findings_without_a_doctor_are_recorded_and_stand_there(
    tab: DecisionsTab, known: Marlowe, store: Store
) -> None:
    report_came(store, known.conference, "paediatrician")
    tab.steps["medical part"].click()
    assert not fill(tab, findings="discussed without a doctor", interpreted_by="The chair")
    assert fill(tab, read_out="in full")
    part = medical_parts.medical_part(store, known.conference)
    assert part is not None
    assert part.without_doctor
    assert "The chair read out the paediatrician’s report in full." in words(tab)
    assert "Medical findings were discussed without a doctor, explained by The chair." in words(tab)
    assert tab.steps["medical part"].text() == "Change…"


def test_the_next_step_names_what_is_left_open(store: Store, problems: list[str], known: Marlowe, qtbot: QtBot) -> None:
    session = session_on(store, problems)
    tab = opened(DetailsTab, session, known.conference, qtbot)
    for child in (known.ella, known.noah):
        session.perform(decide, Decision(known.conference, child, "plan starts", ("EMO",), TODAY))
    assert "who explained the findings" in tab.banner.accessibleName()
    with qtbot.waitSignal(tab.tab_requested) as wished:
        tab.banner.findChildren(type(tab.move_button))[0].click()
    assert wished.args == ["decisions"]
    [first, *_] = decisions.decisions(store, known.conference)
    with store.write() as writing:  # as an older version of the program wrote it
        writing.execute("UPDATE decision SET categories = 'NEG' WHERE id = ?", (first.id,))
        writing.record("decision_recorded", "conference", known.conference)
    session.perform(record_medical_part, MedicalPart(known.conference, "no report", "none"))
    assert tab.banner.accessibleName() == ("Is a paediatric assessment needed, and why? Not answered for Ella Marlowe.")


def test_an_unanswered_neglect_question_is_seen_on_the_card(
    store: Store, problems: list[str], known: Marlowe, qtbot: QtBot
) -> None:
    with store.write() as writing:
        made = Decision(known.conference, known.ella, "plan starts", ("NEG",), START.date())
        decisions.keep(writing, made)
        writing.record("decision_recorded", "conference", known.conference)
    tab = opened(DecisionsTab, session_on(store, problems), known.conference, qtbot)
    assert "Paediatric assessment needed? Not answered: neglect is among the categories." in words(tab)
