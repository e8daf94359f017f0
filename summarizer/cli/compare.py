"""``summarizer compare``: regions beside each other."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.export import LangOption
from summarizer.cli.filters import Levels, Regions, Slots, Statuses, VerifiedOnly, Years, selection
from summarizer.cli.help import OUTPUT
from summarizer.cli.options import Language
from summarizer.cli.records import Records
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.comparison.places import ComparedReport

_MOST_NAMED = 10


def compare(
    records: Records,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The comparison; its suffix is its form: .html, .xlsx or .csv.",
            rich_help_panel=OUTPUT,
        ),
    ],
    lang: LangOption = Language.ZH,
    region: Regions = None,
    level: Levels = None,
    year: Years = None,
    slot: Slots = None,
    status: Statuses = None,
    verified_only: VerifiedOnly = False,
) -> None:
    """Set the regions of RECORDS beside each other.

    Results, targets and ranks by headline indicator. Beside each result stands the target that the report of the
    year before had for it, where RECORDS hold that report. A page of charts and tables that opens offline, a
    workbook, or one row a region, year and indicator.
    """
    from summarizer.cli.console import say
    from summarizer.cli.records import read_records
    from summarizer.comparison.compare import compare as compared
    from summarizer.comparison.output import FORMS, write
    from summarizer.output.counting import counted

    if not output.lower().endswith(FORMS):
        raise UsageError(f"{output}: the suffix decides the format; use one of {', '.join(FORMS)}")
    found = compared(read_records(records), selection(region, level, year, slot, status, verified_only))
    write(Path(output), found, lang.value)
    for report in found.set_aside[:_MOST_NAMED]:
        say(set_aside(report))
    if len(found.set_aside) > _MOST_NAMED:
        say(f"… and {len(found.set_aside) - _MOST_NAMED} more left out for the same reason")
    places, reports = counted(len(found.places), "region"), counted(len(found.reports), "report")
    say(f"{places}, {reports}, {counted(len(found.pairs), 'indicator')}; written to {output}")


def set_aside(report: "ComparedReport") -> str:
    """Why a report is in no table, in one line."""
    return f"left out: {report.title or report.id} ({report.source}): another report of this region and year is fuller"
