"""The form of requests that a provider accepts, found at first contact and kept for the run.

A shape only ever loses something (a mode, a parameter), so finding it ends.
"""

from collections.abc import Container
from dataclasses import dataclass, replace

from summarizer.expressions import expression
from summarizer.llm.classify import ErrorInfo
from summarizer.llm.model import Mode

# Words by which providers name what they do not take, per mode.
_MODE_WORDS: dict[Mode, tuple[str, ...]] = {
    Mode.TOOLS: ("tool", "function"),
    Mode.JSON_SCHEMA: ("response_format", "json_schema", "schema", "guided", "grammar", "structured"),
    Mode.JSON_OBJECT: ("response_format", "json_object", "json mode", "json_mode"),
    Mode.MARKDOWN: (),
}
# Zhipu names no parameter: 1210 wrong parameters, 1212 method not supported, 1214 invalid parameter.
_MODE_CODES = frozenset({"1210", "1212", "1214"})
# Servers that say so with a 500 (llama.cpp: "tools param requires --jinja flag") must also say that it is not a fault.
_NOT_SUPPORTED = ("not support", "unsupported", "requires", "not implemented", "unavailable", "不支持")
_OPTIONAL = (
    "temperature",
    "seed",
    "parallel_tool_calls",
    "stream_options",
    "enable_thinking",
    "thinking",
    "reasoning_effort",
)
# By which it says that fewer tokens may be asked for, and the number with which it does.
_BOUND = ("range", "at most", "maximum", "less than", "exceed", "too large", "<=", "不能超过", "不得超过", "范围")
_LIMIT = expression(r"(?<![\d.])\d{3,6}(?![\d.])")
# By which a provider says that it answers in pieces and not otherwise.
_ONLY = ("only", "must", "require", "non-stream", "non stream", "set to true", "仅支持", "只支持", "非流式")


@dataclass(frozen=True, slots=True)
class Shape:
    """How to write a request body: the structured mode, what the output limit is called, what is left out.

    ``stream``: the answer comes in pieces. ``no_thinking``: ``enable_thinking: false`` is sent though nobody set it.
    ``most_tokens``: the most that the model may be asked to write; None: no bound is known.
    """

    mode: Mode
    max_tokens_field: str
    strict: bool
    left_out: frozenset[str] = frozenset()
    stream: bool = False
    no_thinking: bool = False
    most_tokens: int | None = None


def next_shape(shape: Shape, modes: tuple[Mode, ...], info: ErrorInfo, sent: Container[str]) -> Shape | None:
    """The shape to try after the provider turned `shape` down with `info`; None when that is not what it was about.

    `modes` are the ones allowed, in the order to try; `sent` are the names of the rejected parameters. One that
    it names is left out or renamed, or set as it asks; an answer is asked for in pieces, or at once, as it wants; a
    strict schema it dislikes is sent without `strict`; else, where it names the mode's own parameters, the next mode is
    taken.
    """
    named = f"{info.param} {info.message}".lower()
    if info.status >= 500 and not any(words in named for words in _NOT_SUPPORTED):
        return None
    if "enable_thinking" in named and "enable_thinking" not in sent and not shape.no_thinking:
        return replace(shape, no_thinking=True)
    if any(word in named for word in _BOUND) and (most := _bound(shape, named)) is not None:
        return replace(shape, most_tokens=most)
    if "max_completion_tokens" in named or "max_tokens" in info.param:
        other = "max_tokens" if shape.max_tokens_field == "max_completion_tokens" else "max_completion_tokens"
        if other not in shape.left_out:
            return replace(shape, max_tokens_field=other, left_out=shape.left_out | {shape.max_tokens_field})
    for parameter in _OPTIONAL:
        if parameter in named and parameter in sent and parameter not in shape.left_out:
            return replace(shape, left_out=shape.left_out | {parameter})
    if "stream" in named or "流式" in named:
        return _otherwise_streamed(shape, named)
    about_mode = any(word in named for word in _MODE_WORDS[shape.mode]) or bool(_MODE_CODES.intersection(info.codes))
    if not about_mode:
        return None
    if shape.strict and ("strict" in named or "invalid schema" in named):
        return replace(shape, strict=False)
    return next_mode(shape, modes)


def _bound(shape: Shape, named: str) -> int | None:
    """The output limit that a message about it names: the largest number below the one known so far.

    Where the number that was asked for is named, too, it is tried first, and if it is rejected again, the next.
    """
    if "max_tokens" not in named and "max_completion_tokens" not in named:
        return None
    found = [int(number) for number in _LIMIT.findall(named)]
    return max((number for number in found if shape.most_tokens is None or number < shape.most_tokens), default=None)


def _otherwise_streamed(shape: Shape, named: str) -> Shape | None:
    """In pieces where the provider takes nothing else, at once where it does not take that."""
    wanted = any(word in named for word in _ONLY)
    return replace(shape, stream=wanted) if wanted != shape.stream else None


def next_mode(shape: Shape, modes: tuple[Mode, ...]) -> Shape | None:
    """The same shape in the mode after its own; None when it is the last."""
    position = modes.index(shape.mode) + 1
    return replace(shape, mode=modes[position]) if position < len(modes) else None
