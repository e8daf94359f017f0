"""When two written numbers are the same number: scales, units that convert exactly, stated rounding."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from summarizer.quantities import Comparator, canonical_unit

#: Units that convert exactly, each as a multiple of the first of its row. Mass, length, area, time, energy:
#: GB 3100-1993 and the 1984 order on legal units; 亩 = 1/15 公顷, 斤 = 1/2 公斤, 里 = 1/2 公里 as 国家统计局 has them.
_ROWS: Final[tuple[dict[str, Fraction], ...]] = (
    {"%": Fraction(1), "‰": Fraction(1, 10), "成": Fraction(10)},
    {"公斤": Fraction(1), "斤": Fraction(1, 2), "克": Fraction(1, 1000), "吨": Fraction(1000)},
    {"公里": Fraction(1), "米": Fraction(1, 1000), "里": Fraction(1, 2)},
    {"公顷": Fraction(1), "亩": Fraction(1, 15), "平方公里": Fraction(100), "平方米": Fraction(1, 10000)},
    {"小时": Fraction(1), "分钟": Fraction(1, 60), "秒": Fraction(1, 3600)},
    {"千瓦时": Fraction(1), "兆瓦时": Fraction(1000)},
    {"千瓦": Fraction(1), "兆瓦": Fraction(1000), "瓦": Fraction(1, 1000)},
    {"立方米": Fraction(1), "升": Fraction(1, 1000)},
    {"吨标准煤": Fraction(1), "公斤标准煤": Fraction(1, 1000)},
)  # fmt: skip
_BASES: Final = {unit: (next(iter(row)), factor) for row in _ROWS for unit, factor in row.items()}

ROUNDED_FARTHEST: Final = Fraction(1, 10)
"""A stated rounding never moves a number by more than this share of it."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a base unit: what two quantities are compared by."""

    unit: str
    value: Fraction | None
    value_max: Fraction | None


@lru_cache(maxsize=8192)
def amount(value: Decimal | None, value_max: Decimal | None, unit: str) -> Amount:
    """The amount of a quantity; equal amounts are the same number however they are written."""
    base, factor = _BASES.get(canonical_unit(unit), (canonical_unit(unit), Fraction(1)))
    return Amount(base, _scaled(value, factor), _scaled(value_max, factor))


def _scaled(value: Decimal | None, factor: Fraction) -> Fraction | None:
    return None if value is None else Fraction(value) * factor


def same_unit(first: str, second: str) -> bool:
    """Whether two units are one unit ("㎡", "平方米"), or convert exactly into each other ("亩", "公顷")."""
    return first == second or _base(first) == _base(second)


def _base(unit: str) -> str:
    unit = canonical_unit(unit)
    return _BASES[unit][0] if unit in _BASES else unit


def is_stated_rounding(stated: Amount, comparator: Comparator, exact: Amount, unit: Fraction = Fraction(1)) -> bool:
    """Whether ``stated``, said to be ``about``, ``over`` or ``under``, rounds ``exact``.

    The rounding must be coarser than the number, off by less than one unit of the last digit stated (126万亿: one
    万亿), or half of one for ``about``, on the side that the word says, and no farther than ``ROUNDED_FARTHEST``.
    ``unit`` is what one unit of the words is in the amounts' base unit.
    """
    if stated.unit != exact.unit or stated.value is None or exact.value is None or exact.value_max is not None:
        return False
    if stated.value_max is not None or stated.value <= 0 or exact.value <= 0:
        return False
    step = _last_place(stated.value / unit) * unit
    gap = exact.value - stated.value
    if abs(gap) >= step or abs(gap) > exact.value * ROUNDED_FARTHEST or _last_place(exact.value / unit) * unit >= step:
        return False
    if comparator == "about":
        return abs(gap) * 2 <= step
    return (comparator == "over" and gap > 0) or (comparator == "under" and gap < 0)


def unit_factor(unit: str) -> Fraction:
    """What one ``unit`` is in the base unit of its amounts."""
    return _BASES.get(canonical_unit(unit), ("", Fraction(1)))[1]


def _last_place(value: Fraction) -> Fraction:
    """The place value of the last digit of a number that is not 0: 126000 → 1000, 1.39 → 1/100, 1/3 → tiny."""
    place = Fraction(1)
    for _ in range(12):
        if (value / place).denominator == 1:
            break
        place /= 10
    while (value / (place * 10)).denominator == 1:
        place *= 10
    return place
