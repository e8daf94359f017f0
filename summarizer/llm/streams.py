"""Answers that come in pieces (server-sent events), put together to what they would have been at once."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from summarizer.llm.errors import ServerFault, Unreachable

Json = dict[str, Any]
_DATA = "data:"
_DONE = "[DONE]"


@dataclass(slots=True)
class Heard:
    """What has come of an answer so far: its texts, and whether anything came at all."""

    texts: list[str] = field(default_factory=list)
    begun: bool = False

    @property
    def text(self) -> str:
        """All pieces."""
        return "".join(self.texts)


def is_stream(content_type: str) -> bool:
    """Whether a response body is a stream of events, whether or not a stream was requested."""
    return content_type.partition(";")[0].strip().lower() == "text/event-stream"


def read_json(data: bytes) -> object:
    """The JSON of a response body, which may be a stream of events even if its content type says otherwise.

    Raises ServerFault.
    """
    text = data.decode("utf-8", "replace")
    if text.lstrip().startswith(_DATA):
        return _joined([_event(line) for line in text.split("\n") if _holds_data(line)], Heard())
    return _parsed(text, "the provider's answer is not JSON")


async def lines_of(pieces: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """The lines of a body; only a line feed ends one (``str.splitlines`` splits at more, which JSON may hold)."""
    rest = b""
    async for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.decode("utf-8", "replace").rstrip("\r")
    if rest:
        yield rest.decode("utf-8", "replace")


async def read_stream(lines: AsyncIterator[str], heard: Heard) -> object:
    """The completion that the events of a stream make; an error among them as it stands.

    Raises ServerFault for an event that is not JSON, Unreachable where the stream ends before the answer does.
    """
    whole = _Whole()
    async for line in lines:
        if line.startswith(_DATA) and line[len(_DATA) :].strip() == _DONE:
            return whole.completion()
        if _holds_data(line):
            event = _event(line)
            if _is_error(event):
                return event
            whole.take(event, heard)
    if not whole.ended:
        raise Unreachable("no connection, or it was interrupted: the stream ended before the answer was complete")
    return whole.completion()


class _Whole:
    """The parts of one choice as they come."""

    def __init__(self) -> None:
        self._content: list[str] = []
        self._thoughts: list[str] = []
        self._refusal: list[str] = []
        self._arguments: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        self._message: Json = {}
        self._reason: object = None
        self._usage: object = None
        self._seen = False

    @property
    def ended(self) -> bool:
        """Whether the provider said that this is all."""
        return self._reason is not None

    def take(self, event: Json, heard: Heard) -> None:
        """One event; ``heard`` is called with the text in it."""
        self._usage = event.get("usage") or self._usage
        choices = event.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        heard.begun = True
        if not isinstance(choice, dict):
            return
        self._seen = True
        self._reason = choice.get("finish_reason") or self._reason
        if isinstance(message := choice.get("message"), dict):  # some gateways send the whole once more at the end
            self._message = message
        if isinstance(delta := choice.get("delta"), dict):
            self._piece(delta, heard)

    def completion(self) -> Json:
        """As it would have come at once."""
        message = dict(self._message)
        for name, texts in (
            ("content", self._content),
            ("reasoning_content", self._thoughts),
            ("refusal", self._refusal),
        ):
            if texts:
                message[name] = "".join(texts)
        if "function_call" in self._arguments:
            message["function_call"] = self._function("function_call")
        elif self._arguments:
            message["tool_calls"] = [{"type": "function", "function": self._function(key)} for key in self._arguments]
        choices = [{"index": 0, "message": message, "finish_reason": self._reason}] if self._seen else []
        return {"choices": choices, "usage": self._usage}

    def _piece(self, delta: Json, heard: Heard) -> None:
        thoughts = delta.get("reasoning_content") or delta.get("reasoning")
        for text, texts in (
            (delta.get("content"), self._content),
            (thoughts, self._thoughts),
            (delta.get("refusal"), self._refusal),
        ):
            if isinstance(text, str) and text:
                texts.append(text)
                heard.texts.append(text)
        calls = delta.get("tool_calls")
        for place, call in enumerate(calls if isinstance(calls, list) else ()):
            if isinstance(call, dict):
                self._call(str(call.get("index", place)), call.get("function"), heard)
        self._call("function_call", delta.get("function_call"), heard)

    def _call(self, key: str, function: object, heard: Heard) -> None:
        if not isinstance(function, dict):
            return
        texts = self._arguments.setdefault(key, [])
        self._names[key] = str(function.get("name") or self._names.get(key, ""))
        if isinstance(text := function.get("arguments"), str):
            texts.append(text)
            heard.texts.append(text)

    def _function(self, key: str) -> Json:
        return {"name": self._names[key], "arguments": "".join(self._arguments[key])}


def _joined(events: list[Json], heard: Heard) -> object:
    whole = _Whole()
    for event in events:
        if _is_error(event):
            return event
        whole.take(event, heard)
    return whole.completion()


def _holds_data(line: str) -> bool:
    return line.startswith(_DATA) and line[len(_DATA) :].strip() not in ("", _DONE)


def _event(line: str) -> Json:
    event = _parsed(line[len(_DATA) :], "an event of the provider's answer is not JSON")
    return event if isinstance(event, dict) else {}


def _is_error(event: Json) -> bool:
    return bool(event.get("error")) and not event.get("choices")


def _parsed(text: str, what: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):  # brackets in brackets, a hundred thousand deep, are no answer either
        raise ServerFault(what) from None
