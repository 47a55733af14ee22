"""Chance that keeps its shares: values dealt from a shuffled deck instead of thrown like dice."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")

CARDS = 100


class Deck(Generic[T]):
    """Deals values in given shares, so that a small store shows nearly the same shares as a large one."""

    def __init__(self, random: Random, shares: Mapping[T, float], cards: int = CARDS) -> None:
        self._random = random
        self._cards = _cards(shares, cards)
        self._left: list[T] = []

    def deal(self) -> T:
        """The next card; an empty deck is shuffled anew."""
        if not self._left:
            self._left = list(self._cards)
            self._random.shuffle(self._left)
        return self._left.pop()


def _cards(shares: Mapping[T, float], cards: int) -> list[T]:
    """So many cards of each value, the rounding going to the largest remainders."""
    whole = sum(shares.values())
    exact = {value: share * cards / whole for value, share in shares.items()}
    counts = {value: int(share) for value, share in exact.items()}
    rest = sorted(exact, key=lambda value: counts[value] - exact[value])
    for value in rest[: cards - sum(counts.values())]:
        counts[value] += 1
    return [value for value, count in counts.items() for _ in range(count)]
