"""Worker processes that die, and those whose parent dies."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from summarizer.runs.executors import OneThread, Processes, WorkerDiedError


def double(number: int) -> int:
    """Twice the number, by a worker that dies of 13, and once of each file that it is told of."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def die_once(path: str) -> int:
    """Die, but not of the same path again."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return 1
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.fixture
async def processes() -> AsyncIterator[Processes]:
    """Two worker processes."""
    workers = Processes(2)
    yield workers
    await workers.close()


async def test_work_is_done_on_other_processes(processes: Processes) -> None:
    """Each result belongs to its argument."""
    assert await asyncio.gather(*(processes.run(double, n) for n in range(6))) == [0, 2, 4, 6, 8, 10]


async def test_a_worker_that_dies_takes_nobody_with_it(processes: Processes) -> None:
    """The piece that kills its worker is found out; all others are done."""
    found = await asyncio.gather(*(processes.run(double, n) for n in range(10, 16)), return_exceptions=True)
    assert [n for n in found if not isinstance(n, BaseException)] == [20, 22, 24, 28, 30]
    assert isinstance(found[3], WorkerDiedError)


async def test_a_worker_killed_from_outside_costs_nothing(processes: Processes, tmp_path: object) -> None:
    """What it was at is done again."""
    assert await processes.run(die_once, f"{tmp_path}/mark") == 1
    assert await processes.run(double, 4) == 8


async def test_closing_kills_what_is_under_way() -> None:
    """A long piece does not hold the end up."""
    workers = Processes(1)
    task = asyncio.ensure_future(workers.run(time.sleep, 3600))  # longer than a test may take
    await asyncio.sleep(1.0)
    await workers.close()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_thread_does_the_same_for_small_jobs() -> None:
    """One after the other, off the event loop."""
    workers = OneThread()
    assert await asyncio.gather(*(workers.run(double, n) for n in range(4))) == [0, 2, 4, 6]
    await workers.close()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="reads process ids from /proc")
def test_workers_do_not_outlive_a_killed_parent() -> None:
    """kill -9 of the main process: its workers notice and go."""
    script = (
        "import asyncio, os, time\n"
        "from summarizer.runs.executors import Processes\n"
        "async def main():\n"
        "    workers = Processes(2)\n"
        "    found = await asyncio.gather(*(workers.run(os.readlink, '/proc/self') for _ in range(20)))\n"
        "    print(*sorted(set(found)), flush=True)\n"
        "    await workers.run(time.sleep, 3600)\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        workers = parent.stdout.readline().split()
        parent.kill()
    assert workers
    while any(Path("/proc", os.fsdecode(pid)).exists() for pid in workers):  # the test's time limit ends it
        time.sleep(0.1)
