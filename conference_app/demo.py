"""The whole main job on an example store, step by step in words: `python -m conference_app.demo [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from conference_app import rulebook
from conference_app.demo_cast import People, conference_request, directory, marlowe_family, other_conference
from conference_app.domain.actions import Action
from conference_app.domain.agenda import Copy
from conference_app.domain.attendance import Attendance
from conference_app.domain.conference import Booking
from conference_app.domain.decisions import CATEGORIES, Decision, Dissent
from conference_app.domain.family import Medical
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import PAEDIATRICIAN, Professional
from conference_app.domain.spoken_dates import counted, long_date, moment, plain_date, span
from conference_app.domain.timescales import Kind, limit_for
from conference_app.store import lists
from conference_app.store.agendas import AgendaLine
from conference_app.store.decisions import CoreGroupMember
from conference_app.store.store import create_store
from conference_app.story import Clock, Story, at
from conference_app.use_cases.book_review import book_review, review_after
from conference_app.use_cases.decide import decide, set_core_group
from conference_app.use_cases.follow_up import log_action, note_progress
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.invite import Reply, Report, build_list, mark_sent, record_reply, record_report
from conference_app.use_cases.keep_directory import keep_professional
from conference_app.use_cases.keep_family import record_medical
from conference_app.use_cases.list_outstanding import as_csv, days_late
from conference_app.use_cases.prepare_agenda import keep_item, start_agenda
from conference_app.use_cases.print_conference import SIGN_IN, Reader, agenda_sheet, record_issue, sign_in_sheet
from conference_app.use_cases.request_conference import limit_of
from conference_app.use_cases.rules_in_force import calendar_of, practice_of
from conference_app.use_cases.save_agenda import save_agenda
from conference_app.use_cases.schedule_conference import schedule_conference
from conference_app.use_cases.take_register import hold_conference, keep_attendance, quorum_of, register_of

ACTOR = "Ada Rowe"
FOLDER = Path("demo-output")
OUTSTANDING = "outstanding-actions.csv"


def main(arguments: list[str] | None = None) -> None:
    """Tell the story on standard output; the papers go to the folder named, or to demo-output."""
    given = sys.argv[1:] if arguments is None else arguments
    tell_main_job(Path(given[0]) if given else FOLDER, print)


def tell_main_job(folder: Path, say: Callable[[str], None]) -> None:
    """Do the main job on a new example store and leave its papers in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = Clock(at(22, 2, "9:00"))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "example.store"
        store, _ = create_store(path, passphrase=None, example=True, actor=ACTOR, now=clock.utc)
        with store:
            found_store(store)
            say("The main job on an example store. Every name is invented.")
            _tell(Story(store, clock, folder, say))


def _tell(story: Story) -> None:
    people = directory(story)
    family_id, ella, noah = marlowe_family(story)
    conference_id = conference_request(story, people, family_id, (ella, noah))
    _count(story, conference_id)
    _book(story, people, conference_id)
    _find_no_paediatrician(story, conference_id)
    _add_paediatrician(story, people, noah, conference_id)
    _refuse_final_agenda(story, conference_id)
    _send(story, conference_id)
    _hear_back(story, conference_id)
    _print(story, conference_id)
    _hold(story, conference_id)
    _decide(story, conference_id, ella, noah)
    _book_review(story, people, conference_id)
    _form_core_group(story, conference_id)
    _follow_up(story, people, conference_id, family_id, ella, noah)
    _history(story, conference_id)


def _count(story: Story, conference_id: int) -> None:
    story.chapter("The statutory clock")
    limit = limit_of(story.store, story.conference(conference_id))
    assert limit is not None
    story.tell(f"Last lawful day: {long_date(limit.limit)}, {limit.basis} of {plain_date(limit.start)}.")
    story.tell(f"Counting the day itself as day 1: {long_date(limit.stricter)}.")
    skipped = [f"{day.date.day} {day.date:%b} {day.why}" for day in limit.days if not day.counts]
    story.tell(f"{len(limit.days)} days, of which these do not count: {', '.join(skipped)}.")


