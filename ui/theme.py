"""How the window looks: colour tokens, one stylesheet filled from them, the bundled type and the icons."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template
from typing import Literal

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QStyleFactory

from conference_app import resources

Scheme = Literal["system", "light", "dark"]

FAMILY = "Inter"
FONT_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")
ICON_GAP = 4  # pixels between an icon and the word of its button, beside those of the style
BODY = 14  # pixels at 100 %
ORDINARY_SYSTEM_TEXT = {"win32": 12.0, "darwin": 13.0}  # pixels; elsewhere up to 15 is ordinary


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, by what they are for."""

    page: str
    card: str
    line: str
    field_line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_tint: str
    on_accent: str
    hover: str
    disabled: str
    disabled_text: str
    red: str
    red_tint: str
    amber: str
    amber_tint: str
    green: str
    green_tint: str
    grey_tint: str
    rail: str
    rail_text: str
    rail_muted: str
    rail_selected: str
    rail_hover: str
    rail_line: str
    rail_strong: str
    badge: str
    on_badge: str
    bar: str


_RAIL = {
    "rail": "#12263F",
    "rail_text": "#C9D5E4",
    "rail_muted": "#9DB0C6",
    "rail_selected": "#28476E",
    "rail_hover": "#1B3557",
    "rail_line": "#7FB2F0",
    "rail_strong": "#FFFFFF",
    "badge": "#C2342C",
    "on_badge": "#FFFFFF",
}
LIGHT = Tokens(
    page="#F4F6F8",
    card="#FFFFFF",
    line="#DFE3E8",
    field_line="#7E8997",
    text="#16202B",
    muted="#556272",
    accent="#175FB8",
    accent_hover="#124E99",
    accent_tint="#E7F0FB",
    on_accent="#FFFFFF",
    hover="#F0F3F7",
    disabled="#E3E7EC",
    disabled_text="#5B6573",
    red="#B3261E",
    red_tint="#FCEBEA",
    amber="#855400",
    amber_tint="#FFF3D9",
    green="#1A6B3A",
    green_tint="#E6F4EB",
    grey_tint="#E9ECF0",
    bar="#6C97D2",
    **_RAIL,
)
DARK = Tokens(
    page="#12181F",
    card="#1A222C",
    line="#2D3845",
    field_line="#748395",
    text="#E8EDF3",
    muted="#A3B0BF",
    accent="#7FB2F0",
    accent_hover="#9CC4F5",
    accent_tint="#1D3350",
    on_accent="#0E1A2A",
    hover="#222C38",
    disabled="#2A3440",
    disabled_text="#93A0AF",
    red="#F2A19B",
    red_tint="#43211F",
    amber="#F0C67A",
    amber_tint="#3D2F14",
    green="#8BD3A5",
    green_tint="#18341F",
    grey_tint="#2A3440",
    bar="#4C7DB8",
    **_RAIL,
)


def _from_system(palette: QPalette) -> Tokens:
    """High contrast: the system's own colours for everything."""

    def name(role: QPalette.ColorRole) -> str:
        return palette.color(role).name()

    roles = QPalette.ColorRole
    page, text, chosen = name(roles.Window), name(roles.WindowText), name(roles.Highlight)
    on_chosen, link = name(roles.HighlightedText), name(roles.Link)
    plain = dict.fromkeys(asdict(LIGHT), page)
    inked = ("line", "field_line", "text", "muted", "disabled_text", "red", "amber", "green", "bar")
    plain |= dict.fromkeys((*inked, "rail_text", "rail_muted", "rail_line", "on_badge"), text)
    plain |= {"card": name(roles.Base), "accent": link, "accent_hover": link, "badge": page}
    plain |= {"rail_selected": chosen, "rail_strong": on_chosen, "on_accent": page}
    return Tokens(**plain)


@lru_cache(maxsize=8)
def _tokens_of(page: str, cache_key: int) -> Tokens:
    known = {LIGHT.page.lower(): LIGHT, DARK.page.lower(): DARK}
    return known.get(page) or _from_system(QGuiApplication.palette())


def tokens() -> Tokens:
    """The colours in force, read from the application's palette."""
    palette = QGuiApplication.palette()
    page = palette.color(QPalette.ColorRole.Window).name()
    return _tokens_of(page, palette.cacheKey())


def colour(token: str) -> QColor:
    """One token in force as a colour to paint with; a '#' colour is taken as it is."""
    return QColor(token if token.startswith("#") else getattr(tokens(), token))


def is_dark() -> bool:
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def text_scale() -> float:
    """How much larger than usual the system's text is set, between 1 and 2."""
    pixels = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    usual = ORDINARY_SYSTEM_TEXT.get(sys.platform, max(12.0, min(pixels, 15.0)))
    return min(max(pixels / usual, 1.0), 2.0)


def pixels(at_100: float) -> int:
    """A length that grows with the system's text size."""
    body = QApplication.font().pixelSize()
    return round(at_100 * (body if body > 0 else BODY) / BODY)


def font(size: float = BODY, weight: int = 400, *, tabular: bool = False) -> QFont:
    """The bundled type at a size in pixels at 100 %; weights 400, 500 and 600 are there."""
    made = QFont(QApplication.font())
    made.setPixelSize(pixels(size))
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _load_type(app: QApplication) -> None:
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}")))
    chosen = QFont(FAMILY)
    chosen.setPixelSize(round(BODY * text_scale()))
    chosen.setStyleHint(QFont.StyleHint.SansSerif)
    app.setFont(chosen)


