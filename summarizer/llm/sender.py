"""Budget, limits and retries around the transport: a request body goes in, a whole reply comes out."""

import asyncio
import copy
from collections.abc import Callable
from dataclasses import dataclass, field

from summarizer.llm.classify import ErrorInfo
from summarizer.llm.errors import AnswerError, BadRequest, ModelError, RateLimited, ServerFault, TimedOut
from summarizer.llm.limits import Budget, Limiter
from summarizer.llm.reading import Reply, read_reply
from summarizer.llm.retry import RetryPolicy, with_retry
from summarizer.llm.transport import Transport, TurnedDown
from summarizer.llm.usage import Usage, estimate_tokens

# Asked when the provider turned a request down; True when another shape is to be tried instead.
Reshape = Callable[[ErrorInfo], bool]


class ReshapedError(Exception):
    """The provider does not take requests of this shape; the caller has another one to try."""


@dataclass(slots=True)
class Tally:
    """How often a request was sent, and what that used; filled in while it is under way."""

    attempts: int = 0
    usage: Usage = field(default_factory=Usage)

    @property
    def retries(self) -> int:
        """Attempts after the first."""
        return max(0, self.attempts - 1)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Tokens of a request: the input it likely has, and the most that it and its answer can take."""

    likely_input: int
    bound: Usage


class Sender:
    """Sends under the limits of a run. After a fatal error nothing more is sent."""

    def __init__(self, transport: Transport, limiter: Limiter, budget: Budget, policy: RetryPolicy) -> None:
        self._transport = transport
        self._limiter = limiter
        self._budget = budget
        self._policy = policy
        self._fatal: ModelError | None = None
        self._typical_output: float | None = None

    async def send(self, body: dict[str, object], estimate: Estimate, tally: Tally, reshape: Reshape) -> Reply:
        """The reply to `body`, its usage filled in (estimated where the provider sent none).

        Raises ModelError; ReshapedError where `reshape` said so.
        """
        try:
            return await self._within_budget(body, estimate, tally, reshape)
        except ModelError as error:
            if error.fatal:
                self._fatal = error
            raise

    async def _within_budget(
        self, body: dict[str, object], estimate: Estimate, tally: Tally, reshape: Reshape
    ) -> Reply:
        self._stop_after_fatal()
        aside = await self._budget.reserve(estimate.bound)
        used, expected = Usage(), self._expected(estimate)
        try:
            reply = await self._in_time(body, estimate, expected, tally, reshape)
            used = reply.usage or Usage()
        except AnswerError as error:
            used = error.usage
            raise
        except TimedOut:
            used = Usage(input_tokens=estimate.likely_input)  # it was read, and may have been billed
            raise
        finally:
            tally.usage += used
            self._budget.settle(aside, used)
            self._limiter.settle(expected, used.total)
        return reply

    def _expected(self, estimate: Estimate) -> int:
        """Tokens to hold the rate by: bounds are several times what answers take, and would halve the speed."""
        most = estimate.bound.output_tokens
        typical = most / 2 if self._typical_output is None else min(self._typical_output, most)
        return estimate.likely_input + int(typical)

    async def _in_time(
        self, body: dict[str, object], estimate: Estimate, expected: int, tally: Tally, reshape: Reshape
    ) -> Reply:
        """The total time begins when the first attempt may: waiting in line does not count."""
        await self._limiter.acquire(expected)
        first = True

        async def attempt() -> Reply:
            nonlocal first
            if not first:
                await self._limiter.acquire(0, again=True)
            first = False
            tally.attempts += 1
            return await self._attempt(body, estimate, reshape)

        try:
            async with asyncio.timeout(self._policy.total):
                return await with_retry(attempt, self._policy)
        except TimeoutError:
            raise TimedOut(f"given up after {self._policy.total:g} s and {tally.attempts} attempts") from None

    async def _attempt(self, body: dict[str, object], estimate: Estimate, reshape: Reshape) -> Reply:
        """One attempt, in the slot already taken."""
        try:
            self._stop_after_fatal()
            answer = await self._transport.post(body)
        except TurnedDown as turned_down:
            raise self._judged(turned_down, reshape) from None
        finally:
            self._limiter.release()
        self._limiter.succeeded()
        reply = read_reply(answer)
        reply = reply if reply.usage else _with_usage(reply, estimate)
        self._learn(reply)
        return reply

    def _learn(self, reply: Reply) -> None:
        """Keep a moving average of what answers take."""
        if reply.usage:
            before = reply.usage.output_tokens if self._typical_output is None else self._typical_output
            self._typical_output = 0.8 * before + 0.2 * reply.usage.output_tokens

    def _judged(self, turned_down: TurnedDown, reshape: Reshape) -> Exception:
        error = turned_down.error
        if isinstance(error, RateLimited):
            self._limiter.slow_down(error.retry_after)
        elif type(error) in (BadRequest, ServerFault) and reshape(turned_down.info):
            return ReshapedError(str(error))
        return error

    def _stop_after_fatal(self) -> None:
        if self._fatal is not None:
            raise copy.copy(self._fatal)


def _with_usage(reply: Reply, estimate: Estimate) -> Reply:
    usage = Usage(estimate.likely_input, estimate_tokens(reply.text))
    return Reply(reply.text, usage, reply.finish_reason, reply.called)
