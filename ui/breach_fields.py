"""Asking who answers for a breach of the paediatrician rule, and why it came to it."""

from __future__ import annotations

from conference_app.domain.conference import Conference

from .widgets.banner import Banner
from .widgets.editors import TextArea, TextLine
from .widgets.form import Form
from .widgets.text import Tone

BREACH_SENTENCE = "No paediatrician was invited to this conference."
BREACH_DETAIL = (
    "Every conference needs a paediatrician's invitation recorded as sent. This one can be recorded as {word} only "
    "as a breach, with the chair's name and the reason. The breach stays on the record and cannot be removed."
)
BREACH_FIELDS = ("breach_chair", "breach_reason")


def ask_for_breach(form: Form, found: Conference, word: str) -> Banner:
    """Say that it will be a breach, and ask who answers for it and why; `word` is what it is recorded as."""
    banner = Banner(Tone.RED, BREACH_SENTENCE, BREACH_DETAIL.format(word=word))
    form.add_widget(banner)
    form.add("breach_chair", "Chair", TextLine(), help="Who answers for it.", value=found.chair_name)
    form.add("breach_reason", "Why was no paediatrician invited?", TextArea(lines=3))
    return banner
