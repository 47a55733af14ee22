"""The whole invented authority, family by family, as rows for the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from conference_app import resources
from conference_app.domain.agenda import AgendaTemplate, template_for
from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Need, Request, StrategyDiscussion
from conference_app.domain.conference_status import ConferenceType, Status
from conference_app.domain.practice import Practice
from conference_app.domain.separation import GROUNDS
from conference_app.domain.statutory_clock import statutory_limit
from conference_app.domain.timescales import Limit
from conference_app.example.aftermath import Aftermath
from conference_app.example.chasing import Chasing
from conference_app.example.diary import Diary
from conference_app.example.directory import invent_directory
from conference_app.example.draws import Deck
from conference_app.example.families import Families, InventedFamily
from conference_app.example.histories import LONGEST_HISTORY, Histories, History, Planned
from conference_app.example.moves import Moves
from conference_app.example.rows import Rows
from conference_app.example.sending import Line, Sending
from conference_app.example.situations import situations
from conference_app.example.supply import InventedSupply

RECENT = timedelta(weeks=8)  # so far back a conference still has its agenda and its events
BREACHES = {False: 398, True: 2}
WRITER = "Example Coordinator"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing the history of a conference shows."""

    conference_id: int
    action: str
    facts: dict[str, Any] = field(default_factory=dict)


