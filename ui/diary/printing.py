"""The diary as paper: the days shown, of those they are shown of."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from conference_app.use_cases.print_diary import diary_sheet

from ..background import Background
from ..paper import Build, PaperWindow
from ..session import Session
from .columns import Grouping, Lens
from .days import Period


def sheet_of(period: Period, lens: Lens, session: Session) -> Build:
    """What the paper window builds from a store of its own."""
    today = session.today()
    only = {
        Grouping.CHAIR: {"chair_id": lens.id},
        Grouping.ROOM: {"room_id": lens.id},
        Grouping.FAMILY: {"family_id": lens.id},
    }[lens.grouping]
    return lambda store: diary_sheet(store, period.first, period.last, today=today, **only)


def open_sheet(session: Session, background: Background, period: Period, lens: Lens, parent: QWidget) -> PaperWindow:
    """A sheet for the day, the week or the weeks of the month: seen, printed or saved."""
    name = f"diary-{period.scale.value}-{period.first.isoformat()}.pdf"
    window = PaperWindow(
        f"Diary, {period.title}", sheet_of(period, lens, session), background, suggested_name=name, parent=parent
    )
    window.show()
    return window
