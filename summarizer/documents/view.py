"""A reading view of a document: wrapped lines joined, stray characters gone, every character mapped back."""

from array import array
from bisect import bisect_left
from dataclasses import dataclass

from summarizer.documents.document import Document, Span


@dataclass(frozen=True, slots=True)
class View:
    """The document as people read it.

    ``text`` is the source's own characters with wrapped lines joined into paragraphs (one paragraph a line, ``\\n``
    between them, no blank lines) and stray page numbers, soft hyphens, zero-width and private-use characters and
    meaningless spaces left out. ``folded`` has the same length: full-width letters, digits and punctuation as ASCII,
    for matching. ``offsets[i]`` is the document offset of ``text[i]``; one sentinel at the end.
    """

    document: Document
    text: str
    folded: str
    offsets: "array[int]"

    def span(self, start: int, end: int) -> Span:
        """The document span of ``text[start:end]``; empty extents give an empty span."""
        if start >= end:
            return (self.offsets[start], self.offsets[start])
        return (self.offsets[start], self.offsets[end - 1] + 1)

    def extent(self, span: Span) -> tuple[int, int]:
        """The extent in the view of a document span: the kept characters inside it."""
        return (bisect_left(self.offsets, span[0]), bisect_left(self.offsets, span[1]))
