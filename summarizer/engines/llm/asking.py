"""One question to the model and what can become of it: an answer, a failure to live with, or an end of the run."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel

from summarizer.engines.llm.prompts import PromptSet
from summarizer.llm import AnswerError, BadAnswer, CutOff, Message, Model, ModelError, Refused, Request, TooLong
from summarizer.schemas.record import Usage

T = TypeVar("T", bound=BaseModel)
R = TypeVar("R")

FailureCode: TypeAlias = Literal["llm_failed", "llm_refused"]
_QUOTED = 2000
"""Characters of a malformed answer that are shown to the model again."""


@dataclass(frozen=True, slots=True)
class Given(Generic[T]):
    """A whole answer of the right form."""

    value: T


@dataclass(frozen=True, slots=True)
class Failed:
    """No answer: the rules take over. ``code`` is the flag, ``message`` says why."""

    code: FailureCode
    message: str


@dataclass(frozen=True, slots=True)
class TooMuch:
    """The question or its answer is too long for the model: ask for less at a time."""

    message: str


Reply: TypeAlias = Given[T] | Failed | TooMuch


@dataclass(slots=True)
class Tally:
    """What the answers of one report took; the same whether they came from the provider or from our cache.

    ``prefix_hits`` counts the calls whose beginning the provider itself had cached; the record calls them
    ``cached_calls``. What came from our own cache differs from run to run and stands in the run report only.
    """

    calls: int = 0
    prefix_hits: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    retries: int = 0
    reasks: int = 0

    def usage(self) -> Usage:
        """As the record has it."""
        return Usage(
            calls=self.calls,
            cached_calls=self.prefix_hits,
            input_tokens=self.input_tokens,
            output_tokens=self.output_tokens,
            retries=self.retries,
            reasks=self.reasks,
        )


class Asker:
    """Puts questions to a model; malformed answers are asked for again, at most ``reasks`` times."""

    def __init__(self, model: Model, prompts: PromptSet, reasks: int) -> None:
        self._model = model
        self._prompts = prompts
        self._reasks = reasks

    async def ask(
        self, request: Request[T], tally: Tally, rescue: Callable[[str], T | None] = lambda raw: None
    ) -> Reply[T]:
        """The reply to a request. Raises only the ModelErrors that must stop the run.

        ``rescue`` makes what it can of a malformed answer's text; where it gives None the whole answer is asked anew.
        """
        current, again = request, 0
        while True:
            tally.calls += 1
            tally.reasks += current.reask > 0
            try:
                answer = await self._model.complete(current)
            except BadAnswer as error:
                _count(tally, error.usage.input_tokens, error.usage.output_tokens, error.usage.cached_input_tokens)
                if (rescued := rescue(error.raw)) is not None:
                    return Given(rescued)
                if again == self._reasks:
                    return Failed("llm_failed", f"no answer of the right form in {again + 1} attempts")
                again += 1
                current = self._again(request, error, again)
            except (CutOff, TooLong) as error:
                if isinstance(error, AnswerError):
                    _count(tally, error.usage.input_tokens, error.usage.output_tokens, error.usage.cached_input_tokens)
                return TooMuch(error.what)
            except Refused as error:
                _count(tally, error.usage.input_tokens, error.usage.output_tokens, error.usage.cached_input_tokens)
                return Failed("llm_refused", error.what)
            except ModelError as error:
                if error.fatal:
                    raise
                return Failed("llm_failed", error.what)
            else:
                usage = answer.usage
                _count(tally, usage.input_tokens, usage.output_tokens, usage.cached_input_tokens)
                return Given(answer.value)

    def _again(self, request: Request[T], error: BadAnswer, again: int) -> Request[T]:
        """The request with the malformed answer and what is wrong with it."""
        faults = self._prompts.malformed([str(fault) for fault in error.faults])
        said = (Message("assistant", error.raw[:_QUOTED]),) if error.raw.strip() else ()
        return Request(
            messages=(*request.messages, *said, Message("user", faults)),
            schema=request.schema,
            name=request.name,
            max_tokens=request.max_tokens,
            label=request.label,
            reask=request.reask + again,
        )


async def together(jobs: Sequence[Coroutine[Any, Any, R]]) -> list[R]:
    """The results of all jobs, run at once; when one raises, the others are dropped and its error goes on."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        return list(await asyncio.gather(*tasks))
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


def _count(tally: Tally, input_tokens: int, output_tokens: int, from_prefix: int) -> None:
    tally.input_tokens += input_tokens
    tally.output_tokens += output_tokens
    tally.prefix_hits += from_prefix > 0
