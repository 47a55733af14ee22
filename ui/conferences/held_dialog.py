"""Saying that a conference was held: quorate, inquorate with the reason, or as a breach of the paediatrician rule."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from conference_app.domain.conference import Conference
from conference_app.domain.spoken_dates import counted
from conference_app.store import attendance
from conference_app.use_cases.take_register import (
    hold_conference,
    paediatrician_was_invited,
    quorum_at_its_best,
)

from ..breach_fields import ask_for_breach
from ..session import Session
from ..widgets.banner import Banner
from ..widgets.editors import TextArea
from ..widgets.form import Form
from ..widgets.form_dialog import FormDialog
from ..widgets.text import Tone


def held_dialog(session: Session, found: Conference, parent: QWidget) -> FormDialog:
    """Ask what has to be asked, and no more, before the conference is recorded as held."""
    form = Form()
    state = session.ask(quorum_at_its_best, found.id)
    breach = not session.ask(paediatrician_was_invited, found.id)
    if breach:
        ask_for_breach(form, found, "held")
    if state.met:
        form.add_widget(Banner(Tone.GREEN, state.words()))
    else:
        form.add_widget(Banner(Tone.AMBER, state.words(), "The chair can go on without a quorum; the reason is kept."))
        form.add(
            "inquorate_reason",
            "Why did the chair go on?",
            TextArea(lines=3),
            help="Usually: waiting would have put the child at risk.",
        )

    def save(values: dict[str, Any]) -> object:
        return session.perform(hold_conference, found.id, seen=found.version, now=session.now(), **values)

    there = sum(person.presence == "present" for person in session.ask(attendance.register, found.id))
    word = "Record the breach" if breach else "Record as held" if state.met else "Record as held inquorate"
    dialog = FormDialog(
        "Record the conference as held",
        form,
        save,
        save_word=word,
        note=f"{counted(there, 'person', 'people')} present by the register, which can still be corrected afterwards.",
        parent=parent,
    )
    if breach:
        dialog.save_button.setProperty("kind", "danger")
        dialog.save_button.style().polish(dialog.save_button)
    return dialog
