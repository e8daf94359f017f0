"""The prose of a record, piece by piece: where it stands in the record and which text it must rest on."""

from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.documents import Span
from summarizer.schemas.record import Record


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a record.

    ``path`` is its JSON Pointer, ``evidence`` the document spans it gives, ``section`` the id of the section it sums
    up, ``role`` the list of the summary it stands in ("" elsewhere).
    """

    path: str
    text: str
    evidence: tuple[Span, ...] = ()
    section: str | None = None
    role: str = ""


def pieces(record: Record) -> Iterator[Piece]:
    """Every piece of prose of a record, in the order of its fields."""
    summary = record.summary
    yield Piece("/summary/headline", summary.headline)
    yield Piece("/summary/overview", summary.overview)
    for role in ("achievements", "targets", "priorities", "problems"):
        for number, point in enumerate(getattr(summary, role)):
            yield Piece(f"/summary/{role}/{number}", point.text, point.evidence, role=role)
    for place, section in enumerate(record.sections):
        if section.summary:
            yield Piece(f"/sections/{place}/summary", section.summary, section=section.id)
        for number, point in enumerate(section.key_points):
            yield Piece(f"/sections/{place}/key_points/{number}", point.text, point.evidence, section.id)
