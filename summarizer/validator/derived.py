"""Numbers of prose that were worked out from numbers of the source: each operation by its own words."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Final, NamedTuple, TypeAlias

from summarizer.documents import Span
from summarizer.documents.characters import fold
from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.language import numerals
from summarizer.language.contrasts import members
from summarizer.quantities import Quantity
from summarizer.validator import scopes
from summarizer.validator.operands import Operand, Wanted, allowed, comparable, fits, meets, order, way
from summarizer.validator.spans import before_other, spans_other
from summarizer.validator.surroundings import Number
from summarizer.validator.times import said_part
from summarizer.validator.values import amount_of


class Made(NamedTuple):
    """How a number was made, in words, and the numbers of the source that it was made from."""

    how: str
    facts: tuple[Fact, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(fact.quantity.span for fact in self.facts)


_DIFFERENCE: Final = expression(
    r"(?<![占同环])比(?![例重率值])|较(?!为)|差|剩|余(?!额)|尚有|还有|增量|领先|落后|净[增减]|优于|[高低快慢多少大小]于"
    r"|(?:[高低快慢多少大小超增减提降升缩扩收窄落回压强弱短长净]|加快|放缓)[^,;。、]{0,4}$"
)
_AFTER: Final = expression(r"差|之差|空间|余地|缺口")
_SUM: Final = expression(
    r"合计|总计|共|累计|之和|加起来|[两二三四五六]项|[两二三四五六]类|[两二三四五六]者|总[计共量数]?|一起"
)
_QUOTIENT: Final = expression(r"平均|均|每|折合|相当于")
_SHARE: Final = expression(r"占|比重|比例|份额|相当于|其余|非|剩|覆盖|即|率")
_GROWTH: Final = expression(r"增|降|减|升|幅|提高|扩大|累计|缩|涨")
_MULTIPLE: Final = expression(r"倍|撬动|比")
_PART: Final = expression(r"占|按|即|折合|合(?=约|人民币)|约|其中|涉及|用于|相当于|折")
BASE: Final = expression(
    r"上年|去年|此前|据此|原|前年|推算|即|约为|全国|后者|前者|意味着|全省|计划|年末|年底|剩|其余|另|非|五年前|20\d\d年|之前|上期|上一?[次届轮]|城镇|平均|约"
)
"""Words of what a number is compared with or grows from."""
_WHOLE: Final = expression(r"推算|倒推|反推|后者|全国|总[数共计]|据此|折算|即|约")
_CURRENT: Final = expression(r"(?:增|升|降|减|扩|缩|达|提高|增加|下降|减少)[到至]")
_SINGLE_YEAR: Final = expression(r"20\d\d年一年|^20\d\d年[^,;至到]*$")
_PLANNED: Final = expression(r"任务|计划|目标|预算")
_EXCEEDS: Final = expression(r"超额|超(?:出|过)?[^,;。0-9]{0,6}(?:任务|计划|目标|预算)")
_REST: Final = expression(r"剩|其余|尚有|另|还有|未|余")
_NO_COUNTS: Final = frozenset({"%", "位", "倍", "百分点", "比", "番", "成", "分数"})
_YEARS: Final = expression(r"([两三四五六七八九十]|\d{1,2})年")
_PLANS: Final = expression(r"[“\"]?十[三四五]五")
_WINDOW: Final = 30
_MOST: Final = 40
"""More numbers than this in reach make chance hits likely; then none counts."""
_DIGITS: Final = expression(r"\d+(?:\.\d+)?")
_COUNTERS: Final = frozenset("个 座 家 项 件 处 所 起 条 枚 只 种 类 次 场".split())
"""Counters of things that may be summed under one of them."""
_COMPARATOR: Final = expression(r"(?:超过|超出?|多于|少于|不低于|不少于|高达|近|约)了?$")
"""Words right before a number that say how exact it is, no operation."""
_LONGEST_SUM: Final = 6
_HUNDRED: Final = Fraction(100)
_LOOSE: Final = Fraction(3, 2)
"""By how many halves of its last digit a number with 约 may be off."""


_Way: TypeAlias = tuple[Fraction, str, tuple[Operand, ...]]


def derive(said: Number, *tiers: Sequence[Operand]) -> Made | None:
    """How a number of prose comes from numbers of the source; None if it does not.

    The words beside it must say so (比, 合计, 平均, 占 …), sign and unit must be right, and the result must agree
    to the last digit given. The nearest of the ``tiers`` of operands are tried first; a tier with too many is skipped.
    """
    quantity = said.fact.quantity
    amount = amount_of(quantity)
    if amount.value is None or amount.value_max is not None:
        return None
    around = _COMPARATOR.sub("", said.before[-_WINDOW:]) + said.after
    if amount.unit == "年" and amount.value == int(amount.value):
        return None
    first, last = _part(said)
    named = tuple(each.unit for each in (tiers[0] if tiers else ()) if each.at is not None and first <= each.at < last)
    wanted = Wanted(said, amount.unit, Fraction(amount.value), around, named)
    for operands in tiers:
        usable = [each for each in operands if _is_plain(each)]
        for value, how, made_of in _ways(wanted, usable) if len(usable) <= _MOST else ():
            facts = tuple(each.number.fact for each in made_of)
            if _agrees(value, wanted) and not _is_told_otherwise(wanted, made_of) and not spans_other(said, facts):
                return Made(f"{quantity.text} = {how}", facts)
    return None


def _part(said: Number) -> tuple[int, int]:
    """The part of its sentence, between semicolons, that a number stands in (view offsets)."""
    first = said.fact.evidence[0] + max(said.lead.rfind(mark) for mark in ";。") + 1
    stop = said.fact.quantity.end
    close = [at for mark in ";。" if (at := said.tail.find(mark)) >= 0]
    return first, stop + (min(close) if close else len(said.tail))


def _is_told_otherwise(wanted: Wanted, made_of: Sequence[Operand]) -> bool:
    """Whether a number is told of another thing or time than those that it was made of: 收入 worked out from 支出, a
    single year from numbers years apart."""
    names = [each.number.fact.name + (each.number.clause if each.at is None else "") for each in made_of]
    said = members(wanted.said.clause)
    for kind, ours in said.items():
        theirs = {member for name in names for member in members(name).get(kind, ())}
        if theirs and not theirs & set(ours) and kind != "flow":
            return True
    if before_other(wanted.said, [each.number for each in made_of]) or _is_of_other_whole(wanted, made_of):
        return True
    part = said_part(wanted.said.lead, 0, len(wanted.said.lead))
    if part and part not in {said_part(each.number.lead, 0, len(each.number.lead)) for each in made_of}:
        return True
    ends = {each.number.fact.period.end for each in made_of if each.number.fact.period and each.number.fact.period.end}
    apart = len(ends) > 1 and max(ends) - min(ends) > 1
    return apart and _SINGLE_YEAR.search(wanted.said.lead) is not None


def _is_of_other_whole(wanted: Wanted, made_of: Sequence[Operand]) -> bool:
    """Whether a number is told of the country (全国平均) though none of those that it was made of speaks of it."""
    told = [each.number.clause + each.number.rest + (each.said.lead if each.said else "") for each in made_of]
    return "nation" in scopes.wholes(wanted.said.clause) and not any("nation" in scopes.scopes(each) for each in told)


def _is_plain(operand: Operand) -> bool:
    quantity = operand.number.fact.quantity
    return quantity.value is not None and quantity.value_max is None and operand.value != 0


def _ways(wanted: Wanted, operands: Sequence[Operand]) -> Iterator[_Way]:
    around = wanted.around
    for one, two in permutations(operands, 2):
        if not allowed(wanted, one, two):
            continue
        yield from _differences(wanted, one, two)
        yield from _bases(wanted, one, two)
        yield from _quotients(wanted, one, two)
    for one in operands:
        if one.at is not None or one.unit not in wanted.named:
            yield from _singles(wanted, one)
    if _SUM.search(around):
        yield from _sums(wanted, operands)
    if wanted.unit == "比":
        yield from _ratios(wanted, operands)


def _differences(wanted: Wanted, one: Operand, two: Operand) -> Iterator[_Way]:
    """``one`` − ``two``, where the words set the first against the second."""
    points = (one.unit, wanted.unit) in (("%", "百分点"), ("比", "")) or one.unit.startswith(f"{wanted.unit}/")
    if one.unit != two.unit or not (points or wanted.unit == one.unit != "%"):
        return
    if not _is_difference(wanted) or not comparable(wanted, one, two):
        return
    if one.at is None and two.at is None and not (fits(wanted, one) and fits(wanted, two)):
        return
    if (told := way(wanted)) is not None and (turn := order(wanted, one, two)):
        first, last = (one, two) if turn > 0 else (two, one)
        gap = first.value - last.value
        if gap > 0 and told == "up":
            yield gap, f"{first.text} − {last.text}", (one, two)
        elif gap < 0 and told == "down":
            yield -gap, f"{last.text} − {first.text}", (one, two)
    elif one.value > two.value:
        yield one.value - two.value, f"{one.text} − {two.text}", (one, two)


def _is_difference(wanted: Wanted) -> bool:
    """Whether the words beside a number make it a distance; what something rose from or came to is none."""
    before = _COMPARATOR.sub("", wanted.said.before[-_WINDOW:])
    told = _DIFFERENCE.search(before) or _AFTER.search(wanted.said.after)
    return told is not None and scopes.leads(wanted.said) is None


def _bases(wanted: Wanted, level: Operand, change: Operand) -> Iterator[_Way]:
    """What something was before: a level without its growth, or without what it is more."""
    fact = change.number.fact
    if not comparable(wanted, level, change) and change.at is None:
        return
    if level.unit != wanted.unit:
        return
    began = (scopes.leads(wanted.said) or ("",))[0] == "from"
    based = (began or BASE.search(wanted.around) is not None) and not _CURRENT.search(wanted.said.clause)
    told = scopes.way(change.said) if change.said is not None else None
    down = (fact.direction or scopes.way(change.number) or told) == "down"
    grows = (
        change.unit == "%"
        and level.unit not in ("%", "位")
        and (fact.measure == "growth_rate" or _beyond_plan(wanted, change))
    )
    if grows:
        rate = (-change.value if down else change.value) / _HUNDRED
        if rate > -1:
            before = level.value / (1 + rate)
            how = f"{level.text} ÷ (1 {'−' if down else '+'} {change.text})"
            if based:
                yield before, how, (level, change)
            if _is_difference(wanted):
                yield abs(level.value - before), f"{level.text} − {how}", (level, change)
    if not based:
        return
    if change.unit == "倍" and fact.measure == "growth_rate" and level.unit not in ("%", "倍"):
        yield level.value / (1 + change.value), f"{level.text} ÷ (1 + {change.text})", (level, change)
    added = scopes.flow(change.said or change.number) == "added"
    ranked = level.unit == "位" and scopes.way(change.number) == "up" and fits(wanted, level)
    moved = ranked or fact.measure == "change" or told is not None or added or _REST.search(wanted.around) is not None
    same = change.unit == level.unit or (level.unit == "%" and change.unit == "百分点")
    if same and moved and not (level.unit == "%" and change.unit == "%"):
        made = level.value + change.value if down or ranked else level.value - change.value
        turned = scopes.way(wanted.said) == "down" and level.number.fact.direction == "up"
        if turned and made > 0:
            return
        made = -made if made < 0 and way(wanted) == "down" else made
        yield made, f"{level.text} {'+' if down else '−'} {change.text}", (level, change)
        if level.unit == "%" and fact.direction is None:
            yield level.value + change.value, f"{level.text} + {change.text}", (level, change)


def _beyond_plan(wanted: Wanted, change: Operand) -> bool:
    """Whether a percentage is what a plan was passed by, and the number wanted is that plan."""
    return _PLANNED.search(wanted.said.clause) is not None and _EXCEEDS.search(change.number.clause) is not None


def _quotients(wanted: Wanted, one: Operand, two: Operand) -> Iterator[_Way]:
    """``one`` ÷ ``two``: an average, a multiple, a share, a growth; and the part that a share of a whole is."""
    unit, around, pair = wanted.unit, wanted.around, (one, two)
    how, value = f"{one.text} ÷ {two.text}", one.value / two.value
    if unit == one.unit != two.unit and not {unit, two.unit} & _NO_COUNTS and _QUOTIENT.search(around):
        yield value, how, pair
    share = two.unit == "%" and unit == one.unit and unit not in _NO_COUNTS and two.number.fact.measure != "growth_rate"
    if share and _PART.search(around):
        yield one.value * two.value / _HUNDRED, f"{one.text} × {two.text}", pair
    if share and _WHOLE.search(around):
        yield one.value * _HUNDRED / two.value, f"{one.text} ÷ {two.text}", pair
    if one.unit != two.unit or (one.unit in ("%", "位") and unit != "倍"):
        return
    both = one.at is not None and two.at is not None
    if (
        unit == "倍"
        and one.unit != "位"
        and (one.unit != "%" or both or one.number.fact.name != two.number.fact.name)
        and _MULTIPLE.search(around + "倍")
        and meets(wanted, one, two)
    ):
        grown = _GROWTH.search(wanted.said.clause[-6:])
        yield (value - 1 if grown else value), how, pair
    if unit == "%" and _SHARE.search(around) and value < 1:
        yield value * _HUNDRED, how, pair
        yield (1 - value) * _HUNDRED, f"1 − {how}", pair
    if unit == "%" and _GROWTH.search(around) and comparable(wanted, one, two):
        yield from _grown(wanted, one, two)


def _grown(wanted: Wanted, after: Operand, before: Operand) -> Iterator[_Way]:
    known = {after.number.fact.canonical, before.number.fact.canonical}
    if wanted.said.canonical not in (None, *known) and None not in known:
        return
    if order(wanted, after, before) < 0:
        return
    rate = after.value / before.value - 1
    if (rate < 0) == (way(wanted) == "down"):
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
    counts = set(map(numerals.count, found)) | ({5} if _PLANS.search(text) else set())
    yield from ((Fraction(years), str(years)) for years in sorted(counts) if years > 1)


def _sums(wanted: Wanted, operands: Sequence[Operand]) -> Iterator[_Way]:
    """Two to six numbers that stand together, in the sentence or in the source."""
    counted = wanted.unit in _COUNTERS
    if wanted.unit in _NO_COUNTS:
        return
    same = [each for each in operands if each.unit == wanted.unit and wanted.unit != "位"]
    if counted and len(same) < 2:
        same = [each for each in operands if each.at is not None and each.unit in _COUNTERS]
    named = sorted((each for each in same if each.at is not None), key=lambda each: each.at or 0)
    ordered = sorted(same, key=lambda each: each.number.fact.quantity.start)
    beside = [each for each in ordered if each.at is not None or fits(wanted, each)]
    for row in (named, beside) if len(named) < 2 else (named,):
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
        if one.unit == two.unit and _near(two.value / one.value, stated, Fraction(1), about=True):
            yield wanted.value, f"{two.text} ÷ {one.text}", (one, two)


def _agrees(made: Fraction, wanted: Wanted) -> bool:
    """Whether a result rounds to the number stated, at its last digit, and as 约, 超过 or 近 say."""
    quantity = wanted.said.fact.quantity
    value = amount_of(quantity).value
    if value is None:
        return False
    if quantity.comparator in ("over", "under"):
        gap = made - wanted.value
        return 0 <= (gap if quantity.comparator == "over" else -gap) <= _place(quantity)
    return _near(made, wanted.value, _place(quantity), about=quantity.comparator == "about")


def _near(made: Fraction, stated: Fraction, step: Fraction, *, about: bool) -> bool:
    if made == stated:
        return True
    return abs(made - stated) * 2 <= step * (_LOOSE if about else 1)


def _place(quantity: Quantity) -> Fraction:
    """The place value of the last digit that a number is written with, in its base unit (20.0万亿元: 1000亿)."""
    digits = _DIGITS.search(fold(quantity.text).replace(",", ""))
    value = amount_of(quantity).value
    if digits is None or value is None or not Fraction(digits[0]):
        return Fraction(1)
    places = len(digits[0].partition(".")[2])
    return Fraction(value) / Fraction(digits[0]) / Fraction(10) ** places
