"""Issuing: what each invitee gets, what keeps it from leaving, and that nobody is told twice or forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from conference_app.domain.agenda import Copy
from conference_app.domain.conference import Booking, Need
from conference_app.domain.conference_status import Status
from conference_app.domain.errors import RuleBroken
from conference_app.domain.family import Address, HouseholdMember
from conference_app.domain.invitations import Invitation
from conference_app.domain.rebooking import Kind
from conference_app.domain.sending import Form, Occasion, Unreached
from conference_app.store import conferences, conversation, families, invitations, ledger, people, rebookings
from conference_app.store.store import Store, memory_store
from conference_app.use_cases import change_settings, invite
from conference_app.use_cases.build_invitation_list import build_list
from conference_app.use_cases.held_papers import out_of_date
from conference_app.use_cases.invitation_rules_in_force import rules_of
from conference_app.use_cases.issue_invitations import (
    MadeFile,
    check_issue,
    issue_to_folder,
    make_files,
    mark_ready_as_sent,
    record_letter,
    to_make_ready,
)
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.keep_family import keep_address, keep_household_member
from conference_app.use_cases.prepare_invitations import Asked, Parcel, Preparation, prepare_invitations
from conference_app.use_cases.print_conference import AGENDA, Reader, record_issue
from conference_app.use_cases.request_conference import change_request, request_of
from conference_app.use_cases.schedule_conference import schedule_conference
from conference_app.use_cases.sign_for import sign_for
from conference_app.use_cases.take_back_rebooking import take_back
from conference_app.use_cases.what_is_due import DueLine, Duty, Urgency, what_is_due
from tests.conference_app.use_cases.marlowe import NOW, TODAY, Marlowe, booked_conference, wish


@pytest.fixture
def store() -> Iterator[Store]:
    made = memory_store(example=True)
    yield made
    made.close()


@pytest.fixture
def known(store: Store) -> Marlowe:
    """Everybody can be reached: professionals by secure mail, but the officer; the mother by letter."""
    known = booked_conference(store)
    for person in people.professionals(store):
        domain = "police.example" if person.role_code == "police" else "secure.gov.uk"
        keep_professional(store, replace(person, email=f"{person.role_code}@{domain}"))
    keep_address(store, Address(known.family, "1 High Street\nWestmarch", "WM1 1AA", may_be_printed=True))
    build_list(store, known.conference)
    return known


def prepared(store: Store, known: Marlowe, **asked: object) -> Preparation:
    return prepare_invitations(store, Asked(known.conference, NOW, **asked))  # type: ignore[arg-type]


def parcel(preparation: Preparation, name: str) -> Parcel:
    (found,) = (each for each in preparation.parcels if each.line.name == name)
    return found


def issued(store: Store, preparation: Preparation, folder: Path) -> list[MadeFile]:
    files = make_files(preparation, {each.line.id for each in to_make_ready(preparation)})
    issue_to_folder(store, preparation, files, folder)
    return files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def line_of(store: Store, known: Marlowe, name: str) -> Invitation:
    (found,) = (line for line in invitations.invitations(store, known.conference) if line.name == name)
    return found


def calendar_of(file: MadeFile) -> dict[str, str]:
    mail = message_from_bytes(file.content, policy=policy.default)
    (part,) = (each for each in mail.walk() if each.get_content_type() == "text/calendar")
    lines = part.get_content().replace("\r\n ", "").splitlines()
    event = lines[lines.index("BEGIN:VEVENT") :]
    return {line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in (*lines[:8], *event)}


def move(store: Store, known: Marlowe) -> None:
    found = conferences.conference(store, known.conference)
    assert found.starts_at is not None
    booking = Booking(found.starts_at.replace(hour=14), 120, known.chair, room_id=known.room)
    schedule_conference(store, found.id, booking, seen=found.version, today=TODAY)


def exclude(store: Store, known: Marlowe, who: str) -> None:
    found = conferences.conference(store, known.conference)
    need = Need("exclusion", who, "threats", TODAY, "excluded", "Rosalind Osei", TODAY)
    change_request(
        store, found.id, replace(request_of(store, found), needs=(*found.needs, need)), seen=found.version, today=TODAY
    )


# what each gets


def test_professionals_get_a_draft_mail_and_the_family_a_letter(store: Store, known: Marlowe) -> None:
    preparation = prepared(store, known)
    assert {each.line.name: (each.form, each.route) for each in preparation.parcels} == {
        "Dr Amara Lindgren": (Form.MAIL, "secure e-mail"),
        "Priya Nair": (Form.MAIL, "secure e-mail"),
        "Owen Pryce": (Form.MAIL, "e-mail"),
        "Grace Marlowe": (Form.LETTER, "post"),
    }
    assert parcel(preparation, "Grace Marlowe").reach.postal == ("1 High Street", "Westmarch", "WM1 1AA")
    assert {each.why for each in preparation.not_reached} == {Unreached.NOBODY_NAMED}


def test_only_a_secure_mail_names_the_children(store: Store, known: Marlowe) -> None:
    preparation = prepared(store, known)
    assert "Ella Marlowe" in parcel(preparation, "Dr Amara Lindgren").text
    open_mail = parcel(preparation, "Owen Pryce")
    assert "Marlowe" not in open_mail.text
    assert any("police.example is not on the list of secure domains" in words for words in open_mail.cautions)


def test_no_subject_and_no_calendar_entry_names_the_family(store: Store, known: Marlowe, tmp_path: Path) -> None:
    for file in issued(store, prepared(store, known), tmp_path):
        if file.name.endswith(".eml"):
            mail = message_from_bytes(file.content, policy=policy.default)
            assert "Marlowe" not in str(mail["Subject"])
            (part,) = (each for each in mail.walk() if each.get_content_type() == "text/calendar")
            assert "Marlowe" not in part.get_content()
            assert "Ella" not in part.get_content()


def test_nobody_sees_the_address_of_another(store: Store, known: Marlowe, tmp_path: Path) -> None:
    preparation = prepared(store, known)
    files = {file.invitation_id: file.content for file in issued(store, preparation, tmp_path)}
    mails = [each for each in preparation.parcels if each.form is Form.MAIL]
    for each in mails:
        mail = message_from_bytes(files[each.line.id], policy=policy.default)
        said = str(mail) + "".join(str(part.get_content()) for part in mail.walk() if not part.is_multipart())
        for other in mails:
            assert (other.reach.email in said) == (other is each)


def test_a_letter_is_never_sent_to_an_address_that_may_not_be_printed(store: Store, known: Marlowe) -> None:
    (address,) = families.addresses(store, known.family)
    keep_address(store, replace(address, may_be_printed=False))
    assert [each.why for each in prepared(store, known).not_reached if each.line.name == "Grace Marlowe"] == [
        Unreached.NO_ADDRESS
    ]


def test_who_lives_elsewhere_is_not_written_to_at_the_familys_home(store: Store, known: Marlowe) -> None:
    (mother,) = families.household(store, known.family)
    keep_household_member(store, replace(mother, contact="elsewhere"), today=TODAY)
    assert "Grace Marlowe" not in {each.line.name for each in prepared(store, known).parcels}


def test_the_joining_link_reaches_the_family_only_where_it_was_chosen(store: Store, known: Marlowe) -> None:
    found = conferences.conference(store, known.conference)
    assert found.starts_at is not None
    booking = Booking(found.starts_at, 120, known.chair, "video", None, "https://join.example/1")
    schedule_conference(store, found.id, booking, seen=found.version, today=TODAY)
    for chosen in (False, True):
        letter = parcel(prepared(store, known, link_to_family=chosen), "Grace Marlowe").letter
        assert (("To join", "https://join.example/1") in letter.facts) is chosen
    assert parcel(prepared(store, known), "Priya Nair").entry.joining == "https://join.example/1"


def booked_by(store: Store, known: Marlowe, mode: str, joining: str = "https://join.example/1") -> None:
    found = conferences.conference(store, known.conference)
    assert found.starts_at is not None
    room = None if mode == "video" else known.room
    booking = Booking(found.starts_at, 120, known.chair, mode, room, joining)
    schedule_conference(store, found.id, booking, seen=found.version, today=TODAY)


@pytest.mark.parametrize(("mode", "joining"), [("hybrid", "https://join.example/1"), ("video", ""), ("hybrid", "")])
def test_without_the_link_the_family_reads_how_to_get_it(store: Store, known: Marlowe, mode: str, joining: str) -> None:
    booked_by(store, known, mode, joining)
    team = "conferences@westmarch.example"
    change_settings.change_number(store, "organiser_email", team)
    change_settings.change_number(store, "organiser_phone", "")
    by_mail = ("To join", f"Please ask us for the video link, by e-mail to {team}")
    assert by_mail in parcel(prepared(store, known), "Grace Marlowe").letter.facts
    change_settings.change_number(store, "organiser_phone", "01632 960100")
    words = f"Please ask us for the video link, by telephone on 01632 960100, or by e-mail to {team}"
    mother = parcel(prepared(store, known), "Grace Marlowe")
    assert ("To join", words) in mother.letter.facts
    assert f"\nTo join: {words}\n" in mother.text
    assert mother.entry.joining == words
    assert "video link" not in parcel(prepared(store, known), "Priya Nair").text
    chosen = parcel(prepared(store, known, link_to_family=True), "Grace Marlowe")
    assert ("To join", joining or words) in chosen.letter.facts


def test_who_meets_in_a_room_or_no_longer_reads_of_no_link(store: Store, known: Marlowe) -> None:
    assert "video link" not in parcel(prepared(store, known), "Grace Marlowe").text
    booked_by(store, known, "hybrid")
    mother = line_of(store, known, "Grace Marlowe")
    doctor = line_of(store, known, "Dr Amara Lindgren")
    invite.mark_sent(store, known.conference, [doctor.id, mother.id], route="post", at=NOW, now=NOW)
    invite.leave_out(store, line_of(store, known, "Grace Marlowe"), "asked not to come")
    cancelled = parcel(prepared(store, known), "Grace Marlowe")
    assert "video link" not in cancelled.text + cancelled.entry.joining


def test_two_who_share_an_address_are_pointed_out(store: Store, known: Marlowe) -> None:
    (worker,) = people.professionals(store, role_code="social_worker")
    keep_professional(store, replace(worker, email="PAEDIATRICIAN@secure.gov.uk"))
    cautions = parcel(prepared(store, known), "Priya Nair").cautions
    assert "Dr Amara Lindgren is written to at the same address." in cautions


# the paediatrician first


def test_nothing_leaves_before_a_paediatrician_is_named(store: Store, known: Marlowe) -> None:
    store.db.execute("UPDATE invitation SET name = '', professional_id = NULL WHERE role_code = 'paediatrician'")
    with pytest.raises(RuleBroken) as refused:
        prepared(store, known)
    assert refused.value.code == "no_paediatrician_listed"


def test_nothing_leaves_without_the_paediatricians_own(store: Store, known: Marlowe, tmp_path: Path) -> None:
    preparation = prepared(store, known)
    others = {each.line.id for each in preparation.parcels if each.line.role_code != "paediatrician"}
    with pytest.raises(RuleBroken) as refused:
        issue_to_folder(store, preparation, make_files(preparation, others), tmp_path)
    assert refused.value.code == "paediatrician_first"
    assert names(tmp_path) == []
    assert ledger.issues(store, known.conference) == []


def test_after_the_paediatricians_the_others_may_follow(store: Store, known: Marlowe, tmp_path: Path) -> None:
    preparation = prepared(store, known)
    ours = {parcel(preparation, "Dr Amara Lindgren").line.id}
    issue_to_folder(store, preparation, make_files(preparation, ours), tmp_path)
    issued(store, prepared(store, known), tmp_path)
    assert len(names(tmp_path)) == 4


def test_a_doctor_who_cannot_be_reached_keeps_all_others_back(store: Store, known: Marlowe, tmp_path: Path) -> None:
    (doctor,) = people.professionals(store, role_code="paediatrician")
    keep_professional(store, replace(doctor, email=""))
    preparation = prepared(store, known)
    with pytest.raises(RuleBroken) as refused:
        issued(store, preparation, tmp_path)
    assert refused.value.code == "paediatrician_first"
    ours = line_of(store, known, "Dr Amara Lindgren")
    invite.mark_sent(store, known.conference, [ours.id], route="phone", at=NOW, now=NOW)
    assert len(issued(store, prepared(store, known), tmp_path)) == 3


# excluded


def test_an_excluded_person_gets_nothing_and_it_is_said_why(store: Store, known: Marlowe) -> None:
    exclude(store, known, "Grace Marlowe")
    preparation = prepared(store, known)
    assert "Grace Marlowe" not in {each.line.name for each in preparation.parcels}
    (kept_back,) = (each for each in preparation.not_reached if each.line.name == "Grace Marlowe")
    assert (kept_back.why, kept_back.words) == (
        Unreached.EXCLUDED,
        "excluded by Rosalind Osei on 22 February 2027",
    )


def test_who_was_excluded_since_it_was_looked_at_gets_nothing(store: Store, known: Marlowe, tmp_path: Path) -> None:
    preparation = prepared(store, known)
    exclude(store, known, "Grace Marlowe")
    with pytest.raises(RuleBroken) as refused:
        issued(store, preparation, tmp_path)
    assert refused.value.code == "changed_meanwhile"
    assert names(tmp_path) == []


def test_not_even_a_calling_off_reaches_an_excluded_person(store: Store, known: Marlowe, tmp_path: Path) -> None:
    issued(store, prepared(store, known), tmp_path)
    exclude(store, known, "Grace Marlowe")
    wish(store, known, Kind.CANCELLED)
    assert "Grace Marlowe" not in {each.line.name for each in prepared(store, known).parcels}


# twice, in the middle, meanwhile


def test_issued_twice_nobody_is_made_ready_again(store: Store, known: Marlowe, tmp_path: Path) -> None:
    issued(store, prepared(store, known), tmp_path)
    preparation = prepared(store, known)
    assert to_make_ready(preparation) == []
    assert all(each.ready is not None for each in preparation.parcels)
    with pytest.raises(RuleBroken) as refused:
        issue_to_folder(store, preparation, [], tmp_path)
    assert refused.value.code == "nothing_to_send"


def test_what_lies_there_already_is_not_written_over(store: Store, known: Marlowe, tmp_path: Path) -> None:
    preparation = prepared(store, known)
    files = make_files(preparation, {each.line.id for each in preparation.parcels})
    (tmp_path / files[-1].name).write_text("mine")
    with pytest.raises(RuleBroken) as refused:
        issue_to_folder(store, preparation, files, tmp_path)
    assert refused.value.code == "file_there"
    assert names(tmp_path) == [files[-1].name]
    assert ledger.issues(store, known.conference) == []


def test_a_fault_in_the_middle_leaves_neither_file_nor_note(
    store: Store, known: Marlowe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preparation = prepared(store, known)
    files = make_files(preparation, {each.line.id for each in preparation.parcels})
    real, done = Path.replace, []

    def failing(path: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == 3:
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(RuleBroken) as refused:
        issue_to_folder(store, preparation, files, tmp_path)
    assert refused.value.code == "file_unusable"
    assert names(tmp_path) == []
    assert ledger.issues(store, known.conference) == []
    assert conversation.uid(store, known.conference) == ""


def test_a_move_between_looking_and_sending_is_noticed(store: Store, known: Marlowe, tmp_path: Path) -> None:
    preparation = prepared(store, known)
    move(store, known)
    with pytest.raises(RuleBroken) as refused:
        issued(store, preparation, tmp_path)
    assert refused.value.code == "changed_meanwhile"


def test_a_new_address_between_looking_and_sending_is_noticed(store: Store, known: Marlowe, tmp_path: Path) -> None:
    preparation = prepared(store, known)
    (doctor,) = people.professionals(store, role_code="paediatrician")
    keep_professional(store, replace(doctor, email="other@secure.gov.uk"))
    with pytest.raises(RuleBroken, match="changed_meanwhile"):
        check_issue(store, preparation, {parcel(preparation, "Dr Amara Lindgren").line.id})


# the calendar entry


def test_one_uid_for_life_and_a_sequence_that_rises_with_a_move(store: Store, known: Marlowe, tmp_path: Path) -> None:
    first = calendar_of(issued(store, prepared(store, known), tmp_path / "1")[0])
    assert (first["METHOD"], first["SEQUENCE"], first["STATUS"]) == ("REQUEST", "0", "CONFIRMED")
    move(store, known)
    moved = prepared(store, known)
    assert {each.occasion for each in moved.parcels} == {Occasion.CHANGED}
    second = calendar_of(issued(store, moved, tmp_path / "2")[0])
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], "1")
    assert second["DTSTART"] == "20270310T143000"


def test_nothing_rises_where_nothing_changed(store: Store, known: Marlowe, tmp_path: Path) -> None:
    issued(store, prepared(store, known), tmp_path / "1")
    again = prepared(store, known)
    assert again.version.sequence == 0
    assert again.version == conversation.latest_version(store, known.conference)


def test_a_cancelled_conference_is_called_off_for_those_who_were_told(
    store: Store, known: Marlowe, tmp_path: Path
) -> None:
    first = issued(store, prepared(store, known), tmp_path / "1")
    wish(store, known, Kind.CANCELLED)
    preparation = prepared(store, known)
    assert {each.occasion for each in preparation.parcels} == {Occasion.CANCELLED}
    off = calendar_of(issued(store, preparation, tmp_path / "2")[0])
    assert (off["METHOD"], off["SEQUENCE"], off["STATUS"]) == ("CANCEL", "1", "CANCELLED")
    assert off["UID"] == calendar_of(first[0])["UID"]
    assert to_make_ready(prepared(store, known)) == []


def test_a_cancelled_conference_nobody_was_told_of_needs_no_calling_off(store: Store, known: Marlowe) -> None:
    wish(store, known, Kind.CANCELLED)
    preparation = prepared(store, known)
    assert preparation.parcels == ()
    assert {each.why for each in preparation.not_reached} == {Unreached.WITHOUT_CALENDAR}


def test_who_was_left_out_after_being_told_is_told_not_to_come(store: Store, known: Marlowe, tmp_path: Path) -> None:
    issued(store, prepared(store, known), tmp_path / "1")
    invite.leave_out(store, line_of(store, known, "Owen Pryce"), "no longer involved")
    preparation = prepared(store, known)
    (only,) = to_make_ready(preparation)
    assert (only.line.name, only.occasion, only.method) == ("Owen Pryce", Occasion.CANCELLED, "CANCEL")
    off = calendar_of(issued(store, preparation, tmp_path / "2")[0])
    assert (off["METHOD"], off["SEQUENCE"]) == ("CANCEL", "1")
    invite.take_back_in(store, line_of(store, known, "Owen Pryce"))
    assert parcel(prepared(store, known), "Owen Pryce").entry.sequence == 1


# on the record


def test_the_ledger_says_what_went_to_whom(store: Store, known: Marlowe, tmp_path: Path) -> None:
    files = issued(store, prepared(store, known), tmp_path)
    kept = ledger.invitations_held(store, known.conference)
    doctor = kept[line_of(store, known, "Dr Amara Lindgren").id]
    assert (doctor.kind, doctor.copy, doctor.route, doctor.version, doctor.method) == (
        "invitation",
        "mail",
        "file",
        0,
        "REQUEST",
    )
    assert (doctor.address, doctor.digest) == ("paediatrician@secure.gov.uk", files[0].digest)
    assert kept[line_of(store, known, "Grace Marlowe").id].address == "1 High Street, Westmarch, WM1 1AA"


def test_made_ready_is_not_sent_until_it_is_said(store: Store, known: Marlowe, tmp_path: Path) -> None:
    preparation = prepared(store, known)
    files = issued(store, preparation, tmp_path)
    assert all(line.sent_at is None for line in invitations.invitations(store, known.conference))
    done = mark_ready_as_sent(store, preparation, {file.invitation_id for file in files}, at=NOW)
    assert done.value == 4
    sent = {line.name: line.sent_route for line in invitations.invitations(store, known.conference) if line.sent_at}
    assert sent == {
        "Dr Amara Lindgren": "secure e-mail",
        "Priya Nair": "secure e-mail",
        "Owen Pryce": "e-mail",
        "Grace Marlowe": "post",
    }
    assert {each.why for each in prepared(store, known).not_reached} == {Unreached.SENT, Unreached.NOBODY_NAMED}


def test_a_printed_letter_is_noted_and_signed_for(store: Store, known: Marlowe) -> None:
    preparation = prepared(store, known)
    letter = parcel(preparation, "Grace Marlowe")
    record_letter(store, preparation, letter, route=ledger.PRINTED, pages=1)
    (issue,) = ledger.issues(store, known.conference)
    assert (issue.route, issue.pages, issue.recipient) == ("printed", 1, "Grace Marlowe")
    sign_for(store, issue, by="G. Marlowe", on=TODAY, today=TODAY)
    (signed,) = ledger.issues(store, known.conference)
    assert (signed.signed_by, signed.signed_on) == ("G. Marlowe", TODAY)
    with pytest.raises(RuleBroken, match="signed_already"):
        sign_for(store, signed, by="Somebody else", on=TODAY, today=TODAY)


def test_without_a_mailbox_of_the_team_no_mail_is_written(store: Store, known: Marlowe) -> None:
    change_settings.change_number(store, "organiser_email", "")
    with pytest.raises(RuleBroken, match="no_organiser"):
        prepared(store, known)


def test_after_a_move_it_is_known_who_holds_the_old_date(store: Store, known: Marlowe, tmp_path: Path) -> None:
    issued(store, prepared(store, known), tmp_path / "1")
    assert out_of_date(store, known.conference, now=NOW) == []
    move(store, known)
    old = out_of_date(store, known.conference, now=NOW)
    assert {issue.recipient for issue in old} == {"Dr Amara Lindgren", "Priya Nair", "Owen Pryce", "Grace Marlowe"}
    preparation = prepared(store, known)
    ours = {parcel(preparation, "Dr Amara Lindgren").line.id}
    issue_to_folder(store, preparation, make_files(preparation, ours), tmp_path / "2")
    still = {issue.recipient for issue in out_of_date(store, known.conference, now=NOW)}
    assert still == {"Priya Nair", "Owen Pryce", "Grace Marlowe"}


def test_an_agenda_changed_since_is_out_of_date_in_every_hand(store: Store, known: Marlowe) -> None:
    readers = [Reader(Copy.CHAIR, "Rosalind Osei, chair"), Reader(Copy.PROFESSIONAL, "Priya Nair, Social worker")]
    for reader in readers:
        record_issue(
            store,
            known.conference,
            kind=AGENDA,
            reader=reader,
            draft=False,
            route="printed",
            pages=2,
            at=NOW,
            version=1,
        )
    assert out_of_date(store, known.conference, now=NOW) == []
    move(store, known)
    record_issue(
        store,
        known.conference,
        kind=AGENDA,
        reader=readers[0],
        draft=False,
        route="printed",
        pages=2,
        at=NOW,
        version=2,
    )
    assert [issue.recipient for issue in out_of_date(store, known.conference, now=NOW)] == ["Priya Nair, Social worker"]


def test_only_who_may_send_a_deputy_is_told_so(store: Store, known: Marlowe) -> None:
    preparation = prepared(store, known)
    rules = {rule.code: rule.deputy for rule in rules_of(store)}
    for each in preparation.parcels:
        if each.role.group != "family":
            assert ("who is coming in your place" in each.text) is rules[each.line.rule_code]
    assert {rules[each.line.rule_code] for each in preparation.parcels} == {True, False}


def test_a_letter_does_not_speak_of_a_calendar_entry(store: Store, known: Marlowe) -> None:
    on_paper = prepared(store, known, form=Form.LETTER)
    letter = parcel(on_paper, "Grace Marlowe").letter
    assert "calendar" not in " ".join((*letter.paragraphs, *letter.answering))
    assert "Reference" not in {name for name, _ in letter.facts}


def test_a_calling_off_can_be_written_again_and_is_noted_as_gone(store: Store, known: Marlowe, tmp_path: Path) -> None:
    issued(store, prepared(store, known), tmp_path / "1")
    wish(store, known, Kind.CANCELLED)
    issued(store, prepared(store, known), tmp_path / "2")
    waiting = prepared(store, known)
    assert {each.ready is not None for each in waiting.parcels} == {True}
    again = make_files(waiting, {each.line.id for each in waiting.parcels})
    issue_to_folder(store, waiting, again, tmp_path / "3")
    gone = prepared(store, known)
    assert {each.entry.sequence for each in gone.parcels} == {1}
    assert mark_ready_as_sent(store, gone, {each.line.id for each in gone.parcels}, at=NOW).value == 4
    told = prepared(store, known)
    assert told.parcels == ()
    assert {each.words.partition(",")[0] for each in told.not_reached if each.line.name} == {"sent a calling off"}


def test_a_cancellation_taken_back_after_it_was_called_off_asks_everybody_anew(
    store: Store, known: Marlowe, tmp_path: Path
) -> None:
    preparation = prepared(store, known)
    files = issued(store, preparation, tmp_path / "1")
    mark_ready_as_sent(store, preparation, {file.invitation_id for file in files}, at=NOW)
    assert conferences.conference(store, known.conference).status is Status.INVITED
    wish(store, known, Kind.CANCELLED)
    issued(store, prepared(store, known), tmp_path / "2")
    (cancelled,) = rebookings.rebookings(store, known.conference)
    take_back(store, cancelled.id)
    assert conferences.conference(store, known.conference).status is Status.BOOKED
    anew = prepared(store, known)
    assert {each.line.name for each in to_make_ready(anew)} == {
        "Dr Amara Lindgren",
        "Priya Nair",
        "Owen Pryce",
        "Grace Marlowe",
    }
    assert {(each.method, each.entry.sequence) for each in anew.parcels} == {("REQUEST", 2)}


def test_the_time_before_is_named_however_often_the_change_is_written(
    store: Store, known: Marlowe, tmp_path: Path
) -> None:
    preparation = prepared(store, known)
    files = issued(store, preparation, tmp_path / "1")
    mark_ready_as_sent(store, preparation, {file.invitation_id for file in files}, at=NOW)
    move(store, known)
    for folder in ("2", "3"):
        changed = prepared(store, known)
        assert "Before, it was: Wednesday 10 March 2027, 9:30am" in parcel(changed, "Priya Nair").text
        issue_to_folder(
            store, changed, make_files(changed, {each.line.id for each in changed.parcels}), tmp_path / folder
        )


def test_today_says_who_has_to_be_told_that_it_is_off(store: Store, known: Marlowe, tmp_path: Path) -> None:
    preparation = prepared(store, known)
    files = issued(store, preparation, tmp_path / "1")
    mark_ready_as_sent(store, preparation, {file.invitation_id for file in files}, at=NOW)
    wish(store, known, Kind.CANCELLED)
    (line,) = (each for each in what_is_due(store, now=NOW) if each.duty is Duty.CALL_OFF)
    assert (line.conference_id, line.count, line.urgency) == (known.conference, 4, Urgency.TODAY)
    off = prepared(store, known)
    told = [each.line.id for each in off.parcels]
    mark_ready_as_sent(store, off, told[:3], at=NOW)
    (line,) = (each for each in what_is_due(store, now=NOW) if each.duty is Duty.CALL_OFF)
    assert line.count == 1
    mark_ready_as_sent(store, prepared(store, known), told[3:], at=NOW)
    assert [each for each in what_is_due(store, now=NOW) if each.duty is Duty.CALL_OFF] == []


def test_a_letter_to_the_home_of_somebody_excluded_is_pointed_out(store: Store, known: Marlowe) -> None:
    keep_household_member(store, HouseholdMember(known.family, "Tom Marlowe", "father", "lives in"), today=TODAY)
    assert parcel(prepared(store, known), "Grace Marlowe").cautions == ()
    exclude(store, known, "Tom Marlowe")
    (caution,) = parcel(prepared(store, known), "Grace Marlowe").cautions
    assert caution.startswith("Tom Marlowe, whom the chair excluded, may live at this address")


@pytest.mark.parametrize("who", ["Grace Marlow", "Grace  Marlow", "grace marlowee"])
def test_an_exclusion_with_a_slip_in_the_name_is_refused(store: Store, known: Marlowe, who: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        exclude(store, known, who)
    assert (refused.value.code, refused.value.facts["name"]) == ("excluded_nearly", "Grace Marlowe")


def test_a_hyphen_makes_no_other_person(store: Store, known: Marlowe) -> None:
    exclude(store, known, "Grace-Marlowe")
    assert "Grace Marlowe" not in {each.line.name for each in prepared(store, known).parcels}


def test_what_is_marked_together_is_marked_or_not_together(store: Store, known: Marlowe) -> None:
    preparation = prepared(store, known)
    doctor, officer = (line_of(store, known, name).id for name in ("Dr Amara Lindgren", "Owen Pryce"))
    invite.mark_sent(store, known.conference, [doctor, officer], route="phone", at=NOW, now=NOW)
    worker = line_of(store, known, "Priya Nair").id
    with pytest.raises(RuleBroken, match="already_sent"):
        mark_ready_as_sent(store, preparation, {worker, officer}, at=NOW)
    assert line_of(store, known, "Priya Nair").sent_at is None


def test_a_child_seen_apart_is_told_so_and_pointed_out(store: Store, known: Marlowe) -> None:
    invite.add_line(
        store,
        Invitation(known.conference, "child", "expected", "wants to come", name="Ella M.", child_id=known.ella),
    )
    found = conferences.conference(store, known.conference)
    need = Need("separate attendance", "Ella", child_id=known.ella)
    change_request(
        store, found.id, replace(request_of(store, found), needs=(*found.needs, need)), seen=found.version, today=TODAY
    )
    hers = parcel(prepared(store, known), "Ella M.")
    assert hers.cautions == ("Attends separately: check that the time is theirs.",)
    assert any("You will be seen apart" in each for each in hers.letter.paragraphs)


def changes_to_tell(store: Store) -> list[DueLine]:
    return [line for line in what_is_due(store, now=NOW) if line.duty is Duty.TELL_CHANGE]


def test_today_says_at_once_who_has_to_be_told_of_a_move_however_far_ahead(
    store: Store, known: Marlowe, tmp_path: Path
) -> None:
    preparation = prepared(store, known)
    files = issued(store, preparation, tmp_path / "1")
    mark_ready_as_sent(store, preparation, {file.invitation_id for file in files}, at=NOW)
    assert changes_to_tell(store) == []
    move(store, known)
    (line,) = changes_to_tell(store)
    assert (line.conference_id, line.count) == (known.conference, 4)
    duties = [each.duty for each in what_is_due(store, now=NOW)]
    at = duties.index
    assert at(Duty.INVITE_PAEDIATRICIAN) < at(Duty.TELL_CHANGE), "said first, whatever else is said"
    assert Duty.SEND_INVITATIONS not in duties
    changed = prepared(store, known)
    mark_ready_as_sent(store, changed, {each.line.id for each in changed.parcels}, at=NOW)
    assert changes_to_tell(store) == []
