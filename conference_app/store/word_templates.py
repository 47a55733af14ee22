"""The authority's own Word template of a letter, as a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from conference_app.store.rows import columns, read_all
from conference_app.store.store import Store, Writing

INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template as it was added: the name of its file and its content."""

    kind: str
    name: str
    content: bytes
    added_on: date
    added_by: str
    version: int = 0


def word_template(store: Store, kind: str = INVITATION) -> WordTemplate | None:
    """The template of one kind of letter, None where the program's own layout is used."""
    found = read_all(
        WordTemplate, store.rows(f"SELECT {columns(WordTemplate)} FROM word_template WHERE kind = ?", (kind,))
    )
    return found[0] if found else None


def keep(writing: Writing, template: WordTemplate) -> None:
    """Put a template in the place of the one of its kind."""
    remove(writing, template.kind)
    writing.execute(
        "INSERT INTO word_template (kind, name, content, added_on, added_by) VALUES (?, ?, ?, ?, ?)",
        (template.kind, template.name, template.content, template.added_on, template.added_by),
    )


def remove(writing: Writing, kind: str) -> None:
    """Go back to the program's own layout."""
    writing.execute("DELETE FROM word_template WHERE kind = ?", (kind,))
