"""``summarize_batch`` and its async twin: the records of many sources, one by one."""

import logging
from collections.abc import AsyncGenerator, Callable, Generator, Iterable, Iterator
from contextlib import aclosing
from itertools import chain

from summarizer.engines import Engine
from summarizer.runs.batch import REPORTS_AT_ONCE, WORTH_PROCESSES, executor_for
from summarizer.runs.model import Failure, Made, Outcome, Piece, Source, SourceLike
from summarizer.runs.sources import expand
from summarizer.runs.stream import InThisLoop, Place, Spread, Work, outcomes
from summarizer.schemas.record import Record

_log = logging.getLogger(__name__)


async def asummarize_batch(
    sources: Iterable[SourceLike],
    *,
    engine: Engine | None = None,
    workers: int | None = None,
    on_failure: Callable[[Failure], None] | None = None,
) -> AsyncGenerator[Record, None]:
    """The records of many sources, in input order, each as soon as its turn comes; memory stays flat.

    Sources are files, folders (all files in them, sorted), ``"-"`` (standard input) or documents. Without an engine
    the rules engine works on ``workers`` processes (one for each core by default, none for small jobs); with another
    engine ``workers`` is the number of reports under way at once. A source or report that fails stops nobody: it goes
    to ``on_failure``, or into the log. Raises UsageError for a bad ``workers``, ProviderError where going on makes no
    sense (a wrong key, a spent budget).
    """
    size, found = _looked_at(expand(sources), WORTH_PROCESSES if workers is None else 0)
    pieces = (Piece((one,)) if isinstance(one, Source) else _failed(one) for one in found)
    async with executor_for(engine, workers, size) as executor:
        if executor is not None:
            place: Place[Record] = Spread(executor, Work(_itself))
        else:
            assert engine is not None
            place = InThisLoop(engine, _itself, workers or REPORTS_AT_ONCE)
        async with aclosing(outcomes(pieces, place)) as results:
            async for outcome in results:
                if isinstance(outcome, Made):
                    yield outcome.value
                elif isinstance(outcome, Failure):
                    (on_failure or _log_failure)(outcome)


def summarize_batch(
    sources: Iterable[SourceLike],
    *,
    engine: Engine | None = None,
    workers: int | None = None,
    on_failure: Callable[[Failure], None] | None = None,
) -> Generator[Record, None, None]:
    """``asummarize_batch`` for code that is not async, and for notebooks: the same records, one by one."""
    from anyio.from_thread import start_blocking_portal

    records = asummarize_batch(sources, engine=engine, workers=workers, on_failure=on_failure)

    async def following() -> Record | None:
        return await anext(records, None)

    with start_blocking_portal() as portal:
        try:
            while (record := portal.call(following)) is not None:
                yield record
        finally:
            portal.call(records.aclose)


def _looked_at(found: Iterator[Source | Failure], size: int) -> tuple[int, Iterator[Source | Failure]]:
    """Sources up to a total ``size`` looked at before their time: their size, and all sources."""
    first: list[Source | Failure] = []
    seen = 0
    while seen < size and (one := next(found, None)) is not None:
        first.append(one)
        seen += one.size if isinstance(one, Source) else 0
    return seen, chain(first, found)


def _failed(failure: Failure) -> list[Outcome[Record]]:
    return [failure]


def _itself(record: Record) -> Record:
    return record


def _log_failure(failure: Failure) -> None:
    _log.warning("%s", failure.message)
