"""The year in which a report was given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.chunker.head_lines import YEAR
from summarizer.chunker.heads import Head
from summarizer.expressions import expression
from summarizer.language import numerals
from summarizer.language.rules import Table

_REVIEW = expression(rf"(?P<year>{YEAR})\s?年?[^,。]{{0,12}}(?:回顾|总结)|(?:回顾|回望|回眸)\s?(?P<after>{YEAR})")
_PLAN = expression(
    rf"(?!.*(?:回顾|总结|回望|完成情况|成效))[^,。]*?(?P<year>{YEAR})\s?年[^,。]{{0,14}}"
    rf"(?:安排|任务|重点|目标|部署|打算|要求|思路|计划|工作)|(?:展望|做好)\s?(?P<after>{YEAR})"
)
_OPENS = expression(rf"(?P<year>{YEAR})\s?年?[^,。;:!?\d]{{6,}}$")
_LONGEST_HEADING = 36


@dataclass(frozen=True, slots=True)
class Dated:
    """A report whose year is asked for: what its head tells, and its folded lines."""

    head: Head
    lines: Sequence[str] = ()

    def named(self, pattern: re.Pattern[str]) -> Iterator[int]:
        """The years that short lines name in the way of a pattern, in order."""
        for line in self.lines:
            if len(line) <= _LONGEST_HEADING and (match := pattern.search(line)):
                yield numerals.year(match[match.lastgroup or "year"]) or 0

    def first(self, pattern: re.Pattern[str]) -> int | None:
        """The first of them."""
        return next(self.named(pattern), None)


GIVEN: Table[Dated, int] = Table("year")
"""The year in which a report was given: of its delivery, its title, or the years its headings review and plan."""


@GIVEN.rule
def delivered(report: Dated) -> int | None:
    """The date of delivery has it."""
    return report.head.delivered_on.year if report.head.delivered_on else None


@GIVEN.rule
def title_reviews(report: Dated) -> int | None:
    """A title may name the year under review: then the headings review it and plan the next."""
    planned = report.first(_PLAN)
    reviewed = planned is not None and planned - 1 == report.head.year == report.first(_REVIEW)
    return planned if reviewed else None


@GIVEN.rule
def title_names(report: Dated) -> int | None:
    """The title names it."""
    return report.head.year


@GIVEN.rule
def planned_year(report: Dated) -> int | None:
    """The first year that a heading plans is the report's own."""
    return report.first(_PLAN)


@GIVEN.rule
def after_reviewed(report: Dated) -> int | None:
    """The year after the first that a heading reviews is the report's own."""
    reviewed = report.first(_REVIEW)
    return None if reviewed is None else reviewed + 1


@GIVEN.rule
def year_after_year(report: Dated) -> int | None:
    """Where headings begin with one year and then with the next, the report was given in the second."""
    years = report.named(_OPENS)
    return next((later for earlier, later in pairwise(years) if later == earlier + 1), None)


def year_given(head: Head, lines: Sequence[str]) -> int | None:
    """The year a report was given in, None where neither its head nor its headings tell."""
    answer = GIVEN.decide(Dated(head, lines))
    return None if answer is None else answer[0]
