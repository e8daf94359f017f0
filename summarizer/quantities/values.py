"""Exact values: written numbers, Arabic or Chinese, as decimals. No binary floats anywhere."""

from decimal import Decimal
from functools import lru_cache
from typing import Final

MAX_DIGITS: Final = 24
"""Longer runs of digits are no numbers of a report (codes, links, noise)."""

NUMERALS: Final = "零〇一二两三四五六七八九十百千"
"""The characters of Chinese numerals below 万."""

_SCALE_POWERS: Final[dict[str, int]] = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_CN_DIGITS: Final[dict[str, int]] = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_CN_ZEROS: Final = frozenset("零〇○")
_CN_SCALES: Final[dict[str, int]] = {"十": 10, "百": 100, "千": 1000}


@lru_cache(maxsize=256)
def scale_power(scale: str) -> int:
    """The power of ten of a scale word: 万 → 4, 万亿 → 12, "" → 0."""
    return sum(_SCALE_POWERS[char] for char in scale)


def decimal_of(digits: str, power: int = 0) -> Decimal:
    """The exact value of ``digits`` (``[0-9]+`` with an optional ``.[0-9]+``, commas allowed) times ten to ``power``.

    Written without exponent: ("1.39", 12) → 1390000000000, ("5.20", 0) → 5.20.
    """
    if "," in digits:
        digits = digits.replace(",", "")
    if not power:
        return Decimal(digits)
    whole, _, fraction = digits.partition(".")
    if len(fraction) <= power:
        return Decimal(whole + fraction + "0" * (power - len(fraction)))
    return Decimal(whole + fraction[:power] + "." + fraction[power:])


def is_grouped(digits: str) -> bool:
    """Whether the commas in ``digits`` group it by thousands ("1,234,567.8"): a list ("5,3", "2023,2024") does not."""
    first, *groups = digits.partition(".")[0].split(",")
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in groups)


def fraction_value(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The value of a fraction in 分数, rounded half up to four places (2/3 → 0.6667), exact where four places do."""
    value = (numerator / denominator).quantize(Decimal("0.0001"), rounding="ROUND_HALF_UP")
    return value.normalize() if value else value


@lru_cache(maxsize=4096)
def chinese_number(text: str) -> Decimal | None:
    """The value of a Chinese numeral ("三十五", "两万五千", "三点五", "二〇二四"); None if it is none, as 两三 is."""
    whole, point, fraction = text.partition("点")
    value = _chinese_integer(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    places = [_CN_DIGITS.get(char) for char in fraction]
    if not places or None in places:
        return None
    return Decimal(f"{value}." + "".join(str(place) for place in places))


def _chinese_integer(text: str) -> int | None:
    if not text or len(text) > MAX_DIGITS:
        return None
    if len(text) > 1 and all(char in _CN_DIGITS for char in text):
        read_out = "两" not in text and (len(text) >= 4 or not _CN_ZEROS.isdisjoint(text))
        return int("".join(str(_CN_DIGITS[char]) for char in text)) if read_out else None
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in _CN_DIGITS:
            if digit:
                return None
            digit = _CN_DIGITS[char]
        elif char in _CN_SCALES:
            section += (1 if digit is None else digit) * _CN_SCALES[char]
            digit = None
        elif char in "万亿":
            section += digit or 0
            base = total + section if char == "亿" else section
            if not base:
                return None
            total = base * 100_000_000 if char == "亿" else total + base * 10_000
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
