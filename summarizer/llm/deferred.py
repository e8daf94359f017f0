"""Answers that come later: a transport that hands out what a batch has brought and notes what it has still to ask.

The client around it stays as it is, so a request has the body, the cache entry and the errors that it has live.
"""

import asyncio
import hashlib
from collections.abc import Awaitable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from summarizer.errors import SummarizerError
from summarizer.llm.classify import classify, read_error
from summarizer.llm.model import Answer, Model, Request, T
from summarizer.llm.modes import canonical
from summarizer.llm.settings import LLMSettings
from summarizer.llm.streams import Heard
from summarizer.llm.transport import Transport, TurnedDown

R = TypeVar("R")
# Turns of the event loop without a step of any question, after which all that could be asked has been: a question
# becomes a task, takes its slot and reaches the transport in fewer, and nothing on that way waits for the outside.
_QUIET_TURNS = 10


@dataclass(frozen=True, slots=True)
class Stored:
    """What the provider sent for a request: HTTP status and JSON body."""

    status: int
    body: Any


class Answers(Protocol):
    """Where answers are found and questions noted; requests are known by `request_id` of their bodies."""

    def answer(self, identity: str) -> Stored | None:
        """What has come for a request, if anything has."""
        ...

    def want(self, identity: str, body: dict[str, object]) -> None:
        """Note that an answer is needed; noting it again changes nothing."""
        ...


class PutOff(SummarizerError):  # noqa: N818
    """The answer has still to come."""


class DeferredTransport(Transport):
    """Sends nothing: answers come from `Answers`."""

    def __init__(self, settings: LLMSettings, answers: Answers) -> None:
        super().__init__(settings)
        self._answers = answers

    async def post(self, body: dict[str, object], heard: Heard) -> object:
        """As Transport.post, for what has come. Raises PutOff for what has not, once it is noted."""
        identity = request_id(body)
        stored = self._answers.answer(identity)
        if stored is None:
            self._answers.want(identity, body)
            raise PutOff("the provider's batch has still to answer")
        if stored.status != 200:
            info = read_error(stored.status, stored.body)
            raise TurnedDown(classify(info, self._settings.row, secrets=self._settings.secrets()), info)
        return stored.body


class _Questions:
    """The questions of one report that are on their way to the transport."""

    def __init__(self) -> None:
        self.under_way = 0
        self.steps = 0

    async def all_noted(self) -> None:
        """Wait until no question of the report moves any more."""
        quiet, seen = 0, self.steps
        while quiet < _QUIET_TURNS:
            await asyncio.sleep(0)
            quiet = 0 if self.under_way or self.steps != seen else quiet + 1
            seen = self.steps


_questions: ContextVar[_Questions] = ContextVar("_questions")


class DeferredModel:
    """A model whose PutOff comes only when all other questions of the report have been noted, too.

    The first error of a report ends its other questions, which would otherwise take a round each.
    """

    def __init__(self, model: Model) -> None:
        self._model = model

    async def complete(self, request: Request[T]) -> Answer[T]:
        """As the model's own; inside `together_put_off`."""
        questions = _questions.get()
        questions.under_way += 1
        try:
            return await self._step(questions, self._model.complete(request))
        except PutOff:
            await questions.all_noted()
            raise

    @staticmethod
    async def _step(questions: _Questions, answer: Awaitable[Answer[T]]) -> Answer[T]:
        try:
            return await answer
        finally:
            questions.under_way -= 1
            questions.steps += 1


async def together_put_off(work: Awaitable[R]) -> R:
    """The result of `work` on one report; where it raises PutOff, everything it could ask has been noted."""
    token = _questions.set(_Questions())
    try:
        return await work
    finally:
        _questions.reset(token)


def request_id(body: dict[str, object]) -> str:
    """A name for a request body: 64 hexadecimal digits, the SHA-256 of its canonical JSON."""
    return hashlib.sha256(canonical(body).encode()).hexdigest()
