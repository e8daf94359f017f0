"""Finding the form of requests that a provider takes."""

import pytest

from summarizer.llm import Mode
from summarizer.llm.classify import ErrorInfo
from summarizer.llm.shape import Shape, next_shape

MODES = (Mode.JSON_SCHEMA, Mode.TOOLS, Mode.JSON_OBJECT, Mode.MARKDOWN)

SENT = frozenset({"temperature", "seed", "enable_thinking", "max_tokens", "tools", "response_format"})


def _shape(mode: Mode = Mode.JSON_SCHEMA, *, strict: bool = False) -> Shape:
    return Shape(mode, "max_tokens", strict)


@pytest.mark.parametrize(
    ("mode", "message", "expected"),
    [
        (Mode.JSON_SCHEMA, "This response_format type is unavailable now", Mode.TOOLS),
        (Mode.TOOLS, "registry.example/m does not support tools", Mode.JSON_OBJECT),
        (Mode.TOOLS, "Function call is not supported for this model.", Mode.JSON_OBJECT),
        (Mode.JSON_OBJECT, "'response_format.type' must be 'text'", Mode.MARKDOWN),
    ],
)
def test_a_mode_that_is_not_taken_leads_to_the_next(mode: Mode, message: str, expected: Mode) -> None:
    """The messages that providers send for each."""
    shape = next_shape(_shape(mode), MODES, ErrorInfo(400, (), "", message), SENT)
    assert shape is not None
    assert shape.mode is expected


def test_codes_without_words_count_too() -> None:
    """Zhipu says only that a parameter is wrong."""
    shape = next_shape(_shape(Mode.TOOLS), MODES, ErrorInfo(400, ("1210",), "", "API 调用参数有误，请检查文档"), SENT)
    assert shape is not None
    assert shape.mode is Mode.JSON_OBJECT


def test_the_last_mode_has_no_next() -> None:
    """After Markdown there is nothing left to try."""
    assert next_shape(_shape(Mode.MARKDOWN), MODES, ErrorInfo(400, ("1210",)), SENT) is None


@pytest.mark.parametrize("parameter", ["temperature", "seed", "enable_thinking"])
def test_a_parameter_that_is_not_taken_is_left_out(parameter: str) -> None:
    """The mode stays."""
    info = ErrorInfo(400, ("unsupported_value",), parameter, f"Unsupported value: '{parameter}' does not support 0")
    shape = next_shape(_shape(), MODES, info, SENT)
    assert shape is not None
    assert (shape.mode, shape.left_out) == (Mode.JSON_SCHEMA, frozenset({parameter}))


def test_the_output_limit_is_renamed_once() -> None:
    """OpenAI's reasoning models want the other name; a limit that is wrong under both names is an error."""
    info = ErrorInfo(400, ("unsupported_parameter",), "max_tokens", "Use 'max_completion_tokens' instead.")
    shape = next_shape(_shape(), MODES, info, SENT)
    assert shape is not None
    assert shape.max_tokens_field == "max_completion_tokens"
    assert next_shape(shape, MODES, ErrorInfo(400, (), "max_completion_tokens", "too large"), SENT) is None


def test_strictness_goes_before_the_mode() -> None:
    """A schema that strict mode dislikes is sent without strict first."""
    info = ErrorInfo(
        400, (), "response_format", "Invalid schema for response_format 'draft': 'pattern' is not permitted"
    )
    shape = next_shape(_shape(strict=True), MODES, info, SENT)
    assert shape is not None
    assert (shape.mode, shape.strict) == (Mode.JSON_SCHEMA, False)
    after = next_shape(shape, MODES, info, SENT)
    assert after is not None
    assert after.mode is Mode.TOOLS


@pytest.mark.parametrize(
    ("status", "message"),
    [(400, "Invalid 'messages': too few"), (500, "tool server crashed"), (400, "")],
)
def test_other_errors_change_nothing(status: int, message: str) -> None:
    """An error that is not about the form of the request stays an error."""
    assert next_shape(_shape(Mode.TOOLS), MODES, ErrorInfo(status, (), "", message), SENT) is None


def test_a_server_error_that_says_not_supported_counts() -> None:
    """llama.cpp without its template engine answers tools with a 500."""
    shape = next_shape(_shape(Mode.TOOLS), MODES, ErrorInfo(500, (), "", "tools param requires --jinja flag"), SENT)
    assert shape is not None
    assert shape.mode is Mode.JSON_OBJECT


@pytest.mark.parametrize(
    ("message", "bounds"),
    [
        ("Range of max_tokens should be [1, 2048]", [2048]),
        ("max_tokens is too large: 8192 (this model supports at most 4096 completion tokens)", [8192, 4096]),
        ("max_tokens 不能超过 4096", [4096]),
        ("max_tokens must be positive", []),
    ],
)
def test_the_output_limit_is_lowered_to_what_the_model_takes(message: str, bounds: list[int]) -> None:
    """The number in the message, and the next one where it was only the one that had been asked for."""
    shape, found = _shape(), list[int | None]()
    while (following := next_shape(shape, MODES, ErrorInfo(400, (), "", message), SENT)) is not None:
        shape = following
        found.append(shape.most_tokens)
    assert found == bounds