class Authority:
    """Plans everything first, so that references count as they would have; then gives it out by family."""

    def __init__(
        self,
        random: Random,
        calendar: WorkingCalendar,
        practice: Practice,
        templates: Iterable[AgendaTemplate],
        *,
        after: Mapping[str, int],
        conferences: int,
        years: int,
        today: date,
    ) -> None:
        self.rows = Rows(after)
        self._random, self._calendar, self._practice, self._today = random, calendar, practice, today
        self._templates = tuple(templates)
        self._words = resources.toml("example/words.toml")
        self._directory = invent_directory(self.rows, random, conferences / years)
        since = today - timedelta(days=round(years * 365.25)) - LONGEST_HISTORY
        supply = InventedSupply(self.rows, random, self._directory, today, since)
        diary = Diary(random, calendar, list(self._directory.chairs), self._directory.rooms, supply.there)
        self._families = Families(self.rows, random, self._directory, today)
        self._histories = Histories(random, calendar, practice, diary, today=today, years=years)
        self._sending = Sending(self.rows, random, calendar, practice, today)
        self._aftermath = Aftermath(self.rows, random, calendar, self._directory.agency_names, today)
        self._moves = Moves(self.rows, calendar, self._directory.chairs, today)
        self._chasing = Chasing(self.rows, calendar, practice, self._directory.agency_names, today)
        self._breaches = Deck(random, BREACHES, cards=400)
        self._wanted = conferences

    def plan(self, stopped: Callable[[], bool]) -> list[History]:
        """Every history: those at each point of the work first, then the years behind, latest first."""
        ready = list(situations(self._histories, self._wanted))
        left = self._wanted - sum(len(each.conferences) for each in ready)
        past = []
        for history in self._histories.until(left):
            past.append(history)
            if stopped():
                break
        past.sort(key=lambda history: history.conferences[-1].requested_on, reverse=True)
        _number([planned for history in ready + past for planned in history.conferences])
        return ready + past

    def write(self, history: History) -> list[Event]:
        """Put one family's conferences into the rows; the events are for the histories of recent ones."""
        first = history.first
        family = self._families.invent(first.clock_started, first.type, history.expected_on, history.born_on)
        events: list[Event] = []
        for planned in history.conferences:
            planned.id = self.rows.new_id("conference")
            events += self._conference(history, family, planned)
        return events

    def _conference(self, history: History, family: InventedFamily, planned: Planned) -> list[Event]:
        needs = self._needs(family, planned)
        breach = planned.held and self._breaches.deal()
        breach_reason = self._random.choice(self._words["breach_reasons"]) if breach else ""
        request = self._request(history, family, planned, needs)
        limit = statutory_limit(request, family.children_before(planned.clock_started), self._calendar, self._practice)
        lines = [] if planned.place is None else self._sending.invite(family, planned, needs, breach=breach)
        after: dict[str, object] = {"core_group_at": None, "letter_sent_on": None, "record_sent_on": None}
        if planned.held:
            after = self._held(family, planned, lines)
        self._row(planned, request, limit, after)
        self._parts(planned, request)
        self._becomes(planned, breach_reason)
        recent = planned.day is None or planned.day >= self._today - RECENT
        if recent and planned.place is not None:
            self._agenda(planned, lines, draft=breach)
        moved = self._moves.write(planned, self._minutes(planned), lines)
        chased = self._chasing.write(planned, family.name, lines)
        if not (recent or moved):
            return []
        events = self._events(planned, request, limit, lines, breach_reason, moved)
        return events + [Event(planned.id, "chased", facts) for facts in chased]

    def _request(self, history: History, family: InventedFamily, planned: Planned, needs: tuple[Need, ...]) -> Request:
        type_ = planned.type
        discussion = StrategyDiscussion(planned.clock_started, True)
        discussed = type_ in {ConferenceType.INITIAL, ConferenceType.PRE_BIRTH}
        worker = next(each for each in family.involvements if each.role_code == "social_worker")
        known = planned.previous if planned.previous in history.conferences else None
        review = type_ is ConferenceType.REVIEW
        return Request(
            type=type_,
            family_id=family.id,
            child_ids=tuple(child.id for child in family.children),
            requested_on=planned.requested_on,
            requested_by=worker.professional_name,
            requesting_agency=worker.agency_name,
            reason="" if review else self._random.choice(self._words["reasons"][family.categories[:3]]),
            section47_on=planned.clock_started if discussed else None,
            notice_on=planned.clock_started if type_ is ConferenceType.TRANSFER_IN else None,
            previous_id=known.id if known else None,
            previous_on=planned.clock_started if review else None,
            previous_was_initial=planned.previous_was_initial,
            discussions=(discussion,) if discussed else (),
            needs=needs,
            involvements=family.involvements,
        )

    def _needs(self, family: InventedFamily, planned: Planned) -> tuple[Need, ...]:
        """What some families need; an exclusion is the chair's decision."""
        random = self._random
        wanted = "needs" in planned.open_ends
        found = []
        mother = family.household[0].name
        if wanted or random.random() < 0.06:
            language = random.choice(resources.toml("example/names.toml")["languages"])
            found.append(Need("interpreter", mother, language, planned.requested_on))
        if random.random() < 0.08:
            found.append(Need("advocate", mother, "", planned.requested_on))
            if planned.id % 2:
                found.append(Need("supporter", mother, "her sister", planned.requested_on))
        others = [member.name for member in family.household[1:]]
        if others and planned.place and (wanted or random.random() < 0.03):
            chair = self._directory.chairs[planned.place.chair_id]
            found.append(
                Need(
                    "exclusion",
                    others[0],
                    GROUNDS[1],
                    planned.requested_on,
                    "part only" if planned.id % 4 == 0 else "excluded",
                    chair,
                    planned.requested_on,
                )
            )
        return tuple(found)

    def _row(self, planned: Planned, request: Request, limit: Limit | None, after: Mapping[str, object]) -> None:
        place, day = planned.place, planned.day
        minutes = self._minutes(planned)
        late = bool(day and limit and day > limit.limit)
        random, words = self._random, self._words
        self.rows.add(
            "conference",
            id=planned.id,
            reference=planned.reference,
            type=request.type,
            family_id=request.family_id,
            status=Status.BOOKED if place else Status.REQUESTED,
            requested_on=request.requested_on,
            requested_by=request.requested_by,
            bundle_sent_at=self._bundle_sent_at(planned),
            requesting_agency=request.requesting_agency,
            reason=request.reason,
            section47_on=request.section47_on,
            notice_on=request.notice_on,
            previous_id=request.previous_id,
            previous_on=request.previous_on,
            previous_was_initial=request.previous_was_initial,
            counted_from=limit.start if limit else None,
            limit_on=limit.limit if limit else None,
            stricter_limit_on=limit.stricter if limit else None,
            limit_provisional=bool(limit and limit.provisional),
            starts_at=place.starts_at if place else None,
            ends_at=place.starts_at + timedelta(minutes=minutes) if place else None,
            mode=place.mode if place else "in person",
            joining=planned.joining,
            room_id=place.room_id if place else None,
            chair_id=place.chair_id if place else None,
            late_reason=random.choice(words["late_reasons"]) if late else "",
            late_approver=random.choice(words["late_approvers"]) if late else "",
            late_approved_on=request.requested_on if late else None,
            **after,
        )

    def _minutes(self, planned: Planned) -> int:
        review = planned.type is ConferenceType.REVIEW
        return self._practice.integer("minutes_review" if review else "minutes_initial")

    def _parts(self, planned: Planned, request: Request) -> None:
        for child_id in request.child_ids:
            self.rows.add("conference_child", conference_id=planned.id, child_id=child_id)
        for discussion in request.discussions:
            self.rows.add(
                "strategy_discussion",
                conference_id=planned.id,
                held_on=discussion.held_on,
                started_clock=discussion.started_clock,
                note=discussion.note,
            )
        for need in request.needs:
            self.rows.add(
                "need",
                conference_id=planned.id,
                kind=need.kind,
                who=need.who,
                detail=need.detail,
                asked_on=need.asked_on,
                decision=need.decision,
                decided_by=need.decided_by,
                decided_on=need.decided_on,
            )
        for each in request.involvements:
            self.rows.add(
                "involvement",
                conference_id=planned.id,
                role_code=each.role_code,
                agency_id=each.agency_id,
                professional_id=each.professional_id,
                about="",
            )

    def _bundle_sent_at(self, planned: Planned) -> datetime | None:
        """On the working day before, by half past nine; of the day's and tomorrow's some are still to go."""
        if planned.day is None or "not sent" in planned.open_ends:
            return None
        day = self._calendar.add(planned.day, -1)
        late = planned.day >= self._today and planned.id % 4 == 0
        return datetime.combine(day, time(9, 30)) if planned.requested_on <= day < self._today and not late else None

    def _held(self, family: InventedFamily, planned: Planned, lines: list[Line]) -> dict[str, object]:
        self._aftermath.register(planned, lines)
        self._aftermath.decide(family, planned)
        self._aftermath.log_actions(family, planned, lines)
        return self._aftermath.after(planned, lines)

    def _becomes(self, planned: Planned, breach_reason: str) -> None:
        if breach_reason and planned.place:
            self.rows.add(
                "breach",
                conference_id=planned.id,
                chair_name=self._directory.chairs[planned.place.chair_id],
                reason=breach_reason,
                recorded_at=planned.place.starts_at + timedelta(hours=2),
                recorded_by=WRITER,
            )
        if planned.status not in {Status.REQUESTED, Status.BOOKED}:
            self.rows.becomes(planned.id, planned.status)

    def _agenda(self, planned: Planned, lines: list[Line], *, draft: bool) -> None:
        """The agenda and its copies; without a paediatrician invited it prints only as a draft."""
        leaders = {"paediatrician": "medical", "social_worker": "household"}
        led_by = {
            leaders[line.line.role_code]: line.line.name
            for line in lines
            if line.line.role_code in leaders and line.line.name
        }
        template = template_for(planned.type, "traditional", self._templates)
        for position, item in enumerate(template.items, start=1):
            leader = led_by.get(item.standing, item.led_by)
            self.rows.add(
                "agenda_item",
                conference_id=planned.id,
                position=position,
                title=item.title,
                detail=item.detail,
                led_by=leader,
                minutes=item.minutes,
                restricted=item.restricted,
                standing=item.standing,
            )
        if planned.held or "agenda printed" in planned.open_ends:
            self._printed(planned, draft)

    def _printed(self, planned: Planned, draft: bool) -> None:
        assert planned.place is not None
        day = self._calendar.add(planned.place.starts_at.date(), -1)
        for copy in ("chair", "professional", "family"):
            self.rows.add(
                "document_issue",
                conference_id=planned.id,
                kind="agenda",
                copy=copy,
                draft=draft,
                recipient="",
                route="printed",
                pages=2,
                issued_at=datetime.combine(day, time(15, 0)),
                issued_by=WRITER,
            )

    def _events(
        self,
        planned: Planned,
        request: Request,
        limit: Limit | None,
        lines: list[Line],
        breach_reason: str,
        moved: dict[str, Any],
    ) -> list[Event]:
        """What the use cases would have recorded on the way to this status."""
        found = [
            Event(
                planned.id,
                "requested",
                {
                    "reference": planned.reference,
                    "type": request.type,
                    "limit": limit.limit if limit else None,
                    "children": len(request.child_ids),
                    "on": request.requested_on,
                },
            )
        ]
        if planned.place is None:
            return found
        place = planned.place
        found.append(
            Event(
                planned.id,
                "booked",
                {
                    "starts_at": moved.get("before", place.starts_at),
                    "minutes": self._minutes(planned),
                    "mode": place.mode,
                    "room": place.room_id,
                    "chair": moved.get("chair_before", place.chair_id),
                },
            )
        )
        found.append(Event(planned.id, "invitation_list_built", {"lines_added": len(lines), "lines_removed": 0}))
        if "before" in moved:
            found.append(Event(planned.id, "moved", moved))
        found += _sendings(planned.id, lines)
        if planned.status is not Status.BOOKED and not breach_reason:
            found.append(Event(planned.id, "invited"))
        if planned.status not in {Status.BOOKED, Status.INVITED}:
            if breach_reason:
                chair = self._directory.chairs[place.chair_id]
                found.append(Event(planned.id, "breach_recorded", {"chair": chair, "reason": breach_reason}))
            facts: dict[str, Any] = {} if planned.held else moved
            found.append(Event(planned.id, planned.status.value.replace(" ", "_"), facts))
        return found


def _sendings(conference_id: int, lines: list[Line]) -> list[Event]:
    """One event for every way invitations went, with those it went to."""
    routes = dict.fromkeys(line.route for line in lines if line.sent_at)
    return [
        Event(
            conference_id,
            "invitations_sent",
            {
                "recipients": ", ".join(line.line.name for line in lines if line.route == route),
                "route": route,
                "at": next(line.sent_at for line in lines if line.route == route),
            },
        )
        for route in routes
    ]


def _number(conferences: list[Planned]) -> None:
    """References by year of request, in the order the requests came in."""
    last: dict[int, int] = {}
    for planned in sorted(conferences, key=lambda each: each.requested_on):
        year = planned.requested_on.year
        last[year] = last.get(year, 0) + 1
        planned.reference = f"CP-{year}-{last[year]:04d}"
