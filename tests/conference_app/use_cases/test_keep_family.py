import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.domain.family import Address, Child, Family, HouseholdMember, Medical
from conference_app.domain.people import Agency, Professional
from conference_app.messages import sentences
from conference_app.store import families, lists
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import keep_directory, keep_family

TODAY = date(2027, 3, 8)


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


@pytest.fixture
def family_id(store: Store) -> int:
    return keep_family.keep_family(store, Family("Marlowe")).value


@pytest.fixture
def doctor_id(store: Store) -> int:
    hospital = keep_directory.keep_agency(store, Agency("Royal Infirmary", "health")).value
    doctor = Professional("Dr Amara Lindgren", "paediatrician", hospital, "consultant")
    return keep_directory.keep_professional(store, doctor).value


def refusals(call: Any, *arguments: Any, **named: Any) -> set[tuple[str, str]]:
    """Every field refused with its code; each must have its sentence."""
    with pytest.raises(RuleBroken) as caught:
        call(*arguments, **named)
    broken = caught.value.broken if isinstance(caught.value, SeveralRulesBroken) else [caught.value]
    assert all(sentences(caught.value))
    return {(each.field, each.code) for each in broken}


def test_a_family_is_kept_with_everybody_in_it(store: Store, family_id: int, doctor_id: int) -> None:
    ella = keep_family.keep_child(
        store, Child(family_id, " Ella  Marlowe ", date(2019, 6, 14), None, "female", "MOS-1"), today=TODAY
    ).value
    unborn = Child(family_id, "Unborn baby", None, date(2027, 5, 3))
    keep_family.keep_child(store, unborn, today=TODAY)
    keep_family.keep_household_member(store, HouseholdMember(family_id, "Grace Marlowe", "mother"), today=TODAY)
    keep_family.keep_address(store, Address(family_id, "4 Mill Lane\nWestmarch", "WM1 2AB", "mother"))
    keep_family.record_medical(store, Medical(ella, date(2027, 3, 1), doctor_id, "Ward 4"), today=TODAY)

    kept = families.family(store, family_id)

    assert [child.name for child in kept.children] == ["Ella Marlowe", "Unborn baby"]
    assert kept.household[0].added_on == TODAY
    assert kept.addresses[0].lines == "4 Mill Lane\nWestmarch"
    assert not kept.addresses[0].may_be_printed
    assert (kept.medicals[0].doctor_name, kept.medicals[0].child_name) == ("Dr Amara Lindgren", "Ella Marlowe")
    assert [event.action for event in lists.history(store, "family", family_id)] == [
        "medical_added",
        "address_added",
        "household_member_added",
        "child_added",
        "child_added",
        "family_added",
    ]


def test_a_change_is_made_to_the_version_that_was_seen(store: Store, family_id: int) -> None:
    seen = families.family(store, family_id)
    keep_family.keep_family(store, replace(seen, name="Marlowe-Dean"))

    assert families.family(store, family_id).name == "Marlowe-Dean"
    assert refusals(keep_family.keep_family, store, replace(seen, name="Dean")) == {("", "changed_elsewhere")}


