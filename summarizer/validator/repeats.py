"""Headline numbers that a report gives twice, with different values."""

from collections import defaultdict
from decimal import Decimal

from summarizer.analysis import Analysis
from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.validator.model import Finding, finding
from summarizer.validator.values import amount_of
from summarizer.validator.words import Words

_PARTIAL = expression(
    r"季度|上半年|\d月|一至|前[三四五六七八九十]|其中|累计|年均|高于|低于|快于|目标|计划|排名|[县区镇]域|园区|开发区|分别"
)

#: Where a change began is of an earlier time than where it came to.
_ORIGIN = expression(r"[由从][^,。;、]{0,14}$")
_WHOLE = expression(r"(?:全[国省区市州盟县旗镇乡]|我[国省区市州盟县旗镇乡])[^,。;]*$")


def repeated_headlines(analysis: Analysis) -> list[Finding]:
    """A warning for each headline number that is given again, in the same words, with another value.

    Compared are exact figures of one year; the later one must speak of the whole region (全市 …), for reports also tell
    of single districts and parks without naming them in the same clause.
    """
    slots = {(slot.canonical, slot.measure) for slot, _ in analysis.headlines}
    groups: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in analysis.facts:
        if (fact.canonical, fact.measure) in slots and _is_plain(fact, analysis):
            period = fact.period
            key = (fact.canonical, fact.measure, fact.name, fact.quantity.unit, period.start if period else None)
            groups[*key, fact.status == "target"].append(fact)
    findings = []
    for facts in groups.values():
        first = facts[0]
        for other in facts[1:]:
            if not _agree(first, other) and _of_the_whole(other, analysis):
                one, two = first.quantity.text, other.quantity.text
                said = Words(
                    f"{first.name}在一处写作{one}，在另一处写作{two}", f"{first.name} is {one} here and {two} elsewhere"
                )
                spans = (first.quantity.span, other.quantity.span)
                findings.append(finding("arithmetic_inconsistent", "warning", said, None, spans[1], spans))
    return findings


def _is_plain(fact: Fact, analysis: Analysis) -> bool:
    quantity, period = fact.quantity, fact.period
    if quantity.comparator != "exact" or quantity.value is None or quantity.value_max is not None or fact.region:
        return False
    if period is None or period.start is None or period.start != period.end:
        return False
    start = max(fact.evidence[0], quantity.start - 40)
    if _ORIGIN.search(analysis.view.folded, start, quantity.start):
        return False
    return _PARTIAL.search(analysis.view.folded, start, quantity.end) is None


def _of_the_whole(fact: Fact, analysis: Analysis) -> bool:
    start = max(fact.evidence[0], fact.quantity.start - 24)
    return _WHOLE.search(analysis.view.folded, start, fact.quantity.start) is not None


def _agree(first: Fact, second: Fact) -> bool:
    """Whether two numbers are one, at the coarser of their precisions (about three digits)."""
    one, other = amount_of(first.quantity).value, amount_of(second.quantity).value
    if one is None or other is None or first.direction != second.direction:
        return one == other
    return abs(one - other) <= max(abs(one), abs(other)) * Decimal("0.005")
