"""Models without a provider: one that follows a script, for tests of whatever asks models, and one that is nobody."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from summarizer.llm.errors import BadAnswer, ModelError
from summarizer.llm.model import Answer, Mode, Request, T
from summarizer.llm.reading import parse
from summarizer.llm.usage import Usage, estimate_tokens

Script = Callable[[Request[Any]], BaseModel | dict[str, Any] | str | ModelError]


@dataclass
class FakeModel:
    """Answers by a function: an instance, a dict, raw text (parsed as a provider's would be), or an error to raise.

    `requests` are those it was asked, in order.
    """

    script: Script
    requests: list[Request[Any]] = field(default_factory=list)

    async def complete(self, request: Request[T]) -> Answer[T]:
        """The scripted answer, validated against the request's schema as the client does."""
        from summarizer.llm.modes import canonical

        self.requests.append(request)
        said = self.script(request)
        if isinstance(said, ModelError):
            raise said
        if isinstance(said, BaseModel):
            said = said.model_dump_json()
        text = said if isinstance(said, str) else canonical(said)
        usage = Usage(sum(estimate_tokens(m.content) for m in request.messages), estimate_tokens(text))
        if not text.strip():
            raise BadAnswer("the answer is empty", usage=usage)
        value, text = parse(text, request.schema, usage, request.name)
        return Answer(
            value=value,
            text=text,
            usage=usage,
            cached=False,
            finish_reason="stop",
            mode=Mode.TOOLS,
            model="fake",
        )


class _Nobody:
    async def complete(self, request: Request[T]) -> Answer[T]:
        """Nobody answers: a dry run does not ask."""
        raise ModelError("there is no model to ask")


NOBODY = _Nobody()
"""For engines that are only to say what they would ask."""
