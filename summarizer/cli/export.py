"""``summarizer export``: records as tables."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.filters import Levels, Regions, Slots, Statuses, VerifiedOnly, Years, selection
from summarizer.cli.help import OUTPUT
from summarizer.cli.options import Language
from summarizer.cli.records import Records


class TableChoice(StrEnum):
    """The tables that records make."""

    FACTS = "facts"
    HEADLINES = "headlines"
    SUMMARIES = "summaries"
    FLAGS = "flags"


Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The table; its suffix is its form: .csv, .csv.gz, .parquet, .xlsx, .duckdb; .jsonl.gz and .jsonl.zst "
        "are whole records, compressed.",
        rich_help_panel=OUTPUT,
    ),
]
LangOption = Annotated[
    Language, typer.Option("--lang", help="The language of headings in the file, and of messages where it is given.")
]


def export(
    records: Records,
    output: Output,
    table: Annotated[
        TableChoice, typer.Option(help="Which table to write to a format that holds only one (.csv, .parquet).")
    ] = TableChoice.FACTS,
    lang: LangOption = Language.ZH,
    region: Regions = None,
    level: Levels = None,
    year: Years = None,
    slot: Slots = None,
    status: Statuses = None,
    verified_only: VerifiedOnly = False,
) -> None:
    """Write RECORDS as tables for Excel, pandas, DuckDB.

    Tables of facts, headline figures, summaries and flags. One row a fact, with its report, place, quote and
    verification. A workbook and a DuckDB database hold all tables and a data dictionary; beside .csv and .parquet
    the dictionary stands in FILE.dictionary.csv.
    """
    from summarizer.cli.console import say
    from summarizer.cli.records import read_chosen
    from summarizer.output.counting import counted
    from summarizer.tables.export import export as write

    chosen = selection(region, level, year, slot, status, verified_only)
    rows = write(read_chosen(records, chosen), Path(output), selection=chosen, table=table.value, language=lang.value)
    say(f"{counted(rows, 'row')} written to {output}")
