"""``summarize_batch`` and its async twin."""

import asyncio
import logging
import threading
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from contextlib import aclosing

from summarizer.batch.model import Failure, Made, SourceLike
from summarizer.batch.sources import expand
from summarizer.batch.stream import outcomes
from summarizer.engines import Engine
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
    found = outcomes(expand(sources), _itself, engine=engine, workers=workers)
    async with aclosing(found):
        async for outcome in found:
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
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="summarizer-batch", daemon=True)
    thread.start()
    records = asummarize_batch(sources, engine=engine, workers=workers, on_failure=on_failure)
    try:
        while True:
            try:
                yield asyncio.run_coroutine_threadsafe(_next(records), loop).result()
            except StopAsyncIteration:
                return
    finally:
        asyncio.run_coroutine_threadsafe(_close(records), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _next(records: AsyncGenerator[Record, None]) -> Record:
    return await anext(records)


async def _close(records: AsyncGenerator[Record, None]) -> None:
    await records.aclose()
    await asyncio.get_running_loop().shutdown_default_executor()


def _itself(record: Record) -> Record:
    return record


def _log_failure(failure: Failure) -> None:
    _log.warning("%s", failure.message)
