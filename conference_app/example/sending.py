"""The invitation list of one conference, and how far each line has come: sent, answered, reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from conference_app import resources, rulebook
from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Need
from conference_app.domain.conference_status import ConferenceType
from conference_app.domain.invitations import NO_REPLY, Invitation, Situation, proposed_list
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.practice import Practice
from conference_app.domain.timescales import deadline_before
from conference_app.example.families import InventedFamily
from conference_app.example.histories import Planned
from conference_app.example.rows import Rows

_AGES = ("child_ask_age", "child_own_invitation_age", "health_visitor_until_age", "school_from_age", "school_until_age")
# How often somebody in a role comes; GPs one time in eleven, as the studies of domain.md section 8 found.
COMES: Mapping[str, float] = {
    "social_worker": 0.98,
    "team_manager": 0.8,
    "paediatrician": 0.24,
    "gp": 0.09,
    "health_visitor": 0.84,
    "school": 0.86,
    "school_nurse": 0.58,
    "police": 0.74,
    "midwife": 0.8,
    "probation": 0.32,
    "parent": 0.72,
    "child": 0.22,
    "legal": 0.3,
    "interpreter": 0.97,
    "originating_social_worker": 0.85,
}
OTHERS_COME = 0.5
REPORTS: Mapping[str, float] = {"paediatrician": 0.62, "gp": 0.46, "social_worker": 0.96, "probation": 0.6}
OTHERS_REPORT = 0.78
SENT_BY = "Example Coordinator"


@dataclass(frozen=True, slots=True)
class Line:
    """One written invitation with the answer that will be given on the day; `asked` also where the store was not
    told that it was sent; `reported` whether a report is recorded as received; `told` is everything recorded of it
    before its date was given up.
    """

    id: int
    line: Invitation
    asked: bool
    comes: bool
    deputy: str
    route: str
    sent_at: datetime | None
    reported: bool
    told: Mapping[str, Any]


class Sending:
    """Writes invitation lists by the program's own rules."""

    def __init__(self, rows: Rows, random: Random, calendar: WorkingCalendar, practice: Practice, today: date) -> None:
        self._rows, self._random, self._calendar, self._today = rows, random, calendar, today
        self._names = resources.toml("example/names.toml")
        self._rules = rulebook.invitation_rules()
        self._ages = {key: practice.integer(key) for key in _AGES}
        self._due = {
            (who, kind): practice.integer(f"{who}_report_{kind}_wd")
            for who in ("sw", "agency")
            for kind in ("initial", "review")
        }

    def invite(self, family: InventedFamily, planned: Planned, needs: tuple[Need, ...], *, breach: bool) -> list[Line]:
        """The list of one conference as it stands today.

        In a breach nobody has written to a paediatrician, so no invitation could be recorded as sent: who came, came
        all the same.
        """
        situation = Situation(
            planned.id,
            planned.type,
            planned.day or planned.requested_on,
            family.children_before(planned.requested_on),
            family.household,
            family.involvements,
            needs,
            family.medicals,
            family.paediatricians,
            self._ages,
        )
        sent_at, due = self._sent_at(planned), self._reports_due(planned)
        found = []
        half = "some not sent" in planned.open_ends
        for number, line in enumerate(proposed_list(situation, self._rules)):
            held_back = breach if line.role_code == PAEDIATRICIAN else half and number % 2
            found.append(self._written(planned, line, None if held_back else sent_at, due, recorded=not breach))
        return found

    def _sent_at(self, planned: Planned) -> datetime | None:
        if planned.place is None or "not sent" in planned.open_ends:
            return None
        day = min(
            self._calendar.add(planned.requested_on, 1),
            planned.place.starts_at.date() - timedelta(days=1),
            self._today - timedelta(days=1),
        )
        at = time(self._random.randint(9, 16), 5 * self._random.randint(0, 11))
        return datetime.combine(max(day, planned.requested_on), at)

    def _reports_due(self, planned: Planned) -> dict[str, date]:
        """The last day for the social worker's report, and for everybody else's."""
        if planned.day is None:
            return {}
        kind = "review" if planned.type is ConferenceType.REVIEW else "initial"
        return {who: deadline_before(planned.day, self._due[who, kind], self._calendar) for who in ("sw", "agency")}

    def _written(
        self, planned: Planned, line: Invitation, sent_at: datetime | None, due: Mapping[str, date], *, recorded: bool
    ) -> Line:
        """One line with what came of it; `recorded` tells whether the store was told of it."""
        random, role = self._random, line.role_code
        name = line.name or _name_for(line)
        asked = sent_at is not None and not line.left_out_reason and bool(name)
        comes = asked and random.random() < COMES.get(role, OTHERS_COME)
        reply = self._reply(planned, comes) if asked else ""
        deputy = ""
        if reply == "coming" and role in {"police", "team_manager", "health_visitor"} and random.random() < 0.08:
            reply, deputy = "sending a deputy", self._somebody()
        line_id = self._rows.new_id("invitation")
        told = self._told(planned, line, sent_at if asked else None, due, reply, deputy)
        told |= _read(line_id, told["report_received_on"], told["report_shared_on"])
        if not recorded:
            told = _untold(told)
        self._rows.add(
            "invitation",
            id=line_id,
            conference_id=planned.id,
            rule_code=line.rule_code,
            role_code=role,
            level=line.level,
            reason=line.reason,
            choice_reason=line.choice_reason,
            name=name,
            professional_id=line.professional_id,
            agency_id=line.agency_id,
            household_member_id=line.household_member_id,
            child_id=line.child_id,
            left_out_reason=line.left_out_reason,
            report_wanted=line.report_wanted,
            **(called_back(told) if "postponed" in planned.open_ends else told),
        )
        known = line if line.name else _named(line, name)
        reported = told["report_received_on"] is not None
        return Line(line_id, known, asked, comes, deputy, told["sent_route"], told["sent_at"], reported, told)

    def _told(
        self,
        planned: Planned,
        line: Invitation,
        sent_at: datetime | None,
        due: Mapping[str, date],
        reply: str,
        deputy: str,
    ) -> dict[str, Any]:
        """What is recorded of one line: sent, answered, reported."""
        return {
            "sent_at": sent_at,
            "sent_route": self._route(line) if sent_at else "",
            "sent_by": SENT_BY if sent_at else "",
            "reply": reply,
            "reply_on": self._reply_day(planned, sent_at) if reply and sent_at else None,
            "reply_route": self._random.choice(("e-mail", "e-mail", "phone")) if reply else "",
            "reply_mode": "report only" if reply == "not coming" and line.report_wanted else "",
            "reply_note": "",
            "deputy": deputy,
            **self._report(planned, line, sent_at, due),
        }

    def _somebody(self) -> str:
        return f"{self._random.choice(self._names['women'])} {self._random.choice(self._names['surnames'])}"

    def _route(self, line: Invitation) -> str:
        if line.household_member_id or line.child_id:
            return self._random.choice(("post", "by hand"))
        return "secure e-mail"

    def _reply(self, planned: Planned, comes: bool) -> str:
        """What has been answered by today: the nearer the day, the more have."""
        assert planned.place is not None
        days = (planned.place.starts_at.date() - self._today).days
        answered = 0.94 if days <= 1 else 0.82 if days <= 7 else 0.5 if days <= 28 else 0.15
        if "replies missing" in planned.open_ends:
            answered = 0.4
        if self._random.random() >= answered:
            return ""
        return "coming" if comes else self._random.choices(("not coming", "not sure"), (80, 20))[0]

    def _reply_day(self, planned: Planned, sent_at: datetime) -> date:
        assert planned.place is not None
        last = min(planned.place.starts_at.date(), self._today)
        return min(last, sent_at.date() + timedelta(days=self._random.randint(0, 9)))

    def _report(
        self, planned: Planned, line: Invitation, sent_at: datetime | None, dues: Mapping[str, date]
    ) -> dict[str, date | None]:
        asked = due = received = shared = None
        if line.report_wanted:
            due = dues.get("sw" if line.role_code == "social_worker" else "agency")
        if due and sent_at and planned.day:
            asked = sent_at.date()
            written = due + timedelta(days=self._random.choice((-4, -1, 0, 0, 0, 1)))
            on_time = max(asked, min(written, planned.day))
            chance = 0.35 if "reports missing" in planned.open_ends else REPORTS.get(line.role_code, OTHERS_REPORT)
            if on_time < self._today and self._random.random() < chance:
                received = on_time
                shared = min(planned.day, received + timedelta(days=1)) if self._random.random() < 0.7 else None
        return {
            "report_asked_on": asked,
            "report_due_on": due,
            "report_received_on": received,
            "report_shared_on": shared,
        }


def _read(line_id: int, received: date | None, shared: date | None) -> dict[str, Any]:
    """Whether the family can read a report, and when the child had it: some reports, one in twelve not readable."""
    readable = ("no" if line_id % 12 == 0 else "yes") if received else ""
    return {"report_readable": readable, "report_shared_child_on": shared if line_id % 3 == 0 else None}


def called_back(told: Mapping[str, Any]) -> dict[str, Any]:
    """What is recorded of an invitation once its date was given up: nothing has gone out, nobody has answered."""
    return {**told, "sent_at": None, "sent_route": "", "sent_by": "", **NO_REPLY}


def _untold(told: Mapping[str, Any]) -> dict[str, Any]:
    """The same with nothing recorded but the day a report is due."""
    return {
        key: value if key == "report_due_on" else "" if isinstance(value, str) else None for key, value in told.items()
    }


def _name_for(line: Invitation) -> str:
    names = {"interpreter": "Westmarch Interpreting, booked", "advocate": "Family Steps advocate"}
    return names.get(line.role_code, "")


def _named(line: Invitation, name: str) -> Invitation:
    return Invitation(line.conference_id, line.role_code, line.level, line.reason, name=name)