def _book(story: Story, people: People, conference_id: int) -> None:
    story.chapter("The booking")
    other = other_conference(story, people)
    saturday = Booking(at(6, 3, "10:00"), 120, people.chair, room_id=people.room)
    same_time = Booking(at(10, 3, "10:00"), 120, people.chair, room_id=people.room)
    later = Booking(at(10, 3, "13:30"), 120, people.chair, room_id=people.room)
    seen, today = story.conference(conference_id).version, story.clock.today
    with story.refused("Saturday 6 March"):
        schedule_conference(story.store, conference_id, saturday, seen=seen, today=today)
    with story.refused(f"A time at which the chair has {other}"):
        schedule_conference(story.store, conference_id, same_time, seen=seen, today=today)
    schedule_conference(story.store, conference_id, later, seen=seen, today=today)
    booked = story.conference(conference_id)
    assert booked.starts_at is not None
    assert booked.ends_at is not None
    story.tell(f"Booked: {span(booked.starts_at, booked.ends_at)}, {booked.room_name}, chair {booked.chair_name}.")


def _find_no_paediatrician(story: Story, conference_id: int) -> None:
    story.chapter("The invitation list, with no paediatrician in the directory")
    build_list(story.store, conference_id)
    _tell_list(story, conference_id)
    ready = [line.id for line in story.lines(conference_id) if line.can_be_sent]
    with story.refused("Marking the invitations as sent"):
        mark_sent(story.store, conference_id, ready, route="secure e-mail", at=story.clock.now, now=story.clock.now)


def _add_paediatrician(story: Story, people: People, child_id: int, conference_id: int) -> None:
    story.chapter("The doctor who examined Noah")
    doctor = Professional("Dr Amara Lindgren", PAEDIATRICIAN, people.hospital, "consultant")
    doctor_id = keep_professional(story.store, doctor).value
    medical = Medical(child_id, date(2027, 2, 19), doctor_id, "Westmarch Royal Infirmary")
    record_medical(story.store, medical, today=story.clock.today)
    build_list(story.store, conference_id)
    _tell_list(story, conference_id)


def _tell_list(story: Story, conference_id: int) -> None:
    for line in story.lines(conference_id):
        role = rulebook.roles()[line.role_code].title
        because = f"; {line.choice_reason}" if line.choice_reason else ""
        story.tell(f"- {role}: {line.name or 'nobody named yet'} ({line.level}: {line.reason}{because})")


def _refuse_final_agenda(story: Story, conference_id: int) -> None:
    story.chapter("The agenda, before the paediatrician's invitation is sent")
    start_agenda(story.store, conference_id)
    third_party = AgendaLine(
        conference_id, 0, "Police information about a third party", led_by="DC Tom Abara", minutes=5, restricted=True
    )
    keep_item(story.store, third_party)
    story.tell(f"Laid out from its template, with a restricted item: {third_party.title}.")
    others = [line.id for line in story.lines(conference_id) if line.can_be_sent and line.role_code != PAEDIATRICIAN]
    with story.refused("Sending the other invitations first"):
        mark_sent(story.store, conference_id, others, route="secure e-mail", at=story.clock.now, now=story.clock.now)
    with story.refused("The final agenda"):
        agenda_sheet(story.store, conference_id, Reader(Copy.FAMILY), today=story.clock.today, final=True)


def _send(story: Story, conference_id: int) -> None:
    story.clock.now = at(23, 2, "10:00")
    story.chapter("The invitations are sent, the paediatrician's among them")
    rest = [line.id for line in story.lines(conference_id) if line.can_be_sent]
    mark_sent(story.store, conference_id, rest, route="secure e-mail", at=story.clock.now, now=story.clock.now)
    story.tell(f"{len(rest)} sent by secure e-mail. The conference is now {story.conference(conference_id).status}.")


