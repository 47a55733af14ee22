"""The sentences for a move, postponement, adjournment or cancellation: what it would bring, and what it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from conference_app.domain.conference_status import Status
from conference_app.domain.rebooking import BOOKED_AGAIN, Again, Kind, Rebooking, reason_words
from conference_app.domain.spoken_dates import counted, day_month, long_date, moment, plain_date, span
from conference_app.domain.text import all_of
from conference_app.use_cases.preview_rebooking import Preview, ReportNews, Told

MOST_NAMES = 6


class Weight(Enum):
    """How a consequence weighs: it wants something done, or is plainly so."""

    WARNS = "warns"
    SAYS = "says"


Said = tuple[str, Weight]


def preview_words(seen: Preview) -> list[Said]:
    """What is to be known beside the booking's own outlook: people first, then papers, then what becomes free."""
    return [
        *_margin_words(seen),
        *_people_words(seen),
        *_report_words(seen),
        *_document_words(seen),
        *_freed_words(seen),
        *_replacement_words(seen),
    ]


def _margin_words(seen: Preview) -> list[Said]:
    """The margin by the count this authority does not go by; the booking's outlook says the other."""
    own = seen.outlook.margin if seen.outlook else None
    counts = (
        ("Counting from the day after", seen.margin),
        ("Counting the day itself as day 1", seen.margin_from_the_day_itself),
    )
    others = [(count, left) for count, left in counts if left is not None and left != own]
    return [(f"{count}: {_margin(left)}.", Weight.SAYS) for count, left in others]


def _margin(left: int) -> str:
    if left == 0:
        return "on the last lawful day"
    return f"{counted(abs(left), 'working day')} {'before' if left > 0 else 'past'} the limit"


def _people_words(seen: Preview) -> list[Said]:
    words: list[Said] = []
    again = "again " if seen.wish.kind in {Kind.MOVED, Kind.POSTPONED} else ""
    doctors = [each for each in seen.told if each.is_paediatrician]
    for each in doctors:
        void = f" The reply “{each.reply}” is void." if each.reply else ""
        words.append((f"Tell the paediatrician {again}first: {_by_route(each)}.{void}", Weight.WARNS))
    others = [each for each in seen.told if not each.is_paediatrician]
    if others:
        words.append((f"Tell {again}{_named([_by_route(each) for each in others])}.", Weight.WARNS))
    unheard = [each.name for each in others if each.reply]
    if unheard:
        words.append((f"Void: {_replies(len(unheard))} of {_named(unheard)}.", Weight.WARNS))
    if seen.chairs:
        what = "the chair" if len(seen.chairs) == 1 else "both chairs"
        words.append((f"Tell {what}: {all_of(seen.chairs)}.", Weight.SAYS))
    return words


def _by_route(told: Told) -> str:
    return f"{told.name} ({told.route})"


def _replies(number: int) -> str:
    return "the reply" if number == 1 else f"the {number} replies"


def _named(names: Sequence[str]) -> str:
    return all_of(names, most=MOST_NAMES)


def _report_words(seen: Preview) -> list[Said]:
    words: list[Said] = []
    if stale := [each.name for each in seen.written_for_earlier]:
        what, stay = ("report", "It stays") if len(stale) == 1 else ("reports", "They stay")
        words.append((f"Written for the earlier date: the {what} of {_named(stale)}. {stay}.", Weight.WARNS))
    by_day: dict[object, list[ReportNews]] = {}
    for each in seen.due_again:
        by_day.setdefault(each.due_on, []).append(each)
    for news in by_day.values():
        due, names = news[0].due_on, _named([each.name for each in news])
        if due is not None:
            past = due < seen.today
            after = ", which has passed" if past else ""
            weight = Weight.WARNS if past else Weight.SAYS
            what = "report" if len(news) == 1 else "reports"
            words.append((f"Due {long_date(due)} now{after}: the {what} of {names}.", weight))
    return words


def _document_words(seen: Preview) -> list[Said]:
    if not seen.out_of_date:
        return []
    latest = max(each.issued_at for each in seen.out_of_date).date()
    many = len(seen.out_of_date) > 1
    what = f"{counted(len(seen.out_of_date), 'document')} issued, the last on {day_month(latest)},"
    return [(f"{what} {'are' if many else 'is'} out of date. Print and send again.", Weight.WARNS)]


def _freed_words(seen: Preview) -> list[Said]:
    if not seen.freed:
        return []
    names, first = all_of([each.name for each in seen.freed]), seen.freed[0]
    free = "is" if len(seen.freed) == 1 else "are"
    return [(f"{names} {free} free again on {span(first.starts_at, first.ends_at)}.", Weight.SAYS)]


def _replacement_words(seen: Preview) -> list[Said]:
    wish = seen.wish
    if wish.kind is Kind.POSTPONED and wish.again is Again.LATER:
        return [(f"It waits on Today to be booked again. The limit{_limit(seen)} stays.", Weight.SAYS)]
    if not wish.wants_replacement:
        over = {Kind.CANCELLED: "It will not be held, and nothing takes its place.", Kind.ADJOURNED: "It is over."}
        return [(over[wish.kind], Weight.SAYS)] if wish.kind in over else []
    done = "booked" if wish.again is Again.NOW else "asked for"
    return [
        (f"Another conference with the same children and agencies is {done} in its place.", Weight.SAYS),
        (f"Its limit{_limit(seen)} does not start again; its invitation list is built anew.", Weight.SAYS),
    ]


def _limit(seen: Preview) -> str:
    return f", {long_date(seen.limit_on)}," if seen.limit_on else ""


# the trail


_DONE = {Kind.MOVED: "Moved", Kind.POSTPONED: "Postponed", Kind.ADJOURNED: "Adjourned", Kind.CANCELLED: "Cancelled"}


def trail_words(kept: Rebooking) -> str:
    """One line: "Moved on 3 March 2027 from Friday 12 March 2027, 9:30am, R. Osei, Oak room. Chair ill or away. …"."""
    booked_again = kept.status_before in {Status.POSTPONED, Status.REQUESTED} and kept.kind is Kind.MOVED
    what = "Booked again" if booked_again else _DONE[kept.kind]
    where = "was" if booked_again or not kept.keeps_conference else "from"
    parts = (moment(kept.starts_before), kept.chair_name, kept.room_name) if kept.starts_before else ()
    before = f" {where} {', '.join(part for part in parts if part)}" if parts else ""
    at = f"{what} on {plain_date(kept.rebooked_at.date())}"
    line = f"{at}, {before.strip()}" if where == "was" and before else at + before
    why = "" if kept.reason_code == BOOKED_AGAIN else reason_words(kept.reason_code, kept.reason)
    approved = f"Approved by {kept.approved_by}" if kept.approved_by else ""
    back = f"Taken back on {plain_date(kept.taken_back_at.date())}" if kept.taken_back_at else ""
    said = [part.rstrip(".") for part in (line, why, approved, back) if part]
    return ". ".join(said) + "."


def sent_before_words(name: str, sent_at: datetime, starts_before: datetime) -> str:
    """What was sent for another booking: "Sent to Owen Pryce on 3 March for Friday 12 March 2027, 9:30am"."""
    return f"Sent to {name} on {day_month(sent_at.date())} for {moment(starts_before)}; to be sent again."
