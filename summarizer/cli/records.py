"""Reading files of records for the commands that look at them."""

import io
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, cast

import typer

from summarizer.errors import RecordError, UsageError

if TYPE_CHECKING:
    from summarizer.schemas import Record

STDIN = "-"

Records = Annotated[
    str,
    typer.Argument(
        metavar="RECORDS",
        help="A JSONL file of records (.gz and .zst, too), or - for standard input.",
        show_default=False,
    ),
]


def read_lines(path: str) -> Iterator[bytes]:
    """The lines of a file, or of standard input for ``-``; gzip and Zstandard are undone.

    Raises UsageError where it cannot be read, RecordError where compressed data is damaged.
    """
    from summarizer.output.compression import decompressed

    if path == STDIN:
        yield from decompressed(cast(io.BufferedReader, sys.stdin.buffer), "standard input")
        return
    try:
        with open(path, "rb") as file:
            yield from decompressed(file, path)
    except OSError as error:
        raise UsageError(f"{path}: the file cannot be read ({error.strerror}); check the path") from None


def read_records(path: str) -> "Iterator[Record]":
    """The records of a JSONL file, blank lines passed over. Raises RecordError naming file and line of a bad one."""
    from summarizer.schemas import from_json_line

    for number, line in enumerate(read_lines(path), 1):
        if line.strip():
            try:
                yield from_json_line(line)
            except RecordError as error:
                raise RecordError(f"{path}, line {number}: {error}") from None
