"""Chinese numerals: the one place where they are read and written."""

from decimal import Decimal
from functools import lru_cache
from typing import Final

ONE_TO_NINE: Final = "一二三四五六七八九"
DIGITS: Final = f"零〇{ONE_TO_NINE}两"
"""The digits that texts use; the body of a character class for patterns, like the next two."""
BELOW_WAN: Final = f"{DIGITS}十百千"
NUMERALS: Final = f"{BELOW_WAN}万亿"
LONGEST: Final = 24
"""Longer runs of characters are not taken for numerals."""

_SCALES: Final = (("亿", 100_000_000), ("万", 10_000), ("千", 1000), ("百", 100), ("十", 10))
_POWERS: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_DIGITS: Final = {char: i for i, char in enumerate("零" + ONE_TO_NINE)} | {"〇": 0, "○": 0, "两": 2}
_ZEROS: Final = frozenset("零〇○")
_READ_OUT: Final = frozenset(_DIGITS) - {"两"}
#: Digits read out one by one are a number from four on (一九四九), or with a zero: 三五 is three to five, not 35.
_SHORTEST_READ_OUT: Final = 4


@lru_cache(maxsize=4096)
def value(text: str) -> Decimal | None:
    """The value of a numeral ("三十五", "两万零五百", "二点三亿", "二〇二四", "3万4千"); ``None`` if it is none.

    A last digit right after 百, 千, 万 or 亿 counts in tenths of it (三百五 is 350, 三百零五 is 305). A scale with
    nothing before it is one of it (千亿, 万亿). Two digits side by side (两三, 三四十) are an estimate, no numeral.
    """
    if not text or len(text) > LONGEST:
        return None
    head, point, tail = text.partition("点")
    number = _whole(head)
    if not point or number is None:
        return None if number is None else Decimal(number)
    places = tail.rstrip("十百千万亿")
    power = scale_power(tail[len(places) :])
    if not places or not _READ_OUT.issuperset(places):
        return None
    return shifted(f"{number}.{_read_out(places)}", power)


def whole(text: str) -> int | None:
    """The value of a numeral without decimals: numbers of lists (十二 → 12) and plans (十四 → 14), counts of years."""
    found = None if "点" in text else value(text)
    return None if found is None else int(found)


def count(text: str) -> int:
    """The value of a numeral that a pattern has found (五年来, 连续12年). Raises ValueError where it is none."""
    found = int(text) if text.isdigit() else whole(text)
    if found is None:
        raise ValueError(f"{text} is no numeral")
    return found


def year(text: str) -> int | None:
    """The year that four digits say, Chinese, Arabic or both ("二〇二四", "二零二四", "2024"); ``None`` for others."""
    digits = "".join(str(_DIGITS.get(char, char)) for char in text)
    return int(digits) if len(text) == 4 and "两" not in text and digits.isascii() and digits.isdigit() else None


def written(number: int) -> str:
    """The numeral of a number from 1 to 99 as lists, plans and headings write it (3 → 三, 12 → 十二, 20 → 二十)."""
    if not 1 <= number <= 99:
        raise ValueError(f"numerals are written for 1 to 99, not for {number}")
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else ONE_TO_NINE[tens - 1] + "十"
    return head + (ONE_TO_NINE[ones - 1] if ones else "")


@lru_cache(maxsize=256)
def scale_power(scale: str) -> int:
    """The power of ten of scale characters: 万 → 4, 千万 → 7, 万亿 → 12, "" → 0."""
    return sum(_POWERS[char] for char in scale)


def shifted(number: str, power: int) -> Decimal:
    """``number`` (ASCII digits with an optional ``.`` part) times ten to ``power``, exact, without exponent."""
    before, _, places = number.partition(".")
    if len(places) <= power:
        return Decimal(before + places + "0" * (power - len(places)))
    return Decimal(f"{before}{places[:power]}.{places[power:]}")


def _read_out(text: str) -> str:
    return "".join(str(_DIGITS[char]) for char in text)


def _whole(text: str) -> int | None:
    """The value of a numeral without decimals, read out digit by digit or composed of digits and scales."""
    if len(text) > 1 and _READ_OUT.issuperset(text):
        is_number = len(text) >= _SHORTEST_READ_OUT or not _ZEROS.isdisjoint(text)
        return int(_read_out(text)) if is_number else None
    return _composed(text)


def _composed(text: str) -> int | None:
    """The value of digits and scales: the part before the greatest scale times that scale, plus the rest."""
    for scale, power in _SCALES:
        head, found, tail = text.partition(scale)
        if found:
            times, rest = _multiplier(head, scale, tail), _rest(tail, power)
            return None if times is None or rest is None or times >= _limit(power) else times * power + rest
    return int(text) if text.isascii() and text.isdigit() else _DIGITS.get(text)


def _multiplier(head: str, scale: str, tail: str) -> int | None:
    """The factor before a scale. Without one it is 1: before 十 always (十五), else if nothing follows (百亿)."""
    if head:
        return _composed(head) or None
    return 1 if scale == "十" or not tail else None


def _limit(power: int) -> int:
    """What may stand before a scale is less than this: 九 before 千, 九千九百 before 万, 九千万 before 亿."""
    return power if power >= 10_000 else 10


def _rest(tail: str, power: int) -> int | None:
    """The value of what follows a scale; it is less than the scale."""
    if not tail:
        return 0
    if len(tail) == 1 and tail in ONE_TO_NINE:
        return _DIGITS[tail] * power // 10
    bare = tail.lstrip("零〇○")
    if not bare or bare[0] in "百千万亿" or (bare in _DIGITS and bare == tail):
        return None
    if bare.isascii() and bare.isdigit() and len(str(power)) - 1 != len(tail):
        return None
    rest = _composed(bare)
    return rest if rest is not None and rest < power else None
