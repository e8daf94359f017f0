"""Fields of the user's own: their values as plain JSON, and the check of the numbers in their texts."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from pydantic import BaseModel

from summarizer.analysis import Analysis
from summarizer.engines.llm.claims import numbers, same_number
from summarizer.schemas.draft import ReportDraft


def schema_digest(schema: type[BaseModel]) -> str:
    """The first 12 hex digits of the SHA-256 of the model's JSON Schema: which fields a record was made with."""
    return hashlib.sha256(json.dumps(schema.model_json_schema(), sort_keys=True).encode()).hexdigest()[:12]


def plain_values(said: ReportDraft) -> Mapping[str, Any]:
    """The user's fields as JSON values; binary floats as the decimals they are written as.

    JSON has no infinity and no NaN: they become null.
    """
    return dict(_plain(said.model_dump(mode="json")["extra"]))


def extra_problems(analysis: Analysis, values: Mapping[str, Any]) -> list[str]:
    """What is wrong with the texts in the user's fields: each number that the report does not give.

    Only that value and unit stand somewhere in the report is checked, not what they are said of; fields that are
    numbers themselves, and names, are not checked at all.
    """
    return [
        f"extra：原文没有“{number.text}”"
        for text in _texts(values)
        for number in numbers(text)
        if number.value is not None
        and text not in analysis.view.text
        and not any(same_number(number, fact.quantity) for fact in analysis.facts)
    ]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for child in value.values():
            yield from _texts(child)
    elif isinstance(value, list | tuple):
        for child in value:
            yield from _texts(child)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(repr(value)) if isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(child) for key, child in value.items()}
    return [_plain(child) for child in value] if isinstance(value, list | tuple) else value
