"""A reading view of a document: wrapped lines joined, stray characters gone, every character mapped back."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.documents.breaks import lost_breaks
from summarizer.documents.characters import INVISIBLE, LINE_BREAKS, RADICALS, fold, replaced, unusual
from summarizer.documents.document import Document, Span
from summarizer.documents.figures import DOTS, with_plain_commas, with_plain_points
from summarizer.documents.lines import continuations
from summarizer.documents.markup import entity_end, readable
from summarizer.documents.offsets import counting
from summarizer.documents.pages import page_numbers, running_heads
from summarizer.documents.traditional import simplified
from summarizer.expressions import expression

_WORDS = expression(rf"[^\s{INVISIBLE}]+")
_OTHER_BREAK = expression(rf"[{LINE_BREAKS}]")
_FEED = expression("\f")
_LATIN = expression(r"[A-Za-z]").match
_LATIN_OR_DIGIT = expression(r"[A-Za-z0-9]").match
_BLANK = expression(rf"[{INVISIBLE}]*\s").match
_WHOLE_NUMBER_END = expression(r"(?:^|[^\d.．])(?:\d{4}|\d+[.．]\d+%?|\d+%)$")
_WHOLE_NUMBER = expression(r"\d{4}(?!\d)|\d+[.．]\d")
_LIST_NUMBER = expression(r"\d{1,2}[.．]")
_REPORT = expression("工作报告|各位代表")
_SHORTEST_REPORT = 60
_LONGEST_LINE = 3000
"""Characters a line from which a report's text is taken to have lost its line breaks."""


@dataclass(frozen=True, slots=True)
class View:
    """The document as people read it.

    ``text`` is what everything matches on: the source's characters with wrapped lines joined into paragraphs (one
    paragraph a line, ``\\n`` between them, no blank lines); stray page numbers, signs of markup, soft hyphens,
    zero-width and private-use characters and meaningless spaces left out; look-alikes and traditional characters
    replaced by the ordinary simplified ones, and marks inside numbers by ASCII ones. ``written`` and ``folded`` have
    the same length: ``written`` keeps the source's own traditional characters and marks, for showing it; ``folded`` is
    ``text`` with full-width letters, digits and punctuation as ASCII, for matching. ``offsets[i]`` is the document
    offset of ``text[i]``; one sentinel at the end. A line break that the source does not have stands at the offset of
    the character after it.
    """

    document: Document
    text: str
    written: str
    folded: str
    offsets: "array[int]"

    def span(self, start: int, end: int) -> Span:
        """The document span of ``text[start:end]``; empty extents give an empty span."""
        if start >= end:
            return Span((self.offsets[start], self.offsets[start]))
        return Span((self.offsets[start], self.end(end)))

    def end(self, end: int) -> int:
        """The document offset at which the character before ``end`` ends."""
        last = self.offsets[end - 1]
        source = self.document.text
        return entity_end(source, last) if source.startswith("&", last) else last + 1

    def extent(self, span: Span) -> tuple[int, int]:
        """The extent in the view of a document span: the kept characters inside it."""
        start = bisect_left(self.offsets, span[0])
        following = self.offsets[start + 1 : start + 2]
        if following and following[0] == self.offsets[start]:
            start += 1  # a line break that was put in before the character
        return (start, max(start, bisect_left(self.offsets, span[1])))


def build_view(document: Document) -> View:
    """The reading view of a document, in time proportional to its length.

    Lines are joined where ``lines.continuations`` finds that a line runs on. Of the white space inside a line only a
    space between two Latin words, between a Latin word and a number, between two whole numbers of a row, and between
    a list number and a number stays, as one ``" "`` that stands for the first character of the gap; so does one where
    Latin words meet at a joined line end. A report in one line gets its line breaks back. Every other character of
    ``written`` is the source's own, or the ordinary character that it looks like.
    """
    source = readable(document.text, markdown=document.format == "markdown")
    feeds = [match.start() for match in _FEED.finditer(source)] if "\f" in source else []
    if _OTHER_BREAK.search(source):
        source = _OTHER_BREAK.sub("\n", source)
    text, offsets = _joined(source, feeds)
    if _has_lost_breaks(text):
        text, offsets = _with_breaks(text, offsets)
    present = unusual(text)
    written = replaced(text, RADICALS, present)
    text = with_plain_commas(simplified(written))
    if not DOTS.isdisjoint(present):
        text = with_plain_points(text)
    return View(document, text, written, fold(text, present), offsets)


