"""Minutes and columns as pixels: there and back again, as high and wide as reading needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from conference_app.domain.supply import Owner, Whose
from ui import theme
from ui.diary.board import HOUR, Board, board_for, hours_shown
from ui.diary.columns import Column, Note, Placed
from ui.diary.time_paint import shorter_title


def column(*spans: tuple[int, int, int, int], notes: int = 0) -> Column:
    placed = tuple(Placed(None, *span) for span in spans)  # type: ignore[arg-type]
    lines = tuple(Note(f"Note {number}", "") for number in range(notes))
    return Column(date(2027, 3, 8), "Mon 8", "Monday 8 March", None, placed, (), lines)


@pytest.fixture
def board(dressed: QApplication) -> Board:
    return board_for([column(), column((570, 690, 0, 2), (600, 660, 1, 2), notes=2)], 1100, 700)


def test_everything_fits_where_there_is_room(board: Board) -> None:
    assert board.size.width() == pytest.approx(1100)
    assert board.size.height() == pytest.approx(700)


def test_a_small_window_is_scrolled_and_not_squeezed(dressed: QApplication) -> None:
    small = board_for([column() for _ in range(12)], 600, 300)
    assert small.hour == theme.pixels(HOUR)
    assert small.size.width() > 600


@pytest.mark.parametrize(("lanes", "least"), [(1, 70), (4, 280), (6, 420), (9, 420), (17, 680)])
def test_side_by_side_can_be_read_and_very_many_told_apart(dressed: QApplication, lanes: int, least: int) -> None:
    crowded = board_for([column(*((540, 600, lane, lanes) for lane in range(lanes)))], 100, 300)
    assert crowded.width(0) >= least
    boxes = [crowded.box(0, placed) for placed in crowded.columns[0].placed]
    assert not any(one.intersects(other) for one, other in pairwise(boxes))


@given(minute=some.integers(480, 1079))
def test_a_minute_is_found_where_it_is_painted(minute: int) -> None:
    board = board_for([column()], 500, 700)
    assert abs(board.minute_at(board.y(minute) + 0.01) - minute) <= 1


def test_what_is_outside_the_hours_is_at_their_edge(board: Board) -> None:
    assert board.y(0) == board.top
    assert board.minute_at(-50) == board.first
    assert board.minute_at(10_000) == board.last - 1


def test_a_place_finds_its_column_note_and_thing(board: Board) -> None:
    assert board.column_at(10) is None
    assert board.column_at(board.x(1) + 1) == 1
    assert board.column_at(board.size.width() + 5) is None
    assert board.note_at(1, board.head + 1) == 0
    assert board.note_at(0, board.head + 1) is None
    boxes = [board.box(1, placed) for placed in board.columns[1].placed]
    assert [board.thing_at(1, box.center()) for box in boxes] == [0, 1]
    assert boxes[0].right() < boxes[1].left()
    assert board.thing_at(1, QPointF(board.x(1) + 10, board.y(1000))) is None


def test_a_very_short_conference_can_still_be_hit(board: Board) -> None:
    assert board.box(0, Placed(None, 600, 605, 0, 1)).height() >= theme.pixels(14)  # type: ignore[arg-type]


def test_early_and_late_hours_are_shown_when_something_is_then() -> None:
    assert hours_shown([column()]) == (480, 1080)
    assert hours_shown([column((430, 490, 0, 1), (1100, 1190, 0, 1))]) == (420, 1200)
    assert hours_shown([column((1380, 1440, 0, 1))]) == (480, 1440)
    assert hours_shown([]) == (480, 1080)


@pytest.mark.parametrize(
    ("title", "owner", "shorter"),
    [
        ("Damson room", Owner(Whose.ROOM, 1), "Damson"),
        ("Rosalind Osei", Owner(Whose.CHAIR, 1), "R. Osei"),
        ("No room", None, "No room"),
    ],
)
def test_the_head_of_a_narrow_column_names_its_room_or_chair_shortly(
    title: str, owner: Owner | None, shorter: str
) -> None:
    spoken = f"Monday 8 March, {title}" if owner else "Monday 8 March"
    assert shorter_title(replace(column(), title=title, spoken=spoken, owner=owner)) == shorter
