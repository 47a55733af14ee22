"""Working days: weekends, bank holidays (official, or by rule where the official list ends) and closures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from dateutil.relativedelta import MO, relativedelta

# Dates this program has a use for; everything typed or imported is held to them.
EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)

DAY = timedelta(days=1)
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SUBSTITUTE = " (substitute day)"


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days count, and why the others do not.

    `bank_holidays` is the official list and is complete from `first_official_year` to
    `last_official_year`; outside those years the rule for England and Wales stands in and every answer
    is provisional. `closures` are the council's own closing days with their reason: they do not count.
    """

    bank_holidays: Mapping[date, str]
    first_official_year: int
    last_official_year: int
    closures: Mapping[date, str] = field(default_factory=dict)
    _years: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, bank_holidays: Mapping[date, str], closures: Mapping[date, str] | None = None) -> WorkingCalendar:
        """A calendar whose official years are those the list of bank holidays spans."""
        years = [day.year for day in bank_holidays] or [0]
        return cls(bank_holidays, min(years), max(years), closures or {})

    def why_not_working(self, day: date) -> str:
        """The name of what keeps this day from counting; "" for a working day."""
        if day.weekday() >= 5:
            return WEEKDAY_NAMES[day.weekday()]
        return self._year(day.year).why.get(day, "")

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self._year(day.year).why

    def next_working_day(self, day: date) -> date:
        """This day, or the first working day after it."""
        while not self.is_working_day(day):
            day += DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """This day, or the last working day before it."""
        while not self.is_working_day(day):
            day -= DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The working day `count` after `day` (before it when negative); `day` itself is never counted.

        With a count of 0 this is `day` unchanged, working or not.
        """
        step = DAY if count > 0 else -DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`; negative when `last` is the earlier."""
        if last < first:
            return -self.between(last, first)
        off = 0
        for year in range(first.year, last.year + 1):
            off += self._year(year).between(first, last)
        return _weekdays_up_to(last) - _weekdays_up_to(first) - off

    def is_provisional(self, day: date) -> bool:
        """Whether the bank holidays of this day's year come from the rule, not from the official list."""
        return not self.first_official_year <= day.year <= self.last_official_year

    def crosses_provisional(self, first: date, last: date) -> bool:
        """Whether any year from `first` to `last` is provisional."""
        return self.is_provisional(min(first, last)) or self.is_provisional(max(first, last))

    def _year(self, year: int) -> _Year:
        found = self._years.get(year)
        if found is None:
            found = self._years[year] = self._work_out(year)
        return found

    def _work_out(self, year: int) -> _Year:
        official = self.first_official_year <= year <= self.last_official_year
        holidays = self.bank_holidays if official else rule_holidays(year)
        why = {day: closed(reason) for day, reason in self.closures.items() if day.year == year}
        why |= {day: name for day, name in holidays.items() if day.year == year}
        return _Year({day: why[day] for day in sorted(why) if day.weekday() < 5})


class _Year:
    """The days from Monday to Friday that do not count in one year."""

    def __init__(self, why: Mapping[date, str]) -> None:
        self.why = why
        self._days = tuple(why)

    def between(self, first: date, last: date) -> int:
        """How many of them lie after `first` and on or before `last`."""
        return bisect_right(self._days, last) - bisect_right(self._days, first)


def closure_days(periods: Iterable[tuple[date, date, str]]) -> dict[date, str]:
    """Every day of the closures given as first day, last day and reason."""
    return {first + n * DAY: reason for first, last, reason in periods for n in range((last - first).days + 1)}


def closed(reason: str) -> str:
    """How a council closure is named beside a day that does not count."""
    return f"Council closed: {reason}" if reason else "Council closed"


def _weekdays_up_to(day: date) -> int:
    """Mondays to Fridays from the calendar's first day (a Monday) to `day`."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


@cache
def rule_holidays(year: int) -> Mapping[date, str]:
    """The bank holidays of England and Wales by rule alone: no one-off days, no moved ones."""
    sunday = easter(year)
    return {
        **_new_year(year),
        sunday - 2 * DAY: "Good Friday",
        sunday + DAY: "Easter Monday",
        date(year, 5, 1) + relativedelta(weekday=MO(1)): "Early May bank holiday",
        date(year, 5, 31) + relativedelta(weekday=MO(-1)): "Spring bank holiday",
        date(year, 8, 31) + relativedelta(weekday=MO(-1)): "Summer bank holiday",
        **_christmas(year),
    }


def _new_year(year: int) -> dict[date, str]:
    day = date(year, 1, 1)
    if day.weekday() < 5:
        return {day: "New Year’s Day"}
    return {day + relativedelta(weekday=MO(1)): "New Year’s Day" + SUBSTITUTE}


def _christmas(year: int) -> dict[date, str]:
    """Christmas and Boxing Day; one on a weekend moves to the next weekday the other leaves free."""
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    kept = {day: name for day, name in ((christmas, "Christmas Day"), (boxing, "Boxing Day")) if day.weekday() < 5}
    moved = {
        date(year, 12, 27): ("Christmas Day", christmas.weekday() >= 5),
        date(year, 12, 28): ("Boxing Day", boxing.weekday() >= 5),
    }
    return kept | {day: name + SUBSTITUTE for day, (name, needed) in moved.items() if needed}
