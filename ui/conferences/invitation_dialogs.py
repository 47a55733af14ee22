"""The small forms of the invitation list: sent, reply, report, name, leave out, the paediatrician."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken, raise_all
from conference_app.domain.invitations import REPLIES, REPLY_MODES, REPLY_ROUTES, ROUTES, Invitation
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.domain.spoken_dates import counted
from conference_app.invitation_words import role_title, who
from conference_app.use_cases import invite
from conference_app.use_cases.rules_in_force import calendar_of

from ..add_person import directory_of, in_words
from ..session import Session
from ..widgets.choice import Choice
from ..widgets.date_field import DateField, TimeField
from ..widgets.editors import RadioChoice, TextLine, Tick
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog

MOST_LETTERS = 112  # of an option that stands on one line
MOST_NAMED = 6  # names spelt out before "and 9 more"
DIRECTORY_HINT = "Doctors, mailboxes and other professionals are added under People, Professionals."


def _options(words: Sequence[str]) -> list[tuple[str, str]]:
    return [(word, word[:1].upper() + word[1:]) for word in words]


def _past_day(session: Session) -> DateField:
    return DateField(today=session.today, calendar=session.ask(calendar_of), looking="back")


def names_of(lines: Sequence[Invitation]) -> str:
    """The names, the first ones spelt out."""
    named = [line.name for line in lines[:MOST_NAMED]]
    more = len(lines) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def sent_dialog(session: Session, found: Conference, lines: Sequence[Invitation], parent: QWidget) -> FormDialog:
    """When and by which route these invitations went out; the default is now."""
    form, now = Form(), session.now()
    form.add("route", "How it was sent", Choice(_options(ROUTES), none=None), value="secure e-mail")
    form.add("day", "Day", _past_day(session), value=now.date())
    form.add("time", "Time", TimeField(), value=now.time().replace(second=0, microsecond=0))

    def save(values: dict[str, Any]) -> int:
        missing = [
            RuleBroken("required", field=key, what=what)
            for key, what in (("day", "the day of sending"), ("time", "the time of sending"))
            if values[key] is None
        ]
        raise_all(missing)
        try:
            return session.perform(
                invite.mark_sent,
                found.id,
                [line.id for line in lines],
                route=values["route"],
                at=datetime.combine(values["day"], values["time"]),
                now=session.now(),
            )
        except RuleBroken as broken:
            broken.field = "day" if broken.field == "at" else broken.field
            raise

    what = f"the invitation to {lines[0].name}" if len(lines) == 1 else counted(len(lines), "invitation")
    word = "Mark as sent" if len(lines) == 1 else f"Mark {len(lines)} as sent"
    note = "" if len(lines) == 1 else names_of(lines)
    return FormDialog(f"Mark {what} as sent", form, save, save_word=word, note=note, parent=parent)


def reply_dialog(session: Session, line: Invitation, parent: QWidget) -> FormDialog:
    """What was answered, by which route, how the person takes part, and who stands in."""
    form = Form()
    form.add("reply", "Reply", RadioChoice(_options(REPLIES), upright=True), value=line.reply or None)
    form.add("deputy", "Name of the deputy", TextLine(), value=line.deputy or None)
    modes = [(mode, mode[:1].upper() + mode[1:] if mode else "Not said") for mode in REPLY_MODES]
    with form.row():
        form.add(
            "route", "How the reply came", Choice(_options(REPLY_ROUTES), none=None), value=line.reply_route or "e-mail"
        )
        form.add("mode", "Takes part", Choice(modes, none=None), value=line.reply_mode)
    form.add("on", "Day of the reply", _past_day(session), value=line.reply_on or session.today())
    form.add("note", "Note", TextLine(longest=500), optional=True, value=line.reply_note or None)
    form.mark_saved()

    def adapt() -> None:
        form.set_visible("deputy", form.value("reply") == "sending a deputy")

    def save(values: dict[str, Any]) -> int:
        if values["on"] is None:
            raise RuleBroken("required", field="on", what="the day of the reply")
        reply = invite.Reply(
            values["reply"] or "",
            values["on"],
            values["route"],
            values["mode"],
            values.get("deputy", ""),
            values["note"],
        )
        return session.perform(invite.record_reply, line, reply, today=session.today())

    form.changed.connect(adapt)
    adapt()
    return FormDialog(f"Reply from {line.name}", form, save, save_word="Record reply", parent=parent)


def report_dialog(session: Session, line: Invitation, parent: QWidget) -> FormDialog:
    """Whether a report is wanted, the days it was asked for, due, received and shared, and who can read it."""
    form = Form()
    form.add("wanted", "", Tick("A report is wanted"), value=line.report_wanted)
    ahead = DateField(today=session.today, calendar=session.ask(calendar_of), looking="ahead")
    for key, word, editor, value in (
        ("asked_on", "Asked for on", _past_day(session), line.report_asked_on),
        ("due_on", "Due on", ahead, line.report_due_on),
        ("received_on", "Received on", _past_day(session), line.report_received_on),
        ("shared_on", "Shared with the family on", _past_day(session), line.report_shared_on),
        ("shared_child_on", "Shared with the child on", _past_day(session), line.report_shared_child_on),
    ):
        form.add(key, word, editor, optional=True, value=value)
    read = RadioChoice([("yes", "Yes"), ("no", "No"), ("", "Not said yet")])
    form.add("readable", "Can the family read it?", read, value=line.report_readable)
    form.mark_saved()

    def save(values: dict[str, Any]) -> int:
        return session.perform(invite.record_report, line, invite.Report(**values), today=session.today())

    return FormDialog(f"Report from {who(line)}", form, save, save_word="Save report", parent=parent)


def _fitting(words: str) -> str:
    return words if len(words) <= MOST_LETTERS else words[: MOST_LETTERS - 1].rstrip() + "…"


def name_dialog(session: Session, line: Invitation, parent: QWidget) -> FormDialog:
    """Say who fills an empty place: first those of the directory in this role, or a typed name."""
    form = Form()
    fitting = [(each.id, in_words(each)) for each in directory_of(session, line.role_code)]
    form.add(
        "professional_id",
        "From the directory",
        Choice(fitting, none="", search=True),
        optional=True,
        help=f"In the role {role_title(line)}. {DIRECTORY_HINT}",
    )
    form.add("name", "Name", TextLine(), help="For somebody who is not in the directory.", value=line.name or None)
    form.changed.connect(lambda: form.set_visible("name", form.value("professional_id") is None))

    def save(values: dict[str, Any]) -> int:
        return session.perform(
            invite.name_line, line, professional_id=values["professional_id"], name=values.get("name", "")
        )

    return FormDialog(f"{role_title(line)}: who is invited?", form, save, save_word="Put on the list", parent=parent)


def leave_out_dialog(session: Session, line: Invitation, parent: QWidget) -> FormDialog:
    """Leave a line out, with the reason."""
    form = Form()
    form.add("reason", "Why this line is left out", TextLine(longest=500))
    return FormDialog(
        f"Leave out {who(line)}",
        form,
        lambda values: session.perform(invite.leave_out, line, values["reason"]),
        save_word="Leave out",
        note="The line stays on the record, and can be taken back in.",
        parent=parent,
    )


def paediatrician_dialog(
    session: Session, found: Conference, parent: QWidget, professional_id: int | None = None
) -> FormDialog:
    """Choose the doctor or mailbox: those with a reason best first, then everybody else in the directory."""
    candidates = session.ask(invite.paediatricians_for, found.id)
    known = {each.professional.id for each in candidates}
    options = [(each.professional.id, _fitting(f"{in_words(each.professional)}: {each.reason}")) for each in candidates]
    others = [each for each in directory_of(session, PAEDIATRICIAN) if each.id not in known]
    options += [(each.id, _fitting(f"{in_words(each)}: no known link to the children")) for each in others]
    form = Form()
    upright = len(options) <= 8
    editor = RadioChoice(options, upright=True) if upright else Choice(options, none=None, search=True)
    first = candidates[0].professional.id if candidates else None
    form.add(
        "professional_id", "Doctor or mailbox, best first", editor, help=DIRECTORY_HINT, value=professional_id or first
    )
    form.add(
        "reason",
        "Why this one",
        TextLine(longest=500),
        help="Needed when it is not the first one; it stays on the record.",
    )
    form.mark_saved()

    def adapt() -> None:
        form.set_visible("reason", form.value("professional_id") not in {first, None})

    def save(values: dict[str, Any]) -> int:
        if values["professional_id"] is None:
            raise RuleBroken("required", field="professional_id", what="a doctor or mailbox")
        return session.perform(
            invite.choose_paediatrician, found.id, values["professional_id"], values.get("reason", "")
        )

    form.changed.connect(adapt)
    adapt()
    note = "" if options else "No paediatrician is in the directory yet. " + DIRECTORY_HINT
    return FormDialog(
        "Choose the paediatrician", form, save, save_word="Put on the list", note=note, width=720, parent=parent
    )
