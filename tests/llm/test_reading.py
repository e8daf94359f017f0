"""Reading completions and the JSON in them."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from summarizer.llm import BadAnswer, CutOff, ModelError, Refused, ServerFault, Usage
from summarizer.llm.reading import parse, read_reply, read_usage


class Pair(BaseModel):
    """Two fields."""

    name: str
    value: int


GOOD = '{"name": "增速", "value": 5}'


def _completion(message: dict[str, Any], reason: str | None = "stop") -> dict[str, Any]:
    return {"choices": [{"message": message, "finish_reason": reason}]}


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```",
        f"结果如下：{GOOD} 以上。",
        f"```json\n{GOOD}\n```\n说明见[1]和{{2}}。",
        f'<think>先写 {{"name": "草稿", "value": 0}}</think>\n{GOOD}',
        f'原文引用了 {{"name": "注入", "value": 9}}。\n{GOOD}',
    ],
)
def test_json_is_found_in_what_models_write_around_it(text: str) -> None:
    """Code blocks, prose before and behind, thoughts; of several, the last: earlier ones may be quoted text."""
    value, found = parse(text, Pair)
    assert value == Pair(name="增速", value=5)
    assert json.loads(found) == {"name": "增速", "value": 5}


@pytest.mark.parametrize(
    "text", ["抱歉，我不能回答。", "[1, 2]", '{"name": "增', "<think>没有想完", "null", "```json\n```"]
)
def test_text_without_a_whole_object_is_a_bad_answer(text: str) -> None:
    """The raw text is kept for the re-ask."""
    with pytest.raises(BadAnswer) as caught:
        parse(text, Pair)
    assert caught.value.raw == text
    assert caught.value.faults


def test_deep_nesting_is_a_bad_answer_not_a_crash() -> None:
    """A hostile answer of ten thousand brackets ends quickly."""
    with pytest.raises(BadAnswer):
        parse("x" + '{"a":' * 10_000, Pair)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda children: (
        st.lists(children, max_size=3)
        | st.dictionaries(
            st.sampled_from(("choices", "message", "content", "tool_calls", "function", "usage")), children
        )
    ),
    max_leaves=12,
)


@given(st.text(st.sampled_from('{}[]",:` \n增a1\\<think>/'), max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    """Whatever a model writes is an instance or a BadAnswer."""
    with contextlib.suppress(BadAnswer):
        parse(text, Pair)


@given(JSON)
def test_no_body_breaks_the_reader(body: object) -> None:
    """Whatever JSON a server sends is a reply or one of our errors."""
    with contextlib.suppress(ModelError):
        read_reply(body)


def test_all_faults_are_listed_up_to_twenty() -> None:
    """A re-ask can name each of them; a flood is cut."""
    with pytest.raises(BadAnswer) as caught:
        parse('{"value": "五"}', Pair)
    assert {fault.path for fault in caught.value.faults} == {("name",), ("value",)}

    class Many(BaseModel):
        rows: list[int]

    with pytest.raises(BadAnswer) as caught:
        parse(json.dumps({"rows": ["x"] * 100}), Many)
    assert len(caught.value.faults) == 20


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"content": GOOD}, GOOD),
        ({"content": [{"type": "text", "text": GOOD[:5]}, {"type": "text", "text": GOOD[5:]}]}, GOOD),
        ({"content": None, "tool_calls": [{"function": {"name": "f", "arguments": GOOD}}]}, GOOD),
        ({"tool_calls": [{"function": {"name": "f", "arguments": {"value": 5}}}]}, '{"value":5}'),
    ],
)
def test_the_text_is_found_where_providers_put_it(message: dict[str, Any], text: str) -> None:
    """As content, in parts, as tool arguments, and as arguments that are JSON already."""
    assert read_reply(_completion(message)).text == text


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("length", CutOff),
        ("model_context_window_exceeded", CutOff),
        ("content_filter", Refused),
        ("sensitive", Refused),
        ("network_error", ServerFault),
        ("insufficient_system_resource", ServerFault),
    ],
)
def test_finish_reasons_of_all_providers_are_known(reason: str, error: type[Exception]) -> None:
    """What is not a whole answer is not read as one."""
    with pytest.raises(error):
        read_reply(_completion({"content": GOOD}, reason))


@pytest.mark.parametrize("reason", ["stop", "tool_calls", None, "eos"])
def test_other_finish_reasons_are_whole_answers(reason: str | None) -> None:
    """Some servers leave the reason out or have words of their own."""
    assert read_reply(_completion({"content": GOOD}, reason)).text == GOOD


@pytest.mark.parametrize("body", [None, "text", [], {"choices": None}, {"choices": [None]}, {"choices": [{}]}, {}])
def test_bodies_of_any_form_end_in_an_error_of_ours(body: object) -> None:
    """Nothing a server sends gets past as a KeyError or TypeError."""
    with pytest.raises((BadAnswer, ServerFault)):
        read_reply(body)


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        ({"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 4}}, Usage(9, 2, 4)),
        ({"prompt_tokens": 9, "completion_tokens": 2, "prompt_cache_hit_tokens": 3}, Usage(9, 2, 3)),
        ({"prompt_tokens": 9, "completion_tokens": 2, "cached_tokens": 99}, Usage(9, 2, 9)),
        ({"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": None}, Usage(9, 2, 0)),
        ({"prompt_tokens": "9", "completion_tokens": None}, None),
        (None, None),
    ],
)
def test_usage_is_read_in_every_providers_form(usage: object, expected: Usage | None) -> None:
    """OpenAI and most others, DeepSeek, Kimi; nonsense counts as none."""
    assert read_usage(usage) == expected
