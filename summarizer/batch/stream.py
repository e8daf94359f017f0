"""Sources in, outcomes out, in order: the one way that all fronts of the batch share."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable, Iterator
from contextlib import aclosing
from itertools import chain
from pathlib import Path
from typing import Any

from summarizer.batch.model import Failure, Form, Outcome, Source, T
from summarizer.batch.ordered import in_order
from summarizer.batch.pool import OneThread, Processes, WorkerDiedError, Workers, available_cores
from summarizer.batch.remote import is_remote, read_remote
from summarizer.batch.work import Task, read_reports, summarize_by_rules, summarize_one
from summarizer.chunker import Report
from summarizer.documents import View
from summarizer.engines import Engine, RulesEngine
from summarizer.errors import SourceError, UsageError

REPORTS_AT_ONCE = 16
"""Reports under way at once where the engine waits for a model; their calls are limited by the engine itself."""
_WINDOW_PER_WORKER = 4
_SHARE_BYTES = 200_000
_WORTH_PROCESSES = 1_500_000
"""Bytes of source (1 to 4 s of work) from which starting worker processes, most of a second each, pays."""
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md"})

_Job = Coroutine[Any, Any, list[Outcome[T]]]


async def outcomes(
    sources: Iterable[Source | Failure],
    form: Form[T],
    *,
    engine: Engine | None = None,
    workers: int | None = None,
    known: Callable[[str], frozenset[str]] = lambda name: frozenset(),
    stopped: Callable[[], bool] = lambda: False,
) -> AsyncGenerator[Outcome[T], None]:
    """What became of every report of ``sources``, in input order, each as soon as its turn comes.

    With the rules engine (``engine`` None) ``workers`` is a number of processes, by default one for each core or none
    for little work; with any other the number of reports under way at once. ``known(name)`` gives the ids of reports
    of a source that are not to be done again. When ``stopped()`` becomes true, nothing new is begun. Closing the
    iterator drops what is under way.

    Raises UsageError for ``workers`` below 1, ProviderError where the engine says that the run must stop.
    """
    if workers is not None and workers < 1:
        raise UsageError(f"workers must be 1 or more, not {workers}")
    tasks = (found if isinstance(found, Failure) else Task(found, form, known(found.name)) for found in sources)
    if engine is None or isinstance(engine, RulesEngine):
        count = workers or available_cores()
        results = _on_processes(tasks, count, _WORTH_PROCESSES if workers is None else 0, stopped)
    else:
        results = _in_this_loop(tasks, engine, workers or REPORTS_AT_ONCE, stopped)
    async with aclosing(results):
        async for found in results:
            for outcome in found:
                yield outcome


async def _on_processes(
    tasks: Iterator[Task[T] | Failure], count: int, least: int, stopped: Callable[[], bool]
) -> AsyncGenerator[list[Outcome[T]], None]:
    """Each task, or each share of a large one, on one of ``count`` processes; on none below ``least`` bytes of all."""
    first, rest = _first(tasks, least)
    worth = count > 1 and sum(task.source.size for task in first if isinstance(task, Task)) >= least
    workers: Workers = Processes(count) if worth else OneThread()

    async def jobs() -> AsyncGenerator[_Job[T], None]:
        for task in chain(first, rest):
            if isinstance(task, Failure):
                yield _nothing_to_do(task)
                continue
            for share in await asyncio.to_thread(_shares, task, count if worth else 1):
                if stopped():
                    return
                yield guarded(workers, share)

    try:
        async with aclosing(in_order(jobs(), _WINDOW_PER_WORKER * count if worth else 1)) as results:
            async for found in results:
                yield found
    finally:
        await workers.close()


async def _in_this_loop(
    tasks: Iterator[Task[T] | Failure], engine: Engine, count: int, stopped: Callable[[], bool]
) -> AsyncGenerator[list[Outcome[T]], None]:
    """Every report a job of its own in this event loop; the engine bounds its calls."""

    async def jobs() -> AsyncGenerator[_Job[T], None]:
        for task in tasks:
            if isinstance(task, Failure):
                yield _nothing_to_do(task)
                continue
            read = await asyncio.to_thread(read_reports, task)
            if isinstance(read, Failure):
                yield _nothing_to_do(read)
                continue
            view, reports = read
            for report in reports:
                if stopped():
                    return
                yield _one(task, view, report, engine)

    async with aclosing(in_order(jobs(), count)) as results:
        async for found in results:
            yield found


def _first(
    tasks: Iterator[Task[T] | Failure], size: int
) -> tuple[list[Task[T] | Failure], Iterator[Task[T] | Failure]]:
    """The tasks up to a total ``size``, looked at before their time, and the rest."""
    first: list[Task[T] | Failure] = []
    seen = 0
    for task in tasks:
        first.append(task)
        seen += task.source.size if isinstance(task, Task) else 0
        if seen >= size:
            break
    return first, tasks


def _shares(task: Task[T], most: int) -> list[Task[T]]:
    """A task in pieces that several workers can take; all of them get the same bytes."""
    source = task.source
    parts = min(most, source.size // _SHARE_BYTES)
    if parts < 2 or (source.document is None and Path(source.name).suffix.lower() not in _TEXT_SUFFIXES):
        return [task]
    data = None
    if source.document is None:
        try:
            data = read_remote(source.name) if is_remote(source.name) else Path(source.name).read_bytes()
        except (OSError, SourceError):
            return [task]
    return [Task(source, task.form, task.known, data, part, parts) for part in range(parts)]


async def guarded(workers: Workers, task: Task[T]) -> list[Outcome[T]]:
    """A task on one of the workers; where it dies of it, that is the task's failure."""
    try:
        return await workers.run(summarize_by_rules, task)
    except WorkerDiedError as error:
        name = task.source.name
        return [Failure(name, "worker_died", f"{name}: the worker process died while reading it ({error})")]


async def _nothing_to_do(failure: Failure) -> list[Outcome[T]]:
    return [failure]


async def _one(task: Task[T], view: View, report: Report, engine: Engine) -> list[Outcome[T]]:
    return [await summarize_one(task, view, report, engine)]
