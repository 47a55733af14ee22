"""`python -m conference_app`: the command line."""

import os
import signal


def leave(_number: int, _frame: object) -> None:
    """What Ctrl-C does while the program is still starting: nothing is open yet, so it simply ends."""
    os.write(2, b"Stopped.\n")
    os._exit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, leave)

    from conference_app.cli import main

    main()
