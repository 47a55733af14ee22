"""The sentence for every broken rule: says what is wrong and how to put it right."""

from __future__ import annotations

from collections.abc import Mapping

from conference_app.domain.errors import RuleBroken

# One entry a code; `{name}` is filled from the facts of the RuleBroken. Keep sorted by area.
SENTENCES: Mapping[str, str] = {
    # any form
    "required": "Enter {what}.",
    "too_long": "{what} is too long: at most {most} characters.",
    "bad_characters": "{what} contains characters that cannot be stored. Type it again without them.",
    # store
    "wrong_passphrase": "The passphrase does not open this store. Check capital letters and try again.",
}


def sentence(broken: RuleBroken) -> str:
    """The sentence for one broken rule; an unknown code is a defect and raises KeyError."""
    text = SENTENCES[broken.code].format_map(broken.facts)
    return text[:1].upper() + text[1:]
