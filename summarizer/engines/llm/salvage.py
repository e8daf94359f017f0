"""What is right in an answer that as a whole is not: one wrong item does not cost the others."""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.schemas.draft import ChunkDraft, ClaimDraft, SectionSummary

T = TypeVar("T", bound=BaseModel)


def salvaged(raw: str) -> ChunkDraft | None:
    """The valid items of a malformed answer; None where it is no JSON object, or holds no valid item at all."""
    start, end = raw.find("{"), raw.rfind("}")
    try:
        found = json.loads(raw[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    sections = list(_valid(SectionSummary, found.get("sections")))
    claims = list(_valid(ClaimDraft, found.get("claims")))
    return ChunkDraft.model_construct(sections=sections, claims=claims) if sections or claims else None


def _valid(model: type[T], rows: Any) -> Iterator[T]:
    for row in rows if isinstance(rows, list) else ():
        try:
            yield model.model_validate(row)
        except ValidationError:
            continue
