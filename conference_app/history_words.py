"""The sentence for every event of the audit trail: who did what, as one would tell it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from conference_app import rulebook
from conference_app.came_back_words import imported_words
from conference_app.domain.decisions import CATEGORIES
from conference_app.domain.listings import HistoryRow
from conference_app.domain.spoken_dates import counted, long_date, moment, time_words
from conference_app.history_of_reports import REPORT_WORDS

_LOCAL = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers in an event stand for: chairs, rooms and children by id."""

    chairs: Mapping[int, str] = field(default_factory=dict)
    rooms: Mapping[int, str] = field(default_factory=dict)
    children: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One event with its facts taken apart."""

    facts: Mapping[str, Any]
    recipients: str
    names: Names

    def text(self, key: str) -> str:
        """A fact as text, "" where it is missing."""
        found = self.facts.get(key)
        return "" if found is None else str(found)

    def number(self, key: str) -> int:
        """A fact as a whole number, 0 where it is missing."""
        return int(self.facts.get(key) or 0)

    def day(self, key: str) -> str:
        """A fact as a date in words, "" where it is missing."""
        found = self.text(key)
        return long_date(date.fromisoformat(found[:10])) if found else ""

    def at(self, key: str) -> str:
        """A fact as a moment in words, "" where it is missing."""
        found = self.text(key)
        return moment(datetime.fromisoformat(found)) if found else ""

    def clock(self, key: str) -> str:
        """A fact as a time of day in words, "" where it is missing."""
        found = self.text(key)
        return time_words(time.fromisoformat(found)) if found else ""


def local_time(row: HistoryRow) -> datetime:
    """When it happened by the clock on the wall."""
    return datetime.fromisoformat(row.at_utc).astimezone(_LOCAL).replace(tzinfo=None)


def sentence_of(row: HistoryRow, names: Names) -> str:
    """What was done, in one sentence; an event this version does not know is told by its code."""
    words = _WORDS.get(row.action)
    if words is None:
        return _sentence(row.action.replace("_", " "))
    return _sentence(words(Event(json.loads(row.facts), row.recipients, names)))


def has_words(action: str) -> bool:
    """Whether an action code has its sentence."""
    return action in _WORDS


def _sentence(words: str) -> str:
    ending = "" if words.endswith((".", "?", "!", "”")) else "."
    return words[:1].upper() + words[1:] + ending


def _with(*parts: str) -> str:
    """The parts that are not empty, joined by commas."""
    return ", ".join(part for part in parts if part)


def _by(route: str) -> str:
    return route if route.startswith("by ") else f"by {route}"


def _count(event: Event, key: str, noun: str) -> str:
    """So many of something, "" where the number is not known."""
    number = event.number(key)
    return counted(number, noun) if number else ""


def _then(first: str, *parts: str) -> str:
    """The first part, the others behind semicolons where there are any."""
    return "; ".join(part for part in (first, *parts) if part)


# requests and bookings


def _requested(event: Event) -> str:
    children = event.number("children")
    about = (event.text("type"), counted(children, "child", "children") if children else "")
    limit = event.day("limit")
    return _then(
        _with("took the request" + (f" for {event.text('reference')}" if event.text("reference") else ""), *about),
        f"last lawful day {limit}" if limit else "",
    )


def _request_changed(event: Event) -> str:
    before, now = event.day("limit_before"), event.day("limit")
    moved = f"last lawful day now {now or 'not known'}, before: {before or 'not known'}" if before != now else ""
    return _then("changed the request", "; ".join(part for part in (moved, event.text("exclusions")) if part))


def _limit_recounted(event: Event) -> str:
    approver = event.text("approver")
    return _then(
        "counted the last lawful day again by the rules of that day",
        f"now {event.day('limit')}, before: {event.day('limit_before') or 'not known'}",
        f"booked past it: {event.text('why_late')}, approved by {approver}" if approver else "",
    )


def _booked(event: Event) -> str:
    return f"booked for {_booking(event)}" if event.text("starts_at") else _with("booked", _booking(event))


def _moved(event: Event) -> str:
    again = event.number("invitations_to_send_again")
    return _then(
        f"booked for {_booking(event)}",
        f"before: {event.at('before')}" if event.at("before") else "",
        f"{counted(again, 'invitation')} to be sent again" if again else "",
        f"postponement approved by {event.text('approved_by')}" if event.text("approved_by") else "",
    )


def _booking(event: Event) -> str:
    room = event.names.rooms.get(event.number("room"), "")
    chair = event.names.chairs.get(event.number("chair"), "")
    approver = event.text("approver")
    return _with(
        event.at("starts_at"),
        _count(event, "minutes", "minute"),
        event.text("mode"),
        room,
        f"chair {chair}" if chair else "",
        f"past the limit, approved by {approver}" if approver else "",
    )


def _called_off(word: str) -> Callable[[Event], str]:
    def words(event: Event) -> str:
        was, again = event.at("starts_at"), event.number("invitations_to_send_again")
        replacement, approver = event.text("replacement"), event.text("approved_by")
        return _then(
            f"{word} the conference" + (f" of {was}" if was else ""),
            f"approved by {approver}" if approver else "",
            f"{replacement} takes its place" if replacement else "",
            f"{counted(again, 'invitation')} to be sent again" if again else "",
        )

    return words


_TAKEN_BACK = {
    "moved": "the move",
    "postponed": "the postponement",
    "adjourned": "the adjournment",
    "cancelled": "the cancellation",
}


def _rebooking_taken_back(event: Event) -> str:
    what, at = _TAKEN_BACK.get(event.text("kind"), "the change"), event.at("starts_at")
    return _then(f"took back {what}", f"booked for {at} as before" if at else "")


# invitations and documents


def _list_built(event: Event) -> str:
    added, removed = event.number("lines_added"), event.number("lines_removed")
    return "built the invitation list by the rules: " + _with(
        ", ".join(
            f"{counted(number, 'line')} {did}"
            for number, did in ((added, "added"), (removed, "removed"), (event.number("lines_changed"), "changed"))
            if number or did == "added"
        )
    )


def _rule(did: str) -> Callable[[Event], str]:
    def words(event: Event) -> str:
        off = "" if event.number("in_force") else ", switched off"
        lists = event.number("lists")
        return f"{did} the invitation rule {event.text('rule')}{off}" + (
            f"; brought {counted(lists, 'list')} up to it" if lists else ""
        )

    return words


def _invitation_named(event: Event) -> str:
    role = rulebook.roles().get(event.text("role"))
    return f"named {event.text('name')}" + (f" as {role.title}" if role else "") + " on the invitation list"


def _made_ready(event: Event) -> str:
    how = "printed letters" if event.text("route") == "printed" else "made files ready"
    return f"{how} for {event.recipients}" if event.recipients else how


def _invitations_sent(event: Event) -> str:
    count = len(event.recipients.split(", ")) if event.recipients else event.number("lines")
    what = counted(count, "invitation") if count else "invitations"
    route = event.text("route")
    told = _with(f"marked {what} as sent" + (f" {_by(route)}" if route else ""), event.at("at"))
    return f"{told}: {event.recipients}" if event.recipients else told


def _reply(event: Event) -> str:
    deputy = event.text("deputy")
    return _with(
        f"recorded the reply of {event.text('name')}: {event.text('reply') or 'none'}",
        f"deputy {deputy}" if deputy else "",
        _by(event.text("route")) if event.text("route") else "",
    )


def _chased(event: Event) -> str:
    higher = {"manager": " with the manager", "senior": " with the senior manager"}.get(event.text("step"), "")
    route = f" {_by(event.text('route'))}" if event.text("route") else ""
    told = _with(f"chased the {event.text('what') or 'answer'}{higher}{route}", event.at("at"))
    return f"{told}: {event.recipients}" if event.recipients else told


def _issued(event: Event) -> str:
    copy = event.text("copy")
    whose = {"chair": "chair's copy", "professional": "professional's copy", "family": "family copy"}.get(copy, copy)
    draft = " as a DRAFT" if event.facts.get("draft") else ""
    kind = event.text("kind").replace("_", " ")
    return _with(
        f"issued the {kind}{draft}",
        whose,
        f"for {event.recipients}" if event.recipients else "",
        event.text("route"),
        _count(event, "pages", "page"),
    )


# on the day and after


def _attendance(event: Event) -> str:
    arrived, left = event.clock("arrived"), event.clock("left")
    return _with(
        f"recorded {event.text('name')} as {event.text('presence')}",
        f"arrived {arrived}" if arrived else "",
        f"left {left}" if left else "",
    )


def _chair_of(event: Event) -> str:
    return f"chair {event.text('chair')}" if event.text("chair") else ""


def _decision(event: Event) -> str:
    child = event.names.children.get(event.number("child"), "a child")
    categories = " and ".join(CATEGORIES.get(code, code) for code in event.facts.get("categories") or ())
    dissents = event.number("dissents")
    return _then(
        _with(f"recorded the decision for {child}: {event.text('outcome')}", categories),
        counted(dissents, "dissent") if dissents else "",
    )


def _went_out(what: str) -> Callable[[Event], str]:
    return lambda event: f"recorded {what} as sent" + (f" on {event.day('on')}" if event.day("on") else "")


def _core_group(event: Event) -> str:
    first = event.at("at")
    return _with("set the core group", _count(event, "members", "member"), f"first meeting {first}" if first else "")


def _action(words: str) -> Callable[[Event], str]:
    def told(event: Event) -> str:
        due, before, done = event.day("due_on"), event.day("due_before"), event.day("on")
        moved = f"due {due}, before: {before}" if before and before != due else f"due {due}" if due else ""
        to, why, text = event.text("to"), event.text("why"), event.text("text")
        about = f"{words}: “{text}”" if text else words
        return _then(about, moved, f"done on {done}" if done else "", f"to {to}" if to else "", why)

    return told


# what is not a conference's


def _kept(what: str, did: str) -> Callable[[Event], str]:
    return lambda event: f"{did} {what}" + (f": {event.text('name')}" if event.text("name") else "")


def _practice(event: Event) -> str:
    return f"changed the practice number {event.text('key')} to {event.text('after')}, before: {event.text('before')}"


_FAMILY_PARTS = {
    "family": "the family",
    "child": "a child",
    "household_member": "a person of the household",
    "address": "an address",
    "medical": "a medical",
}

_WORDS: Mapping[str, Callable[[Event], str]] = {
    "requested": _requested,
    "request_changed": _request_changed,
    "limit_recounted": _limit_recounted,
    "booked": _booked,
    "moved": _moved,
    "postponed": _called_off("postponed"),
    "cancelled": _called_off("cancelled"),
    "adjourned": _called_off("adjourned"),
    "rebooking_taken_back": _rebooking_taken_back,
    "invited": lambda event: "everybody required who is named has been invited: the conference is now invited",
    "invitation_list_built": _list_built,
    "invitation_added": lambda event: f"added {event.text('name')} to the invitation list",
    "invitation_named": _invitation_named,
    "invitation_left_out": lambda event: f"left {event.text('name') or 'a line'} out of the invitation list",
    "invitation_taken_back_in": lambda event: f"took {event.text('name') or 'a line'} back into the invitation list",
    "paediatrician_chosen": lambda event: f"chose {event.text('name')} as the paediatrician to invite",
    "invitations_sent": _invitations_sent,
    "invitations_made_ready": _made_ready,
    "invitations_called_off": lambda event: f"noted that these were told not to come: {event.recipients}",
    "letter_template_kept": lambda event: f"took {event.text('name')} as the Word template of letters",
    "letter_template_removed": lambda event: f"went back to the program's own letters in place of {event.text('name')}",
    "diary_published": lambda event: f"wrote {_count(event, 'count', 'conference')} into a calendar file",
    "document_signed_for": lambda event: f"noted that {event.text('name')} signed for the {event.text('kind')}",
    "reply_recorded": _reply,
    **REPORT_WORDS,
    "chased": _chased,
    "agenda_started": lambda event: ": ".join(
        part for part in ("laid out the agenda from a template", _count(event, "items", "item")) if part
    ),
    "agenda_item_kept": lambda event: f"kept the agenda item “{event.text('title')}”",
    "agenda_item_removed": lambda event: f"removed the agenda item “{event.text('title')}”",
    "agenda_reordered": lambda event: "put the agenda into another order",
    "document_issued": _issued,
    "attendance_recorded": _attendance,
    "attendance_removed": lambda event: f"took {event.text('name')} off the register",
    "breach_recorded": lambda event: _with(
        "recorded a breach of the paediatrician rule: held with none invited", _chair_of(event)
    ),
    "held": lambda event: "recorded the conference as held, quorate",
    "held_inquorate": lambda event: "recorded the conference as held inquorate",
    "decision_recorded": _decision,
    "core_group_set": _core_group,
    "letter_sent": _went_out("the decision letter"),
    "record_sent": _went_out("the record of the conference"),
    "action_logged": _action("logged an action"),
    "action_changed": _action("changed an action"),
    "progress_noted": _action("noted progress on an action"),
    "action_done": _action("closed an action as done"),
    "action_reopened": _action("opened an action again"),
    "action_escalated": _action("escalated an action"),
    "added": _kept("an entry of the directory", "added"),
    "changed": _kept("an entry of the directory", "changed"),
    **{f"{part}_{did}": _kept(what, did) for part, what in _FAMILY_PARTS.items() for did in ("added", "changed")},
    "viewed": lambda event: "looked at it",
    "locked": lambda event: "locked the window",
    "unlocked": lambda event: "unlocked the window",
    "example_made": lambda event: "made the example data",
    "bank_holidays_copied": lambda event: f"copied {counted(event.number('days'), 'bank holiday')} into the store",
    "practice_changed": _practice,
    "invitation_rule_kept": _rule("kept"),
    "invitation_rule_removed": _rule("took back what was set about"),
    "closure_kept": lambda event: f"kept a closure from {event.day('first')} to {event.day('last')}",
    "closure_removed": lambda event: f"removed the closure of {event.day('first')}",
    "hours_kept": lambda event: f"kept hours from {event.clock('starts')} to {event.clock('ends')}",
    "hours_removed": lambda _event: "removed hours",
    "busy_kept": lambda event: f"kept {event.text('kind')} from {event.at('starts')} to {event.at('ends')}",
    "busy_removed": lambda _event: "removed a busy time",
    "replies_imported": imported_words,
    "busy_imported": lambda event: (
        f"took busy times from {event.text('source')}: {event.number('added')} new, {event.number('gone')} gone"
    ),
    "school_holiday_kept": lambda event: f"kept the school holiday {event.text('title')}",
    "school_holiday_removed": lambda _event: "removed a school holiday",
}
