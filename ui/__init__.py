"""The window: everything that is Qt."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  (puts its own import in the place of the one before)

# PySide's import reads the source of each module imported after it and looks for its `__feature__` switches, which
# nothing here uses. With the one before it the window starts a twelfth sooner and holds 5 MiB of source text less.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
