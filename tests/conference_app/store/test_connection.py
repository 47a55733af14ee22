# ruff: noqa: PT012  (a whole write is what fails)
"""Writes: all or nothing, always with an event; values kept in one form; the database's refusals in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference_app.domain.errors import RuleBroken, StoreProblem
from conference_app.store.sqlite import as_sql, problem, statements
from conference_app.store.store import Store, memory_store, second_connection


class Colour(StrEnum):
    RED = "red"


class Noon(datetime):
    """A time that says more of itself."""


def add_chair(store: Store, name: str) -> int:
    with store.write() as writing:
        chair = writing.insert("chair", name=name)
        writing.record("add", "chair", chair)
    return chair


def chairs(store: Store) -> list[str]:
    return [row["name"] for row in store.rows("SELECT name FROM chair ORDER BY id")]


def events(store: Store) -> int:
    return int(store.value("SELECT count(*) FROM audit"))


def test_a_write_is_kept_with_its_event(memory: Store) -> None:
    before = events(memory)
    add_chair(memory, "Mary Osei")
    assert (chairs(memory), events(memory)) == (["Mary Osei"], before + 1)


def test_a_failed_write_leaves_nothing(memory: Store) -> None:
    before = events(memory)
    with pytest.raises(ZeroDivisionError), memory.write() as writing:
        writing.record("add", "chair", writing.insert("chair", name="Mary Osei"))
        _ = 1 / 0
    assert (chairs(memory), events(memory)) == ([], before)
    add_chair(memory, "Mary Osei")  # and the store is ready for the next


def test_a_change_without_an_event_is_refused(memory: Store) -> None:
    with pytest.raises(RuntimeError, match="without an audit event"), memory.write() as writing:
        writing.insert("chair", name="Mary Osei")
    assert chairs(memory) == []


def test_a_write_that_changes_nothing_needs_no_event(memory: Store) -> None:
    with memory.write() as writing:
        writing.execute("SELECT 1")


def test_an_inner_write_belongs_to_the_outer(memory: Store) -> None:
    with pytest.raises(ZeroDivisionError), memory.write():
        add_chair(memory, "Mary Osei")
        _ = 1 / 0
    assert chairs(memory) == []


def test_an_inner_write_can_fail_alone(memory: Store) -> None:
    with memory.write():
        add_chair(memory, "Mary Osei")
        with pytest.raises(ZeroDivisionError), memory.write() as inner:
            inner.insert("chair", name="Nobody")
            inner.record("add", "chair", 2)
            _ = 1 / 0
    assert chairs(memory) == ["Mary Osei"]


def test_an_undone_inner_write_needs_no_event(memory: Store) -> None:
    before = events(memory)
    with memory.write() as outer:
        with pytest.raises(ZeroDivisionError), memory.write() as inner:
            inner.insert("chair", name="Nobody")
            _ = 1 / 0
        outer.execute("SELECT 1")
    assert events(memory) == before


def test_the_event_of_an_undone_inner_write_does_not_count(memory: Store) -> None:
    with pytest.raises(RuntimeError, match="without an audit event"), memory.write() as outer:
        with pytest.raises(ZeroDivisionError), memory.write() as inner:
            inner.record("add", "chair", 1)
            _ = 1 / 0
        outer.insert("chair", name="Mary Osei")


def test_nothing_is_written_after_the_block(memory: Store) -> None:
    with memory.write() as writing:
        pass
    with pytest.raises(RuntimeError, match="over"):
        writing.execute("DELETE FROM chair")
    with pytest.raises(RuntimeError, match="over"):
        writing.record("add", "chair", 1)


@pytest.mark.parametrize(("table", "column"), [("chiar", "name"), ("chair", "nmae")])
def test_a_misspelt_name_creates_nothing(memory: Store, table: str, column: str) -> None:
    tables = memory.value("SELECT count(*) FROM sqlite_master")
    with pytest.raises(KeyError), memory.write() as writing:
        writing.insert(table, **{column: "Mary Osei"})
    assert memory.value("SELECT count(*) FROM sqlite_master") == tables


def test_an_update_raises_the_version(memory: Store) -> None:
    chair = add_chair(memory, "Mary Osei")
    with memory.write() as writing:
        writing.update("chair", chair, 1, name="Mary Osei-Grant")
        writing.record("change", "chair", chair)
    row = memory.row("SELECT name, version FROM chair")
    assert row is not None
    assert (row["name"], row["version"]) == ("Mary Osei-Grant", 2)


@pytest.mark.parametrize(("chair", "version"), [(1, 2), (1, 0), (99, 1)])
def test_an_update_of_another_version_is_refused(memory: Store, chair: int, version: int) -> None:
    add_chair(memory, "Mary Osei")
    with pytest.raises(StoreProblem) as refused, memory.write() as writing:
        writing.update("chair", chair, version, name="Somebody else")
    assert refused.value.code == "changed_elsewhere"
    assert chairs(memory) == ["Mary Osei"]


def test_an_update_finds_a_row_by_any_kind_of_key(memory: Store) -> None:
    with memory.write() as writing:
        writing.insert("practice", key="quorum", value="3")
        writing.update("practice", "quorum", 1, value="4")
        writing.record("change", "practice", 0)
    assert memory.value("SELECT value FROM practice WHERE key = 'quorum'") == "4"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (date(2027, 3, 12), "2027-03-12"),
        (datetime(2027, 3, 12, 9, 30, 59), "2027-03-12T09:30"),
        (time(9, 5), "09:05"),
        (True, 1),
        (False, 0),
        (Colour.RED, "red"),
        (Noon(2027, 3, 12, 12), "2027-03-12T12:00"),
        (datetime(27, 3, 12, 9, 30), "0027-03-12T09:30"),
        (None, None),
        (7, 7),
        ("Llŷr", "Llŷr"),
    ],
)
def test_values_are_kept_in_one_form(memory: Store, given: object, kept: object) -> None:
    assert memory.value("SELECT ?", [given]) == kept
    assert memory.value("SELECT :it", {"it": given}) == kept
    assert type(as_sql(given)) is type(kept)


@settings(deadline=None, max_examples=60)
@given(st.text())
def test_text_comes_back_unchanged_or_is_refused(text: str) -> None:
    with memory_store() as store:
        try:
            assert store.value("SELECT ?", [text]) == text
        except RuleBroken:
            assert "\0" in text


@pytest.mark.parametrize("text", ["nul\0", "lone \ud800 surrogate"])
def test_text_that_would_not_come_back_is_refused(memory: Store, text: str) -> None:
    with pytest.raises(RuleBroken, match="bad_characters"):
        add_chair(memory, text)
    with pytest.raises(RuleBroken, match="bad_characters"), memory.write() as writing:
        writing.record("add", "chair", 1, reason=text)
    assert chairs(memory) == []


def test_an_aware_time_is_our_defect(memory: Store) -> None:
    with pytest.raises(TypeError):
        memory.value("SELECT ?", [datetime(2027, 3, 12, tzinfo=UTC)])


def test_a_trigger_speaks_in_codes(memory: Store) -> None:
    with pytest.raises(RuleBroken, match="audit_is_append_only"), memory.write() as writing:
        writing.execute("DELETE FROM audit")


def test_a_named_constraint_speaks_in_codes(memory: Store) -> None:
    with memory.write() as writing:
        writing.execute("CREATE TABLE sample (n INTEGER CONSTRAINT few_of_them CHECK (n < 5))")
    with pytest.raises(RuleBroken, match="few_of_them"), memory.write() as writing:
        writing.insert("sample", n=9)


def test_any_other_refusal_of_the_database_is_our_defect(memory: Store) -> None:
    with pytest.raises(Exception, match="NOT NULL") as refused, memory.write() as writing:
        writing.execute("INSERT INTO chair (name) VALUES (NULL)")
    assert not isinstance(refused.value, RuleBroken)
    assert problem(refused.value) is refused.value


def test_foreign_keys_hold(memory: Store) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), memory.write() as writing:
        writing.insert("agency", group_code="no such group", name="Nobody")


def test_data_version_moves_when_another_connection_writes(store: Store) -> None:
    with second_connection(store) as other:
        seen = store.data_version()
        assert store.data_version() == seen
        add_chair(other, "Mary Osei")
        assert store.data_version() != seen
        assert chairs(store) == ["Mary Osei"]


def test_a_store_in_memory_has_one_connection(memory: Store) -> None:
    with pytest.raises(ValueError, match="one connection"):
        second_connection(memory)


def test_closing_forgets_the_key(store: Store) -> None:
    store.close()
    store.close()
    assert store.raw_key == ""


def test_a_script_is_split_with_its_triggers_whole() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; SELECT ';'; END;"
    assert statements(f"CREATE TABLE a (b TEXT); -- c;\n{trigger}\n") == [
        "CREATE TABLE a (b TEXT);",
        f"-- c;\n{trigger}",
    ]
    for unfinished in ("CREATE TABLE a (b TEXT)", "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;"):
        with pytest.raises(ValueError, match="middle"):
            statements(unfinished)
