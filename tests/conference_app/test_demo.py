"""The demonstration: what it tells, what it leaves, and that it notices when nothing is refused."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from conference_app.demo import tell_main_job
from conference_app.domain.errors import RuleBroken
from conference_app.store.store import memory_store
from conference_app.story import Clock, Story

PAPERS = ("agenda-chair.pdf", "agenda-professional.pdf", "agenda-family.pdf", "sign-in-sheet.pdf")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo") / "output"
    lines: list[str] = []
    tell_main_job(folder, lines.append)
    return folder, "\n".join(lines)


def test_it_leaves_the_papers_and_the_list(told: tuple[Path, str]) -> None:
    folder, _ = told
    assert sorted(path.name for path in folder.iterdir()) == sorted([*PAPERS, "outstanding-actions.csv"])


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_a_final_one_marked_example(name: str, told: tuple[Path, str]) -> None:
    for page in PdfReader(told[0] / name).pages:
        words = page.extract_text()
        assert "EXAMPLE" in words
        assert "DRAFT" not in words


def test_the_restricted_item_is_on_every_agenda_but_the_familys(told: tuple[Path, str]) -> None:
    for name in PAPERS[:3]:
        words = " ".join(page.extract_text() for page in PdfReader(told[0] / name).pages)
        assert ("third party" in words) == (name != "agenda-family.pdf"), name


def test_the_outstanding_actions(told: tuple[Path, str]) -> None:
    with (told[0] / "outstanding-actions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["days late"] for row in rows] == ["15", "8", "0"]
    assert rows[2]["latest note"].startswith("Grandmother")


@pytest.mark.parametrize(
    "words",
    [
        "Last lawful day: Friday 12 March 2027",
        "Saturday 6 March: refused.",
        "Rosalind Osei already chairs CP-2027-0002",
        "Marking the invitations as sent: refused. “No paediatrician is on the list.",
        "The final agenda: refused. “The agenda can only be printed as a draft.",
        "The conference is now invited.",
        "Not quorate",
        "Recorded as held.",
        "plan starts, neglect",
        "Wednesday 2 June 2027, 10am; last lawful day Thursday 10 June 2027",
        "document issued",
    ],
)
def test_what_it_tells(words: str, told: tuple[Path, str]) -> None:
    assert words in told[1]


def test_a_refusal_that_does_not_come_is_an_error(tmp_path: Path) -> None:
    with memory_store() as store:
        story = Story(store, Clock(datetime(2027, 2, 22, 9, 0)), tmp_path, lambda _: None)
        with pytest.raises(RuntimeError, match="Nothing was not refused"), story.refused("Nothing"):
            pass
        with story.refused("Something"):
            raise RuleBroken("register_is_empty")
