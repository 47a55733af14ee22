from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from conference_app.domain.attendance import Attendance
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken, SeveralRulesBroken
from conference_app.domain.rebooking import Kind
from conference_app.messages import sentences
from conference_app.store import attendance, conferences, invitations, lists
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import take_register
from conference_app.use_cases.invite import Reply, build_list, record_reply
from tests.conference_app.use_cases.marlowe import (
    AFTER,
    START,
    TODAY,
    Marlowe,
    booked_conference,
    came,
    held_conference,
    invited_conference,
    wish,
)


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


def version(store: Store, known: Marlowe) -> int:
    return conferences.conference(store, known.conference).version


def on_the_register(store: Store, known: Marlowe, role: str) -> Attendance:
    return next(each for each in take_register.register_of(store, known.conference) if each.role_code == role)


def test_the_register_begins_with_everybody_invited_in_the_order_of_the_list(store: Store) -> None:
    known = invited_conference(store)
    register = take_register.register_of(store, known.conference)
    listed = [line.name for line in invitations.invitations(store, known.conference) if line.name]
    assert [person.name for person in register] == listed
    assert {(person.id, person.presence) for person in register} == {(0, "absent")}


def test_writing_somebody_down_leaves_the_order_and_uninvited_people_come_last(store: Store) -> None:
    known = invited_conference(store)
    before = [person.name for person in take_register.register_of(store, known.conference)]
    take_register.keep_attendance(store, Attendance(known.conference, "Ruth Ames", "school"))
    came(store, known, "police")
    after = [person.name for person in take_register.register_of(store, known.conference)]
    assert after == [*before, "Ruth Ames"]


def test_a_reply_of_not_coming_is_offered_as_apologies_and_a_deputy_by_name(store: Store) -> None:
    known = invited_conference(store)
    lines = {line.role_code: line for line in invitations.invitations(store, known.conference)}
    record_reply(store, lines["police"], Reply("not coming", TODAY), today=TODAY)
    record_reply(store, lines["social_worker"], Reply("sending a deputy", TODAY, deputy="Tom Vale"), today=TODAY)
    assert on_the_register(store, known, "police").presence == "apologies"
    deputy = on_the_register(store, known, "social_worker")
    assert (deputy.name, deputy.representing) == ("Tom Vale", "Priya Nair")


def test_presence_is_kept_corrected_and_struck_off_with_an_event_each(store: Store) -> None:
    known = invited_conference(store)
    came(store, known, "police")
    officer = on_the_register(store, known, "police")
    assert (officer.presence, officer.arrived) == ("present", "09:30")
    take_register.keep_attendance(store, replace(officer, left_at="10.45"))
    assert on_the_register(store, known, "police").left_at == "10:45"
    take_register.strike_off(store, on_the_register(store, known, "police"))
    assert on_the_register(store, known, "police").id == 0
    events = [row.action for row in lists.history(store, "conference", known.conference)][:3]
    assert events == ["attendance_removed", "attendance_recorded", "attendance_recorded"]


def test_what_somebody_else_changed_meanwhile_is_not_struck_off(store: Store) -> None:
    known = invited_conference(store)
    came(store, known, "police")
    seen = on_the_register(store, known, "police")
    take_register.keep_attendance(store, replace(seen, left_at="10:45"))
    with pytest.raises(RuleBroken, match="changed_elsewhere"):
        take_register.strike_off(store, seen)
    assert on_the_register(store, known, "police").left_at == "10:45"


def test_everything_wrong_with_a_line_is_said_at_once(store: Store) -> None:
    known = invited_conference(store)
    with pytest.raises(SeveralRulesBroken) as broken:
        take_register.keep_attendance(
            store, Attendance(known.conference, " ", "wizard", arrived="10:00", left_at="9:00")
        )
    assert {each.field for each in broken.value.broken} == {"name", "role_code", "left_at"}
    assert all(sentences(broken.value))
    assert attendance.register(store, known.conference) == []


