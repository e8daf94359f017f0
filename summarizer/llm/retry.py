"""The only retry layer: which errors are asked again, when, and for how long (tenacity)."""

import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_random_exponential,
)

from summarizer.llm.errors import ModelError

R = TypeVar("R")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """Attempts and seconds. Waits are random between 0 and first, 2·first, 4·first … but at most `longest`."""

    attempts: int = 6
    total: float = 600.0
    first: float = 1.0
    longest: float = 60.0


async def with_retry(attempt: Callable[[], Awaitable[R]], policy: RetryPolicy) -> R:
    """The result of `attempt`, made again after errors that are `retryable`; else its last error.

    A provider's Retry-After is waited for, with up to a tenth more so that callers do not come back all at once. No
    wait is begun that would end after `total` seconds.
    """
    retrying = AsyncRetrying(
        retry=retry_if_exception(_worth_it),
        stop=stop_after_attempt(policy.attempts) | stop_before_delay(policy.total),
        wait=_Wait(policy),
        before_sleep=_note,
        reraise=True,
    )
    return await retrying(attempt)


class _Wait:
    """Exponential backoff with full jitter, never shorter than the provider's Retry-After."""

    def __init__(self, policy: RetryPolicy) -> None:
        self._backoff = wait_random_exponential(multiplier=policy.first, max=policy.longest)

    def __call__(self, state: RetryCallState) -> float:
        asked = getattr(_error_of(state), "retry_after", None)
        backoff = float(self._backoff(state))
        return backoff if asked is None else max(backoff, asked * random.uniform(1.0, 1.1))


def _worth_it(error: BaseException) -> bool:
    return isinstance(error, ModelError) and error.retryable and not error.fatal


def _error_of(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def _note(state: RetryCallState) -> None:
    _log.debug("attempt %d failed, next in %.1f s: %s", state.attempt_number, state.upcoming_sleep, _error_of(state))
