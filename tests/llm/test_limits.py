"""Slots, rates and budgets, on a clock of our own."""

import asyncio
from decimal import Decimal

import pytest

from summarizer.llm import BudgetSpent, Price, Usage
from summarizer.llm.limits import Bucket, Budget, Limiter

PRICE = Price(input=Decimal(1), output=Decimal(2), cached=Decimal("0.5"), currency="CNY")


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def test_a_bucket_never_gives_more_than_its_rate() -> None:
    """Over any stretch, no more than a tenth of a minute's allowance beyond the rate."""
    clock = Clock()
    bucket = Bucket(60, clock)
    taken = 0
    while clock.now < 60:
        clock.now += bucket.take(1)
        taken += 1
    assert 60 <= taken <= 67


def test_a_bucket_lets_a_call_larger_than_itself_pass_in_time() -> None:
    """A call that needs half a minute's tokens waits for them, but not for ever."""
    clock = Clock()
    bucket = Bucket(6_000, clock)
    assert bucket.take(3_000) == pytest.approx(24.0)
    bucket.give_back(3_000)
    assert bucket.take(600) == 0


async def test_no_more_calls_are_under_way_than_there_are_slots() -> None:
    """The classic bound."""
    limiter, busy, most = Limiter(concurrency=3), 0, 0

    async def call() -> None:
        nonlocal busy, most
        await limiter.acquire(1)
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0)
        busy -= 1
        limiter.release()

    await asyncio.gather(*(call() for _ in range(20)))
    assert most == 3


async def test_a_429_halves_the_window_once_for_all_of_the_same_moment() -> None:
    """Eight calls turned down together are one sign, not eight."""
    clock = Clock()
    limiter = Limiter(concurrency=16, clock=clock, sleep=clock.sleep)
    for _ in range(8):
        limiter.slow_down()
    assert limiter.window == 8
    clock.now = 5.0
    limiter.slow_down()
    assert limiter.window == 4
    for moment in (10, 20, 30, 40):
        clock.now = moment
        limiter.slow_down()
    assert limiter.window == 1


async def test_the_window_recovers_by_one_for_each_round_of_successes() -> None:
    """From 4 to 5 it takes about four successes, and it never grows past the setting."""
    limiter = Limiter(concurrency=8)
    limiter.slow_down()
    assert limiter.window == 4
    for _ in range(5):
        limiter.succeeded()
    assert limiter.window == 5
    for _ in range(100):
        limiter.succeeded()
    assert limiter.window == 8


async def test_nothing_is_started_while_the_provider_wants_a_pause() -> None:
    """Retry-After holds all calls back, not only the one that was told."""
    clock = Clock()
    limiter = Limiter(concurrency=4, clock=clock, sleep=clock.sleep)
    limiter.slow_down(pause=7.0)
    await limiter.acquire(1)
    assert clock.slept == [7.0]


async def test_requests_a_minute_are_kept() -> None:
    """Sixty requests a minute: six at once, then one a second."""
    clock = Clock()
    limiter = Limiter(concurrency=1, rpm=60, clock=clock, sleep=clock.sleep)
    for _ in range(16):
        await limiter.acquire(1)
        limiter.release()
    assert clock.now == pytest.approx(10.0)


async def test_tokens_a_minute_count_what_was_used() -> None:
    """Tokens that a call did not use are given back to the next."""
    clock = Clock()
    limiter = Limiter(concurrency=1, tpm=6_000, clock=clock, sleep=clock.sleep)
    for _ in range(6):
        await limiter.acquire(300)
        limiter.release()
        limiter.settle(300, 50)
    assert clock.now == 0
    await limiter.acquire(600)
    assert clock.now > 0


async def test_a_retry_goes_first_in_line() -> None:
    """Its time limit runs already; calls that never started can wait."""
    limiter, order = Limiter(concurrency=1), []

    async def call(name: str, again: bool) -> None:
        await limiter.acquire(1, again=again)
        order.append(name)
        limiter.release()

    await limiter.acquire(1)
    waiting = [asyncio.create_task(call("first", False)), asyncio.create_task(call("second", False))]
    await asyncio.sleep(0)
    waiting.append(asyncio.create_task(call("retry", True)))
    await asyncio.sleep(0)
    limiter.release()
    await asyncio.gather(*waiting)
    assert order == ["retry", "first", "second"]


async def test_a_cancelled_wait_loses_no_slot() -> None:
    """Whether it was still in line or had just been given its slot."""
    limiter = Limiter(concurrency=1)
    await limiter.acquire(1)
    in_line = asyncio.create_task(limiter.acquire(1))
    given = asyncio.create_task(limiter.acquire(1))
    await asyncio.sleep(0)
    in_line.cancel()
    await asyncio.sleep(0)
    limiter.release()  # hands the slot to `given`, which is cancelled before it runs
    given.cancel()
    await asyncio.gather(in_line, given, return_exceptions=True)
    await asyncio.wait_for(limiter.acquire(1), 1)


async def test_a_budget_turns_down_what_could_overspend_it() -> None:
    """The bound counts before, what was used counts after."""
    budget = Budget(max_tokens=1_000)
    await budget.reserve(Usage(400, 400))
    budget.settle(Usage(400, 400), Usage(300, 100))
    await budget.reserve(Usage(500, 100))
    budget.settle(Usage(500, 100), Usage(500, 100))
    with pytest.raises(BudgetSpent, match=r"1000 tokens used.*max_tokens_total 1000"):
        await budget.reserve(Usage(1, 0))
    assert budget.spent.total == 1_000


async def test_a_call_waits_for_others_that_may_use_less_than_set_aside() -> None:
    """A full reservation is no reason to stop while it may still shrink."""
    budget = Budget(max_tokens=1_000)
    await budget.reserve(Usage(0, 800))
    waiting = asyncio.create_task(budget.reserve(Usage(0, 800)))
    await asyncio.sleep(0)
    assert not waiting.done()
    budget.settle(Usage(0, 800), Usage(0, 100))
    await asyncio.wait_for(waiting, 1)


async def test_bounds_are_stretched_when_a_tokenizer_needs_more() -> None:
    """A first call that used twice its bound makes the next one's bound twice as large."""
    budget = Budget(max_tokens=1_000)
    budget.settle(await budget.reserve(Usage(100, 0)), Usage(200, 0))
    assert await budget.reserve(Usage(300, 0)) == Usage(600, 0)


async def test_a_cost_limit_is_kept_in_the_prices_currency() -> None:
    """Money is exact, and the message says how much was spent."""
    budget = Budget(max_cost=Decimal("0.003"), price=PRICE)
    await budget.reserve(Usage(1_000, 1_000))
    budget.settle(Usage(1_000, 1_000), Usage(1_000, 1_000))
    with pytest.raises(BudgetSpent, match=r"0\.0030 CNY spent"):
        await budget.reserve(Usage(1, 0))


async def test_without_limits_nothing_is_held_back() -> None:
    """The usual case."""
    await Budget().reserve(Usage(10**9, 10**9))