def _hear_back(story: Story, conference_id: int) -> None:
    story.clock.now = at(5, 3, "11:15")
    story.chapter("Replies and reports")
    today = story.clock.today
    doctor = _line_of(story, conference_id, PAEDIATRICIAN)
    record_reply(story.store, doctor, Reply("coming", today, "phone", "video"), today=today)
    doctor = _line_of(story, conference_id, PAEDIATRICIAN)
    report = Report(wanted=True, asked_on=doctor.report_asked_on, due_on=doctor.report_due_on, received_on=today)
    record_report(story.store, doctor, report, today=today)
    worker = _line_of(story, conference_id, "social_worker")
    record_reply(story.store, worker, Reply("coming", today), today=today)
    due = f", due {plain_date(doctor.report_due_on)}" if doctor.report_due_on else ""
    story.tell(f"{doctor.name} is coming by video (by phone); the report{due}, came on {plain_date(today)}.")


def _print(story: Story, conference_id: int) -> None:
    story.clock.now = at(9, 3, "16:00")
    story.chapter("The papers")
    found = story.conference(conference_id)
    for copy, recipient in (
        (Copy.CHAIR, "Rosalind Osei"),
        (Copy.PROFESSIONAL, "Dr Amara Lindgren"),
        (Copy.FAMILY, "Grace Marlowe"),
    ):
        path = story.folder / f"agenda-{copy}.pdf"
        save_agenda(story.store, found.reference, Reader(copy, recipient), path, now=story.clock.now, final=True)
        story.read_back(path)
    _print_sign_in_sheet(story, conference_id)


def _print_sign_in_sheet(story: Story, conference_id: int) -> None:
    from conference_app.documents.rendering import render

    sheet = sign_in_sheet(story.store, conference_id, today=story.clock.today)
    printed = render(sheet)
    path = story.folder / "sign-in-sheet.pdf"
    path.write_bytes(printed.pdf)
    record_issue(
        story.store,
        conference_id,
        kind=SIGN_IN,
        reader=None,
        draft=False,
        route="file",
        pages=printed.pages,
        at=story.clock.now,
        version=sheet.version,
    )
    story.read_back(path)


def _hold(story: Story, conference_id: int) -> None:
    story.clock.now = at(10, 3, "13:30")
    story.chapter("The conference")
    for person in register_of(story.store, conference_id):
        if person.role_code in {"social_worker", PAEDIATRICIAN, "parent", "police"}:
            video = "video" if person.role_code == PAEDIATRICIAN else "in person"
            keep_attendance(story.store, replace(person, presence="present", mode=video, arrived="13:30"))
            story.tell(f"{person.name} arrives. {quorum_of(story.store, conference_id).words()}")
    uninvited = Attendance(conference_id, "Sam Ellery", "housing", arrived="13:40")
    keep_attendance(story.store, uninvited)
    story.tell(f"{uninvited.name}, not invited, arrives. {quorum_of(story.store, conference_id).words()}")
    head = next(each for each in register_of(story.store, conference_id) if each.role_code == "school")
    keep_attendance(story.store, replace(head, presence="apologies"))
    story.tell(f"{head.name} sent apologies.")
    story.clock.now = at(10, 3, "15:30")
    seen = story.conference(conference_id).version
    status = hold_conference(story.store, conference_id, seen=seen, now=story.clock.now).value
    story.tell(f"Recorded as {status}.")


