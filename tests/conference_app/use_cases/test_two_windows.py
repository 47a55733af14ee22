"""Two windows over one store: what the other has written a moment ago is seen, or said in a sentence."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from conference_app.domain.decisions import Decision
from conference_app.domain.errors import RuleBroken, StoreProblem
from conference_app.domain.family import Child, Family
from conference_app.domain.people import Agency, Chair, Room
from conference_app.messages import sentences
from conference_app.store import agendas, attendance
from conference_app.store.store import Store, create_store, memory_store, second_connection
from conference_app.use_cases import decide, keep_directory, keep_family, prepare_agenda
from tests.conference_app.use_cases.marlowe import TODAY, held_conference, invited_conference

Does = Callable[[Store], object]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    def now() -> datetime:
        return datetime(2027, 2, 22, 9, 0, tzinfo=UTC)

    made, _ = create_store(tmp_path / "a.store", passphrase=None, example=True, actor="Ada Rowe", now=now)
    with made:
        yield made


def both_at_once(store: Store, does: Does) -> list[object]:
    """What two windows get that do the same: the second one begins while the first is writing."""
    answers: list[object] = []
    waiting = threading.Event()

    def second() -> None:
        with second_connection(store) as other:
            other.db.set_trace_callback(lambda sql: waiting.set() if sql.startswith("BEGIN") else None)
            try:
                answers.append(does(other))
            except Exception as error:
                answers.append(error)

    thread = threading.Thread(target=second)
    with store.write():
        answers.append(does(store))
        thread.start()
        assert waiting.wait(30)
    thread.join()
    return answers


@pytest.mark.parametrize(
    "does",
    [
        lambda store: keep_directory.keep_agency(store, Agency("Royal Infirmary", "health")),
        lambda store: keep_directory.keep_chair(store, Chair("Rosalind Osei")),
        lambda store: keep_directory.keep_room(store, Room("Oak room")),
    ],
    ids=["agency", "chair", "room"],
)
def test_the_same_name_is_given_once(store: Store, does: Does) -> None:
    _, refused = both_at_once(store, does)
    assert isinstance(refused, RuleBroken)
    assert (refused.code, refused.field) == ("name_taken", "name")
    assert sentences(refused)


def test_the_same_case_number_is_given_once(store: Store) -> None:
    family = keep_family.keep_family(store, Family("Marlowe")).value
    child = Child(family, "Ella Marlowe", date(2019, 6, 14), case_number="77")
    _, refused = both_at_once(store, lambda each: keep_family.keep_child(each, child, today=TODAY))
    assert isinstance(refused, RuleBroken)
    assert (refused.code, refused.facts) == ("case_number_taken", {"number": "77", "name": "Ella Marlowe"})


def test_an_agenda_is_started_once(store: Store) -> None:
    known = invited_conference(store)
    first, second = both_at_once(store, lambda each: prepare_agenda.start_agenda(each, known.conference).value)
    assert first == second == len(agendas.agenda_lines(store, known.conference))


@pytest.fixture
def memory() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


def test_a_line_of_the_register_is_written_once(memory: Store) -> None:
    known = held_conference(memory)
    seen_before = replace(attendance.register(memory, known.conference)[0], id=0, version=0)
    with pytest.raises(StoreProblem, match="changed_elsewhere") as refused, memory.write() as writing:
        attendance.keep(writing, seen_before)
    assert sentences(refused.value)


def test_one_childs_decision_is_recorded_once(memory: Store) -> None:
    known = held_conference(memory)
    decision = Decision(known.conference, known.ella, "no further action")
    decide.decide(memory, decision)
    with pytest.raises(StoreProblem, match="changed_elsewhere"):
        decide.decide(memory, replace(decision, outcome="child in need plan"))


def test_a_defect_of_ours_is_no_sentence_for_the_user(memory: Store) -> None:
    with pytest.raises(Exception, match="CHECK constraint failed"), memory.write() as writing:
        writing.insert("room", name="")
    with pytest.raises(Exception, match="FOREIGN KEY constraint failed"), memory.write() as writing:
        writing.insert("professional", name="A", role_code="police", agency_id=99)
