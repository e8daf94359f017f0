"""Times that headings and first words of paragraphs name, set against the year of the report."""

import re
from dataclasses import dataclass
from functools import lru_cache

from summarizer.expressions import expression
from summarizer.language.years import named_times

_ALSO = expression(
    r"(?P<year>(?<!\d)(?:19|20)\d\d)(?![\d年])"
    r"|(?P<back>(?:过去的?|近|前|上届|这|经过|走过).{0,2}[三四五]年|[三四五]年来|[三四五]年工作|[本上]届政府)"
    r"|(?P<own>新的?一年)"
)
"""What headings say of time that running text does not: a year without 年 (展望2031), a term of government."""
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


@lru_cache(maxsize=1024)
def times_in(text: str, year: int | None) -> tuple[Time, ...]:
    """The times that a short text names, in order; ``year`` is the one the report was given in."""
    words = named_times(text, year, past=False)
    found = {
        word.start: Time(word.start, word.period.start, word.period.end, word.period.several, word.kind == "plan")
        for word in words
    }
    taken = [(word.start, word.end) for word in words]
    for match in _ALSO.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found[match.start()] = _time(match, year)
    return tuple(found[start] for start in sorted(found))


def _time(match: re.Match[str], year: int | None) -> Time:
    if match["year"]:
        return Time(match.start(), int(match["year"]), int(match["year"]), several=False)
    if match["own"]:
        return Time(match.start(), year, year, several=False)
    first, last = (None, None) if year is None else (year - _FIVE, year - 1)
    return Time(match.start(), first, last, several=True)