@pytest.mark.parametrize(
    ("family", "wrong"),
    [
        (Family("  "), {("name", "required")}),
        (Family("x" * 201), {("name", "too_long")}),
        (Family("Mar\x07lowe"), {("name", "bad_characters")}),
        (Family("Mar\nlowe"), {("name", "bad_characters")}),
        (Family("", "x" * 2001), {("name", "required"), ("note", "too_long")}),
    ],
)
def test_a_family_is_refused(store: Store, family: Family, wrong: set[tuple[str, str]]) -> None:
    assert refusals(keep_family.keep_family, store, family) == wrong


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"name": ""}, {("name", "required")}),
        ({"born_on": None}, {("born_on", "birth_or_expected_date")}),
        ({"born_on": date(2027, 3, 9)}, {("born_on", "date_of_birth_in_future")}),
        ({"born_on": date(1926, 3, 8)}, {("born_on", "not_a_child")}),
        ({"born_on": None, "expected_on": date(2028, 1, 3)}, {("expected_on", "expected_date_too_far")}),
        ({"born_on": None, "expected_on": date(2027, 1, 6)}, {("expected_on", "expected_date_long_past")}),
        ({"sex": "other"}, {("sex", "required")}),
        ({"case_number": "MOS-9"}, {("case_number", "case_number_taken")}),
        ({"case_number": "M" * 51}, {("case_number", "too_long")}),
        (
            {"name": "", "sex": "", "born_on": None},
            {("name", "required"), ("sex", "required"), ("born_on", "birth_or_expected_date")},
        ),
    ],
)
def test_a_child_is_refused(store: Store, family_id: int, change: dict[str, Any], wrong: set[tuple[str, str]]) -> None:
    other = keep_family.keep_family(store, Family("Other")).value
    keep_family.keep_child(store, Child(other, "Tom", date(2020, 1, 1), case_number="MOS-9"), today=TODAY)
    good = Child(family_id, "Ella", date(2019, 6, 14), None, "female", "MOS-1")

    assert refusals(keep_family.keep_child, store, replace(good, **change), today=TODAY) == wrong
    assert families.children(store, family_id) == []


@pytest.mark.parametrize(
    "child",
    [
        Child(0, "Born today", TODAY),
        Child(0, "Just thinkable", None, date(2028, 1, 2)),
        Child(0, "Long overdue", None, date(2027, 1, 7)),
        Child(0, "Born after all", date(2027, 1, 20), date(2025, 1, 6)),
        Child(0, "Grown up since", date(1998, 3, 8)),
    ],
    ids=lambda child: child.name,
)
def test_a_child_at_the_edge_is_kept(store: Store, family_id: int, child: Child) -> None:
    assert keep_family.keep_child(store, replace(child, family_id=family_id), today=TODAY).value


def test_a_child_keeps_its_own_case_number(store: Store, family_id: int) -> None:
    keep_family.keep_child(store, Child(family_id, "Ella", date(2019, 6, 14), case_number="MOS-1"), today=TODAY)
    (ella,) = families.children(store, family_id)

    keep_family.keep_child(store, replace(ella, name="Ella Marlowe"), today=TODAY)

    assert families.children(store, family_id)[0].name == "Ella Marlowe"


CONFIRMED = {"confirmed_by": "P. Nair", "confirmed_on": date(2027, 3, 1), "confirmed_how": "home visit"}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"name": ""}, {("name", "required")}),
        ({"relation": ""}, {("relation", "required")}),
        ({"relation": "x" * 101}, {("relation", "too_long")}),
        ({"contact": ""}, {("contact", "required")}),
        ({"email": "grace"}, {("email", "email_not_understood")}),
        ({"phone": "0" * 51}, {("phone", "too_long")}),
        ({"left_on": date(2027, 3, 9)}, {("left_on", "date_in_future")}),
        ({**CONFIRMED, "confirmed_on": date(2027, 3, 9)}, {("confirmed_on", "date_in_future")}),
        ({**CONFIRMED, "confirmed_on": None}, {("confirmed_on", "required")}),
        ({**CONFIRMED, "confirmed_by": " "}, {("confirmed_by", "required")}),
        ({**CONFIRMED, "confirmed_how": ""}, {("confirmed_how", "required")}),
        ({**CONFIRMED, "confirmed_by": "P\x00"}, {("confirmed_by", "bad_characters")}),
        ({"confirmed_how": "hearsay"}, {("confirmed_by", "required"), ("confirmed_on", "required")}),
    ],
)
def test_a_household_member_is_refused(
    store: Store, family_id: int, change: dict[str, Any], wrong: set[tuple[str, str]]
) -> None:
    good = HouseholdMember(family_id, "Grace Marlowe", "mother")

    assert refusals(keep_family.keep_household_member, store, replace(good, **change), today=TODAY) == wrong
    assert families.household(store, family_id) == []


