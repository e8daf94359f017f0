"""Lines of a text: its paragraphs, with breaks put back where a file, a web page or the reading view lost them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from summarizer.chunker.heads import title_span
from summarizer.chunker.model import Extent
from summarizer.chunker.sentences import paragraph_extents
from summarizer.chunker.site import is_page_line
from summarizer.chunker.titles import GLUED_TITLE, is_whole_title
from summarizer.documents import View

_FLAT_PARAGRAPH = 600
_LONGEST_HEAD = 240
_MARK = r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
_INSIDE = re.compile(rf"(?<=[。！？：!?:])[ 　]*(?=(?P<part>{_MARK})|各位代表[！，：!,:])")
_ADDRESS = re.compile(r"各位(?:代表|委员|同志|领导)|(?:大会)?主席团|现在,|我(?:代表|受)")
_HEAD_EDGE = re.compile(
    r"(?<=报告)(?=[—(-]|(?:19|20)\d\d年\d)|(?<=会议上)\)?(?!的)|(?<=会议)\)(?!上)|(?<=届)\)|(?<=\d日)\)"
)
_STOPS = tuple("。!?…")


def line_extents(view: View, start: int, end: int) -> list[Extent]:
    """The lines of ``view.text[start:end]`` that hold more than white space, in order, as extents in it.

    They are its paragraphs, cut where the document breaks a line before a title or a line of the page around the text
    though the view ran on, where a report's head, parts and items follow each other without any break, and where a
    title is glued to its text.
    """
    found: list[Extent] = []
    for paragraph in paragraph_extents(view.text, start, end):
        cuts = sorted({cut for cut in _cuts(view, *paragraph) if paragraph[0] < cut < paragraph[1]})
        found += pairwise((paragraph[0], *cuts, paragraph[1])) if cuts else (paragraph,)
    return found


def _cuts(view: View, start: int, end: int) -> Iterator[int]:
    yield from _lost_breaks(view, start, end)
    body = start
    for body in _head_cuts(view.folded, start, end):
        yield body
    for line in pairwise((body, *_flat_cuts(view.text, body, end), end)):
        yield line[0]
        if (title := GLUED_TITLE.match(view.text, *line)) is not None:
            yield title.end()


def _lost_breaks(view: View, start: int, end: int) -> Iterator[int]:
    """Where the document has a line break before a line that no paragraph runs on into."""
    pieces = _source_lines(view, start, end)
    for (first, edge), (_, stop) in pairwise(pieces):
        before, line = view.folded[first:edge], view.folded[edge:stop]
        apart = before.endswith(_STOPS) or is_page_line(before)
        if (apart and (is_page_line(line) or title_span(line))) or (stop == end and is_whole_title(line)):
            yield edge


def _source_lines(view: View, start: int, end: int) -> list[Extent]:
    """A paragraph as the document breaks it into lines."""
    source, offsets = view.document.text, view.offsets
    edges = [start]
    at, last = source.find("\n", offsets[start], offsets[end - 1]), offsets[end - 1]
    while at >= 0:
        edges.append(bisect_left(offsets, at, start, end))
        at = source.find("\n", at + 1, last)
    return [(first, after) for first, after in pairwise([*edges, end]) if first < after]


def _head_cuts(folded: str, start: int, end: int) -> list[int]:
    """Where the lines of a report's head end that stand in one line with its address, the address's start last."""
    window = folded[start : min(end, start + _LONGEST_HEAD)]
    title, address = window.find("报告"), _ADDRESS.search(window)
    if address is None or not 0 <= title < address.start() or "。" in window[: address.start()]:
        return []
    edges = [edge.end() for edge in _HEAD_EDGE.finditer(window, 0, address.start())]
    return [start + edge for edge in (*edges, address.start())]


def _flat_cuts(text: str, start: int, end: int) -> list[int]:
    """Where parts and items begin inside a paragraph that was many: a very long one, or one that counts 一、 二、."""
    counted = text.find("二、", start, end) > 0
    if end - start <= _FLAT_PARAGRAPH and not counted:
        return []
    inside = list(_INSIDE.finditer(text, start, end))
    parts = {mark["part"] for mark in inside}
    flat = end - start > _FLAT_PARAGRAPH and len(inside) > 2
    return [mark.end() for mark in inside] if flat or {"一、", "二、"} <= parts else []
