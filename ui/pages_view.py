"""Pages as they will be printed: seen one under the other, sharp at any size, and put on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from . import theme

POINTS_PER_INCH = 72
SCREEN_DOTS = 96  # dots to the inch at 100 %
GAP = 16


@dataclass
class _Page:
    picture: QSvgRenderer
    cache: QPixmap = field(default_factory=QPixmap)

    @property
    def size(self) -> QSizeF:
        """In points."""
        return self.picture.viewBoxF().size()


def print_pages(printer: QPrinter, pages: Sequence[QSvgRenderer]) -> bool:
    """Paint every page on its own sheet, as large as it was set; False if the printer refuses."""
    chosen = _chosen_pages(printer, pages)
    if not chosen:
        return False
    painter: QPainter | None = None
    for page in chosen:
        _turn(printer, page.viewBoxF().size())
        if painter is None:
            painter = QPainter()
            if not painter.begin(printer):
                return False
        else:
            printer.newPage()
        sheet = printer.pageLayout().fullRectPixels(printer.resolution())
        page.render(painter, QRectF(0, 0, sheet.width(), sheet.height()))
    return painter is not None and painter.end()


def _chosen_pages(printer: QPrinter, pages: Sequence[QSvgRenderer]) -> Sequence[QSvgRenderer]:
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        return pages
    return pages[max(printer.fromPage(), 1) - 1 : printer.toPage() or len(pages)]


def _turn(printer: QPrinter, size: QSizeF) -> None:
    """Set the sheet to the page's own way round, without margins: the document brings its own."""
    wide = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))


class PagesView(QWidget):
    """The pages one under the other, painted sharp at any size and any scale of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.zoom = 1.0
        self.pages: list[_Page] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_pages(self, pictures: Sequence[QSvgRenderer]) -> None:
        """Show other pages."""
        self.pages = [_Page(picture) for picture in pictures]
        self._fit()

    def set_zoom(self, zoom: float) -> None:
        """1.0 is the paper's own size."""
        self.zoom = zoom
        self._fit()

    def pixels(self, page: _Page) -> QSize:
        """How large a page stands on the screen."""
        scale = SCREEN_DOTS / POINTS_PER_INCH * self.zoom
        return QSize(round(page.size.width() * scale), round(page.size.height() * scale))

    def tops(self) -> list[int]:
        """Where each page begins, from the top of the view."""
        found, at = [], GAP
        for page in self.pages:
            found.append(at)
            at += self.pixels(page).height() + GAP
        return found

    def _fit(self) -> None:
        for page in self.pages:
            page.cache = QPixmap()
        sizes = [self.pixels(page) for page in self.pages]
        width = max((size.width() for size in sizes), default=0) + 2 * GAP
        self.setMinimumSize(width, sum(size.height() + GAP for size in sizes) + GAP)
        self.resize(self.minimumSize().expandedTo(self.size()))
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        for top, page in zip(self.tops(), self.pages, strict=True):
            size = self.pixels(page)
            box = QRectF((self.width() - size.width()) // 2, top, size.width(), size.height())
            if box.intersects(QRectF(event.rect())):
                painter.drawPixmap(box.topLeft(), self._picture(page, size))
                painter.setPen(QPen(theme.colour("line"), 1))
                painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
            else:
                page.cache = QPixmap()

    def _picture(self, page: _Page, size: QSize) -> QPixmap:
        dots = self.devicePixelRatioF()
        if page.cache.isNull() or page.cache.devicePixelRatioF() != dots:
            page.cache = QPixmap(size * dots)
            page.cache.setDevicePixelRatio(dots)
            page.cache.fill(Qt.GlobalColor.white)
            painter = QPainter(page.cache)
            page.picture.render(painter, QRectF(0, 0, size.width(), size.height()))
            painter.end()
        return page.cache
