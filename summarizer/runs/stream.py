"""Pieces in, outcomes out, in order: the one way of all runs, whatever the work and wherever it is done."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar, runtime_checkable

from summarizer.chunker import Report
from summarizer.engines import Engine, RulesEngine
from summarizer.pipeline import result_of
from summarizer.runs.engines import EngineMaker
from summarizer.runs.executors import Executor, WorkerDiedError
from summarizer.runs.model import Failure, Form, Outcome, Piece, T
from summarizer.runs.sources import is_remote
from summarizer.runs.work import Reports, read_reports, version_of

_WINDOW_PER_WORKER = 4
_SHARE_BYTES = 200_000
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".md"})

if TYPE_CHECKING:
    from summarizer.runs.budget import Take

R = TypeVar("R")
Job: TypeAlias = Coroutine[Any, Any, R]
Found: TypeAlias = list[Outcome[T]]


class Place(Protocol[T]):
    """Where the work on pieces is done: it makes jobs of them, of which ``window`` may be begun and not yet done."""

    @property
    def window(self) -> int:
        """How many jobs may be begun whose results have not been taken."""
        ...

    def jobs(self, piece: Piece) -> AsyncIterator[Job[Found[T]]]:
        """What there is to do about a piece, in order."""
        ...


async def outcomes(
    pieces: Iterable[Piece | Found[T]], place: Place[T], stopped: Callable[[], bool] = lambda: False
) -> AsyncGenerator[Outcome[T], None]:
    """What became of every report, in the order of the pieces, each as soon as its turn comes.

    What stands among the pieces already is given on. When ``stopped()`` becomes true, nothing new is begun. Closing
    the iterator drops what is under way. Raises ProviderError where the engine says that the run must stop.
    """

    async def jobs() -> AsyncGenerator[Job[Found[T]], None]:
        for piece in pieces:
            async for job in place.jobs(piece) if isinstance(piece, Piece) else _given(piece):
                if stopped():
                    job.close()
                    return
                yield job

    async with aclosing(in_order(jobs(), place.window)) as results:
        async for found in results:
            for outcome in found:
                yield outcome


async def in_order(jobs: AsyncIterator[Job[R]], window: int) -> AsyncGenerator[R, None]:
    """The results of ``jobs`` in their order, at most ``window`` jobs started and not yet given out.

    A job is taken from ``jobs`` only when there is room for it. What a job raises is raised in its turn. When the
    iterator is closed, or its reader cancelled, the jobs under way are cancelled and waited for.
    """
    running: deque[asyncio.Task[R]] = deque()
    more = True
    try:
        while more or running:
            while more and len(running) < window and not (running and running[0].done()):
                job = await anext(jobs, None)
                if job is None:
                    more = False
                else:
                    running.append(asyncio.ensure_future(job))
            if running:
                result = await running[0]
                running.popleft()
                yield result
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


@dataclass(frozen=True, slots=True)
class InThisLoop(Generic[T]):
    """Every report is a job of its own in this event loop; ``window`` of them are with the engine at once."""

    engine: Engine
    form: Form[T]
    window: int = 1

    async def jobs(self, piece: Piece) -> AsyncIterator[Job[Found[T]]]:
        """One for each report of a piece of one source."""
        read = await asyncio.to_thread(read_reports, piece, self.form)
        if isinstance(read, Failure):
            yield _same([read] if piece.part == 0 else [])
            return
        for report in read.found:
            yield self._one(read, report)

    async def _one(self, reports: Reports[T], report: Report) -> Found[T]:
        return [await reports.summarize(report, self.engine)]


@dataclass(frozen=True, slots=True)
class Spread(Generic[T]):
    """Every piece, or each share of a large one, is a job for an executor."""

    executor: Executor
    work: Callable[[Piece], Found[T]]

    @property
    def window(self) -> int:
        """Some for each worker, so that none waits for the next."""
        return _WINDOW_PER_WORKER * self.executor.size if self.executor.size > 1 else 1

    async def jobs(self, piece: Piece) -> AsyncIterator[Job[Found[T]]]:
        """One for each share."""
        for share in _shares(piece, self.executor.size):
            yield self._done(share)

    async def _done(self, piece: Piece) -> Found[T]:
        """A part that its workers die of is made of its sources done one by one; one that kills alone is a failure."""
        try:
            return await self.executor.run(self.work, piece)
        except WorkerDiedError as error:
            name = piece.source.name
            if not isinstance(self.work, InParts):
                return [Failure(name, "worker_died", f"{name}: the worker process died while reading it ({error})")]
        alone = Spread(self.executor, self.work.each)
        found = [one for source in piece.sources for one in await alone._done(Piece((source,)))]
        return await asyncio.to_thread(self.work.join, piece, found)


@runtime_checkable
class InParts(Protocol[T]):
    """Work on pieces of several sources that can also be done source by source, and joined."""

    @property
    def each(self) -> Callable[[Piece], Found[Any]]:
        """The work on one source."""
        ...

    def join(self, piece: Piece, found: Found[Any]) -> Found[T]:
        """What the work on the whole piece gives, of what that on its sources gave."""
        ...


@dataclass(frozen=True, slots=True)
class Work(Generic[T]):
    """What is done with every piece by an executor. It is pickled: ``form`` is a function at the top of a module.

    ``engine`` makes the engine there (None: the rules), of which ``reports`` are under way at once in one worker; with
    ``shared_budget`` the calls of all workers of a cluster are within one budget.
    """

    form: Form[T]
    engine: EngineMaker | None = None
    reports: int = 1
    shared_budget: bool = False

    def __call__(self, piece: Piece) -> Found[T]:
        """All of a piece at once. Raises ProviderError where the whole run must stop."""

        async def collect() -> Found[T]:
            return [outcome async for outcome in self.outcomes(piece)]

        return result_of(collect())

    async def outcomes(self, piece: Piece) -> AsyncGenerator[Outcome[T], None]:
        """What becomes of a piece's reports, one after the other."""
        alone = (replace(piece, sources=(source,)) for source in piece.sources)
        async with AsyncExitStack() as stack:
            engine: Engine = RulesEngine()
            if self.engine is not None:
                engine = await stack.enter_async_context(self.engine.open(_budget() if self.shared_budget else None))
            place = InThisLoop(engine, self.form, self.reports)
            async for outcome in await stack.enter_async_context(aclosing(outcomes(alone, place))):
                yield outcome


def _budget() -> "Take":
    from summarizer.runs.budget import take_from_scheduler

    return take_from_scheduler


def _shares(piece: Piece, workers: int) -> Iterator[Piece]:
    """A piece in parts that several workers can take, none of them with many reports at once."""
    source = piece.source
    parts = source.size // _SHARE_BYTES if len(piece.sources) == 1 and not piece.name else 1
    if source.document is not None:
        parts = min(parts, workers)
    elif is_remote(source.name) or Path(source.name).suffix.lower() not in _TEXT_SUFFIXES:
        parts = 1
    elif parts > 1:
        source = replace(source, version=version_of(source.name))
    for part in range(max(1, parts)):
        yield replace(piece, sources=(source, *piece.sources[1:]), part=part, parts=max(1, parts))


async def _given(found: Found[T]) -> AsyncGenerator[Job[Found[T]], None]:
    yield _same(found)


async def _same(found: Found[T]) -> Found[T]:
    return found
