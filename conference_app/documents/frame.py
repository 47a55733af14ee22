"""What every printed page of every document carries: the marking, the date, EXAMPLE and DRAFT."""

from __future__ import annotations

from dataclasses import dataclass

EXAMPLE_MARK = "EXAMPLE – training data"
DRAFT_MARK = "DRAFT"


@dataclass(frozen=True)
class Frame:
    """The edge of every page.

    `draft_reason` is the sentence why this is only a draft (it names the missing invitation); empty: final.
    `printed_on` is in words, such as "8 March 2027".
    """

    marking: str
    printed_on: str
    example: bool = False
    draft_reason: str = ""

    def content(self) -> dict[str, object]:
        """The marks in the order they stand in the header."""
        draft = [DRAFT_MARK] if self.draft_reason else []
        example = [EXAMPLE_MARK] if self.example else []
        return {
            "marks": [shortened(self.marking, 48), *draft, *example],
            "draft_reason": self.draft_reason,
            "draft_reminder": shortened(self.draft_reason, 180),
        }


def joined(*parts: str) -> str:
    """The parts that are there, with the house's middle dot between them."""
    return " · ".join(part for part in parts if part)


def shortened(text: str, most: int) -> str:
    """The text, or as much of it as fits the edge of a page, with an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
