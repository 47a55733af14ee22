"""A day and a week under the hands: what keys and mouse open and carry, and that nothing is booked by them."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from conference_app.store.store import Store
from tests.ui.diary.weeks import Week, at
from ui.diary.cursor import Stop, What
from ui.diary.days import Scale
from ui.diary.look import Type
from ui.diary.moving_paint import LABEL, MARGIN, label_lines
from ui.diary.page import DiaryPage
from ui.diary.time_view import TimeView

LEFT = Qt.MouseButton.LeftButton


def spot(view: TimeView, column: int, minute: int, dx: float = 20) -> QPoint:
    """A place in a column at a minute."""
    board = view.board
    return (QPointF(board.x(column) + dx, board.y(minute) + 1) - view.shift).toPoint()


def drag(view: TimeView, start: QPoint, *over: QPoint) -> None:
    """Press and move; the button stays down."""
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    for place in over:
        QTest.mouseMove(view.viewport(), place)


def home(view: TimeView, conference_id: int) -> QPoint:
    """A place inside a booking, its first quarter of an hour."""
    column, number = view._place_of(conference_id) or (0, 0)
    return (view.board.box(column, view.columns[column].placed[number]).topLeft() + QPointF(12, 3)).toPoint()


# opening


def test_enter_opens_a_booking_and_no_free_time(qtbot: QtBot, view: TimeView, week: Week) -> None:
    with qtbot.waitSignal(view.opened) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == [week.hallam]
    view.put_cursor(Stop(1, What.FREE, 600, 630))
    with qtbot.assertNotEmitted(view.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_enter_on_a_last_lawful_day_opens_its_conference(qtbot: QtBot, view: TimeView, week: Week) -> None:
    view.put_cursor(Stop(4, What.NOTE, -1, -1, 0))
    with qtbot.waitSignal(view.opened) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == [week.priestley]


def test_a_click_goes_there_and_a_double_click_opens(qtbot: QtBot, view: TimeView, week: Week) -> None:
    place = home(view, week.quayle)
    qtbot.mouseClick(view.viewport(), LEFT, pos=place)
    entry = view.current_entry()
    assert entry is not None
    assert entry.id == week.quayle
    with qtbot.waitSignal(view.opened) as caught:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=place)
    assert caught.args == [week.quayle]
    qtbot.mouseClick(view.viewport(), LEFT, pos=spot(view, 1, 10 * 60))
    assert view.stop == Stop(1, What.FREE, 600, 630)


# the keyboard carries


def test_carried_by_keys_it_goes_by_quarters_of_an_hour(qtbot: QtBot, view: TimeView, week: Week) -> None:
    qtbot.keyClick(view, Qt.Key.Key_M)
    assert view.carry is not None
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(view.move_requested) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == [week.hallam, at(9, 10, 45), week.osei, week.oak]
    assert view.carry is None


def test_cut_and_paste_do_the_same(qtbot: QtBot, view: TimeView, week: Week) -> None:
    qtbot.keyClick(view, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    with qtbot.waitSignal(view.move_requested) as caught:
        qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert caught.args == [week.hallam, at(8, 9, 15), week.osei, week.oak]


def test_escape_gives_up(qtbot: QtBot, view: TimeView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_M)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    with qtbot.assertNotEmitted(view.move_requested):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.carry is None


def test_let_go_where_it_was_nothing_is_wished(qtbot: QtBot, view: TimeView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_M)
    with qtbot.assertNotEmitted(view.move_requested):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_it_is_carried_into_another_week(qtbot: QtBot, page: DiaryPage, view: TimeView, week: Week) -> None:
    qtbot.keyClick(view, Qt.Key.Key_M)
    page.turn(1)
    assert "Rosalind Osei chairs CP-2027-0004" in page.told.text()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.move_requested) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == [week.hallam, at(16), week.osei, week.oak]


def test_what_was_held_stays(qtbot: QtBot, page: DiaryPage, view: TimeView, week: Week) -> None:
    week.made.change("conference", week.hallam, status="held")
    page.refresh()
    qtbot.keyClick(view, Qt.Key.Key_M)
    assert view.carry is None
    assert page.told.text() == "CP-2027-0001 is held: it stays where it is."
    assert not page.move_button.isEnabled()


def test_nothing_was_written(qtbot: QtBot, view: TimeView, store: Store) -> None:
    before = store.value("SELECT count(*) FROM audit")
    qtbot.keyClick(view, Qt.Key.Key_M)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert store.value("SELECT count(*) FROM audit") == before


# the mouse carries


def test_dragging_snaps_to_quarters_and_drops_with_the_same_hold(qtbot: QtBot, view: TimeView, week: Week) -> None:
    start = home(view, week.hallam)
    minutes = view.board.minute_at(start.y() + view.shift.y()) - 570
    drag(view, start, start + QPoint(0, 30), spot(view, 2, 13 * 60 + minutes + 4))
    assert view.carry is not None
    assert (view.carry.column, view.carry.minute) == (2, 13 * 60)
    with qtbot.waitSignal(view.move_requested) as caught:
        qtbot.mouseRelease(view.viewport(), LEFT)
    assert caught.args == [week.hallam, at(10, 13, 0), week.osei, week.oak]


def test_a_click_that_trembles_drags_nothing(qtbot: QtBot, view: TimeView, week: Week) -> None:
    start = home(view, week.hallam)
    drag(view, start, start + QPoint(2, 1))
    with qtbot.assertNotEmitted(view.move_requested):
        qtbot.mouseRelease(view.viewport(), LEFT)


def test_conflicts_are_worded_while_dragging_without_asking_the_store(
    qtbot: QtBot, page: DiaryPage, view: TimeView, week: Week, store: Store
) -> None:
    week.leave(week.osei, at(12, 0, 0), at(13, 0, 0))
    page.refresh()
    asked: list[str] = []
    start = home(view, week.hallam)
    drag(view, start, start + QPoint(0, 40))
    store.db.set_trace_callback(asked.append)
    QTest.mouseMove(view.viewport(), spot(view, 3, 14 * 60))
    assert view.carry is not None
    assert any("Rosalind Osei chairs CP-2027-0003" in each for each in view.carry.problems(view.columns))
    QTest.mouseMove(view.viewport(), spot(view, 4, 10 * 60))
    problems = view.carry.problems(view.columns)
    assert "Rosalind Osei’s leave, Friday 12 March" in problems
    assert "Past the limit by 1 working day: the last lawful day is Thursday 11 March 2027" in problems
    assert "Past the limit by 1 working day" in page.told.text()
    view.viewport().repaint()
    assert asked == []
    store.db.set_trace_callback(None)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.viewport(), LEFT)


def test_a_room_too_small_or_without_what_is_needed_is_said_while_dragging(
    page: DiaryPage, view: TimeView, week: Week
) -> None:
    week.made.change("room", week.elm, capacity=6)
    week.made.row("need", conference_id=week.novak, kind="access", who="Ann Novak", asked_on=at(1).date())
    page.refresh()
    view.go_to(week.novak)
    assert view.pick_up()
    assert view.carry is not None
    view.carry_to(0, view.carry.minute + 15)
    assert view.carry.problems(view.columns) == [
        "Elm room holds 6, for 12 people",
        "Elm room is not known to be step-free",
    ]
    view.give_up()


def test_nothing_said_beside_what_is_dragged_is_cut(view: TimeView) -> None:
    problem = "Rosalind Osei needs 30 minutes between this and CP-2027-0002, Tuesday 23 March, 9:30am to 11:30am"
    lines = label_lines(view.look, "Tuesday 23 March, 11:45am to 1:45pm, Rosalind Osei-Featherstone", [problem] * 5)
    said = [line for line in lines if line.kind is Type.PLAIN]
    first = said[: [n for n, line in enumerate(said) if line.begins][1]]
    assert " ".join(line.words for line in first) == problem
    assert len(first) > 1
    assert said[-1].words == "and 3 more, told below"
    room = view.look.px(LABEL - 2 * MARGIN)
    assert all(view.look.metrics[line.kind].horizontalAdvance(line.words) <= room for line in lines)


def test_beyond_the_edge_it_stays_in_the_diary(qtbot: QtBot, view: TimeView, week: Week) -> None:
    start = home(view, week.hallam)
    drag(view, start, start + QPoint(0, 40), QPoint(5000, 5000))
    assert view.carry is not None
    assert view.carry.column == len(view.columns) - 1
    assert view.carry.ends <= view.board.last
    QTest.mouseMove(view.viewport(), QPoint(-300, -300))
    assert (view.carry.column, view.carry.minute) == (0, view.board.first)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.viewport(), LEFT)


def test_dropped_on_another_chair_it_gets_that_chair(qtbot: QtBot, page: DiaryPage, view: TimeView, week: Week) -> None:
    page.show_scale(Scale.DAY)
    start = home(view, week.hallam)
    drag(view, start, start + QPoint(0, 40), spot(view, 1, 14 * 60))
    assert view.carry is not None
    view.carry_to(1, 14 * 60)
    assert "Tom Brandt" in view.carry.when(view.columns)
    with qtbot.waitSignal(view.move_requested) as caught:
        qtbot.mouseRelease(view.viewport(), LEFT)
    assert caught.args == [week.hallam, at(8, 14, 0), week.brandt, week.oak]


# what is drawn in


def test_the_lawful_window_of_what_the_cursor_is_on(view: TimeView, week: Week) -> None:
    window = view.window_shown
    assert window is not None
    assert (window.first, window.last, window.other) == (date(2027, 2, 18), date(2027, 3, 11), date(2027, 3, 10))
    assert [window.holds(column.day) for column in view.columns] == [True, True, True, True, False]
    assert window.words_on(date(2027, 3, 11))[0] == "last lawful day"
    assert window.words_on(date(2027, 3, 10))[0] == "last day, counting the day itself"
    assert window.words_on(date(2027, 3, 9)) == ()
    view.put_cursor(Stop(1, What.FREE, 600, 630))
    assert view.window_shown is window, "free time is looked at for the chosen conference"


def test_escape_forgets_the_chosen_conference(qtbot: QtBot, page: DiaryPage, view: TimeView) -> None:
    assert page.open_button.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.window_shown is None
    assert not page.open_button.isEnabled()


def test_proposals_are_outlined_and_can_be_taken(qtbot: QtBot, page: DiaryPage, view: TimeView, week: Week) -> None:
    best = SimpleNamespace(
        starts_at=at(10), ends_at=at(10, 11), chair_id=week.brandt, room_id=week.oak, words="best · day 14", place=""
    )
    page.show_proposals([best], "Initial · Hallam")
    [placed] = view.columns[2].placed
    assert placed.entry is None
    assert placed.thing is best
    view.put_cursor(Stop(2, What.THING, placed.starts, placed.ends))
    assert page.told.text() == "Wednesday 10 March, 9:30am to 11:30am, proposed, Initial · Hallam: best · day 14"
    with qtbot.waitSignal(page.move_requested) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == [week.hallam, at(10), week.brandt, week.oak]
    page.show_proposals([])
    assert view.columns[2].placed == ()


# the picture


def test_moving_the_cursor_or_a_booking_paints_the_still_picture_once(qtbot: QtBot, view: TimeView) -> None:
    view.viewport().repaint()
    painted = view.stills_painted
    for key in (Qt.Key.Key_Down, Qt.Key.Key_M, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Escape):
        qtbot.keyClick(view, key)
        view.viewport().repaint()
    assert view.stills_painted == painted


def test_what_changed_is_painted_anew(page: DiaryPage, view: TimeView, week: Week) -> None:
    view.viewport().repaint()
    before = view.still().copy()
    week.book("Newcomer", at(9), week.osei, week.oak)
    page.refresh()
    assert view.still().copy() != before


def test_another_size_is_laid_out_anew(view: TimeView, page: DiaryPage) -> None:
    width = view.board.width(0)
    page.resize(1700, 900)
    assert view.board.width(0) > width
    assert view.still().deviceIndependentSize().toSize() == view.viewport().size()


def test_the_now_line_is_only_on_today(view: TimeView) -> None:
    red = view.look.colour("red")
    frame = view.viewport().grab().toImage()
    y = round(view.board.y(8 * 60 + 45))
    columns = [round(view.board.x(number) + view.board.width(number) / 2) for number in range(5)]
    found = [any(frame.pixelColor(x, y + d) == red for d in (-1, 0, 1)) for x in columns]
    assert found == [True, False, False, False, False]


def test_the_now_line_does_not_strike_out_what_is_booked(page: DiaryPage, view: TimeView, week: Week) -> None:
    early = week.book("Early", at(8, 8, 30), week.brandt, week.elm)
    page.refresh()
    column, number = view._place_of(early) or (0, 0)
    box = view.board.box(column, view.columns[column].placed[number])
    frame, y = view.viewport().grab().toImage(), round(view.board.y(8 * 60 + 45))

    def line_at(x: float) -> bool:
        shades = [frame.pixelColor(round(x), y + d) for d in (-1, 0, 1)]
        return any(each.red() - each.green() > 100 for each in shades)

    assert (line_at(box.center().x()), line_at(box.right() + 4)) == (False, True)


def test_the_clock_runs_only_while_it_is_seen(view: TimeView, page: DiaryPage) -> None:
    assert view._clock.isActive()
    page.hide()
    assert not view._clock.isActive()


@pytest.mark.parametrize("count", [0, 200])
def test_few_and_many(qtbot: QtBot, page: DiaryPage, view: TimeView, week: Week, count: int) -> None:
    for number in range(count):
        chair = week.made.chair(f"Chair {number}")
        family = f"Featherstonehaugh-Cholmondeley {number}"
        start = datetime(2027, 4, 5 + number % 5, 9 + number % 7, 15 * (number % 4))
        week.book(family, start, chair, None, kind="review", mode="video", doctor="")
    page.period = page.period.turned(4, page.found.facts.calendar)  # type: ignore[union-attr]
    page.refresh()
    assert sum(len(column.placed) for column in view.columns) == count
    view.viewport().repaint()
    boxes = [view.board.box(number, placed) for number, column in enumerate(view.columns) for placed in column.placed]
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert page.told.text()


class Painted(QObject):
    """Where a widget was painted since it was last asked."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.boxes: list[QRect] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            assert isinstance(event, QPaintEvent)
            self.boxes.append(event.rect())
        return False


