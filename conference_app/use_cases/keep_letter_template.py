"""Keep the authority's own Word template for letters, checked before it is taken."""

from __future__ import annotations

from datetime import date

from conference_app.domain.errors import RuleBroken
from conference_app.domain.text import all_of, one_line
from conference_app.exchange.word_letter import MOST_NAMED, check_template, missing_fields
from conference_app.store import word_templates
from conference_app.store.store import Store
from conference_app.store.word_templates import INVITATION, WordTemplate
from conference_app.use_cases.outcome import Outcome, Topic

CHANGED = frozenset({Topic.SETTINGS})


def keep_letter_template(store: Store, name: str, content: bytes, *, today: date) -> Outcome[str]:
    """Use this template from now on; RuleBroken `template_fields_unknown`, `template_lacks`, or as `check_template`."""
    name = one_line(name, field="path", what="the template's name")
    unknown = check_template(content)
    if unknown:
        raise RuleBroken("template_fields_unknown", field="path", names=all_of(unknown, most=MOST_NAMED))
    if missing := missing_fields(content):
        raise RuleBroken("template_lacks", field="path", names=all_of(missing))
    with store.write() as writing:
        word_templates.keep(writing, WordTemplate(INVITATION, name, content, today, store.actor))
        writing.record("letter_template_kept", "store", 1, name=name)
    return Outcome(name, CHANGED)


def remove_letter_template(store: Store) -> Outcome[str]:
    """Go back to the program's own layout of letters."""
    kept = word_templates.word_template(store)
    if kept is None:
        return Outcome("", frozenset())
    with store.write() as writing:
        word_templates.remove(writing, INVITATION)
        writing.record("letter_template_removed", "store", 1, name=kept.name)
    return Outcome(kept.name, CHANGED)
