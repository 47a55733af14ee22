"""Where the doctor does not come: the other slots before the limit, those the doctor can make first, and their cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conference_app.store import conferences
from conference_app.store.store import Store
from conference_app.use_cases.find_slots import Proposal, find_slots
from conference_app.use_cases.rules_in_force import calendar_of

LOOKED_AT = 40
SHOWN = 4
CAN_COME = ("doctor_prefers", "doctor_free")
CANNOT = ("doctor_away", "doctor_in_clinic", "doctor_asked")
KNOWN_FIRST = ("doctor_prefers", "doctor_free", "doctor_elsewhere", "doctor_unknown", "")


@dataclass(frozen=True, slots=True)
class DoctorSlot:
    """One slot: what is known of the doctor (a reason's code, "" for nothing), and how many working days it costs.

    `cost` counts from the day booked now, negative where the slot is earlier; None where none is booked.
    """

    slot: Proposal
    doctor: str
    cost: int | None

    @property
    def doctor_can(self) -> bool:
        """Whether the doctor is known to be free then."""
        return self.doctor in CAN_COME


def doctor_slots(store: Store, conference_id: int, *, now: datetime, most: int = SHOWN) -> list[DoctorSlot]:
    """The best slots before the statutory limit but the ones the doctor is known not to make; writes nothing.

    Those the doctor is known to make come first; each day is there once before any is there twice.
    """
    found, calendar = conferences.conference(store, conference_id), calendar_of(store)
    looked = find_slots(store, conference_id, now=now, top=LOOKED_AT)
    slots = [
        DoctorSlot(slot, _known(slot), calendar.between(found.day, slot.starts_at.date()) if found.day else None)
        for slot in looked.slots
        if not slot.late
    ]
    able = [each for each in slots if each.doctor not in CANNOT]
    able.sort(key=_known_first)
    once = list({each.slot.starts_at.date(): each for each in reversed(able)}.values())
    once.sort(key=able.index)
    others = [each for each in able if each not in once]
    return sorted([*once, *others][:most], key=_known_first)


def _known_first(each: DoctorSlot) -> int:
    return KNOWN_FIRST.index(each.doctor)


def _known(slot: Proposal) -> str:
    return next((reason.code for reason in slot.reasons if reason.code.startswith("doctor_")), "")
