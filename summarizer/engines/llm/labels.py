"""What the parts of a report are called in questions to a model: results and plans must not be taken for each other."""

from collections.abc import Mapping
from typing import Final

from summarizer.analysis import Analysis
from summarizer.chunker import Kind, Section
from summarizer.language.years import named_periods

_KINDS: Final[Mapping[Kind, str]] = {
    "opening": "开头",
    "review": "工作回顾",
    "multi_year_review": "多年回顾",
    "problems": "问题",
    "goals": "总体要求和目标",
    "tasks": "重点任务",
    "livelihood": "民生实事",
    "governance": "政府自身建设",
    "closing": "结尾",
    "glossary": "名词解释",
    "other": "其他",
}
_LONG_GOALS: Final = "多年目标"
_REVIEWS: Final = frozenset({"review", "multi_year_review"})
_FLOWS: Final = frozenset({"growth_rate", "change"})
"""What is said of a stretch of time; a level or a rank at its end has the last year alone."""


def label_of(analysis: Analysis, section: Section | None) -> str:
    """What a section is called: by its kind, a look back by the years that its own text tells of."""
    if section is None:
        return _KINDS["other"]
    if section.kind == "goals" and _of_years(analysis, section):
        return _LONG_GOALS
    return _KINDS[_told(analysis, section) if section.kind in _REVIEWS else section.kind]


def _told(analysis: Analysis, section: Section) -> Kind:
    """A heading of the past year and several years (2030年和“十五五”工作回顾) does not say which comes first."""
    start, end = section.own
    several = single = 0
    for fact in analysis.facts:
        if start <= fact.quantity.start < end and fact.measure in _FLOWS and fact.period is not None:
            several += fact.period.start != fact.period.end
            single += fact.period.start == fact.period.end is not None
    if several == single:
        return section.kind
    return "multi_year_review" if several > single else "review"


def _of_years(analysis: Analysis, section: Section) -> bool:
    """Whether the headings over a section on goals speak of a plan of several years (“十六五”主要目标) only."""
    parents = {one.id: one for one in analysis.sections}
    over: Section | None = section
    headings = []
    while over is not None:
        headings.append(over.heading)
        over = parents.get(over.parent) if over.parent is not None else None
    periods = [period for heading in headings for period in named_periods(heading, analysis.report.year, past=False)]
    return bool(periods) and all(period.several for period in periods)
