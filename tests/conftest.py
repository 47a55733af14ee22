"""What every test shares: no screen is needed, and the harmless noise of that is passed over."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
NOISE = r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if not pluginmanager.hasplugin("pytest-qt"):  # the core is tested without Qt, under the same settings
        for setting in ("qt_api", "qt_log_level_fail"):
            parser.addini(setting, "of pytest-qt")


def pytest_configure(config: pytest.Config) -> None:
    if config.pluginmanager.hasplugin("pytest-qt"):
        config.addinivalue_line("qt_log_ignore", NOISE)
