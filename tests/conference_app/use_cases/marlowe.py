"""One invented family taken to where a test begins: asked for, booked, invited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from conference_app.domain.conference import Booking, Involvement, Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.family import Child, Family, HouseholdMember, Medical
from conference_app.domain.people import Agency, Chair, Professional, Room
from conference_app.domain.rebooking import Again, Kind, Wish
from conference_app.store import conferences, invitations
from conference_app.store.store import Store
from conference_app.use_cases.found_store import found_store
from conference_app.use_cases.invite import build_list, mark_sent
from conference_app.use_cases.keep_directory import keep_agency, keep_chair, keep_professional, keep_room
from conference_app.use_cases.keep_family import keep_child, keep_family, keep_household_member, record_medical
from conference_app.use_cases.rebook import Rebooked, rebook
from conference_app.use_cases.request_conference import request_conference
from conference_app.use_cases.schedule_conference import schedule_conference
from conference_app.use_cases.take_register import hold_conference, keep_attendance, register_of

TODAY = date(2027, 2, 22)  # a Monday
NOW = datetime(2027, 2, 22, 9, 0)
START = datetime(2027, 3, 10, 9, 30)  # a Wednesday
AFTER = datetime(2027, 3, 10, 12, 0)


@dataclass(frozen=True)
class Marlowe:
    """The ids a test needs."""

    family: int
    ella: int
    noah: int
    conference: int
    chair: int
    room: int
    social_care: int


def booked_conference(store: Store) -> Marlowe:
    """An initial conference, booked for Wednesday 10 March 2027, 9:30am, nobody on the list yet."""
    found_store(store)
    care = keep_agency(store, Agency("Children's Services", "social_care")).value
    infirmary = keep_agency(store, Agency("Royal Infirmary", "health")).value
    police = keep_agency(store, Agency("Westmarch Police", "police")).value
    worker = keep_professional(store, Professional("Priya Nair", "social_worker", care)).value
    doctor = keep_professional(store, Professional("Dr Amara Lindgren", "paediatrician", infirmary, "consultant")).value
    officer = keep_professional(store, Professional("Owen Pryce", "police", police)).value
    chair = keep_chair(store, Chair("Rosalind Osei")).value
    room = keep_room(store, Room("Oak room", "Civic Centre")).value
    family = keep_family(store, Family("Marlowe")).value
    ella = keep_child(store, Child(family, "Ella Marlowe", date(2019, 6, 14)), today=TODAY).value
    noah = keep_child(store, Child(family, "Noah Marlowe", date(2025, 11, 2)), today=TODAY).value
    mother = HouseholdMember(family, "Grace Marlowe", "mother", parental_responsibility=True)
    keep_household_member(store, mother, today=TODAY)
    record_medical(store, Medical(noah, date(2027, 2, 19), doctor, "Royal Infirmary"), today=TODAY)
    conference = request_conference(
        store,
        Request(
            ConferenceType.INITIAL,
            family,
            (ella, noah),
            TODAY,
            "P. Nair",
            "Children's Services",
            "Unexplained bruise",
            discussions=(StrategyDiscussion(date(2027, 2, 19), True),),
            involvements=(Involvement("social_worker", care, worker), Involvement("police", police, officer)),
        ),
        today=TODAY,
    ).value
    version = conferences.conference(store, conference).version
    schedule_conference(store, conference, Booking(START, 120, chair, room_id=room), seen=version, today=TODAY)
    return Marlowe(family, ella, noah, conference, chair, room, care)


def invited_conference(store: Store) -> Marlowe:
    """The same with every named person's invitation sent, the paediatrician's first of all."""
    known = booked_conference(store)
    build_list(store, known.conference)
    lines = [line.id for line in invitations.invitations(store, known.conference) if line.can_be_sent]
    mark_sent(store, known.conference, lines, route="secure e-mail", at=NOW, now=NOW)
    return known


def came(store: Store, known: Marlowe, *roles: str) -> None:
    """Write down everybody invited in these roles as present from the start."""
    for person in register_of(store, known.conference):
        if person.role_code in roles:
            keep_attendance(store, replace(person, presence="present", arrived="9:30"))


def held_conference(store: Store) -> Marlowe:
    """The same, held and quorate."""
    known = invited_conference(store)
    came(store, known, "social_worker", "police", "paediatrician")
    hold_conference(store, known.conference, seen=conferences.conference(store, known.conference).version, now=AFTER)
    return known


def wish(store: Store, known: Marlowe, kind: Kind, **more: object) -> Rebooked:
    """What is wished for the conference is done on the day it is booked for: by then people may have met."""
    usual = {Kind.POSTPONED: Again.LATER, Kind.CANCELLED: Again.NEVER, Kind.ADJOURNED: Again.NEVER}
    wanted = Wish(known.conference, kind, "building_closed", usual.get(kind, Again.NOW), approved_by="M. Ames")
    seen = conferences.conference(store, known.conference).version
    return rebook(store, replace(wanted, **more), seen=seen, today=START.date()).value
