"""Numbers of prose that were worked out from numbers of the source: each operation by its own words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import Final, NamedTuple, TypeAlias

from summarizer.documents import Span
from summarizer.validator import scopes
from summarizer.validator.reading import amount_of
from summarizer.validator.subjects import ALIKE, likeness
from summarizer.validator.surroundings import Number

Made: TypeAlias = tuple[str, tuple[Span, ...]]
"""How a number was made, in words, and the places of those it was made from."""

_DIFFERENCE: Final = re.compile(
    r"比|较|高|低|快|慢|多|少|差|超|增|减|提|降|升|缩|扩|剩|余|还有|落|回|压|增量|领先|落后|净|加快|放缓|大|小|强|弱|延长|优于|短"
)
_SUM: Final = re.compile(r"合计|总计|共|累计|之和|加起来|[两二三四五六]项|[两二三四五六]类|[两二三四五六]者|总|加|即")
_QUOTIENT: Final = re.compile(r"平均|均|每|折合|相当于")
_SHARE: Final = re.compile(r"占|比重|比例|份额|相当于|其余|非|剩|覆盖|即|率")
_GROWTH: Final = re.compile(r"增|降|减|升|幅|提高|扩大|累计|缩|涨")
_MULTIPLE: Final = re.compile(r"倍|撬动|比")
_PART: Final = re.compile(r"占|按|即|合|约|其中|涉及|用于|相当于|折")
_BASE: Final = re.compile(
    r"上年|去年|此前|原|前年|推算|即|约为|全国|后者|前者|意味着|全省|计划|年末|年底|剩|其余|另|非|五年前|20\d\d年|之前|上期|城镇|平均|约"
)
_YEARS: Final = re.compile(r"([两三四五六七八九十]|\d{1,2})年")
_PLANS: Final = re.compile(r"[“\"]?十[三四五]五")
_NUMERALS: Final = dict(zip("两三四五六七八九十", range(2, 11), strict=True))
_WINDOW: Final = 30
_MOST: Final = 40
"""More numbers than this in reach make chance hits likely; then only those named in the sentence count."""
_LONGEST_SUM: Final = 6
_HUNDRED: Final = Fraction(100)


class Operand(NamedTuple):
    """A number of the source; ``at`` is where the sentence of prose names it, None where only its evidence does."""

    number: Number
    at: int | None

    @property
    def unit(self) -> str:
        return amount_of(self.number.fact.quantity).unit

    @property
    def value(self) -> Fraction:
        value = amount_of(self.number.fact.quantity).value
        return Fraction(value) if value is not None else Fraction(0)

    @property
    def text(self) -> str:
        return self.number.fact.quantity.text


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number of prose that the source does not give: its words, unit and value."""

    said: Number
    unit: str
    value: Fraction
    around: str

    @property
    def at(self) -> int:
        return self.said.fact.quantity.start


_Way: TypeAlias = tuple[Fraction, str, tuple[Operand, ...]]


def derive(said: Number, operands: Sequence[Operand]) -> Made | None:
    """How a number of prose comes from numbers of the source; None if it does not.

    The words beside it must say so (比, 合计, 平均, 占 …), the sign and the unit be right, and the result be right to the
    last digit given. At least one of two operands must be named in the sentence where many are in reach.
    """
    quantity = said.fact.quantity
    amount = amount_of(quantity)
    if amount.value is None or amount.value_max is not None:
        return None
    usable = [each for each in operands if _is_plain(each)]
    if len(usable) > _MOST:
        usable = [each for each in usable if each.at is not None]
    around = said.lead[-_WINDOW:] + said.after
    wanted = Wanted(said, amount.unit, Fraction(amount.value), around)
    for value, how, made_of in _ways(wanted, usable):
        if _agrees(value, wanted):
            spans = tuple(each.number.fact.quantity.span for each in made_of)
            return f"{quantity.text} = {how}", spans
    return None


def _is_plain(operand: Operand) -> bool:
    quantity = operand.number.fact.quantity
    return quantity.value is not None and quantity.value_max is None and operand.value != 0


def _ways(wanted: Wanted, operands: Sequence[Operand]) -> Iterator[_Way]:
    around = wanted.around
    for one, two in permutations(operands, 2):
        yield from _differences(wanted, one, two)
        if _BASE.search(around):
            yield from _bases(wanted, one, two)
        yield from _quotients(wanted, one, two)
    for one in operands:
        yield from _singles(wanted, one)
    if _SUM.search(around):
        yield from _sums(wanted, operands)
    if wanted.unit == "比":
        yield from _ratios(wanted, operands)


