"""Frames of the diary's busiest week at 1920x1080, at rest and while dragging, against three bare fills of that area.

Measured in a process of its own, the only one among the benchmarks with a painted window. A frame at rest is the
whole viewport rendered into a picture. A dragged one begins with the mouse's move, works out what it would run into,
and ends when the window has painted what the program asked for, which is not the whole of it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from tests.benchmarks.measuring import Row

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ui.diary.time_view import TimeView

WIDTH, HEIGHT = 1920, 1080
MOVES = 200
SCREEN_FRAME = 1000 / 60  # milliseconds a screen gives a frame
FILLS = ("#F4F6F8", "#FFFFFF", "#12263F")


def frame_rows(large: Path) -> list[Row]:
    """The rows, measured on the busiest week of a store."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1"}
    command = [sys.executable, "-m", "tests.benchmarks.frames", str(large)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(f"frames ended with {ended.returncode}: {ended.stderr}")
    return [Row(**row) for row in json.loads(ended.stdout)]


def busiest_monday(starts: list[datetime]) -> date:
    """The Monday of the week with most of these."""
    weeks = Counter(at.date() - timedelta(days=at.weekday()) for at in starts)
    return max(weeks, key=lambda monday: (weeks[monday], monday))


def busiest_week(path: Path) -> TimeView:
    """The view of that week, shown."""
    from PySide6.QtCore import Qt

    from conference_app.store import lists
    from conference_app.store.store import open_store
    from conference_app.use_cases.diary import diary
    from ui.diary.columns import Lens
    from ui.diary.days import Scale
    from ui.diary.time_view import TimeView

    with open_store(path, actor="Bench", now=lambda: datetime.now(UTC)) as store:
        rows = lists.conferences(store, most=-1)
        monday = busiest_monday([row.starts_at for row in rows if row.starts_at])
        found = diary(store, monday, monday + timedelta(days=6))
    view = TimeView(lambda: datetime.combine(monday, time(10, 20)))
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.resize(WIDTH, HEIGHT)
    view.show_diary(found, Scale.WEEK, Lens())
    view.show()
    view.go_to_day(monday)
    return view


class Frames:
    """One view, and the picture its frames are rendered into."""

    def __init__(self, view: TimeView) -> None:
        from PySide6.QtGui import QColor, QImage

        self.view = view
        self.picture: QImage = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
        self.colours = [QColor(each) for each in FILLS]
        self._places = cycle([(200 + 8 * n, 150 + (37 * n) % 800) for n in range(MOVES)])

    def fills(self) -> None:
        """The yardstick."""
        from PySide6.QtGui import QPainter

        painter = QPainter(self.picture)
        for colour in self.colours:
            painter.fillRect(0, 0, WIDTH, HEIGHT, colour)
        painter.end()

    def frame(self) -> None:
        """All of the viewport."""
        from PySide6.QtCore import QPoint

        self.view.viewport().render(self.picture, QPoint())

    def from_nothing(self) -> None:
        """The frame after a change of what is booked."""
        self.view.forget()
        self.frame()

    def move(self) -> None:
        """The mouse somewhere else, and the window as it shows that."""
        from PySide6.QtCore import QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent
        from PySide6.QtWidgets import QApplication

        place = QPointF(*next(self._places))
        held = Qt.MouseButton.LeftButton
        moved = QMouseEvent(QEvent.Type.MouseMove, place, place, held, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.view.viewport(), moved)
        QApplication.processEvents()

    def pick_up(self) -> None:
        """Take the first booking that can move into the hand, as the mouse would."""
        from ui.diary.carrying import Carry

        view = self.view
        entry = next(entry for column in view.columns for placed in column.placed if (entry := placed.entry))
        assert view.diary is not None
        view.hold(Carry(view.diary, entry, 0, grab=15, by_mouse=True))


def measured(frames: Frames) -> list[Row]:
    """At rest, dragging, the slowest frame of the drag, and the first frame after a change."""
    booked = len(frames.view.diary.entries) if frames.view.diary else 0
    at_rest = _against_fills(f"a frame of a week of {booked} conferences / 3 bare fills", frames, frames.frame)
    anew = statistics.median(worked(frames.from_nothing) for _ in range(15))
    frames.pick_up()
    dragging = _against_fills(f"dragging, each of {MOVES} frames / 3 bare fills", frames, frames.move)
    slowest = max(worked(frames.move) for _ in range(MOVES))
    return [
        at_rest,
        dragging,
        _against_screen(f"dragging, the slowest of {MOVES} frames / a screen's frame", slowest),
        _against_screen("that week painted anew after a change / a screen's frame", anew),
    ]


def worked(do: Callable[[], object]) -> float:
    """Milliseconds of work one call takes, without those other programs had meanwhile."""
    start = process_time()
    do()
    return (process_time() - start) * 1000


def _against_fills(what: str, frames: Frames, frame: Callable[[], None]) -> Row:
    """In turns; the ratio is the median of the pairs' ratios."""
    pairs = [(worked(frame), worked(frames.fills)) for _ in range(MOVES)]
    ours, fills = (statistics.median(pair[place] for pair in pairs) for place in (0, 1))
    return Row(what, ours, fills, statistics.median(a / b for a, b in pairs), 1.0)


def _against_screen(what: str, ours: float) -> Row:
    return Row(what, ours, SCREEN_FRAME, ours / SCREEN_FRAME, 1.0)


def main() -> None:
    """Measure on the store named on the command line; the rows as JSON."""
    from PySide6.QtWidgets import QApplication

    from ui import theme

    app = QApplication([])
    theme.apply_theme(app, "light")
    view = busiest_week(Path(sys.argv[1]))
    app.processEvents()
    print(json.dumps([asdict(row) for row in measured(Frames(view))]))
    view.close()


if __name__ == "__main__":
    main()
