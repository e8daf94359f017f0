"""Records as files of tables, in the form that the file's suffix names."""

from collections.abc import Iterable
from pathlib import Path

from summarizer.errors import UsageError
from summarizer.output.compression import new_file
from summarizer.output.selection import EVERYTHING, Selection
from summarizer.schemas.lines import to_json_line
from summarizer.schemas.record import Record
from summarizer.tables.columns import Language, TableColumns
from summarizer.tables.figures import figures
from summarizer.tables.forms import RECORD_FORMS, TABLE_FORMS
from summarizer.tables.headline_sheet import ReportFigures, fill_headline_sheet
from summarizer.tables.rows import (
    DICTIONARY,
    EXPORTED,
    FACTS,
    FLAGS,
    HEADLINES,
    SUMMARIES,
    dictionary,
    lines,
    report_cells,
)
from summarizer.tables.workbook import workbook

TABLES: dict[str, TableColumns] = {table.name: table for table in EXPORTED}


def export(
    records: Iterable[Record],
    path: Path,
    *,
    selection: Selection = EVERYTHING,
    table: str = FACTS.name,
    language: Language = "zh",
) -> int:
    """Write records as tables, or as JSON lines; returns how many rows (of the facts, where there are several tables).

    The suffix decides: ``.csv``, ``.csv.gz`` and ``.parquet`` hold the one ``table``, ``.xlsx`` and ``.duckdb`` all of
    them; ``.jsonl``, ``.jsonl.gz`` and ``.jsonl.zst`` whole records. ``language`` is that of a workbook's headings.
    Raises UsageError for another suffix, where a library is missing or nothing can be written, and where a selection
    of facts is asked of records, which are whole; OutputError where writing fails.
    """
    name = path.name.lower()
    chosen = (record for record in records if selection.of_report(record.report))
    if name.endswith(RECORD_FORMS):
        return _write_records(chosen, path, selection)
    rows = (line for record in chosen for line in lines(record, selection))
    if name.endswith((".csv", ".csv.gz")):
        from summarizer.tables.csv_file import write_csv

        return write_csv(path, TABLES[table], rows)
    if name.endswith(".parquet"):
        from summarizer.tables.arrow import write_parquet

        return write_parquet(path, TABLES[table], rows)
    if name.endswith(".duckdb"):
        from summarizer.tables.arrow import write_duckdb

        return write_duckdb(path, (SUMMARIES, HEADLINES, FLAGS, FACTS), rows)
    if name.endswith(".xlsx"):
        return _write_workbook(chosen, path, selection, language)
    raise UsageError(f"{path}: the suffix decides the format; use one of {', '.join(TABLE_FORMS + RECORD_FORMS)}")


def _write_records(records: Iterable[Record], path: Path, selection: Selection) -> int:
    if selection.narrows_facts:
        raise UsageError(
            f"{path}: records are written whole, so --slot, --status and --verified-only cannot narrow JSON lines; "
            "write a table, or omit them"
        )
    written = 0
    with new_file(path) as file:
        for record in records:
            file.write(f"{to_json_line(record)}\n".encode())
            written += 1
    return written


def _write_workbook(records: Iterable[Record], path: Path, selection: Selection, language: Language) -> int:
    """Facts and flags go to the disk as they come; the headline figures are kept, for their scales need them all."""
    with workbook(path, language) as book:
        summaries = book.table_sheet(SUMMARIES)
        heads = book.sheet(HEADLINES.label.of(language), ())
        sheets = {table.name: book.table_sheet(table) for table in (FACTS, FLAGS)} | {SUMMARIES.name: summaries}
        kept: list[ReportFigures] = []
        for record in records:
            kept.append(ReportFigures(report_cells(record), figures(record, selection)))
            for line in lines(record, selection):
                if line.table.name in sheets:
                    book.add(sheets[line.table.name], line.row)
        for name, sheet in sheets.items():
            book.close_sheet(sheet, len(TABLES[name].columns))
        fill_headline_sheet(book, heads, kept)
        explained = book.table_sheet(DICTIONARY)
        for row in dictionary((SUMMARIES, FACTS, FLAGS)):
            book.add(explained, row)
        return sheets[FACTS.name].row - 1
