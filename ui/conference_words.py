"""Words and tones for a conference in the lists of several pages: its type, its day, its paediatrician."""

from __future__ import annotations

from datetime import date

from conference_app.domain.conference import ConferenceType
from conference_app.domain.listings import ConferenceRow
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
    """The paediatrician's state with a capital at the front, without the doctor's name."""
    if row.in_breach:
        return "Breach: held with no paediatrician invited"
    if not row.paediatrician_sent:
        return "Paediatrician not invited"
    if row.paediatrician_reply in {"coming", "sending a deputy"}:
        return "Paediatrician coming" if row.paediatrician_reply == "coming" else "Paediatrician sends a deputy"
    if row.paediatrician_report:
        return "Paediatrician: report only, chair reads it out"
    return {
        "not coming": "Paediatrician not coming, no report",
        "not sure": "Paediatrician not sure",
    }.get(row.paediatrician_reply, "Paediatrician invited, no reply")


def paediatrician_tone(row: ConferenceRow) -> Tone:
    """Red where none is invited, green where one comes, amber for everything between."""
    if row.in_breach or not row.paediatrician_sent:
        return Tone.RED
    return Tone.GREEN if row.paediatrician_reply in {"coming", "sending a deputy"} else Tone.AMBER
