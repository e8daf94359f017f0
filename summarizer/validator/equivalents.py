"""Numbers that say the same in other units of growth: 翻番 is 增长1倍 is 增长100%; 恢复到113% is 高13%; 七成 is 70%."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from summarizer.expressions import expression
from summarizer.quantities import Quantity
from summarizer.validator.belonging import pairs_of
from summarizer.validator.surroundings import Number
from summarizer.validator.values import Amount, amount_of

_COUNTERS: Final = (("件", "起", "宗"), ("人", "名", "位"))
"""Counters that prose uses for each other."""
_LARGE: Final = expression(r"[万亿]$")
COUNTERS: Final = tuple("人 户 家 个 件 套 辆 台 头 只 座 项".split())
"""Counters that prose leaves out between 万 and the thing counted (37万农业转移人口)."""
_EACH: Final = expression(r"每[人户]?每?([年月亩])|([年月])人?均")
_PARTS: Final = {"分数": Decimal(100), "成": Decimal(10)}
_NEAR: Final = 24
"""How far before an amount 每月 or 每人 stands that holds for it."""
_CLOSE: Final = Decimal("1.5")
_BEYOND: Final = Decimal(5)
_HUNDRED: Final = Decimal(100)
_DOUBLED: Final = expression(r"倍增|翻番|翻一番|翻了一番|成倍增长")
_GREW: Final = expression(r"(?:增长|增加|提高|提升|上升|上涨|扩大|增|涨|高|超)(?:了|超过?|约|近|逾|达)?$")
_WHOLE: Final = expression(r"(?:恢复|相当于|达到?|为|是)[^,;。]{0,16}的?$")


def forms(number: Number, amount: Amount) -> Iterator[Amount]:
    """The amounts that say the same as a number does: its own first, then those in other units of growth or share."""
    yield amount
    value, unit = amount.value, amount.unit
    for row in _COUNTERS:
        if unit in row:
            yield from (amount._replace(unit=other) for other in row if other != unit)
    if unit == "元" and (found := _EACH.search(number.lead[-_NEAR:])):
        yield amount._replace(unit=f"元/{found[1] or found[2]}")
    if unit == "" and _LARGE.search(number.fact.quantity.text):
        yield from (amount._replace(unit=other) for other in COUNTERS)
    if value is None or amount.value_max is not None or amount.parts:
        return
    if unit == "番":
        grown = (Decimal(2) ** value - 1) * _HUNDRED
        yield from (Amount("%", grown, None), Amount("倍", grown / _HUNDRED, None))
        yield Amount("倍", grown / _HUNDRED + 1, None)
    elif unit == "倍":
        grown = value if _GREW.search(number.clause) else value - 1
        yield from (Amount("倍", 2 * grown + 1 - value, None), Amount("%", grown * _HUNDRED, None))
        yield from (Amount("番", Decimal(n), None) for n in range(1, 5) if grown == 2**n - 1)
    elif unit == "分数":
        yield Amount("%", value * _HUNDRED, None)
    elif unit == "%":
        yield from _of_percent(number, value)


def _of_percent(number: Number, value: Decimal) -> Iterator[Amount]:
    yield Amount("分数", value / _HUNDRED, None)
    if _GREW.search(number.clause):
        yield from (Amount("倍", value / _HUNDRED, None), Amount("倍", value / _HUNDRED + 1, None))
    elif _WHOLE.search(number.clause) and value > _HUNDRED:
        yield from (Amount("%", value - _HUNDRED, None), Amount("倍", value / _HUNDRED, None))


def is_doubled(number: Number, text: str) -> bool:
    """Whether a number says 翻一番 (or 增长1倍) of what the source says 倍增 of, in words."""
    amount = amount_of(number.fact.quantity)
    once = amount.unit == "番" or (amount.unit == "倍" and _GREW.search(number.clause) is not None)
    if not once or amount.value != 1 or not number.name:
        return False
    name = pairs_of(number.name)
    before = (text[max(0, found.start() - _NEAR) : found.start()].split("。")[-1] for found in _DOUBLED.finditer(text))
    return any(2 * sum(pair in each for pair in name) >= len(name) for each in before)


def is_part(said: Quantity, exact: Quantity) -> bool:
    """Whether a fraction (四分之一, 六成) is said as 约, 超过, 不到 of an exact percentage on the right side of it."""
    if said.unit not in _PARTS or exact.unit != "%" or exact.comparator != "exact" or said.value is None:
        return False
    if exact.value is None or exact.value_max is not None:
        return False
    gap = exact.value - said.value * _PARTS[said.unit]
    if said.comparator == "about":
        return abs(gap) <= _CLOSE
    return (0 < gap <= _BEYOND) if said.comparator == "over" else (-_BEYOND <= gap < 0)
