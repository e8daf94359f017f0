"""``summarizer review``: records beside their sources, as one page for people."""

from typing import Annotated

import typer

from summarizer.cli.console import say
from summarizer.cli.filters import Levels, Regions, Slots, Statuses, VerifiedOnly, Years
from summarizer.cli.help import OUTPUT
from summarizer.cli.options import SourceForm, TextColumn, with_form
from summarizer.cli.records import Records
from summarizer.errors import SourceError, UsageError


def review(
    records: Records,
    more: Annotated[list[str] | None, typer.Argument(metavar="[PATH]", help="More sources.")] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option("--sources", "-s", metavar="PATH", help="Files or folders that the records were made of."),
    ] = None,
    source_form: SourceForm = None,
    text_column: TextColumn = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="PAGE.html",
            help="Where the page goes.",
            rich_help_panel=OUTPUT,
        ),
    ] = "review.html",
    decisions: Annotated[
        list[str] | None,
        typer.Option("--decisions", metavar="DECISIONS.jsonl", help="Decisions made before, to go on from."),
    ] = None,
    region: Regions = None,
    level: Levels = None,
    year: Years = None,
    slot: Slots = None,
    status: Statuses = None,
    verified_only: VerifiedOnly = False,
) -> None:
    """Write a page that shows RECORDS beside their sources, every number marked in its place.

    The page is one file that needs no network. Numbers can be accepted, corrected or rejected on it; the decisions are
    downloaded from it, and `summarizer apply` writes them into records.
    """
    from summarizer.cli.decisions import read_decision_files
    from summarizer.cli.filters import selection
    from summarizer.cli.records import read_records
    from summarizer.cli.sources import each_document
    from summarizer.output.counting import counted
    from summarizer.output.files import write_whole
    from summarizer.review import page, with_sources

    chosen = selection(region, level, year, slot, status, verified_only)
    paths = [*(sources or ()), *(more or ())]
    if not paths:
        raise UsageError("the page shows numbers in their places; give the sources with --sources PATH")
    meant = [record for record in read_records(records) if chosen.of_report(record.report)]
    if not meant:
        raise SourceError(f"{records}: no record in it that the filters take")
    reports = with_sources(meant, each_document(with_form(paths, source_form, text_column)))
    write_whole(output, page(reports, selection=chosen, decisions=read_decision_files(decisions or ())))
    bare = sum(item.text is None for item in reports)
    parts = [counted(len(reports), "report"), *([f"{bare} of them without their source"] if bare else ())]
    say(f"{', '.join(parts)}; written to {output}")
