"""The example store: plausible shares, the same for the same seed, something in every list, nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from conference_app.defaults import bundled_calendar
from conference_app.domain.chasing import Step, What
from conference_app.domain.conference import Booking
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import PAEDIATRICIAN
from conference_app.domain.supply import Whose
from conference_app.example.families import INVENTED
from conference_app.messages import sentences
from conference_app.store import bulk, conferences, lists, people, rebookings, supply
from conference_app.store.store import Store, memory_store
from conference_app.use_cases.booking_faults import diary_faults
from conference_app.use_cases.chase import chase_list
from conference_app.use_cases.invite import build_list
from conference_app.use_cases.make_example import CONFERENCES_A_WRITE, make_example
from conference_app.use_cases.request_conference import limit_of
from conference_app.use_cases.take_back_rebooking import take_back
from conference_app.use_cases.take_register import quorum_at_its_best
from conference_app.use_cases.what_is_due import Duty, what_is_due

TODAY = date(2027, 3, 3)
NOW = datetime.combine(TODAY, time(8, 30))
HELD = "status IN ('held', 'held inquorate')"


def an_example(conferences: int, years: int = 2, seed: int = 7, today: date = TODAY) -> Store:
    store = memory_store(example=True, now=lambda: datetime(2027, 3, 3, 8, 30, tzinfo=UTC))
    make_example(store, conferences=conferences, years=years, seed=seed, today=today)
    return store


@pytest.fixture(scope="module")
def small() -> Iterator[Store]:
    with an_example(40) as store:
        yield store


@pytest.fixture(scope="module")
def middling() -> Iterator[Store]:
    with an_example(400) as store:
        yield store


@pytest.fixture(scope="module")
def large() -> Iterator[Store]:
    """Enough first conferences for shares to settle: about 430, of 900 children."""
    with an_example(1400, years=4) as store:
        yield store


def share(store: Store, condition: str, of: str, table: str = "conference") -> float:
    return float(store.value(f"SELECT avg({condition}) FROM {table} WHERE {of}"))


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table the example fills, and what was put on the audit trail."""
    tables = {table: f'SELECT * FROM "{table}"' for table in bulk.TABLES}
    tables["audit"] = (
        "SELECT seq, at_utc, action, entity, entity_id, json FROM audit LEFT JOIN audit_detail USING (seq)"
    )
    return {name: [tuple(row) for row in store.rows(f"{sql} ORDER BY 1, 2")] for name, sql in tables.items()}


def test_there_are_as_many_conferences_as_asked_for(small: Store, middling: Store) -> None:
    assert small.value("SELECT count(*) FROM conference") == 40
    assert middling.value("SELECT count(*) FROM conference") == 400


def test_every_list_of_work_has_something_in_a_small_store(small: Store) -> None:
    duties = {line.duty for line in what_is_due(small, now=NOW)}
    assert duties == set(Duty)


def test_one_conference_is_today_and_another_tomorrow(small: Store) -> None:
    for day in (TODAY, TODAY + timedelta(days=1)):
        assert lists.conferences(small, first=day, last=day)


def test_today_may_be_a_day_off() -> None:
    sunday = date(2027, 3, 28)  # Easter
    with an_example(40, today=sunday) as store:
        assert lists.conferences(store, first=date(2027, 3, 30), last=date(2027, 3, 30))
        assert {line.duty for line in what_is_due(store, now=datetime.combine(sunday, time(9, 0)))} == set(Duty)


def test_the_same_seed_gives_the_same_store(small: Store) -> None:
    with an_example(40) as again, an_example(40, seed=8) as other:
        assert content(again) == content(small)
        assert content(other)["child"] != content(small)["child"]


def test_first_conferences_and_reviews_are_in_proportion(middling: Store) -> None:
    assert share(middling, "type = 'review'", "true") == pytest.approx(183 / 264, abs=0.06)


