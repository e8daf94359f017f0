"""Worker processes for the rules engine; one that dies takes nobody's work with it.

Why not ``concurrent.futures`` or loky: there, one dead worker breaks the pool and all that is in it, nobody knows
whose fault it was, workers outlive a killed parent, and a caller's script without ``if __name__ == "__main__"`` runs
again in each worker (loky has that solved, but hangs when workers must be killed and neither psutil nor pgrep is
there). Here each worker has one piece of work at a time and a pipe that closes with its parent.
"""

import asyncio
import json
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Protocol, TypeVar, cast

from summarizer.batch.worker import HEAD, message

A = TypeVar("A")
R = TypeVar("R")

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from summarizer.batch.worker import serve; serve()"
_BUFFER = 1 << 20
_NEW_GROUP: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {}
"""Ctrl-C in a terminal is for the parent alone."""


class WorkerDiedError(Exception):
    """The process that did this piece of work died of it, and so did a second one."""


class Workers(Protocol):
    """Where pieces of work are done."""

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result, or what it raises."""
        ...

    async def close(self) -> None:
        """Drop what is under way and let go of all resources."""
        ...


class OneThread:
    """Work in a thread of this process, for jobs too small to start processes for."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, "summarizer")

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result; the event loop stays free meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, function, argument)

    async def close(self) -> None:
        """Wait for the piece under way; drop those that have not begun."""
        await asyncio.to_thread(self._executor.shutdown, cancel_futures=True)


class Processes:
    """Work on up to ``count`` processes, each started when there is work for it."""

    def __init__(self, count: int) -> None:
        self._room = asyncio.Semaphore(count)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """The function's result; function (of a module) and argument are pickled.

        A piece whose worker dies is done again by another one, in case the worker was killed from outside. Raises
        WorkerDiedError when that dies, too, and whatever the function raises.
        """
        data = message((function, argument))
        async with self._room:
            try:
                return cast(R, await self._call(data))
            except _LostError:
                pass
            try:
                return cast(R, await self._call(data))
            except _LostError as error:
                raise WorkerDiedError(str(error)) from None

    async def close(self) -> None:
        """Kill the workers."""
        for worker in self._all:
            worker.kill()
        await asyncio.gather(*(worker.end() for worker in self._all))
        self._all.clear()
        self._idle.clear()

    async def _call(self, data: bytes) -> object:
        worker = self._idle.pop() if self._idle else await self._start()
        whole = False
        try:
            good, result = await worker.call(data)
            whole = True
        finally:
            if whole:
                self._idle.append(worker)
            else:
                worker.kill()
        if not good:
            raise result
        return result

    async def _start(self) -> "_Worker":
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _START, json.dumps(sys.path), stdin=PIPE, stdout=PIPE, limit=_BUFFER, **_NEW_GROUP
        )
        worker = _Worker(process)
        self._all.add(worker)
        return worker


class _LostError(Exception):
    """The worker is dead."""


class _Worker:
    """One process and the pipes to it."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def call(self, data: bytes) -> tuple[bool, Any]:
        """Send a message and wait for the answer. Raises _LostError when the process dies meanwhile."""
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None
        assert answers is not None
        try:
            requests.write(data)
            await requests.drain()
            size = int.from_bytes(await answers.readexactly(HEAD), "big")
            return cast(tuple[bool, Any], pickle.loads(await answers.readexactly(size)))
        except (asyncio.IncompleteReadError, ConnectionError):
            raise _LostError(f"exit code {await self._process.wait()}") from None

    def kill(self) -> None:
        """End the process now."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """Wait until the process is gone and its pipes are closed."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


def available_cores() -> int:
    """The cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
