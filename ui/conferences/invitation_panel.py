"""One line of the invitation list beside it: the invitation, the reply and the report, each with its next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from conference_app.answer_history import AnswerHistory
from conference_app.domain.calendar import WorkingCalendar
from conference_app.domain.invitations import Invitation
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import counted, day_month, from_today, moment
from conference_app.invitation_words import agency_words, role_title, who, why
from conference_app.sharing_words import sharing_words
from conference_app.use_cases.sharing import Sharing

from .. import theme
from ..booking_words import sentence_case
from ..focus import focused_in, give_focus
from ..widgets.buttons import button, icon_button
from ..widgets.card import discard
from ..widgets.flow_layout import FlowLayout
from ..widgets.scroll_page import ScrollPage
from ..widgets.tag import Tag
from ..widgets.text import Tone, label
from .invitation_wording import invitation_words, reply_words, report_words

USUAL_STEPS = (
    "Choose the paediatrician…",
    "Say who…",
    "Mark as sent…",
    "Record reply…",
    "Received today",
    "Shared today",
)
EXCLUDED = "The chair excluded this person: no agenda, no place on the register, nothing more is sent. Tell the person."
READABLE = {"yes": "The family can read it", "no": "The family cannot read it"}
MOST_ANSWERS = 5
PANEL_WIDTH = 340  # pixels at 100 %
NO_ANSWERS = AnswerHistory()
LEVEL_TONES = {"required": Tone.BLUE, "expected": Tone.GREY, "consider": Tone.GREY}


class InvitationPanel(QWidget):
    """What is wished for goes out by `wished` (what, line); Escape closes."""

    wished = Signal(str, object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.pixels(PANEL_WIDTH))
        self.line: Invitation | None = None
        self._inner: QWidget | None = None
        self.page = ScrollPage(margin=16)
        self.page.finish()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def buttons(self) -> list[QPushButton]:
        """The steps offered, from top to bottom."""
        return self._inner.findChildren(QPushButton) if self._inner else []

    def step(self, word: str) -> QPushButton | None:
        """The step with this word, None if it is not offered now."""
        return next((each for each in self.buttons() if each.text() == word), None)

    def show_line(
        self,
        line: Invitation,
        *,
        ahead: bool,
        today: date,
        calendar: WorkingCalendar,
        booked: Invitation | None = None,
        barred: bool = False,
        before: str = "",
        notes: Sequence[str] = (),
        sharing: Sharing | None = None,
        answers: AnswerHistory = NO_ANSWERS,
        deputy_missing: bool = False,
    ) -> None:
        """Show a line as it is now; the keyboard stays on the step it was on. `booked` is the line without days
        counted from one given up, `before` says what was sent earlier, `notes` what else is to be known of the
        person, `answers` what was answered so far, `deputy_missing` that the deputy named could be added."""
        had_it = focused_in(self)
        focused = had_it.text() if isinstance(had_it, QPushButton) else None
        self.line = line
        self.setAccessibleName(f"Invitation of {who(line)}")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._head(column, line, notes)
        self._section(column, "Invitation", *_invitation(line, ahead, barred, before))
        self._section(column, "Reply", *_reply(line, deputy_missing))
        if answers.words:
            self._section(column, "Answers so far", *_answers(answers, ahead))
        self._section(column, "Report", *_report(booked or line, today, calendar, sharing))
        discard(self._inner)
        self._inner = inner
        self.page.body.insertWidget(0, inner)
        if focused is not None:
            self.focus_step(focused)

    def focus_step(self, word: str = "") -> None:
        """Put the keyboard on a step, or on the one that usually comes next."""
        usual = (self.step(each) for each in USUAL_STEPS)
        first = next(iter(self.buttons()[1:] + self.buttons()), None)  # the way out only where there is nothing to do
        named = self.step(word) if word else None
        wanted = named or next((each for each in usual if each), None) or first
        if wanted is not None:
            give_focus(wanted)

    def _head(self, column: QVBoxLayout, line: Invitation, notes: Sequence[str]) -> None:
        top = QHBoxLayout()
        top.addWidget(label(who(line), "heading"), 1)
        top.addWidget(icon_button("x", "Close the panel", self.closed.emit), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        under = " · ".join(part for part in (role_title(line), agency_words(line)) if part)
        column.addWidget(label(under, "muted"))
        column.addWidget(Tag(line.level, LEVEL_TONES[line.level]))
        column.addWidget(label(sentence_case(why(line))))
        for note in notes:
            column.addWidget(label(note, "muted"))

    def _section(
        self,
        column: QVBoxLayout,
        title: str,
        words: list[str],
        tag: tuple[str, Tone] | None,
        steps: list[tuple[str, str]],
    ) -> None:
        heading = label(title, "strong")
        heading.setContentsMargins(0, 8, 0, 0)
        column.addWidget(heading)
        if tag is not None:
            column.addWidget(Tag(*tag))
        for each in words:
            column.addWidget(label(each, "muted"))
        if steps:
            row = QWidget()
            flow = FlowLayout(row)
            for word, wish in steps:
                flow.addWidget(button(word, self._wish(wish)))
            column.addWidget(row)

    def _wish(self, wish: str) -> Callable[[], object]:
        return lambda: self.wished.emit(wish, self.line)


Section = tuple[list[str], tuple[str, Tone] | None, list[tuple[str, str]]]


def _invitation(line: Invitation, ahead: bool, barred: bool, before: str) -> Section:
    words, tone = invitation_words(line, barred=barred)
    said = [EXCLUDED] if barred else []
    if line.sent_at is not None:
        said.append(f"Sent {moment(line.sent_at)}, {line.sent_route}, recorded by {line.sent_by}.")
    elif before:
        said.append(before)
    elif tone is None:
        said.append("Ready to be sent.")
    tag = (words, tone) if tone is not None else None
    return said, tag, _invitation_steps(line, barred) if ahead else []


def _invitation_steps(line: Invitation, barred: bool) -> list[tuple[str, str]]:
    if not line.stands:
        return [] if barred else [("Take back in", "take_back")]
    steps = [("Mark as sent…", "sent")] if line.can_be_sent and not barred else []
    if line.role_code == PAEDIATRICIAN:
        steps.append(("Choose another…" if line.name else "Choose the paediatrician…", "choose"))
    elif line.sent_at is None:
        steps.append(("Change the name…" if line.name else "Say who…", "name"))
    return [*steps, ("Leave out…", "leave_out")]


def _reply(line: Invitation, deputy_missing: bool) -> Section:
    if (line.sent_at is None and not line.reply) or not (line.stands or line.reply):
        return ["Waits for the invitation." if line.stands else "None is waited for."], None, []
    words, tone = reply_words(line)
    said = []
    if line.reply_on is not None:
        said.append(f"By {line.reply_route} on {day_month(line.reply_on)}.".replace("By in person", "In person"))
    said += [f"Deputy: {line.deputy}."] if line.deputy else []
    said += [f"Takes part: {line.reply_mode}."] if line.reply_mode else []
    said += [line.reply_note] if line.reply_note else []
    ready = line.stands and line.sent_at is not None
    steps = [("Change reply…" if line.reply else "Record reply…", "reply")] if ready else []
    steps += [("Add the deputy…", "deputy")] if deputy_missing else []
    steps += [("From a file…", "import")] if ready and not line.reply else []
    return said, (words, tone or Tone.GREY), steps


def _answers(answers: AnswerHistory, ahead: bool) -> Section:
    """The latest ones; where another time was proposed last, the way to find one."""
    said = list(answers.words[:MOST_ANSWERS])
    more = len(answers.words) - len(said)
    said += [f"And {counted(more, 'earlier one')}."] if more else []
    if not (ahead and answers.proposes_another_time):
        return said, None, []
    steps = [("Move to that time…", "move")] if answers.proposed_start is not None else []
    return said, None, [*steps, ("Find a slot…", "slot")]


def _report(line: Invitation, today: date, calendar: WorkingCalendar, sharing: Sharing | None) -> Section:
    if not line.stands:
        return ["None is waited for."], None, []
    if not (line.report_wanted or line.report_received_on):
        return ["No report is wanted."], None, [("Report dates…", "report")]
    words, tone = report_words(line, today, calendar, sharing)
    said = []
    dates = (
        ("Asked for", line.report_asked_on),
        ("Due", line.report_due_on),
        ("Received", line.report_received_on),
        ("Shared with the family", line.report_shared_on),
        ("Shared with the child", line.report_shared_child_on),
    )
    for word, day in dates:
        if day is not None:
            open_due = word == "Due" and line.report_received_on is None
            late = f", {from_today(day, today, calendar)}" if open_due else ""
            earlier = f" for {line.report_from_reference}, which this one replaces" if word == "Received" else ""
            said.append(f"{word} {day_month(day)}{late}{earlier if line.report_from_reference else ''}")
    said += [READABLE[line.report_readable]] if line.report_readable else []
    said += [sentence_case(sharing_words(sharing, today))] if sharing_words(sharing, today) else []
    steps = [("Report dates…", "report")]
    if line.report_received_on is None:
        steps.insert(0, ("Received today", "received"))
        if line.report_asked_on is None:
            steps.insert(0, ("Asked for today", "asked"))
    elif line.report_shared_on is None and not (sharing and sharing.kept):
        steps.insert(0, ("Shared today", "shared"))
    return said, (words, tone or Tone.GREY), steps
