"""How a number is written: digits, scale, unit, range, ratio, fraction, product. All patterns match folded text."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summarizer.language.numerals import scale_power
from summarizer.quantities.units import UNIT_HEADS, canonical_unit, dimension, match_unit
from summarizer.quantities.values import MAX_DIGITS, decimal_of, fraction_value, is_grouped

_DIGITS: Final = re.compile(r"[0-9]+(?:[.,][0-9]+){0,12}")
_SCALE: Final = re.compile(
    r"([余多几来](?=[十百千万亿]))?"
    r"((?:[十百千][余多几]?)?(?:万亿|亿|万(?!达广场|象))|个亿|千(?![瓦克米伏安卡帕升赫焦])|百(?![分强校货姓])|)"
    r"([余多几来])?"
)
_SCALE_HEADS: Final = frozenset("余多几来百千万亿十")
_SCALE_ONLY: Final = dict.fromkeys(map(ord, "余多几来个"))
_MORE_ENDS: Final = frozenset(",。;、:!?)\n的群老农纳学志困贫居新适人") | {""}
_DASH: Final = re.compile(r" ?(?:——|[-—~]|至|到)(?=[0-9])")
_RATIO: Final = re.compile(r"(?: ?: ?[0-9]+(?:\.[0-9]+)?)+(?![0-9])")
_FRACTION: Final = re.compile(r"/([0-9]{1,4})(?![0-9/.\-]|页|版)")
_INCIDENCE: Final = re.compile(r"/(?:1|10|100)?[百千万](?![元吨亩千瓦])")
_PRODUCT: Final = re.compile(r"[×xX*]([0-9]+(?:\.[0-9]+)?)(?![0-9.])")
_PER_SIGNS: Final = ("/", "·")
_PER_SCALE: Final = re.compile(r"10*[百千万亿]*|[十百千万亿]+")
_DENOMINATORS: Final = frozenset("月日年时天秒人户")


@dataclass(frozen=True, slots=True)
class Number:
    """One written number with its unit: ``text[start:end]``; ``digits`` alone ends at ``digits_end``.

    ``scale`` is the scale word, ``more`` says whether 余 or 多 stands inside, ``unit`` is as written.
    """

    start: int
    digits_end: int
    end: int
    digits: str
    scale: str
    more: bool
    unit: str

    def value(self) -> Decimal:
        """The exact value, scale multiplied out."""
        return decimal_of(self.digits, scale_power(self.scale))


def read_digits(text: str, source: str, start: int) -> int:
    """The end of the digits at ``start``, decimal point and thousands commas included.

    A comma that does not group by three is a list's; a full-width one (``source``) between digits counts as grouping
    only if the digits are full-width too or it groups more than once.
    """
    match = _DIGITS.match(text, start)
    if match is None:
        return start
    end = match.end()
    comma = text.find(",", start, end)
    if comma >= 0:
        wide = source[comma] == "，" and source[start].isascii() and text.count(",", start, end) == 1
        if wide or end - start > MAX_DIGITS * 2 or not is_grouped(text[start:end]):
            end = comma
    return end


def read_number(text: str, start: int, digits_end: int) -> Number:
    """The number whose digits are ``text[start:digits_end]``, with the scale and unit that follow them."""
    digits = text[start:digits_end]
    end = digits_end
    head = text[end : end + 1]
    if head == " ":
        head = text[end + 1 : end + 2]
        end += head in UNIT_HEADS or head in _SCALE_HEADS
    if head in _SCALE_HEADS or text.startswith("个亿", end):
        scaled = _read_scaled(text, end)
        if scaled is not None:
            scale, more, unit_at, unit = scaled
            return Number(start, digits_end, unit_at + len(unit), digits, scale, more, unit)
    elif head in UNIT_HEADS and (unit := read_unit(text, end)):
        return Number(start, digits_end, end + len(unit), digits, "", False, unit)
    return Number(start, digits_end, digits_end, digits, "", False, "")


def _read_scaled(text: str, end: int) -> tuple[str, bool, int, str] | None:
    """Scale, whether 余 or 多 stands inside, and place and text of the unit after digits that end at ``end``."""
    match = _SCALE.match(text, end)
    if match is None:
        return None
    scale = match[2].translate(_SCALE_ONLY)
    more = match[1] is not None or len(scale) < len(match[2].replace("个", ""))
    unit = read_unit(text, match.end())
    if unit or not match[3]:
        return (scale, more or match[3] is not None, match.end(), unit) if unit or scale else None
    if not scale:
        return None
    if text[match.end() : match.end() + 1] in _MORE_ENDS:
        return scale, True, match.end(), ""
    return scale, more, match.end(2), read_unit(text, match.end(2))


def read_unit(text: str, start: int) -> str:
    """The unit at ``start`` with its denominators ("元/人", "人/平方公里", "件/万人"); "" if there is none."""
    unit = match_unit(text, start)
    end = start + len(unit)
    while unit and text.startswith(_PER_SIGNS, end) and (longer := _denominator(text, end)):
        unit += text[end:longer]
        end = longer
    return unit


def _denominator(text: str, slash: int) -> int:
    """The end of the denominator that begins with the "/" or "·" at ``slash``; 0 if none does."""
    start = slash + 1 + text.startswith("每", slash + 1)
    unit = match_unit(text, start)
    if unit:
        return start + len(unit)
    match = _PER_SCALE.match(text, start)
    if match and (unit := match_unit(text, match.end())):
        counted = not match[0][:1].isdigit() or dimension(unit) == "count"
        return match.end() + len(unit) if counted else 0
    return start + 1 if text[start : start + 1] in _DENOMINATORS and start < len(text) else 0


def read_range(text: str, source: str, first: Number) -> Number | None:
    """The upper end of the range that ``first`` opens ("2—3万", "5%—6%", "1至2个"); None if it opens none."""
    dash = _DASH.match(text, first.end)
    if dash is None:
        return None
    start = dash.end()
    last = read_number(text, start, read_digits(text, source, start))
    if last.digits.count(".") > 1 or first.digits.count(".") > 1:
        return None
    if first.unit and last.unit and canonical_unit(first.unit) != canonical_unit(last.unit):
        return None
    if first.unit and not last.unit:
        return None
    return last


def range_ends(first: Number, last: Number) -> tuple[Decimal, Decimal] | None:
    """Both values of a range, a scale written once shared; None if the second is smaller."""
    low, high = first.value(), last.value()
    if last.scale and not first.scale and not first.unit:
        shared = decimal_of(first.digits, scale_power(last.scale))
        if shared <= high:
            low = shared
    return (low, high) if low <= high else None


def read_ratio(text: str, digits_end: int) -> int:
    """The end of the ratio whose first term ends at ``digits_end`` ("20.2:45.0:34.8"); 0 if there is none."""
    match = _RATIO.match(text, digits_end)
    return match.end() if match else 0


def read_fraction(text: str, start: int, digits_end: int) -> tuple[int, Decimal] | None:
    """End and value of the proper fraction at ``start`` ("2/3"); None if none stands there."""
    match = _FRACTION.match(text, digits_end)
    if match is None or digits_end - start > 4:
        return None
    numerator, denominator = text[start:digits_end], match[1]
    if not numerator.isdigit() or int(numerator) >= int(denominator) or not int(numerator):
        return None
    return match.end(), fraction_value(Decimal(numerator), Decimal(denominator))


def read_incidence(text: str, digits_end: int) -> str:
    """The base of an incidence after digits that end at ``digits_end`` ("/10万" in "死亡率8.6/10万"); else ""."""
    match = _INCIDENCE.match(text, digits_end)
    return match[0] if match else ""


def read_product(text: str, start: int, digits_end: int) -> tuple[Number, Decimal] | None:
    """The second factor, with scale and unit, and the value of "2×100万千瓦" at ``start``; None if there is no such."""
    match = _PRODUCT.match(text, digits_end)
    if match is None or digits_end - start > 6 or match.end() - match.start() > 12 or "," in text[start:digits_end]:
        return None
    number = read_number(text, match.start(1), match.end(1))
    if not number.unit or "." in text[start:digits_end]:
        return None
    return number, number.value() * int(text[start:digits_end])
