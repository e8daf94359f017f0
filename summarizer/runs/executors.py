"""Where pieces of work are done: a thread of this process, or worker processes of which one may die."""

import asyncio
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection, Pipe
from typing import Any, Protocol, TypeVar, cast

from summarizer.runs import worker

A = TypeVar("A")
R = TypeVar("R")
_START = (
    "import json, sys; sys.path[:], workers, parent = json.loads(sys.argv[1]); "
    "import summarizer.runs.warm; from summarizer.runs.worker import lead; lead(workers, parent, [])"
)


class WorkerDiedError(Exception):
    """The process that did this piece of work died of it, and so did another one."""


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
    """Work on ``size`` processes, forked from a warm one: this, where it has one thread, or one started for it.

    Not a ``ProcessPoolExecutor``: there all workers write to one pipe, so one that is killed while it does so leaves
    the others and the reader waiting for ever; it breaks the pool and all that is in it; and workers outlive a killed
    parent. Here each has a pipe of its own and one piece of work at a time.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._room = asyncio.Semaphore(size)
        self._threads = ThreadPoolExecutor(size, "summarizer")
        self._crews = [_Crew(size)]
        self._idle = [*self._crews[0].workers]
        self._closed = False

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result; function (of a module) and argument are pickled.

        A piece whose worker dies is done again by another one, in case the worker was killed from outside. Raises
        WorkerDiedError when that dies, too, and whatever the function raises.
        """
        request = pickle.dumps((function, argument), pickle.HIGHEST_PROTOCOL)
        async with self._room:
            for _ in range(2):
                if self._closed:
                    break
                if not self._idle:
                    self._crews.append(_Crew(1))
                    self._idle += self._crews[-1].workers
                worker = self._idle.pop()
                answer = await asyncio.get_running_loop().run_in_executor(self._threads, _ask, worker, request)
                if answer is None:
                    continue
                self._idle.append(worker)
                good, result = answer
                if not good:
                    raise result
                return cast(R, result)
            raise WorkerDiedError("twice")

    async def close(self) -> None:
        """Kill the workers."""
        self._closed = True
        for crew in self._crews:
            crew.end()
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)


class _Crew:
    """Worker processes, and the one that they were forked from, which ends them as soon as this process ends."""

    def __init__(self, size: int) -> None:
        pairs = [Pipe() for _ in range(size)]
        self.workers = [here for here, _ in pairs]
        there = [end.fileno() for _, end in pairs]
        parent, self._parent = os.pipe()
        # Other threads would be missing in a fork of this process, with the locks that they hold.
        if sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1:
            import_module("summarizer.runs.warm")
            pid = os.fork()
            if not pid:
                worker.lead(there, parent, [self._parent, *(end.fileno() for end in self.workers)])
            self._wait: Callable[[], object] = partial(os.waitpid, pid, 0)
        else:
            command = [sys.executable, "-c", _START, json.dumps([sys.path, there, parent])]
            self._wait = subprocess.Popen(command, pass_fds=(*there, parent)).wait
        os.close(parent)
        for _, end in pairs:
            end.close()

    def end(self) -> None:
        """Kill all of them; whoever waits for one is told that it is dead."""
        with suppress(BrokenPipeError):
            os.write(self._parent, b"\0")
        os.close(self._parent)
        self._wait()


def _ask(process: Connection, request: bytes) -> tuple[bool, Any] | None:
    """What a worker answers; None when it is dead."""
    try:
        process.send_bytes(request)
        return cast(tuple[bool, Any], pickle.loads(process.recv_bytes()))
    except (EOFError, OSError):
        process.close()
        return None


def available_cores() -> int:
    """The cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
