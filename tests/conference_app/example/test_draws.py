"""Decks keep their shares, and the same seed deals the same cards."""

from __future__ import annotations

from collections import Counter
from random import Random

from conference_app.example.draws import Deck


def test_a_deck_deals_its_shares_exactly() -> None:
    deck = Deck(Random(1), {"often": 72.7, "seldom": 18.6, "hardly": 8.7})
    assert Counter(deck.deal() for _ in range(200)) == {"often": 146, "seldom": 36, "hardly": 18}


def test_a_larger_deck_holds_a_rare_card() -> None:
    deck = Deck(Random(1), {False: 398, True: 2}, cards=400)
    assert sum(deck.deal() for _ in range(400)) == 2


def test_the_order_is_the_seeds() -> None:
    def dealt(seed: int) -> list[int]:
        deck = Deck(Random(seed), {1: 1, 2: 1, 3: 1})
        return [deck.deal() for _ in range(50)]

    assert dealt(4) == dealt(4)
    assert dealt(4) != dealt(5)
