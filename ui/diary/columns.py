"""The columns of a day or a week: what stands in each, what shades it, what is noted at its head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from conference_app.domain.listings import ConferenceRow
from conference_app.domain.spoken_dates import counted
from conference_app.domain.supply import Owner, Whose
from conference_app.use_cases.diary import NOT_AT_WORK, REGULAR, Diary, DiaryDay, Entry, Falling, Span

from ..conference_words import family_words
from ..widgets.text import Tone
from .days import WEEKEND, Scale, brief, near, off_words
from .lanes import lanes_of
from .words import MIDNIGHT, limit_state, minutes_on, span_times, span_words

LIMITS_NAMED = 1  # limits kept in time that have a note of their own; more share one
OUTSIDE = "outside office hours"


class Grouping(StrEnum):
    """By whose time the diary is looked at."""

    CHAIR = "chair"
    ROOM = "room"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Lens:
    """Everything, or the time of one chair, room or family."""

    grouping: Grouping = Grouping.CHAIR
    id: int | None = None

    def shows(self, row: ConferenceRow, chair_id: int | None, room_id: int | None) -> bool:
        """Whether a conference is seen through it."""
        if self.id is None:
            return True
        return self.id == {"chair": chair_id, "room": room_id, "family": row.family_id}[self.grouping.value]

    @property
    def owner(self) -> Owner | None:
        """The one chair or room."""
        if self.id is None or self.grouping is Grouping.FAMILY:
            return None
        return Owner(Whose.CHAIR if self.grouping is Grouping.CHAIR else Whose.ROOM, self.id)


class Proposed(Protocol):
    """A slot that could be booked; `words` says how good it is, `place` the room and chair, or nothing."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def chair_id(self) -> int | None: ...
    @property
    def room_id(self) -> int | None: ...
    @property
    def words(self) -> str: ...
    @property
    def place(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A booking or a proposal in its column: from minute to minute of the day, in one of so many lanes."""

    thing: Entry | Proposed
    starts: int
    ends: int
    lane: int
    lanes: int

    @property
    def entry(self) -> Entry | None:
        """None for a proposal."""
        return self.thing if isinstance(self.thing, Entry) else None


@dataclass(frozen=True, slots=True)
class Shade:
    """Time that cannot be booked, and why; `strong` where somebody would otherwise be there."""

    starts: int
    ends: int
    words: str
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A line at the head of a column, in full in `spoken`; some open a conference."""

    words: str
    spoken: str
    tone: Tone = Tone.GREY
    row: ConferenceRow | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One day, or one chair or room on it; what is dropped here gets that chair or room, None keeps its own."""

    day: date
    title: str
    spoken: str
    owner: Owner | None
    placed: tuple[Placed, ...]
    shades: tuple[Shade, ...]
    notes: tuple[Note, ...]

    @property
    def chair_id(self) -> int | None:
        """The chair a drop here means."""
        return self.owner.id if self.owner and self.owner.whose is Whose.CHAIR else None

    @property
    def room_id(self) -> int | None:
        """The room a drop here means."""
        return self.owner.id if self.owner and self.owner.whose is Whose.ROOM else None

    def shade_at(self, minute: int) -> Shade | None:
        """What keeps this minute from being free; the reason somebody is away before the office hours."""
        found = [shade for shade in self.shades if shade.starts <= minute < shade.ends]
        return min(found, key=lambda shade: not shade.strong, default=None)


def columns_of(diary: Diary, scale: Scale, lens: Lens, proposals: Sequence[Proposed] = ()) -> list[Column]:
    """The columns of a day or a week as seen through a lens."""
    maker = _Maker(diary, lens, proposals)
    if scale is Scale.DAY:
        return maker.columns_of_day(diary.days[0])
    return [maker.column_of_day(day) for day in diary.days if not day.is_weekend or maker.stands_on(day.day)]


def columns_of_month(diary: Diary, lens: Lens) -> list[Column]:
    """A column for every day, as a month shows them."""
    maker = _Maker(diary, lens, ())
    return [maker.column_of_day(day) for day in diary.days]


class _Maker:
    def __init__(self, diary: Diary, lens: Lens, proposals: Sequence[Proposed]) -> None:
        self.diary, self.lens = diary, lens
        shown = [entry for entry in diary.entries if lens.shows(entry.row, entry.chair_id, entry.room_id)]
        self.things: list[Entry | Proposed] = [*shown, *proposals]
        self.names = {Owner(Whose.CHAIR, chair.id): chair.name for chair in diary.facts.chairs}
        self.names |= {Owner(Whose.ROOM, room.id): room.name for room in diary.facts.rooms}

    def stands_on(self, day: date) -> bool:
        """Whether anything is on a day of the weekend that must be seen."""
        booked = any(thing.starts_at.date() == day for thing in self.things)
        return booked or any(note.tone is Tone.RED for note in self._limit_notes(day))

    def column_of_day(self, day: DiaryDay) -> Column:
        """One column for a whole day."""
        notes = [*self._limit_notes(day.day), *self._holiday_notes(day.day), *self._away_notes(day, list(Whose))]
        return self._column(day, brief(day.day), self.lens.owner, self.things, notes)

    def columns_of_day(self, day: DiaryDay) -> list[Column]:
        """A column for each chair or room and one for what has none; only one for a chosen one or a family."""
        if self.lens.grouping is Grouping.FAMILY or self.lens.id is not None:
            return [self.column_of_day(day)]
        whose = Whose.CHAIR if self.lens.grouping is Grouping.CHAIR else Whose.ROOM
        owners = [owner for owner in self.names if owner.whose is whose]
        columns = [
            self._column(day, self.names[owner], owner, [thing for thing in self.things if _has(thing, owner)], [])
            for owner in owners
        ]
        others = [thing for thing in self.things if not any(_has(thing, owner) for owner in owners)]
        if others or not columns:
            title = "No chair" if whose is Whose.CHAIR else "No room"
            columns.append(self._column(day, title, None, others, []))
        elsewhere = [each for each in Whose if each is not whose]
        notes = [
            *self._limit_notes(day.day),
            *self._holiday_notes(day.day),
            *self._away_notes(day, elsewhere),
        ]
        return [replace(columns[0], notes=tuple(notes)), *columns[1:]]

    def _column(
        self, day: DiaryDay, title: str, owner: Owner | None, things: Iterable[Entry | Proposed], notes: Iterable[Note]
    ) -> Column:
        there = [thing for thing in things if thing.starts_at.date() == day.day]
        name = self.names.get(owner, "") if owner else ""
        spoken = f"{near(day.day)}, {name}" if name else near(day.day)
        shades = tuple(self._shades(day, owner))
        return Column(day.day, title, spoken, owner, tuple(_side_by_side(there)), shades, tuple(notes))

    # what shades it

    def _shades(self, day: DiaryDay, owner: Owner | None) -> Iterator[Shade]:
        if off := off_words(day):
            yield Shade(0, MIDNIGHT, off)
            return
        for span in self.diary.busy:
            if owner is not None and span.owner == owner and span.on(day.day):
                yield _shade(span, day.day)
        yield from self._hours_off(day.day, owner)

    def _hours_off(self, day: date, owner: Owner | None) -> Iterator[Shade]:
        """Outside hours of the chair's or room's own, or else of the office."""
        off = [span for span in self.diary.off if span.owner == owner and span.on(day)]
        yield from (_shade(span, day) for span in off)
        own = any(each.available and each.owner == owner for each in self.diary.facts.patterns)
        if not own and not off:
            hours = self.diary.facts.hours
            yield Shade(0, minute_of(hours.opens), OUTSIDE, strong=False)
            yield Shade(minute_of(hours.closes), MIDNIGHT, OUTSIDE, strong=False)

    # what is noted at its head

    def _limit_notes(self, day: date) -> Iterator[Note]:
        """The last lawful days that fall on it: the pressing ones by name, those booked in time together."""
        found = [each.row for each in self.diary.limits if each.day == day and self._is_about(each)]
        pressing = [row for row in found if limit_state(row, day)[1] is Tone.RED]
        in_time = [row for row in found if row not in pressing]
        yield from (_limit_note(row, day) for row in pressing)
        if len(in_time) <= LIMITS_NAMED:
            yield from (_limit_note(row, day) for row in in_time)
        else:
            names = ", ".join(family_words(row.family_name) for row in in_time)
            words = f"Last day of {len(in_time)}, all booked"
            yield Note(words, f"Last lawful day of {counted(len(in_time), 'conference')} booked in time: {names}")

    def _is_about(self, limit: Falling) -> bool:
        """Whether a limit concerns the one looked at; of what is not booked it concerns every chair and room."""
        row = limit.row
        if self.lens.id is None:
            return True
        if self.lens.grouping is Grouping.FAMILY:
            return row.family_id == self.lens.id
        name = self.names.get(self.lens.owner) if self.lens.owner else None
        return limit.booked_on is None or name in {row.chair_name, row.room_name}

    def _holiday_notes(self, day: date) -> Iterator[Note]:
        for each in self.diary.school_holidays:
            if day.weekday() < WEEKEND and each.first_day <= day <= each.last_day:
                yield Note(each.title, f"School holiday: {each.title}")

    def _away_notes(self, day: DiaryDay, whose: Sequence[Whose]) -> Iterator[Note]:
        """Who is away and what cannot be used, where several share a column and none can shade it."""
        if self.lens.id is not None or day.why_not_working:
            return
        for span in self.diary.busy:
            if span.owner.whose in whose and span.kind != REGULAR and span.on(day.day):
                when = span_times(span, day.day)
                words = f"{span_words(span)}, {when}" if when else span_words(span)
                yield Note(words, words)


def folded(column: Column, most: int) -> Column:
    """The same with so many notes at most: the last says how many more there are."""
    if len(column.notes) <= most:
        return column
    rest = column.notes[most - 1 :]
    tone = Tone.RED if any(note.tone is Tone.RED for note in rest) else Tone.GREY
    more = Note(f"{len(rest)} more notes", "; ".join(note.spoken for note in rest), tone)
    return replace(column, notes=(*column.notes[: most - 1], more))


def minute_of(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def _has(thing: Entry | Proposed, owner: Owner) -> bool:
    return owner.id == (thing.chair_id if owner.whose is Whose.CHAIR else thing.room_id)


def _side_by_side(things: Sequence[Entry | Proposed]) -> Iterator[Placed]:
    """The earliest first, what begins together from left to right."""
    spans = [minutes_on(thing.starts_at.date(), thing.starts_at, thing.ends_at) for thing in things]
    lanes = lanes_of(spans)
    order = sorted(range(len(things)), key=lambda n: (spans[n][0], lanes[n][0]))
    for n in order:
        yield Placed(things[n], *spans[n], *lanes[n])


def _shade(span: Span, day: date) -> Shade:
    return Shade(*minutes_on(day, span.starts_at, span.ends_at), span_words(span), span.kind != NOT_AT_WORK)


def _limit_note(row: ConferenceRow, day: date) -> Note:
    state, tone = limit_state(row, day)
    spoken = f"Last lawful day of {row.reference}, {family_words(row.family_name)}: {state}"
    return Note(f"Last day: {row.family_name}, {state}", spoken, tone, row)
