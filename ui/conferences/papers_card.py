"""Beside the invitation list: the bundle of reports, what is missing from it, what is kept from the family."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from conference_app.domain.bundle import Bundle
from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.spoken_dates import counted, day_month, moment, time_words, weekday
from conference_app.domain.text import all_of
from conference_app.domain.withholding import Withholding
from conference_app.invitation_words import who
from conference_app.store import withholdings
from conference_app.use_cases.send_bundle import bundle_of
from conference_app.withholding_words import decision_words

from ..session import Session
from ..widgets.buttons import button
from ..widgets.card import Card
from ..widgets.text import Tone, label

MOST_NAMED = 5
NEW_DAY = "No day is booked: reports and the bundle are counted from the next one."


class PapersCard(Card):
    """What is wished for goes out by `wished`: "bundle", "withhold", or a Withholding to be decided."""

    wished = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__("Reports")
        self._session = session
        self.steps: dict[str, QPushButton] = {}

    def show_conference(self, found: Conference) -> None:
        """Show the bundle of a conference and the requests to withhold."""
        self.clear()
        self.steps = {}
        bundle = self._session.ask(bundle_of, found.id)
        asked = self._session.ask(withholdings.withholdings, found.id)
        standing = found.status.is_ahead or found.status is Status.POSTPONED
        self.setVisible(bundle is not None or bool(asked) or standing)
        if found.status is Status.POSTPONED:
            self.add(label(NEW_DAY, "muted"))
        if bundle is not None:
            self._show_bundle(bundle)
        for each in asked:
            self._show_request(each)
        if found.status.is_ahead:
            self._add_step("withhold", "Keep something from the family…", "withhold")

    def _show_bundle(self, bundle: Bundle) -> None:
        if bundle.missing:
            names = all_of(map(who, bundle.missing), most=MOST_NAMED)
            self.add(label(f"{counted(len(bundle.missing), 'report')} missing: {names}.", tone=_pressing(bundle)))
        else:
            self.add(label("Every report that is wanted has come.", tone=Tone.GREEN))
        words, tone = bundle_words(bundle, self._session)
        self.add(label(words, tone=tone))
        if bundle.undecided and bundle.sent_at is None:
            waiting = counted(len(bundle.undecided), "request to withhold is", "requests to withhold are")
            self.add(label(f"{waiting} not decided.", tone=Tone.AMBER))
        if bundle.held_back:
            held = all_of((line.name for line, _ in bundle.held_back), most=MOST_NAMED)
            self.add(label(f"Held back from the family: {held}.", "small"))
        self._add_step("bundle", "Change when it was sent…" if bundle.sent_at else "Bundle sent…", "bundle")

    def _show_request(self, asked: Withholding) -> None:
        about = f", report of {asked.report_of}" if asked.report_of else ""
        self.add(label(f"{asked.asked_by} asked to withhold: {asked.what}{about}.", "strong"))
        self.add(label(f"{asked.why.rstrip('.')}. Asked on {day_month(asked.asked_on)}.", "small"))
        self.add(label(f"Chair: {decision_words(asked)}.", tone=None if asked.decision else Tone.AMBER))
        step = self._add_step(f"decide {asked.id}", "Change…" if asked.decision else "The chair decided…", asked)
        step.setAccessibleName(f"What the chair decided about: {asked.what}")

    def _add_step(self, key: str, word: str, wish: object) -> QPushButton:
        step = button(word, partial(self.wished.emit, wish), kind="link")
        self.steps[key] = step
        line = QHBoxLayout()
        line.addWidget(step)
        line.addStretch(1)
        self.add(line)
        return step


def _pressing(bundle: Bundle) -> Tone | None:
    return Tone.AMBER if bundle.sent_at is None else None


def bundle_words(bundle: Bundle, session: Session) -> tuple[str, Tone | None]:
    """When the bundle went, or by when it is due: "The bundle goes out by Tuesday 9 March, 10am."."""
    if bundle.sent_at is not None:
        late = ", after the time set" if bundle.sent_late else ""
        return f"Bundle sent {moment(bundle.sent_at)}{late}.", Tone.AMBER if late else Tone.GREEN
    at = f", {time_words(bundle.due_time)}" if bundle.due_time else ""
    by = f"{weekday(bundle.due_on)} {day_month(bundle.due_on)}{at}"
    if bundle.due_at < session.now():
        return f"The bundle was due {by} and is not noted as sent.", Tone.RED
    return f"The bundle goes out by {by}.", None
