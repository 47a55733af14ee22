from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.domain.people import Agency, Chair, Professional, Room
from conference_app.messages import sentences
from conference_app.store import lists, people
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import keep_directory
from conference_app.use_cases.outcome import Topic

KEEP: dict[type, Callable[..., Any]] = {
    Agency: keep_directory.keep_agency,
    Professional: keep_directory.keep_professional,
    Chair: keep_directory.keep_chair,
    Room: keep_directory.keep_room,
}
LONG_NAME = {"name": "x" * 201}
LONG_PHONE = {"phone": "0" * 51}
BAD_MAIL = {"email": "name at example"}


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    keep_directory.keep_agency(made, Agency("Royal Infirmary", "health"))
    keep_directory.keep_chair(made, Chair("Rosalind Osei"))
    keep_directory.keep_room(made, Room("Oak room"))
    yield made
    made.close()


AGENCY = Agency("Westmarch Police", "police", "cau@police.example", "01234 567890", "1 High Street")
PROFESSIONAL = Professional("Dr Amara Lindgren", "paediatrician", 1, "consultant", "a@nhs.example")
CHAIR = Chair("Tom Brandt", "t@council.example")
ROOM = Room("Elm room", "Civic Centre", 14, "step-free")


@pytest.mark.parametrize("entry", [AGENCY, PROFESSIONAL, CHAIR, ROOM], ids=lambda e: type(e).__name__)
def test_an_entry_is_kept_changed_and_recorded(store: Store, entry: Any) -> None:
    keep = KEEP[type(entry)]
    outcome = keep(store, entry)
    kept = next(each for each in all_of(store, entry) if each.id == outcome.value)

    keep(store, replace(kept, name="Another name", active=False))

    changed = next(each for each in all_of(store, entry) if each.id == outcome.value)
    assert outcome.changed == {Topic.PEOPLE, Topic.DIARY}
    assert replace(kept, id=0, version=0, **joined(kept, "")) == entry
    assert (changed.name, changed.active, changed.version) == ("Another name", False, 2)
    events = lists.history(store, type(entry).__name__.lower(), outcome.value)
    assert [event.action for event in events] == ["changed", "added"]


def all_of(store: Store, entry: Any) -> list[Any]:
    reads: dict[type, Callable[[Store], list[Any]]] = {
        Agency: people.agencies,
        Professional: people.professionals,
        Chair: people.chairs,
        Room: people.rooms,
    }
    return reads[type(entry)](store)


def joined(entry: Any, value: str) -> dict[str, str]:
    """What a professional carries of the agency only when read."""
    return {"agency_name": value, "group_code": value} if isinstance(entry, Professional) else {}


@pytest.mark.parametrize(
    ("entry", "change", "wrong"),
    [
        (AGENCY, {"name": " "}, {("name", "required")}),
        (AGENCY, LONG_NAME, {("name", "too_long")}),
        (AGENCY, {"name": "royal INFIRMARY"}, {("name", "name_taken")}),
        (AGENCY, {"group_code": "shops"}, {("group_code", "required")}),
        (AGENCY, BAD_MAIL, {("email", "email_not_understood")}),
        (AGENCY, LONG_PHONE, {("phone", "too_long")}),
        (AGENCY, {"address": "x" * 501}, {("address", "too_long")}),
        (AGENCY, {"name": "", "group_code": ""}, {("name", "required"), ("group_code", "required")}),
        (PROFESSIONAL, {"name": ""}, {("name", "required")}),
        (PROFESSIONAL, LONG_NAME, {("name", "too_long")}),
        (PROFESSIONAL, {"name": "Dr\nLindgren"}, {("name", "bad_characters")}),
        (PROFESSIONAL, {"role_code": "wizard"}, {("role_code", "required")}),
        (PROFESSIONAL, {"agency_id": 99}, {("agency_id", "required")}),
        (PROFESSIONAL, {"paediatric_post": ""}, {("paediatric_post", "required")}),
        (PROFESSIONAL, {"paediatric_post": "boss"}, {("paediatric_post", "required")}),
        (PROFESSIONAL, BAD_MAIL, {("email", "email_not_understood")}),
        (PROFESSIONAL, {"email": "a@b.example\nBcc: c@d.example"}, {("email", "bad_characters")}),
        (PROFESSIONAL, LONG_PHONE, {("phone", "too_long")}),
        (CHAIR, {"name": ""}, {("name", "required")}),
        (CHAIR, {"name": "rosalind osei"}, {("name", "name_taken")}),
        (CHAIR, BAD_MAIL, {("email", "email_not_understood")}),
        (CHAIR, LONG_PHONE, {("phone", "too_long")}),
        (ROOM, {"name": ""}, {("name", "required")}),
        (ROOM, {"name": "OAK ROOM"}, {("name", "name_taken")}),
        (ROOM, {"place": "x" * 201}, {("place", "too_long")}),
        (ROOM, {"access": "x" * 201}, {("access", "too_long")}),
        (ROOM, {"capacity": -1}, {("capacity", "number_out_of_range")}),
        (ROOM, {"capacity": 501}, {("capacity", "number_out_of_range")}),
    ],
)
def test_an_entry_is_refused(store: Store, entry: Any, change: dict[str, Any], wrong: set[tuple[str, str]]) -> None:
    before = all_of(store, entry)

    with pytest.raises(RuleBroken) as caught:
        KEEP[type(entry)](store, replace(entry, **change))

    broken = caught.value.broken if isinstance(caught.value, SeveralRulesBroken) else [caught.value]
    assert {(each.field, each.code) for each in broken} == wrong
    assert all(sentences(caught.value))
    assert all_of(store, entry) == before


def test_only_a_paediatrician_has_a_paediatric_post(store: Store) -> None:
    gp = Professional("Dr Ford", "gp", 1, "consultant")

    keep_directory.keep_professional(store, gp)

    assert [each.paediatric_post for each in people.professionals(store, role_code="gp")] == [""]


def test_an_entry_changed_by_somebody_else_is_not_overwritten(store: Store) -> None:
    (seen,) = people.chairs(store)
    keep_directory.keep_chair(store, replace(seen, phone="1"))

    with pytest.raises(RuleBroken) as caught:
        keep_directory.keep_chair(store, replace(seen, phone="2"))

    assert caught.value.code == "changed_elsewhere"
    assert people.chairs(store)[0].phone == "1"
