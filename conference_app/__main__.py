"""`python -m conference_app`: the command line."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    try:
        from conference_app.cli import main

        main()
    except KeyboardInterrupt:  # while the program was still starting
        sys.exit("Stopped.")
