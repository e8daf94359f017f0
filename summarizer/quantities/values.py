"""Exact values of written numbers, as decimals. No binary floats anywhere."""

from decimal import Decimal
from typing import Final

from summarizer.language.numerals import shifted

MAX_DIGITS: Final = 24
"""Longer runs of digits are no numbers of a report (codes, links, noise)."""


def decimal_of(digits: str, power: int = 0) -> Decimal:
    """The exact value of ``digits`` (``[0-9]+`` with an optional ``.[0-9]+``, commas allowed) times ten to ``power``.

    Written without exponent: ("1.39", 12) → 1390000000000, ("5.20", 0) → 5.20.
    """
    if "," in digits:
        digits = digits.replace(",", "")
    return shifted(digits, power) if power else Decimal(digits)


def is_grouped(digits: str) -> bool:
    """Whether the commas in ``digits`` group it by thousands ("1,234,567.8"): a list ("5,3", "2023,2024") does not."""
    first, *groups = digits.partition(".")[0].split(",")
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in groups)


def fraction_value(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The value of a fraction in 分数, rounded half up to four places (2/3 → 0.6667), exact where four places do."""
    value = (numerator / denominator).quantize(Decimal("0.0001"), rounding="ROUND_HALF_UP")
    return value.normalize() if value else value
