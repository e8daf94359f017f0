"""Reading what providers send: a chat completion into text, text into a validated model."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.llm.classify import ErrorInfo, read_error
from summarizer.llm.errors import BadAnswer, CutOff, Fault, Refused, ServerFault
from summarizer.llm.lenient import lenient, mended, unwrapped
from summarizer.llm.usage import Usage

T = TypeVar("T", bound=BaseModel)

# finish_reason beside "stop" and "tool_calls". OpenAI: length, content_filter. Zhipu: sensitive, network_error,
# model_context_window_exceeded. DeepSeek: insufficient_system_resource. vLLM: abort.
_CUT_OFF = frozenset({"length", "max_tokens", "model_context_window_exceeded"})
_FILTERED = frozenset({"content_filter", "sensitive"})
_BROKEN_OFF = frozenset({"network_error", "insufficient_system_resource", "abort", "error"})

_MAX_FAULTS = 20
_MENDED = 4  # lists within strings, numbers within those
_MOST_TOKENS = 10**8


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
        raise ServerFault("the provider's answer is not a chat completion")
    usage = read_usage(body.get("usage"))
    choice = _first(body.get("choices"))
    if choice is None:
        raise BadAnswer("the provider's answer has no choices", usage=usage)
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    text, called = _text_of(message)
    text = whole_characters(text)
    reason = str(choice.get("finish_reason") or "")
    _raise_for_reason(reason, message, text, usage)
    if not text.strip():
        raise BadAnswer("the answer is empty", usage=usage)
    return Reply(text, usage, reason, called)


def error_in(body: object) -> ErrorInfo | None:
    """The error that a body of status 200 holds in place of an answer; None where it holds none.

    Gateways wrap the provider's error ({"error": {"code": 429, …}}); MiniMax has {"base_resp": {"status_code": 1008}}.
    """
    if not isinstance(body, dict) or _first(body.get("choices")) is not None:
        return None
    wrapped = body.get("base_resp")
    if isinstance(wrapped, dict) and wrapped.get("status_code"):
        return ErrorInfo(200, (f"base_resp.{wrapped['status_code']}",), "", str(wrapped.get("status_msg") or ""))
    if not body.get("error"):
        return None
    info = read_error(200, body)
    statuses = [int(code) for code in info.codes if code.isdigit() and 400 <= int(code) < 600]
    return replace(info, status=statuses[0]) if statuses else info


def read_usage(usage: object) -> Usage | None:
    """Tokens from a `usage` object; the cached part stands in different places (OpenAI and others, DeepSeek, Kimi).

    Counts that no call can have are as good as none.
    """
    if not isinstance(usage, dict):
        return None
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else None
    if cached is None:
        cached = usage.get("prompt_cache_hit_tokens", usage.get("cached_tokens"))
    prompt, completion = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    if (not prompt and not completion) or max(prompt, completion) > _MOST_TOKENS:
        return None
    return Usage(prompt, completion, min(_count(cached), prompt))


def whole_characters(text: str) -> str:
    """A text that can be encoded: pairs of surrogates joined, a lone one replaced."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def parse(text: str, schema: type[T], usage: Usage | None = None, name: str = "") -> tuple[T, str]:
    """The instance that `text` holds and the JSON it was read from.

    Text that is JSON is taken as it is; else the JSON is looked for after a <think> part, in the last code block and
    between prose, and read with what models do wrong in form (trailing commas, raw line breaks, the object within one
    of the schema's `name`, JSON in a string, "#3" for 3). Raises BadAnswer with every fault (at most 20) and the
    whole text.
    """
    try:
        return schema.model_validate_json(text), text
    except ValidationError as error:
        wrong = error
    found = lenient(text)
    if found is None:
        if _not_json(wrong):
            raise BadAnswer("the answer contains no JSON object", raw=text, usage=usage)
        raise _bad(wrong, text, usage) from None
    found = unwrapped(found, frozenset(schema.model_fields), name)
    for _ in range(_MENDED):
        plain = whole_characters(json.dumps(found, ensure_ascii=False))
        try:
            return schema.model_validate_json(plain), plain
        except ValidationError as error:
            wrong = error
            if not mended(found, error):
                break
    raise _bad(wrong, text, usage) from None


def _bad(error: ValidationError, text: str, usage: Usage | None) -> BadAnswer:
    details = error.errors(include_url=False, include_input=False, include_context=False)
    faults = tuple(Fault(tuple(detail["loc"]), detail["msg"], detail["type"]) for detail in details[:_MAX_FAULTS])
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
        raise CutOff(f"the answer was truncated: {reason}", raw=text, usage=usage)
    if reason in _BROKEN_OFF:
        raise ServerFault(f"the provider aborted the answer: {reason}")


def _text_of(message: Mapping[str, Any]) -> tuple[str, bool]:
    """The answer's text, and whether it is a tool call's arguments."""
    call = _first(message.get("tool_calls"))
    function = call.get("function") if call else message.get("function_call")
    if isinstance(function, dict):
        arguments = function.get("arguments")
        return (arguments if isinstance(arguments, str) else _dump(arguments)), True
    content = message.get("content")
    if isinstance(content, list):  # content in parts, as some gateways send it
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict)), False
    text = content if isinstance(content, str) else ""
    return (text if text.strip() else _thought(message)), False


def _thought(message: Mapping[str, Any]) -> str:
    """What stands where thoughts do, if it holds an object: some models answer there and nowhere else."""
    for name in ("reasoning_content", "reasoning"):
        text = message.get(name)
        if isinstance(text, str) and lenient(text) is not None:
            return text
    return ""


def _dump(arguments: object) -> str:
    from summarizer.llm.modes import canonical

    return canonical(arguments) if isinstance(arguments, dict) else ""


def _first(rows: object) -> dict[str, Any] | None:
    if isinstance(rows, list) and rows and isinstance(rows[0], dict):
        return rows[0]
    return None


def _count(number: object) -> int:
    return number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else 0
