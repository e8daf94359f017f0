"""Doubts about values: outside what an indicator can be, twice with different values, growth and levels at odds."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from summarizer.analysis import Analysis
from summarizer.documents import View
from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.schemas.catalogue import Entry
from summarizer.schemas.record import DoubtCode
from summarizer.validator.arithmetic import arithmetic_inconsistent
from summarizer.validator.repeats import repeated_headlines
from summarizer.validator.values import amount, amount_of

_PART: Final = expression(r"其中[^,;。]{0,20}$")
_HUNDRED: Final = Decimal(100)
_SHARES: Final = frozenset({"share"})


def value_doubts(analysis: Analysis) -> Iterator[tuple[int, DoubtCode]]:
    """The doubts that the values of a report's facts raise, with the facts' indices."""
    by_span = {fact.quantity.span: index for index, fact in enumerate(analysis.facts)}
    for finding in arithmetic_inconsistent(analysis):
        yield from ((by_span[span], "growth_conflict") for span in finding.also if span in by_span)
    for finding in repeated_headlines(analysis):
        yield from ((by_span[span], "headline_conflict") for span in finding.also if span in by_span)
    for index, fact in enumerate(analysis.facts):
        entry = analysis.catalogue.by_id.get(fact.canonical) if fact.canonical is not None else None
        if fact.quantity.value is not None and (_is_implausible(fact, entry) or _is_impossible(fact)):
            yield index, "implausible_value"
    for index in _larger_parts(analysis.facts, analysis.view):
        yield index, "part_exceeds_whole"


def _is_implausible(fact: Fact, entry: Entry | None) -> bool:
    """Whether a level or a year's growth lies outside the catalogue's range for its indicator."""
    if entry is None or fact.quantity.value is None:
        return False
    value = fact.quantity.value
    period = fact.period
    of_one_year = period is not None and period.start == period.end
    if fact.measure == "growth_rate" and entry.growth_range is not None:
        if fact.quantity.unit != "%" or not of_one_year:
            return False
        value = -value if fact.direction == "down" else value
        return not entry.growth_range[0] <= value <= entry.growth_range[1]
    if fact.measure == "level" and entry.level_range is not None:
        first = entry.units[0] if entry.units else ""
        ours, base = amount_of(fact.quantity), amount(Decimal(1), None, first, "")
        if ours.unit != base.unit or ours.value is None or base.value is None or fact.region is not None:
            return False
        level = ours.value / base.value
        return not entry.level_range[0] <= level <= entry.level_range[1]
    return False


def _is_impossible(fact: Fact) -> bool:
    """A share of more than the whole."""
    value = fact.quantity.value
    return fact.measure in _SHARES and fact.quantity.unit == "%" and value is not None and value > _HUNDRED


def _larger_parts(facts: Sequence[Fact], view: View) -> Iterator[int]:
    """Numbers that 其中 makes parts of the level before them, and that are larger than that."""
    whole: Fact | None = None
    for index, fact in enumerate(facts):
        if fact.measure != "level" or fact.quantity.value is None:
            continue
        start = max(fact.evidence[0], fact.quantity.start - 24)
        if (
            whole is not None
            and whole.evidence == fact.evidence
            and _PART.search(view.folded, start, fact.quantity.start)
        ):
            part, total = amount_of(fact.quantity), amount_of(whole.quantity)
            if (
                part.unit == total.unit
                and part.value is not None
                and total.value is not None
                and part.value > total.value
            ):
                yield index
            continue
        whole = fact
