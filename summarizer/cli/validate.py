"""``summarizer validate``: anybody's records checked against their sources."""

from typing import Annotated

import typer

from summarizer.cli.console import ExitCode, say, show_table, write_lines
from summarizer.cli.language import spoken
from summarizer.cli.options import SourceForm, TextColumn, with_form
from summarizer.errors import UsageError


def validate(
    records: Annotated[
        str, typer.Argument(metavar="RECORDS", help="A JSONL file of records, or - for standard input.")
    ],
    more: Annotated[list[str] | None, typer.Argument(metavar="[PATH]", help="More sources.")] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option("--sources", "-s", metavar="PATH", help="Files or folders that the records were made of."),
    ] = None,
    source_form: SourceForm = None,
    text_column: TextColumn = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON line for each record instead of tables.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings, and records that could not be checked, count as wrong, too.")
    ] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Show notes, too, in the tables.")] = False,
) -> None:
    """Check every claim of RECORDS against the sources, by reading these anew.

    Prints what is wrong, with the line of the source, and totals. A record whose source is not among those given, or
    has changed since, is reported as such, not as wrong.
    """
    from summarizer.cli.records import read_lines
    from summarizer.cli.sources import read_documents
    from summarizer.output.findings import Totals, outcome_line, outcome_table
    from summarizer.validator import validate_lines

    paths = [*(sources or ()), *(more or ())]
    if not paths:
        raise UsageError("there is nothing to check against; give the sources with --sources PATH")
    documents = read_documents(with_form(paths, source_form, text_column))
    totals, chinese = Totals(), spoken() == "zh"
    for outcome in validate_lines(read_lines(records), documents):
        totals.add(outcome)
        if as_json:
            write_lines([outcome_line(outcome)])
        elif (table := outcome_table(outcome, notes=notes, chinese=chinese)) is not None:
            show_table(table, texts=True)
    say(totals.line())
    if totals.failed(strict):
        raise typer.Exit(ExitCode.FAILED)
