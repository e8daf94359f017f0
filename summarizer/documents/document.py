"""The decoded source document: the one base of all offsets."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from summarizer.schemas.spans import Span as Span


@dataclass(frozen=True, slots=True)
class Damage:
    """A place of a source that could not be read: its span in the text, and what is wrong, in English and Chinese."""

    span: Span
    message: str
    told: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source as decoded text: BOM removed, CRLF and CR turned into LF, nothing else changed in plain text.

    Of a form with a layout (PDF, Word, HTML) it is the text of its paragraphs, one a line. ``name`` is the source's
    name as given, ``format`` what it was read from (``"text"``, ``"pdf"`` …), ``encoding`` the codec it was decoded
    with, ``fields`` the other columns of a table's row. ``pages`` gives the offset at which each stretch of a page
    begins with its number, counted from 1; stretches may come back to an earlier page. ``sha256`` is the SHA-256 of
    ``text`` in UTF-8.
    """

    name: str
    text: str
    format: str = "text"
    encoding: str = "utf-8"
    fields: Mapping[str, str | int | float | bool] | None = field(default=None, compare=False)
    pages: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    damage: tuple[Damage, ...] = field(default=(), compare=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", digest)

    def page(self, offset: int) -> int | None:
        """The number of the page on which the character at ``offset`` stands; None where there are no pages."""
        place = bisect_right(self.pages, offset, key=_offset)
        return self.pages[place - 1][1] if place else None


def _offset(stretch: tuple[int, int]) -> int:
    return stretch[0]
