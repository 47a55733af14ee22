"""A store's story told in words: the time in it, its chapters, what the program refuses, what was printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from conference_app.domain.conference import Conference
from conference_app.domain.errors import RuleBroken
from conference_app.domain.invitations import Invitation
from conference_app.domain.spoken_dates import counted, moment
from conference_app.messages import sentences
from conference_app.store import conferences, invitations
from conference_app.store.store import Store

YEAR = 2027


class Clock:
    """The time of the story; it moves only when the story says so."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    @property
    def today(self) -> date:
        return self.now.date()

    def utc(self) -> datetime:
        return self.now.replace(tzinfo=UTC)


@dataclass
class Story:
    """The store, the clock, where the papers go, and how the story is told."""

    store: Store
    clock: Clock
    folder: Path
    say: Callable[[str], None]
    step: int = 0

    def chapter(self, title: str) -> None:
        self.step += 1
        self.say(f"\n{self.step}. {title} ({moment(self.clock.now)})")

    def tell(self, text: str) -> None:
        self.say(f"   {text}")

    @contextmanager
    def refused(self, what: str) -> Iterator[None]:
        """Try something the program must refuse, and tell its sentence; RuntimeError if it does not."""
        try:
            yield
        except RuleBroken as broken:
            self.tell(f"{what}: refused. “{' '.join(sentences(broken))}”")
        else:
            raise RuntimeError(f"{what} was not refused")

    def conference(self, conference_id: int) -> Conference:
        return conferences.conference(self.store, conference_id)

    def lines(self, conference_id: int) -> list[Invitation]:
        return invitations.invitations(self.store, conference_id)

    def read_back(self, path: Path) -> None:
        """Open a PDF that was written, as somebody else's program would, and say what is in it."""
        from pypdf import PdfReader

        with PdfReader(path) as written:
            words = " ".join(page.extract_text() for page in written.pages)
            tagged = "/StructTreeRoot" in written.trailer["/Root"]  # type: ignore[operator]
            self.tell(
                f"{path.name}: {counted(len(written.pages), 'page')}, {'tagged' if tagged else 'NOT tagged'}, "
                f"{'with' if 'third party' in words else 'without'} the restricted item."
            )


def at(day: int, month: int, clock: str) -> datetime:
    """A moment of the story, like at(10, 3, "13:30")."""
    hour, minute = clock.split(":")
    return datetime(YEAR, month, day, int(hour), int(minute))