def test_the_quorum_follows_who_is_in_the_room(store: Store) -> None:
    known = invited_conference(store)
    came(store, known, "social_worker", "police")
    assert take_register.quorum_of(store, known.conference).words() == "Not quorate: 1 more agency missing."
    came(store, known, "paediatrician")
    assert take_register.quorum_of(store, known.conference).met
    names = ["Dr Amara Lindgren", "Priya Nair", "Owen Pryce"]
    assert sorted(take_register.quorum_depends_on(store, known.conference)) == sorted(names)
    take_register.keep_attendance(store, replace(on_the_register(store, known, "police"), left_at="10:00"))
    assert not take_register.quorum_of(store, known.conference).met
    assert take_register.quorum_at_its_best(store, known.conference).met


def test_a_quorate_conference_is_held_and_its_event_names_no_reason(store: Store) -> None:
    known = invited_conference(store)
    came(store, known, "social_worker", "police", "paediatrician")
    seen = version(store, known)
    status = take_register.hold_conference(
        store, known.conference, seen=seen, now=AFTER, inquorate_reason="not needed"
    ).value
    assert status is Status.HELD
    event = lists.history(store, "conference", known.conference)[0]
    assert (event.action, event.reason) == ("held", "")


def test_held_without_a_quorum_needs_the_chairs_reason(store: Store) -> None:
    known = invited_conference(store)
    came(store, known, "social_worker", "paediatrician")
    with pytest.raises(RuleBroken) as broken:
        take_register.hold_conference(store, known.conference, seen=version(store, known), now=AFTER)
    assert broken.value.field == "inquorate_reason"
    seen = version(store, known)
    status = take_register.hold_conference(
        store, known.conference, seen=seen, now=AFTER, inquorate_reason="Delay would harm."
    ).value
    assert status is Status.HELD_INQUORATE
    assert lists.history(store, "conference", known.conference)[0].reason == "Delay would harm."


def test_it_is_not_held_before_it_began_nor_with_an_empty_register(store: Store) -> None:
    known = invited_conference(store)
    with pytest.raises(RuleBroken, match="not_yet_held"):
        take_register.hold_conference(
            store, known.conference, seen=version(store, known), now=datetime(2027, 3, 10, 9, 29)
        )
    with pytest.raises(RuleBroken, match="register_is_empty"):
        take_register.hold_conference(
            store, known.conference, seen=version(store, known), now=AFTER, inquorate_reason="x"
        )


def uninvited_but_met(store: Store) -> Marlowe:
    known = booked_conference(store)
    for name, role in (("Priya Nair", "social_worker"), ("Owen Pryce", "police"), ("Ruth Ames", "school")):
        take_register.keep_attendance(store, Attendance(known.conference, name, role))
    return known


def test_without_a_paediatrician_invited_only_a_breach_can_be_recorded_and_it_stays(store: Store) -> None:
    known = uninvited_but_met(store)
    assert not take_register.paediatrician_was_invited(store, known.conference)
    seen = version(store, known)
    with pytest.raises(RuleBroken, match="held_without_paediatrician"):
        take_register.hold_conference(store, known.conference, seen=seen, now=AFTER)
    with pytest.raises(RuleBroken) as half:
        take_register.hold_conference(store, known.conference, seen=seen, now=AFTER, breach_chair="R. Osei")
    assert half.value.field == "breach_reason"
    take_register.hold_conference(
        store, known.conference, seen=seen, now=AFTER, breach_chair="R. Osei", breach_reason="Forgotten."
    )
    breach = conferences.breach(store, known.conference)
    assert breach is not None
    assert (breach.chair_name, breach.reason) == ("R. Osei", "Forgotten.")
    with pytest.raises(RuleBroken, match="breach_stays"), store.write() as writing:
        writing.execute("DELETE FROM breach")
    assert lists.conferences(store)[0].in_breach


def test_with_a_paediatrician_invited_no_breach_is_written(store: Store) -> None:
    known = held_conference(store)
    assert conferences.breach(store, known.conference) is None