def test_a_conference_is_about_two_children_fifteen_invitees_and_twelve_actions(middling: Store) -> None:
    held = middling.value(f"SELECT count(*) FROM conference WHERE {HELD}")
    assert middling.value("SELECT count(*) FROM conference_child") / 400 == pytest.approx(2.05, abs=0.2)
    assert middling.value("SELECT count(*) FROM invitation") / 400 == pytest.approx(15, abs=1.5)
    assert middling.value("SELECT count(*) FROM action") / held == pytest.approx(12, abs=1)


def test_working_days_to_the_conference_follow_the_national_shares(large: Store) -> None:
    calendar = bundled_calendar()
    counted = [
        calendar.between(date.fromisoformat(row[0]), date.fromisoformat(row[1]))
        for row in large.rows(
            "SELECT counted_from, substr(starts_at, 1, 10) FROM conference "
            f"JOIN conference_child ON conference_id = id WHERE type <> 'review' AND {HELD}"
        )
    ]
    bands = [
        sum(low <= days <= high for days in counted) / len(counted)
        for low, high in ((0, 10), (11, 15), (16, 20), (21, 99))
    ]
    assert bands == pytest.approx([0.087, 0.727, 0.089, 0.097], abs=0.05)


def test_late_ones_have_reason_and_approver(middling: Store) -> None:
    late = "starts_at IS NOT NULL AND substr(starts_at, 1, 10) > limit_on"
    assert share(middling, "late_reason <> '' AND late_approver <> '' AND late_approved_on IS NOT NULL", late) == 1
    assert share(middling, "late_reason = '' AND late_approver = ''", f"NOT ({late})") == 1


def test_limits_are_those_the_program_counts(small: Store) -> None:
    for row in small.rows("SELECT id FROM conference"):
        found = conferences.conference(small, row[0])
        limit = limit_of(small, found)
        born_since = found.type == "pre-birth" or found.previous_was_initial
        if limit is not None and not born_since:
            assert (found.limit_on, found.stricter_limit_on) == (limit.limit, limit.stricter)


def test_doctors_come_as_seldom_as_they_do(middling: Store) -> None:
    assert share(middling, "presence = 'present'", "role_code = 'gp'", "attendance") == pytest.approx(0.09, abs=0.05)
    doctor = share(middling, "presence = 'present'", f"role_code = '{PAEDIATRICIAN}'", "attendance")
    assert 0.12 < doctor < 0.4


def test_the_register_and_the_status_agree(middling: Store) -> None:
    held = middling.rows(f"SELECT id, status FROM conference WHERE {HELD}")
    assert all(quorum_at_its_best(middling, row[0]).met == (row[1] == "held") for row in held)
    assert share(middling, "status = 'held'", HELD) == pytest.approx(0.9, abs=0.05)


def test_breaches_are_few_and_the_only_ones_without_a_sent_paediatrician(middling: Store) -> None:
    assert 1 <= middling.value("SELECT count(*) FROM breach") <= 4
    unsent = middling.rows(
        f"SELECT id FROM conference WHERE {HELD} AND NOT EXISTS (SELECT 1 FROM invitation WHERE "
        "conference_id = conference.id AND role_code = 'paediatrician' AND sent_at IS NOT NULL)"
    )
    assert {row[0] for row in unsent} == {row[0] for row in middling.rows("SELECT conference_id FROM breach")}


def test_a_breach_has_no_invitation_recorded_as_sent_and_people_came_all_the_same(middling: Store) -> None:
    """As it is with a breach recorded in the window: without the paediatrician's, none can be marked as sent."""
    for row in middling.rows("SELECT conference_id FROM breach"):
        of_it = f"conference_id = {row[0]}"
        asked = ("sent_at", "reply_on", "report_asked_on", "report_received_on")
        assert [middling.value(f"SELECT count({column}) FROM invitation WHERE {of_it}") for column in asked] == [0] * 4
        assert middling.value(f"SELECT count(*) FROM attendance WHERE {of_it} AND presence = 'present'") >= 2
        assert not middling.rows(f"SELECT 1 FROM document_issue WHERE {of_it} AND kind = 'agenda' AND draft = 0")
        assert "invited" not in {event.action for event in lists.history(middling, "conference", row[0])}


