"""A run over many sources into an output: what the command line and unattended jobs call."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from summarizer.engines import Engine, RulesEngine
from summarizer.errors import UsageError
from summarizer.runs.engines import EngineMaker
from summarizer.runs.events import BatchReport, Event, RunStarted
from summarizer.runs.executors import Executor, OneThread, Processes, available_cores
from summarizer.runs.log import logged
from summarizer.runs.model import Format, Line, Source, SourceLike
from summarizer.runs.run import Run
from summarizer.runs.sink import Sink, as_line
from summarizer.runs.stream import InThisLoop, Place, Spread, outcomes
from summarizer.runs.target import Options, Target, name_of

if TYPE_CHECKING:
    from summarizer.runs.cluster import Dask

OnEvent = Callable[[Event], None]
ModelCalls = Callable[[], Mapping[str, object]]
REPORTS_AT_ONCE = 16
"""Reports under way at once where the engine waits for a model; their calls are limited by the engine itself."""
WORTH_PROCESSES = 1_000_000
"""Bytes of source from which starting worker processes pays."""


def run_batch(sources: Iterable[SourceLike], output: str | os.PathLike[str], **options: Any) -> BatchReport:
    """``arun_batch`` for code that is not async; call it in the main thread so that signals reach it."""
    work = arun_batch(sources, output, **options)
    if asyncio._get_running_loop() is None:
        return asyncio.run(work)
    with ThreadPoolExecutor(1, "summarizer") as thread:
        return thread.submit(asyncio.run, work).result()


async def arun_batch(
    sources: Iterable[SourceLike],
    output: str | os.PathLike[str],
    *,
    engine: Engine | EngineMaker | None = None,
    workers: int | None = None,
    cluster: "Dask | None" = None,
    file_format: Format = "jsonl",
    part_sources: int | None = None,
    overwrite: bool = False,
    retry_failed: bool = False,
    on_event: OnEvent | None = None,
    model_calls: ModelCalls | None = None,
) -> BatchReport:
    """Summarize sources (as for ``summarize_batch``) into an output, the same records wherever the work is done.

    ``output`` is a JSONL file; ``"-"``, standard output; or a folder, here or elsewhere (a URL), of parts in
    ``file_format`` (JSON lines, or Parquet with the records as JSON text in the column ``record``) of about
    ``part_sources`` sources each. ``workers`` is how much is under way at once: processes with the rules engine (by
    default one for each core, none for little work), reports with any other. With ``cluster`` the work is done by the
    workers of a Dask cluster, which must reach sources and output; an engine then comes as its maker.

    A report whose record stands in the output already, made of the same text by the same engine with the same settings,
    is not done again, unless ``overwrite`` is set, or it is flagged ``llm_failed`` and either ``retry_failed`` is set
    or the model's settings are others than those of the last run (``asked_with`` in its report); the output ends up as
    after one undisturbed run. In a folder that holds for parts as wholes. Failures go to ``OUT.failures.jsonl``, the
    report of the run to ``OUT.run.json``, in a folder to files of it. ``on_event`` hears of a record once it survives
    a power failure. SIGINT and SIGTERM (in the main thread), a full disk and a ProviderError end the run early and
    leave a valid output: ``BatchReport.stopped`` says so, and the same call goes on from there. ``model_calls`` gives
    what the engine's client says of its calls, for the report.

    Raises UsageError, with nothing touched, when another run writes to the output, it cannot be written or is no file
    of ours, a source is the output itself, or two documents have one name; OutputError when the disk is full already.
    """
    calls = model_calls or dict
    options = Options(
        engine=(engine or RulesEngine()).description,
        file_format=file_format,
        part_sources=part_sources,
        overwrite=overwrite,
        retry_failed=retry_failed,
        asked_with=calls().get("asked_with"),
    )
    target = Target(output)
    listed = target.sources(sources)
    if (target.is_folder or cluster) and any(isinstance(one, Source) and one.document for one in listed):
        raise UsageError("a cluster reads files and folders; standard input and documents it cannot reach")
    sizes = {name_of(one): one.size if isinstance(one, Source) else 0 for one in listed}
    emit, size = logged(on_event or _ignore), sum(sizes.values())
    async with AsyncExitStack() as stack:
        # Before anything is opened: processes are forked from this one.
        executor = await stack.enter_async_context(executor_for(engine, workers, size, cluster, target.is_folder))
        sink = stack.enter_context(target.opened(listed, options))
        place = await _place(stack, executor, engine, workers, sink, bool(cluster and cluster.has_budget))
        description = options.engine.model_dump(mode="json")
        report = BatchReport(target.name, description, len(listed), others=sink.others, retry_failed=sink.retry_failed)
        run = Run(sink, report, sizes, emit, calls)
        emit(RunStarted(len(listed), size, target.name, options.engine.name, workers, sink.others, model_calls))
        return await run.go(outcomes(sink.pieces(listed), place, lambda: run.is_stopping))


@asynccontextmanager
async def executor_for(
    engine: Engine | EngineMaker | None,
    workers: int | None,
    size: int,
    cluster: "Dask | None" = None,
    in_parts: bool = False,
) -> AsyncIterator[Executor | None]:
    """Where ``size`` bytes of source are worked on; None: in this event loop, with an engine that waits for a model.

    Raises UsageError for ``workers`` below 1, or where there is no such cluster.
    """
    if workers is not None and workers < 1:
        raise UsageError(f"workers must be 1 or more, not {workers}")
    by_rules = engine is None or isinstance(engine, RulesEngine)
    count = workers or available_cores()
    with cluster.connected(workers if by_rules else None) if cluster else nullcontext() as found:
        executor: Executor | None = found
        if executor is None and by_rules:
            worth = count > 1 and (workers is not None or size >= WORTH_PROCESSES)
            executor = Processes(count) if worth else OneThread()
        elif executor is None and in_parts:
            executor = OneThread()
        try:
            yield executor
        finally:
            if executor is not None:
                await executor.close()


async def _place(
    stack: AsyncExitStack,
    executor: Executor | None,
    engine: Engine | EngineMaker | None,
    workers: int | None,
    sink: Sink,
    shared_budget: bool,
) -> Place[Line]:
    """Where the pieces of a run go."""
    reports = workers or REPORTS_AT_ONCE
    if executor is None:
        assert engine is not None
        here = await stack.enter_async_context(engine.open(None)) if isinstance(engine, EngineMaker) else engine
        return InThisLoop(here, as_line, reports)
    if engine is None or isinstance(engine, RulesEngine):
        return Spread(executor, sink.work(None, 1, False))
    if not isinstance(engine, EngineMaker):
        raise UsageError("this engine cannot be sent to workers: give what makes it there, a ModelEngine")
    return Spread(executor, sink.work(engine, reports, shared_budget))


def _ignore(event: Event) -> None:
    pass
