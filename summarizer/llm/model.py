"""The one interface between the rest of the package and any model: a request goes in, a validated answer comes out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel

from summarizer.llm.usage import TOKENS_PER_MESSAGE, Usage, estimate_tokens

T = TypeVar("T", bound=BaseModel)


class Mode(StrEnum):
    """How a provider is made to answer in a given form."""

    TOOLS = "tools"
    """The schema is a tool that the model must call."""
    JSON_SCHEMA = "json_schema"
    """`response_format` holds the schema; servers decode under its constraint."""
    JSON_OBJECT = "json_object"
    """`response_format` asks for some JSON object; the schema stands in the prompt."""
    MARKDOWN = "markdown"
    """Only the prompt asks for JSON, in a code block: works everywhere."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of the conversation, plain text."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Generic[T]):
    """What to ask. Equal requests under equal settings get equal answers from the cache.

    `name` says what is asked for, in ASCII letters, digits, `_` and `-` (it names the tool or schema for the model).
    `label` says what it is about, for the run report only. `reask` counts the re-asks that led here, for the ledger.
    `explained`: the messages say what the fields mean, so a server that decodes by the schema need not be told it.
    """

    messages: tuple[Message, ...]
    schema: type[T]
    name: str
    max_tokens: int = 4096
    label: str = field(default="", compare=False)
    reask: int = field(default=0, compare=False)
    explained: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[T]):
    """A whole, valid answer.

    `value` is an instance of the request's schema, `text` the JSON as the model wrote it. `usage` is what this answer
    used when it was made, also where `cached` says that this time no call was needed; attempts that brought none are
    not in it.
    """

    value: T
    text: str
    usage: Usage
    cached: bool
    finish_reason: str
    mode: Mode
    model: str


class Model(Protocol):
    """Anything that answers requests: the client, or a fake in tests."""

    async def complete(self, request: Request[T]) -> Answer[T]:
        """The answer to `request`, or a ModelError (summarizer.llm.errors says which and when)."""
        ...


def estimate_input(messages: Iterable[Message], schema_text: str = "", *, upper: bool = False) -> int:
    """Input tokens of a call with these messages and this schema, estimated (see estimate_tokens)."""
    texts = sum(estimate_tokens(message.content, upper=upper) + TOKENS_PER_MESSAGE for message in messages)
    return texts + (estimate_tokens(schema_text, upper=upper) if schema_text else 0)
