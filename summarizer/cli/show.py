"""``summarizer show``: a table of what a file of records holds."""

from typing import Annotated

import typer


def show(
    records: Annotated[
        str, typer.Argument(metavar="RECORDS", help="A JSONL file of records, or - for standard input.")
    ],
    limit: Annotated[int, typer.Option(min=0, help="Show at most this many reports; 0 shows all.")] = 50,
) -> None:
    """Print a table of RECORDS: which reports, their main figures, how many numbers were found and verified."""
    from summarizer.cli.console import page
    from summarizer.cli.records import read_records
    from summarizer.output.tables import report_table

    page().print(report_table(read_records(records), limit))
