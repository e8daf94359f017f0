"""Where log records go while a command runs: nowhere, or into a file as JSON lines."""

import json
import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from summarizer.cli.console import say_error
from summarizer.errors import UsageError

LOGGER = "summarizer"


class JsonLines(logging.Formatter):
    """A log record as one line of JSON: time, level, logger, message; an event's name and data; a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        row: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (event := getattr(record, "event", None)) is not None:
            row |= {"event": event, "data": getattr(record, "data", None)}
        if record.exc_info:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            row["traceback"] = record.exc_text
        return json.dumps(row, ensure_ascii=False, default=str)


class LogFile(logging.FileHandler):
    """A log file that says in one line, once, that it can be written no more; the command goes on without it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Take no more records."""
        error = sys.exc_info()[1]
        reason = error.strerror if isinstance(error, OSError) else error
        say_error(f"{self.baseFilename}: the log file cannot be written any more ({reason})")
        self.setLevel(logging.CRITICAL + 1)

    def close(self) -> None:
        """Close the file; what is left of it is lost where it cannot be written."""
        with suppress(OSError):
            super().close()


@contextmanager
def log_to(path: str | None, secrets: Iterable[str] = ()) -> Iterator[None]:
    """Send the package's log records of all levels to a file, appending, ``secrets`` and all that looks like a key
    masked; to nowhere without a path.

    Raises UsageError where the file cannot be written.
    """
    logger = logging.getLogger(LOGGER)
    handler = _handler(path, secrets)
    level = logger.level
    logger.addHandler(handler)
    if path is not None:
        logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
        handler.close()


def _handler(path: str | None, secrets: Iterable[str]) -> logging.Handler:
    if path is None:
        return logging.NullHandler()
    from summarizer.llm.masking import SecretFilter

    try:
        handler = LogFile(path, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(f"{path}: the log file cannot be written ({error.strerror})") from None
    handler.setFormatter(JsonLines())
    handler.addFilter(SecretFilter(secrets))
    return handler
