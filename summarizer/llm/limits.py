"""Holding back: calls at once, requests and tokens a minute, tokens and money a run.

One event loop, no threads. Every number here is a bound that calls wait for or stop at, never a guess about speed.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from decimal import Decimal

from summarizer.llm.errors import BudgetSpent
from summarizer.llm.usage import Price, Usage

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]

# A full minute's allowance at once, and then the steady rate, would be twice the limit in the first minute.
_BURST_SHARE = 0.1
# Slowing down twice for 429s of the same moment would be once too often.
_DEAF_SECONDS = 1.0


class Bucket:
    """A token bucket: `per_minute` tokens a minute, a tenth of them at once; takers may run into debt and wait."""

    def __init__(self, per_minute: int, clock: Clock = time.monotonic) -> None:
        self._rate = per_minute / 60
        self._capacity = max(1.0, per_minute * _BURST_SHARE)
        self._level = self._capacity
        self._clock = clock
        self._at = clock()

    def take(self, amount: float) -> float:
        """Take `amount`; the seconds to wait before using it (takers are served in the order they came)."""
        now = self._clock()
        self._level = min(self._capacity, self._level + (now - self._at) * self._rate)
        self._at = now
        self._level -= amount
        return max(0.0, -self._level / self._rate)

    def give_back(self, amount: float) -> None:
        """Correct an estimate: a positive amount was not needed, a negative one was needed in addition."""
        self._level = min(self._capacity, self._level + amount)


class Limiter:
    """Slots for calls under way, as many as the provider bears.

    The number of slots is halved on a 429 and grows back by one for each round of successes (additive increase,
    multiplicative decrease, as TCP does), between 1 and `concurrency`.
    """

    def __init__(
        self,
        *,
        concurrency: int,
        rpm: int | None = None,
        tpm: int | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._most = concurrency
        self._window = float(concurrency)
        self._under_way = 0
        self._queue: deque[asyncio.Future[None]] = deque()
        self._requests = Bucket(rpm, clock) if rpm else None
        self._tokens = Bucket(tpm, clock) if tpm else None
        self._clock = clock
        self._sleep = sleep
        self._resume_at = 0.0
        self._deaf_until = 0.0

    @property
    def window(self) -> int:
        """Slots there are at the moment."""
        return int(self._window)

    async def acquire(self, tokens: int, *, again: bool = False) -> None:
        """Wait for a slot and for the rates to allow a call of about `tokens`; `again` (a retry) goes first in line."""
        await self._slot(again)
        try:
            await self._rates(tokens)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Give the slot back."""
        self._under_way -= 1
        self._wake()

    def settle(self, estimated: int, used: int) -> None:
        """Tell how many tokens a call really used."""
        if self._tokens:
            self._tokens.give_back(estimated - used)

    def succeeded(self) -> None:
        """Let the window grow by its share of one."""
        if self._window < self._most:
            self._window = min(float(self._most), self._window + 1 / self._window)
            self._wake()

    def slow_down(self, pause: float | None = None) -> None:
        """Halve the window, once for all 429s of one moment; start nothing for `pause` seconds."""
        now = self._clock()
        self._resume_at = max(self._resume_at, now + (pause or 0.0))
        if now >= self._deaf_until:
            self._window = max(1.0, self._window / 2)
            self._deaf_until = now + max(pause or 0.0, _DEAF_SECONDS)

    async def _slot(self, again: bool) -> None:
        if not self._queue and self._under_way < self.window:
            self._under_way += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if again:
            self._queue.appendleft(turn)
        else:
            self._queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.release()
            raise

    def _wake(self) -> None:
        while self._queue and self._under_way < self.window:
            turn = self._queue.popleft()
            if not turn.done():
                self._under_way += 1
                turn.set_result(None)

    async def _rates(self, tokens: int) -> None:
        wait = max(
            self._resume_at - self._clock(),
            self._requests.take(1) if self._requests else 0.0,
            self._tokens.take(tokens) if self._tokens else 0.0,
        )
        if wait > 0:
            await self._sleep(wait)


class Budget:
    """Tokens and money for a run, spent only after being set aside, so that no call can overspend.

    A call that does not fit waits while others are under way (they are set aside with their upper bounds and mostly
    use less), and is rejected with BudgetSpent if it still does not fit after the last of them. Bounds of the
    input are estimates: where a tokenizer turns out to need more, they are stretched for all further calls.
    """

    def __init__(
        self, *, max_tokens: int | None = None, max_cost: Decimal | None = None, price: Price | None = None
    ) -> None:
        """`max_cost` needs a `price` and is in its currency."""
        self._max_tokens = max_tokens
        self._max_cost = max_cost if price else None
        self._price = price
        self._limited = self._max_tokens is not None or self._max_cost is not None
        self._spent = Usage()
        self._aside = Usage()
        self._stretch = 1.0
        self._changed = asyncio.Event()

    @property
    def spent(self) -> Usage:
        """What settled calls have used."""
        return self._spent

    async def reserve(self, bound: Usage) -> Usage:
        """Set `bound`, the most that a call can use, aside, and return what was set aside.

        Raises BudgetSpent when the budget does not hold it.
        """
        if not self._limited:
            return bound
        while not self._fits(aside := Usage(int(bound.input_tokens * self._stretch), bound.output_tokens)):
            if not self._aside.total:
                raise BudgetSpent(self._spent_text())
            self._changed.clear()
            await self._changed.wait()
        self._aside += aside
        return aside

    def settle(self, aside: Usage, used: Usage) -> None:
        """Replace what was set aside for a call by what it used."""
        if not self._limited:
            return
        self._aside -= aside
        self._spent += used
        if used.input_tokens > aside.input_tokens > 0:
            self._stretch *= used.input_tokens / aside.input_tokens
        self._changed.set()

    def _fits(self, bound: Usage) -> bool:
        planned = self._spent + self._aside + bound
        if self._max_tokens is not None and planned.total > self._max_tokens:
            return False
        return self._max_cost is None or self._price is None or self._price.cost(planned) <= self._max_cost

    def _spent_text(self) -> str:
        if self._max_cost is not None and self._price is not None:
            cost, currency = self._price.cost(self._spent), self._price.currency
            return f"{cost:.4f} {currency} spent: the next call could pass max_cost {self._max_cost} {currency}"
        return f"{self._spent.total} tokens used: the next call could pass max_tokens_total {self._max_tokens}"
