"""What the diary says: on its entries where room is short, in full to a screen reader, beside them in notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from conference_app.domain.conference_status import Status
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.paediatrician_words import EARLIER_ONLY, EARLIER_SHORT
from conference_app.domain.spoken_dates import counted, day_month, time_words, weekday
from conference_app.domain.supply import Whose
from conference_app.use_cases.diary import HAS_LEFT, NOT_AT_WORK, Entry, Falling, Span

from ..conference_words import conference_words, family_words, paediatrician_words, type_word
from ..widgets.text import Tone
from .days import near

MIDNIGHT = 24 * 60
# Each kind of taken time, after whose it is.
_BUSY = {"leave": "on leave", "sickness": "off sick", "training": "in training", HAS_LEFT: "has left"}

Variants = Sequence[str]  # the same said at less and less length


def clock(minute: int) -> str:
    """9:30am, from the minutes since midnight."""
    return "midnight" if minute >= MIDNIGHT else time_words(time(minute // 60, minute % 60))


def initials(name: str) -> str:
    """R. Osei for Rosalind Osei."""
    first, _, last = name.rpartition(" ")
    return f"{first[:1]}. {last}" if first and not first.startswith("Dr") else name


def times(entry: Entry) -> str:
    """9:30am to 11am."""
    return f"{time_words(entry.starts_at.time())} to {time_words(entry.ends_at.time())}"


def place(row: ConferenceRow) -> str:
    """Its room, or that it is by video."""
    return row.room_name or row.mode.capitalize()


def title_words(row: ConferenceRow) -> Variants:
    """Review · Hallam."""
    return f"{type_word(row.type)} · {row.family_name}", row.family_name


def short_room(row: ConferenceRow) -> str:
    """Its room as short as can be."""
    return bare_room(place(row))


def bare_room(name: str) -> str:
    """Oak for Oak room."""
    return name.removesuffix(" room").removesuffix(" Room")


def place_words(row: ConferenceRow, without: Whose | None = None) -> Variants:
    """Oak room · Rosalind Osei, the chair shortened first; `without` the chair or the room where it is plain."""
    where, short, chair = place(row), short_room(row), row.chair_name
    if without is Whose.CHAIR or not chair:
        return where, short
    if without is Whose.ROOM:
        return chair, initials(chair)
    return f"{where} · {chair}", f"{where} · {initials(chair)}", f"{short} · {initials(chair)}"


def state_words(row: ConferenceRow) -> Variants:
    """Paediatrician coming; what has become of the conference stands before it where there is room."""
    said = paediatrician_words(row).removeprefix("Paediatrician: ")
    full, word = said[:1].upper() + said[1:], _status_word(row.status)
    short = full.replace("Paediatrician", "Paed.").replace("paediatrician", "paed.")
    bare = short.removeprefix("Paed. ").removesuffix(", chair reads it out")
    with_status = [f"{word}, {full[:1].lower()}{full[1:]}"] if word else []
    shortest = bare.replace(EARLIER_ONLY, EARLIER_SHORT)
    shortest = shortest.replace("did not attend", "absent").replace("attended", "came")
    return [*with_status, full, short, bare, *([shortest] if shortest != bare else [])]


def _status_word(status: Status) -> str:
    return "" if status in {Status.BOOKED, Status.INVITED} else status.value.capitalize()


def margin_words(entry: Entry) -> str:
    """2 working days past the limit; "" for what is in time."""
    if entry.margin is None or entry.margin >= 0:
        return ""
    return f"{counted(-entry.margin, 'working day')} past the limit"


def entry_spoken(entry: Entry, *, with_day: bool = True) -> str:
    """Monday 8 March, 9:30am to 11am, review conference, Hallam family, chair, room, paediatrician coming."""
    row = entry.row
    said = paediatrician_words(row)
    parts = (
        near(entry.starts_at.date()) if with_day else "",
        times(entry),
        conference_words(row.type).lower(),
        family_words(row.family_name),
        f"chair {row.chair_name}" if row.chair_name else "no chair",
        row.room_name or row.mode,
        said[:1].lower() + said[1:],
        row.status.value if _status_word(row.status) else "",
        margin_words(entry),
        row.reference,
    )
    return ", ".join(part for part in parts if part)


def free_spoken(day: date, minute: int, ends: int, who: str, why_not: str) -> str:
    """Monday 8 March, 9am to 9:30am, free, Rosalind Osei; or what keeps it from being free."""
    parts = (near(day), f"{clock(minute)} to {clock(ends)}", why_not or "free", who)
    return ", ".join(part for part in parts if part)


def span_words(span: Span, *, with_name: bool = True) -> str:
    """Rosalind Osei on leave; Oak room: fire drill; Oak room closed."""
    room = span.owner.whose is Whose.ROOM
    if span.kind == NOT_AT_WORK:
        said = "closed" if room else "not at work"
    elif span.kind in _BUSY:
        said = _BUSY[span.kind] + (f" ({span.what})" if span.what else "")
    else:
        said = span.what or ("blocked" if room else "busy")
        return f"{span.name}: {said}" if with_name else said[:1].upper() + said[1:]
    return f"{span.name} {said}" if with_name else said[:1].upper() + said[1:]


def span_times(span: Span, day: date) -> str:
    """8am to 10am on this day; "" for all of it."""
    starts, ends = minutes_on(day, span.starts_at, span.ends_at)
    return "" if (starts, ends) == (0, MIDNIGHT) else f"{clock(starts)} to {clock(ends)}"


def minutes_on(day: date, starts: datetime, ends: datetime) -> tuple[int, int]:
    """The part of a time that lies on a day, in minutes since its midnight."""
    first = (starts.hour * 60 + starts.minute) if starts.date() == day else 0
    last = (ends.hour * 60 + ends.minute) if ends.date() == day else MIDNIGHT
    return (first if starts.date() >= day else 0), (last if ends.date() <= day else MIDNIGHT)


def limit_state(row: ConferenceRow, on: date) -> tuple[str, Tone]:
    """How a conference stands whose last lawful day this is: not booked, booked past it, booked in time."""
    limit = Falling(on, row)
    if limit.booked_on is None:
        return "not booked yet", Tone.RED
    late, tone = ("too late, ", Tone.RED) if limit.is_pressing else ("", Tone.GREY)
    return f"booked {late}{_short(limit.booked_on)}", tone


def _short(day: date) -> str:
    return f"{weekday(day)[:3]} {day_month(day)}"
