"""What should happen to a conference, why, who approved it and when it is booked again; and the booking's fields."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.rebooking import (
    AGAIN,
    NEEDS_APPROVAL,
    NEEDS_WORDS,
    Again,
    Kind,
    Wish,
    reasons_for,
    wish_faults,
)
from conference_app.rebooking_words import Weight, preview_words
from conference_app.use_cases.preview_rebooking import preview
from conference_app.use_cases.take_register import paediatrician_was_invited

from .booking_form import BookingForm
from .breach_fields import BREACH_FIELDS, ask_for_breach
from .consequences import Consequences
from .session import Session
from .widgets.banner import Banner
from .widgets.choice import Choice
from .widgets.editors import RadioChoice, TextLine
from .widgets.text import Tone

KINDS = {Kind.MOVED: "Move", Kind.POSTPONED: "Postpone", Kind.ADJOURNED: "Adjourn", Kind.CANCELLED: "Cancel"}
SAVE_WORDS = KINDS | {Kind.CANCELLED: "Cancel conference"}
TONES = {Weight.WARNS: Tone.AMBER, Weight.SAYS: None}
MEANINGS = {
    Kind.MOVED: "It is booked for another time, room or chair at once.",
    Kind.POSTPONED: "The date is given up. The last lawful day does not move.",
    Kind.ADJOURNED: "People met and could not finish. Another conference goes on from it.",
    Kind.CANCELLED: "It will not be held. The record of it stays.",
}
WHEN = {
    Again.NOW: "Now, below",
    Again.LATER: "Later",
    Again.NEVER: "Not at all",
}
BOOKING_FIELDS = ("day", "start", "minutes", "mode", "chair_id")


class RebookingForm(BookingForm):
    """The fields of the booking show only where it is booked again now; `consequences` stands beside the form."""

    def __init__(self, session: Session, found: Conference, kinds: list[Kind], kind: Kind) -> None:
        self._kinds, self._first = kinds, kind
        self._kind: Kind | None = None
        self.consequences = Consequences()
        self._breach: Banner | None = None
        super().__init__(session, found)
        self.mark_saved()

    # building

    def _build(self) -> None:
        kinds = RadioChoice([(kind, KINDS[kind]) for kind in self._kinds])
        self.add("kind", "What should happen?", kinds, help=MEANINGS[self._first], value=self._first)
        with self.row():
            self.add("reason_code", "Why?", Choice(none="Choose", search=False))
            self.add("reason", "In words", TextLine(longest=2000), optional=True)
        with self.row():
            self.add("again", "Book again?", Choice(none=None, search=False))
            self.add("approved_by", "Approved by", TextLine(hint="Name and post"))
        if Kind.ADJOURNED in self._kinds and not self._session.ask(paediatrician_was_invited, self._found.id):
            self._breach = ask_for_breach(self, self._found, "adjourned")
        super()._build()
        self._follow_kind()

    def kind(self) -> Kind:
        """What is chosen to happen."""
        chosen: Kind = self.value("kind") or self._first
        return chosen

    def again(self) -> Again:
        """When it is booked again, as chosen."""
        chosen: Again | None = self.value("again")
        return chosen or AGAIN[self.kind()][0]

    def _follow_kind(self) -> None:
        """Offer the reasons and the times of what is chosen to happen; what was chosen stays where it can."""
        kind = self.kind()
        if kind is self._kind:
            return
        self._kind = kind
        self.fields["kind"].help.setText(MEANINGS[kind])
        reasons, again = self.editor("reason_code"), self.editor("again")
        assert isinstance(reasons, Choice)
        assert isinstance(again, Choice)
        reasons.set_options([(reason.code, reason.title) for reason in reasons_for(kind)])
        offered = AGAIN[kind] if self._found.starts_at is not None else (Again.NEVER,)
        again.set_options([(each, WHEN[each]) for each in offered])
        again.set_value(offered[0])
        self._choose_day()

    def fill(self) -> None:
        super().fill()
        self._choose_day()

    def _choose_day(self) -> None:
        """Who adjourns has used the day: the next conference is on another one."""
        day, own = self.editor("day"), self._found.day
        if self.kind() is Kind.ADJOURNED and self.value("day") == own:
            day.set_value(None)
        elif self.kind() is not Kind.ADJOURNED and self.value("day") is None:
            day.set_value(own)

    def offered_after(self) -> datetime | None:
        """Who adjourns has used the time up to the end."""
        return self._found.ends_at if self.kind() is Kind.ADJOURNED else None

    # what it would mean

    def show_outlook(self) -> None:
        self._follow_kind()
        self.fields["reason"].set_optional(self.value("reason_code") not in NEEDS_WORDS)
        kind, now = self.kind(), self.again() is Again.NOW
        super().show_outlook()
        self.set_visible("again", len(AGAIN[kind]) > 1 and self._found.starts_at is not None)
        self.set_visible("approved_by", kind in NEEDS_APPROVAL)
        self.proposal_part.setVisible(now)
        self.outlook_box.hide()
        for key in BOOKING_FIELDS:
            self.set_visible(key, now)
        for key in ("room_id", "joining"):
            self.set_visible(key, now and not self.fields[key].isHidden())
        for key in ("late_reason", "late_approver"):
            late = now and not self.fields[key].isHidden()
            self.set_visible(key, late and (key == "late_reason" or kind not in NEEDS_APPROVAL))
        self._show_breach(kind is Kind.ADJOURNED)
        self._show_consequences()

    def _show_breach(self, wanted: bool) -> None:
        if self._breach is not None:
            self._breach.setVisible(wanted)
            for key in BREACH_FIELDS:
                self.set_visible(key, wanted)

    def _show_consequences(self) -> None:
        draft = self.draft() if self.again() is Again.NOW else None
        wish = Wish(self._found.id, self.kind(), self.value("reason_code") or "", self.again(), draft)
        seen = self._session.ask(preview, wish, today=self._session.today())
        own = self.outlook_words(draft, seen.outlook) if draft and seen.outlook else []
        self.consequences.show_lines([*own, *((words, TONES[weight]) for words, weight in preview_words(seen))])

    # out

    def wish(self, values: dict[str, Any]) -> Wish:
        """What the fields ask for; raises everything that is missing at once."""
        booking, broken = None, []
        if self.again() is Again.NOW:
            try:
                booking = self.booking(values)
            except RuleBroken as missing:
                broken = missing.each()
        wish = Wish(
            self._found.id,
            self.kind(),
            values.get("reason_code") or "",
            self.again(),
            booking,
            values.get("reason") or "",
            values.get("approved_by") or "",
            values.get("breach_chair") or "",
            values.get("breach_reason") or "",
        )
        raise_all([each for each in wish_faults(wish) if each.field != "day"] + broken)
        return wish
