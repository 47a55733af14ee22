"""Take in answers that came as calendar files or mails: a look at all of them first, then all in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from conference_app.domain.replies import LATER_ONE, Answer, Became, Judged, Look, judge
from conference_app.store import replies
from conference_app.store.store import Store, Writing
from conference_app.use_cases.invitation_rules_in_force import rules_of
from conference_app.use_cases.outcome import Outcome, Topic
from conference_app.use_cases.replying import CHANGED, answered_by, stands_already


def look_at_replies(
    store: Store, answers: Sequence[Answer], *, now: datetime, chosen: Mapping[str, int] | None = None
) -> list[Judged]:
    """What would become of each answer, in their order; writes nothing.

    `chosen` says by digest whose answer it is where several share an address. Of several answers of one person the
    one written last counts.
    """
    look = Look(now, chosen or {})
    deputies = {rule.code: rule.deputy for rule in rules_of(store)}
    entries = replies.entries(store, {each.uid for each in answers}, deputies)
    recorded = replies.kept(store, [f"{each.digest}:{Became.RECORDED}" for each in answers])
    found: dict[int, Judged] = {}
    last: set[int] = set()
    seen: set[str] = set()
    for at in _latest_first(answers):
        answer = answers[at]
        judged = judge(answer, entries.get(answer.uid), look)
        if f"{answer.digest}:{Became.RECORDED}" in recorded or answer.digest in seen:
            judged = replace(judged, became=Became.REPEATED, reply=None)
        elif judged.line is not None and judged.reply is not None:
            line_id = judged.line.id
            if line_id in last:
                judged = replace(judged, became=Became.OLDER, reply=None, because=LATER_ONE)
            last.add(line_id)
        seen.add(answer.digest)
        found[at] = judged
    return [found[at] for at in range(len(answers))]


def _latest_first(answers: Sequence[Answer]) -> list[int]:
    """The answers by the time they were written, those that do not say it first, of equals the last in the files."""
    return sorted(range(len(answers)), key=lambda at: (answers[at].stamp or "9", at), reverse=True)


def import_replies(
    store: Store,
    answers: Sequence[Answer],
    *,
    now: datetime,
    chosen: Mapping[str, int] | None = None,
) -> Outcome[list[Judged]]:
    """Record every answer that can be, and keep the others with what became of them: all of it or nothing.

    The same files a second time change nothing.
    """
    with store.write() as writing:
        looked = look_at_replies(store, answers, now=now, chosen=chosen)
        fresh = _not_kept(store, looked)
        if not fresh:
            return Outcome(looked, frozenset())
        for each in fresh:
            _record(writing, each, now)
        replies.keep(writing, fresh, on=now.date(), by=store.actor)
        _tell(writing, fresh)
    return Outcome(looked, CHANGED if any(each.reply for each in fresh) else frozenset({Topic.INVITATIONS}))


def _not_kept(store: Store, looked: Iterable[Judged]) -> list[Judged]:
    """What is not on the record yet with just this outcome; the same twice in the files once only."""
    new = {each.key: each for each in looked if each.became is not Became.REPEATED}
    there = replies.kept(store, list(new))
    return [each for key, each in new.items() if key not in there]


def _record(writing: Writing, judged: Judged, now: datetime) -> None:
    """Write the answer on the line of the person who gave it."""
    line, reply = judged.line, judged.reply
    if line is None or reply is None:
        return
    answered = answered_by(line, reply, today=now.date())
    if not stands_already(line, answered):
        replies.change_reply(writing, line, answered)


def _tell(writing: Writing, fresh: Iterable[Judged]) -> None:
    """One event for each conference, one for all answers that belong to none of ours."""
    by_conference: dict[int, list[Judged]] = defaultdict(list)
    for each in fresh:
        by_conference[each.entry.id if each.entry else 0].append(each)
    for conference_id, told in by_conference.items():
        recorded = [each for each in told if each.line is not None and each.reply is not None]
        others = [(each.line.name if each.line else each.answer.attendee, each.became.value) for each in told]
        writing.record(
            "replies_imported",
            "conference" if conference_id else "store",
            conference_id or 1,
            replies=[_said(each) for each in recorded],
            not_recorded=[list(other) for each, other in zip(told, others, strict=True) if each.reply is None],
            files=sorted({each.answer.source for each in told})[:20],
        )


def _said(judged: Judged) -> list[str]:
    assert judged.line is not None
    assert judged.reply is not None
    return [judged.line.name, judged.reply.reply, judged.reply.deputy]