def test_a_confirmed_member_is_kept_whole(store: Store, family_id: int) -> None:
    member = HouseholdMember(family_id, "Grace Marlowe", "mother", **CONFIRMED)  # type: ignore[arg-type]
    keep_family.keep_household_member(store, member, today=TODAY)

    (kept,) = families.household(store, family_id)

    assert (kept.confirmed_by, kept.confirmed_on, kept.confirmed_how) == tuple(CONFIRMED.values())


def test_who_came_and_left_since_a_day_is_known(store: Store, family_id: int) -> None:
    for name, added, left in (
        ("Grace", date(2027, 1, 4), None),
        ("Lee", date(2027, 3, 1), None),
        ("Dan", date(2027, 1, 4), date(2027, 3, 2)),
    ):
        member = HouseholdMember(family_id, name, "adult", added_on=added, left_on=left)
        keep_family.keep_household_member(store, member, today=TODAY)

    assert {m.name for m in families.changed_since(store, family_id, date(2027, 2, 1))} == {"Lee", "Dan"}
    assert families.changed_since(store, family_id, TODAY) == []


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"lines": " \n "}, {("lines", "required")}),
        ({"lines": "x" * 501}, {("lines", "too_long")}),
        ({"postcode": "x" * 13}, {("postcode", "too_long")}),
        ({"whose": "x" * 201}, {("whose", "too_long")}),
        ({"lines": "4 Mill\u202eLane"}, {("lines", "bad_characters")}),
    ],
)
def test_an_address_is_refused(
    store: Store, family_id: int, change: dict[str, Any], wrong: set[tuple[str, str]]
) -> None:
    good = Address(family_id, "4 Mill Lane")

    assert refusals(keep_family.keep_address, store, replace(good, **change)) == wrong


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"doctor_id": 99}, {("doctor_id", "required")}),
        ({"kind": "x-ray"}, {("kind", "required")}),
        ({"child_id": 99}, {("child_id", "required")}),
        ({"place": "x" * 201}, {("place", "too_long")}),
        ({"examined_on": date(2027, 3, 9)}, {("examined_on", "date_in_future")}),
        ({"examined_on": date(2019, 6, 13)}, {("examined_on", "examined_before_birth")}),
        ({"examined_on": date(2027, 2, 19)}, {("examined_on", "medical_recorded")}),
    ],
)
def test_a_medical_is_refused(
    store: Store, family_id: int, doctor_id: int, change: dict[str, Any], wrong: set[tuple[str, str]]
) -> None:
    ella = keep_family.keep_child(store, Child(family_id, "Ella", date(2019, 6, 14)), today=TODAY).value
    keep_family.record_medical(store, Medical(ella, date(2027, 2, 19), doctor_id), today=TODAY)
    good = Medical(ella, date(2027, 3, 1), doctor_id)

    assert refusals(keep_family.record_medical, store, replace(good, **change), today=TODAY) == wrong
    assert len(families.medicals(store, family_id)) == 1


def test_a_medical_is_made_by_a_paediatrician(store: Store, family_id: int) -> None:
    surgery = keep_directory.keep_agency(store, Agency("Mill Surgery", "health")).value
    gp = keep_directory.keep_professional(store, Professional("Dr Ford", "gp", surgery)).value
    ella = keep_family.keep_child(store, Child(family_id, "Ella", date(2019, 6, 14)), today=TODAY).value

    assert refusals(keep_family.record_medical, store, Medical(ella, TODAY, gp), today=TODAY) == {
        ("doctor_id", "required")
    }


def test_a_medical_may_be_put_right(store: Store, family_id: int, doctor_id: int) -> None:
    ella = keep_family.keep_child(store, Child(family_id, "Ella", date(2019, 6, 14)), today=TODAY).value
    keep_family.record_medical(store, Medical(ella, date(2027, 2, 19), doctor_id), today=TODAY)
    (seen,) = families.medicals(store, family_id)

    keep_family.record_medical(store, replace(seen, place="Royal Infirmary"), today=TODAY)

    assert families.medicals(store, family_id)[0].place == "Royal Infirmary"
    event = lists.history(store, "family", family_id)[0]
    assert (event.action, json.loads(event.facts)) == ("medical_changed", {"name": "Dr Amara Lindgren"})
