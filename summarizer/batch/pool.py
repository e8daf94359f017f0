"""Worker processes for the rules engine; one that dies takes nobody's work with it."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from typing import Protocol, TypeVar

from loky import ProcessPoolExecutor  # type: ignore[import-untyped]

A = TypeVar("A")
R = TypeVar("R")

_WATCH_SECONDS = 1.0


class WorkerDiedError(Exception):
    """The process that did this piece of work died of it, even when it was given a process to itself."""


class Workers(Protocol):
    """Where pieces of work are done."""

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result."""
        ...

    def close(self) -> None:
        """Drop what is under way and let go of all resources."""
        ...


class OneThread:
    """Work in a thread of this process, for jobs too small to start processes for."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, "summarizer")

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result; the event loop stays free meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, function, argument)

    def close(self) -> None:
        """Wait for the piece under way; drop those that have not begun."""
        self._executor.shutdown(cancel_futures=True)


class Processes:
    """Work on several processes, started when the first piece comes.

    Loky's pool, because it needs no ``if __name__ == "__main__"`` in the caller's script and can kill its workers.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: Executor | None = None
        self._single: Executor | None = None
        self._alone = asyncio.Lock()

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result.

        When a worker dies, all pieces in the pool are lost with it and nobody knows whose fault it was: each is done
        again, one at a time, in a process apart. Raises WorkerDiedError for the one that kills that, too.
        """
        pool = self._pool = self._pool or _start(self._count)
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, function, argument)
        except BrokenExecutor:
            if self._pool is pool:
                self._pool = None
        async with self._alone:
            return await self._run_alone(function, argument)

    def close(self) -> None:
        """Kill the workers."""
        for pool in (self._pool, self._single):
            if pool is not None:
                _kill(pool)
        self._pool = self._single = None

    async def _run_alone(self, function: Callable[[A], R], argument: A) -> R:
        self._single = self._single or _start(1)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._single, function, argument)
        except BrokenExecutor as error:
            self._single = None
            raise WorkerDiedError(str(error).splitlines()[0]) from None


def available_cores() -> int:
    """The cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, timeout=None, initializer=_settle_in, initargs=(os.getpid(),))


def _kill(pool: Executor) -> None:
    assert isinstance(pool, ProcessPoolExecutor)
    pool.shutdown(wait=True, kill_workers=True)


def _settle_in(parent: int) -> None:
    """In a new worker: Ctrl-C is the parent's affair, and a worker whose parent was killed must not stay behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)
