"""A thing has one name on every page, on paper, on the command line and in what comes with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = [
    *(path for folder in ("conference_app", "ui") for path in sorted((ROOT / folder).rglob("*.py"))),
    *sorted((ROOT / "resources").rglob("*.toml")),
    *sorted((ROOT / "resources").rglob("*.txt")),
    ROOT / "README.md",
]


@pytest.mark.parametrize(
    ("name", "others"),
    [
        (
            "counting the day itself",
            ("stricter count", "later count", "other way of counting", "first day as day 1", "with the day itself"),
        ),
    ],
)
def test_no_other_name_for_it_is_in_use(name: str, others: tuple[str, ...]) -> None:
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").lower() for path in READ}
    assert sum(name in text for text in texts.values()) > 3
    assert [(path, other) for path, text in texts.items() for other in others if other in text] == []
