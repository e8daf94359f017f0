"""Headline figures as people read them: regions as rows, slots as columns, large numbers in 亿 and 万."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

from summarizer.schemas.lines import number_text
from summarizer.tables.figures import SlotFigure

_SCALES = ((Decimal(10) ** 9, Decimal(10) ** 8, "亿"), (Decimal(10) ** 5, Decimal(10) ** 4, "万"))
"""From which usual size on a column counts in 亿 or 万: incomes of 50,000 元 stay in 元."""
MARKS = {"not_stated": "–", "redacted": "XX", "left_out": "…", "missing": ""}
_SIGNS = {"about": "约", "over": ">", "under": "<"}


_SIZES = (
    {"斤": Decimal(1), "公斤": Decimal(2), "千克": Decimal(2), "吨": Decimal(2000)},
    {"人": Decimal(1), "个": Decimal(1), "人次": Decimal(1)},
)
"""Units of one kind, in the first of them; jobs are counted as 人, 个 and 人次."""


@dataclass(frozen=True, slots=True)
class Scale:
    """In which unit a column is shown: ``unit`` is the bare one, ``name`` that with 亿 or 万 before it."""

    unit: str
    divisor: Decimal
    name: str


def usual_scale(figures: Iterable[SlotFigure]) -> Scale:
    """The scale for a column of figures: the unit that most have, in 亿 or 万 where the middle one is so large."""
    stated = [figure for figure in figures if figure.signed is not None]
    if not stated:
        return Scale("", Decimal(1), "")
    unit = Counter(figure.unit for figure in stated).most_common(1)[0][0]
    middle = median_low([abs(figure.signed.value) for figure in stated if figure.signed and figure.unit == unit])
    for size, divisor, name in _SCALES:
        if middle >= size and unit != "%":
            return Scale(unit, divisor, name + unit)
    return Scale(unit, Decimal(1), unit)


def comparable(figure: SlotFigure, scale: Scale) -> Decimal | None:
    """The number to calculate with, in the column's unit; None where there is none or its unit cannot be converted."""
    factor = unit_factor(figure.unit, scale.unit)
    return None if figure.signed is None or factor is None else figure.signed.value * factor / scale.divisor


def unit_factor(unit: str, other: str) -> Decimal | None:
    """How many of another unit one unit is: 吨 are 2000 斤, posts (个) are persons; None where nothing is known."""
    if unit == other:
        return Decimal(1)
    for sizes in _SIZES:
        if unit in sizes and other in sizes:
            return sizes[unit] / sizes[other]
    return None


def shown(figure: SlotFigure, scale: Scale) -> str:
    """A figure in short: 5.2, 约5, >126, 5~6, 6500亿美元 in a column of 元, – not stated, XX redacted."""
    if figure.signed is None:
        return MARKS["redacted"] if figure.fact else MARKS.get(figure.state, "")
    if figure.unit != scale.unit:
        own = usual_scale([figure])
        return f"{_number(figure, own)}{own.name}"
    return _number(figure, scale)


def sign(figure: SlotFigure) -> str:
    """What stands before a number: 约 about, > over, < under."""
    return _SIGNS.get(figure.signed.comparator, "") if figure.signed else ""


def _number(figure: SlotFigure, scale: Scale) -> str:
    assert figure.signed is not None
    low, high = figure.signed.value, figure.signed.value_max
    more = "" if high is None else f"~{number_text(high / scale.divisor)}"
    return f"{sign(figure)}{number_text(low / scale.divisor)}{more}"


def ranks(values: Sequence[Decimal | None]) -> list[int | None]:
    """The place of each number among all, the largest first; equal numbers share the better place."""
    order = sorted((value for value in values if value is not None), reverse=True)
    first: dict[Decimal, int] = {}
    for place, value in enumerate(order, 1):
        first.setdefault(value, place)
    return [None if value is None else first[value] for value in values]
