"""What the chunker makes of a document: reports, their sections, and chunks of them."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from summarizer.schemas.record import Completeness
from summarizer.schemas.record import RegionLevel as Level
from summarizer.schemas.record import SectionKind as Kind

__all__ = ["Chunk", "Completeness", "Extent", "Kind", "Level", "Region", "Report", "Section"]

Extent: TypeAlias = tuple[int, int]
"""``[start, end)`` in characters of ``View.text``; ``View.span`` turns it into a document span."""


@dataclass(frozen=True, slots=True)
class Region:
    """The place a report speaks for; ``name`` is None when redacted, ``code`` is GB/T 2260."""

    name: str | None
    level: Level | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a document: where it stands and what its head says.

    ``extent`` covers title, head and body; ``body`` is the view offset where the head (title, date, speaker
    lines) ends and the text proper begins.
    """

    title: str
    region: Region
    year: int | None
    delivered_on: date | None
    speaker: str | None
    completeness: Completeness
    extent: Extent
    body: int


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report's outline.

    ``id`` is unique in the report ("1", "1.2", "1.2.3": position in the outline), ``parent`` the enclosing
    section's id or None, ``level`` 1 for top-level parts, ``number`` the heading's number as written without
    its punctuation ("一", "1", "一是") or None, ``heading`` clean text without the number ("" for text that the
    report sets off without a heading: address, conclusions, closing). ``extent`` covers heading, own text and all
    subsections; ``own`` only the text between the heading and the first subsection (for a numbered item that runs
    on into body text, ``heading`` is its first sentence and ``own`` includes that sentence). Every character of a
    report after ``Report.body`` belongs to exactly one section's heading or own text. ``heading_rule`` and
    ``kind_rule`` are the ids of the rules that made the heading and gave the kind; "" where none did.
    """

    id: str
    parent: str | None
    level: int
    number: str | None
    heading: str
    kind: Kind
    extent: Extent
    own: Extent
    heading_rule: str = ""
    kind_rule: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a report for one LLM call: whole sections or packs of small siblings, split only at sentence ends.

    ``sections`` are the ids whose text it holds, ``path`` the headings above them from the top part down.
    """

    sections: tuple[str, ...]
    path: tuple[str, ...]
    extent: Extent