def test_a_conference_held_is_not_held_again(store: Store) -> None:
    known = held_conference(store)
    with pytest.raises(RuleBroken, match="unlawful_step"):
        take_register.hold_conference(store, known.conference, seen=version(store, known), now=AFTER)


# an invitation after the start


def test_an_invitation_after_the_start_leaves_only_the_breach(store: Store) -> None:
    known = uninvited_but_met(store)
    build_list(store, known.conference)
    doctor = invitations.invitations(store, known.conference)[0]
    with store.write() as writing:
        invitations.change(writing, doctor, sent_at=START, sent_route="post", sent_by="Ada")
        writing.record("sent_late", "conference", known.conference)
    assert not take_register.paediatrician_was_invited(store, known.conference)
    with pytest.raises(RuleBroken, match="held_without_paediatrician"):
        take_register.hold_conference(store, known.conference, seen=version(store, known), now=AFTER)


def test_adjourned_without_a_paediatrician_is_a_breach_too(store: Store) -> None:
    known = uninvited_but_met(store)
    with pytest.raises(RuleBroken, match="held_without_paediatrician"):
        wish(store, known, Kind.ADJOURNED, reason_code="interpreter_missing")
    done = wish(store, known, Kind.ADJOURNED, breach_chair="R. Osei", breach_reason="Forgotten.")
    assert done.breach
    assert conferences.breach(store, known.conference) is not None
    assert conferences.conference(store, known.conference).status is Status.ADJOURNED


# corrections after it was held


def test_a_held_conference_keeps_somebody_present(store: Store) -> None:
    known = held_conference(store)
    for role in ("police", "paediatrician"):
        take_register.strike_off(store, on_the_register(store, known, role), inquorate_reason="Delay would harm.")
    worker = on_the_register(store, known, "social_worker")
    with pytest.raises(RuleBroken, match="register_would_be_empty") as refused:
        take_register.strike_off(store, worker, inquorate_reason="x")
    assert sentences(refused.value)
    with pytest.raises(RuleBroken, match="register_would_be_empty"):
        take_register.keep_attendance(store, replace(worker, presence="absent"), inquorate_reason="x")
    assert on_the_register(store, known, "social_worker").presence == "present"


def test_the_status_follows_a_corrected_register_and_back(store: Store) -> None:
    known = held_conference(store)
    officer = on_the_register(store, known, "police")
    with pytest.raises(RuleBroken, match="inquorate_needs_reason") as refused:
        take_register.keep_attendance(store, replace(officer, presence="absent"))
    assert (refused.value.field, bool(sentences(refused.value))) == ("inquorate_reason", True)
    assert on_the_register(store, known, "police").presence == "present"
    take_register.keep_attendance(store, replace(officer, presence="absent"), inquorate_reason="Delay would harm.")
    assert conferences.conference(store, known.conference).status is Status.HELD_INQUORATE
    event = lists.history(store, "conference", known.conference)[0]
    assert (event.action, event.reason) == ("held_inquorate", "Delay would harm.")
    take_register.keep_attendance(store, replace(on_the_register(store, known, "police"), presence="present"))
    assert conferences.conference(store, known.conference).status is Status.HELD


def test_a_held_conference_is_not_held_anew_with_another_quorum(store: Store) -> None:
    known = held_conference(store)
    with store.write() as writing:
        writing.execute("UPDATE attendance SET presence = 'absent' WHERE role_code = 'police'")
        writing.record("changed", "conference", known.conference)
    with pytest.raises(RuleBroken, match="unlawful_step"):
        take_register.hold_conference(
            store, known.conference, seen=version(store, known), now=AFTER, inquorate_reason="x"
        )


def test_writing_the_same_down_again_changes_nothing(store: Store) -> None:
    known = invited_conference(store)
    came(store, known, "police")
    before = store.audit_head()
    assert not take_register.keep_attendance(store, on_the_register(store, known, "police")).changed
    assert store.audit_head() == before
