"""What became of an answer that came in a file, in a sentence: for the window, the command line and the history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from conference_app.domain.conference import bare_name
from conference_app.domain.replies import (
    COUNTER,
    LATER_ONE,
    LONDON,
    Answer,
    Became,
    CameBack,
    Judged,
    deputy_of,
    proposed_span,
)
from conference_app.domain.spoken_dates import counted, day_month, long_date, plain_date
from conference_app.domain.text import all_of
from conference_app.history_event import Event

MOST_NAMED = 6
SAID = {
    "accepted": "accepted",
    "declined": "declined",
    "tentative": "tentative",
    "delegated": "sends a deputy",
    "needs-action": "no answer",
}


def who_answers(answer: Answer) -> str:
    """Dr Amara Lindgren (a.lindgren@nhs.example), or the address alone."""
    return f"{answer.attendee_name} ({answer.attendee})" if answer.attendee_name else answer.attendee


def answer_words(answer: Answer) -> str:
    """What was answered, shortly: accepted, sends a deputy: Ann Hill, proposes another time."""
    said = SAID.get(answer.answer, answer.answer)
    name, _ = deputy_of(answer)
    if answer.delegated_from:
        return f"{said}, as a deputy"
    if name:
        return f"{said}: {name}"
    return "proposes another time" if answer.method == COUNTER and answer.answer != "declined" else said


def outcome_words(judged: Judged) -> str:
    """What became of it, and what is to be done about it, in whole sentences."""
    return _WORDS[judged.became](judged)


def _recorded(judged: Judged) -> str:
    reply = judged.reply
    if reply is None or judged.asked is None:
        return "It is recorded."
    said = f"{reply.reply}: {reply.deputy}" if reply.deputy else reply.reply
    words = [f"{judged.asked.line.name} is {said}."]
    if reply.note:
        words.append(f"Noted: {reply.note}.")
    if reply.deputy and not judged.asked.deputy_allowed:
        words.append("By the rules nobody stands in for this person: ask the chair whether it will do.")
    return " ".join(words)


def _repeated(_judged: Judged) -> str:
    return "This answer is on the record already."


def _older(judged: Judged) -> str:
    line = judged.line
    if judged.because == LATER_ONE or line is None:
        return "A later answer of the same person is among these."
    written = f"It was written on {_written(judged.answer)}"
    if line.sent_at and judged.answer.stamped_at and judged.answer.stamped_at.date() < line.sent_at.date():
        return f"{written}, before the invitation was sent on {long_date(line.sent_at.date())}."
    since = f" of {long_date(line.reply_on)}" if line.reply_on else ""
    return f"{written}. The record has a later answer{since}: {line.reply or 'none'}."


def _earlier(judged: Judged) -> str:
    line = judged.line
    again = "has not been invited to the new one yet" if line and line.sent_at is None else "is to answer the new one"
    return f"It answers an earlier booking and no longer counts. {_name(judged)} {again}."


def _later_version(judged: Judged) -> str:
    ours = judged.entry.sequence if judged.entry else 0
    return f"It answers version {judged.answer.sequence} of the invitation; the last one sent from here is {ours}."


def _other_time(judged: Judged) -> str:
    return "It answers for one day of a series, and this conference is no series. Ask what is meant."


def _no_answer(judged: Judged) -> str:
    return f"{_name(judged)} says neither yes nor no in it."


def _not_sent(judged: Judged) -> str:
    if judged.asked is not None and judged.asked.issued_to:
        return (
            f"The invitation to {_name(judged)} was made ready and is not marked as sent. Mark it as sent, then import "
            "the answer again."
        )
    return f"{_name(judged)} has not been sent an invitation to this conference yet."


def _never_invited(judged: Judged) -> str:
    name = bare_name(judged.answer.attendee_name)
    if name and judged.entry and any(bare_name(each.line.name) == name for each in judged.entry.asked):
        return (
            f"{judged.answer.attendee_name} is on the list, and was not written to at {judged.answer.attendee}. Ask "
            "whether it is the same person, then record the reply by hand."
        )
    return (
        f"{who_answers(judged.answer)} is not on the list of this conference. Add this person to the list, or ask who "
        "passed the invitation on."
    )


def _several(judged: Judged) -> str:
    names = all_of((each.line.name for each in judged.could_be), most=MOST_NAMED)
    return f"{judged.answer.attendee} is shared by {names}. Choose in the window whose answer it is."


def _excluded(judged: Judged) -> str:
    return f"{_name(judged)} is {judged.because}. Nothing is recorded and nothing may be sent."


def _left_out(judged: Judged) -> str:
    return f"{_name(judged)} was left out of the list: {judged.because}."


def _deputy_excluded(judged: Judged) -> str:
    name, _ = deputy_of(judged.answer)
    return f"{name} cannot stand in for {_name(judged)}: {judged.because}. Nothing is recorded."


def _not_ahead(judged: Judged) -> str:
    return f"The conference {judged.because}, so nothing more is recorded."


def _unknown(_judged: Judged) -> str:
    return "It answers no invitation sent from here."


def _name(judged: Judged) -> str:
    return judged.line.name if judged.line else who_answers(judged.answer)


def _written(answer: Answer) -> str:
    return long_date(answer.stamped_at.astimezone(LONDON).date()) if answer.stamped_at else "an unknown day"


_WORDS: Mapping[Became, Callable[[Judged], str]] = {
    Became.RECORDED: _recorded,
    Became.REPEATED: _repeated,
    Became.OLDER: _older,
    Became.EARLIER_BOOKING: _earlier,
    Became.LATER_VERSION: _later_version,
    Became.OTHER_TIME: _other_time,
    Became.NO_ANSWER: _no_answer,
    Became.NOT_SENT: _not_sent,
    Became.NEVER_INVITED: _never_invited,
    Became.SEVERAL: _several,
    Became.EXCLUDED: _excluded,
    Became.LEFT_OUT: _left_out,
    Became.DEPUTY_EXCLUDED: _deputy_excluded,
    Became.NOT_AHEAD: _not_ahead,
    Became.UNKNOWN: _unknown,
}


def came_back_words(each: CameBack) -> str:
    """One answer on the record of a person: "5 March: accepted, from reply.ics, read 8 March 2027"."""
    said = SAID.get(each.answer, each.answer)
    if each.delegated_to and each.answer == "delegated":
        said = f"{said}: {each.delegated_to}"
    if each.method == COUNTER:
        said = f"{said}, proposes {proposed_span(each.proposed_start, each.proposed_end)}"
    became = "" if each.outcome is Became.RECORDED else f" ({each.outcome.value}: not recorded)"
    source = f"from {each.source}, " if each.source else ""
    return f"{day_month(each.given_on)}: {said}{became}, {source}read {plain_date(each.read_on)} by {each.read_by}."


def import_words(judged: Sequence[Judged], *, dry_run: bool = False) -> str:
    """5 answers: 3 recorded, 1 already recorded, 1 not on the list."""
    if not judged:
        return "There is no answer in it."
    counts: dict[str, int] = {}
    for each in judged:
        word = "would be recorded" if dry_run and each.became is Became.RECORDED else each.became.value
        counts[word] = counts.get(word, 0) + 1
    return (
        f"{counted(len(judged), 'answer')}: " + ", ".join(f"{number} {word}" for word, number in counts.items()) + "."
    )


def imported_words(event: Event) -> str:
    """What the history tells of one import, for one conference."""
    facts = event.facts
    recorded = [
        f"{name} {f'{reply}: {deputy}' if deputy else reply}" for name, reply, deputy in facts.get("replies", ())
    ]
    others = [f"{name} ({why})" for name, why in facts.get("not_recorded", ())]
    files: Sequence[str] = facts.get("files", ())
    taken = f"took in {counted(len(recorded) + len(others), 'answer')} from {all_of(files, most=3)}"
    parts = ["; ".join(recorded), f"not recorded: {', '.join(others)}" if others else ""]
    return ": ".join((taken, "; ".join(part for part in parts if part)))
