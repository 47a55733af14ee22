"""A bare PySide6 window with an empty table: what every start is measured against."""

import os

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class AtFirstPaint(QObject):
    """Ends the process as soon as the table has been painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, end)
        return False


def end() -> None:
    """Say the peak memory in KiB and stop at once."""
    with open("/proc/self/status", encoding="ascii") as status:
        print(next(line.split()[1] for line in status if line.startswith("VmHWM")), flush=True)
    os._exit(0)


app = QApplication([])
window = QMainWindow()
table = QTableView()
table.setModel(QStandardItemModel(0, 5))
window.setCentralWidget(table)
window.resize(1366, 768)
watch = AtFirstPaint()
table.viewport().installEventFilter(watch)
window.show()
app.exec()
