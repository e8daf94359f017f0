"""``summarizer summarize``: reports in, records out."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.console import STDOUT, ExitCode, nobody_reads, say, say_error

if TYPE_CHECKING:
    from summarizer.batch.events import BatchReport


class EngineChoice(StrEnum):
    """The engines, by their names on the command line."""

    AUTO = "auto"
    RULES = "rules"


def summarize(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCES", help="Files, folders (all files in them), - for standard input."),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where the records go; - is standard output.")
    ] = STDOUT,
    engine: Annotated[
        EngineChoice,
        typer.Option(help="Who summarizes. This version has the rules, which need no model."),
    ] = EngineChoice.AUTO,
    workers: Annotated[
        int | None, typer.Option("--workers", "-j", min=1, help="Processes at once.  [default: one for each core]")
    ] = None,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Begin OUT.jsonl anew; else what is in it is not done again."),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    log_file: Annotated[
        str | None, typer.Option(metavar="FILE", help="Append what goes on to FILE, as JSON lines.")
    ] = None,
) -> None:
    """Summarize the reports in SOURCES: one JSON line a report, in the order of the sources.

    Records alone go to OUT.jsonl, everything else to standard error. A source that cannot be used is named, and the
    others are done.
    """
    from summarizer.batch.progress import progress
    from summarizer.batch.run import run_batch
    from summarizer.cli.logs import log_to

    on_terminal = not quiet and sys.stderr.isatty() and not (output == STDOUT and sys.stdout.isatty())
    with log_to(log_file), progress(bar=on_terminal, quiet=quiet) as on_event:
        report = run_batch(sources, output, workers=workers, overwrite=overwrite, on_event=on_event)
    if report.stopped == "output" and report.output == STDOUT and nobody_reads():
        raise typer.Exit(ExitCode.BROKEN_PIPE)
    if not quiet:
        say(_summary(report))
    if report.stopped is not None:
        say_error(report.message)
    if code := _exit_code(report):
        raise typer.Exit(code)


def _exit_code(report: "BatchReport") -> int:
    match report.stopped:
        case "interrupted":
            return ExitCode.INTERRUPTED
        case "terminated":
            return ExitCode.TERMINATED
        case None:
            return ExitCode.FAILED if report.failures else 0
        case _:
            return ExitCode.FAILED


def _summary(report: "BatchReport") -> str:
    """A run in one line."""
    kept = f" ({report.kept} kept from an earlier run)" if report.kept else ""
    parts = [f"{report.records + report.kept} reports from {report.sources} sources{kept}"]
    if report.flagged:
        parts.append(f"{report.flagged} flagged")
    if report.failures:
        parts.append(f"{report.failures} failed")
    where = "standard output" if report.output == STDOUT else report.output
    return f"{', '.join(parts)}; {report.seconds:.1f} s; written to {where}"
