"""Answers out of files: matched, judged and recorded, each in a sentence; the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from conference_app.came_back_words import came_back_words, import_words, outcome_words
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import Agency, Professional
from conference_app.domain.rebooking import Kind
from conference_app.domain.replies import Answer, Became, Judged, Reply
from conference_app.exchange.replies import read_replies
from conference_app.history_event import Names
from conference_app.history_words import sentence_of
from conference_app.store import conferences, invitations, lists, people, replies
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import invite
from conference_app.use_cases.import_replies import import_replies, look_at_replies
from conference_app.use_cases.outcome import Topic
from conference_app.use_cases.take_register import hold_conference
from tests.conference_app.exchange import answers
from tests.conference_app.use_cases.answering import (
    ADDRESSES,
    DOCTOR,
    OFFICER,
    READ,
    UID,
    WORKER,
    answer,
    exclude,
    issue,
    line_of,
    new_version,
    sent_conference,
)
from tests.conference_app.use_cases.marlowe import AFTER, Marlowe, came, wish

FIRST = date(2027, 3, 1)


@pytest.fixture
def store() -> Iterator[Store]:
    with memory_store() as made:
        yield made


@pytest.fixture
def known(store: Store) -> Marlowe:
    return sent_conference(store)


def taken(store: Store, *given: Answer, **more: Any) -> list[Judged]:
    """Look first, then record: both must say the same."""
    seen = look_at_replies(store, given, now=READ, **more)
    done = import_replies(store, given, now=READ, **more).value
    assert seen == done
    return done


def became(store: Store, *given: Answer, **more: Any) -> list[Became]:
    return [each.became for each in taken(store, *given, **more)]


def replied(line: Invitation) -> tuple[str, date | None, str, str, str]:
    return line.reply, line.reply_on, line.reply_route, line.deputy, line.reply_note


@pytest.mark.parametrize(
    ("said", "reply"), [("accepted", "coming"), ("declined", "not coming"), ("tentative", "not sure")]
)
def test_an_answer_is_recorded_with_its_day_and_route(store: Store, known: Marlowe, said: str, reply: str) -> None:
    [judged] = taken(store, answer(said=said, comment="from the start"))
    assert judged.became is Became.RECORDED
    assert replied(line_of(store, known, "paediatrician")) == (reply, FIRST, "e-mail", "", "from the start")
    assert outcome_words(judged) == f"Dr Amara Lindgren is {reply}. Noted: from the start."


def test_a_look_alone_writes_nothing(store: Store, known: Marlowe) -> None:
    head = store.audit_head()
    [seen] = look_at_replies(store, [answer()], now=READ)
    assert seen.became is Became.RECORDED
    assert (line_of(store, known, "paediatrician").reply, store.audit_head()) == ("", head)


def test_the_same_file_again_changes_nothing(store: Store, known: Marlowe) -> None:
    given = [
        answer(),
        answer(OFFICER, "declined"),
        answer("stranger@else.example"),
        answer(uid="not-ours@else.example"),
    ]
    first = import_replies(store, given, now=READ)
    assert first.changed == {Topic.INVITATIONS, Topic.CONFERENCES}
    head = store.audit_head()
    again = import_replies(store, given, now=READ)
    assert [each.became for each in again.value] == [
        Became.REPEATED,
        Became.REPEATED,
        Became.NEVER_INVITED,
        Became.UNKNOWN,
    ]
    assert (again.changed, store.audit_head()) == (frozenset(), head)
    assert store.value("SELECT count(*) FROM calendar_reply") == 4


def test_each_conference_has_its_event(store: Store, known: Marlowe) -> None:
    taken(
        store,
        answer(),
        answer(OFFICER, "delegated", delegated_to="ann@police.example", delegate_name="Ann Hill", source="mail.eml"),
        answer("stranger@else.example"),
        answer(uid="not-ours@else.example"),
    )
    event = lists.history(store, "conference", known.conference)[0]
    assert sentence_of(event, Names()) == (
        "Took in 3 answers from mail.eml and reply.ics: Dr Amara Lindgren coming; Owen Pryce sending a deputy: Ann "
        "Hill; not recorded: stranger@else.example (not on the list)."
    )
    other = lists.history(store, "store", 1)[0]
    assert sentence_of(other, Names()) == (
        f"Took in 1 answer from reply.ics: not recorded: {DOCTOR} (conference not ours)."
    )


def test_nobody_s_capitals_matter(store: Store, known: Marlowe) -> None:
    issue(store, line_of(store, known, "police"), "Owen.PRYCE@Police.example ")
    assert became(store, answer("owen.pryce@police.example")) == [Became.RECORDED]
    assert became(store, answer(OFFICER)) == [Became.NEVER_INVITED]  # written to at another address since


def test_the_directory_s_address_counts_where_none_was_written_to(store: Store, known: Marlowe) -> None:
    school = next(each for each in people.agencies(store) if each.name == "Westmarch Police")
    with store.write() as writing:
        people.keep(writing, replace(school, email="desk@police.example"))
        writing.record("changed", "agency", school.id)
    [judged] = taken(store, answer("desk@police.example"))
    assert (judged.became, judged.line and judged.line.name) == (Became.RECORDED, "Owen Pryce")


def test_a_relative_is_known_by_their_own_address(store: Store, known: Marlowe) -> None:
    with store.write() as writing:
        writing.execute("UPDATE household_member SET email = 'Grace@home.example'")
        writing.record("changed", "family", known.family)
    [judged] = taken(store, answer("grace@home.example", "tentative"))
    assert (judged.became, judged.line and judged.line.name) == (Became.RECORDED, "Grace Marlowe")


# later and earlier


def test_of_two_answers_the_one_written_last_counts(store: Store, known: Marlowe) -> None:
    late = answer(said="declined", stamped_at=datetime(2027, 3, 3, 9, 0, 30, tzinfo=UTC))
    early = answer(said="accepted", stamped_at=datetime(2027, 3, 3, 9, 0, 10, tzinfo=UTC))
    looked = taken(store, late, early)
    assert [each.became for each in looked] == [Became.RECORDED, Became.OLDER]
    assert outcome_words(looked[1]) == "A later answer of the same person is among these."
    assert line_of(store, known, "paediatrician").reply == "not coming"
    [afterwards] = taken(store, answer(said="tentative", stamped_at=datetime(2027, 3, 3, 9, 0, 20, tzinfo=UTC)))
    assert afterwards.became is Became.OLDER
    assert outcome_words(afterwards) == (
        "It was written on Wednesday 3 March 2027. The record has a later answer of Wednesday 3 March 2027: not coming."
    )
    assert became(store, answer(stamped_at=datetime(2027, 3, 3, 9, 0, 40, tzinfo=UTC))) == [Became.RECORDED]


def test_what_a_coordinator_was_told_later_stands(store: Store, known: Marlowe) -> None:
    doctor = line_of(store, known, "paediatrician")
    invite.record_reply(store, doctor, Reply("not coming", date(2027, 3, 2), "phone"), today=READ.date())
    assert became(store, answer()) == [Became.OLDER]
    assert replied(line_of(store, known, "paediatrician"))[0] == "not coming"
    assert became(store, answer(stamped_at=datetime(2027, 3, 2, 8, 0, tzinfo=UTC))) == [Became.RECORDED]


def test_an_answer_written_before_the_invitation_went_out_is_older(store: Store, known: Marlowe) -> None:
    [judged] = taken(store, answer(stamped_at=datetime(2027, 2, 20, 9, 0, tzinfo=UTC)))
    assert judged.became is Became.OLDER
    assert outcome_words(judged) == (
        "It was written on Saturday 20 February 2027, before the invitation was sent on Monday 22 February 2027."
    )


def test_an_answer_without_a_time_is_of_the_day_it_is_read(store: Store, known: Marlowe) -> None:
    assert became(store, answer(stamped_at=None)) == [Became.RECORDED]
    assert line_of(store, known, "paediatrician").reply_on == READ.date()


def test_a_clock_that_is_ahead_gives_today(store: Store, known: Marlowe) -> None:
    assert became(store, answer(stamped_at=datetime(2027, 5, 1, 9, 0, tzinfo=UTC))) == [Became.RECORDED]
    assert line_of(store, known, "paediatrician").reply_on == READ.date()


def test_the_same_reply_again_keeps_how_the_person_takes_part(store: Store, known: Marlowe) -> None:
    doctor = line_of(store, known, "paediatrician")
    by_phone = Reply("coming", date(2027, 2, 25), "phone", "video", note="joins at 10")
    invite.record_reply(store, doctor, by_phone, today=READ.date())
    taken(store, answer())
    line = line_of(store, known, "paediatrician")
    assert (line.reply_mode, line.reply_note, line.reply_route) == ("video", "joins at 10", "e-mail")
    taken(store, answer(said="declined", stamped_at=datetime(2027, 3, 2, tzinfo=UTC)))
    assert (line_of(store, known, "paediatrician").reply_mode, line_of(store, known, "paediatrician").reply_note) == (
        "",
        "",
    )


# versions


def test_an_answer_to_an_earlier_version_is_void(store: Store, known: Marlowe) -> None:
    new_version(store, known, 1)
    [judged] = taken(store, answer(sequence=0))
    assert judged.became is Became.EARLIER_BOOKING
    assert outcome_words(judged) == (
        "It answers an earlier booking and no longer counts. Dr Amara Lindgren is to answer the new one."
    )
    assert line_of(store, known, "paediatrician").reply == ""
    assert became(store, answer(sequence=1)) == [Became.RECORDED]


def test_after_a_move_who_was_not_told_again_cannot_have_answered(store: Store, known: Marlowe) -> None:
    found = conferences.conference(store, known.conference)
    booking = replace_day(found)
    wish(store, known, Kind.MOVED, booking=booking)
    [judged] = taken(store, answer())
    assert judged.became is Became.EARLIER_BOOKING
    assert "has not been invited to the new one yet" in outcome_words(judged)


def replace_day(found: Any) -> Any:
    from conference_app.domain.conference import Booking

    return Booking(found.starts_at.replace(day=11), found.minutes, found.chair_id, room_id=found.room_id)


def test_an_answer_to_a_version_never_sent_is_not_ours(store: Store, known: Marlowe) -> None:
    [judged] = taken(store, answer(sequence=7))
    assert judged.became is Became.LATER_VERSION
    assert outcome_words(judged) == "It answers version 7 of the invitation; the last one sent from here is 0."


def test_one_day_of_a_series_is_no_answer_to_a_single_conference(store: Store, known: Marlowe) -> None:
    assert became(store, answer(occurrence=datetime(2027, 3, 17, 9, 30))) == [Became.OTHER_TIME]
    assert became(store, answer(occurrence=datetime(2027, 3, 10, 9, 30))) == [Became.RECORDED]


# who


def test_somebody_never_invited_is_shown(store: Store, known: Marlowe) -> None:
    given = answer("n.webb@charity.example", attendee_name="Nora Webb")
    [judged] = taken(store, given)
    assert judged.became is Became.NEVER_INVITED
    assert outcome_words(judged).startswith("Nora Webb (n.webb@charity.example) is not on the list of this conference.")
    line = Invitation(known.conference, "school", "consider", "asked to come", name="Nora Webb")
    invite.add_line(store, line)
    added = next(each for each in invitations.invitations(store, known.conference) if each.name == "Nora Webb")
    issue(store, added, "n.webb@charity.example")
    assert became(store, given) == [Became.NOT_SENT]
    invite.mark_sent(store, known.conference, [added.id], route="e-mail", at=datetime(2027, 2, 26, 9), now=READ)
    assert became(store, given) == [Became.RECORDED]
    assert store.value("SELECT count(*) FROM calendar_reply") == 3  # each time with what became of it


def test_a_name_of_the_list_at_another_address_is_asked_about(store: Store, known: Marlowe) -> None:
    [judged] = taken(store, answer("owen@home.example", attendee_name="OWEN PRYCE"))
    assert judged.became is Became.NEVER_INVITED
    assert outcome_words(judged) == (
        "OWEN PRYCE is on the list, and was not written to at owen@home.example. Ask whether it is the same person, "
        "then record the reply by hand."
    )


def test_somebody_excluded_is_refused_with_the_reason(store: Store, known: Marlowe) -> None:
    exclude(store, known, "Owen Pryce", "Victor Stone")
    looked = taken(store, answer(OFFICER), answer("v@stone.example", attendee_name="Victor Stone"))
    assert [each.became for each in looked] == [Became.EXCLUDED, Became.EXCLUDED]
    words = "is excluded by R. Osei on 24 February 2027. Nothing is recorded and nothing may be sent."
    assert outcome_words(looked[0]) == f"Owen Pryce {words}"
    assert outcome_words(looked[1]) == f"Victor Stone (v@stone.example) {words}"
    assert line_of(store, known, "police").reply == ""


def test_somebody_left_out_is_shown(store: Store, known: Marlowe) -> None:
    invite.leave_out(store, line_of(store, known, "police"), "not involved after all")
    [judged] = taken(store, answer(OFFICER))
    assert judged.became is Became.LEFT_OUT
    assert outcome_words(judged) == "Owen Pryce was left out of the list: not involved after all."


def test_a_shared_mailbox_is_told_apart_by_name_or_asked(store: Store, known: Marlowe) -> None:
    doctor, officer = (line_of(store, known, role) for role in ("paediatrician", "police"))
    for line in (doctor, officer):
        issue(store, line, "office@shared.example")
    [by_name] = taken(store, answer("office@shared.example", attendee_name="OWEN  PRYCE"))
    assert by_name.line is not None
    assert by_name.line.id == officer.id
    asked = answer("office@shared.example", "declined", stamped_at=datetime(2027, 3, 4, tzinfo=UTC))
    [several] = taken(store, asked)
    assert several.became is Became.SEVERAL
    assert outcome_words(several) == (
        "office@shared.example is shared by Dr Amara Lindgren and Owen Pryce. Choose in the window whose answer it is."
    )
    [chosen] = taken(store, asked, chosen={asked.digest: doctor.id})
    assert (chosen.became, line_of(store, known, "paediatrician").reply) == (Became.RECORDED, "not coming")


# deputies


def test_a_deputy_is_recorded_by_name_or_else_by_address(store: Store, known: Marlowe) -> None:
    handed_on = answer(said="delegated", delegated_to="e.marsh@infirmary.example")
    [judged] = taken(store, handed_on)
    assert replied(line_of(store, known, "paediatrician"))[:4] == (
        "sending a deputy",
        FIRST,
        "e-mail",
        "e.marsh@infirmary.example",
    )
    own = answer(
        "e.marsh@infirmary.example",
        attendee_name="Dr Elin Marsh",
        delegated_from=DOCTOR,
        stamped_at=datetime(2027, 3, 2, 9, tzinfo=UTC),
    )
    [judged] = taken(store, own)
    assert judged.became is Became.RECORDED
    assert line_of(store, known, "paediatrician").deputy == "Dr Elin Marsh"
    no = replace(own, answer="declined", digest="f" * 64, stamped_at=datetime(2027, 3, 3, 9, tzinfo=UTC))
    taken(store, no)
    assert replied(line_of(store, known, "paediatrician")) == (
        "not sure",
        date(2027, 3, 3),
        "e-mail",
        "",
        "Dr Elin Marsh, who was to stand in, is not coming",
    )


@pytest.mark.parametrize(
    "deputy",
    [{"delegate_name": "Grace Marlowe", "delegated_to": "x@y.example"}, {"delegated_to": "grace@home.example"}],
)
def test_nobody_excluded_comes_as_a_deputy(store: Store, known: Marlowe, deputy: dict[str, str]) -> None:
    exclude(store, known, "Grace Marlowe")
    with store.write() as writing:
        writing.execute("UPDATE household_member SET email = 'grace@home.example'")
        writing.record("changed", "family", known.family)
    [judged] = taken(store, answer(said="delegated", **deputy))
    assert judged.became is Became.DEPUTY_EXCLUDED
    assert "cannot stand in for Dr Amara Lindgren: excluded by R. Osei" in outcome_words(judged)
    assert line_of(store, known, "paediatrician").reply == ""


def test_a_deputy_the_rules_do_not_allow_is_told(store: Store, known: Marlowe) -> None:
    mother = line_of(store, known, "parent")
    issue(store, mother, "grace@home.example")
    [judged] = taken(store, answer("grace@home.example", "delegated", delegated_to="aunt@home.example"))
    assert judged.became is Became.RECORDED
    assert "By the rules nobody stands in for this person" in outcome_words(judged)


# another time, nothing said, a strange sender


def test_another_time_proposed_is_not_sure_and_noted(store: Store, known: Marlowe) -> None:
    times = {"proposed_start": datetime(2027, 3, 12, 10), "proposed_end": datetime(2027, 3, 12, 12)}
    given = answer(said="tentative", method="COUNTER", comment="in court", **times)
    [judged] = taken(store, given)
    assert judged.became is Became.RECORDED
    note = "proposes Friday 12 March 2027, 10am to midday; in court"
    assert replied(line_of(store, known, "paediatrician")) == ("not sure", FIRST, "e-mail", "", note)
    [kept] = replies.came_back(store, line_of(store, known, "paediatrician").id)
    assert (kept.proposed_start, kept.proposed_end) == tuple(times.values())
    assert came_back_words(kept) == (
        "1 March: tentative, proposes Friday 12 March 2027, 10am to midday, from reply.ics, "
        "read 8 March 2027 by Test Coordinator."
    )


def test_who_declines_with_another_time_is_not_coming(store: Store, known: Marlowe) -> None:
    taken(store, answer(said="declined", method="COUNTER", proposed_start=datetime(2027, 3, 12, 10)))
    line = line_of(store, known, "paediatrician")
    assert (line.reply, line.reply_note) == ("not coming", "proposes Friday 12 March 2027, 10am")


def test_an_answer_that_says_nothing_is_not_recorded(store: Store, known: Marlowe) -> None:
    [judged] = taken(store, answer(said="needs-action"))
    assert judged.became is Became.NO_ANSWER
    assert outcome_words(judged) == "Dr Amara Lindgren says neither yes nor no in it."


def test_a_strange_sender_is_noted(store: Store, known: Marlowe) -> None:
    taken(store, answer(sender="ann.hill@school.example"))
    assert line_of(store, known, "paediatrician").reply_note == "the mail came from ann.hill@school.example"


# conferences that are not ahead


def test_a_conference_that_is_not_ahead_takes_no_answer(store: Store, known: Marlowe) -> None:
    came(store, known, "social_worker", "police", "paediatrician")
    hold_conference(store, known.conference, seen=conferences.conference(store, known.conference).version, now=AFTER)
    [judged] = taken(store, answer())
    assert judged.became is Became.NOT_AHEAD
    assert outcome_words(judged) == "The conference was on Wednesday 10 March 2027, so nothing more is recorded."


@pytest.mark.parametrize("kind", [Kind.POSTPONED, Kind.CANCELLED])
def test_nor_does_one_that_is_off(store: Store, known: Marlowe, kind: Kind) -> None:
    wish(store, known, kind)
    [judged] = taken(store, answer())
    assert outcome_words(judged) == f"The conference was {kind.value}, so nothing more is recorded."


def test_nor_one_whose_time_has_passed(store: Store, known: Marlowe) -> None:
    [judged] = look_at_replies(store, [answer()], now=datetime(2027, 3, 10, 12, 0))
    assert judged.became is Became.NOT_AHEAD


def test_a_uid_of_somebody_else_is_unknown(store: Store, known: Marlowe) -> None:
    [judged] = taken(store, answer(uid="other@else.example"))
    assert (judged.became, outcome_words(judged)) == (Became.UNKNOWN, "It answers no invitation sent from here.")


# all or nothing


def test_all_of_it_or_nothing(store: Store, known: Marlowe, monkeypatch: pytest.MonkeyPatch) -> None:
    head = store.audit_head()

    def fails(*_args: object, **_more: object) -> None:
        raise RuleBroken("disk_full")

    monkeypatch.setattr(replies, "keep", fails)
    with pytest.raises(RuleBroken):
        import_replies(store, [answer(), answer(OFFICER)], now=READ)
    assert (line_of(store, known, "paediatrician").reply, store.audit_head()) == ("", head)


def test_the_record_cannot_be_changed(store: Store, known: Marlowe) -> None:
    taken(store, answer())
    for statement in ("DELETE FROM calendar_reply", "UPDATE calendar_reply SET answer = 'declined'"):
        with pytest.raises(RuleBroken) as refused, store.write() as writing:
            writing.execute(statement)
        assert refused.value.code == "calendar_reply_stays"


def test_a_phone_and_a_file_go_by_the_same_rules(store: Store, known: Marlowe) -> None:
    exclude(store, known, "Ann Hill")
    officer = line_of(store, known, "police")
    with pytest.raises(RuleBroken) as refused:
        invite.record_reply(store, officer, Reply("sending a deputy", FIRST, deputy="Ann Hill"), today=FIRST)
    assert refused.value.code == "person_excluded"
    [judged] = taken(store, answer(OFFICER, "delegated", delegated_to="a@b.example", delegate_name="Ann Hill"))
    assert judged.became is Became.DEPUTY_EXCLUDED


def test_the_files_of_every_program_end_in_the_record(store: Store, known: Marlowe) -> None:
    new_version(store, known, 1)
    assert set(ADDRESSES.values()) == {DOCTOR, OFFICER, WORKER}
    given = read_replies(answers.OUTLOOK, "outlook.ics").answers
    assert (given[0].uid, UID) == (UID, UID)
    assert became(store, *given) == [Became.RECORDED]
    assert line_of(store, known, "paediatrician").reply == "coming"


def test_the_whole_is_said_in_a_line(store: Store, known: Marlowe) -> None:
    looked = look_at_replies(store, [answer(), answer(OFFICER), answer("x@else.example")], now=READ)
    assert import_words(looked, dry_run=True) == "3 answers: 2 would be recorded, 1 not on the list."
    assert import_words([]) == "There is no answer in it."


def test_a_directory_entry_without_an_address_is_no_match(store: Store, known: Marlowe) -> None:
    agency = people.agencies(store)[0].id or 0
    with store.write() as writing:
        people.keep(writing, Professional("No Mail", "school", agency))
        people.keep(writing, Agency("Nowhere", "education"))
        writing.record("added", "store", 1)
    assert became(store, answer("")) == [Became.NEVER_INVITED]
