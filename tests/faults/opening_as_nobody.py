"""A program that opens a store as a user without rights: `python opening_as_nobody.py open|create STORE`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import argon2.low_level
import cryptography.hazmat.primitives.ciphers.aead
import sqlite_utils  # all before the rights are given up: the library may stand in root's home

from conference_app.domain.errors import StoreProblem
from conference_app.store.store import create_store, open_store

NEEDED = (argon2.low_level, cryptography.hazmat.primitives.ciphers.aead, sqlite_utils)


def now() -> datetime:
    return datetime(2027, 3, 1, tzinfo=UTC)


def main() -> None:
    what, path = sys.argv[1], Path(sys.argv[2])
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
    try:
        if what == "open":
            open_store(path, actor="Nobody", now=now).close()
        else:
            create_store(path, passphrase=None, example=True, actor="Nobody", now=now)[0].close()
    except StoreProblem as problem:
        print(problem.code)
    else:
        print("opened")


if __name__ == "__main__":
    main()