def _differences(wanted: Wanted, one: Operand, two: Operand) -> Iterator[_Way]:
    """``one`` − ``two``, where the words set the first against the second."""
    points = one.unit == "%" and wanted.unit == "百分点"
    if one.unit != two.unit or not (points or wanted.unit == one.unit != "%"):
        return
    if not _DIFFERENCE.search(wanted.around) or not _comparable(one, two):
        return
    gap = one.value - two.value
    if (way := _way(wanted)) is not None and (order := _order(wanted, one, two)):
        gap = gap if order > 0 else -gap
        gap = gap if way == "up" else -gap
    if gap > 0:
        yield gap, f"{one.text} − {two.text}", (one, two)


def _comparable(one: Operand, two: Operand) -> bool:
    """Whether two numbers may be set against each other: both named in the sentence, or one thing at two times."""
    if one.at is not None and two.at is not None:
        return True
    first, second = one.number.fact, two.number.fact
    if first.canonical is not None and first.canonical == second.canonical:
        return True
    return likeness(first.name, second.name) >= ALIKE or first.evidence == second.evidence


def _way(wanted: Wanted) -> str | None:
    return scopes.way(wanted.said) or wanted.said.fact.direction


def _order(wanted: Wanted, one: Operand, two: Operand) -> int:
    """1 where the sentence sets ``one`` against ``two`` as its base, −1 where the reverse, 0 where it does not say.

    由A到B takes A for the base, 比B what stands between 比 and the number; else what the source has as the start.
    """
    first, second = _is_base(wanted, one), _is_base(wanted, two)
    if first != second:
        return 1 if second else -1
    starts = [scopes.leads(each.number) for each in (one, two)]
    roles = [lead[0] if lead else None for lead in starts]
    if "from" in roles and roles[0] != roles[1]:
        return 1 if roles[1] == "from" else -1
    return 0


def _is_base(wanted: Wanted, operand: Operand) -> bool:
    """Whether the sentence names a number as what another is compared with."""
    if operand.at is None:
        return False
    lead = wanted.said.lead
    start = wanted.at - len(lead)
    before = lead[: max(0, operand.at - start)]
    return bool(re.search(r"(?:比|较|由|从|于)[^,;。比由从]{0,24}$", before))


def _bases(wanted: Wanted, level: Operand, change: Operand) -> Iterator[_Way]:
    """What something was before: a level without its growth, or without what it is more."""
    fact = change.number.fact
    if not _comparable(level, change) and change.at is None:
        return
    if level.unit != wanted.unit:
        return
    down = (fact.direction or scopes.way(change.number)) == "down"
    grows = change.unit == "%" and fact.measure == "growth_rate" and level.unit != "%"
    if grows:
        rate = (-change.value if down else change.value) / _HUNDRED
        if rate > -1:
            yield level.value / (1 + rate), f"{level.text} ÷ (1 {'−' if down else '+'} {change.text})", (level, change)
    same = change.unit == level.unit or (level.unit == "%" and change.unit == "百分点")
    if same and not (level.unit == "%" and change.unit == "%"):
        made = level.value + change.value if down else level.value - change.value
        yield made, f"{level.text} {'+' if down else '−'} {change.text}", (level, change)
        if level.unit == "%" and fact.direction is None:
            yield level.value + change.value, f"{level.text} + {change.text}", (level, change)


def _quotients(wanted: Wanted, one: Operand, two: Operand) -> Iterator[_Way]:
    """``one`` ÷ ``two``: an average, a multiple, a share, a growth; and the part that a share of a whole is."""
    unit, around, pair = wanted.unit, wanted.around, (one, two)
    how, value = f"{one.text} ÷ {two.text}", one.value / two.value
    if unit == one.unit != two.unit and unit not in ("%", "位", "倍", "百分点") and _QUOTIENT.search(around):
        yield value, how, pair
    if two.unit in ("%", "成", "分数") and unit == one.unit != "%" and _PART.search(around):
        yield one.value * two.value / _HUNDRED, f"{one.text} × {two.text}", pair
    if one.unit != two.unit or (one.unit in ("%", "位") and unit != "倍"):
        return
    if unit == "倍" and one.unit != "位" and _MULTIPLE.search(around + "倍"):
        grown = _GROWTH.search(wanted.said.clause[-6:])
        yield (value - 1 if grown else value), how, pair
    if unit == "%" and _SHARE.search(around) and value < 1:
        yield value * _HUNDRED, how, pair
        yield (1 - value) * _HUNDRED, f"1 − {how}", pair
    if unit == "%" and _GROWTH.search(around) and _comparable(one, two):
        yield from _grown(wanted, one, two)


