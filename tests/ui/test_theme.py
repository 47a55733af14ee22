"""The look: contrast of every pairing, schemes, high contrast, icons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor, QPalette, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from conference_app import resources
from ui import theme
from ui.widgets.buttons import button

PAIRS = [
    *((ink, ground) for ink in ("text", "muted") for ground in ("page", "card", "hover", "accent_tint", "grey_tint")),
    *((ink, ground) for ink in ("red", "amber", "green", "accent") for ground in ("card", "page")),
    *((tone, f"{tone}_tint") for tone in ("red", "amber", "green", "accent")),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("disabled_text", "disabled"),
    ("disabled_text", "card"),
    ("rail_text", "rail"),
    ("rail_muted", "rail"),
    ("rail_line", "rail"),
    ("rail_strong", "rail_selected"),
    ("rail_text", "rail_hover"),
    ("on_badge", "badge"),
]


def luminance(name: str) -> float:
    colour = QColor(name)
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_reads_on_its_ground(scheme: theme.Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(scheme, ink), getattr(scheme, ground)) >= 4.5


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_frame_of_a_field_can_be_seen(scheme: theme.Tokens) -> None:
    assert all(contrast(scheme.field_line, ground) >= 3.0 for ground in (scheme.card, scheme.page, scheme.hover))


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_what_has_the_keyboard_and_what_a_chart_says_can_be_seen(scheme: theme.Tokens) -> None:
    pairs = (
        (scheme.accent, scheme.card),
        (scheme.accent, scheme.page),
        (scheme.on_accent, scheme.accent),  # the ring in a primary button
        (scheme.rail_line, scheme.rail_selected),
        (scheme.bar, scheme.card),
    )
    assert all(contrast(*pair) >= 3.0 for pair in pairs)


@pytest.fixture
def light_again(dressed: QApplication) -> Iterator[QApplication]:
    yield dressed
    theme.apply_theme(dressed, "light")


def test_the_scheme_changes_tokens_palette_and_icons(qtbot: QtBot, light_again: QApplication) -> None:
    made = button("Add", icon="plus")
    qtbot.addWidget(made)
    before = made.icon().cacheKey()
    theme.apply_theme(light_again, "dark")
    assert theme.tokens() is theme.DARK
    assert light_again.palette().color(QPalette.ColorRole.Window).name() == theme.DARK.page.lower()
    assert theme.DARK.card in light_again.styleSheet()
    assert made.icon().cacheKey() != before
    theme.apply_theme(light_again, "light")
    assert theme.tokens() is theme.LIGHT
    assert theme.DARK.card not in light_again.styleSheet()


def test_in_high_contrast_the_systems_palette_wins(light_again: QApplication) -> None:
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, QColor("#000000"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("#ffff00"))
    system.setColor(QPalette.ColorRole.Base, QColor("#000001"))
    light_again.setPalette(system)
    system = light_again.palette()
    seen = theme.tokens()
    assert (seen.page, seen.text, seen.muted, seen.line) == ("#000000", "#ffff00", "#ffff00", "#ffff00")
    allowed = {system.color(role).name() for role in QPalette.ColorRole if role != QPalette.ColorRole.NColorRoles}
    assert set(asdict(seen).values()) <= allowed


def test_every_icon_can_be_drawn_in_any_colour(qapp: QApplication) -> None:
    names = sorted(path.stem for path in (resources.folder() / "icons").glob("*.svg"))
    assert "clock" in names
    for name in names:
        picture = theme.icon_pixmap(name, "#ff0000", 24, 2.0)
        image = picture.toImage()
        inks = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert (picture.width(), picture.devicePixelRatio()) == (48, 2.0)
        assert inks == {"#ff0000"}, name


def test_lengths_grow_with_the_text(light_again: QApplication) -> None:
    usual = light_again.font()
    larger = light_again.font()
    larger.setPixelSize(28)
    try:
        light_again.setFont(larger)
        assert theme.pixels(10) == 20
    finally:
        light_again.setFont(usual)
    assert theme.pixels(10) == round(10 * usual.pixelSize() / 14)


def test_the_bundled_type_has_welsh_letters(dressed: QApplication) -> None:
    assert dressed.font().family() == "Inter"
    drawn = QRawFont.fromFont(dressed.font())
    assert [letter for letter in "ŵŷŴŶ–…" if not drawn.supportsCharacter(ord(letter))] == []
