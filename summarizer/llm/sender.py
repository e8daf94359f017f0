"""Budget, limits and retries around the transport: a request body goes in, a whole reply comes out."""

import asyncio
import copy
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from summarizer.llm.classify import ErrorInfo, classify
from summarizer.llm.errors import AnswerError, BadRequest, ModelError, RateLimited, ServerFault, TimedOut, Unreachable
from summarizer.llm.limits import Budget, Limiter
from summarizer.llm.providers import Provider
from summarizer.llm.reading import Reply, error_in, read_reply
from summarizer.llm.retry import RetryPolicy, with_retry
from summarizer.llm.streams import Heard
from summarizer.llm.transport import Transport, TurnedDown
from summarizer.llm.usage import Usage, estimate_tokens

# Statuses that, beside 429, say that the provider has too much to do: 503, and 529 of some gateways.
_OVERLOADED = (503, 529)
# Requests rejected for good, all with the same words and before any was answered, after which the run stops: other
# requests would fare no better.
_SAME_REFUSALS = 3

# Asked when the provider turned a request down; True when another shape is to be tried instead.
Reshape = Callable[[ErrorInfo], bool]


class ReshapedError(Exception):
    """The provider does not take requests of this shape; the caller has another one to try."""


@dataclass(slots=True)
class SendTally:
    """How often a request was sent, and what that used; filled in while it is under way.

    ``abandoned`` is the part of ``usage`` that brought no answer: the provider read and wrote, and may bill it.
    """

    attempts: int = 0
    usage: Usage = field(default_factory=Usage)
    abandoned: Usage = field(default_factory=Usage)

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

    def __init__(
        self, transport: Transport, limiter: Limiter, budget: Budget, policy: RetryPolicy, provider: Provider
    ) -> None:
        self._transport = transport
        self._limiter = limiter
        self._budget = budget
        self._policy = policy
        self._provider = provider
        self._fatal: ModelError | None = None
        self._typical_output: float | None = None
        self._reached = False
        self._answered = False
        self._refusals: Counter[str] = Counter()

    async def send(self, body: dict[str, object], estimate: Estimate, tally: SendTally, reshape: Reshape) -> Reply:
        """The reply to `body`, its usage filled in (estimated where the provider sent none).

        Raises ModelError; ReshapedError where `reshape` said so.
        """
        try:
            return await self._within_budget(body, estimate, tally, reshape)
        except ModelError as error:
            if isinstance(error, Unreachable) and not self._reached:
                error.fatal = True  # a wrong address: every section would wait for it as long
            if type(error) is BadRequest and not self._answered:
                self._refusals[error.what] += 1
                error.fatal = self._refusals[error.what] >= _SAME_REFUSALS
            if error.fatal:
                self._fatal = error
            raise

    async def _within_budget(
        self, body: dict[str, object], estimate: Estimate, tally: SendTally, reshape: Reshape
    ) -> Reply:
        self._stop_after_fatal()
        aside = await self._budget.reserve(estimate.bound)
        before, expected = tally.usage, self._expected(estimate)
        try:
            return await self._in_time(body, estimate, expected, tally, reshape)
        finally:
            used = tally.usage - before
            self._budget.settle(aside, used)
            self._limiter.settle(expected, used.total)

    def _expected(self, estimate: Estimate) -> int:
        """Tokens to hold the rate by: bounds are several times what answers take, and would halve the speed."""
        most = estimate.bound.output_tokens
        typical = most / 2 if self._typical_output is None else min(self._typical_output, most)
        return estimate.likely_input + int(typical)

    async def _in_time(
        self, body: dict[str, object], estimate: Estimate, expected: int, tally: SendTally, reshape: Reshape
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
            return await self._attempt(body, estimate, tally, reshape)

        try:
            async with asyncio.timeout(self._policy.total):
                return await with_retry(attempt, self._policy)
        except TimeoutError:
            raise TimedOut(f"gave up after {self._policy.total:g} s and {tally.attempts} attempts") from None

    async def _attempt(self, body: dict[str, object], estimate: Estimate, tally: SendTally, reshape: Reshape) -> Reply:
        """One attempt, in the slot already taken; what it used is added to the tally."""
        heard = Heard()
        try:
            self._stop_after_fatal()
            answer = await self._transport.post(body, heard)
            if (info := error_in(answer)) is not None:
                raise TurnedDown(classify(info, self._provider), info)
        except TurnedDown as turned_down:
            self._reached = True
            raise self._judged(turned_down, reshape) from None
        except BaseException as error:  # also where the time of the call is over, or the run ends
            self._reached |= heard.begun
            if heard.begun or isinstance(error, TimedOut):
                _abandon(tally, Usage(estimate.likely_input, estimate_tokens(heard.text) if heard.text else 0))
            raise
        finally:
            self._limiter.release()
        self._reached = True
        self._limiter.succeeded()
        return self._read(answer, estimate, tally)

    def _read(self, answer: object, estimate: Estimate, tally: SendTally) -> Reply:
        """The reply in what came, its usage added to the tally."""
        try:
            reply = read_reply(answer)
        except AnswerError as error:
            self._answered = True
            tally.usage += error.usage
            raise
        self._answered = True
        usage = reply.usage or Usage(estimate.likely_input, estimate_tokens(reply.text))
        tally.usage += usage
        self._learn(usage)
        return replace(reply, usage=usage)

    def _learn(self, usage: Usage) -> None:
        """Keep a moving average of what answers take."""
        before = usage.output_tokens if self._typical_output is None else self._typical_output
        self._typical_output = 0.8 * before + 0.2 * usage.output_tokens

    def _judged(self, turned_down: TurnedDown, reshape: Reshape) -> Exception:
        error = turned_down.error
        if isinstance(error, RateLimited) or error.status in _OVERLOADED:
            self._hold_back(error)
        elif type(error) in (BadRequest, ServerFault) and reshape(turned_down.info):
            return ReshapedError(str(error))
        return error

    def _hold_back(self, error: ModelError) -> None:
        """Fewer calls for the time asked for; an end of the run where that is longer than any call may take."""
        wait, most = error.retry_after or 0.0, self._policy.total
        if wait > most:
            error.fatal = True
            error.what = (
                f"the provider asks to wait {wait:.0f} s, longer than total_timeout ({most:g} s); "
                f"run again after that time, or raise total_timeout: {error.what}"
            )
        else:
            self._limiter.slow_down(wait)

    def _stop_after_fatal(self) -> None:
        if self._fatal is not None:
            raise copy.copy(self._fatal)


def _abandon(tally: SendTally, usage: Usage) -> None:
    tally.usage += usage
    tally.abandoned += usage
