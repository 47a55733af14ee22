"""Backups: when one is due, where it goes, what a refusal says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conference_app.domain.errors import StoreProblem
from conference_app.domain.family import Family
from conference_app.store.store import Cost, Store, create_store
from conference_app.use_cases.back_up import back_up, is_due
from conference_app.use_cases.keep_family import keep_family

MORNING = datetime(2027, 3, 8, 8, 31, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = create_store(
        tmp_path / "a.store", passphrase="correct horse battery", actor="Ann", now=lambda: MORNING, cost=Cost(8, 1, 1)
    )
    yield made
    made.close()


def test_the_first_of_a_day_is_due_and_then_none_until_something_is_written(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert is_due(store, folder, now=MORNING)
    back_up(store, folder, now=MORNING)
    assert not is_due(store, folder, now=MORNING + timedelta(minutes=30))
    keep_family(store, Family("Hallam"))
    assert is_due(store, folder, now=MORNING + timedelta(minutes=60))


def test_another_day_is_due_though_nothing_was_written(store: Store, tmp_path: Path) -> None:
    back_up(store, tmp_path / "backups", now=MORNING)
    assert is_due(store, tmp_path / "backups", now=MORNING + timedelta(days=1))


def test_a_file_in_the_place_of_the_folder_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("", encoding="utf-8")
    with pytest.raises(StoreProblem) as problem:
        back_up(store, tmp_path / "backups", now=MORNING)
    assert problem.value.code == "folder_missing"
