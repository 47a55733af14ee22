"""What `replies` answers: each answer as JSON and as a line of a table, and what was none."""

from __future__ import annotations

from collections.abc import Sequence

from conference_app.came_back_words import answer_words, outcome_words, who_answers
from conference_app.domain.replies import DONE, Judged

REPLY_HEAD = ("file", "attendee", "conference", "answer", "outcome", "words")
NOT_UNDERSTOOD = "not understood"


def reply_json(judged: Judged) -> dict[str, str | None]:
    """One answer; the conference by its reference, null where it is none of ours."""
    return {
        "file": judged.answer.source,
        "attendee": judged.answer.attendee,
        "conference": judged.entry.reference if judged.entry else None,
        "answer": answer_words(judged.answer),
        "outcome": judged.became.value,
        "words": outcome_words(judged),
    }


def fault_json(file: str, words: str) -> dict[str, str | None]:
    """Something in a file that is no answer, under the same names."""
    return {
        "file": file,
        "attendee": None,
        "conference": None,
        "answer": None,
        "outcome": NOT_UNDERSTOOD,
        "words": words,
    }


def reply_line(judged: Judged) -> tuple[str, ...]:
    """One answer under REPLY_HEAD, with the name where the file says it."""
    said = {**reply_json(judged), "attendee": who_answers(judged.answer)}
    return tuple(said[name] or "" for name in REPLY_HEAD)


def fault_line(file: str, words: str) -> tuple[str, ...]:
    """The same as a line of the table."""
    return (file, "", "", "", NOT_UNDERSTOOD, words)


def to_be_looked_at(judged: Sequence[Judged]) -> int:
    """How many answers were refused or could not be matched."""
    return sum(each.became not in DONE for each in judged)
