"""Many jobs at once, results in the order of the jobs, a bounded number of them waiting for their turn."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from typing import Any, TypeVar

R = TypeVar("R")


async def in_order(jobs: AsyncIterator[Coroutine[Any, Any, R]], window: int) -> AsyncGenerator[R, None]:
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
