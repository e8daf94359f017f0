"""Doubts about time: other periods named around a number, a year's growth inside several years, results to come."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from summarizer.analysis import Analysis
from summarizer.chunker import Section
from summarizer.documents import View
from summarizer.expressions import expression
from summarizer.indicators import Fact, Period
from summarizer.language.years import named_periods
from summarizer.schemas.record import DoubtCode

#: What sets a number against the year before, so that it is one year's, whatever the paragraph tells of.
_OF_ONE_YEAR: Final = expression(r"(?:比|较)(?:上年|去年)|同比|全年|当年|年内|今年|去年|上年(?!以来)")
_OF_SEVERAL: Final = expression(r"年均|累计|五年|四年|三年|[“\"]?十[一二三四五]?五|年来|以来|连续|翻|总计|共|期间|每年")
_TIME: Final = expression(
    r"(?=[12去上过一今本近这两三四五“\"十])(?:(?P<year>(?:19|20)\d\d)年|(?P<last>去年|上年|过去一年|一年来)|(?P<this>今年|本年(?!均))|(?P<several>[过近这]?去?[两三四五]年(?:来|间)|五年[来间]?"
    r"|[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|以来)?))"
)
_RIVAL: Final = "period.yearly_of_rival"
"""The rule by which a yearly average goes to the other period that a heading names."""
_COMPARED: Final = expression(r"(?:比|较|同|与|于|以|为|是|到|至|从|由|自|对|“|\")$")
_AFTER_TIME: Final = expression(r"(?:的?(?:基础|水平|同期)|[底末初]?的|规划|目标|计划|远景|奥运|世界)")


def time_doubts(analysis: Analysis) -> Iterator[tuple[int, DoubtCode]]:
    """The doubts about the periods and statuses of a report's facts, with the facts' indices."""
    year = analysis.report.year
    headed = _headed(analysis)
    for index, fact in enumerate(analysis.facts):
        if fact.quantity.value is None or fact.period is None:
            continue
        if _competes(fact, analysis.view, year, headed.get(fact.section, ())):
            yield index, "competing_frame"
        if _is_ahead(fact, year, headed.get(fact.section, ())):
            yield index, "future_result"


def _headed(analysis: Analysis) -> dict[str, tuple[Period, ...]]:
    """The periods that the heading over each section names: its own, else that of the nearest section around it."""
    by_id: dict[str, Section] = {section.id: section for section in analysis.sections}
    found: dict[str, tuple[Period, ...]] = {}
    for section in analysis.sections:
        named = (
            tuple(named_periods(section.heading, analysis.report.year, past=True)) if len(section.heading) < 60 else ()
        )
        above = found.get(section.parent, ()) if section.parent in by_id and section.parent is not None else ()
        found[section.id] = named or above
    return found


def _competes(fact: Fact, view: View, year: int | None, headed: tuple[Period, ...]) -> bool:
    """Whether another time has a claim on a number: words of its sentence or paragraph, or of a heading with two."""
    sentence = view.folded[fact.evidence[0] : fact.quantity.start]
    if _is_years_growth(fact, sentence):
        return True
    own = _times(sentence, year)
    if own:
        return not any(_fits(fact, span) for span in own) or _is_between(fact, own)
    if fact.support.period == "stated" or len(headed) < 2:
        return False
    if _RIVAL in fact.rules.period:
        return True
    paragraph = view.folded[_paragraph(view, fact) : fact.evidence[0]]
    said = _times(paragraph, year)
    return not _fits(fact, said[-1]) if said else _grows_unsaid(fact, sentence)


def _grows_unsaid(fact: Fact, sentence: str) -> bool:
    """Whether growth is read as that of several years though nothing in its paragraph says so."""
    period = fact.period
    several = period is not None and period.start != period.end
    return several and fact.measure in ("growth_rate", "change") and _OF_SEVERAL.search(sentence) is None


def _paragraph(view: View, fact: Fact) -> int:
    return view.folded.rfind("\n", 0, fact.evidence[0]) + 1


def _is_years_growth(fact: Fact, sentence: str) -> bool:
    """Whether a rate of growth is taken for that of several years where its words set it against the year before."""
    period = fact.period
    if period is None or period.start == period.end or fact.measure not in ("growth_rate", "change"):
        return False
    clause = re.split(r"[;。]", sentence)[-1]
    return _OF_ONE_YEAR.search(clause) is not None and _OF_SEVERAL.search(clause) is None


@lru_cache(maxsize=256)
def _times(text: str, year: int | None) -> tuple[tuple[int, int], ...]:
    """The spans of years that a text names, in order, without those it only compares with."""
    found = []
    for match in _TIME.finditer(text):
        if _COMPARED.search(text, max(0, match.start() - 2), match.start()) or _AFTER_TIME.match(text, match.end()):
            continue
        span = _span(match, year)
        if span is not None:
            found.append(span)
    return tuple(found)


def _span(match: re.Match[str], year: int | None) -> tuple[int, int] | None:
    if match["year"]:
        return int(match["year"]), int(match["year"])
    if year is None:
        return None
    if match["last"]:
        return year - 1, year - 1
    if match["this"]:
        return year, year
    return year - 10, year + 10


def _fits(fact: Fact, span: tuple[int, int]) -> bool:
    """Whether a fact's years lie in a span, or the span in them; of a span at its end or its beginning."""
    period = fact.period
    if period is None or period.start is None or period.end is None:
        return True
    inside = span[0] - 1 <= period.start and period.end <= span[1] if span[0] != span[1] else False
    return (
        inside
        or (span[0] <= period.start and period.end <= span[1])
        or period.start <= span[0] <= span[1] <= period.end
    )


def _is_between(fact: Fact, own: tuple[tuple[int, int], ...]) -> bool:
    """Whether the last time named before a number is another one than the fact's."""
    return not _fits(fact, own[-1])


def _is_ahead(fact: Fact, year: int | None, headed: tuple[Period, ...]) -> bool:
    """Whether a result is of the report's year or later, where no heading reviews that year (December reports)."""
    period = fact.period
    if year is None or period is None or period.end is None or fact.status == "target":
        return False
    reviewed = any(named.start == named.end == period.end for named in headed)
    return period.end >= year and not (reviewed and period.end <= year)
