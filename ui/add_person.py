"""The form that adds somebody to the list of a conference: by hand, or as an answer names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from conference_app import rulebook
from conference_app.domain.invitations import Invitation
from conference_app.domain.newcomers import Newcomer
from conference_app.domain.people import PAEDIATRIC_POSTS, PAEDIATRICIAN, Professional
from conference_app.store import people
from conference_app.use_cases.add_newcomer import add_newcomer

from .session import Session
from .widgets.buttons import button
from .widgets.choice import Choice
from .widgets.editors import TextLine, Tick
from .widgets.form import Form
from .widgets.form_dialog import FormDialog
from .widgets.text import label

TITLE = "Add somebody to the list"
EMAIL_HELP = "With an address this person comes into the directory too, and can be written to."
OF_AN_ANSWER = "Filled in as far as the answer says it: please look whether it is right."


class AddStep(QWidget):
    """What is said of an answer, and beside it the way to add who it names; gone where nobody is to be added."""

    def __init__(self, word: str, add: Callable[[int, Newcomer], object]) -> None:
        super().__init__()
        self._whom: tuple[int, Newcomer] | None = None
        self.words = label("", "muted")
        self.button = button(word, lambda: self._whom and add(*self._whom), icon="user-plus")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def offer(self, conference_id: int, newcomer: Newcomer | None) -> None:
        """Offer to add somebody to the list of a conference."""
        self._whom = None if newcomer is None else (conference_id, newcomer)
        self.button.setVisible(newcomer is not None)


def directory_of(session: Session, role_code: str = "") -> list[Professional]:
    """Those at work, all or of one role."""
    return [each for each in session.ask(people.professionals, role_code=role_code) if each.active]


def in_words(each: Professional, *, with_role: bool = False) -> str:
    """Name, role and agency in one line."""
    role = f", {rulebook.roles()[each.role_code].title}" if with_role else ""
    agency = f", {each.agency_name}" if each.agency_name != each.name else ""
    return f"{each.name}{role}{agency}"


def add_dialog(
    session: Session,
    conference_id: int,
    parent: QWidget,
    *,
    newcomer: Newcomer | None = None,
    choose_doctor: Callable[[int | None], None] | None = None,
) -> FormDialog:
    """Add somebody the rules do not name: from the directory, or with name and role, with the reason.

    By hand a paediatrician is chosen in the dialog for that, with the doctor named here, if any.
    """
    directory = {each.id: each for each in directory_of(session)}
    form = _form(session, directory)
    if newcomer is not None:
        _fill(form, newcomer)
    form.mark_saved()

    def adapt() -> None:
        chosen = directory.get(form.value("professional_id") or 0)
        role = chosen.role_code if chosen else form.value("role_code")
        if role == PAEDIATRICIAN and choose_doctor is not None:
            form.mark_saved()
            dialog.reject()
            choose_doctor(chosen.id if chosen else None)
            return
        _show_fitting(form, chosen is None, role)

    def save(values: dict[str, Any]) -> int:
        chosen = directory.get(values["professional_id"] or 0)
        return session.perform(
            add_newcomer,
            _line(conference_id, chosen, values),
            email=values.get("email", ""),
            paediatric_post=values.get("paediatric_post") or "",
        )

    note = OF_AN_ANSWER if newcomer is not None else ""
    dialog = FormDialog(TITLE, form, save, save_word="Add", note=note, parent=parent)
    form.changed.connect(adapt)
    adapt()
    return dialog


def _form(session: Session, directory: dict[int, Professional]) -> Form:
    roles = sorted(((role.code, role.title) for role in rulebook.roles().values()), key=lambda role: role[1])
    agencies = [(each.id, each.name) for each in session.ask(people.agencies) if each.active]
    known = [(key, in_words(each, with_role=True)) for key, each in directory.items()]
    form = Form()
    form.add(
        "professional_id",
        "From the directory",
        Choice(known, none="", search=True),
        optional=True,
        help="Type a part of the name, or leave empty and type a name below.",
    )
    form.add("name", "Name", TextLine(), help="For somebody who is not in the directory, such as a grandparent.")
    form.add("role_code", "Role", Choice(roles, none="", search=True))
    form.add("paediatric_post", "Post", Choice(PAEDIATRIC_POSTS.items(), none="Choose the post"))
    form.add("agency_id", "Agency", Choice(agencies, none="None"), optional=True)
    form.add("email", "E-mail", TextLine(longest=254), optional=True, help=EMAIL_HELP)
    form.add("reason", "Why this person is invited", TextLine(longest=500))
    form.add("report_wanted", "", Tick("A report is wanted"))
    return form


def _fill(form: Form, who: Newcomer) -> None:
    """What is known of somebody; one of the directory needs no more than the name there."""
    form.editor("professional_id").set_value(who.professional_id)
    form.editor("reason").set_value(who.reason)
    if who.professional_id is None:
        form.editor("name").set_value(who.name)
        form.editor("role_code").set_value(who.role_code or None)
        form.editor("agency_id").set_value(who.agency_id)
        form.editor("email").set_value(who.email)


def _show_fitting(form: Form, typed: bool, role: str | None) -> None:
    """Only what is still to be said: nothing of somebody in the directory, no agency of somebody of the family."""
    works = not role or rulebook.roles()[role].group != "family"
    for key in ("name", "role_code"):
        form.set_visible(key, typed)
    for key in ("agency_id", "email"):
        form.set_visible(key, typed and works)
    form.set_visible("paediatric_post", typed and role == PAEDIATRICIAN)
    form.set_visible("report_wanted", role != PAEDIATRICIAN)  # of a paediatrician one always is


def _line(conference_id: int, chosen: Professional | None, values: dict[str, Any]) -> Invitation:
    return Invitation(
        conference_id,
        chosen.role_code if chosen else values["role_code"] or "",
        "consider",
        values["reason"],
        name=chosen.name if chosen else values["name"],
        professional_id=chosen.id if chosen else None,
        agency_id=chosen.agency_id if chosen else values.get("agency_id"),
        report_wanted=values.get("report_wanted", True),
    )
