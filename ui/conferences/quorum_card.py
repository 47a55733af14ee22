"""The quorum as it is now: met or not, who counts, what is missing, and whose leaving would end it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout

from conference_app.domain.quorum import Quorum, QuorumRule

from ..widgets.card import Card
from ..widgets.tag import Tag
from ..widgets.text import Tone, announce, label


class QuorumCard(Card):
    """Rewritten whenever the register changes; a change of state is spoken."""

    def __init__(self) -> None:
        super().__init__("Quorum")
        self.state = Tag()
        self._words = ""

    def show_quorum(self, state: Quorum, rule: QuorumRule, depends_on: Sequence[str]) -> None:
        """Say where the quorum stands."""
        self.clear()
        self.state = Tag("Quorate" if state.met else "Not quorate", Tone.GREEN if state.met else Tone.AMBER)
        row = QHBoxLayout()
        row.addWidget(self.state)
        row.addStretch(1)
        self.add(row)
        for sentence in sentences(state, depends_on):
            self.add(label(sentence))
        self.add(label(rule.words(), "small"))
        if self._words and self._words != state.words():
            announce(self, state.words())
        self._words = state.words()


def sentences(state: Quorum, depends_on: Sequence[str]) -> list[str]:
    """What stands under the state, a line each."""
    counting = (["children's social care"] if state.social_care else []) + list(state.others)
    lines = [
        "In the room: " + ", ".join(counting) + "."
        if counting
        else "Nobody who counts towards the quorum is in the room."
    ]
    if not state.met:
        lines.append(state.words().removeprefix("Not quorate: ").capitalize())
    elif len(depends_on) == 1:
        lines.append(f"It ends if {depends_on[0]} leaves.")
    elif depends_on:
        lines.append("It ends if any of these leaves: " + ", ".join(depends_on) + ".")
    else:
        lines.append("It stands if any one person leaves.")
    return lines
