import asyncio
from collections.abc import AsyncGenerator, Coroutine
from typing import Any

import pytest

from summarizer.runs.stream import in_order


class Jobs:
    """Jobs that wait for given times and count how many are started."""

    def __init__(self, *waits: float) -> None:
        self.waits = waits
        self.started = 0
        self.cancelled = 0

    async def job(self, number: int) -> int:
        try:
            await asyncio.sleep(self.waits[number])
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.waits[number] == 0.007:
            raise KeyError(number)
        return number

    async def __call__(self) -> AsyncGenerator[Coroutine[Any, Any, int], None]:
        for number in range(len(self.waits)):
            self.started += 1
            yield self.job(number)


async def test_results_come_in_the_order_of_the_jobs() -> None:
    """Whichever is done first."""
    jobs = Jobs(0.03, 0.0, 0.02, 0.01, 0.0)
    assert [result async for result in in_order(jobs(), 3)] == [0, 1, 2, 3, 4]


async def test_no_more_jobs_are_started_than_the_window_holds() -> None:
    """A slow first job holds back all but the window."""
    jobs = Jobs(0.05, *[0.0] * 20)
    results = in_order(jobs(), 4)
    await anext(results)
    assert jobs.started <= 5
    await results.aclose()


async def test_a_finished_head_is_given_out_before_the_window_is_full() -> None:
    """The first result does not wait for all jobs to be found."""
    jobs = Jobs(*[0.0] * 20)

    async def slowly() -> AsyncGenerator[Coroutine[Any, Any, int], None]:
        async for job in jobs():
            await asyncio.sleep(0.005)
            yield job

    assert await anext(in_order(slowly(), 16)) == 0
    assert jobs.started < 5


async def test_what_a_job_raises_is_raised_in_its_turn() -> None:
    """The results before it come first."""
    results = in_order(Jobs(0.02, 0.007, 0.0)(), 3)
    assert await anext(results) == 0
    with pytest.raises(KeyError):
        await anext(results)


async def test_closing_drops_what_is_under_way() -> None:
    """Nothing goes on behind the reader's back."""
    jobs = Jobs(0.0, 9.0, 9.0, 9.0)
    results = in_order(jobs(), 3)
    await anext(results)
    await results.aclose()
    assert jobs.cancelled == jobs.started - 1 > 0
