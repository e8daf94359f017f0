"""Signs of rates: when a plus or hyphen before a number is its sign."""

import re
from typing import Final

from summarizer.expressions import expression
from summarizer.quantities.numbers import read_digits, read_number
from summarizer.quantities.units import dimension

_SIGNED: Final = frozenset("()]、,:;”")
"""What a minus follows beside Chinese words; after digits, units and Latin letters a hyphen is a dash (5%-6%, A-3%)."""
_SHARED_UNIT: Final = expression(r"(?:[、和与及][+-]?[0-9]{1,6}(?:\.[0-9]{1,4})?){1,6}(?=(个百分点|%|‰)|[^0-9号#.])")


def is_plus(text: str, source: str, start: int) -> bool:
    """Whether the plus before a rate is its sign ("同比+8.5%", "装备制造+21.6%"), not that of a slogan (3+8+X)."""
    if start < 2 or text[start - 1] != "+":
        return False
    before = text[start - 2]
    if not _takes_sign(before) and not before.isupper():
        return False
    number = read_number(text, source, start, read_digits(text, source, start))
    return dimension(number.unit) == "ratio" or shares_rate(text, number.end, number.unit)


def is_minus(text: str, start: int, end: int, unit: str) -> bool:
    """Whether the hyphen before a rate is a minus ("增长-3.3%", "0.1、-5.6个百分点"), not a dash."""
    if start < 2 or text[start - 1] != "-" or not _takes_sign(text[start - 2]):
        return False
    return dimension(unit) == "ratio" or shares_rate(text, end, unit)


def _takes_sign(before: str) -> bool:
    return "\u4e00" <= before <= "\u9fff" or before in _SIGNED


def shares_rate(text: str, end: int, unit: str) -> bool:
    """Whether a number without unit is one of a list of rates whose unit stands once at its end."""
    match = None if unit else _SHARED_UNIT.match(text, end)
    return match is not None and match[1] is not None


def shared_unit(text: str, end: int) -> re.Match[str] | None:
    """The rest of a list of bare numbers that goes on at ``end``; its first group is the rate that ends it, if any."""
    return _SHARED_UNIT.match(text, end)
