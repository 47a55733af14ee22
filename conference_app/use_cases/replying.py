"""Record what somebody answered, by whatever route it came: one set of rules for phone, letter and calendar file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from conference_app.domain.conference import Need, exclusion_of
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import REPLY_MODES, REPLY_ROUTES, Invitation, check_reply
from conference_app.domain.replies import Reply
from conference_app.domain.text import one_line
from conference_app.store import conferences, invitations
from conference_app.store.store import Store
from conference_app.use_cases.never_a_relative import check_deputy_interprets
from conference_app.use_cases.outcome import Outcome, Topic

CHANGED = frozenset({Topic.INVITATIONS, Topic.CONFERENCES})


def record_reply(store: Store, line: Invitation, reply: Reply, *, today: date) -> Outcome[int]:
    """Record what somebody answered, also by phone."""
    answered = answered_by(line, reply, today=today)
    if stands_already(line, answered):
        return Outcome(line.id, frozenset())
    with store.write() as writing:
        found = conferences.conference(store, line.conference_id)
        check_deputy(str(answered["deputy"]), found.needs)
        check_deputy_interprets(store, line, str(answered["deputy"]), found.family_id)
        invitations.change(writing, line, **answered)
        writing.record(
            "reply_recorded",
            "conference",
            line.conference_id,
            name=line.name,
            reply=reply.reply,
            route=reply.route,
            deputy=answered["deputy"],
            on=reply.on,
        )
    return Outcome(line.id, CHANGED)


def answered_by(line: Invitation, reply: Reply, *, today: date) -> dict[str, object]:
    """What is kept of a reply; RuleBroken where it cannot be one to this invitation."""
    if line.sent_at is None:
        raise RuleBroken("not_sent_yet", field="reply", name=line.name)
    deputy = one_line(reply.deputy, field="deputy", what="the deputy's name", required=False)
    note = one_line(reply.note, field="note", what="the note", most=500, required=False)
    check_reply(reply.reply, deputy)
    if reply.route not in REPLY_ROUTES or reply.mode not in REPLY_MODES:
        raise RuleBroken("required", field="route", what="how the reply came")
    if reply.on > today:
        raise RuleBroken("date_in_future", field="on", what="The reply")
    if reply.on < line.sent_at.date() and reply.on != line.reply_on:  # a reply that stood when it was sent again
        raise RuleBroken("before_the_invitation", field="on", name=line.name, day=line.sent_at.date())
    return {
        "reply": reply.reply,
        "reply_on": reply.on,
        "reply_route": reply.route,
        "reply_mode": reply.mode,
        "deputy": deputy,
        "reply_note": note,
    }


def stands_already(line: Invitation, answered: Mapping[str, object]) -> bool:
    """Whether the line says exactly that."""
    return all(getattr(line, name) == value for name, value in answered.items())


def check_deputy(deputy: str, needs: Sequence[Need]) -> None:
    """RuleBroken `person_excluded` where the chair keeps this deputy away."""
    if exclusion_of(needs, deputy) is not None:
        raise RuleBroken("person_excluded", field="deputy", name=deputy)
