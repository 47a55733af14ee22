"""Columns alike where that suffices; a crowded day has its room from the others before anything is scrolled."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from ui.diary.widths import NARROWEST_LANE, TIGHT_LANE, column_widths

ROOM = 1078.0  # a week at 1366x768


@pytest.mark.usefixtures("dressed")
class TestAWeek:
    def test_is_of_equal_columns_where_all_fit(self) -> None:
        assert column_widths([1, 1, 2, 1, 1], ROOM) == [ROOM / 5] * 5

    def test_gives_one_crowded_day_what_reading_needs_out_of_the_others(self) -> None:
        wide, *others = column_widths([4, 1, 1, 2, 1], ROOM)
        assert wide >= 4 * NARROWEST_LANE
        assert len(set(others)) == 1
        assert wide + sum(others) == pytest.approx(ROOM)

    @pytest.mark.parametrize("lanes", [[3] * 5, [4] * 5, [4, 4, 3, 2, 4], [6, 3, 1, 1, 2], [4, 1, 1, 1, 4]])
    def test_is_not_scrolled_sideways_by_up_to_four_at_one_time(self, lanes: list[int]) -> None:
        widths = column_widths(lanes, ROOM)
        assert sum(widths) == pytest.approx(ROOM)
        assert all(width >= TIGHT_LANE * most for width, most in zip(widths, lanes, strict=True))

    def test_gives_ten_at_one_time_all_that_the_other_days_can_spare(self) -> None:
        crowded, *others = column_widths([10, 2, 1, 1, 1], ROOM)
        assert crowded >= 10 * 60
        assert crowded + sum(others) == pytest.approx(ROOM)

    def test_is_scrolled_before_more_than_that_cannot_be_read(self) -> None:
        widths = column_widths([6] * 5, ROOM)
        assert all(width >= 6 * NARROWEST_LANE for width in widths)
        assert sum(widths) > ROOM


def test_of_no_column_there_is_no_width(dressed: QApplication) -> None:
    assert column_widths([], ROOM) == []
