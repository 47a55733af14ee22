"""The right column of the Today page: the day's conferences, timeliness, the paediatrician, the backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from conference_app.domain.conference_status import Status
from conference_app.domain.listings import ConferenceRow, PaediatricianMonth, TimelinessRow
from conference_app.domain.spoken_dates import MONTH_NAMES, time_words

from .. import theme
from ..conference_words import family_words, paediatrician_tone, paediatrician_words, type_word
from ..shares import percent
from ..widgets.bar_chart import Bar, BarChart
from ..widgets.buttons import button, elided_link
from ..widgets.card import Card
from ..widgets.text import Tone, label
from ..widgets.tool_row import at_left

MOST_TODAY = 6
WORDS_WIDTH = 196


class TodayCard(Card):
    """The conferences of the day, the next ones first where there are many."""

    opened = Signal(int)
    diary_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Conferences today", parent=parent)

    def show_conferences(self, rows: Sequence[ConferenceRow], now: datetime) -> None:
        """Show what of these is still to come, or all where they are few."""
        self.clear()
        here = [row for row in rows if row.status not in {Status.POSTPONED, Status.CANCELLED}]
        shown = here if len(here) <= MOST_TODAY else _still_to_come(here, now)[:MOST_TODAY]
        if not here:
            self.add(label("No conference today.", "muted"))
        for row in shown:
            self.add(self._line(row))
        if len(here) > len(shown):
            words = f"and {len(here) - len(shown)} more in the diary"
            self.add(at_left(button(words, self.diary_requested.emit, kind="link")))

    def _line(self, row: ConferenceRow) -> QHBoxLayout:
        assert row.starts_at is not None
        line = QHBoxLayout()
        line.setSpacing(0)
        at = label(time_words(row.starts_at.time()), "strong", wrap=False)
        at.setFixedWidth(theme.pixels(64))
        at.setContentsMargins(0, 2, 0, 0)  # a link has a frame of two pixels round its words
        line.addWidget(at, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(at_left(self._link(row)))
        place = row.room_name or row.mode.capitalize()
        words.addWidget(label(" · ".join(part for part in (place, row.chair_name) if part), "small"))
        words.addWidget(label(paediatrician_words(row), "small", tone=paediatrician_tone(row)))
        line.addLayout(words, 1)
        return line

    def _link(self, row: ConferenceRow) -> QPushButton:
        words = f"{type_word(row.type)}, {family_words(row.family_name)}"
        return elided_link(words, lambda: self.opened.emit(row.id), WORDS_WIDTH)


class TimelinessCard(Card):
    """How many initial conferences were in time in the last months, by conference and by child."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Initial conferences in time", parent=parent)
        self.chart = BarChart("Initial conferences in time, by month", most=100)
        self.share = label(role="strong", wrap=False)
        self.month = label(role="muted")
        self.children_words = label(role="muted")
        self.add(self.chart)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.share)
        line.addWidget(self.month, 1)
        self.body.addLayout(line)
        self.add(self.children_words)

    def show_months(self, months: Sequence[date], rows: Sequence[TimelinessRow], limit: str) -> None:
        """Show these months, given by their first days; a month with no conference has no bar."""
        found = {row.month: row for row in rows}
        bars = [_bar(month, found.get(f"{month:%Y-%m}"), last=month == months[-1]) for month in months]
        self.chart.set_bars(bars)
        self.chart.setVisible(bool(rows))
        name, now = MONTH_NAMES[months[-1].month - 1], found.get(f"{months[-1]:%Y-%m}")
        self.share.setVisible(now is not None)
        if now is None:
            self.month.setText(f"None held in {name} yet")
            self.children_words.setText(f"Limit: {limit}")
            return
        self.share.setText(f"{percent(now.in_time, now.conferences)}%")
        self.month.setText(f"in {name}, by conference")
        self.children_words.setText(f"{percent(now.children_in_time, now.children)}% by child · limit {limit}")


class PaediatricianCard(Card):
    """The month in a sentence: invited, attending, report only, waiting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Paediatrician", parent=parent)
        self.words = label(role="muted")
        self.add(self.words)

    def show_month(self, month: date, counts: PaediatricianMonth) -> None:
        """Show how paediatricians are involved in the conferences of a month."""
        name = MONTH_NAMES[month.month - 1]
        self.words.setText(
            f"For conferences in {name}: invited {counts.invited} of {counts.conferences}, "
            f"attending {counts.attending}, report only {counts.report_only}, waiting for a reply {counts.waiting}"
            if counts.conferences
            else f"No conference is booked for {name}."
        )


class BackupCard(Card):
    """Shown only while no good backup is recent."""

    def __init__(self, words: Callable[[], str] | None, open_settings: Callable[[], object]) -> None:
        super().__init__("Backup")
        self._ask = words
        self.words = label(tone=Tone.RED)
        self.add(self.words)
        self.add(at_left(button("Open settings", open_settings, kind="link")))
        self.hide()

    def refresh(self) -> None:
        """Ask again whether something is to be said."""
        said = self._ask() if self._ask else ""
        self.words.setText(said)
        self.setVisible(bool(said))


def _bar(month: date, row: TimelinessRow | None, *, last: bool) -> Bar:
    word = MONTH_NAMES[month.month - 1][:3]
    if row is None:
        return Bar(word, 0, "none")
    share = percent(row.in_time, row.conferences)
    return Bar(word, share, f"{share}", strong=last)


def _still_to_come(rows: Sequence[ConferenceRow], now: datetime) -> list[ConferenceRow]:
    ahead = [row for row in rows if row.ends_at is not None and row.ends_at > now]
    return ahead or list(rows)
