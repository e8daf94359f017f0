"""JSON as models write it: found between other text, and read in spite of faults that are of its form alone."""

import json
import re
from typing import Any

from pydantic import ValidationError

from summarizer.expressions import expression

Json = dict[str, Any]

# What reasoning models write first where the server leaves it in the text.
_THINKING = expression(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCED = expression(r"```(?:json|JSON)?[ \t]*\n(.*?)```", re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)
_TRAILING = expression(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_MARK = expression(r"\s*#?(\d{1,9})\s*")
_OF_LISTS = frozenset({"list_type", "tuple_type", "dict_type", "model_type", "model_attributes_type"})
_OF_NUMBERS = frozenset({"int_type", "int_parsing"})


def lenient(text: str) -> Json | None:
    """The object that a text holds: the last of several, since what stands before may be quoted from the report.

    None where there is no whole one.
    """
    text = _THINKING.sub("", text)
    found = _loaded(text)
    if found is None:
        begins = text.lstrip()
        # What could be found within an object that is not whole is only a part of it.
        found = _loaded(begins, more=True) if begins.startswith("{") else _loaded(_within(text))
    if isinstance(found, str):  # JSON written as a JSON string
        found = _loaded(found)
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    return found if isinstance(found, dict) else None


def unwrapped(found: Json, fields: frozenset[str], name: str) -> Json:
    """The object within another that holds nothing else, under the schema's name or one that is no field."""
    if len(found) != 1:
        return found
    ((key, value),) = found.items()
    if isinstance(value, str):
        value = _loaded(value)
    inner = isinstance(value, dict) and (key == name or key not in fields) and bool(fields & value.keys())
    return value if inner and isinstance(value, dict) else found


def mended(found: Json, error: ValidationError) -> bool:
    """Whether something could be put right in place: marks written as text, lists and objects written as strings."""
    changed = False
    for detail in error.errors(include_url=False, include_context=False):
        value = detail["input"]
        if not isinstance(value, str):
            continue
        if detail["type"] in _OF_NUMBERS and (mark := _MARK.fullmatch(value)):
            changed |= _put(found, detail["loc"], int(mark[1]))
        elif detail["type"] in _OF_LISTS and isinstance(inner := _loaded(value), dict | list):
            changed |= _put(found, detail["loc"], inner)
    return changed


def _within(text: str) -> str:
    from instructor.utils import extract_json_from_codeblock

    blocks = _FENCED.findall(text)
    try:
        return str(extract_json_from_codeblock(blocks[-1] if blocks else text))
    except ValueError:
        return ""


def _loaded(text: str, *, more: bool = False) -> Any:
    """The value of a JSON text, line breaks within strings and trailing commas allowed; None if it is not JSON.

    With ``more`` other text may follow it.
    """
    for candidate in (text, _TRAILING.sub(r"\1", text)):
        try:
            return _DECODER.raw_decode(candidate)[0] if more else _DECODER.decode(candidate)
        except (ValueError, RecursionError):
            continue
    return None


def _put(found: Any, place: tuple[int | str, ...], value: object) -> bool:
    try:
        for step in place[:-1]:
            found = found[step]
        found[place[-1]] = value
    except (KeyError, IndexError, TypeError):  # a place that names a branch of a union, too
        return False
    return True
