"""Names in a row, as they are said."""

from __future__ import annotations

import pytest

from conference_app.domain.text import all_of


@pytest.mark.parametrize(
    ("names", "most", "said"),
    [
        ([], 0, ""),
        (["Ella"], 0, "Ella"),
        (["Ella", "Noah"], 0, "Ella and Noah"),
        (["Ella", "Noah", "Sam"], 0, "Ella, Noah and Sam"),
        (["Ella", "Noah", "Sam"], 3, "Ella, Noah and Sam"),
        (["Ella", "Noah", "Sam", "Mia"], 3, "Ella, Noah and 2 more"),
    ],
)
def test_names_in_a_row(names: list[str], most: int, said: str) -> None:
    assert all_of(names, most=most) == said
