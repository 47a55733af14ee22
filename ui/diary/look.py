"""Type, colours and fitted words of the painted diary: measured once for a scheme and a text size, then kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPixmap, QStaticText

from .. import theme
from ..widgets.tag import ink, tint
from ..widgets.text import Tone

STRIPES = 8  # pixels of the pattern that hatches
MOST_TILES = 800  # a few megabytes

Paint = Callable[[QPainter], None]


class Type(StrEnum):
    """The letters of the diary by their part."""

    HEAD = "head"
    STRONG = "strong"
    PLAIN = "plain"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words cut to a width; `whole` when nothing of the longest way to say them is missing."""

    text: QStaticText
    width: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """The colours of one box: fill, border, the bar at its left and its text."""

    fill: QColor
    border: QColor
    bar: QColor


class Look:
    """Everything painting needs to know of the theme; made anew when scheme or text size change."""

    def __init__(self) -> None:
        self.fonts = {
            Type.HEAD: theme.font(14, 600),
            Type.STRONG: theme.font(12, 600),
            Type.PLAIN: theme.font(12),
            Type.CLOCK: theme.font(12, tabular=True),
        }
        self.metrics = {kind: QFontMetricsF(font) for kind, font in self.fonts.items()}
        self.line = self.metrics[Type.PLAIN].height() + theme.pixels(2)
        self.scale = theme.pixels(100) / 100
        self.inks = {tone: ink(tone) for tone in Tone}
        self.colours: dict[str, QColor] = {}
        self.grounds = {tone: _ground(tone) for tone in Tone}
        self._fitted: dict[tuple[tuple[str, ...], int, Type], Fitted] = {}
        self._wrapped: dict[tuple[str, int, Type], tuple[str, ...]] = {}
        self._hatching: dict[float, QBrush] = {}
        self._tiles: dict[Hashable, tuple[object, QPixmap]] = {}

    def px(self, at_100: float) -> int:
        """A length that grows with the text."""
        return round(at_100 * self.scale)

    def tile(self, key: Hashable, thing: object, size: QSize, ratio: float, paint: Paint) -> QPixmap:
        """A small picture of something, painted once for as long as it stays the same."""
        known = self._tiles.get(key)
        if known is not None and known[0] == thing:
            return known[1]
        if len(self._tiles) >= MOST_TILES:
            self._tiles.clear()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(painter)
        painter.end()
        self._tiles[key] = (thing, picture)
        return picture

    def colour(self, token: str) -> QColor:
        """One of the theme's colours."""
        if token not in self.colours:
            self.colours[token] = theme.colour(token)
        return self.colours[token]

    def font(self, kind: Type) -> QFont:
        """The letters of one part."""
        return self.fonts[kind]

    def fitted(self, variants: Sequence[str], width: float, kind: Type) -> Fitted:
        """The first of several ways to say it that fits, or the last one ending in an ellipsis."""
        key = (tuple(variants), int(width), kind)
        if key not in self._fitted:
            self._fitted[key] = self._fit(variants, int(width), kind)
        return self._fitted[key]

    def _fit(self, variants: Sequence[str], width: int, kind: Type) -> Fitted:
        metrics = self.metrics[kind]
        chosen = next((words for words in variants if metrics.horizontalAdvance(words) <= width), "")
        shown = chosen or metrics.elidedText(variants[-1], Qt.TextElideMode.ElideRight, width)
        if not chosen and len(shown) <= 1:  # an ellipsis alone says nothing
            shown = ""
        text = QStaticText(shown)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        text.prepare(font=self.fonts[kind])
        return Fitted(text, metrics.horizontalAdvance(shown), shown == variants[0])

    def wrapped(self, words: str, width: float, kind: Type) -> tuple[str, ...]:
        """The same in as many lines as it takes, broken between words."""
        key = (words, int(width), kind)
        if key not in self._wrapped:
            lines = [""]
            for word in words.split():
                longer = f"{lines[-1]} {word}".strip()
                if lines[-1] and self.metrics[kind].horizontalAdvance(longer) > width:
                    lines.append(word)
                else:
                    lines[-1] = longer
            self._wrapped[key] = tuple(lines)
        return self._wrapped[key]

    def write(
        self, painter: QPainter, at: QPointF, variants: Sequence[str], width: float, kind: Type, colour: QColor
    ) -> Fitted:
        """Words at the left of a place, never wider than told."""
        fitted = self.fitted(variants, width, kind)
        painter.setFont(self.fonts[kind])
        painter.setPen(colour)
        painter.drawStaticText(at, fitted.text)
        return fitted

    def hatching(self, ratio: float) -> QBrush:
        """Diagonal stripes for time that cannot be booked, sharp on every screen."""
        if ratio not in self._hatching:
            self._hatching[ratio] = _stripes(ratio)
        return self._hatching[ratio]


def mixed(one: QColor, other: QColor, part: float) -> QColor:
    """So much of the one, the rest of the other."""
    pairs = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a * part + b * (1 - part)) for a, b in pairs))


def _ground(tone: Tone) -> Ground:
    """Blue where nothing is wanted; red, amber and grey as everywhere."""
    shown = Tone.BLUE if tone is Tone.GREEN else tone
    plain = theme.colour("line") == theme.colour("text")  # high contrast: every line is ink
    border = ink(shown) if plain else mixed(ink(shown), tint(shown), 0.35)
    return Ground(tint(shown), border, ink(shown))


def _stripes(ratio: float) -> QBrush:
    side = round(STRIPES * ratio)
    picture = QPixmap(side, side)
    picture.fill(theme.colour("page"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    pen.setColor(theme.colour("line"))
    pen.setWidthF(max(ratio, 1.0))
    painter.setPen(pen)
    for shift in (-side, 0, side):  # the corners meet the next tile
        painter.drawLine(QPointF(shift, side), QPointF(shift + side, 0))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return QBrush(picture)
