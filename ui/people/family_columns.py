"""What the lists of one family show of their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from conference_app.domain.family import Address, Child, HouseholdMember, Medical
from conference_app.domain.listings import ActionRow, ConferenceRow
from conference_app.domain.spoken_dates import child_age_words, counted, plain_date, short_date, time_words
from conference_app.use_cases.look_ahead import LawfulWindow

from ..widgets.rows_model import Column
from ..widgets.text import Tone

ACTIONS_EMPTY = "Nothing is outstanding for this family."
Today = Callable[[], date]
STATUS_TONES = {
    "requested": Tone.AMBER,
    "booked": Tone.BLUE,
    "invited": Tone.BLUE,
    "held": Tone.GREEN,
    "held inquorate": Tone.AMBER,
    "postponed": Tone.AMBER,
}


@dataclass(frozen=True)
class MemberRow:
    """Somebody in the children's lives, and what changed about that since the last conference."""

    member: HouseholdMember
    news: str
    fresh: bool


def member_rows(members: Iterable[HouseholdMember], changed: set[int], since: date | None) -> list[MemberRow]:
    """Each person with the news of having come or left; `changed` are the ids since that day."""
    return [MemberRow(each, _news(each, each.id in changed, since), each.id in changed) for each in members]


def _news(member: HouseholdMember, changed: bool, since: date | None) -> str:
    if member.left_on:
        return f"left {short_date(member.left_on)[4:]}"
    return f"new since {short_date(since)[4:]}" if changed and since else ""


def child_columns(today: Today) -> Sequence[Column[Child]]:
    return (
        Column("Child", lambda child: child.name, stretch=True, strong=True),
        Column("Born", _born, sort=lambda child: child.born_on or child.expected_on),
        Column(
            "Age",
            lambda child: "unborn" if child.unborn_on(today()) else child_age_words(child.born_on, today()),
            sort=lambda child: child.born_on or child.expected_on,
        ),
        Column("Sex", lambda child: child.sex),
        Column("System number", lambda child: child.case_number),
    )


def _born(child: Child) -> str:
    if child.born_on:
        return plain_date(child.born_on)
    return f"expected {plain_date(child.expected_on)}" if child.expected_on else ""


def member_columns() -> Sequence[Column[MemberRow]]:
    def muted(row: MemberRow) -> Tone | None:
        return Tone.GREY if row.member.left_on else None

    return (
        Column(
            "Person",
            lambda row: row.member.name,
            second=lambda row: row.member.relation,
            tone=muted,
            stretch=True,
            strong=True,
        ),
        Column("Contact", lambda row: row.member.contact, second=_responsibility, tone=muted, width=160),
        Column(
            "Confirmed by",
            lambda row: row.member.confirmed_by or "not confirmed",
            second=_confirmed,
            tone=muted,
            tag=lambda row: None if row.member.confirmed_by else ("not confirmed", Tone.AMBER),
            width=200,
        ),
        Column(
            "Change",
            lambda row: row.news,
            width=190,
            tag=lambda row: (row.news, Tone.BLUE if row.fresh else Tone.GREY) if row.news else None,
        ),
    )


def _responsibility(row: MemberRow) -> str:
    return "parental responsibility" if row.member.parental_responsibility else ""


def _confirmed(row: MemberRow) -> str:
    """When and how."""
    when = plain_date(row.member.confirmed_on) if row.member.confirmed_on else ""
    return ", ".join(part for part in (when, row.member.confirmed_how) if part)


def address_columns() -> Sequence[Column[Address]]:
    return (
        Column(
            "Address",
            _one_line,
            second=lambda address: address.whose,
            stretch=True,
            hint=lambda address: f"{address.lines}\n{address.postcode}".strip(),
        ),
        Column(
            "On paper",
            _on_paper,
            tag=lambda address: (_on_paper(address), Tone.BLUE if address.may_be_printed else Tone.GREY),
        ),
    )


def _one_line(address: Address) -> str:
    parts = [line.strip() for line in address.lines.splitlines() if line.strip()]
    return ", ".join([*parts, address.postcode] if address.postcode else parts)


def _on_paper(address: Address) -> str:
    return "may be printed" if address.may_be_printed else "never printed"


def medical_columns() -> Sequence[Column[Medical]]:
    return (
        Column("Child", lambda medical: medical.child_name, stretch=True, strong=True),
        Column(
            "Examined",
            lambda medical: plain_date(medical.examined_on),
            second=lambda medical: medical.kind,
            sort=lambda medical: medical.examined_on,
        ),
        Column("Doctor", lambda medical: medical.doctor_name, second=lambda medical: medical.place, stretch=True),
    )


def conference_columns() -> Sequence[Column[ConferenceRow]]:
    return (
        Column("Conference", lambda row: row.reference, second=lambda row: row.type, strong=True),
        Column("When", _when, second=lambda row: row.children, sort=lambda row: row.starts_at, width=210),
        Column("Status", lambda row: row.status, tag=lambda row: (row.status, STATUS_TONES.get(row.status, Tone.GREY))),
        Column(
            "Paediatrician",
            lambda row: row.paediatrician,
            stretch=True,
            hint=lambda row: row.paediatrician,
            tone=lambda row: Tone.RED if row.in_breach else None,
        ),
    )


def _when(row: ConferenceRow) -> str:
    if row.starts_at is None:
        return "not booked yet"
    return f"{short_date(row.starts_at.date())}, {time_words(row.starts_at.time())}"


def window_columns(today: Today) -> Sequence[Column[LawfulWindow]]:
    return (
        Column("Conference", _window_name, second=_window_rests, strong=True, stretch=True),
        Column("From", lambda row: short_date(row.first), sort=lambda row: row.first),
        Column("Last lawful day", lambda row: short_date(row.last), sort=lambda row: row.last, strong=True),
        Column("Booked", _window_booked, tag=lambda row: _window_tag(row, today())),
    )


def _window_name(row: LawfulWindow) -> str:
    name = row.type.value.capitalize()
    return f"{name}, {row.conference.reference}" if row.conference else name


def _window_rests(row: LawfulWindow) -> str:
    return "if a plan starts or goes on" if row.supposed else ""


def _window_booked(row: LawfulWindow) -> str:
    if row.booked_for:
        return short_date(row.booked_for)
    return "not booked" if row.conference or not row.supposed else "to come"


def _window_tag(row: LawfulWindow, today: date) -> tuple[str, Tone]:
    if row.booked_for:
        return _window_booked(row), Tone.RED if row.booked_for > row.last else Tone.GREEN
    if row.supposed and row.conference is None:
        return _window_booked(row), Tone.GREY
    return _window_booked(row), Tone.RED if row.last < today else Tone.AMBER


def action_columns(today: Today) -> Sequence[Column[ActionRow]]:
    def late(row: ActionRow) -> int:
        return (today() - row.due_on).days

    return (
        Column(
            "Action",
            lambda row: row.text,
            second=lambda row: row.child_name or "whole family",
            stretch=True,
            strong=True,
            hint=lambda row: row.text,
        ),
        Column("Owner", lambda row: row.owner, second=lambda row: row.agency_name, width=190),
        Column(
            "Due",
            lambda row: short_date(row.due_on),
            sort=lambda row: row.due_on,
            second=lambda row: f"{counted(late(row), 'day')} late" if late(row) > 0 else "",
            tone=lambda row: Tone.RED if late(row) > 0 else None,
        ),
    )
