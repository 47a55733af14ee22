"""Who was at a conference: presence, mode, times, whom they stood in for."""

from __future__ import annotations

from dataclasses import dataclass

PRESENCES = ("present", "apologies", "absent")
ATTENDANCE_MODES = ("", "in person", "video", "phone")


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person on the register; independent of invitations, so anybody who came can stand here."""

    conference_id: int
    name: str
    role_code: str
    presence: str = "present"
    invitation_id: int | None = None
    agency_id: int | None = None
    mode: str = ""
    arrived: str = ""
    left_at: str = ""
    representing: str = ""
    direct_contact: bool = True
    id: int = 0
    version: int = 0
    agency_name: str = ""
    group_code: str = ""

    @property
    def there_now(self) -> bool:
        """Whether the person is in the room: present and has not left."""
        return self.presence == "present" and not self.left_at
