"""Paragraphs that open with a mark: a number of any style, a dash or a bullet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.chunker.model import Extent
from summarizer.chunker.sentences import clause_extents, first_sentence_end
from summarizer.expressions import expression
from summarizer.language.numerals import whole, written
from summarizer.language.rules import Table

DASH = "dash"
"""Style of a paragraph that opens with a dash or a bullet."""
TITLE = "title"
"""Style of an unnumbered part title ("2031年工作回顾")."""
LIST_STYLES = frozenset({"ordinal", "item", "point", "digit", "circle", DASH})
"""Styles of lists, which have two items at least."""

_CN = "[一二三四五六七八九十]{1,3}"
_ARABIC = "[0-9０-９]{1,2}"
_BEFORE, _AFTER = r"[ 　#*]*", r"[ 　]*"
_MAY_OPEN = expression(rf"{_BEFORE}[第其一二三四五六七八九十（(〔0-9０-９①-⑳⑴-⒇—―─－\-●■◆★▲◇□•·]")
_PART = expression(rf"{_BEFORE}(?P<number>第(?:{_CN}|{_ARABIC})(?:部分|篇|章|方面))[、，：: 　]*{_AFTER}")
_COMMA = expression(rf"{_BEFORE}(?P<number>{_CN})[、﹑.．]{_AFTER}")
_PAREN = expression(rf"{_BEFORE}[（(〔](?P<number>{_CN})[）)〕][、.．：:]?{_AFTER}")
_ORDINAL = expression(rf"{_BEFORE}(?P<number>[第其]{_CN})[，,、：:]{_AFTER}")
_ITEM = expression(rf"{_BEFORE}(?P<number>{_CN}[是要])[：:，,]?(?!求|素|点|闻|务){_AFTER}")
_POINT = expression(rf"{_BEFORE}(?P<number>{_ARABIC})[ 　]?(?:[、﹑]|[.．](?:(?![0-9０-９])|(?=20\d\d年))){_AFTER}")
_DIGIT = expression(rf"{_BEFORE}[（(]?(?P<number>{_ARABIC})[）)][、.．]?{_AFTER}")
_CIRCLE = expression(rf"{_BEFORE}(?P<number>[①-⑳⑴-⒇])[、.．]?{_AFTER}")
_DASHED = expression(rf"{_BEFORE}(?:[—―─－]{{1,3}}|--+|[●■◆★▲◇□•·])[ 　]*(?=[^\s\d—―─－-]|20\d\d年|\d+个)")
_BROKEN = expression(rf"{_CN}(?:[、，]|[产次线类级])|[0-9０-９]+[、，]?[0-9０-９]*[号％%]")
_COLON = expression("[：:]")
_NOT_NUMERAL = expression("[^一二三四五六七八九十]")
MARKUP = " 　*#【】\n"
"""What may stand around a heading without belonging to it: white space and marks of emphasis."""
STOPS = "。！？；!?;…"
"""Punctuation after which a paragraph is complete, and which no title has."""
_FINISHED = frozenset(STOPS + '：:”’）)》】」』"')
_CUT_ENDS = frozenset("一二三四五六七八九十百千第小、，（“")
_LONGEST_MARK = 40
_LONG_HEADING = 80
_SHORT_HEADING = 45


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a text.

    ``paragraph`` is its paragraph's index; ``start`` its first character and ``text_start`` the first one after the
    number; ``body`` where own text begins: at the next paragraph for a heading on a line of its own, else at
    ``text_start``. ``ordinal`` is the number's value, None for dashes and titles. ``doubtful`` says that the paragraph
    before stops in mid-sentence, so that this one may be its broken remains. ``rule`` is the id of the rule that
    found it.
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
    rule: str = ""

    @property
    def own_line(self) -> bool:
        """Whether the heading stands on a line of its own."""
        return self.body > self.text_start


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark that opens a line: its style, the number as written, None for a dash, and where the words begin."""

    style: str
    number: str | None
    end: int


MARK: Table[str, Mark] = Table("mark")
"""The mark with which the first characters of a line open; no answer where they are words."""


@MARK.rule
def part(line: str) -> Mark | None:
    """第一部分 numbers main parts."""
    return _numbered("part", _PART.match(line))


@MARK.rule
def comma(line: str) -> Mark | None:
    """一、 numbers parts, or chapters under 第一部分."""
    return _numbered("comma", _COMMA.match(line))


@MARK.rule
def paren(line: str) -> Mark | None:
    """（一） numbers chapters."""
    return _numbered("paren", _PAREN.match(line))


@MARK.rule
def ordinal(line: str) -> Mark | None:
    """第一， and 其一， number the items of an argument."""
    return _numbered("ordinal", _ORDINAL.match(line))


@MARK.rule
def item(line: str) -> Mark | None:
    """一是 and 一要 number items; 一要素 and the like are words."""
    return _numbered("item", _ITEM.match(line))


