"""Where pieces of work are done: a thread of this process, or worker processes of which one may die."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import Any, Protocol, TypeVar

A = TypeVar("A")
R = TypeVar("R")
_WARM = "summarizer.runs.warm"


class WorkerDiedError(Exception):
    """The process that did this piece of work died of it, and so did another one that had nothing else to do."""


class Executor(Protocol):
    """Where pieces of work are done; ``size`` of them at once."""

    @property
    def size(self) -> int:
        """How many pieces are done at once."""
        ...

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result, or what it raises; WorkerDiedError where its process dies of it."""
        ...

    async def close(self) -> None:
        """Drop what is under way and let go of all resources."""
        ...


class OneThread:
    """Work in a thread of this process, for jobs too small to start processes for."""

    size = 1

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(1, "summarizer")

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result; the event loop stays free meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, argument)

    async def close(self) -> None:
        """Wait for the piece under way; drop those that have not begun."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)


class Processes:
    """Work on ``size`` processes, forked from a warm one: this, where it has one thread, or one started for it."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._room = asyncio.Semaphore(size)
        self._mending = asyncio.Lock()
        self._pools = [_pool(size)]
        self._closed = False

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result; function (of a module) and argument are pickled.

        When a worker dies, all that the pool has under way is done again, each piece in a process of its own: so the
        one at fault is found out. Raises WorkerDiedError for that, and whatever the function raises.
        """
        async with self._room:
            pool = self._pools[0]
            try:
                return await _done(pool, function, argument)
            except BrokenProcessPool as error:
                if self._closed:
                    raise WorkerDiedError("it was ended") from error
            async with self._mending:
                if self._pools[0] is pool:
                    self._pools[0] = _pool(self.size)
                self._pools.append(_pool(1))
                try:
                    return await _done(self._pools[-1], function, argument)
                except BrokenProcessPool:
                    raise WorkerDiedError("twice, the second time with nothing beside it") from None
                finally:
                    _end(self._pools.pop())

    async def close(self) -> None:
        """Kill the workers."""
        self._closed = True
        for pool in self._pools:
            _end(pool)


async def _done(pool: ProcessPoolExecutor, function: Callable[[A], R], argument: A) -> R:
    return await asyncio.get_running_loop().run_in_executor(pool, function, argument)


def _pool(size: int) -> ProcessPoolExecutor:
    """Processes that share all that ``warm`` has imported and compiled."""
    # Other threads would be missing in a fork of this process, with the locks that they hold.
    if sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1:
        import_module(_WARM)
        context: Any = get_context("fork")
    else:
        context = ForkServerContext()
        context.Process = _WithoutMain
        context.set_forkserver_preload([_WARM])
    pool = ProcessPoolExecutor(size, context, initializer=_begin)
    pool.submit(os.getpid)
    return pool


class _WithoutMain(ForkServerProcess):
    """A process that does not run the caller's script again, which so needs no ``if __name__ == "__main__"``."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return ForkServerProcess._Popen(process_obj)
        finally:
            sys.modules["__main__"] = main


def _begin() -> None:
    """Make a process a worker: signals and standard output are for its parent, with which it ends."""
    os.setpgid(0, 0)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    os.dup2(2, 1)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _end(pool: ProcessPoolExecutor) -> None:
    """Kill the processes, whatever they are doing (from Python 3.14 on that is ``kill_workers``)."""
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(cancel_futures=True)


def available_cores() -> int:
    """The cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
