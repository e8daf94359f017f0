"""Reading files of records for the commands that look at them."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.errors import RecordError, UsageError

if TYPE_CHECKING:
    from summarizer.schemas import Record

STDIN = "-"


def read_lines(path: str) -> Iterator[bytes]:
    """The lines of a file, or of standard input for ``-``. Raises UsageError where it cannot be read."""
    if path == STDIN:
        yield from sys.stdin.buffer
        return
    try:
        with open(path, "rb") as file:
            yield from file
    except OSError as error:
        raise UsageError(f"{path}: the file of records cannot be read ({error.strerror}); check the path") from None


def read_records(path: str) -> "Iterator[Record]":
    """The records of a JSONL file, blank lines passed over. Raises RecordError naming file and line of a bad one."""
    from summarizer.schemas import from_json_line

    for number, line in enumerate(read_lines(path), 1):
        if line.strip():
            try:
                yield from_json_line(line)
            except RecordError as error:
                raise RecordError(f"{path}, line {number}: {error}") from None
