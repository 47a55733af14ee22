"""About: the version, what the program is built with, and under which licences."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from conference_app import resources
from conference_app.version import VERSION

from .. import theme
from ..widgets.card import Card
from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import label

OPEN_GOVERNMENT = (
    "Bank holidays: contains public sector information licensed under the Open Government Licence v3.0.\n\n"
    "Source: gov.uk/bank-holidays. The licence is at nationalarchives.gov.uk/doc/open-government-licence/version/3/."
)
QT = (
    "Qt for Python (PySide6) and Qt are used under the GNU Lesser General Public Licence, version 3. They are separate "
    "libraries which you may replace by versions of your own. Their source is at code.qt.io; the licence is at "
    "gnu.org/licenses/lgpl-3.0.html."
)


@dataclass(frozen=True)
class Part:
    """Something the program is built with; `text` is its licence, or the file below resources that holds it."""

    name: str
    purpose: str
    licence: str
    package: str = ""
    file: str = ""
    text: str = ""

    def version(self) -> str:
        """The version installed, "" where it has none."""
        try:
            return version(self.package) if self.package else ""
        except PackageNotFoundError:
            return ""

    def notice(self) -> str:
        """The licence or what is to be said about it."""
        if self.file:
            return resources.path(self.file).read_text(encoding="utf-8")
        return self.text or f"{self.name} is used under the {self.licence} licence, which comes with the package."


PARTS = (
    Part("SQLCipher", "encrypts the store", "BSD 3-clause", "sqlcipher3", file="licences/sqlcipher.txt"),
    Part("Bank holidays", "the official list of GOV.UK", "Open Government Licence v3.0", text=OPEN_GOVERNMENT),
    Part("Inter", "the typeface", "SIL Open Font Licence 1.1", file="fonts/OFL.txt"),
    Part("Lucide", "the icons", "ISC", file="icons/LICENSE"),
    Part("Qt for Python", "windows and tables", "LGPL 3", "PySide6-Essentials", text=QT),
    Part("Typst", "sets the printed pages", "Apache 2.0", "typst"),
    Part("docxtpl", "fills in the authority's own Word letters", "LGPL 2.1", "docxtpl"),
    Part("python-docx", "reads and writes Word files", "MIT", "python-docx"),
    Part("Jinja", "the fields in Word letters", "BSD 3-clause", "Jinja2"),
    Part("lxml", "the XML in Word files", "BSD 3-clause", "lxml"),
    Part("icalendar", "calendar files", "BSD 2-clause", "icalendar"),
    Part("sqlite-utils", "brings older stores up to date", "Apache 2.0", "sqlite-utils"),
    Part("cryptography", "wraps the key of the store", "Apache 2.0 or BSD", "cryptography"),
    Part("argon2-cffi", "makes a key of the passphrase", "MIT", "argon2-cffi"),
    Part("python-dateutil", "Easter and calendar months", "Apache 2.0 or BSD", "python-dateutil"),
    Part("click", "the command line", "BSD 3-clause", "click"),
    Part("platformdirs", "finds the places for files", "MIT", "platformdirs"),
)


class AboutTab(QWidget):
    """A table of parts; the licence of the chosen one is read beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[Part] = RowsModel(
            [
                Column(
                    "Built with", lambda part: part.name, second=lambda part: part.purpose, strong=True, stretch=True
                ),
                Column("Version", lambda part: part.version()),
                Column("Licence", lambda part: part.licence),
            ],
            key=lambda part: part.name,
        )
        self.table = TableView(self.model, name="Built with")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selection_changed.connect(self._show)
        self.notice = QPlainTextEdit()
        self.notice.setReadOnly(True)
        self.notice.setTabChangesFocus(True)
        self.notice.setAccessibleName("Licence")
        self.notice.setMinimumWidth(theme.pixels(420))
        head = Card("Child Protection Conferences")
        head.add(label(f"Version {VERSION}. It works on this computer alone and sends nothing anywhere."))
        head.add(label("MIT licence. No conference goes out without a paediatrician invited.", "muted"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.table, 1)
        row.addWidget(self.notice, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(head)
        box.addLayout(row, 1)

    def refresh(self) -> None:
        """Show the parts; the first one's licence is open."""
        if not self.model.rowCount():
            self.model.set_rows(PARTS)
            self.table.selectRow(0)

    def _show(self, rows: list[Part]) -> None:
        self.notice.setPlainText(rows[0].notice() if rows else "")
