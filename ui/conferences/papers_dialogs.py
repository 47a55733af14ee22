"""The small forms about reports: the bundle sent, something to be kept from the family, what the chair decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitations import Invitation
from conference_app.domain.spoken_dates import day_month
from conference_app.domain.text import all_of
from conference_app.domain.withholding import WITHHOLDING_DECISIONS, Withholding
from conference_app.invitation_words import role_title, who
from conference_app.store import papers
from conference_app.use_cases.rules_in_force import calendar_of
from conference_app.use_cases.send_bundle import bundle_of, note_bundle_sent
from conference_app.use_cases.withhold import ask_to_withhold, decide_withholding

from ..session import Session
from ..widgets.choice import Choice
from ..widgets.date_field import DateField, TimeField
from ..widgets.editors import RadioChoice, TextArea, TextLine
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from .papers_card import MOST_NAMED

DECISIONS = {
    "withheld": "Withheld: the family gets none of it",
    "part withheld": "Part withheld: the family gets the rest",
    "shared": "Shared: the family gets it",
}


def _past_day(session: Session) -> DateField:
    return DateField(today=session.today, calendar=session.ask(calendar_of), looking="back")


def papers_dialog(
    session: Session, found: Conference, lines: Sequence[Invitation], wish: object, parent: QWidget
) -> FormDialog:
    """The form for a wish of the card: the bundle sent, a request to withhold, or the decision about one."""
    if isinstance(wish, Withholding):
        return decision_on_withholding(session, found, wish, parent)
    if wish == "withhold":
        return withhold_dialog(session, found, lines, parent)
    bundle = session.ask(bundle_of, found.id)
    missing = all_of(map(who, bundle.missing), most=MOST_NAMED) if bundle else ""
    return bundle_dialog(session, found, f"Still missing: {missing}." if missing else "", parent)


def bundle_dialog(session: Session, found: Conference, note: str, parent: QWidget) -> FormDialog:
    """When the bundle of reports went out."""
    sent = session.ask(papers.bundle_sent_at, found.id)
    at = sent or session.now().replace(second=0, microsecond=0)
    form = Form()
    form.add("day", "Day", _past_day(session), value=at.date())
    form.add("time", "Time", TimeField(), value=at.time())

    def save(values: dict[str, Any]) -> int:
        day, time = values["day"], values["time"]
        missing = [
            RuleBroken("required", field=key, what=what)
            for key, what, value in (("day", "the day of sending", day), ("time", "the time of sending", time))
            if value is None
        ]
        raise_all(missing)
        try:
            return session.perform(
                note_bundle_sent, found.id, at=datetime.combine(day, time), seen=found.version, now=session.now()
            )
        except RuleBroken as broken:
            broken.field = "day" if broken.field == "at" else broken.field
            raise

    return FormDialog("The bundle of reports went out", form, save, save_word="Note as sent", note=note, parent=parent)


def withhold_dialog(session: Session, found: Conference, lines: Sequence[Invitation], parent: QWidget) -> FormDialog:
    """What an agency asks to be kept from the family; the chair decides afterwards."""
    reports = [(line.id, f"{line.name}, {role_title(line)}") for line in lines if line.name and line.stands]
    form = Form()
    form.add("asked_by", "Who asks for it", TextLine(), help="The agency, and who in it.")
    form.add("what", "What is to be kept from the family", TextLine(longest=500))
    form.add("why", "Why", TextArea(lines=2))
    form.add(
        "invitation_id",
        "Whose report it stands in",
        Choice(reports, none="", search=True),
        optional=True,
        help="That report cannot be marked as shared with the family until the chair lets it go.",
    )
    form.add("asked_on", "Asked on", _past_day(session), value=session.today())
    form.mark_saved()

    def save(values: dict[str, Any]) -> int:
        if values["asked_on"] is None:
            raise RuleBroken("required", field="asked_on", what="the day it was asked for")
        return session.perform(ask_to_withhold, Withholding(found.id, **values), today=session.today())

    return FormDialog(
        "Keep something from the family",
        form,
        save,
        save_word="Ask the chair",
        note="It stands on the chair’s copy of the agenda and never on the family copy. The request stays on record.",
        parent=parent,
    )


def decision_on_withholding(session: Session, found: Conference, asked: Withholding, parent: QWidget) -> FormDialog:
    """What the chair decided about a request, when, and by whom."""
    form = Form()
    options = [(each, DECISIONS[each]) for each in WITHHOLDING_DECISIONS]
    form.add("decision", "What the chair decided", RadioChoice(options, upright=True), value=asked.decision or None)
    form.add("decided_by", "Who decided", TextLine(), value=asked.decided_by or found.chair_name or None)
    form.add("on", "Decided on", _past_day(session), value=asked.decided_on or session.today())
    form.mark_saved()

    def save(values: dict[str, Any]) -> int:
        try:
            return session.perform(
                decide_withholding,
                asked,
                values["decision"] or "",
                decided_by=values["decided_by"],
                on=values["on"],
                today=session.today(),
            )
        except RuleBroken as broken:
            for each in broken.each():
                each.field = "on" if each.field == "decided_on" else each.field
            broken.field = "on" if broken.field == "decided_on" else broken.field
            raise

    note = f"{asked.asked_by} asked on {day_month(asked.asked_on)}: {asked.what.rstrip('.')}. {asked.why}"
    return FormDialog("Keep it from the family?", form, save, save_word="Record the decision", note=note, parent=parent)
