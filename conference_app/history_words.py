"""The sentence for every event of the audit trail: who did what, as one would tell it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from conference_app import rulebook
from conference_app.came_back_words import imported_words
from conference_app.domain.decisions import CATEGORIES
from conference_app.domain.listings import HistoryRow
from conference_app.domain.spoken_dates import counted
from conference_app.history_event import Event, Names, listed, then
from conference_app.history_of_bookings import BOOKING_WORDS
from conference_app.history_of_reports import REPORT_WORDS

_LOCAL = ZoneInfo("Europe/London")


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


def _by(route: str) -> str:
    return route if route.startswith("by ") else f"by {route}"


# invitations and documents


def _list_built(event: Event) -> str:
    added, removed = event.number("lines_added"), event.number("lines_removed")
    return "built the invitation list by the rules: " + listed(
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
    told = listed(f"marked {what} as sent" + (f" {_by(route)}" if route else ""), event.at("at"))
    return f"{told}: {event.recipients}" if event.recipients else told


def _reply(event: Event) -> str:
    deputy = event.text("deputy")
    return listed(
        f"recorded the reply of {event.text('name')}: {event.text('reply') or 'none'}",
        f"deputy {deputy}" if deputy else "",
        _by(event.text("route")) if event.text("route") else "",
    )


def _chased(event: Event) -> str:
    higher = {"manager": " with the manager", "senior": " with the senior manager"}.get(event.text("step"), "")
    route = f" {_by(event.text('route'))}" if event.text("route") else ""
    told = listed(f"chased the {event.text('what') or 'answer'}{higher}{route}", event.at("at"))
    return f"{told}: {event.recipients}" if event.recipients else told


def _issued(event: Event) -> str:
    copy = event.text("copy")
    whose = {"chair": "chair's copy", "professional": "professional's copy", "family": "family copy"}.get(copy, copy)
    draft = " as a DRAFT" if event.facts.get("draft") else ""
    kind = event.text("kind").replace("_", " ")
    return listed(
        f"issued the {kind}{draft}",
        whose,
        f"for {event.recipients}" if event.recipients else "",
        event.text("route"),
        event.count("pages", "page"),
    )


# on the day and after


def _attendance(event: Event) -> str:
    arrived, left = event.clock("arrived"), event.clock("left")
    return listed(
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
    return then(
        listed(f"recorded the decision for {child}: {event.text('outcome')}", categories),
        counted(dissents, "dissent") if dissents else "",
    )


def _went_out(what: str) -> Callable[[Event], str]:
    return lambda event: f"recorded {what} as sent" + (f" on {event.day('on')}" if event.day("on") else "")


def _core_group(event: Event) -> str:
    first = event.at("at")
    return listed("set the core group", event.count("members", "member"), f"first meeting {first}" if first else "")


def _action(words: str) -> Callable[[Event], str]:
    def told(event: Event) -> str:
        due, before, done = event.day("due_on"), event.day("due_before"), event.day("on")
        moved = f"due {due}, before: {before}" if before and before != due else f"due {due}" if due else ""
        to, why, text = event.text("to"), event.text("why"), event.text("text")
        about = f"{words}: “{text}”" if text else words
        return then(about, moved, f"done on {done}" if done else "", f"to {to}" if to else "", why)

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
    **BOOKING_WORDS,
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
    "diary_published": lambda event: f"wrote {event.count('count', 'conference')} into a calendar file",
    "document_signed_for": lambda event: f"noted that {event.text('name')} signed for the {event.text('kind')}",
    "reply_recorded": _reply,
    **REPORT_WORDS,
    "chased": _chased,
    "agenda_started": lambda event: ": ".join(
        part for part in ("laid out the agenda from a template", event.count("items", "item")) if part
    ),
    "agenda_item_kept": lambda event: f"kept the agenda item “{event.text('title')}”",
    "agenda_item_removed": lambda event: f"removed the agenda item “{event.text('title')}”",
    "agenda_reordered": lambda event: "put the agenda into another order",
    "document_issued": _issued,
    "attendance_recorded": _attendance,
    "attendance_removed": lambda event: f"took {event.text('name')} off the register",
    "breach_recorded": lambda event: listed(
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
