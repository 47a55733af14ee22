"""The four lists of the directory: what they show, their forms, and the use case that keeps each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from conference_app import rulebook
from conference_app.domain.people import PAEDIATRIC_POSTS, PAEDIATRICIAN, Agency, Chair, Professional, Room
from conference_app.domain.supply import ROOM_FEATURES
from conference_app.store import people
from conference_app.store.store import Store
from conference_app.use_cases import keep_directory
from conference_app.use_cases.outcome import Outcome
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

from ..session import Session
from ..widgets.choice import Choice
from ..widgets.date_field import DateField
from ..widgets.editors import CheckList, Spin, TextArea, TextLine, Tick
from ..widgets.form import Form
from ..widgets.rows_model import RIGHT, Column
from ..widgets.text import Tone

E = TypeVar("E", Agency, Professional, Chair, Room)
Values = Mapping[str, Any]
GONE: dict[type[Any], str] = {Professional: "has left", Agency: "closed", Chair: "has left", Room: "closed"}


@dataclass(frozen=True)
class Directory(Generic[E]):
    """One list: `noun` is what one entry is called, `gone` what is said of one no longer used."""

    noun: str
    title: str
    gone: str
    empty: str
    read: Callable[[Store], list[E]]
    columns: Callable[[Session], Sequence[Column[E]]]
    form: Callable[[Session, E | None], Form]
    entry: Callable[[E | None, Values], E]
    keep: Callable[[Store, E], Outcome[int]]


def _tone(row: Any) -> Tone | None:
    return None if row.active else Tone.GREY


def _gone(words: str, row: Any) -> str:
    """What stands under a name: the words, and that the entry is no longer used."""
    return " · ".join(part for part in (words, "" if row.active else GONE[type(row)]) if part)


def _active(form: Form, entry: Any, words: str, help_text: str) -> None:
    """Nothing is deleted: what is no longer used stays readable in old conferences."""
    if entry is not None:
        form.add("gone", "", Tick(words), help=help_text, value=not entry.active)


def _kept(values: Values) -> dict[str, Any]:
    chosen = {name: value for name, value in values.items() if name != "gone"}
    return {**chosen, "active": not values.get("gone", False)}


def _reach(form: Form, entry: Any) -> None:
    address = TextLine(longest=254)
    form.add("email", "E-mail", address, optional=True, value=getattr(entry, "email", None))
    address.line.setCursorPosition(0)  # a long one shows its beginning
    form.add("phone", "Telephone", TextLine(longest=50), optional=True, value=getattr(entry, "phone", None))


# -- professionals ------------------------------------------------------------------------------------


def _role_title(code: str) -> str:
    role = rulebook.roles().get(code)
    return role.title if role else code


def _role_words(row: Professional) -> str:
    post = PAEDIATRIC_POSTS.get(row.paediatric_post, "")
    return f"{_role_title(row.role_code)}, {post}" if post else _role_title(row.role_code)


def professional_columns(session: Session) -> Sequence[Column[Professional]]:
    return (
        Column(
            "Name",
            lambda row: row.name,
            tone=_tone,
            stretch=True,
            strong=True,
            second=lambda row: _gone(_role_words(row), row),
        ),
        Column("Agency", lambda row: row.agency_name, tone=_tone, stretch=True),
        Column("E-mail", lambda row: row.email, second=lambda row: row.phone, tone=_tone, stretch=True),
    )


def professional_form(session: Session, entry: Professional | None) -> Form:
    form = Form()
    roles = [(role.code, role.title) for role in rulebook.roles().values() if role.group != "family"]
    offered = [
        (each.id, each.name)
        for each in session.ask(people.agencies)
        if each.active or (entry is not None and each.id == entry.agency_id)
    ]
    form.add(
        "name", "Name", TextLine(), help="A person, or the mailbox of a service.", value=getattr(entry, "name", None)
    )
    form.add(
        "role_code",
        "Role",
        Choice(sorted(roles, key=lambda role: role[1]), none="Choose the role"),
        value=getattr(entry, "role_code", None),
    )
    form.add(
        "paediatric_post",
        "Post",
        Choice(PAEDIATRIC_POSTS.items(), none="Choose the post"),
        help="Decides in which order doctors are proposed, after the one who examined the child.",
        value=getattr(entry, "paediatric_post", None) or None,
    )
    form.add(
        "agency_id",
        "Agency",
        Choice(offered, none="Choose the agency"),
        help="A new one is added under Agencies first.",
        value=getattr(entry, "agency_id", None),
    )
    _reach(form, entry)
    _active(form, entry, "Has left", "No longer proposed or offered. Earlier conferences still name this person.")

    def show_post() -> None:
        form.set_visible("paediatric_post", form.value("role_code") == PAEDIATRICIAN)

    form.changed.connect(show_post)
    show_post()
    return form


def professional_entry(entry: Professional | None, values: Values) -> Professional:
    chosen = _kept(values)
    chosen["role_code"] = chosen["role_code"] or ""
    chosen["agency_id"] = chosen["agency_id"] or 0
    chosen["paediatric_post"] = chosen.get("paediatric_post") or ""
    return replace(entry or Professional("", "", 0), **chosen)


# -- agencies -----------------------------------------------------------------------------------------


def agency_columns(session: Session) -> Sequence[Column[Agency]]:
    groups = {group.code: group.title for group in session.ask(people.agency_groups)}
    return (
        Column(
            "Name",
            lambda row: row.name,
            tone=_tone,
            stretch=True,
            strong=True,
            second=lambda row: _gone(row.address.replace("\n", ", "), row),
        ),
        Column("Group", lambda row: groups.get(row.group_code, row.group_code), tone=_tone),
        Column("E-mail", lambda row: row.email, second=lambda row: row.phone, tone=_tone, stretch=True),
    )


def agency_form(session: Session, entry: Agency | None) -> Form:
    groups = [(each.code, each.title) for each in session.ask(people.agency_groups) if each.code != "family"]
    form = Form()
    form.add("name", "Name", TextLine(), value=getattr(entry, "name", None))
    form.add(
        "group_code",
        "Group",
        Choice(groups, none="Choose the group", search=False),
        help="The quorum counts agencies by group.",
        value=getattr(entry, "group_code", None),
    )
    _reach(form, entry)
    form.add("address", "Address", TextArea(lines=3), optional=True, value=getattr(entry, "address", None))
    _active(form, entry, "Closed", "No longer offered. Earlier conferences still name it.")
    return form


def agency_entry(entry: Agency | None, values: Values) -> Agency:
    return replace(entry or Agency("", ""), **{**_kept(values), "group_code": values["group_code"] or ""})


# -- chairs and rooms ---------------------------------------------------------------------------------


def chair_columns(session: Session) -> Sequence[Column[Chair]]:
    return (
        Column(
            "Name",
            lambda row: row.name,
            tone=_tone,
            stretch=True,
            strong=True,
            beside=True,
            second=lambda row: _gone("", row),
        ),
        Column("E-mail", lambda row: row.email, tone=_tone, stretch=True),
        Column("Telephone", lambda row: row.phone, tone=_tone),
    )


def chair_form(session: Session, entry: Chair | None) -> Form:
    form = Form()
    form.add(
        "name",
        "Name",
        TextLine(),
        help="Independent of the management of the family's work.",
        value=getattr(entry, "name", None),
    )
    _reach(form, entry)
    practice = session.ask(practice_of)
    for key, word, unit in (("most_a_day", "Most a day", ""), ("gap_minutes", "Gap between two", " minutes")):
        usual = practice.integer(f"chair_{key}")
        numbers = [(number, f"{number}{unit}") for number in _OWN_NUMBERS[key]]
        form.add(
            key, word, Choice(numbers, none=f"As usual: {usual}{unit}", search=False), value=getattr(entry, key, None)
        )
    last = DateField(today=session.today, calendar=session.ask(calendar_of), looking="ahead")
    form.add("last_day", "Last day as chair", last, optional=True, value=getattr(entry, "last_day", None))
    _active(form, entry, "Has left", "No longer offered. Earlier conferences still name this person.")
    return form


def chair_entry(entry: Chair | None, values: Values) -> Chair:
    return replace(entry or Chair(""), **_kept(values))


_OWN_NUMBERS = {"most_a_day": (1, 2, 3, 4, 5), "gap_minutes": (0, 15, 30, 45, 60, 90)}


def room_columns(session: Session) -> Sequence[Column[Room]]:
    return (
        Column("Name", lambda row: row.name, tone=_tone, strong=True, beside=True, second=lambda row: _gone("", row)),
        Column("Place", lambda row: row.place, tone=_tone, stretch=True),
        Column("Seats", lambda row: str(row.capacity or ""), sort=lambda row: row.capacity, align=RIGHT, tone=_tone),
        Column("Access", lambda row: row.access, tone=_tone, stretch=True),
    )


def room_form(session: Session, entry: Room | None) -> Form:
    form = Form()
    form.add("name", "Name", TextLine(), value=getattr(entry, "name", None))
    form.add("place", "Place", TextLine(hint="building and floor"), optional=True, value=getattr(entry, "place", None))
    form.add("capacity", "Seats", Spin(0, 500), help="0 means not known.", value=getattr(entry, "capacity", 0))
    form.add(
        "access",
        "Access",
        TextLine(hint="step-free, hearing loop"),
        optional=True,
        value=getattr(entry, "access", None),
    )
    features = CheckList([(feature, feature.capitalize()) for feature in ROOM_FEATURES])
    form.add("features", "Has", features, value=list(getattr(entry, "features", ())))
    _active(form, entry, "Closed", "No longer offered. Earlier conferences still name it.")
    return form


def room_entry(entry: Room | None, values: Values) -> Room:
    return replace(entry or Room(""), **{**_kept(values), "features": tuple(values["features"])})


PROFESSIONALS: Directory[Professional] = Directory(
    "professional",
    "Professionals",
    "Show those who have left",
    "Nobody yet. Begin with the paediatricians and the duty mailbox.",
    people.professionals,
    professional_columns,
    professional_form,
    professional_entry,
    keep_directory.keep_professional,
)
AGENCIES: Directory[Agency] = Directory(
    "agency",
    "Agencies",
    "Show closed ones",
    "No agency yet. Children's social care, health and police come first.",
    people.agencies,
    agency_columns,
    agency_form,
    agency_entry,
    keep_directory.keep_agency,
)
CHAIRS: Directory[Chair] = Directory(
    "chair",
    "Chairs",
    "Show those who have left",
    "No chair yet. Nothing can be booked without one.",
    people.chairs,
    chair_columns,
    chair_form,
    chair_entry,
    keep_directory.keep_chair,
)
ROOMS: Directory[Room] = Directory(
    "room",
    "Rooms",
    "Show closed ones",
    "No room yet.",
    people.rooms,
    room_columns,
    room_form,
    room_entry,
    keep_directory.keep_room,
)
