"""A reading view of a document: wrapped lines joined, stray characters gone, every character mapped back."""

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass

from summarizer.documents.characters import INVISIBLE, LINE_BREAKS, fold
from summarizer.documents.document import Document, Span
from summarizer.documents.lines import continuations
from summarizer.documents.offsets import counting
from summarizer.documents.pages import page_numbers

_WORDS = re.compile(rf"[^\s{INVISIBLE}]+")
_OTHER_BREAK = re.compile(rf"[{LINE_BREAKS}]")
_LATIN = re.compile(r"[A-Za-z]").match
_LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9]").match
_BLANK = re.compile(rf"[{INVISIBLE}]*\s").match
_WHOLE_NUMBER_END = re.compile(r"(?:^|[^\d.．])(?:\d{4}|\d+[.．]\d+%?|\d+%)$")
_WHOLE_NUMBER = re.compile(r"\d{4}(?!\d)|\d+[.．]\d")
_LIST_NUMBER = re.compile(r"\d{1,2}[.．]")


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


def build_view(document: Document) -> View:
    """The reading view of a document, in time proportional to its length.

    Lines are joined where ``lines.continuations`` finds that a line runs on. Of the white space inside a line only a
    space between two Latin words, between a Latin word and a number, between two whole numbers of a row, and between
    a list number and a number stays, as one ``" "`` that stands for the first character of the gap; so does one where
    Latin words meet at a joined line end. Every other character of ``text`` is the source's own.
    """
    source = document.text
    if _OTHER_BREAK.search(source):
        source = _OTHER_BREAK.sub("\n", source)
    words = [match.span() for match in _WORDS.finditer(source)]
    pieces: list[str] = []
    everything = counting(len(source))
    offsets = array("I")
    previous = -1
    for (start, end), separator in zip(words, _separators(source, words), strict=True):
        if separator is None:
            continue
        if separator and previous >= 0:
            pieces.append(separator)
            offsets.append(source.find("\n", previous, start) if separator == "\n" else previous)
        pieces.append(source[start:end])
        offsets += everything[start:end]
        previous = end
    offsets.append(len(source))
    text = "".join(pieces)
    return View(document, text, fold(text), offsets)


def _separators(source: str, words: list[Span]) -> list[str | None]:
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
    line = source.rfind("\n", max(0, end - 16), end) + 1
    head = source[max(line, end - 16) : end].strip()
    if _LIST_NUMBER.fullmatch(head) and (line or end < 16):
        return " "
    return " " if _WHOLE_NUMBER_END.search(head) and _WHOLE_NUMBER.match(source, start) else ""
