"""Nesting: how deep each heading of a report stands, by the report's own usage."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from summarizer.chunker.marks import TITLE, Heading
from summarizer.chunker.titles import is_part_title, stands_with_parts

_RANKS = {TITLE: 0, "part": 0, "comma": 1, "paren": 2, "ordinal": 3, "point": 3, "digit": 4, "circle": 5, "item": 6}
"""How deep a style stands where the report's own usage does not say otherwise; styles not named here float."""


_DEEPEST = 9
"""Levels that an outline may have: as many as there are styles with a rank, and one more."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place where a section begins: its first paragraph, its depth from 1, and its heading, if it has one."""

    paragraph: int
    level: int
    heading: Heading | None = None


@dataclass(slots=True)
class _HeadingList:
    """A run of headings of one style that is still open while the report is read."""

    style: str
    ordinal: int
    paragraphs: list[int] = field(default_factory=list)
    nested: bool = False
    own_line: bool = False


def nest(headings: Sequence[Heading], end: int) -> list[Node]:
    """Headings with their depth, in order; ``end`` is the index after the last paragraph they may govern.

    A style that is new opens a deeper list, one that is open already closes all lists below it. Lists whose items are
    single paragraphs end with their last item: what follows stands beside them, as a node without heading. Headings
    that interrupt a list which goes on after them are left out: they are the remains of broken sentences.
    """
    parts = _part_style(headings)
    titles = any(heading.style == TITLE and is_part_title(heading.text) for heading in headings)
    styled = [_styled(heading, parts, titles=titles) for heading in headings]
    nesting = _Nesting(styled, parts)
    for index in range(len(styled)):
        nesting.read(index)
    nesting.finish(end)
    return nesting.nodes


def _part_style(headings: Sequence[Heading]) -> str | None:
    """The style of the main parts: the highest of those up to the first heading which speaks of a year's work."""
    highest: str | None = None
    for heading in headings:
        if heading.style in _RANKS:
            highest = min(highest or heading.style, heading.style, key=_RANKS.__getitem__)
            if is_part_title(heading.text):
                break
    return highest


def _styled(heading: Heading, parts: str | None, *, titles: bool) -> Heading:
    """A title without a number stands with the main parts if it reads as one of them, else below them.

    ``titles`` tells whether any title does.
    """
    if heading.style != TITLE:
        return heading
    if stands_with_parts(heading.text):
        return replace(heading, style=parts or TITLE)
    return replace(heading, style="line") if titles or parts != TITLE else heading


class _Nesting:
    """The lists that are open while the headings are read one after the other, and the nodes found so far."""

    def __init__(self, headings: Sequence[Heading], parts: str | None) -> None:
        self.nodes: list[Node] = []
        self._headings = headings
        self._parts = parts
        self._stack: list[_HeadingList] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for index, heading in enumerate(headings):
            self._places[heading.style].append(index)
        if headings and parts and headings[0].style != parts and self._places[parts]:
            self._stack.append(_HeadingList(parts, 0))

    def read(self, index: int) -> None:
        """Place one heading: close the lists it ends, open one for a style that is new, add its node."""
        heading, stack = self._headings[index], self._stack
        depth = next((depth for depth, open_list in enumerate(stack) if open_list.style == heading.style), None)
        if _broken(heading, None if depth is None else stack[depth]):
            return
        if depth is None:
            while stack and (len(stack) == _DEEPEST or self._ends(index)):
                self._close(heading.paragraph, index)
            self._open(heading.style)
        else:
            if self._interrupts(index, depth):
                return
            while len(stack) > depth + 1:
                self._close(heading.paragraph, index)
            if heading.ordinal == 1 and stack[-1].ordinal > 1 and depth:
                self._close(heading.paragraph, index)
                self._open(heading.style)
        top = stack[-1]
        top.ordinal = heading.ordinal or top.ordinal + 1
        top.own_line = heading.own_line
        top.paragraphs.append(heading.paragraph)
        self.nodes.append(Node(heading.paragraph, len(stack), heading))

    def finish(self, end: int) -> None:
        """Close all lists at the end of the text."""
        while self._stack:
            self._close(end, len(self._headings))

    def _open(self, style: str) -> None:
        if self._stack:
            self._stack[-1].nested = True
        self._stack.append(_HeadingList(style, 0))

    def _close(self, next_paragraph: int, index: int) -> None:
        """Close the innermost list; text after its end, if it has an end of its own, becomes a node without heading."""
        top = self._stack.pop()
        within = self.nodes and self.nodes[-1].paragraph > (top.paragraphs[-1] if top.paragraphs else 0)
        if not self._stack or within or self._goes_on(top, index):
            return
        if (paragraph := _over(top, next_paragraph)) is not None:
            self.nodes.append(Node(paragraph, len(self._stack) + 1))

    def _ends(self, index: int) -> bool:
        """Whether the innermost list is over when a heading of a style that is not open comes."""
        heading, top = self._headings[index], self._stack[-1]
        if top.style == self._parts:
            return False
        if top.style in _RANKS and heading.style in _RANKS and _RANKS[heading.style] < _RANKS[top.style]:
            return True
        if self._goes_on(top, index):
            return False
        if top.style not in _RANKS and heading.style not in _RANKS:
            return True
        floating = top.style not in _RANKS and len(top.paragraphs) > 1 and not top.nested and not top.own_line
        return floating or _over(top, heading.paragraph) is not None

    def _goes_on(self, top: _HeadingList, index: int) -> bool:
        """Whether a list has further items from heading ``index`` on, before the next main part."""
        item = self._next(top.style, index)
        if item is None:
            return False
        part = self._next(self._stack[0].style if self._stack else top.style, index)
        if part is not None and part < item:
            return False
        ordinal = self._headings[item].ordinal
        return ordinal is None or ordinal > top.ordinal

    def _interrupts(self, index: int, depth: int) -> bool:
        """Whether a heading breaks into a deeper numbered list that goes on right after it."""
        heading, inner = self._headings[index], self._stack[-1]
        if depth == len(self._stack) - 1 or not inner.ordinal or inner.style not in _RANKS:
            return False
        after = self._next(inner.style, index + 1)
        if after is None or self._headings[after].ordinal != inner.ordinal + 1 or is_part_title(heading.text):
            return False
        sibling = self._next(heading.style, index + 1)
        expected = heading.ordinal is None or heading.ordinal == self._stack[depth].ordinal + 1
        return (sibling is None or sibling > after) and not (expected and heading.own_line)

    def _next(self, style: str, index: int) -> int | None:
        """The first heading of a style from ``index`` on."""
        places = self._places[style]
        place = bisect_left(places, index)
        return places[place] if place < len(places) else None


def _broken(heading: Heading, siblings: _HeadingList | None) -> bool:
    """Whether a heading after a paragraph that stops in mid-sentence is only the rest of that sentence ("三" + "、…").

    It is a heading all the same if it carries its list on in number and form, or begins one on a line of its own.
    """
    if not heading.doubtful:
        return False
    if siblings is None:
        return not (heading.own_line and heading.ordinal in (None, 1))
    return heading.ordinal != siblings.ordinal + 1 or heading.own_line != siblings.own_line


def _over(top: _HeadingList, next_paragraph: int) -> int | None:
    """The paragraph at which a list of equally short items is over, if text that does not belong to it follows."""
    gaps = Counter(after - before for before, after in pairwise(top.paragraphs))
    if gaps.total() < 2:
        return None
    size, count = gaps.most_common(1)[0]
    if size > 2 or count < 0.75 * gaps.total() or next_paragraph <= top.paragraphs[-1] + size:
        return None
    return top.paragraphs[-1] + size
