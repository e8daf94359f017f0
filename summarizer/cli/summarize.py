"""``summarizer summarize``: reports in, records out."""

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TextIO, cast

import typer

from summarizer.cli.console import STDOUT, ExitCode, Telling, nobody_reads, say, say_error, stop_code
from summarizer.cli.engines import EngineChoice, Runner, nothing_answered
from summarizer.cli.help import ENGINE, EXECUTION, MODEL, OUTPUT
from summarizer.cli.logs import log_to
from summarizer.cli.options import (
    BaseUrl,
    ModelName,
    Pairs,
    Prompts,
    Schema,
    SourceForm,
    TextColumn,
    with_form,
)
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.cli.engines import ModelRun
    from summarizer.documents import SourcePath
    from summarizer.runs.batch import OnEvent
    from summarizer.runs.events import BatchReport, Event


class CacheChoice(StrEnum):
    """How kept answers of the model are used, by the names on the command line."""

    ON = "on"
    OFF = "off"
    REFRESH = "refresh"


_DUPLICATES = 20
"""How many near-identical reports are named on standard error."""


def summarize(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCES", help="Files of any form, archives, tables, folders, - for standard input."),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT.jsonl",
            help="Where the records go; - is standard output.",
            rich_help_panel=OUTPUT,
        ),
    ] = STDOUT,
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite",
            help="Start OUT.jsonl afresh; otherwise reports already in it are skipped.",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    log_file: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Append what goes on to FILE, as JSON lines.", rich_help_panel=OUTPUT),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing but errors.", rich_help_panel=OUTPUT)
    ] = False,
    source_form: SourceForm = None,
    text_column: TextColumn = None,
    engine: Annotated[
        EngineChoice,
        typer.Option(
            help="Who summarizes: the rules, or a model; auto takes the model where one is configured.",
            rich_help_panel=ENGINE,
        ),
    ] = EngineChoice.AUTO,
    model: ModelName = None,
    base_url: BaseUrl = None,
    pairs: Pairs = None,
    prompts: Prompts = None,
    schema: Schema = None,
    cache: Annotated[
        CacheChoice | None,
        typer.Option(
            help="Use kept answers of the model, neither use nor keep any, or ask anew and replace them.  "
            "[default: on]",
            rich_help_panel=MODEL,
        ),
    ] = None,
    max_cost: Annotated[
        float | None, typer.Option(metavar="X", help="Stop before the run costs more.", rich_help_panel=MODEL)
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Print the calls, tokens and cost of a run; needs no key.", rich_help_panel=MODEL
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            "-j",
            metavar="N",
            min=1,
            max=4096,
            help="Processes at once (rules) or reports at once (model).  [default: auto]",
            rich_help_panel=EXECUTION,
        ),
    ] = None,
    retry_failed: Annotated[
        bool,
        typer.Option(
            "--retry-failed",
            help="Ask again where the model failed; else only once settings changed.",
            rich_help_panel=EXECUTION,
        ),
    ] = False,
    runner: Annotated[
        Runner,
        typer.Option(
            help="Where: on this machine alone, or on a Dask cluster into a folder of parts.",
            rich_help_panel=EXECUTION,
        ),
    ] = Runner.LOCAL,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The cluster's scheduler.  [default: processes of this machine]",
            rich_help_panel=EXECUTION,
        ),
    ] = None,
) -> None:
    """Summarize the reports in SOURCES: one JSON line a report, in the order of the sources.

    Records alone go to OUT.jsonl, everything else to standard error. A source that cannot be used is named, and the
    others are done.

    A model's key is taken from the environment; `summarizer settings` shows what a run with a model would use.
    """
    read = with_form(sources, source_form, text_column)
    run: ModelRun | None = None
    told, secrets = "engine: rules", tuple[str, ...]()
    if dry_run or engine is not EngineChoice.RULES:
        from summarizer.cli.engines import choose, model_run, read_engine_settings, read_settings

        use = cache.value if cache is not None else "retry" if retry_failed else None
        flags = {"base_url": base_url, "model": model, "cache": use, "max_cost": max_cost}
        settings, of_engine = read_settings(flags, pairs or ()), read_engine_settings(pairs or ())
        if dry_run:
            if engine is EngineChoice.RULES:
                raise UsageError("--dry-run is about the calls of a model, and --engine rules makes none")
            _estimate(model_run(settings, of_engine, prompts, schema), read)
            return
        if base_url or model:
            engine = EngineChoice.LLM  # whoever names a model does not want the rules instead
        run, told = choose(engine, settings, of_engine, prompts, schema)
        secrets = settings.secrets()
    _refuse_tables(output)
    if scheduler is not None and runner is not Runner.DASK:
        raise UsageError("--scheduler goes with --runner dask")
    where = Place(read, output, workers, overwrite, retry_failed, quiet, scheduler, runner)
    with log_to(log_file, secrets):
        _conclude(_run(run, told, where), quiet)


