"""Numbers of the source that do not fit together: growth from A to B, excess over a target, parts of a whole."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from summarizer.analysis import Analysis
from summarizer.documents import View
from summarizer.documents.characters import fold
from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.quantities import Quantity
from summarizer.validator.model import Finding, finding
from summarizer.validator.words import Words

_FROM = expression(r"(?:由|从)[^,。;、]{0,14}$")
_TO = expression(
    r"[^,。;、]{0,4}(?:增加|增长|提高|提升|上升|扩大|跃升|攀升|增|升|下降|减少|降低|降|减)(?:到|至)[^,。;、]{0,14}"
)
_GROWTH = expression(
    r"[,，]?(?P<mean>年均|年平均|平均每年)?(?:递|同比|累计|共|净)?(?:增长|增幅达?|递增|增加|下降|减少)(?:了|达|约)?"
)
_YEARS = expression(r"(20\d\d|19\d\d)年?末?底?的?$")
#: Growth in comparable prices does not follow from two amounts in current prices, so it is not recalculated.
_REAL = expression(r"生产总值|增加值|gdp|GDP|可比|不变价|实际增长|同口径|剔除|扣除|人均")
_TARGET = expression(r"比[^,。;]{0,14}(?:目标|计划|预算|任务)(?:数)?(?:的)?$")
_EXCESS = expression(r"(?:超过|超额|多|增加|高出|超|少|低)(?:了|出)?")
_INDUSTRIES = expression(r"(?:三次产业|三产|一二三产)[^,。;]{0,12}$")
_PARTS = expression(r"\d+(?:\.\d+)?")
_SHARES_SLACK = Fraction(3, 10)
"""What three rounded shares may miss 100 by."""
_SLACK = Fraction(1, 10)
"""What a growth rate may be off by beyond the rounding of the numbers themselves, in percentage points."""


def arithmetic_inconsistent(analysis: Analysis) -> list[Finding]:
    """A warning for each place where the source's own numbers contradict each other beyond their rounding.

    Only where the text itself sets the numbers against each other in one sentence. Rates that are not meant to follow
    from the amounts (at constant prices, on a comparable basis) are left alone.
    """
    findings: list[Finding] = []
    for _, group in groupby(analysis.facts, key=lambda fact: fact.evidence):
        facts = list(group)
        findings += _growth(analysis.view, facts)
        findings += _excess(analysis.view, facts)
    findings += _industries(analysis)
    return sorted(findings, key=lambda finding: finding.span or (0, 0))


def _finding(view: View, said: Words, first: Quantity, last: Quantity) -> Finding:
    spans = (first.span, last.span)
    return finding("arithmetic_inconsistent", "warning", said, None, view.span(first.start, last.end), spans)


def _growth(view: View, facts: Sequence[Fact]) -> Iterator[Finding]:
    """由A增加到B，增长x%: the total growth, or the yearly one, where the years are given."""
    folded = view.folded
    for first, second, third in zip(facts, facts[1:], facts[2:], strict=False):
        a, b, rate = first.quantity, second.quantity, third.quantity
        if rate.unit != "%" or a.unit != b.unit or a.unit in ("%", "") or not _exact(a, b, rate):
            continue
        start = first.evidence[0]
        if not (_FROM.search(folded, max(start, a.start - 20), a.start) and _TO.fullmatch(folded, a.end, b.start)):
            continue
        said = _GROWTH.fullmatch(folded, b.end, rate.start)
        if said is None or _REAL.search(folded, start, rate.end):
            continue
        years = _years_between(folded, start, a, b) if said["mean"] else 1
        if years and not _follows(a, b, rate, years, down=third.direction == "down"):
            mean = Words("每年", "a year") if said["mean"] else Words("共", "in all")
            made = f"{_rate(_value(a), _value(b), years):+.1f}%"
            told = Words(
                f"由{a.text}到{b.text}，{mean.zh}{made}，原文写{rate.text}",
                f"from {a.text} to {b.text} is {made} {mean.en}, the text says {rate.text}",
            )
            yield _finding(view, told, a, rate)


def _exact(*quantities: Quantity) -> bool:
    return all(q.comparator == "exact" and q.value is not None and q.value_max is None and q.value for q in quantities)


def _value(quantity: Quantity) -> Fraction:
    assert quantity.value is not None
    return Fraction(quantity.value)


def _years_between(folded: str, start: int, a: Quantity, b: Quantity) -> int:
    """The years from the one before ``a`` to the one before ``b``; 0 where they are not given."""
    first = _YEARS.search(folded, max(start, a.start - 10), a.start)
    last = _YEARS.search(folded, max(a.end, b.start - 10), b.start)
    return max(0, int(last[1]) - int(first[1])) if first and last else 0


def _follows(a: Quantity, b: Quantity, rate: Quantity, years: int, *, down: bool) -> bool:
    """Whether the rate lies between those that the unrounded numbers could have."""
    low = _rate(_value(a) + _half(a), _value(b) - _half(b), years)
    high = _rate(_value(a) - _half(a), _value(b) + _half(b), years)
    stated = -float(_value(rate)) if down else float(_value(rate))
    slack = float(_half(rate) + _SLACK)
    return low - slack <= stated <= high + slack


def _rate(before: Fraction, after: Fraction, years: int) -> float:
    return float(float(after / before) ** (1 / years) - 1) * 100


def _half(quantity: Quantity) -> Fraction:
    """Half of the last place that a number is written with, in its bare unit."""
    digits = _PARTS.search(fold(quantity.text).replace(",", ""))
    if digits is None or not (written := Fraction(digits[0])):
        return Fraction(0)
    places = len(digits[0].partition(".")[2])
    return _value(quantity) / written / Fraction(10) ** places / 2


def _excess(view: View, facts: Sequence[Fact]) -> Iterator[Finding]:
    """C，比目标A超过B: C − A must be B."""
    folded = view.folded
    for k in range(1, len(facts) - 1):
        a, b = facts[k].quantity, facts[k + 1].quantity
        if a.unit != b.unit or a.unit in ("%", "") or not _exact(a, b):
            continue
        if not (_TARGET.search(folded, max(facts[k].evidence[0], a.start - 24), a.start)
                and _EXCESS.fullmatch(folded, a.end, b.start)):  # fmt: skip
            continue
        reached = next((fact.quantity for fact in reversed(facts[:k]) if fact.quantity.unit == a.unit), None)
        if reached is None or not _exact(reached):
            continue
        gap = abs(_value(reached) - _value(a))
        if abs(gap - _value(b)) > _half(reached) + _half(a) + _half(b):
            told = Words(
                f"{reached.text}与目标{a.text}相差不是{b.text}",
                f"{reached.text} against a target of {a.text} is not {b.text} off",
            )
            yield _finding(view, told, reached, b)


def _industries(analysis: Analysis) -> Iterator[Finding]:
    """三次产业结构 a:b:c must make 100."""
    folded = analysis.view.folded
    for fact in analysis.facts:
        quantity = fact.quantity
        if quantity.unit != "比" or not _INDUSTRIES.search(folded, max(0, quantity.start - 30), quantity.start):
            continue
        parts = [Fraction(part) for part in _PARTS.findall(folded[quantity.start : quantity.end])]
        total = sum(parts, Fraction(0))
        if len(parts) == 3 and all(parts) and 50 < total < 150 and abs(total - 100) > _SHARES_SLACK:
            told = Words(
                f"三次产业占比{quantity.text}合计{float(total):.4g}，不是100",
                f"the three industries’ shares {quantity.text} make {float(total):.4g}, not 100",
            )
            yield _finding(analysis.view, told, quantity, quantity)
