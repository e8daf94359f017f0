"""Rendering a schema for each structured mode, once for each schema and mode.

The JSON Schema itself comes from instructor (Pydantic's, with what docstrings say of the fields); its own create()
would make it again at every call. It is then brought into the form that strict modes and constrained decoders take.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from summarizer.llm.model import Message, Mode
from summarizer.llm.providers import Provider

_PROMPT = (
    "\n\n# 输出格式\n只输出一个 JSON 对象{place}，不要输出任何其他文字。"
    "它是符合下面这个 JSON Schema 的实例，不是 Schema 本身：\n{schema}"
)
_IN_BLOCK = "，放在一个 ```json 代码块中"

# What a dropped constraint is turned into, so that the model still knows of it; Pydantic still checks it.
_IN_WORDS = {
    "maxLength": "不超过{}字",
    "minLength": "不少于{}字",
    "maxItems": "不超过{}项",
    "minItems": "不少于{}项",
    "pattern": "格式为 {}",
}
# Keywords that say nothing to a model.
_NOISE = frozenset({"title", "default"})


@dataclass(frozen=True, slots=True)
class Rendered:
    """One schema in one mode: `body` goes into the request body, `prompt` behind the system message.

    `text` is the JSON Schema, compact, fields in their order; `digest` the SHA-256 of it.
    """

    body: Mapping[str, Any]
    prompt: str
    text: str
    digest: str


def render(
    schema: type[BaseModel], name: str, mode: Mode, provider: Provider, *, strict: bool, explained: bool = False
) -> Rendered:
    """`schema` for `mode` at `provider`; `name` names the tool or schema, `strict` asks for strict adherence.

    Where the messages have `explained` the fields, a schema that constrains decoding is not said a second time.
    """
    described, parameters = json_schema(schema, provider.dropped_keywords)
    text = json.dumps(parameters, ensure_ascii=False, separators=(",", ":"))  # fields in the order to be written
    unseen = mode is Mode.JSON_SCHEMA and provider.schema_in_prompt and not explained
    in_prompt = unseen or mode in (Mode.JSON_OBJECT, Mode.MARKDOWN)
    place = _IN_BLOCK if mode is Mode.MARKDOWN else ""
    return Rendered(
        body=_body(mode, name, described, parameters, provider, strict=strict),
        prompt=_PROMPT.format(place=place, schema=text) if in_prompt else "",
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def with_prompt(messages: tuple[Message, ...], prompt: str) -> list[dict[str, str]]:
    """Messages as the API takes them, `prompt` behind the first system message (made where there is none)."""
    rows = [{"role": message.role, "content": message.content} for message in messages]
    if not prompt:
        return rows
    if rows and rows[0]["role"] == "system":
        rows[0]["content"] += prompt
    else:
        rows.insert(0, {"role": "system", "content": prompt.lstrip()})
    return rows


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def json_schema(schema: type[BaseModel], dropped: frozenset[str] = frozenset()) -> tuple[str, dict[str, Any]]:
    """Description and JSON Schema of a model, in the form that strict modes take.

    Every object is closed and all its properties are required; titles and defaults are left out, references are put in
    place where they do not lead back to themselves, and `dropped` keywords are turned into words in the description.
    """
    from instructor.processing.schema import generate_openai_schema

    parameters = generate_openai_schema(schema)["parameters"]
    definitions = parameters.get("$defs", {})
    simplified = _simplify(parameters, definitions, _NOISE | dropped, _recursive(definitions))
    if "$defs" in simplified and not simplified["$defs"]:
        del simplified["$defs"]
    return str(parameters.get("description", "")), simplified


def _body(
    mode: Mode, name: str, description: str, parameters: dict[str, Any], provider: Provider, *, strict: bool
) -> dict[str, Any]:
    if mode is Mode.TOOLS:
        said = {"description": description} if description else {}
        function: dict[str, Any] = {"name": name, **said, "parameters": parameters}
        if strict:
            function["strict"] = True
        choice = {"type": "function", "function": {"name": name}} if provider.named_tool else "auto"
        body = {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
        return body | ({"parallel_tool_calls": False} if provider.one_call else {})
    if mode is Mode.JSON_SCHEMA:
        wrapped: dict[str, Any] = {"name": name, "schema": parameters}
        if strict:
            wrapped["strict"] = True
        return {"response_format": {"type": "json_schema", "json_schema": wrapped}}
    if mode is Mode.JSON_OBJECT:
        return {"response_format": {"type": "json_object"}}
    return {}


def _simplify(node: Any, definitions: Mapping[str, Any], dropped: frozenset[str], kept: frozenset[str]) -> Any:
    """A schema node without noise, closed, all required; the definitions ``kept`` stay by themselves.

    Property names are data, never taken for keywords.
    """
    if isinstance(node, list):
        return [_simplify(item, definitions, dropped, kept) for item in node]
    if not isinstance(node, dict):
        return node
    node = _in_place(node, definitions, kept)
    simple: dict[str, Any] = {}
    words: list[str] = []
    for keyword, value in node.items():
        if keyword in ("properties", "$defs"):
            rows = {name: child for name, child in value.items() if keyword == "properties" or name in kept}
            simple[keyword] = {name: _simplify(child, definitions, dropped, kept) for name, child in rows.items()}
        elif keyword in ("enum", "const", "required"):
            simple[keyword] = value
        elif keyword not in dropped:
            simple[keyword] = _simplify(value, definitions, dropped, kept)
        elif keyword in _IN_WORDS:
            words.append(_IN_WORDS[keyword].format(value))
    if words:
        simple["description"] = f"{simple.get('description', '')}（{'，'.join(words)}）"
    if "properties" in simple:
        simple["required"] = list(simple["properties"])
        simple["additionalProperties"] = False
    return simple


def _in_place(node: dict[str, Any], definitions: Mapping[str, Any], kept: frozenset[str]) -> dict[str, Any]:
    """A reference replaced by what it refers to.

    One that is kept is replaced only where other keywords stand beside it: strict modes refuse the mixture.
    """
    reference = node.get("$ref")
    if reference is None or (len(node) == 1 and _named(reference) in kept):
        return node
    target = definitions[_named(reference)]
    return {**target, **{key: value for key, value in node.items() if key != "$ref"}}


def _recursive(definitions: Mapping[str, Any]) -> frozenset[str]:
    """The definitions that lead back to themselves."""
    leads = {name: set(_references(node)) for name, node in definitions.items()}
    for _ in leads:
        leads = {name: found.union(*(leads[other] for other in found)) for name, found in leads.items()}
    return frozenset(name for name, found in leads.items() if name in found)


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(node.get("$ref"), str):
            yield _named(node["$ref"])
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)


def _named(reference: object) -> str:
    return str(reference).rpartition("/")[2]
