"""``summarizer brief``: summaries as memos."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.filters import Levels, Regions, Years, selection
from summarizer.cli.help import OUTPUT
from summarizer.cli.records import Records

Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The brief; its suffix is its form: .md, .docx or .html.",
        rich_help_panel=OUTPUT,
    ),
]


def brief(
    records: Records,
    output: Output,
    sources: Annotated[
        bool, typer.Option("--sources", help="Give the words of the source in each note, not only their place.")
    ] = False,
    region: Regions = None,
    level: Levels = None,
    year: Years = None,
) -> None:
    """Write RECORDS as a brief: a page a report, figures first, each number with its place, doubtful ones marked."""
    from summarizer.brief import write_briefs
    from summarizer.cli.console import say
    from summarizer.cli.records import read_records
    from summarizer.output.counting import counted

    chosen = selection(region, level, year, None, None, False)
    wanted = (record for record in read_records(records) if chosen.of_report(record.report))
    count = write_briefs(wanted, Path(output), quotes=sources)
    say(f"{counted(count, 'report')} written to {output}")