def _decide(story: Story, conference_id: int, ella: int, noah: int) -> None:
    story.chapter("The decisions")
    day = story.clock.today
    dissent = Dissent("DC Tom Abara", "The threshold for physical abuse is met as well.")
    with story.refused("Neglect without a word on a paediatric assessment"):
        decide(story.store, Decision(conference_id, noah, "plan starts", ("NEG",), day))
    decide(
        story.store,
        Decision(
            conference_id,
            noah,
            "plan starts",
            ("NEG",),
            day,
            paediatric_assessment="Yes: growth and development",
            dissents=(dissent,),
        ),
    )
    decide(story.store, Decision(conference_id, ella, "plan starts", ("EMO",), day))
    story.tell(f"Noah: plan starts, {CATEGORIES['NEG']}; {dissent.name} dissents: {dissent.reason}")
    story.tell(f"Ella: plan starts, {CATEGORIES['EMO']}.")


def _book_review(story: Story, people: People, conference_id: int) -> None:
    story.chapter("The review, before anybody leaves the room")
    found = story.conference(conference_id)
    request = review_after(story.store, found, today=story.clock.today)
    booking = Booking(at(2, 6, "10:00"), 90, people.chair, room_id=people.room)
    review = story.conference(book_review(story.store, request, booking, today=story.clock.today).value)
    assert review.starts_at is not None
    assert review.limit_on is not None
    story.tell(f"{review.reference}: {moment(review.starts_at)}; last lawful day {long_date(review.limit_on)}.")


def _form_core_group(story: Story, conference_id: int) -> None:
    story.chapter("The core group")
    calendar, practice = calendar_of(story.store), practice_of(story.store)
    latest = limit_for(Kind.CORE_GROUP, story.clock.today, calendar, practice).limit
    members = [
        CoreGroupMember("Priya Nair", "Social worker"),
        CoreGroupMember("Grace Marlowe", "Mother"),
        CoreGroupMember("Joan Whitby", "School"),
    ]
    first, seen = at(19, 3, "14:00"), story.conference(conference_id).version
    set_core_group(story.store, conference_id, members, at=first, seen=seen)
    story.tell(f"{len(members)} members meet on {moment(first)}; the last day for it is {long_date(latest)}.")


def _follow_up(story: Story, people: People, conference_id: int, family_id: int, ella: int, noah: int) -> None:
    today = story.clock.today
    promised = [
        ("Developmental assessment of Noah", "Community paediatrics", noah, people.hospital, date(2027, 3, 24)),
        ("Weekly talk with Ella at school", "Joan Whitby", ella, people.school, date(2027, 3, 17)),
        (
            "Find out who visits the home, and how it is known",
            "Priya Nair",
            None,
            people.social_care,
            date(2027, 4, 30),
        ),
    ]
    for text, owner, child_id, agency_id, due_on in promised:
        action = Action(family_id, text, owner, due_on, conference_id, child_id, agency_id)
        action_id = log_action(story.store, action, today=today).value
    story.clock.now = at(1, 4, "9:00")
    note_progress(story.store, action_id, "Grandmother visits daily; confirmed by her.", today=story.clock.today)
    story.chapter("Outstanding actions, three weeks later")
    rows = lists.outstanding(story.store, as_of=story.clock.today)
    for row in rows:
        late = days_late(row, story.clock.today)
        state = f"{counted(late, 'day')} late" if late else "not due yet"
        story.tell(f"- {row.text}: {row.owner}, due {plain_date(row.due_on)}, {state}")
    (story.folder / OUTSTANDING).write_bytes(as_csv(rows, as_of=story.clock.today))
    story.tell(f"{OUTSTANDING}: {counted(len(rows), 'action')}.")


def _history(story: Story, conference_id: int) -> None:
    story.chapter(f"The history of {story.conference(conference_id).reference}, latest first")
    for event in lists.history(story.store, "conference", conference_id):
        reason = f": {event.reason}" if event.reason else ""
        story.tell(f"{event.at_utc[:16].replace('T', ' ')}  {event.actor}  {event.action.replace('_', ' ')}{reason}")


def _line_of(story: Story, conference_id: int, role_code: str) -> Invitation:
    return next(line for line in story.lines(conference_id) if line.role_code == role_code)


if __name__ == "__main__":
    main()
