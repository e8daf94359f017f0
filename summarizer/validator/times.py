"""Parts of a year (上半年, 一季度, 1—9月) in labels and sentences: a number of a part is no number of the year."""

from typing import Final

from summarizer.expressions import expression
from summarizer.indicators import Fact, Period
from summarizer.language.year_parts import Months, months_of, year_parts
from summarizer.validator.reading import Reading
from summarizer.validator.surroundings import Number

_TIME: Final = expression(
    r"(?<![-—~至到])(?P<year>(?:19|20)\d\d)(?=年)(?!年?[-—~至到])(?!年以?来的?[最新])|(?P<word>今年|本年(?!均)|去年|上年(?!龄)|上一年|前年|明年)"
)
_COMPARED: Final = expression(r"[比较]$")
_SHIFTS: Final = {"今年": 0, "本年": 0, "明年": 1, "去年": -1, "上年": -1, "上一年": -1, "前年": -2}
_STANDING: Final = frozenset({"level", "share", "rank", "ratio"})
SEVERAL: Final = expression(r"[两三四五六七八九十]年|五[”\"]?|—|-|到|至|来|以来|期间|时期")
_REACH: Final = 60


def said_part(folded: str, start: int, at: int) -> Months | None:
    """The part of a year that the words of a sentence before a number name last, None for none.

    ``start`` is the view offset the sentence begins at, ``at`` the number's.
    """
    found = list(year_parts(folded, max(start, at - _REACH), at))
    return found[-1].months if found else None


def part_differs(period: Period, fact: Fact, reading: Reading) -> bool:
    """Whether a claim's period is another part of the year than the source's number has."""
    claimed = months_of(period.label)
    if fact.period is not None and period.label == fact.period.label:
        return False
    stands = months_of(fact.period.label) if fact.period else None
    if claimed == stands:
        return False
    return claimed is None or claimed != said_part(reading.view.folded, fact.evidence[0], fact.quantity.start)


def own_period(number: Number, year: int | None) -> Period | None:
    """The years that the words between a number and the one before it name last, comparisons (比上年的) included."""
    found = None
    for match in _TIME.finditer(number.before):
        if number.base is not None or not _COMPARED.search(number.before, 0, match.start()):
            found = match
    if found is None:
        return None
    if found["year"]:
        return Period(found["year"], int(found["year"]), int(found["year"]))
    if year is None:
        return None
    meant = year + _SHIFTS[found["word"]]
    return Period(found["word"], meant, meant)


def nearly(said: Period, fact: Fact) -> bool:
    """Whether prose names the span that a number of the source belongs to, if not in the same words.

    Spans that end together and begin at most a year apart (“十四五”, 2020年到2025年), and the span at whose end a level
    was reached.
    """
    stands = fact.period
    if stands is None or None in (said.start, said.end, stands.start, stands.end) or said.end != stands.end:
        return False
    if stands.start == stands.end:
        return said.start != said.end and fact.measure in _STANDING and SEVERAL.search(stands.label) is not None
    return said.start != said.end and abs((said.start or 0) - (stands.start or 0)) <= 1


def one_of_several(said: Period, fact: Fact) -> bool:
    """Whether prose gives a single year what the source says of several (五年累计, 年均)."""
    stands = fact.period
    if stands is None or said.start is None or stands.start is None or said.start != said.end:
        return False
    return stands.start != stands.end and fact.quantity.comparator in ("exact", "about")
