"""When the invented chairs work, rooms are open and doctors can come: hours, leave, clinics and school holidays."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from random import Random

from dateutil.easter import easter
from dateutil.relativedelta import MO, TU, relativedelta

from conference_app.domain.calendar import DAY
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.example.directory import FEWEST_CHAIRS, Directory
from conference_app.example.rows import Rows

WEEK = timedelta(weeks=1)
ALL_WEEK, MONDAY_ON, TUESDAY_ON = range(5), range(4), range(1, 5)
NAMES = ("MO", "TU", "WE", "TH", "FR")
SOME_ON_LEAVE = 13  # of so many weeks each chair has one off: never many chairs at once
AROUND = timedelta(weeks=30)  # leave and blocked rooms are invented so far back and ahead
MEETING = (time(16, 15), time(17, 0))  # after the last conference of a day
TRAINING = "safeguarding training day"


class InventedSupply:
    """Writes the hours and remembers them, so that no conference is invented in their way."""

    def __init__(self, rows: Rows, random: Random, directory: Directory, today: date, since: date) -> None:
        self._rows, self._random, self._today, self._since = rows, random, today, since
        self._weekdays: dict[int, range] = {}
        self._away: dict[tuple[str, int], set[date]] = defaultdict(set)
        weeks = random.sample(range(SOME_ON_LEAVE), SOME_ON_LEAVE)
        for number, chair_id in enumerate(directory.chairs):
            self._chair(number, chair_id, weeks[number % SOME_ON_LEAVE])
        for number, room_id in enumerate(directory.rooms):
            self._room(number, room_id)
        for number, doctor in enumerate(directory.by_role[PAEDIATRICIAN]):
            if doctor.paediatric_post != "duty_mailbox":
                self._doctor(number, doctor.id)
        self._school_holidays()

    def there(self, what: str, owner_id: int, day: date) -> bool:
        """Whether a chair works, or a room can be used, on a day."""
        if what == "chair" and day.weekday() not in self._weekdays[owner_id]:
            return False
        return day not in self._away.get((what, owner_id), ())

    def _chair(self, number: int, chair_id: int, leave_week: int) -> None:
        """Full time for the first few, four days for some of the others; one changed in the middle of a week."""
        weekdays = ALL_WEEK if number < FEWEST_CHAIRS else (ALL_WEEK, MONDAY_ON, TUESDAY_ON)[number % 3]
        self._weekdays[chair_id] = weekdays
        changed = self._today - timedelta(weeks=20) + relativedelta(weekday=TU)
        if number == 1:  # from Wednesday on: an hour longer
            self._pattern(chair_id=chair_id, weekdays=weekdays, hours=(time(9), time(16, 30)), last_day=changed)
            self._pattern(chair_id=chair_id, weekdays=weekdays, hours=(time(9), time(17, 30)), first_day=changed + DAY)
        else:
            self._pattern(chair_id=chair_id, weekdays=weekdays, hours=(time(9), time(17)))
        meeting = weekdays[1 + number % 2]
        self._pattern(chair_id=chair_id, weekdays=range(meeting, meeting + 1), hours=MEETING, what="team meeting")
        for monday in self._mondays():
            if monday.toordinal() // 7 % SOME_ON_LEAVE == leave_week:
                days = self._random.choice((5, 5, 5, 2))
                self._busy("leave" if days > 2 else "training", monday, days, chair_id=chair_id)

    def _room(self, number: int, room_id: int) -> None:
        """Open all week; cleaned before hours; once in a while closed for some days."""
        self._pattern(room_id=room_id, weekdays=ALL_WEEK, hours=(time(8, 30), time(17, 30)))
        for monday in self._mondays():
            if number and monday.toordinal() // 7 % 29 == number * 3 % 29:
                self._busy("blocked", monday, self._random.choice((1, 2, 5)), room_id=room_id)

    def _doctor(self, number: int, doctor_id: int) -> None:
        """Clinics, preferred sessions, both, or nothing known."""
        mornings, afternoons = (time(9), time(12, 30)), (time(13, 30), time(17))
        clinic, session = self._random.sample(range(5), 2)
        if number % 4 != 3:
            for weekday, hours in ((clinic, mornings), ((clinic + 2) % 5, afternoons)):
                day = range(weekday, weekday + 1)
                self._pattern(professional_id=doctor_id, weekdays=day, hours=hours, what="clinic")
        if number % 4 in {1, 2}:
            for weekday in (session, (session + 2) % 5):
                day = range(weekday, weekday + 1)
                self._pattern(
                    professional_id=doctor_id, weekdays=day, hours=self._random.choice((mornings, afternoons))
                )

    def _school_holidays(self) -> None:
        """Those of the school years around today, as most English schools have them."""
        for year in range(self._today.year - 1, self._today.year + 3):
            good_friday = easter(year) - 2 * DAY
            late_may = date(year, 5, 31) + relativedelta(weekday=MO(-1))
            october = date(year, 10, 31) + relativedelta(weekday=MO(-1))
            february = date(year, 2, 15) + relativedelta(weekday=MO(1))
            for first, last, title in (
                (february, february + 4 * DAY, "February half-term"),
                (good_friday - 4 * DAY, good_friday + WEEK, "Easter holiday"),
                (late_may, late_may + 4 * DAY, "Summer half-term"),
                (date(year, 7, 23), date(year, 8, 31), "Summer holiday"),
                (october, october + 4 * DAY, "Autumn half-term"),
                (date(year, 12, 21), date(year + 1, 1, 2), "Christmas holiday"),
            ):
                self._rows.add("school_holiday", first_day=first, last_day=last, title=title)

    def _mondays(self) -> list[date]:
        first = self._today - AROUND + relativedelta(weekday=MO)
        return [first + number * WEEK for number in range(2 * AROUND // WEEK)]

    def _pattern(
        self,
        weekdays: range,
        hours: tuple[time, time],
        *,
        what: str = "",
        first_day: date | None = None,
        last_day: date | None = None,
        chair_id: int | None = None,
        room_id: int | None = None,
        professional_id: int | None = None,
    ) -> None:
        """Hours with a word to them are taken each time; the others are those at work, open or preferred."""
        self._rows.add(
            "pattern",
            chair_id=chair_id,
            room_id=room_id,
            professional_id=professional_id,
            available=not what,
            rule="FREQ=WEEKLY;BYDAY=" + ",".join(NAMES[day] for day in weekdays),
            first_day=first_day or self._since,
            last_day=last_day,
            starts=hours[0],
            ends=hours[1],
            what=what,
        )

    def _busy(
        self, kind: str, first: date, days: int, *, chair_id: int | None = None, room_id: int | None = None
    ) -> None:
        owner = ("chair", chair_id) if chair_id is not None else ("room", room_id or 0)
        self._away[owner].update(first + number * DAY for number in range(days))
        self._rows.add(
            "busy",
            chair_id=chair_id,
            room_id=room_id,
            professional_id=None,
            kind=kind,
            starts_at=datetime.combine(first, time()),
            ends_at=datetime.combine(first + days * DAY, time()),
            what={"training": TRAINING, "blocked": "maintenance"}.get(kind, ""),
            source="",
        )