@MARK.rule
def point(line: str) -> Mark | None:
    """1. and 1、 number items; 1.5 is a number, but 1.2031年 an item that begins with a year."""
    return _numbered("point", _POINT.match(line))


@MARK.rule
def digit(line: str) -> Mark | None:
    """（1） and 1） number items."""
    return _numbered("digit", _DIGIT.match(line))


@MARK.rule
def circle(line: str) -> Mark | None:
    """① numbers items."""
    return _numbered("circle", _CIRCLE.match(line))


@MARK.rule
def dash(line: str) -> Mark | None:
    """Dashes and bullets open items without a number; before a figure a dash is a sign of its own."""
    match = _DASHED.match(line)
    return None if match is None else Mark(DASH, None, match.end())


def _numbered(style: str, match: re.Match[str] | None) -> Mark | None:
    return None if match is None else Mark(style, match["number"], match.end())


def mark_of(text: str, start: int, end: int) -> tuple[Mark, str] | None:
    """The mark at the beginning of a line, its end as an offset in ``text``, and the rule that found it."""
    if _MAY_OPEN.match(text, start, end) is None:
        return None
    answer = MARK.decide(text[start : min(end, start + _LONGEST_MARK)])
    if answer is None:
        return None
    mark, rule = answer
    return Mark(mark.style, mark.number, start + mark.end), rule


def marked_headings(text: str, paragraphs: Sequence[Extent]) -> list[Heading]:
    """The paragraphs that open with a number or dash and a heading or lead sentence after it, in order."""
    marks = [mark_of(text, start, end) for start, end in paragraphs]
    found = []
    for index, found_mark in enumerate(marks):
        if found_mark is None or _is_no_item(text, paragraphs[index][1], found_mark[0]):
            continue
        following = marks[index + 1] if index + 1 < len(marks) else None
        alike = following is not None and following[0].style == found_mark[0].style
        heading = _heading(text, paragraphs, index, found_mark, alike=alike)
        if heading is not None:
            found.append(heading)
    return found


def _is_no_item(text: str, end: int, mark: Mark) -> bool:
    """Whether what looks like a number is a part of the words (一、二、三产业), or the first of a list in one line."""
    if mark.number is None:
        return False
    return _BROKEN.match(text, mark.end, end) is not None or _holds_list(text, end, mark)


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
    return whole(_NOT_NUMERAL.sub("", number)) or 0


def _heading(
    text: str, paragraphs: Sequence[Extent], index: int, found: tuple[Mark, str], *, alike: bool
) -> Heading | None:
    """The heading of a marked line; ``alike`` tells that the next line has such a mark, so that this is an item."""
    mark, rule = found
    start, end = paragraphs[index]
    if mark.end >= end:
        return None
    stop = _lead_end(text, mark.end, end)
    if mark.style == DASH and (stop - mark.end > _LONG_HEADING or (stop == end and text[end - 1] in "；;：:")):
        return None
    longest = _SHORT_HEADING if text[end - 1] in STOPS else _LONG_HEADING
    own_line = stop == end and end - mark.end <= longest and index + 1 < len(paragraphs) and not alike
    return Heading(
        paragraph=index,
        start=start,
        text_start=mark.end,
        body=paragraphs[index + 1][0] if own_line else mark.end,
        style=mark.style,
        ordinal=None if mark.number is None else value_of(mark.number),
        number=mark.number,
        text=cleaned(text, mark.end, stop),
        doubtful=index > 0
        and text[paragraphs[index - 1][1] - 1] in _CUT_ENDS
        and unfinished(text, *paragraphs[index - 1]),
        rule=rule,
    )


def _holds_list(text: str, end: int, mark: Mark) -> bool:
    """Whether a line that opens with 一是 or 1. goes on to 二是 or 2.: then it is itself a list."""
    if mark.number is None or mark.style not in LIST_STYLES:
        return False
    after = value_of(mark.number) + 1
    following = written(after) if after <= 10 else ""
    if mark.style == "item":
        return text.find(f"{following}{mark.number[-1]}", mark.end, end) >= 0
    if mark.style == "ordinal":
        return text.find(f"{mark.number[0]}{following}，", mark.end, end) >= 0
    if mark.style == "circle":
        return text.find(chr(ord(mark.number) + 1), mark.end, end) >= 0
    marked = rf"{after}[.．、]" if mark.style == "point" else rf"[（(]?{after}[）)]"
    return re.compile(rf"[；;。]{marked}(?!\d)").search(text, mark.end, end) is not None


def _lead_end(text: str, start: int, end: int) -> int:
    """Where the sentence that serves as heading ends; of a very long one, the first colon or the last comma in time."""
    window = min(end, start + 4 * _LONG_HEADING)
    stop = first_sentence_end(text, start, window)
    if stop - start <= _LONG_HEADING:
        return stop
    if (colon := _COLON.search(text, start, start + _LONG_HEADING // 2)) is not None:
        return colon.start()
    clauses = [clause for _, clause in clause_extents(text, start, window) if clause - start <= _LONG_HEADING]
    return clauses[-1] if clauses else stop
