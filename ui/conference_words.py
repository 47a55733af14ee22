"""Words and tones for a conference in the lists of several pages: its type, its day, its paediatrician."""

from __future__ import annotations

from datetime import date

from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.listings import ConferenceRow
from conference_app.domain.paediatrician_words import attendance_words, not_sent_words
from conference_app.domain.spoken_dates import day_month, weekday

from .widgets.text import Tone


def type_word(kind: ConferenceType) -> str:
    """Initial, Review, Pre-birth, Transfer-in."""
    return kind.value[:1].upper() + kind.value[1:]


def conference_words(kind: ConferenceType) -> str:
    """Initial conference."""
    return f"{type_word(kind)} conference"


def family_words(name: str) -> str:
    """Marlowe family."""
    return f"{name} family"


def near_day(day: date, today: date) -> str:
    """Wed 10 March; with the year where it is another than this one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{weekday(day)[:3]} {day_month(day)}{year}"


def paediatrician_words(row: ConferenceRow) -> str:
    """The paediatrician's state as a line of its own: Paediatrician coming."""
    if row.in_breach:
        return "Breach: no paediatrician was invited"
    state = paediatrician_state(row)
    return "Paediatrician: report only, chair reads it out" if state == "report only" else f"Paediatrician {state}"


def paediatrician_state(row: ConferenceRow) -> str:
    """The same under a heading that names the paediatrician; the doctor's name is left out."""
    if row.in_breach:
        return "breach: none invited"
    if row.paediatrician_attended is not None:
        return attendance_words(row.paediatrician_sent, row.paediatrician_report, row.paediatrician_attended)
    return _answer(row)


def _answer(row: ConferenceRow) -> str:
    if not row.paediatrician_sent:
        return not_sent_words(row.paediatrician_earlier)
    if row.paediatrician_reply in {"coming", "sending a deputy"}:
        return row.paediatrician_reply
    if row.paediatrician_report:
        return "report only"
    if row.paediatrician_reply == "not coming":
        return "not coming, no report"
    return row.paediatrician_reply or "invited, no reply"


def after_tone(*, attended: bool, report: bool) -> Tone:
    """Once the conference is held: green where one was there, grey where a report spoke for one, else amber."""
    if attended:
        return Tone.GREEN
    return Tone.GREY if report else Tone.AMBER


def paediatrician_tone(row: ConferenceRow) -> Tone:
    """Red where none is invited, green where one comes or came, amber for everything between."""
    if row.in_breach or not row.paediatrician_sent:
        return Tone.RED
    if row.paediatrician_attended is not None:
        return after_tone(attended=row.paediatrician_attended, report=row.paediatrician_report)
    return Tone.GREEN if row.paediatrician_reply in {"coming", "sending a deputy"} else Tone.AMBER
