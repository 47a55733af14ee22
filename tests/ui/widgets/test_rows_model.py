"""The table model: order, filter, words for the screen reader, and Qt's own checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from ui.widgets.rows_model import RIGHT, Column, RowRole, RowsModel, SortRole
from ui.widgets.text import Tone


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    role: str = ""
    due: date | None = None
    late: bool = False


ROWS = [
    Row(1, "nair", "social worker", date(2027, 3, 9)),
    Row(2, "Brook", "health visitor", None),
    Row(3, "Ellery", "probation", date(2027, 3, 1), late=True),
    Row(4, "brook", "GP", date(2027, 12, 1)),
]


@pytest.fixture
def model() -> RowsModel[Row]:
    made: RowsModel[Row] = RowsModel(
        [
            Column("Name", lambda row: row.name, second=lambda row: row.role),
            Column(
                "Due",
                lambda row: row.due.isoformat() if row.due else "",
                sort=lambda row: row.due,
                align=RIGHT,
            ),
            Column(
                "State",
                lambda row: "late" if row.late else "",
                tag=lambda row: ("late", Tone.RED) if row.late else None,
            ),
        ],
        key=lambda row: row.id,
    )
    made.set_rows(ROWS)
    return made


def ids(model: RowsModel[Row]) -> list[int]:
    return [row.id for row in model.rows()]


def test_it_keeps_the_rules_of_qt(model: RowsModel[Row], qtmodeltester) -> None:  # type: ignore[no-untyped-def]
    qtmodeltester.check(model)


def test_text_sorts_without_regard_to_case_and_keeps_equals_in_order(model: RowsModel[Row]) -> None:
    model.sort(0)
    assert ids(model) == [2, 4, 3, 1]


def test_a_sort_key_compares_values_and_nothing_comes_last_both_ways(model: RowsModel[Row]) -> None:
    model.sort(1)
    assert ids(model) == [3, 1, 4, 2]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert ids(model) == [4, 1, 3, 2]


def test_without_a_column_the_rows_own_order_returns(model: RowsModel[Row]) -> None:
    model.sort(0)
    model.sort(-1)
    assert ids(model) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("brook", [2, 4]),
        ("BROOK gp", [4]),
        ("visitor", [2]),
        ("2027-03", [1, 3]),
        ("nobody", []),
        ("  ", [1, 2, 3, 4]),
    ],
)
def test_every_typed_word_must_occur_somewhere(model: RowsModel[Row], typed: str, found: list[int]) -> None:
    model.set_filter(typed)
    assert ids(model) == found


def test_a_condition_narrows_besides_the_filter(model: RowsModel[Row]) -> None:
    model.set_filter("2027-03")
    model.set_condition(lambda row: row.late)
    assert ids(model) == [3]
    model.set_condition(None)
    assert ids(model) == [1, 3]


def test_filter_and_order_stay_when_rows_are_read_again(model: RowsModel[Row]) -> None:
    model.sort(0)
    model.set_filter("brook")
    model.set_rows([*ROWS, Row(5, "Aa Brook")])
    assert ids(model) == [5, 2, 4]
    assert model.total() == 5


def test_a_row_can_be_followed_through_sorting_and_filtering(model: RowsModel[Row]) -> None:
    followed = QPersistentModelIndex(model.index(0, 0))
    model.sort(0)
    assert followed.row() == 3
    model.set_filter("brook")
    assert not followed.isValid()


def test_each_cell_is_spoken_with_its_title(model: RowsModel[Row]) -> None:
    spoken = [model.index(2, n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(3)]
    assert spoken == ["Name: Ellery probation", "Due: 2027-03-01", "State: late"]
    assert model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Due: empty"


def test_the_roles_give_the_row_and_what_it_is_sorted_by(model: RowsModel[Row]) -> None:
    assert model.index(0, 1).data(RowRole) is ROWS[0]
    assert model.index(0, 1).data(SortRole) == date(2027, 3, 9)


def test_how_many_are_shown_is_told(model: RowsModel[Row]) -> None:
    told: list[tuple[int, int]] = []
    model.counted.connect(lambda shown, total: told.append((shown, total)))
    model.set_filter("brook")
    assert told == [(2, 4)]


def test_a_hint_with_markup_is_shown_as_typed() -> None:
    model: RowsModel[Row] = RowsModel([Column("Name", lambda row: row.name, hint=lambda row: row.name)])
    model.set_rows([Row(1, "<b>Reeve</b>")])
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "<qt>&lt;b&gt;Reeve&lt;/b&gt;</qt>"
