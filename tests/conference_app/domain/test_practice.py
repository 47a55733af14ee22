from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conference_app import resources
from conference_app.defaults import default_practice
from conference_app.domain.errors import RuleBroken
from conference_app.domain.practice import ValueKind, as_text, check, definitions_from
from conference_app.messages import sentence

DEFINITIONS = default_practice().definitions

# The table of defaults the procedures were read for.
DEFAULTS = {
    "icpc_limit_wd": 15,
    "count_from": "the day after",
    "stricter_warning": True,
    "transfer_in_limit_wd": 15,
    "transfer_in_clock_start": "written notice",
    "first_review_limit": "3 calendar months",
    "later_review_limit": "6 calendar months",
    "prebirth_target_weeks": 12,
    "prebirth_stop_weeks": 34,
    "review_after_birth": "20 working days",
    "core_group_first_wd": 10,
    "core_group_interval_weeks": 4,
    "sw_report_initial_wd": 3,
    "sw_report_review_wd": 5,
    "agency_report_initial_wd": 2,
    "agency_report_review_wd": 5,
    "bundle_wd": 1,
    "bundle_time": "10:00",
    "review_invite_wd": 20,
    "review_prompt_weeks": 6,
    "invite_notice_wd": 5,
    "police_check_wd": 7,
    "decision_letter_wd": 1,
    "record_wd": 15,
    "inquorate_redate_wd": 10,
    "exclusion_notice_wd": 3,
    "quorum_other_agencies": 2,
    "health_counts_as_one": False,
    "child_ask_age": 10,
    "child_own_invitation_age": 12,
    "marking_text": "OFFICIAL-SENSITIVE",
    "complaint_window_days": 28,
    "minutes_initial": 120,
    "minutes_review": 90,
}


def test_defaults():
    assert {key: default_practice().value(key) for key in DEFAULTS} == DEFAULTS


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=lambda definition: definition.key)
def test_every_number_explains_itself(definition):
    assert definition.title
    assert definition.group
    assert definition.range
    assert definition.help.endswith(".")
    assert check(definition, as_text(definition.default)) == definition.default
    if definition.kind is ValueKind.INTEGER:
        assert definition.unit
        assert definition.minimum <= definition.default <= definition.maximum
    if definition.kind is ValueKind.CHOICE:
        assert definition.default in definition.choices


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("icpc_limit_wd", " 10 ", 10),
        ("health_counts_as_one", "Yes", True),
        ("health_counts_as_one", "off", False),
        ("first_review_limit", "90 DAYS", "90 days"),
        ("bundle_time", "9.30", "09:30"),
        ("bundle_time", "1600", "16:00"),
        ("bundle_time", "", ""),
        ("chair_title", "  Conference   chair ", "Conference chair"),
        ("marking_text", "", ""),
        ("organiser_email", " Conferences@Council.gov.uk ", "Conferences@Council.gov.uk"),
        ("organiser_email", "", ""),
        ("secure_domains", "NHS.net,*.gov.uk ,, *.police.uk", "nhs.net, *.gov.uk, *.police.uk"),
        ("secure_domains", ",", ""),
        ("own_domain", "Council.gov.uk", "council.gov.uk"),
    ],
)
def test_what_is_typed_is_understood(key: str, typed: str, value: object):
    assert check(DEFINITIONS[key], typed) == value


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("icpc_limit_wd", "", "practice_blank"),
        ("icpc_limit_wd", "fifteen", "practice_not_a_number"),
        ("icpc_limit_wd", "1.5", "practice_not_a_number"),
        ("icpc_limit_wd", "٣", "practice_not_a_number"),
        ("icpc_limit_wd", "16", "practice_out_of_range"),
        ("icpc_limit_wd", "0", "practice_out_of_range"),
        ("icpc_limit_wd", "-5", "practice_out_of_range"),
        ("health_counts_as_one", "perhaps", "practice_not_yes_or_no"),
        ("first_review_limit", "4 months", "practice_not_a_choice"),
        ("bundle_time", "25:00", "practice_not_a_time"),
        ("bundle_time", "soon", "practice_not_a_time"),
        ("organiser_email", "council", "practice_not_an_address"),
        ("organiser_email", "a@b.uk, c@d.uk", "practice_not_an_address"),
        ("organiser_email", "noreply@council.gov.uk", "practice_no_reply"),
        ("organiser_email", "Do-Not-Reply@council.gov.uk", "practice_no_reply"),
        ("organiser_email", "no_reply+conferences@council.gov.uk", "practice_no_reply"),
        ("secure_domains", "nhs.net, *.uk", "practice_not_a_domain"),
        ("secure_domains", "nhs.net gov.uk", "practice_not_a_domain"),
        ("own_domain", "*.council.gov.uk", "practice_not_one_domain"),
        ("own_domain", "a.uk, b.uk", "practice_not_one_domain"),
        ("chair_title", " ", "practice_blank"),
        ("chair_title", "x" * 201, "too_long"),
        ("chair_title", "Chair\x07", "bad_characters"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field(key: str, typed: str, code: str):
    with pytest.raises(RuleBroken) as broken:
        check(DEFINITIONS[key], typed)
    assert broken.value.code == code
    assert broken.value.field == key
    assert DEFINITIONS[key].title in sentence(broken.value)


@given(st.sampled_from(list(DEFINITIONS.values())), st.text())
def test_anything_typed_is_a_value_or_a_sentence(definition, typed):
    try:
        value = check(definition, typed)
    except RuleBroken as broken:
        refused = broken
    else:
        assert check(definition, as_text(value)) == value
        return
    assert sentence(refused)


def test_changes_are_seen_and_leave_the_rest():
    practice = default_practice().with_typed({"record_wd": "20", "bundle_time": "", "of_a_later_version": "7"})
    assert practice.integer("record_wd") == 20
    assert practice.is_changed("record_wd")
    assert practice.time_of_day("bundle_time") is None
    assert not practice.is_changed("icpc_limit_wd")
    assert default_practice().integer("record_wd") == 15
    assert practice.with_typed({"record_wd": "15"}).is_changed("record_wd") is False


def test_reading_by_sort():
    practice = default_practice()
    assert practice.text("chair_title") == "Chair"
    assert practice.flag("stricter_warning") is True
    assert practice.time_of_day("bundle_time") == time(10, 0)
    assert practice.measure("icpc_limit_wd") == "15 working days"
    assert practice.measure("first_review_limit") == "3 calendar months"
    for read in (practice.integer, practice.text):
        with pytest.raises(TypeError):
            read("stricter_warning")
    with pytest.raises(TypeError):
        practice.flag("icpc_limit_wd")
    with pytest.raises(KeyError):
        practice.integer("no_such_number")


def test_a_bad_default_or_a_repeated_key_does_not_load():
    entries = resources.toml("practice.toml")["number"]
    with pytest.raises(ValueError, match="icpc_limit_wd"):
        definitions_from({"number": [entries[0], entries[0]]})
    with pytest.raises(RuleBroken):
        definitions_from({"number": [{**entries[0], "default": 99}]})
