"""Reading what providers send: a chat completion into text, text into a validated model, an HTTP error into ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.llm.errors import BadAnswer, CutOff, Fault, Refused, ServerFault
from summarizer.llm.usage import Usage

T = TypeVar("T", bound=BaseModel)

# finish_reason beside "stop" and "tool_calls". OpenAI: length, content_filter. Zhipu: sensitive, network_error,
# model_context_window_exceeded. DeepSeek: insufficient_system_resource. vLLM: abort.
_CUT_OFF = frozenset({"length", "max_tokens", "model_context_window_exceeded"})
_FILTERED = frozenset({"content_filter", "sensitive"})
_BROKEN_OFF = frozenset({"network_error", "insufficient_system_resource", "abort", "error"})

# What reasoning models write first where the server leaves it in the text.
_THINKING = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"```(?:json|JSON)?[ \t]*\n(.*?)```", re.DOTALL)
_MAX_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Reply:
    """The text of a whole answer; `usage` is None where none was sent; `called` says that a tool was called."""

    text: str
    usage: Usage | None
    finish_reason: str
    called: bool


def read_reply(body: object) -> Reply:
    """The reply in a chat completion's JSON.

    Raises Refused, CutOff, BadAnswer (no choice, empty text), or ServerFault (not a completion, or broken off).
    """
    if not isinstance(body, dict):
        raise ServerFault("the provider sent something that is not a chat completion")
    usage = read_usage(body.get("usage"))
    choice = _first(body.get("choices"))
    if choice is None:
        raise BadAnswer("the provider sent no choice", usage=usage)
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    text, called = _text_of(message)
    reason = str(choice.get("finish_reason") or "")
    _raise_for_reason(reason, message, text, usage)
    if not text.strip():
        raise BadAnswer("the answer is empty", usage=usage)
    return Reply(text, usage, reason, called)


def read_usage(usage: object) -> Usage | None:
    """Tokens from a `usage` object; the cached part stands in different places (OpenAI and others, DeepSeek, Kimi)."""
    if not isinstance(usage, dict):
        return None
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else None
    if cached is None:
        cached = usage.get("prompt_cache_hit_tokens", usage.get("cached_tokens"))
    prompt, completion = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    if not prompt and not completion:
        return None
    return Usage(prompt, completion, min(_count(cached), prompt))


def parse(text: str, schema: type[T], usage: Usage | None = None) -> tuple[T, str]:
    """The instance that `text` holds and the JSON it was read from.

    Text that is JSON is taken as it is; else the JSON is looked for after a <think> part, in the last code block and
    between prose. Raises BadAnswer with every fault (at most 20) and the whole text.
    """
    try:
        return schema.model_validate_json(text), text
    except ValidationError as error:
        if not _not_json(error):
            raise _bad(error, text, usage) from None
    found = _json_within(text)
    if found is None:
        raise BadAnswer("the answer holds no JSON object", raw=text, usage=usage)
    try:
        return schema.model_validate_json(found), found
    except ValidationError as error:
        raise _bad(error, text, usage) from None


def _json_within(text: str) -> str | None:
    from instructor.utils import extract_json_from_codeblock

    text = _THINKING.sub("", text)
    blocks = _FENCED.findall(text)
    try:  # the last JSON of the text: what stands before may be quoted from the report
        found = extract_json_from_codeblock(blocks[-1] if blocks else text)
    except ValueError:
        return None
    return found if found.lstrip().startswith("{") else None


def _bad(error: ValidationError, text: str, usage: Usage | None) -> BadAnswer:
    details = error.errors(include_url=False, include_input=False, include_context=False)
    faults = tuple(Fault(tuple(detail["loc"]), detail["msg"]) for detail in details[:_MAX_FAULTS])
    what = "the answer is not valid JSON" if _not_json(error) else f"the answer has {len(details)} schema errors"
    return BadAnswer(what, raw=text, usage=usage, faults=faults)


def _not_json(error: ValidationError) -> bool:
    return any(
        detail["type"] == "json_invalid"
        for detail in error.errors(include_url=False, include_input=False, include_context=False)
    )


def _raise_for_reason(reason: str, message: Mapping[str, Any], text: str, usage: Usage | None) -> None:
    if message.get("refusal"):
        raise Refused("the model refused to answer", raw=str(message["refusal"]), usage=usage)
    if reason in _FILTERED:
        raise Refused(f"the provider's content filter stopped the answer: {reason}", raw=text, usage=usage)
    if reason in _CUT_OFF:
        raise CutOff(f"the answer was cut off: {reason}", raw=text, usage=usage)
    if reason in _BROKEN_OFF:
        raise ServerFault(f"the provider broke the answer off: {reason}")


def _text_of(message: Mapping[str, Any]) -> tuple[str, bool]:
    """The answer's text, and whether it is a tool call's arguments."""
    call = _first(message.get("tool_calls"))
    function = call.get("function") if call else None
    if isinstance(function, dict):
        arguments = function.get("arguments")
        return (arguments if isinstance(arguments, str) else _dump(arguments)), True
    content = message.get("content")
    if isinstance(content, list):  # content in parts, as some gateways send it
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict)), False
    return (content if isinstance(content, str) else ""), False


def _dump(arguments: object) -> str:
    from summarizer.llm.modes import canonical

    return canonical(arguments) if isinstance(arguments, dict) else ""


def _first(rows: object) -> dict[str, Any] | None:
    if isinstance(rows, list) and rows and isinstance(rows[0], dict):
        return rows[0]
    return None


def _count(number: object) -> int:
    return number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else 0
