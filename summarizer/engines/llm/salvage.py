"""What can be used of an answer that is invalid as a whole or truncated: its complete items."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from summarizer.llm import lenient
from summarizer.schemas.draft import BlindDraft, ChunkDraft, ClaimDraft, Correction, SectionSummary

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class ToldOfPassage:
    """What a model said of a passage: ``claims`` where it was shown no readings, else ``corrections``."""

    sections: tuple[SectionSummary, ...] = ()
    corrections: tuple[Correction, ...] = ()
    claims: tuple[ClaimDraft, ...] = ()

    def __bool__(self) -> bool:
        """Whether it said anything."""
        return bool(self.sections or self.corrections or self.claims)


def told(value: ChunkDraft | BlindDraft) -> ToldOfPassage:
    """What a whole answer says."""
    if isinstance(value, BlindDraft):
        return ToldOfPassage(tuple(value.sections), claims=tuple(value.claims))
    return ToldOfPassage(tuple(value.sections), tuple(value.corrections))


def salvaged(raw: str, *, cut: bool) -> ToldOfPassage:
    """The valid items of an answer; of one that was ``cut`` off without the item that it ends in."""
    found = _partial(raw) if cut else lenient(raw)
    if not isinstance(found, dict):
        return ToldOfPassage()
    return ToldOfPassage(
        tuple(_valid(SectionSummary, found.get("sections"))),
        tuple(_valid(Correction, found.get("corrections"))),
        tuple(_valid(ClaimDraft, found.get("claims"))),
    )


def _partial(raw: str) -> Any:
    """The object that a text begins, up to where it ends; the last item of its last list is not trusted."""
    start = raw.find("{")
    try:
        found = from_json(raw[start:], allow_partial=True) if start >= 0 else None
    except ValueError:
        return None
    if isinstance(found, dict) and found and isinstance(rows := found[next(reversed(found))], list) and rows:
        rows.pop()
    return found


def _valid(model: type[T], rows: Any) -> Iterator[T]:
    for row in rows if isinstance(rows, list) else ():
        try:
            yield model.model_validate(row)
        except ValidationError:
            continue
