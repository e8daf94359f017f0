"""Which ``**`` in a text emphasise words, and which stand for words that were left out (**街道, 增长**%)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from summarizer.expressions import expression

_LINE = expression(r"^[^\n]*\*\*[^\n]*", re.MULTILINE)
_MARK = expression(r"(?<![*\\])(?:\*{2,3}|\*{4})(?!\*)")
_FIGURE = expression(r"[“（(]?[+-]?\d|\D{0,24}\d[\d.,，]*\s?(?:[%％‰]|[\u4e00-\u9fff]{0,6})[。，；、]?$")
_HEADING = expression(
    r"[#>\s]*+(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、]|[-+]\s)?\s*$"
)
_LEAD = expression(r"[。：:！!；]$")
_LEFT_OUT = expression(
    r"[万亿](?![众家])|[千百元个户吨亩名条项件套辆台座所省市县区镇乡村旗州级年月日路段届号](?![场域民政值度均轻体人才口居工籍庭集目件例优牌径网姓方众有谈旦级])"
    r"|公[里顷斤]|平方|[％%]|街道|大道|公司|集团|同志"
)
"""Units, and words of which only the names before them are left out."""
_NEVER_BEFORE = frozenset(" \t\u3000")

Kind = Literal["emphasis", "left out", "open"]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two marks of a line and what they are: around emphasised words, for words left out, or open to either."""

    opening: tuple[int, int]
    closing: tuple[int, int]
    kind: Kind


def emphasis(text: str, *, certain: bool = False) -> Iterator[tuple[int, int]]:
    """The extents of the marks of emphasis in a text.

    Marks come in pairs within a line. A text whose pairs stand around figures, whole lines and lead sentences more
    often than they stand for what was left out is one that emphasises; ``certain`` says that it is. There all pairs
    count but those that plainly stand for something left out.
    """
    pairs: list[_Pair] = []
    left_out = 0
    for line in _LINE.finditer(text):
        marks = [half for mark in _MARK.finditer(text, line.start(), line.end()) for half in _halves(*mark.span())]
        if len(marks) % 2:
            left_out += 1
            continue
        found = [_pair(text, line, *both) for both in zip(marks[::2], marks[1::2], strict=True)]
        left_out += sum(pair.kind == "left out" for pair in found)
        pairs += found
    if not certain and sum(pair.kind == "emphasis" for pair in pairs) <= left_out:
        return
    for pair in pairs:
        if pair.kind != "left out":
            yield from (pair.opening, pair.closing)


def _halves(start: int, end: int) -> list[tuple[int, int]]:
    """A mark; four stars are two of them, where one emphasis ends and the next begins."""
    return [(start, start + 2), (start + 2, end)] if end - start == 4 else [(start, end)]


def _pair(text: str, line: re.Match[str], opening: tuple[int, int], closing: tuple[int, int]) -> _Pair:
    words = text[opening[1] : closing[0]]
    if not words or words[0] in _NEVER_BEFORE or _LEFT_OUT.match(words):
        return _Pair(opening, closing, "left out")
    if _FIGURE.match(words):
        return _Pair(opening, closing, "emphasis")
    heads = _HEADING.match(text, line.start(), opening[0]) is not None
    whole = heads and not text[closing[1] : line.end()].strip()
    if whole or (heads and _LEAD.search(words)):
        return _Pair(opening, closing, "emphasis")
    return _Pair(opening, closing, "open")
