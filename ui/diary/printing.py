"""The diary outside the program: the days shown, of those they are shown of, on paper or as a calendar file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from conference_app.domain.spoken_dates import counted
from conference_app.use_cases.print_diary import diary_sheet

from ..background import Background
from ..file_dialogs import ask_where_to_save
from ..paper import PaperWindow
from ..paper_work import Build
from ..session import Session
from .columns import Grouping, Lens
from .days import Period

AskWhere = Callable[[QWidget, str, str, str, str], str]


def sheet_of(period: Period, lens: Lens, session: Session) -> Build:
    """What the paper window builds from a store of its own."""
    today, only = session.today(), _only(lens)
    return lambda store: diary_sheet(store, period.first, period.last, today=today, **only)


def open_sheet(session: Session, background: Background, period: Period, lens: Lens, parent: QWidget) -> PaperWindow:
    """A sheet for the day, the week or the weeks of the month: seen, printed or saved."""
    name = f"diary-{period.scale.value}-{period.first.isoformat()}.pdf"
    window = PaperWindow(
        f"Diary, {period.title}", sheet_of(period, lens, session), background, suggested_name=name, parent=parent
    )
    window.show()
    return window


def save_calendar(
    session: Session, period: Period, lens: Lens, parent: QWidget, ask: AskWhere = ask_where_to_save
) -> str:
    """Ask where to, and write the calendar file; what was done in words, "" where nothing was."""
    from conference_app.use_cases.publish_diary import publish_diary

    suggested = f"diary-{period.scale.value}-{period.first.isoformat()}.ics"
    chosen = ask(parent, "Save as a calendar file", suggested, "Calendar files (*.ics)", "ics")
    if not chosen:
        return ""
    count = session.attempt(publish_diary, period.first, period.last, Path(chosen), now=session.now(), **_only(lens))
    return f"{counted(count, 'conference')} written to {Path(chosen).name}." if count else ""


def _only(lens: Lens) -> dict[str, int | None]:
    return {
        Grouping.CHAIR: {"chair_id": lens.id},
        Grouping.ROOM: {"room_id": lens.id},
        Grouping.FAMILY: {"family_id": lens.id},
    }[lens.grouping]
