"""Counts in words (三次, 第十九届, 十大类, Ⅱ类) that a text changes: no quantities, so the check passes them over."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from summarizer.analysis import Analysis
from summarizer.chunker import Extent
from summarizer.expressions import expression

_COUNT: Final = expression(
    r"(?P<rank>第?)(?P<number>[二两三四五六七八九十]{1,3}|(?<![\d.])\d{1,2})(?P<unit>大类|次(?![区产生级要会])|届|轮)"
    r"|(?P<grade>[ⅠⅡⅢⅣⅤⅥ])类"
)
_DIGITS: Final = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)} | {"两": 2}


class _CountSaid(NamedTuple):
    """A count: of what (第…届, …次, …类), how many, and the words for it."""

    kind: str
    number: int | str
    text: str


def changed_count(analysis: Analysis, text: str, scope: Extent, sentences: Iterable[Extent]) -> tuple[str, str] | None:
    """A count of a text that its part of the report does not give, with what its ``sentences`` give of that kind.

    None where there is no such count, or nothing of its kind in the sentences that it could be taken from.
    """
    said = list(_counts(text))
    if not said:
        return None
    known = {(count.kind, count.number) for count in _counts(analysis.view.text[slice(*scope)])}
    near = [count for extent in sentences for count in _counts(analysis.view.text[slice(*extent)])]
    for count in said:
        others = dict.fromkeys(other.text for other in near if other.kind == count.kind)
        if others and (count.kind, count.number) not in known:
            return count.text, "、".join(others)
    return None


def _counts(text: str) -> Iterator[_CountSaid]:
    for found in _COUNT.finditer(text):
        if found["grade"]:
            yield _CountSaid("类", found["grade"], found[0])
        else:
            yield _CountSaid(found["rank"] + found["unit"], _value(found["number"]), found[0])


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
