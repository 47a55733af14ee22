"""The ready-made messages: in plain words, neutral, with nobody's name but the reader's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from conference_app.chase_words import message_of
from conference_app.domain.chasing import Missing, Step, Waiting, What
from conference_app.store import conferences
from conference_app.store.store import memory_store
from conference_app.use_cases.chase import chase_list
from conference_app.use_cases.make_example import make_example

SIGNED = "Conference coordinator"
OFFICER = Waiting(
    1, 1, "CP-2027-0142", "2027-03-10T09:30", "Marlowe", "Owen Pryce", "police", "Westmarch Police",
    "2027-02-22T09:00", 1, "2027-03-08", "2027-02-22", "", "", "",
)  # fmt: skip


def missing(what: What = What.REPLY, step: Step = Step.PRACTITIONER, late: int = 0, **person: Any) -> Missing:
    return Missing(OFFICER._replace(**person), what, date(2027, 2, 22), date(2027, 3, 8), late, step)


def text(each: Missing) -> str:
    return message_of(each, signed=SIGNED).text


def test_the_practitioner_is_asked_for_a_reply() -> None:
    message = message_of(missing(late=1), signed=SIGNED)
    assert message.subject == "Reply wanted: CP-2027-0142"
    assert message.text == (
        "Dear Owen Pryce,\n\n"
        "You were invited on 22 February 2027 to conference CP-2027-0142 on Wednesday 10 March 2027, 9:30am. "
        "The reply was wanted by Monday 8 March 2027 and is 1 working day late.\n\n"
        "Please tell us whether you are coming, or who is coming in your place.\n\n"
        "Conference coordinator"
    )


def test_the_manager_is_asked_for_a_report_without_the_practitioners_name() -> None:
    message = message_of(missing(What.REPORT, Step.MANAGER, 2), signed=SIGNED)
    assert message.subject == "Report wanted: CP-2027-0142"
    assert message.text == (
        "To the manager responsible for: Police, Westmarch Police\n\n"
        "This service was asked for a report on 22 February 2027 for conference CP-2027-0142 on Wednesday "
        "10 March 2027, 9:30am. The report was wanted by Monday 8 March 2027 and is 2 working days late.\n\n"
        "Please see that it reaches us by a secure route.\n\n"
        "Conference coordinator"
    )


def test_what_is_in_time_is_not_called_late() -> None:
    assert "The reply is wanted by Monday 8 March 2027.\n" in text(missing())


def test_another_step_than_the_next_has_its_own_message() -> None:
    senior = message_of(missing(), step=Step.SENIOR, signed=SIGNED).text
    assert senior.startswith("To the senior manager responsible for: Police, Westmarch Police\n")


def test_family_are_greeted_without_a_name_and_offered_help() -> None:
    said = text(missing(role_code="parent", name="Grace Marlowe", agency_name=""))
    assert said.startswith("Hello,\n\nYou were invited")
    assert "what would help you to take part" in said
    assert "Marlowe" not in said


@pytest.mark.parametrize("step", Step)
def test_no_message_of_an_example_names_a_child_or_anybody_else(step: Step) -> None:
    day = date(2027, 3, 8)
    with memory_store(example=True) as store:
        make_example(store, conferences=60, years=1, seed=3, today=day)
        found = chase_list(store, day)
        children = {
            each.waiting.conference_id: [
                child.name for child in conferences.children_of(store, each.waiting.conference_id)
            ]
            for each in found
        }
    invited: dict[int, set[str]] = {}
    for each in found:
        invited.setdefault(each.waiting.conference_id, set()).add(each.waiting.name)
    assert found
    for each in found:
        message = message_of(each, step=step, signed=SIGNED)
        said = f"{message.subject}\n{message.text}"
        reader = {each.waiting.name} if step is Step.PRACTITIONER else set()
        others = invited[each.waiting.conference_id] - reader
        assert [name for name in (*children[each.waiting.conference_id], *others) if name in said] == []
        assert each.waiting.reference in said
        assert len(message.text) < 1000
