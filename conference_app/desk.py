"""What was said before a command: which store, which day; how the store opens, and how dates and files are typed."""

from __future__ import annotations

import getpass
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conference_app import console
from conference_app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from conference_app.store.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """What was said before the command: which store, how it opens, and which day it is."""

    store: Path | None
    passphrase_file: Path | None
    today: date

    @property
    def now(self) -> datetime:
        """Local time on this day."""
        return datetime.combine(self.today, datetime.now().time())  # noqa: DTZ005 - local time is meant

    @property
    def place(self) -> Path:
        """Where the store is; a usage error where none was named."""
        if self.store is None:
            raise click.UsageError("Name the store before the command: --store PATH.", click.get_current_context())
        return self.store


class Day(click.ParamType[date]):
    """A date as 2027-03-12, or day first as people type it: 12/3/2027, 12 mar."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from conference_app.defaults import bundled_calendar
        from conference_app.domain.typed_dates import typed_date

        if isinstance(value, date):
            return value
        desk = ctx.find_object(Desk) if ctx else None
        try:
            return typed_date(value, today=desk.today if desk else today_here(), calendar=bundled_calendar())
        except RuleBroken as broken:
            self.fail(console.problem_words(broken), param, ctx)


class File(click.Path):
    """The path of a file; what is wrong with the file itself is said in our own words when it is opened."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value in {"", "-"}:
            self.fail("Name a file.", param, ctx)
        return super().convert(value, param, ctx)


FILE = File()
DAY = Day()


def today_here() -> date:
    return datetime.now().date()  # noqa: DTZ005 - local time is meant


def utc() -> datetime:
    return datetime.now(UTC)


def actor() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "command line"


def opened(desk: Desk) -> Store:
    """The store; a passphrase it needs is read from the file, or asked for on a terminal."""
    from conference_app.store.store import has_open_slot, open_store

    path = desk.place
    passphrase = None if has_open_slot(path) else passphrase_in(desk)
    try:
        return open_store(path, passphrase=passphrase, actor=actor(), now=utc)
    except RuleBroken as broken:
        if broken.code != "passphrase_needed" or not console.at_terminal(sys.stdin):
            raise
    typed = click.prompt("Passphrase", hide_input=True, err=True)
    return open_store(path, passphrase=typed, actor=actor(), now=utc)


def passphrase_in(desk: Desk) -> str | None:
    """What the passphrase file holds, without the line's end; None where no file was named."""
    path = desk.passphrase_file
    if path is None:
        return None
    try:
        passphrase = path.read_text(encoding="utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise RuleBroken("passphrase_file_not_text", path=path) from None
    if not passphrase:
        raise RuleBroken("passphrase_file_empty", path=path)
    return passphrase
