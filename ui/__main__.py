"""`python -m ui`: open the window."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path


def main() -> int:
    """Read the command line and open the window."""
    parser = argparse.ArgumentParser(prog="child-protection-conferences", description="Child Protection Conferences")
    parser.add_argument("--store", type=Path, help="open this store")
    parser.add_argument("--passphrase-file", type=Path, help="a file that holds its passphrase")
    parser.add_argument("--today", type=date.fromisoformat, help="work as on this day (YYYY-MM-DD)")
    asked = parser.parse_args()
    from conference_app.domain.errors import RuleBroken
    from conference_app.messages import sentence

    from .app import Start, run

    try:
        return run(sys.argv[:1], dict(os.environ), Start(asked.store, asked.passphrase_file, asked.today))
    except RuleBroken as broken:
        print(sentence(broken), file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.strerror}: {error.filename}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
