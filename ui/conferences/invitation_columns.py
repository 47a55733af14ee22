"""The columns of the invitation list: person, why, what is new since the last list, sent, answered, reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation
from conference_app.domain.last_list import CHANGED, NEW
from conference_app.domain.separation import ATTENDS, PART_ONLY, SEPARATE, attends
from conference_app.domain.spoken_dates import plain_date
from conference_app.invitation_words import agency_words, report_words, short_day, who, why
from conference_app.sharing_words import sharing_words
from conference_app.use_cases.compare_last_list import SinceLast
from conference_app.use_cases.sharing import Sharing

from ..widgets.rows_model import Column
from ..widgets.text import Tone
from . import invitation_wording as wording

AGENCY_AND_REASON = "Agency, why invited"
SHORT_ATTENDS = {ATTENDS[PART_ONLY]: "part only", ATTENDS[SEPARATE]: "separately"}

Since = tuple[str, date | None]
Tag = tuple[str, Tone] | None


def invitation_columns(
    barred: Callable[[Invitation], bool],
    *,
    attends: Callable[[Invitation], str],
    since: Callable[[Invitation], Since],
    today: Callable[[], date],
    calendar: Callable[[], WorkingCalendar],
    sharing: Callable[[Invitation], Sharing | None],
    again: Callable[[Invitation], bool],
    off: Callable[[Invitation], wording.Words | None],
    booked: Callable[[Invitation], Invitation],
) -> list[Column[Invitation]]:
    """`barred` says whom the chair excluded, `attends` who comes apart, `since` what is new against the last list,
    `sharing` what keeps a report from the family, `again` who was sent an invitation for an earlier booking only,
    `off` whether somebody was told that it is off, `booked` the line without days counted from one given up."""
    return [
        Column(
            "Person",
            who,
            second=lambda line: person_under(line, attends(line), since(line)),
            width=210,
            hint=lambda line: "\n".join(part for part in (who(line), attends(line), since_words(since(line))) if part),
        ),
        Column(
            AGENCY_AND_REASON,
            lambda line: agency_words(line) or "–",
            second=wording.reason_under,
            stretch=True,
            hint=lambda line: f"{agency_words(line)}\n{why(line)}".strip(),
        ),
        *_outcome_columns(barred, today, calendar, sharing, again, off, booked),
    ]


def _outcome_columns(
    barred: Callable[[Invitation], bool],
    today: Callable[[], date],
    calendar: Callable[[], WorkingCalendar],
    sharing: Callable[[Invitation], Sharing | None],
    again: Callable[[Invitation], bool],
    off: Callable[[Invitation], wording.Words | None],
    booked: Callable[[Invitation], Invitation],
) -> list[Column[Invitation]]:
    """What was sent, what came back, and the report."""

    def report(line: Invitation) -> wording.Words:
        return wording.report_words(booked(line), today(), calendar(), sharing(line))

    def sent(line: Invitation) -> wording.Words:
        return off(line) or wording.invitation_words(line, barred=barred(line), again=again(line))

    reply = wording.reply_words
    return [
        Column(
            "Invitation",
            lambda line: sent(line)[0],
            tag=_state(sent),
            second=lambda line: wording.invitation_detail(line, barred=barred(line)),
            hint=lambda line: sent(line)[0],
        ),
        Column("Reply", lambda line: reply(line)[0], tag=_state(reply), second=wording.reply_detail),
        Column(
            "Report",
            lambda line: report(line)[0],
            tag=_state(report),
            second=lambda line: wording.report_detail(booked(line), today(), calendar()),
            sort=lambda line: booked(line).report_due_on,
            hint=lambda line: "\n".join(
                part for part in (report_words(booked(line)), sharing_words(sharing(line), today())) if part
            ),
        ),
    ]


def _state(words: Callable[[Invitation], wording.Words]) -> Callable[[Invitation], Tag]:
    def tag(line: Invitation) -> Tag:
        said, tone = words(line)
        return (said, tone) if tone is not None else None

    return tag


def attends_words(found: Conference | None, line: Invitation) -> str:
    """How somebody takes part apart from others, by the chair's decisions."""
    needs = found.needs if found else ()
    return attends(needs, line.name, line.household_member_id, line.child_id)


def person_under(line: Invitation, how: str, since: Since) -> str:
    """Under the name: who comes to a part only or separately, what is new since the last list, and the role."""
    short = [SHORT_ATTENDS.get(each, each) for each in how.split(", ") if each]
    return " · ".join(part for part in (*short, since_short(since), wording.role_under(line)) if part)


def since_word(since: Since) -> str:
    """new, changed, as before; "" without a last list."""
    return "changed" if since[0].startswith(CHANGED) else since[0]


def since_short(since: Since) -> str:
    """ "new since 3 Dec 2026", "changed"; "" for what is as before."""
    said, on = since
    if said == NEW and on is not None:
        return f"{NEW} since {short_day(on)} {on.year}"
    return "changed" if said.startswith(CHANGED) else ""


def since_words(since: Since) -> str:
    """The same as a sentence: "New since 3 December 2026."."""
    said, on = since
    if not said or on is None:
        return ""
    if said == NEW:
        return f"New since {plain_date(on)}."
    if said.startswith(CHANGED):
        return f"Changed since {plain_date(on)}: {said.removeprefix(CHANGED)}."
    return f"As on {plain_date(on)}."


def news_words(since: SinceLast) -> str:
    """How many are new, changed and gone, short: "2 new, 1 gone since 3 Dec 2026"; "" where nothing is."""
    counts = news_counts(since)
    return f"{', '.join(counts)} since {short_day(since.on)} {since.on.year}" if counts and since.on else ""


def news_counts(since: SinceLast) -> list[str]:
    """ "2 new", "1 changed", "1 gone"."""
    said = [since_word((each, since.on)) for each in since.by_line.values()]
    counts = [(said.count(NEW), NEW), (said.count("changed"), "changed"), (len(since.gone), "gone")]
    return [f"{count} {word}" for count, word in counts if count]
