"""A panel as a file, in the form that its suffix names."""

from collections.abc import Iterable
from pathlib import Path

from summarizer.panel.panel import Panel
from summarizer.tables.columns import Language
from summarizer.tables.rows import DICTIONARY, TableLine, dictionary

FORMS = (".csv", ".csv.gz", ".xlsx", ".dta", ".parquet")


def write(path: Path, panel: Panel, language: Language) -> None:
    """Write ``.csv``, ``.csv.gz``, ``.xlsx``, ``.dta`` or ``.parquet``; a data dictionary stands in the workbook or
    beside the file.

    Raises UsageError where a library is missing or nothing can be written there, OutputError where writing fails.
    """
    from summarizer.tables.csv_file import write_csv, write_dictionary

    lines = (TableLine(panel.table, row) for row in panel.rows)
    match path.suffix.lower():
        case ".dta":
            from summarizer.panel.stata import write_stata

            write_stata(path, panel.table, panel.rows)
            write_dictionary(path, (panel.table,))
        case ".parquet":
            from summarizer.tables.arrow import write_parquet

            write_parquet(path, panel.table, lines)
        case ".xlsx":
            _write_workbook(path, panel, lines, language)
        case _:
            write_csv(path, panel.table, lines)


def _write_workbook(path: Path, panel: Panel, lines: Iterable[TableLine], language: Language) -> None:
    """The headings are the machine names, which programs read; labels are notes on them."""
    from summarizer.tables.workbook import workbook

    with workbook(path, language) as book:
        sheet = book.table_sheet(panel.table, machine_names=True)
        for line in lines:
            book.add(sheet, line.row)
        book.close_sheet(sheet, len(panel.table.columns))
        explained = book.table_sheet(DICTIONARY)
        for row in dictionary((panel.table,)):
            book.add(explained, row)
