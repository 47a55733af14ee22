"""Over the invitation list: how far it is, and the steps for the whole of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from conference_app.domain.conference import Conference
from conference_app.domain.conference_status import Status
from conference_app.domain.invitations import Invitation, paediatrician_sent
from conference_app.domain.people import PAEDIATRICIAN
from conference_app.use_cases.compare_last_list import SinceLast

from ..widgets.buttons import button
from ..widgets.text import label, tooltip
from ..widgets.tool_row import ToolRow
from . import invitation_steps as list_words


class InvitationBar(ToolRow):
    """What is wished for goes out by `wished`: add, update, write, send; what is not possible now says why."""

    wished = Signal(str)

    def __init__(self) -> None:
        self.summary = label("", "muted", wrap=False)
        self.add_button = button("Add somebody…", lambda: self.wished.emit("add"), icon="user-plus")
        self.update_button = button(
            "Update from the rules",
            lambda: self.wished.emit("update"),
            icon="refresh-cw",
            hint="Adds who the rules ask for by now; what was sent or added by hand stays",
        )
        self.write_button = button(
            "Send invitations…",
            lambda: self.wished.emit("write"),
            kind="primary",
            icon="mail",
            hint="Mails, calendar files and letters: looked at first, one for each person",
        )
        self.send_button = button("Mark as sent", lambda: self.wished.emit("send"))
        steps = (self.add_button, self.update_button, self.write_button, self.send_button)
        super().__init__(self.summary, steps, gap=12)

    def show_list(
        self, found: Conference, lines: Sequence[Invitation], ready: Sequence[Invitation], since: SinceLast
    ) -> None:
        """Show what is possible now with a list; `ready` are the lines that can be sent."""
        ahead = found.status.is_ahead
        sent = paediatrician_sent(lines, found.starts_at)
        waiting = [line for line in ready if sent or line.role_code != PAEDIATRICIAN]
        self.send_button.setText(f"Mark {len(waiting)} as sent" if waiting else "All marked as sent")
        why_not = list_words.why_not_send(found, lines, bool(waiting))
        self.send_button.setEnabled(not why_not)
        self.send_button.setToolTip(tooltip(why_not))
        self.send_button.setAccessibleDescription(why_not)
        for each in (self.add_button, self.update_button, self.send_button):
            each.setVisible(ahead)
        self.write_button.setVisible(ahead or found.status.is_called_off)
        self.write_button.setText("Send invitations…" if ahead else "Call invitations off…")
        self.write_button.setEnabled(found.status is not Status.REQUESTED)
        self.summary.setText(list_words.summary(lines, since))
