"""What came of a conference that was held: the register, decisions, core group, letters and actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from conference_app import resources, rulebook
from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.example.families import InventedFamily
from conference_app.example.histories import Planned
from conference_app.example.rows import Rows
from conference_app.example.sending import Line

DUE_DAYS = (5, 10, 14, 14, 21, 28, 28, 42, 56)
FEWEST_ACTIONS, MOST_ACTIONS = 10, 15
DISSENT = 0.06
FRESH = timedelta(days=10)  # within which some conferences are not written up yet
DAYS_OVERDUE = (4, 17, 12)  # the first actions of a situation with overdue ones


class Aftermath:
    """Writes what followed each conference up to today."""

    def __init__(
        self, rows: Rows, random: Random, calendar: WorkingCalendar, agencies: Mapping[int, str], today: date
    ) -> None:
        self._rows, self._random, self._calendar, self._today = rows, random, calendar, today
        self._agencies = agencies
        self._words = resources.toml("example/words.toml")

    def register(self, planned: Planned, lines: Sequence[Line]) -> None:
        """Who was there: as they had answered, but quorate or not as the conference was."""
        assert planned.place is not None
        present = {line.id for line in lines if line.comes}
        present = self._with_quorum(lines, present) if planned.status is Status.HELD else self._without(lines, present)
        video = planned.place.mode == "video"
        start = planned.place.starts_at
        for line in lines:
            if not line.asked and line.id not in present:
                continue
            there = line.id in present
            minutes = self._random.choice((-10, -5, -5, 0, 0, 0, 5, 15))
            leaves_early = there and self._random.random() < 0.05
            self._rows.add(
                "attendance",
                conference_id=planned.id,
                invitation_id=line.id,
                name=line.deputy or line.line.name,
                role_code=line.line.role_code,
                agency_id=line.line.agency_id,
                presence="present" if there else self._random.choice(("apologies", "apologies", "absent")),
                mode=self._mode(video, planned.place.mode) if there else "",
                arrived=f"{start + timedelta(minutes=minutes):%H:%M}" if there else "",
                left_at=f"{start + timedelta(minutes=60):%H:%M}" if leaves_early else "",
                representing=line.line.name if line.deputy else "",
            )

        self._medical_part(planned, lines, present)

    def _medical_part(self, planned: Planned, lines: Sequence[Line], present: set[int]) -> None:
        """Whether the doctor's report was read out, and who explained it; of the latest some are still open."""
        doctors = [line for line in lines if line.line.role_code == PAEDIATRICIAN]
        there = [line.deputy or line.line.name for line in doctors if line.id in present]
        reported = any(line.reported for line in doctors)
        assert planned.day is not None
        if "evidence open" in planned.open_ends or (planned.day > self._today - FRESH and planned.id % 3 == 0):
            return
        read_out = "no report"
        if reported:
            read_out = "not read out" if there else "in part" if planned.id % 5 == 0 else "in full"
        alone = reported and not there and planned.id % 3 != 1
        findings = "discussed with a doctor" if there else "discussed without a doctor" if alone else "none"
        explains = there[0] if there else "the chair, from the report" if alone else ""
        values = {"read_out": read_out, "findings": findings, "interpreted_by": explains}
        self._rows.add("medical_part", conference_id=planned.id, **values)

    def decide(self, family: InventedFamily, planned: Planned) -> None:
        """The decision for each child, sometimes with a dissent."""
        if "not decided" in planned.open_ends:
            return
        goes_on = planned.outcome in {"plan starts", "plan continues"}
        unasked = "neglect not asked about" in planned.open_ends
        for number, child in enumerate(family.children):
            decision_id = self._rows.new_id("decision")
            answer = ""
            if goes_on and "NEG" in family.categories:
                answer = self._random.choice(self._words["paediatric_answers"])
            self._rows.add(
                "decision",
                id=decision_id,
                conference_id=planned.id,
                child_id=child.id,
                outcome=planned.outcome,
                categories="NEG" if unasked else family.categories if goes_on else "",
                plan_starts_on=planned.day if planned.outcome == "plan starts" else None,
                plan_ends_on=planned.day if planned.outcome == "plan ends" else None,
                paediatric_assessment="" if unasked else answer,
            )
            if number == 0 and self._random.random() < DISSENT:
                who, why = self._random.choice(self._words["dissents"])
                self._rows.add("dissent", decision_id=decision_id, name=who, reason=why)

    def after(self, planned: Planned, lines: Sequence[Line]) -> dict[str, object]:
        """Core group, decision letter and record as far as they came by today: columns of the conference."""
        assert planned.day is not None
        letter = self._calendar.add(planned.day, self._random.choices((1, 1, 2, 4), (80, 10, 7, 3))[0])
        record = self._calendar.add(planned.day, self._random.choices((8, 12, 15, 19), (30, 35, 27, 8))[0])
        if planned.type is not ConferenceType.REVIEW and planned.outcome == "plan starts":
            self._core_group(planned, lines)
        sets = planned.outcome == "plan starts" and "core group not set" not in planned.open_ends
        core_group = self._calendar.add(planned.day, self._random.randint(5, 10))
        return {
            "core_group_at": datetime.combine(core_group, time(10, 0)) if sets else None,
            "letter_sent_on": letter if letter < self._today and "letter due" not in planned.open_ends else None,
            "record_sent_on": record if record < self._today and "record due" not in planned.open_ends else None,
        }

    def log_actions(self, family: InventedFamily, planned: Planned, lines: Sequence[Line]) -> None:
        """About a dozen actions, for those who were asked to come; the older, the surer they are done."""
        owners = {line.line.role_code: line.line for line in lines if line.line.name}
        fitting = [action for action in self._words["action"] if action["role"] in owners]
        count = self._random.randint(FEWEST_ACTIONS, MOST_ACTIONS)
        for number, action in enumerate(self._random.sample(fitting, min(count, len(fitting)))):
            owner = owners[action["role"]]
            if "actions overdue" in planned.open_ends and number < len(DAYS_OVERDUE):
                due = self._today - timedelta(days=DAYS_OVERDUE[number])
                escalated = due + timedelta(days=6) if number and "actions escalated" in planned.open_ends else None
                self._action(family, planned, action, owner, due, due, None, escalated)
            else:
                self._usual_action(family, planned, action, owner)

    def _usual_action(
        self, family: InventedFamily, planned: Planned, action: Mapping[str, Any], owner: Invitation
    ) -> None:
        assert planned.day is not None
        first_due = planned.day + timedelta(days=self._random.choice(DUE_DAYS))
        due = first_due + timedelta(days=14) if self._random.random() < 0.08 else first_due
        done_on = self._done_on(planned, due)
        self._action(family, planned, action, owner, first_due, due, done_on, self._escalated_on(due, done_on))

    def _action(
        self,
        family: InventedFamily,
        planned: Planned,
        action: Mapping[str, Any],
        owner: Invitation,
        first_due: date,
        due: date,
        done_on: date | None,
        escalated_on: date | None,
    ) -> None:
        assert planned.day is not None
        random = self._random
        child = random.choice(family.children).id if action.get("child") else None
        action_id = self._rows.new_id("action")
        self._rows.add(
            "action",
            id=action_id,
            family_id=family.id,
            conference_id=planned.id,
            child_id=child,
            text=action["text"],
            owner=owner.name,
            agency_id=owner.agency_id,
            raised_on=planned.day,
            first_due_on=first_due,
            due_on=due,
            restricted=bool(action.get("restricted")),
            escalated_on=escalated_on,
            escalated_to=random.choice(self._words["escalated_to"]) if escalated_on else "",
            done_on=done_on,
            evidence=random.choice(self._words["evidence"]) if done_on else "",
        )
        if escalated_on or (done_on is None and random.random() < 0.4):
            written = min(max(planned.day, due - timedelta(days=3)), self._today)
            self._rows.add(
                "action_note",
                action_id=action_id,
                written_on=written,
                author=owner.name[:100],
                text=random.choice(self._words["notes"]),
            )

    def _done_on(self, planned: Planned, due: date) -> date | None:
        """The day it was done, or None if it is open today."""
        assert planned.day is not None
        random = self._random
        late_by = (self._today - due).days
        if late_by < 0:
            is_open = random.random() < 0.8 or planned.day >= self._today - timedelta(days=1)
        else:
            is_open = planned.plan_went_on and random.random() < _still_open(late_by)
        if is_open:
            return None
        usual = due + timedelta(days=random.choice((-9, -5, -2, -1, 0, 0, 3, 8)))
        return max(planned.day, min(usual, self._today - timedelta(days=1)))

    def _escalated_on(self, due: date, done_on: date | None) -> date | None:
        late_by = (self._today - due).days
        if done_on is not None or late_by < 10:
            return None
        return due + timedelta(days=self._random.randint(8, late_by)) if self._random.random() < 0.5 else None

    def _core_group(self, planned: Planned, lines: Sequence[Line]) -> None:
        titles = rulebook.roles()
        for line in lines:
            if line.comes and line.line.role_code in {"social_worker", "health_visitor", "school", "midwife", "parent"}:
                self._rows.add(
                    "core_group_member",
                    conference_id=planned.id,
                    name=line.line.name,
                    role=titles[line.line.role_code].title,
                )

    def _with_quorum(self, lines: Sequence[Line], present: set[int]) -> set[int]:
        """Social care and at least two other agencies that had direct contact."""
        first = {line.line.role_code: line.id for line in reversed(lines) if line.asked}
        second = next((role for role in ("school", "health_visitor", "midwife") if role in first), "probation")
        return present | {first[role] for role in ("social_worker", "police", second)}

    def _without(self, lines: Sequence[Line], present: set[int]) -> set[int]:
        """Social care, the family, and no more than one other agency."""
        roles = rulebook.roles()
        found, others = set(), 0
        for line in lines:
            role = roles[line.line.role_code]
            if line.id not in present:
                continue
            if role.counts and role.group != "social_care":
                others += 1
                if others > 1:
                    continue
            found.add(line.id)
        worker = next(line.id for line in lines if line.line.role_code == "social_worker")
        return found | {worker}

    def _mode(self, video: bool, mode: str) -> str:
        if video:
            return "video"
        return self._random.choice(("in person", "video")) if mode == "hybrid" else "in person"


def _still_open(days_late: int) -> float:
    """How likely an action that long overdue has not been done."""
    if days_late < 30:
        return 0.2
    return 0.05 if days_late < 90 else 0.002
