"""Files that come in: what is no file is refused before it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from conference_app.domain.errors import RuleBroken
from conference_app.exchange import files


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless device here")
def test_a_device_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    with pytest.raises(RuleBroken, match="not_a_calendar"):
        files.calendar_file(Path("/dev/zero"))
