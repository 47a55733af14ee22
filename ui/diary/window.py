"""The lawful window of one conference: on which days it may be held, and what its last ones are called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conference_app.domain.listings import ConferenceRow
from conference_app.use_cases.diary import Diary

from .words import Variants

LAST = ("last lawful day", "last day")
# By the count this authority does not go by; the key is whether it counts the day itself.
BY_THE_OTHER = {
    True: ("last day, counting from the day after", "counting from the day after", "from the day after"),
    False: ("last day, counting the day itself", "counting the day itself", "the day itself"),
}


@dataclass(frozen=True, slots=True)
class LawfulWindow:
    """From the day the clock started to the last lawful day; `other` is the last day by the other of the two counts."""

    row: ConferenceRow
    first: date | None
    last: date
    other: date | None
    by_the_day_itself: bool

    def holds(self, day: date) -> bool:
        """Whether the conference may be held on a day without a reason for being late."""
        return (self.first is None or self.first <= day) and day <= self.last

    def words_on(self, day: date) -> Variants:
        """What the day is called, at less and less length; nothing for the days between."""
        if day == self.last:
            return LAST
        return BY_THE_OTHER[self.by_the_day_itself] if day == self.other else ()


def window_of(row: ConferenceRow | None, diary: Diary) -> LawfulWindow | None:
    """The window of a conference still to be held; None where no clock runs."""
    last = diary.lawful_day(row) if row is not None else None
    if row is None or last is None or row.status.was_held:
        return None
    stricter = diary.by_the_day_itself
    other = row.limit_on if stricter else row.stricter_limit_on
    return LawfulWindow(row, row.counted_from, last, other if other != last else None, stricter)
