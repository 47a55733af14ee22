"""What a slot for one conference must have and should have: read from the store once, before anything is looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import MODES, Conference
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.invitations import Invitation, Situation, paediatrician_candidates, paediatrician_line
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.practice import Practice
from conference_app.scheduling.facts import DiaryFacts, Slot, Wanted
from conference_app.scheduling.slot_reasons import Aims, KnownDoctor, Notice
from conference_app.store import conferences, diary, invitations, people, supply
from conference_app.store.store import Store
from conference_app.use_cases.diary_facts import room_features, seats_needed
from conference_app.use_cases.rules_in_force import calendar_of, practice_of

IN_PERSON, VIDEO = "in person", "video"
YEAR_AHEAD = timedelta(days=400)  # no limit lies further ahead


@dataclass(frozen=True, slots=True)
class Question:
    """A conference to find a slot for, with the rules in force; `now_at` is where it is booked."""

    found: Conference
    calendar: WorkingCalendar
    practice: Practice
    wanted: Wanted
    aims: Aims
    now_at: Slot | None
    last_chair: int | None

    @property
    def earliest(self) -> datetime:
        """Before this nothing can begin: it is past, or before the clock started."""
        return self.wanted.earliest

    def aims_in(self, facts: DiaryFacts) -> Aims:
        """The aims with the chair the family knows, if that chair is still there."""
        now_or_before = "booked" if self.now_at else "last time"
        known = ((self.last_chair, "last time"), (self.found.chair_id, now_or_before))
        for chair_id, since in known:
            for chair in facts.chairs:
                if chair.id == chair_id:
                    return replace(self.aims, chair_id=chair.id, chair_name=chair.name, chair_since=since)
        return self.aims


def question_about(
    store: Store, found: Conference, like: int, *, now: datetime, minutes: int | None, mode: str | None
) -> Question:
    """What is looked for; `like` is the conference whose children and examinations count: itself, or the one before."""
    practice, calendar = practice_of(store), calendar_of(store)
    lines = invitations.invitations(store, found.id) if found.id else []
    mode = mode if mode in MODES else (found.mode if found.starts_at else "") or IN_PERSON
    wanted = Wanted(
        found.family_id,
        minutes or found.minutes or practice.integer(_by_type(found, "minutes_{}")),
        _earliest(found, now),
        needs_room=mode != VIDEO,
        people=seats_needed(lines, practice),
        features=room_features(found, mode),
    )
    aims = Aims(
        today=now.date(),
        limit=lawful_day(found, practice),
        stricter=found.stricter_limit_on if practice.flag("stricter_warning") else None,
        aim_late=found.type is ConferenceType.REVIEW,
        doctor=_doctor(store, found, like, lines),
        notice=_notice(found, practice),
        school_age=_of_school_age(store, like, now.date(), practice),
        school_holidays=supply.school_holidays(store, now.date(), now.date() + YEAR_AHEAD),
        school_hours=_hours(practice, "school_starts", "school_ends"),
        lunch=_hours(practice, "lunch_starts", "lunch_ends"),
    )
    return Question(
        found, calendar, practice, wanted, aims, _booked_at(found), diary.last_chair(store, found.family_id)
    )


def lawful_day(found: Conference, practice: Practice) -> date | None:
    """The last lawful day by the count this authority goes by [notts-cs, ssd-icpc]."""
    return found.stricter_limit_on if practice.text("count_from") == "the day itself" else found.limit_on


def _earliest(found: Conference, now: datetime) -> datetime:
    started = datetime.combine(found.counted_from, time()) if found.counted_from else now
    return max(now, started)


def _by_type(found: Conference, key: str) -> str:
    """The practice number of reviews or of all others."""
    return key.format("review" if found.type is ConferenceType.REVIEW else "initial")


def _notice(found: Conference, practice: Practice) -> Notice:
    review = found.type is ConferenceType.REVIEW
    reports = (_by_type(found, "sw_report_{}_wd"), _by_type(found, "agency_report_{}_wd"))
    return Notice(
        practice.integer("review_invite_wd" if review else "invite_notice_wd"),
        max(practice.integer(key) for key in reports),
        practice.integer("police_check_wd"),
    )


def _doctor(store: Store, found: Conference, like: int, lines: list[Invitation]) -> KnownDoctor | None:
    """The paediatrician on the list, or whom the rules would propose."""
    line = paediatrician_line(lines)
    if line is not None and line.professional_id is not None:
        return KnownDoctor(line.professional_id, line.name)
    situation = Situation(
        conference_id=found.id,
        type=found.type,
        day=found.requested_on,
        children=(),
        household=(),
        involvements=(),
        needs=(),
        medicals=conferences.medicals_of(store, like),
        paediatricians=people.professionals(store, role_code=PAEDIATRICIAN),
        ages={},
    )
    candidates = paediatrician_candidates(situation)
    return KnownDoctor(candidates[0].professional.id, candidates[0].professional.name) if candidates else None


def _of_school_age(store: Store, like: int, today: date, practice: Practice) -> bool:
    low, high = practice.integer("school_from_age"), practice.integer("school_until_age")
    ages = (child.age_on(today) for child in conferences.children_of(store, like))
    return any(age is not None and low <= age < high for age in ages)


def _hours(practice: Practice, starts: str, ends: str) -> tuple[time, time] | None:
    found = practice.time_of_day(starts), practice.time_of_day(ends)
    return (found[0], found[1]) if found[0] and found[1] and found[0] < found[1] else None


def _booked_at(found: Conference) -> Slot | None:
    """Where it is booked now; a postponed conference gave its slot up."""
    if not found.status.is_ahead or found.starts_at is None or found.ends_at is None or found.chair_id is None:
        return None
    return Slot(found.starts_at, found.ends_at, found.chair_id, found.room_id)
