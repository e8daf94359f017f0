"""One budget of requests and tokens a minute for all workers of a cluster, kept by its scheduler."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel

from summarizer.llm import Answer, LLMSettings, Model, Request, estimate_request
from summarizer.llm.limits import Bucket

T = TypeVar("T", bound=BaseModel)

Take: TypeAlias = Callable[[int, int], Awaitable[float]]
"""Takes requests and tokens out of the budget; the seconds to wait before using them. Negative: gives them back."""
_HANDLER = "summarizer_budget_take"


def share_budget(client: Any, rpm: int | None, tpm: int | None) -> None:
    """Have the scheduler keep a budget of requests and tokens a minute (None: no limit), in place of an earlier one.

    It outlives any worker, and a worker that comes late shares in it.
    """
    client.run_on_scheduler(_keep_budget, rpm, tpm)


class PacedModel:
    """A model whose calls are within a budget shared with others; answers from the cache take nothing out of it."""

    def __init__(self, model: Model, settings: LLMSettings, take: Take) -> None:
        self._model = model
        self._settings = settings
        self._take = take

    async def complete(self, request: Request[T]) -> Answer[T]:
        """The model's answer, when the budget allows the call."""
        tokens = estimate_request(request, self._settings).total
        wait = await self._take(1, tokens)
        if wait > 0:
            await asyncio.sleep(wait)
        answer = await self._model.complete(request)
        if answer.cached:
            await self._take(-1, -tokens)
        else:
            await self._take(0, answer.usage.total - tokens)
        return answer


async def take_from_scheduler(requests: int, tokens: int) -> float:
    """``Take`` for code that runs in a task of a worker, on whatever event loop."""
    worker = import_module("distributed").get_worker()

    async def ask() -> float:
        seconds: float = await getattr(worker.scheduler, _HANDLER)(requests=requests, tokens=tokens)
        return seconds

    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(ask(), worker.loop.asyncio_loop))


def _keep_budget(rpm: int | None, tpm: int | None, dask_scheduler: Any = None) -> None:
    requests_bucket = Bucket(rpm) if rpm else None
    tokens_bucket = Bucket(tpm) if tpm else None

    def take(requests: int, tokens: int) -> float:
        return max(_take(requests_bucket, requests), _take(tokens_bucket, tokens))

    dask_scheduler.handlers[_HANDLER] = take


def _take(bucket: Bucket | None, amount: int) -> float:
    if bucket is None:
        return 0.0
    if amount < 0:
        bucket.give_back(-amount)
        return 0.0
    return bucket.take(amount)
