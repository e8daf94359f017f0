"""Rendering schemas for the structured modes."""

import json
from enum import StrEnum
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field

from summarizer.llm import PROVIDERS, Message, Mode
from summarizer.llm.modes import json_schema, render, with_prompt


class Kind(StrEnum):
    """What a claim is."""

    LEVEL = "level"
    RATE = "rate"


class Claim(BaseModel):
    """A claim."""

    title: str = Field(max_length=12, description="名称")
    kind: Kind = Field(description="种类")
    default: int | None = None


class Sheet(BaseModel):
    """All claims of a section."""

    claims: list[Claim] = Field(max_length=20)
    best: Claim | None = Field(default=None, description="最重要的一条")


def _objects(node: Any) -> list[dict[str, Any]]:
    found = [node] if isinstance(node, dict) and "properties" in node else []
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    return found + [inner for child in children for inner in _objects(child)]


def test_every_object_is_closed_and_all_its_properties_required() -> None:
    """That is what strict modes demand."""
    _, schema = json_schema(Sheet)
    objects = _objects(schema)
    assert len(objects) >= 2
    assert all(each["additionalProperties"] is False for each in objects)
    assert all(each["required"] == list(each["properties"]) for each in objects)


def test_properties_named_like_keywords_survive() -> None:
    """Fields called title or default are fields, not noise."""
    _, schema = json_schema(Sheet)
    claim = next(each for each in _objects(schema) if "kind" in each["properties"])
    assert list(claim["properties"]) == ["title", "kind", "default"]


def test_noise_is_left_out() -> None:
    """Titles and defaults cost tokens and say nothing."""
    _, schema = json_schema(Sheet)
    assert all("title" not in each and "default" not in each for each in _objects(schema))


def test_references_stand_alone() -> None:
    """A $ref with a description beside it is refused by strict modes, so its target is put in place."""
    _, schema = json_schema(Sheet)

    def lonely(node: Any) -> bool:
        children = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
        own = not (isinstance(node, dict) and "$ref" in node and len(node) > 1)
        return own and all(lonely(child) for child in children)

    assert lonely(schema)
    claim = next(each for each in _objects(schema) if "kind" in each["properties"])
    assert claim["properties"]["kind"]["description"] == "种类"
    assert claim["properties"]["kind"]["enum"] == ["level", "rate"]


def test_dropped_keywords_turn_into_words() -> None:
    """Where a provider refuses maxLength the model is told in the description."""
    _, schema = json_schema(Sheet, frozenset({"maxLength"}))
    claim = next(each for each in _objects(schema) if "kind" in each["properties"])
    assert claim["properties"]["title"] == {"description": "名称（不超过12字）", "type": "string"}


def test_the_rendered_schema_is_a_schema_that_takes_what_the_model_takes() -> None:
    """A valid instance of the Pydantic model is valid for the simplified schema."""
    _, schema = json_schema(Sheet)
    sheet = Sheet(claims=[Claim(title="地区生产总值", kind=Kind.RATE)], best=None)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(sheet.model_dump_json()))


def test_instructors_cached_schema_is_not_changed() -> None:
    """Rendering for one provider leaves nothing behind for the next."""
    before = json_schema(Sheet)
    render(Sheet, "sheet", Mode.TOOLS, PROVIDERS["openai"], strict=True)
    assert json_schema(Sheet) == before


@pytest.mark.parametrize(
    ("provider", "mode", "strict", "expected"),
    [
        ("openai", Mode.JSON_SCHEMA, True, {"response_format"}),
        ("openai", Mode.TOOLS, True, {"tools", "tool_choice", "parallel_tool_calls"}),
        ("deepseek", Mode.TOOLS, True, {"tools", "tool_choice"}),
        ("deepseek", Mode.JSON_OBJECT, False, {"response_format"}),
        ("ollama", Mode.MARKDOWN, False, set()),
    ],
)
def test_each_mode_has_its_own_body(provider: str, mode: Mode, strict: bool, expected: set[str]) -> None:
    """The right parameters, no others."""
    assert set(render(Sheet, "sheet", mode, PROVIDERS[provider], strict=strict).body) == expected


@pytest.mark.parametrize(
    ("provider", "mode", "told"),
    [
        ("openai", Mode.JSON_SCHEMA, False),
        ("openai", Mode.TOOLS, False),
        ("openai", Mode.JSON_OBJECT, True),
        ("ollama", Mode.JSON_SCHEMA, True),
        ("vllm", Mode.MARKDOWN, True),
    ],
)
def test_the_schema_stands_in_the_prompt_where_the_model_would_not_see_it(
    provider: str, mode: Mode, told: bool
) -> None:
    """Constrained decoders only constrain: what fields mean must be told."""
    prompt = render(Sheet, "sheet", mode, PROVIDERS[provider], strict=False).prompt
    assert ("最重要的一条" in prompt) == told
    assert ("JSON" in prompt) == told


def test_a_tool_is_named_only_where_the_provider_obeys() -> None:
    """Zhipu takes no tool_choice but auto."""
    named = render(Sheet, "sheet", Mode.TOOLS, PROVIDERS["deepseek"], strict=False).body["tool_choice"]
    assert named == {"type": "function", "function": {"name": "sheet"}}
    assert render(Sheet, "sheet", Mode.TOOLS, PROVIDERS["zhipu"], strict=False).body["tool_choice"] == "auto"


def test_the_schema_goes_behind_the_first_system_message() -> None:
    """Static text stays in front, so that providers can cache it; a missing system message is made."""
    rows = with_prompt((Message("system", "说明"), Message("user", "正文")), "\n\n格式")
    assert [row["content"] for row in rows] == ["说明\n\n格式", "正文"]
    rows = with_prompt((Message("user", "正文"),), "\n\n格式")
    assert rows[0] == {"role": "system", "content": "格式"}
