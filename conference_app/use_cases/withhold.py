"""An agency asks to keep something from the family, and the chair decides; both stay on the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.text import one_line, paragraph
from conference_app.domain.withholding import Withholding, check_asked, check_decided
from conference_app.store import conferences, invitations, withholdings
from conference_app.store.store import Store
from conference_app.use_cases.collecting import Collecting
from conference_app.use_cases.outcome import Outcome, Topic

CHANGED = frozenset({Topic.INVITATIONS, Topic.AGENDAS})


def ask_to_withhold(store: Store, asked: Withholding, *, today: date) -> Outcome[int]:
    """Keep what an agency asks to be kept from the family: who, what, why and when; the chair has not decided."""
    collect = Collecting()
    checked = replace(
        asked,
        asked_by=collect(one_line, asked.asked_by, field="asked_by", what="who asks for it"),
        what=collect(one_line, asked.what, field="what", what="what is to be withheld", most=500),
        why=collect(paragraph, asked.why, field="why", what="why it is to be withheld", most=1000),
        decision="",
        decided_by="",
        decided_on=None,
    )
    try:
        check_asked(checked, today=today)
    except RuleBroken as broken:
        collect.add(broken)
    raise_all(collect.broken)
    with store.write() as writing:
        conferences.conference(store, asked.conference_id)
        lines = {line.id for line in invitations.invitations(store, asked.conference_id)}
        if asked.invitation_id is not None and asked.invitation_id not in lines:
            raise RuleBroken("no_invitation", field="invitation_id")
        withholding_id = withholdings.add(writing, checked)
        writing.record(
            "withholding_asked",
            "conference",
            asked.conference_id,
            reason=checked.why,
            asked_by=checked.asked_by,
            what=checked.what,
            asked_on=checked.asked_on,
        )
    return Outcome(withholding_id, CHANGED)


def decide_withholding(
    store: Store, asked: Withholding, decision: str, *, decided_by: str, on: date | None, today: date
) -> Outcome[int]:
    """Keep what the chair decided: withheld, part withheld or shared; a decision can be changed, not taken back."""
    collect = Collecting()
    by = collect(one_line, decided_by, field="decided_by", what="who decided")
    decided = replace(asked, decision=decision, decided_by=by, decided_on=on)
    try:
        check_decided(decided, today=today)
    except RuleBroken as broken:
        collect.broken += broken.each()
    raise_all(collect.broken)
    if decided == asked:
        return Outcome(asked.id, frozenset())
    with store.write() as writing:
        withholdings.decide(writing, decided)
        writing.record(
            "withholding_decided",
            "conference",
            asked.conference_id,
            what=asked.what,
            decision=decision,
            decided_by=by,
            decided_on=on,
        )
    return Outcome(asked.id, CHANGED)