@pytest.mark.parametrize("whose", ["chair_id", "room_id", "family_id"])
def test_nobody_is_booked_twice(middling: Store, whose: str) -> None:
    assert not middling.rows(
        f"SELECT 1 FROM conference a JOIN conference b ON a.{whose} = b.{whose} AND a.id < b.id "
        "AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
    )


def test_nobody_meets_on_a_day_off(middling: Store) -> None:
    days = [
        date.fromisoformat(row[0])
        for row in middling.rows("SELECT DISTINCT substr(starts_at, 1, 10) FROM conference WHERE starts_at IS NOT NULL")
    ]
    assert all(bundled_calendar().is_working_day(day) for day in days)


def test_chairs_rooms_doctors_and_schools_have_their_hours(small: Store) -> None:
    whose = {each.owner.whose for each in supply.patterns(small)}
    assert whose == set(Whose)
    assert {each.available for each in supply.patterns(small)} == {True, False}
    assert {each.kind for each in supply.busy_between(small, date(2026, 9, 1), date(2027, 9, 1))} >= {
        "leave",
        "blocked",
    }
    assert supply.school_holidays(small, TODAY, TODAY + timedelta(days=200))
    assert any("step-free" in room.features for room in people.rooms(small))


def test_no_conference_stands_in_the_way_of_these(middling: Store) -> None:
    """The check of a slot has nothing against the bookings; only the list may be longer than the room has seats."""
    faults = set()
    for row in middling.rows(
        "SELECT id FROM conference WHERE starts_at > ? AND status <> 'postponed'", [TODAY - timedelta(days=150)]
    ):
        found = conferences.conference(middling, row[0])
        assert found.starts_at is not None
        booking = Booking(found.starts_at, found.minutes, found.chair_id or 0, found.mode, found.room_id)
        refused, cautions = diary_faults(middling, replace(found, status=Status.REQUESTED), booking)
        faults |= {each.code for each in refused} | {each.code for each in cautions}
    assert faults <= {"room_small"}


def test_conferences_spread_over_the_years_asked_for(middling: Store) -> None:
    first = date.fromisoformat(middling.value("SELECT min(substr(starts_at, 1, 10)) FROM conference"))
    assert timedelta(days=0) <= first - (TODAY + timedelta(weeks=8) - timedelta(days=730)) < timedelta(days=40)
    months = middling.value("SELECT count(DISTINCT substr(starts_at, 1, 7)) FROM conference")
    assert months >= 25


def test_references_count_up_by_year_and_the_next_one_goes_on(middling: Store) -> None:
    for year in (2025, 2026, 2027):
        count = middling.value("SELECT count(*) FROM conference WHERE reference LIKE ?", [f"CP-{year}-%"])
        assert conferences.next_reference(middling, year) == f"CP-{year}-{count + 1:04d}"
    assert not middling.rows("SELECT 1 FROM conference WHERE substr(reference, 4, 4) <> substr(requested_on, 1, 4)")


def test_every_family_says_it_is_invented(middling: Store) -> None:
    assert {row[0] for row in middling.rows("SELECT note FROM family")} == {INVENTED}
    assert not middling.rows("SELECT 1 FROM professional WHERE email NOT LIKE '%.example'")


def test_an_upcoming_conference_can_be_worked_on(small: Store) -> None:
    """The list is what the rules would build, and the history shows how it came about."""
    found = lists.conferences(small, first=TODAY, last=TODAY)[0]
    assert build_list(small, found.id).value == 0
    done = {event.action for event in lists.history(small, "conference", found.id)}
    assert {"requested", "booked", "invitations_sent", "invited"} <= done


