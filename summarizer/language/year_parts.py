"""Parts of a year as texts name them: 上半年, 一季度, 前三季度, 1—9月, 10月, beside the words for the whole of it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from summarizer.expressions import expression
from summarizer.language import numerals

_N: Final = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_TO: Final = r"(?:至|到|[-—–~－]+)"
_Q: Final = "[一二三四1-4]"

#: The months of a year that a text names; a month's end, beginning and days are points in time, no part of a year.
PART: Final = (
    rf"[上下前后]半年|前[二两三23]个?季度|(?<![一二三四五六七八九十\d个、每])第?(?:{_Q}(?:、|和|{_TO})?)*{_Q}季度(?!末)|首季度?"
    rf"|(?<![\d、.])(?:{_N}月?{_TO}{_N}月份?|(?<!提)前{_N}个月"
    rf"|(?:(?:1[0-2]|[1-9])月份?|(?:十[一二]?|[一二三四五六七八九])月份)(?!底|末|初|起|以来|{_N}|[上中下]旬|革命|均))"
)
#: What ends a part: the whole year, its end, or another year.
_WHOLE: Final = r"全年|整年|年[末底度]|(?<=\d)年(?![上下前\d一二三四])|[今去]年(?![上下前\d一二三四])"
_PART_OR_WHOLE: Final = expression(rf"(?<![比较同于])(?P<part>{PART})|{_WHOLE}")
_NAMED: Final = expression(PART)
_NUMBER: Final = expression(_N)


class Months(NamedTuple):
    """The first and the last month of a part of a year, 1 to 12."""

    first: int
    last: int


class YearPart(NamedTuple):
    """A part of a year, or with ``months`` None a word for the whole year, that begins at ``start`` of a text."""

    start: int
    months: Months | None


def months_of(label: str) -> Months | None:
    """The months that a label names ("2023年上半年": 1 to 6); None for whole years."""
    found = _NAMED.search(label)
    return _months(found[0]) if found else None


def year_parts(text: str, start: int = 0, end: int | None = None) -> Iterator[YearPart]:
    """The parts of a year that ``text[start:end]`` (folded) names, and what ends them, in order.

    Those to which something is only compared (比上半年) are left out.
    """
    for found in _PART_OR_WHOLE.finditer(text, start, len(text) if end is None else end):
        yield YearPart(found.start(), _months(found["part"]) if found["part"] else None)


def _months(part: str) -> Months:
    if part.endswith("半年"):
        return Months(1, 6) if part[0] in "上前" else Months(7, 12)
    numbers = list(map(numerals.count, _NUMBER.findall(part.replace("两", "二")))) or [1]
    if "季" not in part:
        return Months(1 if part.startswith("前") else numbers[0], numbers[-1])
    return Months(1 if part.startswith("前") else 3 * numbers[0] - 2, 3 * numbers[-1])
