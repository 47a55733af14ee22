"""The log: what happened to which number, never to which name; old parts are dropped."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from conference_app.domain.errors import RuleBroken

_SIZE, _PARTS = 512 * 1024, 5
_NAME = "conference_app"

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class NamelessFormatter(logging.Formatter):
    """Writes where an error arose and of what kind, but not its message: that may hold a name."""

    def format(self, record: logging.LogRecord) -> str:
        own = logging.makeLogRecord(record.__dict__)
        own.exc_text = None  # what another formatter made of the error is kept here, message and all
        return super().format(own)

    def formatException(self, ei: ErrorInfo) -> str:
        return "\n".join(_chain(ei[1]))


class _FromTheFirstRecord(logging.Handler):
    """The file in its parts, not made before something is to be written: most runs write nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(self._path, maxBytes=_SIZE, backupCount=_PARTS, encoding="utf-8")
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def start(folder: Path, level: int = logging.INFO) -> logging.Handler:
    """Write the program's log below `folder`, and unexpected errors with it; gives what `stop` takes."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _FromTheFirstRecord(folder / "conferences.log")
    handler.setFormatter(NamelessFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger(_NAME)
    logger.setLevel(level)
    logger.propagate = False  # nothing to the console, where it may be kept by others
    logger.addHandler(handler)
    return handler


def stop(handler: logging.Handler) -> None:
    logging.getLogger(_NAME).removeHandler(handler)
    handler.close()


def catch_unexpected() -> None:
    """Let errors nobody expected reach the log, from any thread, without their messages."""
    sys.excepthook = lambda kind, error, trace: unexpected(error)
    threading.excepthook = lambda args: unexpected(args.exc_value) if args.exc_value else None


def unexpected(error: BaseException) -> None:
    """Put an error that is our own defect into the log."""
    logging.getLogger(f"{_NAME}.defect").error(
        "unexpected %s", type(error).__name__, exc_info=(type(error), error, error.__traceback__)
    )


def _chain(error: BaseException | None) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        places = [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        code = f" {error.code}" if isinstance(error, RuleBroken) else ""
        lines += [f"{type(error).__name__}{code}", *places]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines
