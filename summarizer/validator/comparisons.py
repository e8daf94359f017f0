"""What prose compares in words alone: above or below an average, more or less than half, past a round sum."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from summarizer.chunker import Extent
from summarizer.expressions import expression
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference
from summarizer.validator.words import Words

_RELATION: Final = expression(
    r"(?:(?P<up>高于|快于|好于|优于|多于|大于|领先于?|高出|强于|超出|超过?(?![\d]))"
    r"|(?P<down>低于|慢于|差于|少于|小于|不及|落后于?|弱于|未达|不足))"
    r"(?P<scope>全国|全省|全市|全区|全球|世界|东部|中部|西部|国内)?[^0-9,;。]{0,8}?"
    r"(?P<what>平均|均值|均速|水平|同期|上年|预期|目标|计划)"
)
_HALF: Final = expression(
    r"(?P<over>(?:过|超过?|逾|多于)(?:一|了)?半|(?:一半|半数)(?:以上|多))|(?P<under>(?:不足|不到|低于|少于)一?半|(?:一半|半数)(?:以下|以内))"
)
_ROUND: Final = expression(
    r"(?:(?P<over>超过?|突破|破|过|逾|跨过|跨上|跃上|迈上|站上|超越)|(?P<under>不足|不到|低于|未达|少于|跌破))了?"
    r"(?P<sum>[十百千]{1,2}[万亿]{0,2}|万亿|[万亿])(?![一二三四五六七八九\d])(?P<unit>元|美元|吨|人|户|家)?"
)
_HALVES: Final = Decimal(50)


class _Relation(NamedTuple):
    way: str
    scope: str
    what: str


def comparison_differences(
    clause: str, source: str, extents: Sequence[Extent], reading: Reading, *, counted: bool
) -> Iterator[Difference]:
    """Where a clause of prose compares otherwise than the ``source`` text that it rests on.

    ``extents`` are the evidence, for the numbers in it; ``counted`` says that the clause has numbers, whose own words
    are compared elsewhere.
    """
    if not counted:
        yield from _relations(clause, source)
    else:
        yield from _unknown_averages(clause, source)
    yield from _halves(clause, source, extents, reading)
    yield from _sums(clause, source)


def _relations(clause: str, source: str) -> Iterator[Difference]:
    """高于 for 低于, 全球平均 for 全国平均."""
    for ours in _related(clause):
        stands = _related(source)
        same = [each for each in stands if each.what == ours.what]
        near = [each for each in same if ours.scope in ("", each.scope)]
        if near and all(each.way != ours.way for each in near):
            said = Words(f"与{ours.what}相比，高低与原文相反", "more and less are exchanged here")
            yield Difference("direction_mismatch", said)
        elif same and not near and all(each.scope for each in same):
            said = Words(f"原文比的是{same[0].scope}{ours.what}", f"the source compares with that of {same[0].scope}")
            yield Difference("indicator_mismatch", said)


def _unknown_averages(clause: str, source: str) -> Iterator[Difference]:
    """A comparison with the average of a region that the source compares with in no way."""
    for ours in _related(clause):
        if not ours.scope or ours.what not in ("平均", "均值", "均速", "水平"):
            continue
        if not re.search(rf"(?:[于比较超出过]|领先){ours.scope}|{ours.scope}[^,;。]{{0,8}}(?:平均|水平)", source):
            said = Words(f"原文此处没有与{ours.scope}相比", f"the source does not compare with {ours.scope} here")
            yield Difference("indicator_mismatch", said)


def _related(text: str) -> Iterator[_Relation]:
    for found in _RELATION.finditer(text):
        yield _Relation("up" if found["up"] else "down", found["scope"] or "", found["what"])


def _halves(clause: str, source: str, extents: Sequence[Extent], reading: Reading) -> Iterator[Difference]:
    """More than half for less than half, told in words."""
    for found in _HALF.finditer(clause):
        numbers = (reading.facts[i].quantity for i in reading.inside(extents))
        stands = {number.comparator for number in numbers if number.value == _HALVES and number.unit == "%"}
        stands |= {"over" if half["over"] else "under" for half in _HALF.finditer(source)}
        if stands & {"over", "under"} and found.lastgroup not in stands:
            said = Words(f"原文此处没有“{found[0]}”", f"the source does not say “{found[0]}” here")
            yield Difference("comparator_mismatch", said)


def _sums(clause: str, source: str) -> Iterator[Difference]:
    """Past a round sum that is no number of its own (过百万的省份), short of one that the source is past."""
    for found in _ROUND.finditer(clause):
        stands = {(each["sum"], bool(each["over"])) for each in _ROUND.finditer(source)}
        sums = {each for each, _ in stands}
        quote = f"“{found[0]}”"
        said = Words(f"原文此处没有{quote}", f"the source does not say {quote} here")
        if found["sum"] in sums and (found["sum"], bool(found["over"])) not in stands:
            yield Difference("comparator_mismatch", said)
        elif sums and found["sum"] not in sums:
            yield Difference("value_mismatch", said)