def _palette(colours: Tokens) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    pairs = {
        roles.Window: colours.page,
        roles.WindowText: colours.text,
        roles.Base: colours.card,
        roles.AlternateBase: colours.hover,
        roles.Text: colours.text,
        roles.PlaceholderText: colours.muted,
        roles.Button: colours.card,
        roles.ButtonText: colours.text,
        roles.BrightText: colours.on_accent,
        roles.Highlight: colours.accent,
        roles.HighlightedText: colours.on_accent,
        roles.Accent: colours.accent,
        roles.Link: colours.accent,
        roles.LinkVisited: colours.accent,
        roles.ToolTipBase: colours.card,
        roles.ToolTipText: colours.text,
        roles.Light: colours.card,
        roles.Midlight: colours.line,
        roles.Mid: colours.line,
        roles.Dark: colours.field_line,
        roles.Shadow: colours.field_line,
    }
    for role, value in pairs.items():
        palette.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled_text))
    return palette


def _wants_high_contrast(app: QApplication) -> bool:
    hints = app.styleHints()
    preference = hints.accessibility().contrastPreference()
    return bool(preference == Qt.ContrastPreference.HighContrast)


def _wants_dark(app: QApplication, scheme: Scheme) -> bool:
    if scheme == "system":
        return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return scheme == "dark"


def stylesheet(colours: Tokens) -> str:
    """The one stylesheet, its colours and sizes filled in."""
    sizes = {f"px{n}": f"{pixels(n)}px" for n in (11, 12, 13, 14, 15, 16, 18, 22)}
    icons = resources.folder().as_posix() + "/icons"
    shade = "dark" if QColor(colours.page).lightness() < 128 else "light"
    text = resources.path("styles/app.qss").read_text(encoding="utf-8")
    return Template(text).substitute(asdict(colours) | sizes | {"icons": icons, "shade": shade})


def apply_theme(app: QApplication, scheme: Scheme = "system") -> None:
    """Dress the application; call again to change the scheme. High contrast keeps the system's palette."""
    if QApplication.font().family() != FAMILY:
        app.setStyle(QStyleFactory.create("Fusion"))
        _load_type(app)
        app.styleHints().colorSchemeChanged.connect(lambda _: _follow_system(app))
    app.setProperty("scheme", scheme)
    hinted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    app.styleHints().setColorScheme(hinted.get(scheme, Qt.ColorScheme.Unknown))
    _dress(app, scheme)


def _follow_system(app: QApplication) -> None:
    if app.property("scheme") == "system":
        _dress(app, "system")


def _dress(app: QApplication, scheme: Scheme) -> None:
    if _wants_high_contrast(app):
        app.setPalette(QPalette())
    else:
        app.setPalette(_palette(DARK if _wants_dark(app, scheme) else LIGHT))
    sheet = stylesheet(tokens())
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    for widget in app.allWidgets():
        if isinstance(widget, (QAbstractButton, QLabel)) and widget.property("iconName"):
            _put_icon(widget)


@lru_cache(maxsize=256)
def _svg(name: str) -> bytes:
    return resources.path(f"icons/{name}.svg").read_bytes()


def _drawn(name: str, ink: str, size: int, ratio: float) -> QPixmap:
    key = f"{name} {ink} {size} {ratio}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    from PySide6.QtSvg import QSvgRenderer

    drawing = QSvgRenderer(QByteArray(_svg(name).replace(b"currentColor", ink.encode())))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, picture)
    return picture


def icon_pixmap(name: str, ink: str = "text", size: int = 16, ratio: float | None = None) -> QPixmap:
    """One icon drawn in a token's colour (or a '#' colour), sharp on the sharpest screen."""
    if ratio is None:
        ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return _drawn(name, colour(ink).name(), size, ratio)


def icon(name: str, ink: str = "text", size: int = 16, gap: int = 0) -> QIcon:
    """An icon from resources/icons in a token's colour; greyed when its button cannot be used.

    `gap` is room left empty at its right, before the word of a button.
    """
    made = QIcon(_with_gap(icon_pixmap(name, ink, size), gap))
    made.addPixmap(_with_gap(icon_pixmap(name, "field_line", size), gap), QIcon.Mode.Disabled)
    return made


def _with_gap(picture: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return picture
    ratio = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(gap * ratio), picture.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide


def set_icon(widget: QAbstractButton | QLabel, name: str, ink: str = "text", size: int = 16) -> None:
    """Give a button or label an icon that follows later changes of the scheme."""
    for key, value in (("iconName", name), ("iconInk", ink), ("iconPixels", size)):
        widget.setProperty(key, value)
    _put_icon(widget)


def _put_icon(widget: QAbstractButton | QLabel) -> None:
    name, ink = str(widget.property("iconName")), str(widget.property("iconInk"))
    size = int(widget.property("iconPixels"))
    if isinstance(widget, QLabel):
        widget.setPixmap(icon_pixmap(name, ink, size))
    elif isinstance(widget, QPushButton) and widget.text():
        widget.setIcon(icon(name, ink, size, ICON_GAP))
        widget.setIconSize(QSize(size + ICON_GAP, size))
    else:
        widget.setIcon(icon(name, ink, size))
