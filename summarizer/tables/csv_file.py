"""Tables as CSV: UTF-8 with a byte order mark, which Excel needs to see that it is UTF-8."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from summarizer.output.compression import new_file
from summarizer.tables.columns import Row, TableColumns
from summarizer.tables.rows import DICTIONARY, TableLine, dictionary
from summarizer.tables.texts import as_csv


def write_csv(path: Path, table: TableColumns, lines: Iterable[TableLine]) -> int:
    """Write the rows of one table, and its data dictionary to ``NAME.dictionary.csv``; returns how many rows.

    Lines end in LF, as line ends inside quotes do. Raises UsageError and OutputError (see ``new_path``).
    """
    written = 0
    with _opened(path, table) as add:
        for line in lines:
            if line.table is table:
                add(line.row)
                written += 1
    write_dictionary(path, (table,))
    return written


def write_dictionary(path: Path, tables: tuple[TableColumns, ...]) -> None:
    """Write the data dictionary of tables beside the file that holds them."""
    with _opened(dictionary_path(path), DICTIONARY) as add:
        for row in dictionary(tables):
            add(row)


def dictionary_path(path: Path) -> Path:
    """Where the data dictionary of a table stands: FACTS.csv gives FACTS.dictionary.csv."""
    return path.with_name(f"{Path(path.name.removesuffix('.gz')).stem}.dictionary.csv")


@contextmanager
def _opened(path: Path, table: TableColumns) -> Iterator[Callable[[Row], object]]:
    """A function that adds a row to a new file, whose header stands."""
    with new_file(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(table.names)
        yield lambda row: writer.writerow(map(as_csv, row))
        text.flush()
        text.detach()
