"""When two written numbers are the same number: scales, units that convert exactly, stated rounding."""

from decimal import Context, Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from summarizer.documents.characters import fold
from summarizer.expressions import expression
from summarizer.quantities import Comparator, Quantity, canonical_unit

#: Units that convert exactly, each as a multiple of the first of its row, for which all are finite decimals. Mass,
#: length, area, time, energy: GB 3100-1993 and the 1984 order on legal units; 1 公顷 = 15 亩, 1 公斤 = 2 斤,
#: 1 公里 = 2 里 as 国家统计局 has them.
_ROWS: Final[tuple[dict[str, str], ...]] = (
    {"%": "1", "‰": "0.1", "成": "10"},
    {"公斤": "1", "斤": "0.5", "克": "0.001", "吨": "1000"},
    {"公里": "1", "米": "0.001", "里": "0.5"},
    {"亩": "1", "公顷": "15", "平方公里": "1500", "平方米": "0.0015"},
    {"秒": "1", "分钟": "60", "小时": "3600"},
    {"千瓦时": "1", "兆瓦时": "1000"},
    {"千瓦": "1", "兆瓦": "1000", "瓦": "0.001"},
    {"立方米": "1", "升": "0.001"},
    {"吨标准煤": "1", "公斤标准煤": "0.001"},
)
_TERM: Final = expression(r"[0-9]+(?:\.[0-9]+)?")
_ONE: Final = Decimal(1)
_BASES: Final = {unit: (next(iter(row)), Decimal(factor)) for row in _ROWS for unit, factor in row.items()}
_EXACT: Final = Context(prec=80)

ROUNDED_FARTHEST: Final = Decimal("0.1")
"""A stated rounding never moves a number by more than this share of it."""


class Amount(NamedTuple):
    """A number in a base unit: equal amounts are the same number, however they are written.

    ``parts`` are the terms of a ratio (20.2:45.0:34.8), of which ``value`` is only the first; empty for other numbers.
    """

    unit: str
    value: Decimal | None
    value_max: Decimal | None
    parts: tuple[Decimal, ...] = ()


def amount(value: Decimal | None, value_max: Decimal | None, unit: str, text: str) -> Amount:
    """The amount of a quantity in ``unit``, written as ``text``."""
    base, factor = _base(unit)
    if unit == "比":
        return Amount(base, value, value_max, tuple(map(Decimal, _TERM.findall(fold(text)))))
    if factor is _ONE:
        return Amount(base, value, value_max)
    return Amount(base, _scaled(value, factor), _scaled(value_max, factor))


def amount_of(quantity: Quantity) -> Amount:
    """The amount of a scanned quantity."""
    return amount(quantity.value, quantity.value_max, quantity.unit, quantity.text)


@lru_cache(maxsize=4096)
def _base(unit: str) -> tuple[str, Decimal]:
    unit = canonical_unit(unit)
    return _BASES.get(unit, (unit, _ONE))


def _scaled(value: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if value is None else _EXACT.multiply(value, factor)


def same_unit(first: str, second: str) -> bool:
    """Whether two units are one unit ("㎡", "平方米"), or convert exactly into each other ("亩", "公顷")."""
    return first == second or _base(first)[0] == _base(second)[0]


def other_terms(first: str, second: str) -> bool:
    """Whether two products of the same value are written with other terms (2×100万千瓦, 1×200万千瓦)."""
    if "×" not in first or "×" not in second:
        return False
    return _TERM.findall(fold(first)) != _TERM.findall(fold(second))


def is_stated_rounding(stated: Decimal, unit: str, comparator: Comparator, exact: Decimal, exact_unit: str) -> bool:
    """Whether ``stated`` in ``unit``, said to be ``about``, ``over`` or ``under``, rounds ``exact`` in ``exact_unit``.

    The rounding must be coarser than the number, off by less than one unit of the last digit stated (126万亿: one
    万亿), or half of one for ``about``, on the side that the word says, and no farther than ``ROUNDED_FARTHEST``.
    """
    (base, factor), (exact_base, exact_factor) = _base(unit), _base(exact_unit)
    if base != exact_base or stated <= 0 or exact <= 0:
        return False
    step, fine = last_place(stated) * factor, last_place(exact) * exact_factor
    meant = _EXACT.multiply(exact, exact_factor)
    gap = meant - _EXACT.multiply(stated, factor)
    if abs(gap) >= step or abs(gap) > meant * ROUNDED_FARTHEST or fine >= step:
        return False
    if comparator == "about":
        return abs(gap) * 2 <= step
    return (comparator == "over" and gap > 0) or (comparator == "under" and gap < 0)


def last_place(value: Decimal) -> Decimal:
    """The place value of the last digit of a number that is not 0: 126000 → 1000, 1.39 → 0.01."""
    exponent = value.normalize(_EXACT).as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else _ONE
