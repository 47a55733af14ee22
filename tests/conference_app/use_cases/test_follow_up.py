from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from conference_app.domain.actions import Action
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Child, Family
from conference_app.store import actions, due_lists, lists
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import follow_up
from conference_app.use_cases.keep_family import keep_child, keep_family
from conference_app.use_cases.list_outstanding import as_csv
from tests.conference_app.use_cases.marlowe import Marlowe, held_conference

RAISED = date(2027, 3, 10)
TODAY = date(2027, 4, 1)


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


@pytest.fixture
def known(store: Store) -> Marlowe:
    return held_conference(store)


def logged(store: Store, known: Marlowe, **changes: object) -> Action:
    draft = Action(
        known.family,
        "Developmental assessment",
        "Community paediatrics",
        date(2027, 3, 20),
        conference_id=known.conference,
        child_id=known.noah,
    )
    made = follow_up.log_action(store, replace(draft, **changes), today=RAISED).value  # type: ignore[arg-type]
    return actions.action(store, made)


def test_an_action_is_logged_on_the_history_of_its_conference(store: Store, known: Marlowe) -> None:
    made = logged(store, known)
    assert (made.raised_on, made.first_due_on, made.child_name) == (RAISED, date(2027, 3, 20), "Noah Marlowe")
    assert lists.history(store, "conference", known.conference)[0].action == "action_logged"
    assert made.days_late(TODAY) == 12
    assert due_lists.overdue_count(store, TODAY) == 1


def test_everything_missing_is_said_at_once(store: Store, known: Marlowe) -> None:
    with pytest.raises(RuleBroken) as broken:
        logged(store, known, text=" ", owner="")
    assert [each.field for each in broken.value.broken] == ["text", "owner"]  # type: ignore[attr-defined]


def test_a_child_of_another_family_is_refused(store: Store, known: Marlowe) -> None:
    other = keep_family(store, Family("Reeve")).value
    child = keep_child(store, Child(other, "Ada Reeve", date(2020, 1, 1)), today=TODAY).value
    with pytest.raises(RuleBroken) as broken:
        logged(store, known, child_id=child)
    assert broken.value.field == "child_id"
    with pytest.raises(RuleBroken):
        follow_up.change_action(store, replace(logged(store, known), child_id=child))


def test_moving_the_due_date_keeps_the_first_and_never_before_it_was_raised(store: Store, known: Marlowe) -> None:
    made = logged(store, known)
    follow_up.change_action(store, replace(made, due_on=date(2027, 4, 30)))
    moved = actions.action(store, made.id)
    assert (moved.due_on, moved.first_due_on) == (date(2027, 4, 30), date(2027, 3, 20))
    with pytest.raises(RuleBroken) as broken:
        follow_up.change_action(store, replace(moved, due_on=date(2027, 3, 9)))
    assert broken.value.field == "due_on"


def test_a_change_over_somebody_elses_change_is_refused(store: Store, known: Marlowe) -> None:
    made = logged(store, known)
    follow_up.change_action(store, replace(made, owner="Dr Lindgren"))
    with pytest.raises(RuleBroken, match="changed_elsewhere"):
        follow_up.change_action(store, replace(made, owner="Priya Nair"))


def test_notes_have_author_and_day_and_stay_in_order(store: Store, known: Marlowe) -> None:
    made = logged(store, known)
    follow_up.note_progress(store, made.id, "Referral sent.", today=date(2027, 3, 15))
    follow_up.note_progress(store, made.id, "Appointment offered.", today=TODAY)
    notes = actions.action_with_notes(store, made.id).notes
    assert [(note.text, note.author, note.written_on) for note in notes] == [
        ("Referral sent.", "Test Coordinator", date(2027, 3, 15)),
        ("Appointment offered.", "Test Coordinator", TODAY),
    ]
    assert lists.outstanding(store)[0].latest_note == "Appointment offered."


@pytest.mark.parametrize(
    ("evidence", "on", "field"),
    [
        ("", TODAY, "evidence"),
        ("Seen", date(2027, 4, 2), "on"),
        ("Seen", date(2027, 3, 9), "on"),
    ],
)
def test_done_needs_evidence_and_a_plausible_day(
    store: Store, known: Marlowe, evidence: str, on: date, field: str
) -> None:
    made = logged(store, known)
    with pytest.raises(RuleBroken) as broken:
        follow_up.complete_action(store, made.id, evidence, on=on, seen=made.version, today=TODAY)
    assert broken.value.field == field
    assert len(lists.outstanding(store)) == 1


def test_done_leaves_the_list_and_reopening_keeps_the_evidence_in_a_note(store: Store, known: Marlowe) -> None:
    made = logged(store, known)
    done_on = date(2027, 3, 30)
    follow_up.complete_action(store, made.id, "Letter of 30 March.", on=done_on, seen=made.version, today=TODAY)
    assert lists.outstanding(store) == []
    assert [row.id for row in lists.actions_done(store, since=date(2027, 3, 1))] == [made.id]
    with pytest.raises(RuleBroken, match="action_is_done"):
        follow_up.escalate_action(store, made.id, "M. Dale", seen=made.version + 1, today=TODAY)
    follow_up.reopen_action(store, made.id, "Wrong child.")
    again = actions.action_with_notes(store, made.id)
    assert again.done_on is None
    assert "Letter of 30 March." in again.notes[-1].text


def test_escalation_names_to_whom_and_stays_on_the_list(store: Store, known: Marlowe) -> None:
    made = logged(store, known)
    follow_up.escalate_action(store, made.id, "M. Dale, service manager", seen=made.version, today=TODAY)
    (row,) = lists.outstanding(store)
    assert (row.escalated_to, row.escalated_on) == ("M. Dale, service manager", TODAY)


def test_owners_of_open_actions_are_listed_once_by_name(store: Store, known: Marlowe) -> None:
    for owner in ("Priya Nair", "dr Lindgren", "Priya Nair"):
        made = logged(store, known, owner=owner)
    follow_up.complete_action(store, made.id, "Done.", on=TODAY, seen=made.version, today=TODAY)
    assert lists.owners(store) == ["dr Lindgren", "Priya Nair"]


def test_the_spreadsheet_has_a_line_for_each_action_and_defuses_formulas(store: Store, known: Marlowe) -> None:
    logged(store, known, owner="=HYPERLINK(1)")
    lines = as_csv(lists.outstanding(store), as_of=TODAY).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("due,first due,days late,action,child")
    assert "2027-03-20,2027-03-20,12,Developmental assessment,Noah Marlowe,Marlowe" in lines[1]
    assert ",=HYPERLINK" not in lines[1]