def test_a_date_was_moved_and_not_everybody_has_been_told_again(small: Store) -> None:
    rows = small.rows("SELECT conference_id, kind, taken_back_at FROM rebooking ORDER BY conference_id")
    assert sorted(row["kind"] for row in rows) == ["moved", "moved", "postponed"]
    ahead = next(row[0] for row in rows if conferences.conference(small, row[0]).status is Status.BOOKED)
    held = rebookings.still_held(small, ahead)
    sent = small.value("SELECT count(sent_at) FROM invitation WHERE conference_id = ?", (ahead,))
    assert held
    assert sent
    found = conferences.conference(small, ahead)
    [kept] = rebookings.rebookings(small, ahead)
    assert kept.booking_before is not None
    assert found.starts_at is not None
    assert kept.booking_before.starts_at.date() < found.starts_at.date()
    assert {"booked", "moved", "invitations_sent"} <= {e.action for e in lists.history(small, "conference", ahead)}
    assert all(each.sent_at is not None and each.sent_at < kept.rebooked_at for each in held.values())


def test_what_was_postponed_has_called_everybody_back_and_can_be_taken_back() -> None:
    with an_example(40) as store:
        [row] = store.rows("SELECT id, conference_id FROM rebooking WHERE kind = 'postponed'")
        assert store.value("SELECT count(sent_at) FROM invitation WHERE conference_id = ?", (row[1],)) == 0
        assert len(rebookings.still_held(store, row[1])) >= 5
        take_back(store, row[0])
        assert conferences.conference(store, row[1]).status is Status.INVITED


def test_some_were_chased_and_a_manager_for_one_of_them(small: Store) -> None:
    found = chase_list(small, TODAY)
    chased = [each for each in found if each.chased_at is not None]
    assert {each.what for each in chased} == set(What)
    assert {each.chased_step for each in chased} == {Step.PRACTITIONER, Step.MANAGER}
    message = small.value("SELECT message FROM chasing WHERE what = 'reply' LIMIT 1")
    assert "Please tell us whether you" in message


def test_a_stopped_one_is_smaller_and_usable() -> None:
    with memory_store(example=True) as store:
        reports: list[int] = []
        made = make_example(
            store,
            conferences=1000,
            years=2,
            seed=1,
            today=TODAY,
            progress=lambda done, total, words: reports.append(done),
            stopped=lambda: len(reports) > 2,
        )
        count = store.value("SELECT count(*) FROM conference")
        assert made.value == count == reports[-1]
        assert CONFERENCES_A_WRITE <= count < 1000
        assert {line.duty for line in what_is_due(store, now=NOW)} == set(Duty)
        assert not store.rows("SELECT 1 FROM family WHERE id NOT IN (SELECT family_id FROM conference)")


def test_one_stopped_at_once_still_has_the_work_of_today() -> None:
    with memory_store(example=True) as store:
        made = make_example(store, conferences=1000, years=2, seed=1, today=TODAY, stopped=lambda: True)
        assert 0 < made.value < 60
        assert {line.duty for line in what_is_due(store, now=NOW)} == set(Duty)


def test_a_very_small_one_has_what_fits() -> None:
    with an_example(3) as store:
        assert store.value("SELECT count(*) FROM conference") == 3


def test_a_real_store_is_refused() -> None:
    with memory_store() as store, pytest.raises(RuleBroken) as refused:
        make_example(store, conferences=10, years=1, seed=1, today=TODAY)
    assert "example store" in sentences(refused.value)[0]


def test_a_store_with_conferences_is_refused(small: Store) -> None:
    with pytest.raises(RuleBroken, match="example_not_empty"):
        make_example(small, conferences=10, years=1, seed=1, today=TODAY)


@pytest.mark.parametrize(("conferences_", "years"), [(0, 1), (10, 0), (300_000, 1)])
def test_sizes_nobody_means_are_refused(conferences_: int, years: int) -> None:
    with memory_store(example=True) as store, pytest.raises(RuleBroken, match="number_out_of_range"):
        make_example(store, conferences=conferences_, years=years, seed=1, today=TODAY)
