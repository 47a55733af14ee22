"""What the window does without until it is painted: start-up time is a feature."""

from __future__ import annotations

import builtins
import subprocess
import sys

NOT_AT_THE_START = {
    "argon2",
    "conference_app.domain.people",
    "conference_app.store.backup",
    "docxtpl",
    "email",
    "html",
    "icalendar",
    "jinja2",
    "logging.handlers",
    "lxml",
    "openpyxl",
    "typst",
    "ui.opening.choices",
}


def test_what_is_not_on_today_is_not_loaded_for_it() -> None:
    asked = "import sys, ui.app, ui.today.page; print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert "ui.today.page" in loaded
    assert NOT_AT_THE_START & set(loaded) == set()


def test_no_source_is_searched_for_switches() -> None:
    assert builtins.__import__.__name__ != "__feature_import__"
