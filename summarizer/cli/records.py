"""Reading files of records for the commands that look at them."""

import codecs
import io
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, cast

import typer

from summarizer.errors import RecordError, SourceError

if TYPE_CHECKING:
    from summarizer.output.selection import Selection
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

    Raises SourceError where it cannot be read, RecordError where compressed data is damaged.
    """
    from summarizer.output.compression import decompressed

    if path == STDIN:
        yield from decompressed(cast(io.BufferedReader, sys.stdin.buffer), "standard input")
        return
    try:
        with open(path, "rb") as file:
            yield from decompressed(file, path)
    except OSError as error:
        raise SourceError(f"{path}: the file cannot be read ({error.strerror}); check the path") from None


def read_records(path: str) -> "Iterator[Record]":
    """The records of a JSONL file, blank lines passed over.

    Raises RecordError naming file and line of a bad one, or the file alone where its first line is no JSON object.
    """
    from summarizer.schemas import from_json_line

    begun = False
    for number, line in enumerate(read_lines(path), 1):
        if line.strip():
            if not begun and not line.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
                raise RecordError(f"{path}: this is not a file of records, as summarizer summarize writes them")
            begun = True
            try:
                yield from_json_line(line)
            except RecordError as error:
                raise RecordError(f"{path}, line {number}: {error}") from None


def read_chosen(path: str, chosen: "Selection") -> "Iterator[Record]":
    """The records of the reports that the filters take. Raises SourceError at the end where they took nothing.

    A filter on facts takes nothing where no report has such a fact; the reports are given nevertheless.
    """
    from summarizer.output.selection import EVERYTHING

    taken = chosen == EVERYTHING
    for record in read_records(path):
        if chosen.of_report(record.report):
            taken = taken or not chosen.narrows_facts or bool(chosen.facts(record))
            yield record
    if not taken:
        raise SourceError(f"{path}: no record in it that the filters take")