def differing(one: QImage, other: QImage) -> list[QPoint]:
    assert one.size() == other.size()
    return [
        QPoint(x, y)
        for y in range(0, one.height(), 2)
        for x in range(0, one.width(), 2)
        if one.pixel(x, y) != other.pixel(x, y)
    ]


def test_all_that_changes_is_painted_and_not_much_more(qtbot: QtBot, view: TimeView) -> None:
    painted, before = Painted(view.viewport()), view.viewport().grab().toImage()
    area = view.viewport().width() * view.viewport().height()
    small = 0
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_M, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QApplication.processEvents()
        painted.boxes.clear()
        qtbot.keyClick(view, key)
        QApplication.processEvents()
        boxes, after = list(painted.boxes), view.viewport().grab().toImage()
        changed = differing(before, after)
        assert changed
        assert all(any(box.contains(point) for box in boxes) for point in changed), key
        small += sum(box.width() * box.height() for box in boxes) < area / 2
        before = after
    assert small >= 2, "a step of the hand does not paint the whole week"
    qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_no_ring_stays_behind_after_scrolling_and_another_size(qtbot: QtBot, page: DiaryPage, view: TimeView) -> None:
    page.resize(1200, 480)
    down = view.verticalScrollBar()
    for change in (lambda: down.setValue(down.value() + 40), lambda: page.resize(1500, 480)):
        down.setValue(60)
        view.put_cursor(Stop(2, What.FREE, 750, 780))
        view.shown()
        change()
        view.shown()
        qtbot.keyClick(view, Qt.Key.Key_Down)
        mended = view.shown().copy()
        view.forget_accents()
        assert view.shown() == mended


def test_a_mended_picture_is_the_same_as_one_painted_anew(qtbot: QtBot, view: TimeView) -> None:
    keys = (Qt.Key.Key_M, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up)
    rings = []
    for key in (*keys, *keys):
        qtbot.keyClick(view, key)
        mended = view.shown().copy()
        rings.append(view.ring_box())
        view.forget_accents()
        assert view.shown() == mended, key
    view.put_cursor(Stop(4, What.NOTE, -1, -1, 0))
    noted = view.shown().copy()
    view.put_cursor(Stop(3, What.FREE, 600, 630))
    assert view.shown() != noted
    view.put_cursor(Stop(4, What.NOTE, -1, -1, 0))
    assert view.shown() == noted
    assert rings[0].isEmpty(), "what is in the hand has the keyboard"
    assert len({ring.topLeft().toTuple() for ring in rings}) > 3, "the cursor went somewhere"
