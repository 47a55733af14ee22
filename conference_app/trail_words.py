"""The paediatrician's trail in words: what happened in its order, and what is missing next and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from conference_app.chase_words import STEP_WORDS
from conference_app.domain.attendance import Attendance
from conference_app.domain.calendar_entry import CANCEL
from conference_app.domain.invitations import Invitation
from conference_app.domain.medical_part import NO_FINDINGS, NO_REPORT, NOT_READ, MedicalPart
from conference_app.domain.spoken_dates import day_month, moment, time_words
from conference_app.domain.text import all_of
from conference_app.domain.withholding import keeping_back
from conference_app.invitation_words import route_words
from conference_app.use_cases.paediatrician_trail import Trail

_LOCAL = ZoneInfo("Europe/London")
_FIRST, _LAST = time(0, 0), time(23, 59)


@dataclass(frozen=True, slots=True)
class Told:
    """One step of the history: when, and in words; `timed` where the time of day is known too."""

    at: datetime
    words: str
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing still missing, and by which day it is wanted."""

    words: str
    by: date | None = None


def history_of(trail: Trail) -> list[Told]:
    """What happened, the oldest first."""
    told = [
        *_chosen(trail),
        *_sent_before(trail),
        *(each for line in trail.lines for each in _of_line(line)),
        *_issued(trail),
        *_chased(trail),
        *_withheld(trail),
        *_at_the_conference(trail),
    ]
    return sorted(told, key=lambda each: each.at)


def missing_of(trail: Trail) -> list[Wanted]:
    """What is missing next, the first step first; nothing of a conference that is given up."""
    if trail.found.status.was_held:
        return list(_after(trail))
    return list(_ahead(trail)) if trail.found.status.is_ahead else []


# what happened


def _on(day: date, words: str, *, last: bool = False) -> Told:
    return Told(datetime.combine(day, _LAST if last else _FIRST), words)


def _chosen(trail: Trail) -> Iterator[Told]:
    by_hand = {choice.name for choice in trail.choices if choice.name}
    for choice in trail.choices:
        at = datetime.fromisoformat(choice.at_utc).astimezone(_LOCAL).replace(tzinfo=None, second=0, microsecond=0)
        if choice.name:
            before = _before(trail, choice.name, at)
            yield Told(before, f"{choice.name} chosen by {choice.actor}: {choice.reason}.", timed=before == at)
            continue
        for line in trail.lines:
            if line.rule_code and line.name and line.choice_reason and line.name not in by_hand:
                before = _before(trail, line.name, at)
                yield Told(before, f"{line.name} proposed: {line.choice_reason}.", timed=before == at)


def _before(trail: Trail, name: str, at: datetime) -> datetime:
    """Written down at a time, but not after the invitation itself, which may be recorded for an earlier day."""
    sent = [line.sent_at for line in trail.lines if line.name == name and line.sent_at is not None]
    return min([at, *sent])


def _sent_before(trail: Trail) -> Iterator[Told]:
    for line, starts_before in trail.sent_before:
        assert line.sent_at is not None
        to = f" for {moment(starts_before)}" if starts_before else ""
        yield Told(line.sent_at, f"Invited: {line.name}{to}, {_how(line.sent_route, line.sent_by)}.", timed=True)
        if line.reply and line.reply_on:
            yield _on(line.reply_on, f"{_answer(line.name, line.reply, line.deputy)} To that day.", last=True)


def _of_line(line: Invitation) -> Iterator[Told]:
    if line.sent_at is not None:
        yield Told(line.sent_at, f"{line.name} invited, {_how(line.sent_route, line.sent_by)}.", timed=True)
    if line.reply and line.reply_on:
        mode = "report only" if line.reply_mode == "report only" else f"by {line.reply_mode}" if line.reply_mode else ""
        how = ", ".join(part for part in (mode, f"answered by {line.reply_route}") if part)
        yield _on(
            line.reply_on, f"{_answer(line.name, line.reply, line.deputy)} {how[:1].upper()}{how[1:]}.", last=True
        )
    if line.report_asked_on:
        due = f", due {day_month(line.report_due_on)}" if line.report_due_on else ""
        yield _on(line.report_asked_on, f"Report asked for from {line.name}{due}.", last=True)
    if line.report_received_on:
        earlier = f" for {line.report_from_reference}" if line.report_from_reference else ""
        read = {"yes": " The family can read it.", "no": " The family cannot read it."}.get(line.report_readable, "")
        yield _on(line.report_received_on, f"Report of {line.name} received{earlier}.{read}", last=True)
    for day, whom in ((line.report_shared_on, "the family"), (line.report_shared_child_on, "the child")):
        if day is not None:
            yield _on(day, f"Report of {line.name} shared with {whom}.", last=True)


