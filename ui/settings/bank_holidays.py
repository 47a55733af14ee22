"""Bank holidays by year: the official ones the store holds, and by rule where the official list ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from conference_app.domain.calendar import WorkingCalendar, rule_holidays
from conference_app.domain.spoken_dates import long_date
from conference_app.use_cases.rules_in_force import calendar_of

from ..session import Session
from ..widgets.banner import Banner
from ..widgets.choice import Choice
from ..widgets.rows_model import Column, RowsModel
from ..widgets.table_view import TableView
from ..widgets.text import Tone, label

YEARS_BY_RULE = 5  # offered beyond the last official year


@dataclass(frozen=True)
class Holiday:
    """One bank holiday of the chosen year."""

    day: date
    title: str
    official: bool


def holidays_of(calendar: WorkingCalendar, year: int) -> list[Holiday]:
    """The bank holidays of one year, by rule if the official list does not hold that year."""
    official = not calendar.is_provisional(date(year, 1, 1))
    days = calendar.bank_holidays if official else rule_holidays(year)
    return [Holiday(day, days[day], official) for day in sorted(days) if day.year == year]


def ending_words(last_official_year: int, today: date) -> str:
    """The warning within twelve months of the end of the official list; "" before."""
    if today > date(last_official_year, 12, 31):
        return f"The official bank holidays ended with {last_official_year}. Every limit counted now is provisional."
    if today >= date(last_official_year, 1, 1):
        return f"The official bank holidays end with {last_official_year}. Limits beyond it are provisional."
    return ""


class BankHolidaysTab(QWidget):
    """Read only: the list comes with the program and is kept in the store, so that old counts can be explained."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.warning = Banner(Tone.AMBER)
        self.warning.hide()
        self.year = Choice(none=None, search=False, width=120)
        self.year.combo.setAccessibleName("Year")
        self.year.changed.connect(self._show)
        self.state = label(role="muted")
        self.model: RowsModel[Holiday] = RowsModel(
            [
                Column("Day", lambda each: long_date(each.day), sort=lambda each: each.day, width=280, strong=True),
                Column("Bank holiday", lambda each: each.title, stretch=True),
                Column(
                    "From",
                    _origin,
                    width=180,
                    tag=lambda each: (_origin(each), Tone.GREY if each.official else Tone.AMBER),
                ),
            ],
            key=lambda each: each.day,
        )
        self.table = TableView(self.model, name="Bank holidays", empty="No bank holiday in this year.")
        top = QHBoxLayout()
        top.setSpacing(12)
        word = label("&Year", "field", wrap=False)
        word.setBuddy(self.year.combo)
        top.addWidget(word)
        top.addWidget(self.year)
        top.addWidget(self.state, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.warning)
        box.addLayout(top)
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Ask for the store's own list; the year chosen stays."""
        calendar = self.session.ask(calendar_of)
        self.calendar = calendar
        first, last = calendar.first_official_year, calendar.last_official_year
        if not calendar.bank_holidays:
            first = last = self.session.today().year
        chosen = self.year.value() or self.session.today().year
        years = range(min(first, chosen), max(last, chosen) + YEARS_BY_RULE + 1)
        self.year.set_options([(year, str(year)) for year in years])
        self.year.set_value(chosen)
        words = ending_words(last, self.session.today()) if calendar.bank_holidays else NONE_KEPT
        self.warning.show_message(Tone.AMBER, words, "A newer version of the program brings a newer list.")
        self.warning.setVisible(bool(words))
        kept = f"The store holds the official list of England and Wales from {first} to {last}."
        self.state.setText(kept if calendar.bank_holidays else "")
        self._show()

    def _show(self) -> None:
        year = self.year.value()
        if year is not None:
            self.model.set_rows(holidays_of(self.calendar, year))


NONE_KEPT = "The store holds no official bank holidays. Every limit counted now is provisional."


def _origin(holiday: Holiday) -> str:
    return "official" if holiday.official else "by rule, provisional"
