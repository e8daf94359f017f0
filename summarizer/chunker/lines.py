"""Lines of a text: its paragraphs, with breaks put back where a file, a web page or the reading view lost them."""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from itertools import pairwise

from summarizer.chunker.head_lines import title_span
from summarizer.chunker.model import Extent
from summarizer.chunker.sentences import paragraph_extents
from summarizer.chunker.site import is_note, is_page_line
from summarizer.chunker.titles import glued_title_end, is_whole_title
from summarizer.documents import View
from summarizer.expressions import expression

_FLAT_PARAGRAPH = 600
_LONGEST_HEAD = 240
_MARK = r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
_INSIDE = expression(rf"(?<=[。！？：!?:])[ 　]*(?=(?P<part>{_MARK})|各位代表[！，：!,:])")
_ADDRESS = expression(r"各位(?:代表|委员|同志|领导)|(?:大会)?主席团|现在,|我(?:代表|受)")
_HEAD_EDGE = expression(
    r"(?<=报告)(?=[—(-]|(?:19|20)\d\d年\d)|(?<=会议上)\)?(?!的)|(?<=会议)\)(?!上)|(?<=届)\)|(?<=\d日)\)"
)
_STOPS = frozenset("。!?…")
_APART = expression(
    r"\n(?P<line>[^\n]{1,20}|[^\n]{1,48}[顾结况排务标作署求路算划议就绩虑告》）)】：:摄][ 　]*)(?=\n|\Z)"
)
"""Lines of a document that may stand apart: very short ones, and such as end like a title or a line of the page."""
_NUMBER_FIRST = frozenset("一二三四五六七八九十（(第")


def line_extents(view: View, start: int, end: int) -> list[Extent]:
    """The lines of ``view.text[start:end]`` that hold more than white space, in order, as extents in it.

    They are its paragraphs, cut where the document breaks a line before a title or a line of the page around the text
    though the view ran on, where a report's head, parts and items follow each other without any break, and where a
    title is glued to its text.
    """
    found: list[Extent] = []
    lost = deque(_lost_breaks(view, start, end))
    for paragraph in paragraph_extents(view.text, start, end):
        cuts = list(_cuts(view, *paragraph)) if _may_be_several(view, *paragraph) else []
        while lost and lost[0] < paragraph[1]:
            cuts.append(lost.popleft())
        found += pairwise((paragraph[0], *sorted({*cuts}), paragraph[1])) if cuts else (paragraph,)
    return found


def _may_be_several(view: View, start: int, end: int) -> bool:
    """Whether anything in a paragraph tells that it may be more than one line; most have nothing of it."""
    return (
        view.text[start] in _NUMBER_FIRST
        or end - start > _FLAT_PARAGRAPH
        or view.text.find("二、", start, end) >= 0
        or view.folded.find("报告", start, min(end, start + _LONGEST_HEAD)) >= 0
    )


def _cuts(view: View, start: int, end: int) -> Iterator[int]:
    """The offsets inside a paragraph at which another line begins, in any order."""
    head = _head_cuts(view.folded, start, end)
    body = head[-1] if head else start
    inside = [*head, *_flat_cuts(view.text, body, end)]
    glued = (glued_title_end(view.text, *line) for line in pairwise((body, *inside[len(head) :], end)))
    yield from inside
    yield from (stop for stop in glued if stop is not None)


def _lost_breaks(view: View, start: int, end: int) -> Iterator[int]:
    """Where the document breaks before a short line that no paragraph runs on into, in ``view.text[start:end]``."""
    source, offsets = view.document.text, view.offsets
    for line in _APART.finditer(source, offsets[start], offsets[end]):
        edge = bisect_left(offsets, line.start("line"), start, end)
        if edge <= start or view.text[edge - 1] == "\n":
            continue
        stop = bisect_left(offsets, line.end(), edge, end)
        before = bisect_left(offsets, source.rfind("\n", 0, line.start()) + 1, start, end)
        if edge < stop and _stands_apart(view.folded, before, edge, stop):
            yield edge


def _stands_apart(folded: str, before: int, start: int, end: int) -> bool:
    """Whether a line does not belong to the paragraph it is in; ``before`` is where the line before it begins."""
    line = folded[start:end]
    last = folded[end : end + 1] in ("", "\n")
    if last and (is_whole_title(line) or (line[-1] not in _STOPS and is_page_line(line))):
        return True
    apart = folded[start - 1] in _STOPS or is_note(folded[before:start])
    return apart and (is_page_line(line) or title_span(line) is not None)


def _head_cuts(folded: str, start: int, end: int) -> list[int]:
    """Where the lines of a report's head end that share a line with its address; the address's start comes last."""
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
