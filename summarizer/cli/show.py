"""``summarizer show``: a table of what a file of records holds."""

from typing import Annotated

import typer

from summarizer.cli.filters import Levels, Regions, Slots, Statuses, VerifiedOnly, Years, selection
from summarizer.cli.records import Records

MOST = 1_000_000
"""Rows that a table can be asked to show."""


def show(
    records: Records,
    limit: Annotated[
        int, typer.Option(metavar="N", min=0, max=MOST, help="Show at most this many reports; 0 shows all.")
    ] = 50,
    region: Regions = None,
    level: Levels = None,
    year: Years = None,
    slot: Slots = None,
    status: Statuses = None,
    verified_only: VerifiedOnly = False,
) -> None:
    """Print a table of RECORDS: which reports, their main figures, how many numbers were found and verified.

    With --slot the figures are those of these slots; the numbers counted are those that the filters leave.
    """
    from summarizer.cli.console import show_table
    from summarizer.cli.records import read_chosen
    from summarizer.output.tables import report_table

    chosen = selection(region, level, year, slot, status, verified_only)
    show_table(report_table(read_chosen(records, chosen), limit, chosen), whole=True)
