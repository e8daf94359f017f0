"""Times that headings and first words of paragraphs name: years, five-year plans, counted years."""

import re
from dataclasses import dataclass

from summarizer.chunker.marks import value_of

_CN = "[二三四五六七八九十]"
_TIME = re.compile(
    r"(?P<from>(?:19|20)\d\d)年?[—–~至到-]{1,2}(?P<to>(?:19|20)\d\d)"
    r"|(?P<year>(?:19|20)\d\d)"
    rf"|第(?P<nth>{_CN}{{1,3}})个五年规划"
    r"|“(?P<plan>[一二三四五六七八九十]{1,2})五”|(?P<bare>十[一二三四五六七八九]?)五(?=时期|期间|规划|以来|末|发展)"
    r"|(?P<back>(?:过去|近|前|上届|这|经过|走过).{0,2}(?P<n>[三四五])年|(?P<m>[三四五])年来|[三四五]年工作|[本上]届政府)"
    r"|(?P<on>(?:今后|未来|接下来)的?[三四五]年)"
    r"|(?P<last>过去的?一年|去年|上年|一年来|这一年)|(?P<own>今年|新的?一年)"
)
_FIVE = 5


@dataclass(frozen=True, slots=True)
class Time:
    """A time named at ``start`` of a text: its first and last year, None where these hang on an unknown report year."""

    start: int
    first: int | None
    last: int | None
    several: bool
    plan: bool = False

    def past(self, year: int | None) -> bool | None:
        """Whether it is over in the report's ``year``; None where nobody can tell."""
        return None if self.last is None or year is None else self.last < year

    def ahead(self, year: int | None) -> bool | None:
        """Whether it is the report's ``year`` or begins with or after it; None where nobody can tell."""
        return None if self.first is None or year is None else self.first >= year


def times_in(text: str, year: int | None) -> tuple[Time, ...]:
    """The times that a short text names, in order; ``year`` is the one the report was given in."""
    return tuple(_time(match, year) for match in _TIME.finditer(text))


def _time(match: re.Match[str], year: int | None) -> Time:
    at = match.start()
    if match["year"]:
        return Time(at, int(match["year"]), int(match["year"]), several=False)
    if match["from"]:
        return Time(at, int(match["from"]), int(match["to"]), several=True)
    if numeral := match["nth"] or match["plan"] or match["bare"]:
        first = plan_start(value_of(numeral))
        return Time(at, first, first + _FIVE - 1, several=True, plan=True)
    if match["back"]:
        count = value_of(match["n"] or match["m"] or "五")
        return Time(at, *_around(year, -count, -1), several=True)
    if match["on"]:
        return Time(at, *_around(year, 0, _FIVE - 1), several=True)
    shift = -1 if match["last"] else 0
    return Time(at, *_around(year, shift, shift), several=False)


def plan_start(ordinal: int) -> int:
    """The first year of the five-year plan of that number: 2021 for the fourteenth."""
    return 1951 + _FIVE * ordinal


def _around(year: int | None, first: int, last: int) -> tuple[int | None, int | None]:
    return (None, None) if year is None else (year + first, year + last)
