"""Who the demo is about: the directory, the Marlowe family, their request, and another family's conference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conference_app.domain.conference import Booking, Involvement, Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.family import Child, Family, HouseholdMember
from conference_app.domain.people import Agency, Chair, Professional, Room
from conference_app.story import Story, at
from conference_app.use_cases.keep_directory import keep_agency, keep_chair, keep_professional, keep_room
from conference_app.use_cases.keep_family import keep_child, keep_family, keep_household_member
from conference_app.use_cases.request_conference import request_conference
from conference_app.use_cases.schedule_conference import schedule_conference


@dataclass
class People:
    """Who is in the directory, by their ids."""

    social_care: int
    hospital: int
    police: int
    school: int
    worker: int
    officer: int
    head: int
    chair: int
    room: int


def directory(story: Story) -> People:
    """Agencies, professionals, the chair and the room; no paediatrician yet."""
    story.chapter("The directory")
    store = story.store
    social_care = keep_agency(store, Agency("Westmarch Children's Services", "social_care")).value
    hospital = keep_agency(store, Agency("Westmarch Royal Infirmary", "health")).value
    police = keep_agency(store, Agency("Westmarch Police", "police")).value
    school = keep_agency(store, Agency("Larch Lane Primary School", "education")).value
    people = People(
        social_care,
        hospital,
        police,
        school,
        worker=keep_professional(store, Professional("Priya Nair", "social_worker", social_care)).value,
        officer=keep_professional(store, Professional("DC Tom Abara", "police", police)).value,
        head=keep_professional(store, Professional("Joan Whitby", "school", school)).value,
        chair=keep_chair(store, Chair("Rosalind Osei")).value,
        room=keep_room(store, Room("Oak room", "Civic Centre", 14, "step-free")).value,
    )
    story.tell("Four agencies, three professionals, the chair Rosalind Osei, the Oak room. No paediatrician yet.")
    return people


def marlowe_family(story: Story) -> tuple[int, int, int]:
    """Two children and their mother; answers the ids of the family and the children."""
    story.chapter("The family")
    store, today = story.store, story.clock.today
    family_id = keep_family(store, Family("Marlowe")).value
    ella = Child(family_id, "Ella Marlowe", date(2019, 6, 14), None, "female", "MOS-204417")
    noah = Child(family_id, "Noah Marlowe", date(2025, 11, 2), None, "male", "MOS-204418")
    ids = [keep_child(store, child, today=today).value for child in (ella, noah)]
    mother = HouseholdMember(
        family_id,
        "Grace Marlowe",
        "mother",
        parental_responsibility=True,
        confirmed_by="Priya Nair",
        confirmed_on=date(2027, 2, 18),
        confirmed_how="seen at home",
    )
    keep_household_member(store, mother, today=today)
    story.tell("Ella, 7 years, and Noah, 15 months, with their mother Grace Marlowe, seen at home by Priya Nair.")
    return family_id, ids[0], ids[1]


def conference_request(story: Story, people: People, family_id: int, children: tuple[int, ...]) -> int:
    """The request of 22 February; answers the id of the conference."""
    story.chapter("The request")
    request = Request(
        ConferenceType.INITIAL,
        family_id,
        children,
        story.clock.today,
        "Priya Nair",
        "Westmarch Children's Services",
        "Unexplained bruise on Noah's arm.",
        discussions=(StrategyDiscussion(date(2027, 2, 19), started_clock=True), StrategyDiscussion(date(2027, 2, 22))),
        involvements=(
            Involvement("social_worker", people.social_care, people.worker),
            Involvement("police", people.police, people.officer),
            Involvement("school", people.school, people.head),
        ),
    )
    conference_id = request_conference(story.store, request, today=story.clock.today).value
    story.tell(f"{story.conference(conference_id).reference}: initial conference for both Marlowe children.")
    return conference_id


def other_conference(story: Story, people: People) -> str:
    """A conference of another family that takes the chair and the room for a morning."""
    store, today = story.store, story.clock.today
    family_id = keep_family(store, Family("Hartwell")).value
    child_id = keep_child(store, Child(family_id, "Ivy Hartwell", date(2021, 4, 3)), today=today).value
    request = Request(
        ConferenceType.INITIAL,
        family_id,
        (child_id,),
        today,
        discussions=(StrategyDiscussion(date(2027, 2, 18), started_clock=True),),
    )
    conference_id = request_conference(store, request, today=today).value
    found = story.conference(conference_id)
    booking = Booking(at(10, 3, "9:30"), 120, people.chair, room_id=people.room)
    schedule_conference(store, conference_id, booking, seen=found.version, today=today)
    return found.reference
