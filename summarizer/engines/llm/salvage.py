"""What is right in an answer that as a whole is not: one wrong item does not cost the others."""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.schemas.draft import ChunkDraft, ClaimDraft, SectionSummary

T = TypeVar("T", bound=BaseModel)


class Salvaged(ChunkDraft):
    """The valid items of a malformed answer: what is missing in it is worth asking about."""


def salvaged(raw: str, *, sections: int, claims: int) -> Salvaged | None:
    """The valid items of a malformed answer; None where they are less than half of what was asked for.

    ``sections`` and ``claims`` say how many were.
    """
    start, end = raw.find("{"), raw.rfind("}")
    try:
        found = json.loads(raw[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    told = list(_valid(SectionSummary, found.get("sections")))
    claimed = list(_valid(ClaimDraft, found.get("claims")))
    if 2 * len(told) < sections or 2 * len(claimed) < claims:
        return None
    return Salvaged.model_construct(sections=told, claims=claimed)


def _valid(model: type[T], rows: Any) -> Iterator[T]:
    for row in rows if isinstance(rows, list) else ():
        try:
            yield model.model_validate(row)
        except ValidationError:
            continue
