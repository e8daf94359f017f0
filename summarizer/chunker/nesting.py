"""Nesting: how deep each heading of a report stands, by the report's own usage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from summarizer.chunker.marks import TITLE, Heading
from summarizer.chunker.titles import is_annex_title, is_part_title

_RANKS = {TITLE: 0, "part": 0, "comma": 1, "paren": 2, "ordinal": 3, "point": 3, "digit": 4, "circle": 5, "item": 6}
"""How deep a style stands where the report's own usage does not say otherwise; styles not named here float."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place where a section begins: its first paragraph, its depth from 1, and its heading, if it has one."""

    paragraph: int
    level: int
    heading: Heading | None = None


@dataclass(slots=True)
class _List:
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
    styled = [replace(heading, style=_style_in(heading, headings, parts)) for heading in headings]
    nodes: list[Node] = []
    stack: list[_List] = []
    if styled and parts and styled[0].style != parts and any(heading.style == parts for heading in styled):
        stack.append(_List(parts, 0))
    for index, heading in enumerate(styled):
        depth = next((depth for depth, open_list in enumerate(stack) if open_list.style == heading.style), None)
        rest = styled[index:]
        if _broken(heading, None if depth is None else stack[depth]):
            continue
        if depth is None:
            while stack and _ends(stack, heading, rest, parts):
                _close(stack, heading.paragraph, rest, nodes)
            _open(stack, heading.style)
        else:
            if _interrupts(stack, depth, rest):
                continue
            while len(stack) > depth + 1:
                _close(stack, heading.paragraph, rest, nodes)
            if heading.ordinal == 1 and stack[-1].ordinal > 1 and depth:
                _close(stack, heading.paragraph, rest, nodes)
                _open(stack, heading.style)
        stack[-1].ordinal = heading.ordinal or stack[-1].ordinal + 1
        stack[-1].own_line = heading.own_line
        stack[-1].paragraphs.append(heading.paragraph)
        nodes.append(Node(heading.paragraph, len(stack), heading))
    while stack:
        _close(stack, end, [], nodes)
    return nodes


def _open(stack: list[_List], style: str) -> None:
    if stack:
        stack[-1].nested = True
    stack.append(_List(style, 0))


def _broken(heading: Heading, siblings: _List | None) -> bool:
    """Whether a heading after a paragraph that stops in mid-sentence is but the rest of it ("三" + "、…").

    It is a heading all the same if it carries its list on in number and form, or begins one on a line of its own.
    """
    if not heading.doubtful:
        return False
    if siblings is None:
        return not (heading.own_line and heading.ordinal in (None, 1))
    return heading.ordinal != siblings.ordinal + 1 or heading.own_line != siblings.own_line


def _part_style(headings: Sequence[Heading]) -> str | None:
    """The style of the main parts: that of the first heading which speaks of a year's work, else the highest."""
    for heading in headings:
        if heading.style in _RANKS and is_part_title(heading.text):
            return heading.style
    ranked = [heading.style for heading in headings if heading.style in _RANKS]
    return min(ranked, key=_RANKS.__getitem__, default=None)


def _style_in(heading: Heading, headings: Sequence[Heading], parts: str | None) -> str:
    """A title without a number stands with the main parts if it reads as one of them, else below them."""
    if heading.style != TITLE or parts in (TITLE, None):
        subject = not is_part_title(heading.text) and not is_annex_title(heading.text)
        return "line" if heading.style == TITLE and subject and _has_part_titles(headings) else heading.style
    return str(parts) if is_part_title(heading.text) or is_annex_title(heading.text) else "line"


def _has_part_titles(headings: Sequence[Heading]) -> bool:
    return any(heading.style == TITLE and is_part_title(heading.text) for heading in headings)


def _ends(stack: Sequence[_List], heading: Heading, rest: Sequence[Heading], parts: str | None) -> bool:
    """Whether the innermost open list is over when a heading of a style that is not open comes."""
    top = stack[-1]
    if top.style == parts:
        return False
    if top.style in _RANKS and heading.style in _RANKS and _RANKS[heading.style] < _RANKS[top.style]:
        return True
    if _goes_on(top, rest, stack[0].style):
        return False
    floating = top.style not in _RANKS and len(top.paragraphs) > 1 and not top.nested and not top.own_line
    return floating or _over(top, heading.paragraph) is not None


def _goes_on(top: _List, rest: Sequence[Heading], parts: str) -> bool:
    """Whether the list has further items before the next main part."""
    for heading in rest:
        if heading.style == parts:
            return False
        if heading.style == top.style:
            return heading.ordinal is None or heading.ordinal > top.ordinal
    return False


def _over(top: _List, next_paragraph: int) -> int | None:
    """The paragraph at which a list of equally short items is over, if text that is none of its own follows it."""
    gaps = Counter(after - before for before, after in pairwise(top.paragraphs))
    if gaps.total() < 2:
        return None
    size, count = gaps.most_common(1)[0]
    if size > 2 or count < 0.75 * gaps.total() or next_paragraph <= top.paragraphs[-1] + size:
        return None
    return top.paragraphs[-1] + size


def _close(stack: list[_List], next_paragraph: int, rest: Sequence[Heading], nodes: list[Node]) -> None:
    """Close the innermost list; text after its end, if it has an end of its own, becomes a node without heading."""
    top = stack.pop()
    if (
        not stack
        or _goes_on(top, rest, stack[0].style)
        or (nodes and nodes[-1].paragraph > max(top.paragraphs, default=0))
    ):
        return
    if (paragraph := _over(top, next_paragraph)) is not None:
        nodes.append(Node(paragraph, len(stack) + 1))


def _interrupts(stack: Sequence[_List], depth: int, rest: Sequence[Heading]) -> bool:
    """Whether a heading breaks into a deeper numbered list that goes on right after it."""
    heading, inner = rest[0], stack[-1]
    if depth == len(stack) - 1 or not inner.ordinal or inner.style not in _RANKS or is_part_title(heading.text):
        return False
    after = next((other for other in rest[1:] if other.style == inner.style), None)
    if after is None or after.ordinal != inner.ordinal + 1:
        return False
    between = any(other.style == heading.style for other in rest[1 : rest.index(after)])
    expected = heading.ordinal is None or heading.ordinal == stack[depth].ordinal + 1
    return not between and not (expected and heading.own_line)
