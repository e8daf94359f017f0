"""``summarizer batch``: reports through a provider's batch API, in steps."""

import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.cli.console import STDOUT, ExitCode, say, say_error, stop_code, write_lines
from summarizer.cli.help import OUTPUT, Command, Group
from summarizer.cli.options import BaseUrl, ModelName, Pairs, Prompts, Schema
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.cli.engines import ModelRun
    from summarizer.llm import LLMSettings
    from summarizer.llm.batch_state import Limits
    from summarizer.runs.provider_batch import Outcome, Task

batch = typer.Typer(
    cls=Group,
    name="batch",
    help="Summarize through a provider's batch API: cheaper, answered within a day.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="OUT.jsonl",
        help="Where the records go.",
        rich_help_panel=OUTPUT,
    ),
]
State = Annotated[str | None, typer.Option(metavar="DIR", help="Where the state is kept.  [default: OUT.batch]")]


@batch.command(cls=Command)
def submit(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCES", help="Files, folders (all files in them).")],
    output: Output,
    state: State = None,
    base_url: BaseUrl = None,
    model: ModelName = None,
    pairs: Pairs = None,
    prompts: Prompts = None,
    schema: Schema = None,
    max_requests: Annotated[int, typer.Option(metavar="N", min=1, help="Requests in one batch.")] = 50_000,
    max_mb: Annotated[int, typer.Option(metavar="N", min=1, help="Megabytes in one batch.")] = 100,
) -> None:
    """Write the requests about the reports in SOURCES, upload them and start batches.

    Given again, it sends only what no live batch holds. The other steps know the sources and options of the last
    submit; the key is never kept.
    """
    from summarizer.llm.batch_state import State as Kept
    from summarizer.output.jsonl import locked

    given = {
        "sources": sources,
        "flags": {"base_url": base_url, "model": model},
        "pairs": pairs or [],
        "prompts": prompts,
        "schema": schema,
        "limits": [max_requests, max_mb * 2**20],
    }
    folder = _folder(output, state)
    run, limits = _run_of(given)
    asked = [run.settings.base_url, run.settings.model]
    with locked(folder / "state"):
        kept = Kept(folder, limits)
        try:
            if kept.run().get("asked", asked) != asked:
                raise UsageError(f"{folder}: it was begun with another model; name another output or state folder")
            kept.set_run({**given, "asked": asked})
        finally:
            kept.close()
    from summarizer.runs.provider_batch import submit as step

    _conclude(_shown(step, _task(given, run, limits, output, folder)), collecting=False)


@batch.command(cls=Command)
def status(output: Output, state: State = None) -> None:
    """Show the batches of a run, one a line, as they stand at the provider."""
    import asyncio

    from summarizer.runs.provider_batch import status as step

    folder = _folder(output, state)
    settings = _run_of(_kept(folder))[0].settings
    batches = asyncio.run(step(folder, settings))
    write_lines(
        f"{found.number}\t{found.batch_id or '-'}\t{found.status or found.stage}\t"
        f"{found.completed} done, {found.failed} failed of {found.requests}"
        f"{', collected' if found.stage == 'ended' else ''}"
        for found in batches
    )


@batch.command(cls=Command)
def collect(output: Output, state: State = None) -> None:
    """Take in what ended batches brought, write the records, and send what is still to be asked.

    A report takes two rounds or more: its parts first, then the whole. Exit code 3 while a batch is still pending.
    """
    from summarizer.runs.provider_batch import collect as step

    folder = _folder(output, state)
    given = _kept(folder)
    _conclude(_shown(step, _task(given, *_run_of(given), output, folder)), collecting=True)


def _shown(step: "Callable[[Task], Coroutine[Any, Any, Outcome]]", task: "Task") -> "Outcome":
    """How a step ended; its progress stands on standard error meanwhile."""
    import asyncio

    from summarizer.runs.progress import progress

    with progress(bar=sys.stderr.isatty(), quiet=False) as show:
        return asyncio.run(step(replace(task, on_event=show)))


def _folder(output: str, state: str | None) -> Path:
    from summarizer.output.jsonl import side_file

    if output == STDOUT:
        raise UsageError("a batch writes to a file that its steps share: name one with --output")
    return Path(state) if state is not None else side_file(Path(output), "batch")


def _kept(folder: Path) -> dict[str, Any]:
    """What the run was begun with; the place of its key is the environment."""
    from summarizer.llm.batch_state import FILE, Limits
    from summarizer.llm.batch_state import State as Kept

    if not (folder / FILE).exists():
        raise UsageError(f"{folder}: no batch was submitted from here; begin with summarizer batch submit")
    kept = Kept(folder, Limits())
    try:
        given = kept.run()
    finally:
        kept.close()
    settings = _run_of(given)[0].settings
    if given["asked"] != [settings.base_url, settings.model]:
        raise UsageError(f"{folder}: it was begun with {given['asked'][1]}; the settings now name {settings.model}")
    return given


def _run_of(given: dict[str, Any]) -> "tuple[ModelRun, Limits]":
    from summarizer.cli.engines import EngineChoice, choose, read_engine_settings, read_settings
    from summarizer.llm.batch_state import Limits

    settings: LLMSettings = read_settings(given["flags"], given["pairs"])
    engine_settings = read_engine_settings(given["pairs"])
    run, _ = choose(EngineChoice.LLM, settings, engine_settings, given["prompts"], given["schema"])
    assert run is not None
    return run, Limits(*given["limits"])


def _task(given: dict[str, Any], run: "ModelRun", limits: "Limits", output: str, folder: Path) -> "Task":
    from summarizer.runs.provider_batch import Task

    return Task(
        sources=given["sources"],
        output=output,
        folder=folder,
        settings=run.settings,
        engine=run.engine,
        limits=limits,
    )


def _conclude(outcome: "Outcome", *, collecting: bool) -> None:
    """Say how a step ended, and end with its exit code."""
    from summarizer.output.counting import counted
    from summarizer.output.jsonl import side_file

    report = outcome.report
    failed = report.failures - len(outcome.waiting)
    for line in outcome.trouble:
        say_error(line)
    if report.stopped is not None:
        say_error(report.message)
        raise typer.Exit(stop_code(report.stopped))
    sent = counted(sum(batch.requests for batch in outcome.sent), "request")
    written = [f"{counted(report.records + report.kept, 'report')} written to {report.output}"]
    written += [f"{len(outcome.waiting)} waiting", *([f"{failed} failed"] if failed else ())]
    batches = counted(len(outcome.sent), "batch", "batches")
    say(f"{', '.join(written)}; {sent} sent in {batches}, {outcome.open} under way")
    if outcome.trouble:
        say("what failed was not sent again; run summarizer batch submit again to do so, once the cause is gone")
        raise typer.Exit(ExitCode.FAILED)
    if failed:
        say(f"what failed, and why, stands in {side_file(Path(report.output), 'failures.jsonl')}")
    if outcome.waiting and collecting:
        raise typer.Exit(ExitCode.WAITING)
    if failed:
        raise typer.Exit(ExitCode.FAILED)
