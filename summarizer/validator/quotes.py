"""Whether a quote stands in the source: exactly, or but for white space, width and punctuation."""

from bisect import bisect_left
from dataclasses import dataclass

from summarizer.chunker import Extent
from summarizer.documents import Span, View
from summarizer.documents.characters import INVISIBLE, fold
from summarizer.expressions import expression

#: What a quote may differ in; marks between digits (3.5, 1:2, 5-8) are part of the number.
_FORM = expression(rf"(?!(?<=\d)[.,:/~-](?=\d))(?:[^\w%‰*×+]|[_{INVISIBLE}])+")


def plain(text: str) -> str:
    """A text without what a quote may differ in: width, white space, punctuation."""
    return unmarked(fold(text))


def unmarked(folded: str) -> str:
    """A folded text without white space and punctuation."""
    return _FORM.sub("", folded)


@dataclass(frozen=True, slots=True)
class Plain:
    """A stretch of a view without what quotes may differ in; ``offsets[i]`` is the view offset of ``text[i]``."""

    text: str
    offsets: list[int]

    def extents(self, quote: str) -> list[Extent]:
        """Where a quote stands, as view extents, in text order; never beginning or ending inside a number."""
        found = occurrences(plain(quote), self.text, 0, len(self.text))
        return [(self.offsets[start], self.offsets[end - 1] + 1) for start, end in found]


def occurrences(quote: str, text: str, start: int, end: int) -> list[Extent]:
    """Where a quote stands in ``text[start:end]``, never beginning or ending inside a number; nowhere if empty."""
    found: list[Extent] = []
    at = text.find(quote, start, end) if quote else -1
    while at >= 0:
        stop = at + len(quote)
        if not (_inside_number(text, at) or _inside_number(text, stop)):
            found.append((at, stop))
        at = text.find(quote, at + 1, end)
    return found


def _inside_number(text: str, at: int) -> bool:
    around = text[max(0, at - 1) : at + 1]
    return len(around) == 2 and all(char.isdigit() or char == "." for char in around)


def plain_view(view: View, start: int, end: int) -> Plain:
    """The plain form of ``view.text[start:end]``, in time proportional to its length."""
    pieces: list[str] = []
    offsets: list[int] = []
    at = start
    for gap in _FORM.finditer(view.folded, start, end):
        pieces.append(view.folded[at : gap.start()])
        offsets.extend(range(at, gap.start()))
        at = gap.end()
    pieces.append(view.folded[at:end])
    offsets.extend(range(at, end))
    return Plain("".join(pieces), offsets)


def nearest(extents: list[Extent], at: int) -> Extent | None:
    """The extent that begins nearest to ``at``; None of none."""
    return min(extents, key=lambda extent: (abs(extent[0] - at), extent), default=None)


def line_of(text: str, span: Span) -> tuple[int, int, int]:
    """The line that ``span`` begins in: its number from 1, and its extent in ``text`` without the line's end."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[0])
    return text.count("\n", 0, start) + 1, start, len(text) if end < 0 else end


def overlapping(starts: list[int], ends: list[int], span: Span) -> range:
    """The indices of sorted, disjoint spans (their ``starts`` and ``ends``) that share a character with ``span``."""
    first = bisect_left(ends, span[0] + 1)
    return range(first, max(first, bisect_left(starts, span[1])))
