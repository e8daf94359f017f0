"""Numbered headings that break over two lines, each a paragraph of its own in the reading view."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.chunker.marks import MARKUP, STOPS, Heading, cleaned
from summarizer.chunker.model import Extent
from summarizer.chunker.titles import is_part_title, is_whole_title
from summarizer.chunker.unnumbered import is_opener
from summarizer.language.rules import Table

_LONGEST_REST = 40
_SHORTEST_FULL = 15
"""Characters from which a heading's first line may have filled the width of its page."""
_SAME_WIDTH = 4
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("(", ")"))
_OPEN_ENDS = tuple("、，,和与及以“（《—·的")


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A numbered heading's line, its number left out, the short line under it and what the report's other lines tell.

    ``wrapped`` says that such pairs are the exception among its headings or all as wide as a page, and that no such
    short lines stand elsewhere as headings of their own.
    """

    first: str
    rest: str
    wrapped: bool = False


BROKEN: Table[LineBreak, bool] = Table("broken")
"""Whether a short line carries on the heading above it."""


@BROKEN.rule
def own_title(pair: LineBreak) -> bool | None:
    """A line that is a part's title itself, or an address, carries nothing on."""
    return False if is_opener(pair.rest) or is_part_title(pair.rest) else None


@BROKEN.rule
def open_end(pair: LineBreak) -> bool | None:
    """A heading whose line ends in 、 or 和, or in an open quotation, is carried on."""
    open_pair = any(pair.first.count(left) > pair.first.count(right) for left, right in _PAIRS)
    return True if pair.first.endswith(_OPEN_ENDS) or open_pair else None


@BROKEN.rule
def whole_title(pair: LineBreak) -> bool | None:
    """Two lines that are a part's title only together are one heading (2031年和“十五五”时期 + 工作回顾)."""
    return True if is_whole_title(pair.first + pair.rest) and not is_whole_title(pair.first) else None


@BROKEN.rule
def full_line(pair: LineBreak) -> bool | None:
    """A long line without a stop under which a short one stands, for once, filled its page's width."""
    long = len(pair.first) >= _SHORTEST_FULL and pair.rest[-1] not in STOPS
    return True if long and pair.wrapped else None


def with_rests(text: str, paragraphs: Sequence[Extent], headings: Sequence[Heading]) -> tuple[list[Heading], set[int]]:
    """``headings`` with the second lines of those that break over two, and the paragraphs that these lines are."""
    marked = {heading.paragraph for heading in headings}
    pairs = {
        heading.paragraph: _pair(text, paragraphs, heading)
        for heading in headings
        if _may_break(text, paragraphs, heading, marked)
    }
    wrapped = _wrapped(text, paragraphs, headings, pairs)
    whole, rests = [], set()
    for heading in headings:
        pair = pairs.get(heading.paragraph)
        answer = BROKEN.decide(replace(pair, wrapped=wrapped)) if pair is not None else None
        if answer is not None and answer[0]:
            whole.append(_joined(text, paragraphs, heading))
            rests.add(heading.paragraph + 1)
        else:
            whole.append(heading)
    return whole, rests


def _may_break(text: str, paragraphs: Sequence[Extent], heading: Heading, marked: set[int]) -> bool:
    """Whether a heading on a line of its own stops nowhere, and a short line that runs into text stands under it."""
    index = heading.paragraph + 1
    if not heading.own_line or index in marked or index + 1 >= len(paragraphs):
        return False
    line = text[heading.text_start : paragraphs[heading.paragraph][1]].strip(MARKUP)
    rest = text[slice(*paragraphs[index])].strip(MARKUP)
    if not line or not rest or line[-1] in STOPS + "：:" or rest[-1] in "：:，,、":
        return False
    inner = any(stop in rest[:-1] for stop in STOPS)
    below = paragraphs[index + 1]
    return len(rest) <= _LONGEST_REST and not inner and (index + 1 in marked or below[1] - below[0] > len(rest))


def _pair(text: str, paragraphs: Sequence[Extent], heading: Heading) -> LineBreak:
    first = text[heading.text_start : paragraphs[heading.paragraph][1]].strip(MARKUP)
    return LineBreak(first, text[slice(*paragraphs[heading.paragraph + 1])].strip(MARKUP))


def _wrapped(text: str, paragraphs: Sequence[Extent], headings: Sequence[Heading], pairs: dict[int, LineBreak]) -> bool:
    """Whether the pairs of lines look wrapped: few among the headings, or their first lines all as wide."""
    marked = {heading.paragraph for heading in headings}
    free = sum(_stands_free(text, paragraphs, index, marked, pairs) for index in range(1, len(paragraphs) - 1))
    alone = sum(heading.own_line for heading in headings)
    widths = [len(pair.first) for pair in pairs.values()]
    return bool(pairs) and free < 2 and (2 * len(pairs) <= alone or max(widths) - min(widths) <= _SAME_WIDTH)


def _stands_free(
    text: str, paragraphs: Sequence[Extent], index: int, marked: set[int], pairs: dict[int, LineBreak]
) -> bool:
    """Whether a short line without a stop stands between paragraphs of text, under no numbered heading."""
    start, end = paragraphs[index]
    if end - start > _LONGEST_REST or index in marked or index - 1 in pairs or text[end - 1] in STOPS + "：:":
        return False
    below = paragraphs[index + 1]
    return not is_opener(text[start:end]) and below[1] - below[0] > _LONGEST_REST


def _joined(text: str, paragraphs: Sequence[Extent], heading: Heading) -> Heading:
    first = text[heading.text_start : paragraphs[heading.paragraph][1]].strip(MARKUP)
    rest = cleaned(text, *paragraphs[heading.paragraph + 1])
    return replace(heading, body=paragraphs[heading.paragraph + 2][0], text=first + rest)
