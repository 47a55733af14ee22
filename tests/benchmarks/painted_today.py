"""The program itself, from nothing to a painted Today page on the store named on the command line."""

import os
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication


class AtFirstPaint(QObject):
    """Ends the process as soon as the Today page has been painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, end)
        return False


def end() -> None:
    """Say the peak memory in KiB and stop at once."""
    with open("/proc/self/status", encoding="ascii") as status:
        print(next(line.split()[1] for line in status if line.startswith("VmHWM")), flush=True)
    os._exit(0)


def main() -> None:
    from conference_app.paths import standard_paths
    from ui import theme
    from ui.app import Program, Start
    from ui.belongings import Belongings

    app = QApplication([])
    belongings = Belongings.at(standard_paths(dict(os.environ)))
    theme.apply_theme(app, "light")
    program = Program(belongings, start=Start(Path(sys.argv[1]), None, date.fromisoformat(sys.argv[2])))
    program.begin()
    watch = AtFirstPaint()
    assert program.window is not None
    program.window.pages["today"].installEventFilter(watch)
    app.exec()


main()
