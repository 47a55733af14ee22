"""Beside the invitation list: a likely quorum, who is gone since the last list, and how the limit was counted."""

from __future__ import annotations

from PySide6.QtCore import Signal

from conference_app.domain.conference import Conference
from conference_app.domain.invitations import Invitation
from conference_app.domain.quorum import Quorum, QuorumRule
from conference_app.domain.spoken_dates import day_month, plain_date, weekday
from conference_app.domain.timescales import Limit
from conference_app.invitation_words import role_title
from conference_app.use_cases.compare_last_list import SinceLast
from conference_app.use_cases.invite import COMING, expected_quorum
from conference_app.use_cases.request_conference import limit_of
from conference_app.use_cases.rules_in_force import practice_of

from .. import theme
from ..booking_words import sentence_case
from ..session import Session
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.day_strip import DayStrip, StripDay
from ..widgets.scroll_page import ScrollPage
from ..widgets.text import Tone, label
from .invitation_columns import news_counts
from .papers_card import PapersCard
from .wording import counted_otherwise

MOST_DAYS = 62
CARDS_WIDTH = 270  # pixels at 100 %


class InvitationCards(ScrollPage):
    """Cards that scroll where the window is low."""

    import_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(margin=0)
        self._session = session
        self.setFixedWidth(theme.pixels(CARDS_WIDTH))
        self.papers = PapersCard(session)
        self.quorum = Card("Quorum")
        self.since = Card("Since the last list")
        self.limit = Card("How the limit was counted")
        self.add(self.papers)
        self.add(self.quorum)
        self.add(self.since)
        self.add(self.limit)
        self.finish()

    def show_conference(self, found: Conference, lines: list[Invitation], since: SinceLast) -> None:
        """Show the cards for a conference and its list."""
        self.papers.show_conference(found)
        rule = QuorumRule.of(self._session.ask(practice_of))
        expected = self._session.ask(expected_quorum, found.id)
        self.quorum.clear()
        self.quorum.add(label(rule.words(), "muted"))
        words, tone = expected_words(expected)
        self.quorum.add(label(words, "strong", tone=tone))
        coming = sum(line.stands and line.reply in COMING for line in lines)
        waiting = sum(line.stands and line.sent_at is not None and not line.reply for line in lines)
        self.quorum.add(label(f"{coming} said they are coming, {waiting} have not replied.", "small"))
        if waiting and found.status.is_ahead:
            self.quorum.add(button("Import replies…", self.import_requested.emit, icon="inbox"))
        self._show_since(since)
        self._show_limit(found)

    def _show_since(self, since: SinceLast) -> None:
        self.since.setVisible(since.on is not None)
        self.since.clear()
        if since.on is None:
            return
        self.since.add(label(since_summary(since), "muted"))
        for each in since.gone:
            self.since.add(label(f"{each.line.name}, {role_title(each.line)}", "strong"))
            self.since.add(label(sentence_case(each.why) + ".", "small"))

    def _show_limit(self, found: Conference) -> None:
        limit = self._session.ask(limit_of, found)
        self.limit.clear()
        if limit is None:
            self.limit.add(label("No limit yet: the day the clock started is not known.", "muted"))
            return
        if other := counted_otherwise(found, limit):
            self.limit.add(label(other, "muted"))
            return
        if len(limit.days) <= MOST_DAYS:
            days = [
                StripDay(day.date, day.n, day.why, day.date == found.day, "booked" if day.date == found.day else "")
                for day in limit.days
            ]
            self.limit.add(DayStrip(days))
        for words in limit_words(limit, found):
            self.limit.add(label(words, "small"))


def since_summary(since: SinceLast) -> str:
    """How many are new, changed and gone since which conference."""
    parts = news_counts(since)
    on = plain_date(since.on) if since.on else ""
    return f"Since {on}: {', '.join(parts)}." if parts else f"The same people as on {on}."


def expected_words(expected: Quorum) -> tuple[str, Tone]:
    """Whether those who said they come make a quorum, and who is still needed."""
    others = ", ".join(sentence_case(each) for each in expected.others)
    if expected.met:
        return f"Likely: children's social care, {others}.", Tone.GREEN
    needed = [] if expected.social_care else ["children's social care"]
    if expected.others_missing:
        noun = "agency" if expected.others_missing == 1 else "agencies"
        needed.append(f"{expected.others_missing} {'more' if expected.others else 'other'} {noun}")
    verb = "says it is coming" if expected.social_care and expected.others_missing == 1 else "say they are coming"
    so_far = f" So far: {others}." if others else ""
    return f"Likely if {' and '.join(needed)} {verb}.{so_far}", Tone.AMBER


def limit_words(limit: Limit, found: Conference) -> list[str]:
    """From which day it counts, on which day it is booked, and counting the day itself, where it differs."""
    start = f"{weekday(limit.counted_from)[:3]} {day_month(limit.counted_from)}"
    said = [f"{sentence_case(limit.basis)} of {start}." if limit.basis else f"From {start}."]
    said.append(f"Last lawful day {weekday(limit.limit)[:3]} {day_month(limit.limit)}.")
    at = next((day.n for day in limit.days if day.date == found.day), None)
    last = max((day.n for day in limit.days if day.n is not None), default=0)
    if at is not None and len(limit.days) <= MOST_DAYS:
        said.append(f"Booked on day {at} of {last}.")
    if limit.stricter != limit.limit:
        said.append(f"Counting the day itself: {weekday(limit.stricter)[:3]} {day_month(limit.stricter)}.")
    return said
