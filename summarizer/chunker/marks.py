"""Paragraphs that open with a mark: a number of any style, a dash or a bullet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.chunker.model import Extent
from summarizer.chunker.sentences import clause_extents, sentence_extents

DASH = "dash"
"""Style of a paragraph that opens with a dash or a bullet."""
TITLE = "title"
"""Style of an unnumbered part title ("2031年工作回顾")."""
LIST_STYLES = frozenset({"ordinal", "item", "point", "digit", "circle", DASH})
"""Styles of lists, which have two items at least."""

_CN = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(
    rf"[ 　#*]*(?:"
    rf"(?P<part>第(?:{_CN}|[0-9０-９]{{1,2}})(?:部分|篇|章|方面))[、，：: 　]*"
    rf"|(?P<comma>{_CN})[、﹑.．]"
    rf"|[（(〔](?P<paren>{_CN})[）)〕][、.．：:]?"
    rf"|(?P<ordinal>[第其]{_CN})[，,、：:]"
    rf"|(?P<item>{_CN}[是要])[：:，,]?(?!求|素|点|闻|务)"
    rf"|(?P<point>[0-9０-９]{{1,2}})[ 　]?(?:[、﹑]|[.．](?:(?![0-9０-９])|(?=20\d\d年)))"
    rf"|[（(]?(?P<digit>[0-9０-９]{{1,2}})[）)][、.．]?"
    rf"|(?P<circle>[①-⑳⑴-⒇])[、.．]?"
    rf")[ 　]*"
)
_DASHED = re.compile(r"[ 　#*]*(?:[—―─－]{1,3}|--+|[●■◆★▲◇□•·])[ 　]*(?=[^\s\d—―─－-]|20\d\d年|\d+个)")
_BROKEN = re.compile(rf"{_CN}(?:[、，]|[产次线类级])|[0-9０-９]+[、，]?[0-9０-９]*[号％%]")
_COLON = re.compile("[：:]")
_NOT_NUMERAL = re.compile("[^一二三四五六七八九十]")
MARKUP = " 　*#【】\n"
"""What may stand around a heading without belonging to it: white space and marks of emphasis."""
STOPS = "。！？；!?;…"
"""Punctuation after which a paragraph is complete, and which no title has."""
_FINISHED = frozenset(STOPS + '：:”’）)》】」』"')
_LONG_HEADING = 80
_SHORT_HEADING = 45


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a text.

    ``paragraph`` is its paragraph's index; ``start`` its first character and ``text_start`` the first one after the
    number; ``body`` where own text begins: at the next paragraph for a heading on a line of its own, else at
    ``text_start``. ``ordinal`` is the number's value, None for dashes and titles. ``doubtful`` says that the paragraph
    before stops in mid-sentence, so that this one may be its broken remains.
    """

    paragraph: int
    start: int
    text_start: int
    body: int
    style: str
    ordinal: int | None
    number: str | None
    text: str
    doubtful: bool = False

    @property
    def own_line(self) -> bool:
        """Whether the heading stands on a line of its own."""
        return self.body > self.text_start


def marked_headings(text: str, paragraphs: Sequence[Extent]) -> list[Heading]:
    """The paragraphs that open with a number or dash and a heading or lead sentence after it, in order."""
    found = []
    for index, (start, end) in enumerate(paragraphs):
        if (match := _NUMBERED.match(text, start, end)) is not None:
            style, number = str(match.lastgroup), match[str(match.lastgroup)]
            if _BROKEN.match(text, match.end(), end) or _holds_list(text, match.end(), end, style, number):
                continue
            ordinal: int | None = value_of(number)
        elif (match := _DASHED.match(text, start, end)) is not None:
            style, number, ordinal = DASH, None, None
        else:
            continue
        heading = _heading(text, paragraphs, index, match.end(), style, ordinal, number)
        if heading is not None:
            found.append(heading)
    return found


def unfinished(text: str, start: int, end: int) -> bool:
    """Whether a paragraph stops in mid-sentence, so that the next one only carries it on."""
    if text[end - 1] in _FINISHED:
        return False
    return end - start > _LONG_HEADING or any(stop in "。！？" for stop in text[start : end - 1])


def cleaned(text: str, start: int, end: int) -> str:
    """A heading's words without the punctuation and markup around them."""
    return text[start:end].strip(MARKUP).rstrip("。；;：:，,、．. ")


def value_of(number: str) -> int:
    """The value of a number below 100 in figures or numerals, as lists and dates have it: 十二, 3, ③, 第二, 三是."""
    for first, last in (("①", "⑳"), ("⑴", "⒇")):
        if first <= number <= last:
            return ord(number) - ord(first) + 1
    if number[-1].isdecimal():
        return int(number)
    total = 0
    for char in _NOT_NUMERAL.sub("", number):
        total = (total or 1) * 10 if char == "十" else total + "一二三四五六七八九".index(char) + 1
    return total


def _heading(
    text: str,
    paragraphs: Sequence[Extent],
    index: int,
    text_start: int,
    style: str,
    ordinal: int | None,
    number: str | None,
) -> Heading | None:
    start, end = paragraphs[index]
    if text_start >= end:
        return None
    stop = _lead_end(text, text_start, end)
    whole, length = stop == end, end - text_start
    if style == DASH and (stop - text_start > _LONG_HEADING or (whole and text[end - 1] in "；;：:")):
        return None
    own_line = whole and length <= (_SHORT_HEADING if text[end - 1] in STOPS else _LONG_HEADING)
    own_line = own_line and index + 1 < len(paragraphs) and not _alike(text, paragraphs[index + 1], style)
    body = paragraphs[index + 1][0] if own_line else text_start
    doubtful = index > 0 and unfinished(text, *paragraphs[index - 1])
    return Heading(index, start, text_start, body, style, ordinal, number, cleaned(text, text_start, stop), doubtful)


def _holds_list(text: str, start: int, end: int, style: str, number: str) -> bool:
    """Whether a paragraph that opens with 一是 or 1. goes on to 二是 or 2.: then it is itself a list."""
    if style not in ("item", "ordinal", "point", "digit", "circle"):
        return False
    after = value_of(number) + 1
    following = "一二三四五六七八九十"[after - 1] if after <= 10 else ""
    if style == "item":
        return f"{following}{number[-1]}" in text[start:end]
    if style == "ordinal":
        return f"{number[0]}{following}，" in text[start:end]
    if style == "circle":
        return chr(ord(number) + 1) in text[start:end]
    marked = rf"{after}[.．、]" if style == "point" else rf"[（(]?{after}[）)]"
    return re.search(rf"[；;。]{marked}(?!\d)", text[start:end]) is not None


def _alike(text: str, paragraph: Extent, style: str) -> bool:
    """Whether the next paragraph is marked in the same style: then this one is an item, not a heading over text."""
    match = _NUMBERED.match(text, *paragraph)
    if match is not None:
        return match.lastgroup == style
    return style == DASH and _DASHED.match(text, *paragraph) is not None


def _lead_end(text: str, start: int, end: int) -> int:
    """Where the sentence that serves as heading ends; of a very long one, the first colon or the last comma in time."""
    window = min(end, start + 4 * _LONG_HEADING)
    stop = next((stop for _, stop in sentence_extents(text, start, window)), end)
    if stop - start <= _LONG_HEADING:
        return stop
    if (colon := _COLON.search(text, start, start + _LONG_HEADING // 2)) is not None:
        return colon.start()
    clauses = [clause for _, clause in clause_extents(text, start, window) if clause - start <= _LONG_HEADING]
    return clauses[-1] if clauses else stop