def _grown(wanted: Wanted, after: Operand, before: Operand) -> Iterator[_Way]:
    if _order(wanted, after, before) < 0:
        return
    rate = after.value / before.value - 1
    if (rate < 0) == (_way(wanted) == "down"):
        yield abs(rate) * _HUNDRED, f"{after.text} ÷ {before.text} − 1", (after, before)


def _singles(wanted: Wanted, one: Operand) -> Iterator[_Way]:
    """What comes of one number: the rest of a whole, an average over months or years, growth that adds up."""
    around, unit = wanted.around, wanted.unit
    if unit == one.unit == "%" and re.search(r"其余|非|剩|另|未", around):
        yield 100 - one.value, f"100% − {one.text}", (one,)
    if unit == one.unit != "%" and _QUOTIENT.search(around):
        for count, name in _periods(wanted):
            yield one.value / count, f"{one.text} ÷ {name}", (one,)
            yield one.value * count, f"{one.text} × {name}", (one,)
    if unit == one.unit == "%" and "累计" in around:
        for count, name in _periods(wanted):
            if 1 < count <= 10:
                yield ((1 + one.value / _HUNDRED) ** int(count) - 1) * _HUNDRED, f"(1 + {one.text})^{name} − 1", (one,)


def _periods(wanted: Wanted) -> Iterator[tuple[Fraction, str]]:
    """The months, days or years that an average is taken over."""
    text = wanted.said.lead + wanted.said.after + wanted.said.fact.name
    if "月" in text:
        yield Fraction(12), "12"
    if re.search(r"天|日", text):
        yield from ((Fraction(365), "365"), (Fraction(366), "366"))
    found = [match[1] for match in _YEARS.finditer(text)]
    counts = {int(word) if word.isdigit() else _NUMERALS[word] for word in found} | (
        {5} if _PLANS.search(text) else set()
    )
    yield from ((Fraction(count), str(count)) for count in sorted(counts) if count > 1)


def _sums(wanted: Wanted, operands: Sequence[Operand]) -> Iterator[_Way]:
    """Two to six numbers that stand together, in the sentence or in the source."""
    same = [each for each in operands if each.unit == wanted.unit and wanted.unit != "位"]
    named = sorted((each for each in same if each.at is not None), key=lambda each: each.at or 0)
    ordered = sorted(same, key=lambda each: each.number.fact.quantity.start)
    for row in (named, ordered):
        for size in range(2, min(_LONGEST_SUM, len(row)) + 1):
            for start in range(len(row) - size + 1):
                parts = row[start : start + size]
                yield (
                    sum((each.value for each in parts), Fraction(0)),
                    " + ".join(each.text for each in parts),
                    tuple(parts),
                )


def _ratios(wanted: Wanted, operands: Sequence[Operand]) -> Iterator[_Way]:
    """1∶81: the second amount by the first."""
    terms = amount_of(wanted.said.fact.quantity).parts
    if len(terms) != 2 or not terms[0]:
        return
    stated = Fraction(terms[1]) / Fraction(terms[0])
    for one, two in permutations(operands, 2):
        if one.unit == two.unit and _near(two.value / one.value, stated, terms[1], about=True):
            yield wanted.value, f"{two.text} ÷ {one.text}", (one, two)


def _agrees(made: Fraction, wanted: Wanted) -> bool:
    """Whether a result rounds to the number stated, at its last digit, and as 约, 超过 or 近 say."""
    quantity = wanted.said.fact.quantity
    value = amount_of(quantity).value
    if value is None:
        return False
    if quantity.comparator in ("over", "under"):
        step = _step(value)
        gap = made - wanted.value
        return 0 <= (gap if quantity.comparator == "over" else -gap) <= max(step, wanted.value / 10)
    return _near(made, wanted.value, value, about=quantity.comparator == "about")


def _near(made: Fraction, stated: Fraction, written: Decimal, *, about: bool) -> bool:
    step = _step(written)
    if made == stated:
        return True
    if step * 10 > stated and step > 1 and not about:
        return False
    return abs(made - stated) * (1 if about else 2) <= step


def _step(value: Decimal) -> Fraction:
    """The place value of the last digit written."""
    exponent = value.normalize().as_tuple().exponent
    return Fraction(10) ** exponent if isinstance(exponent, int) else Fraction(1)