def _refuse_tables(output: str) -> None:
    """JSON lines in a file that is called a table, or compressed, would be what nobody can open."""
    from summarizer.tables.forms import RECORD_FORMS, TABLE_FORMS

    if output.lower().endswith((*TABLE_FORMS, *RECORD_FORMS[1:])):
        raise UsageError(
            f"{output}: summarize writes JSON lines; name OUT.jsonl, then run: summarizer export OUT.jsonl -o {output}"
        )


def _estimate(run: "ModelRun", sources: "Sequence[str | SourcePath]") -> None:
    from summarizer.cli.dry import print_estimate

    if not print_estimate(run, sources):
        raise typer.Exit(ExitCode.FAILED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run's sources, records and work are."""

    sources: "Sequence[str | SourcePath]"
    output: str
    workers: int | None
    overwrite: bool
    retry_failed: bool
    quiet: bool
    scheduler: str | None
    runner: Runner


def _run(run: "ModelRun | None", told: str, at: Place) -> "BatchReport":
    """The run under its progress display, which begins by saying which engine it is."""
    from summarizer.runs.progress import progress

    on_terminal = not at.quiet and sys.stderr.isatty() and not (at.output == STDOUT and sys.stdout.isatty())
    stream = None if on_terminal else cast(TextIO, Telling(sys.stderr))
    with progress(bar=on_terminal, quiet=at.quiet, stream=stream) as show:
        on_event = show if at.quiet else _announcing(told, show)
        if at.runner is Runner.DASK:
            from summarizer.cli.engines import run_on_cluster

            return run_on_cluster(
                run,
                at.sources,
                at.output,
                scheduler=at.scheduler,
                workers=at.workers,
                overwrite=at.overwrite,
                retry_failed=at.retry_failed,
                on_event=on_event,
            )
        if run is None:
            from summarizer.runs import run_batch

            return run_batch(at.sources, at.output, workers=at.workers, overwrite=at.overwrite, on_event=on_event)
        import asyncio

        from summarizer.cli.engines import run_with_model

        job = run_with_model(
            run,
            at.sources,
            at.output,
            workers=at.workers,
            overwrite=at.overwrite,
            retry_failed=at.retry_failed,
            on_event=on_event,
        )
        return asyncio.run(job)


def _announcing(told: str, show: "OnEvent") -> "OnEvent":
    """``show`` that first says ``told``, once the run has really begun."""
    from summarizer.runs.events import RunStarted

    def on_event(event: "Event") -> None:
        if isinstance(event, RunStarted):
            say(told)
        show(event)

    return on_event


def _conclude(report: "BatchReport", quiet: bool) -> None:
    """Say how the run ended, and end with its exit code."""
    if report.stopped == "output" and report.output == STDOUT and nobody_reads():
        raise typer.Exit(ExitCode.BROKEN_PIPE)
    if not quiet:
        for line in report.duplicates[:_DUPLICATES]:
            say(line)
        if report.repeated > _DUPLICATES:
            say(f"… and {report.repeated - _DUPLICATES} more near-identical ones (see the report of the run)")
    unanswered = "" if report.stopped is not None else nothing_answered(report.model_calls)
    if error := unanswered or report.message:
        say_error(error)
    if not quiet:
        say(_summary(report))
    if report.stopped is not None:
        raise typer.Exit(stop_code(report.stopped))
    if report.failures or unanswered:
        raise typer.Exit(ExitCode.FAILED)


def _summary(report: "BatchReport") -> str:
    """A run in one line; where the provider ended it, the report that it failed on is counted, too."""
    from summarizer.output.counting import counted

    failed = report.failures + (report.stopped == "provider")
    parts = [f"{counted(report.records + report.kept, 'report')} from {counted(report.sources, 'source')}"]
    if report.kept:
        parts.append(f"{report.kept} kept from an earlier run")
    if report.flagged:
        parts.append(f"{report.flagged} flagged")
    if failed:
        parts.append(f"{failed} failed")
    where = "standard output" if report.output == STDOUT else report.output
    return f"{', '.join(parts)}; {report.seconds:.1f} s; written to {where}"
