"""Numbers that say the same in other units of growth: 翻番 is 增长1倍 is 增长100%; 恢复到113% is 高13%; 七成 is 70%."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from summarizer.validator.surroundings import Number
from summarizer.validator.values import Amount

_HUNDRED: Final = Decimal(100)
_GREW: Final = re.compile(r"(?:增长|增加|提高|提升|上升|上涨|扩大|增|涨|高|超)(?:了|超过?|约|近|逾|达)?$")
_TIMES: Final = re.compile(
    r"(?:是|为|达到?|增至|升至|提高到|增加到|相当于|恢复到|恢复至|约为|超过?|近|约)[^,;。]{0,16}$"
)
_WHOLE: Final = re.compile(r"(?:恢复|相当于|达到?|为|是)[^,;。]{0,16}的?$")
_HALF: Final = re.compile(r"一半|半数|过半")


def forms(number: Number, amount: Amount) -> Iterator[Amount]:
    """The amounts that say the same as a number does: its own first, then those in other units of growth or share."""
    yield amount
    value, unit = amount.value, amount.unit
    if value is None or amount.value_max is not None or amount.parts:
        return
    if unit == "番":
        grown = (Decimal(2) ** value - 1) * _HUNDRED
        yield from (Amount("%", grown, None), Amount("倍", grown / _HUNDRED, None))
    elif unit == "倍" and _GREW.search(number.clause):
        yield from (Amount("%", value * _HUNDRED, None), Amount("倍", value + 1, None))
    elif unit == "倍":
        yield from (Amount("倍", value - 1, None), Amount("%", (value - 1) * _HUNDRED, None))
        yield Amount("%", value * _HUNDRED, None)
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
