"""What `issue` answers: each person on the list with the file made for them, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping

from conference_app.domain.spoken_dates import counted
from conference_app.use_cases.issue_invitations import MadeFile
from conference_app.use_cases.prepare_invitations import NotReached, Parcel, Preparation

ISSUE_HEAD = ("name", "role", "form", "to", "file", "words")
Answer = dict[str, str | int]


def issue_json(preparation: Preparation, made: Mapping[int, MadeFile]) -> list[Answer]:
    """Everybody in the order of the list; `file` is "" where nothing was written, `words` says why or warns."""
    answers = {parcel.line.id: _parcel(parcel, made.get(parcel.line.id)) for parcel in preparation.parcels}
    answers |= {each.line.id: _not_reached(each) for each in preparation.not_reached}
    return [answers[key] for key in sorted(answers)]


def issue_lines(answers: list[Answer]) -> list[tuple[str, ...]]:
    """The same under ISSUE_HEAD."""
    return [tuple(str(answer[name]) for name in ISSUE_HEAD) for answer in answers]


def issue_summary(preparation: Preparation, made: Mapping[int, MadeFile], folder: str) -> str:
    """How many files lie where, and what comes next."""
    waiting = sum(parcel.ready is not None for parcel in preparation.parcels)
    if not made and waiting:
        files = counted(waiting, "file")
        return f"Nothing new was written: {files} made before wait to be sent. --again writes them anew."
    if not made:
        return "Nothing was written: everybody who can be written to has been told what holds now."
    what = counted(len(made), "file")
    number = preparation.version.sequence
    next_step = "Send them, then mark the invitations as sent." if not preparation.version.cancelled else "Send them."
    return f"{what} in {folder}, calendar entry number {number}. {next_step}"


def _parcel(parcel: Parcel, file: MadeFile | None) -> Answer:
    ready = parcel.ready
    before = f"made ready before, {ready.issued_at:%d %b %Y %H:%M}, not marked as sent" if ready and not file else ""
    return {
        "name": parcel.line.name,
        "role": parcel.line.role_code,
        "form": parcel.form.value,
        "to": parcel.address,
        "file": file.name if file else "",
        "method": parcel.method,
        "sequence": parcel.entry.sequence,
        "words": " ".join(part for part in (before, *parcel.cautions) if part),
    }


def _not_reached(each: NotReached) -> Answer:
    name = each.line.name
    empty: Answer = {"form": "", "to": "", "file": "", "method": "", "sequence": 0}
    return {"name": name, "role": each.line.role_code, **empty, "words": each.words}
