"""The version of the program, as written into audit events, backups and printed pages."""

from __future__ import annotations

VERSION = "0.1.0"