def _joined(source: str, feeds: Sequence[int]) -> tuple[str, "array[int]"]:
    """The text of a view and its offsets."""
    words = [match.span() for match in _WORDS.finditer(source)]
    pieces: list[str] = []
    everything = counting(len(source))
    offsets = array("I")
    previous = -1
    for (start, end), separator in zip(words, _separators(source, words, feeds), strict=True):
        if separator is None:
            continue
        if separator and previous >= 0:
            pieces.append(separator)
            offsets.append(source.find("\n", previous, start) if separator == "\n" else previous)
        pieces.append(source[start:end])
        offsets += everything[start:end]
        previous = end
    offsets.append(len(source))
    return "".join(pieces), offsets


def _has_lost_breaks(text: str) -> bool:
    """Whether a report stands in one line, or in a few lines of many paragraphs each."""
    size = len(text)
    lines = text.count("\n") + 1
    return (lines == 1 or size > lines * _LONGEST_LINE) and size >= _SHORTEST_REPORT and bool(_REPORT.search(text))


def _with_breaks(text: str, offsets: "array[int]") -> tuple[str, "array[int]"]:
    gaps = [at for at in range(1, len(text)) if offsets[at] - offsets[at - 1] > 1]
    pieces: list[str] = []
    mapped = array("I")
    at = 0
    for cut in lost_breaks(text, gaps):
        if "\n" in text[cut - 1 : cut + 1]:
            continue
        pieces.append(text[at:cut] + "\n")
        mapped += offsets[at:cut]
        mapped.append(offsets[cut])
        at = cut
    return "".join([*pieces, text[at:]]), mapped + offsets[at:]


def _separators(source: str, words: list[tuple[int, int]], feeds: Sequence[int]) -> list[str | None]:
    """What stands before each word in the view: a line break, a space or nothing; None where the word is left out."""
    result: list[str | None] = []
    firsts: list[int] = []
    blanks: list[bool] = []
    indents: list[int] = []
    end = 0
    for start, stop in words:
        break_at = source.find("\n", end, start)
        if break_at >= 0 or not end:
            last_break = source.rfind("\n", end, start) if start - break_at > 1 else break_at
            firsts.append(len(result))
            blanks.append(last_break > break_at)
            indents.append(start - last_break - 1)
            result.append("\n")
        elif source[end - 1] > "\x7f" or source[start] > "\x7f":
            result.append("")
        else:
            result.append(_space(source, end, start))
        end = stop
    lasts = [*firsts[1:], len(words)] if firsts else []
    starts = [words[first][0] for first in firsts]
    lines = [source[start : words[last - 1][1]] for start, last in zip(starts, lasts, strict=True)]
    dropped = page_numbers(lines, starts)
    if dropped or feeds:
        dropped |= running_heads(lines, starts, dropped, feeds)
    for i in dropped:
        result[firsts[i] : lasts[i]] = [None] * (lasts[i] - firsts[i])
    kept = [i for i in range(len(lines)) if i not in dropped] if dropped else range(len(lines))
    runs_on = continuations([lines[i] for i in kept], [blanks[i] for i in kept], [indents[i] for i in kept])
    end = 0
    for i, joined in zip(kept, runs_on, strict=True):
        if joined:
            result[firsts[i]] = " " if _LATIN(source[end - 1]) and _LATIN_OR_DIGIT(source[starts[i]]) else ""
        end = words[lasts[i] - 1][1]
    return result


def _space(source: str, end: int, start: int) -> str:
    """The space that stays between two ASCII words of a line; white space that says nothing goes."""
    before, after = source[end - 1], source[start]
    if not _BLANK(source, end, start):
        return ""
    if _LATIN(before):
        return " " if _LATIN_OR_DIGIT(after) else ""
    if not after.isdigit():
        return ""
    if "\t" in source[end:start]:
        return " "
    line = source.rfind("\n", max(0, end - 16), end) + 1
    head = source[max(line, end - 16) : end].strip()
    if _LIST_NUMBER.fullmatch(head) and (line or end < 16):
        return " "
    return " " if _WHOLE_NUMBER_END.search(head) and _WHOLE_NUMBER.match(source, start) else ""
