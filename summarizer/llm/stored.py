"""What a batch has brought, as a transport: a request is answered from it, or noted to be asked.

The client around it stays as it is, so a request has the body, the cache entry and the errors that it has live.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

from summarizer.errors import SummarizerError
from summarizer.llm.classify import classify, read_error
from summarizer.llm.modes import canonical
from summarizer.llm.settings import LLMSettings
from summarizer.llm.streams import Heard
from summarizer.llm.transport import Transport, TurnedDown


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


class StoredTransport(Transport):
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


def request_id(body: dict[str, object]) -> str:
    """A name for a request body: 64 hexadecimal digits, the SHA-256 of its canonical JSON."""
    return hashlib.sha256(canonical(body).encode()).hexdigest()
