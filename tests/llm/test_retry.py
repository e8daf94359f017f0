"""Waiting and giving up."""

import asyncio
from collections.abc import Callable

import pytest

from summarizer.llm import BadRequest, RateLimited, ServerFault
from summarizer.llm.retry import RetryPolicy, with_retry


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits between attempts, none of which takes any time."""
    waits: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await real(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return waits


def _failing(*errors: Exception) -> Callable[[], "asyncio.Future[str]"]:
    left = list(errors)

    async def attempt() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return attempt  # type: ignore[return-value]


async def test_waits_grow_and_are_bounded(slept: list[float]) -> None:
    """Each wait is random, up to twice the one before, and never longer than the longest."""
    policy = RetryPolicy(attempts=12, total=10_000, first=1.0, longest=20.0)
    assert await with_retry(_failing(*[ServerFault("x")] * 11), policy) == "done"
    assert len(slept) == 11
    assert all(wait <= min(2.0**n, 20.0) for n, wait in enumerate(slept))
    assert len(set(slept)) > 5


async def test_retry_after_is_a_lower_bound(slept: list[float]) -> None:
    """The provider's word counts, with a little jitter on top."""
    await with_retry(_failing(RateLimited("x", retry_after=30.0)), RetryPolicy(total=100))
    assert 30.0 <= slept[0] <= 33.0


async def test_other_errors_are_raised_at_once(slept: list[float]) -> None:
    """Neither our own unretryable errors nor bugs are tried again."""
    for error in (BadRequest("x"), KeyError("bug")):
        with pytest.raises(type(error)):
            await with_retry(_failing(error), RetryPolicy())
    assert slept == []


async def test_the_last_error_is_raised_as_it_is(slept: list[float]) -> None:
    """No RetryError around it."""
    with pytest.raises(ServerFault, match="second"):
        await with_retry(_failing(ServerFault("first"), ServerFault("second")), RetryPolicy(attempts=2))