def _issued(trail: Trail) -> Iterator[Told]:
    for issue in trail.issues:
        what = "Cancellation" if issue.method == CANCEL else "Change" if issue.version else "Invitation"
        yield Told(issue.issued_at, f"{what} to {issue.recipient} made ready, {issue.route}.", timed=True)


def _chased(trail: Trail) -> Iterator[Told]:
    for each in trail.chased:
        step = STEP_WORDS[each.step]
        words = f"{each.name} chased for the {each.what.value} ({step}), {_how(each.route, each.chased_by)}."
        yield Told(each.chased_at, words, timed=True)


def _withheld(trail: Trail) -> Iterator[Told]:
    for each in trail.withholdings:
        yield _on(each.asked_on, f"{each.asked_by} asked to withhold from the family: {each.what}.", last=True)
        if each.decided_on is not None:
            yield _on(each.decided_on, f"{each.decided_by} decided: {each.decision}.", last=True)


def _at_the_conference(trail: Trail) -> Iterator[Told]:
    found = trail.found
    if not found.status.was_held or found.starts_at is None or found.ends_at is None:
        return
    if trail.breach is not None:
        words = f"Breach: held with no paediatrician invited. {trail.breach.chair_name}: {trail.breach.reason}"
        yield Told(found.starts_at, words, timed=True)
    there = [person for person in trail.register if person.presence == "present"]
    for person in there:
        yield Told(found.starts_at, attended_words(person), timed=True)
    if not there:
        yield Told(found.starts_at, "Held with no paediatrician present.", timed=True)
    if trail.part is not None:
        for words in part_words(trail.part):
            yield Told(found.ends_at, words, timed=True)


def attended_words(person: Attendance) -> str:
    """Dr Lindgren attended by video, for Dr Hill, from 9:40am."""
    mode = {"video": " by video", "phone": " by phone", "in person": " in person"}.get(person.mode, "")
    stands_for = f", for {person.representing}" if person.representing else ""
    arrived = f", from {time_words(time.fromisoformat(person.arrived))}" if person.arrived else ""
    return f"{person.name} attended{mode}{stands_for}{arrived}."


def part_words(part: MedicalPart) -> list[str]:
    """What became of the report and the findings in the conference, in sentences."""
    read = {
        NO_REPORT: "There was no report of the paediatrician to read out.",
        NOT_READ: "The paediatrician’s report was not read out.",
    }.get(part.read_out, f"The chair read out the paediatrician’s report {part.read_out}.")
    explained = f", explained by {part.interpreted_by}" if part.interpreted_by else ""
    said = (
        "No medical findings were discussed."
        if part.findings == NO_FINDINGS
        else f"Medical findings were {part.findings}{explained}."
    )
    return [read, said, *([part.note] if part.note else [])]


def _how(route: str, by: str) -> str:
    return f"{route_words(route)}, recorded by {by}"


def _answer(name: str, reply: str, deputy: str) -> str:
    if reply == "sending a deputy":
        return f"{name} sends a deputy: {deputy}."
    return f"{name} {'is not sure' if reply == 'not sure' else f'is {reply}'}."


# what is missing


def _ahead(trail: Trail) -> Iterator[Wanted]:
    line, by = trail.line, trail.deadlines
    if line is None or not line.name:
        yield Wanted("A doctor or mailbox to invite", by.invite_by)
        return
    if line.sent_at is None:
        yield Wanted(f"The invitation to {line.name}", by.invite_by)
    elif not line.reply:
        yield Wanted(f"The reply of {line.name}", by.reply_by)
    elif trail.declined and line.reply_mode != "report only":
        yield Wanted("Another doctor, a deputy, another slot, or a report only", trail.found.day)
    for each in trail.lines:
        if each.stands and (each.sent_at is not None or each.report_received_on is not None):
            yield from _report(trail, each)


def _report(trail: Trail, line: Invitation) -> Iterator[Wanted]:
    share_by = trail.deadlines.share_by
    if line.report_received_on is None:
        if line.report_wanted:
            what = "report" if line.report_asked_on else "report, which nobody has asked for"
            yield Wanted(f"The {what} of {line.name}", line.report_due_on)
        return
    if not line.report_readable:
        yield Wanted("Whether the family can read the report", share_by)
    if line.report_shared_on is None:
        kept = keeping_back(trail.withholdings).get(line.id)
        if kept is None:
            yield Wanted("Sharing the report with the family", share_by)
        elif not kept.decision:
            yield Wanted("The chair’s decision about withholding the report", share_by)


def _after(trail: Trail) -> Iterator[Wanted]:
    if trail.part is None and trail.part_asked:
        yield Wanted("Whether the report was read out, and with whom the medical findings were discussed")
    if trail.neglect_unanswered:
        children = all_of(trail.neglect_unanswered)
        yield Wanted(f"Whether a paediatric assessment is needed, and why (neglect): {children}")
