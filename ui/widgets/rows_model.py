"""One table model for every list: columns say how a row is shown, sorted and spoken."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from .text import Tone, tooltip

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

SortRole = Qt.ItemDataRole.UserRole + 1
RowRole = Qt.ItemDataRole.UserRole + 2
SecondRole = Qt.ItemDataRole.UserRole + 3
TagRole = Qt.ItemDataRole.UserRole + 4
ToneRole = Qt.ItemDataRole.UserRole + 5
LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Column(Generic[R]):
    """How one column reads a row.

    `text` is what is shown, filtered, copied and exported. `sort` gives the value to compare (default: the
    text without regard to case); None sorts last. `second` is muted text under the first, or beside it with
    `beside`. `tag` gives (word, tone) to paint a tag in place of the text. `strong` paints heavier, `tone`
    colours the text. `width` in pixels at 100 % (0: from the content); `stretch` takes what room is left.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    second: Callable[[R], str] | None = None
    tag: Callable[[R], tuple[str, Tone] | None] | None = None
    tone: Callable[[R], Tone | None] | None = None
    align: Qt.AlignmentFlag = LEFT
    width: int = 0
    stretch: bool = False
    beside: bool = False
    strong: bool = False
    hint: Callable[[R], str] | None = None


class RowsModel(QAbstractTableModel, Generic[R]):
    """Frozen rows under columns, sorted and filtered in Python by keys worked out once."""

    counted = Signal(int, int)  # rows shown, rows altogether

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        key: Callable[[R], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._all: list[R] = []
        self._shown: list[R] = []
        self._haystacks: list[str] | None = None
        self._needles: tuple[str, ...] = ()
        self._keep: Callable[[R], bool] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    # rows in and out

    def set_rows(self, rows: Iterable[R]) -> None:
        """Show other rows; filter and sort order stay."""
        self.beginResetModel()
        self._all = list(rows)
        self._haystacks = None
        self._shown = self._chosen()
        self._arrange()
        self.endResetModel()
        self.counted.emit(len(self._shown), len(self._all))

    def rows(self) -> list[R]:
        """The rows as shown: filtered and in order."""
        return list(self._shown)

    def total(self) -> int:
        """How many rows there are without the filter."""
        return len(self._all)

    def row(self, number: int) -> R:
        return self._shown[number]

    def row_key(self, row: R) -> Hashable:
        """What makes a row the same row after it was read again."""
        return self._key(row) if self._key else row

    def find(self, key: Hashable) -> int:
        """The number of the shown row with this key, or -1."""
        return next((n for n, row in enumerate(self._shown) if self.row_key(row) == key), -1)

    # filter and order

    def set_filter(self, text: str) -> None:
        """Show only rows in whose texts every typed word occurs."""
        needles = tuple(text.casefold().split())
        if needles != self._needles:
            self._needles = needles
            self._refresh()

    def set_condition(self, keep: Callable[[R], bool] | None) -> None:
        """Show only rows a function keeps (besides the typed filter); None keeps all."""
        self._keep = keep
        self._refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder, /) -> None:
        self._sorted = (column, order) if 0 <= column < len(self.columns) else None
        self._refresh()

    def sorted_by(self) -> tuple[int, Qt.SortOrder] | None:
        """The column and direction in force, None for the rows' own order."""
        return self._sorted

    def _refresh(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = [self._shown[index.row()] for index in before]
        self._shown = self._chosen()
        self._arrange()
        places = {id(row): n for n, row in enumerate(self._shown)} if before else {}
        after = [
            self.index(places[id(row)], index.column()) if id(row) in places else QModelIndex()
            for index, row in zip(before, rows, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.counted.emit(len(self._shown), len(self._all))

    def _chosen(self) -> list[R]:
        rows = self._all
        if self._needles:
            stacks = self._stacks()
            found = (all(needle in stack for needle in self._needles) for stack in stacks)
            rows = [row for row, hit in zip(self._all, found, strict=True) if hit]
        if self._keep:
            keep = self._keep
            rows = [row for row in rows if keep(row)]
        return list(rows)

    def _stacks(self) -> list[str]:
        if self._haystacks is None:
            readers = [column.text for column in self.columns]
            readers += [column.second for column in self.columns if column.second]
            self._haystacks = ["\n".join([read(row) for read in readers]).casefold() for row in self._all]
        return self._haystacks

    def _arrange(self) -> None:
        if self._sorted is None:
            return
        at, order = self._sorted
        column = self.columns[at]
        read = column.sort or (lambda row: column.text(row).casefold())
        keys = [read(row) for row in self._shown]
        present = [n for n, key in enumerate(keys) if key is not None and key != ""]
        absent = [n for n, key in enumerate(keys) if key is None or key == ""]
        present.sort(key=lambda n: keys[n], reverse=order == Qt.SortOrder.DescendingOrder)
        self._shown = [self._shown[n] for n in present + absent]

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(self.columns[section].align | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        reader = _READERS.get(role)
        if reader is None:
            return None
        return reader(self.columns[index.column()], self._shown[index.row()])

    def spoken(self, number: int) -> str:
        """A whole row in words, for a screen reader."""
        return ", ".join(_spoken(column, self._shown[number]) for column in self.columns)


def cell_text(column: Column[R], row: R) -> str:
    """What a cell says: its tag's word or text, then the second line."""
    tag = column.tag(row) if column.tag else None
    second = column.second(row) if column.second else ""
    return " ".join(part for part in ((tag[0] if tag else column.text(row)), second) if part)


def _spoken(column: Column[Any], row: Any) -> str:
    said = cell_text(column, row)
    return f"{column.title}: {said or 'empty'}" if column.title else said


def _hint(column: Column[Any], row: Any) -> str | None:
    return tooltip(column.hint(row)) if column.hint else None


def _alignment(column: Column[Any], row: Any) -> int:
    return int(column.align | Qt.AlignmentFlag.AlignVCenter)


def _sort_value(column: Column[Any], row: Any) -> Any:
    return column.sort(row) if column.sort else column.text(row).casefold()


_READERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
    Qt.ItemDataRole.ToolTipRole: _hint,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.TextAlignmentRole: _alignment,
    SortRole: _sort_value,
    RowRole: lambda column, row: row,
    SecondRole: lambda column, row: column.second(row) if column.second else "",
    TagRole: lambda column, row: column.tag(row) if column.tag else None,
    ToneRole: lambda column, row: column.tone(row) if column.tone else None,
}
