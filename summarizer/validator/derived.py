"""Numbers of prose that were worked out from two numbers of the source: sums, differences, shares, growth."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

from summarizer.documents import Span
from summarizer.indicators import Fact
from summarizer.validator.phrases import Phrase
from summarizer.validator.reading import amount_of
from summarizer.validator.subjects import ALIKE, likeness

_SUM = re.compile(r"合计|总计|共计|一共|累计|总共|共|两项|之和|加起来")
_DIFFERENCE = re.compile(r"相差|差距|多出?|高出?|少|低|增加|减少|提高|降低|下降|上升|净增|缩小|扩大|超出?|增减")
_SHARE = re.compile(r"占|比重|比例|份额|相当于")
_GROWTH = re.compile(r"增长|增幅|增速|下降|降幅|提高|减少|增加")
_MOST = 40
"""More numbers than this in reach make chance hits likely; then nothing counts as derived."""

_Term: TypeAlias = tuple[str, Decimal]
Made: TypeAlias = tuple[str, tuple[Span, Span]]
"""How a number was made, in words, and the places of the two it was made from."""


def derive(fact: Fact, phrase: Phrase, facts: Sequence[Fact]) -> Made | None:
    """How a number of prose comes from two of the source's ``facts``; None if it does not.

    The words beside it must say so (合计, 相差, 占 …), and the result be right to the last digit given.
    """
    facts = [other for other in facts if other.quantity.value is not None and other.quantity.value_max is None]
    if fact.quantity.value is None or fact.quantity.value_max is not None or len(facts) > _MOST:
        return None
    words = phrase.view.folded[max(fact.evidence[0], fact.quantity.start - 24) : fact.quantity.end + 12]
    if not any(cue.search(words) for cue in (_SUM, _DIFFERENCE, _SHARE, _GROWTH)) and fact.quantity.unit != "倍":
        return None
    for first, second in combinations(facts, 2):
        for how in _ways(fact, first, second, words):
            return f"{fact.quantity.text} = {how}", (first.quantity.span, second.quantity.span)
    return None


def _ways(fact: Fact, first: Fact, second: Fact, words: str) -> Iterator[str]:
    wanted, one, two = amount_of(fact.quantity), amount_of(first.quantity), amount_of(second.quantity)
    if one.unit != two.unit or one.value is None or two.value is None or wanted.value is None:
        return
    a, b = first.quantity.text, second.quantity.text
    points = one.unit == "%" and wanted.unit == "百分点"
    differs = (wanted.unit == one.unit or points) and wanted.value == abs(one.value - two.value) != 0
    if differs and _DIFFERENCE.search(words) and _alike(first, second):
        yield f"{a} − {b}" if one.value > two.value else f"{b} − {a}"
    if wanted.unit == one.unit != "%" and _SUM.search(words) and wanted.value == one.value + two.value:
        yield f"{a} + {b}"
    if wanted.unit in ("%", "倍") and one.unit != "%" and one.value and two.value:
        yield from _quotients(fact, (a, one.value), (b, two.value), words, _alike(first, second))


def _quotients(fact: Fact, one: _Term, two: _Term, words: str, alike: bool) -> Iterator[str]:
    """Shares, growth and multiples; divisions are rounded as the number is written."""
    stated = fact.quantity.value
    for (a, part), (b, whole) in ((one, two), (two, one)):
        quotient = Fraction(part) / Fraction(whole)
        if fact.quantity.unit == "倍":
            if alike and _rounds_to(quotient, stated):
                yield f"{a} ÷ {b}"
        elif _SHARE.search(words) and part < whole and _rounds_to(quotient * 100, stated):
            yield f"{a} ÷ {b}"
        elif alike and _GROWTH.search(words) and _rounds_to(abs(quotient - 1) * 100, stated):
            yield f"{a} ÷ {b} − 1" if quotient > 1 else f"1 − {a} ÷ {b}"


def _rounds_to(exact: Fraction, stated: Decimal | None) -> bool:
    """Whether a number rounds to the one stated, at its last digit; at least two digits must agree."""
    if stated is None or len(stated.as_tuple().digits) < 2:
        return False
    exponent = stated.as_tuple().exponent
    step = Fraction(10) ** exponent if isinstance(exponent, int) else Fraction(1)
    return abs(exact - Fraction(stated)) * 2 <= step


def _alike(first: Fact, second: Fact) -> bool:
    if first.canonical is not None and second.canonical is not None:
        return first.canonical == second.canonical
    return first.measure == second.measure and likeness(first.name, second.name) >= ALIKE
