"""Quantities in Chinese numerals: 七成, 翻一番, 两倍, 二点三亿元, 万亿元, 上千家; counts (两个, 三大) are none."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from summarizer.expressions import expression
from summarizer.language import numerals
from summarizer.language.lexicon import one_of
from summarizer.language.numerals import BELOW_WAN, DIGITS, NUMERALS, ONE_TO_NINE
from summarizer.language.rules import Table
from summarizer.quantities.numbers import read_unit
from summarizer.quantities.readings import Figure, Other, Reading
from summarizer.quantities.units import dimension
from summarizer.quantities.values import decimal_of, fraction_value

SPELLED_UNITS: Final = frozenset(("currency", "mass", "area", "volume", "length", "power", "energy", "transport"))
"""What amounts in numerals are measured in; a count needs 万 or 亿 in its numeral, or 上 or 余 beside it (上千家)."""

_COLLOQUIAL: Final = frozenset("里 尺 寸 丈 方 担 度 克 升 米 角 匹 瓦".split())
_UNITS_AFTER_THOUSAND: Final = frozenset("瓦克米伏焦升卡赫帕")
_INDEFINITE: Final = frozenset("第数几十百千万亿零〇初周") | frozenset(DIGITS)
_SCALES: Final = frozenset("十百千万亿")
_NUMERALS: Final = frozenset(NUMERALS)
_GREAT: Final = frozenset("万亿")
_LOOK_BACK: Final = 8

_QUARTER: Final = expression(r"[一二三四]季度")
#: 十四五 is a plan where 规划, 时期 or a quotation mark follows, not the number 十四五.
_PLAN: Final = expression(rf"(?:[六七八九]|十[{ONE_TO_NINE}]?|二十)五(?=[”\"]|规划|计划|时期|以来|末)")
_YEAR: Final = expression(rf"二〇[〇{ONE_TO_NINE}]{{2}}年?")
_DOUBLED: Final = expression(rf"翻(?:了|上)?(近|约|超过?)?([{BELOW_WAN}0-9][{BELOW_WAN}]?)?(?:个)?番")
#: 成 is a tenth (七成, 三成五), but also "become" and part of 成立, 成为, 成效, which `not_tenths` lists.
_TENTHS: Final = expression(
    rf"([{ONE_TO_NINE}两](?:点[{ONE_TO_NINE}])?)成([{ONE_TO_NINE}半](?=[的以左,。;、多]|\Z))?(?!{one_of('not_tenths')})"
)
_NO_TENTHS_AFTER: Final = frozenset("统合划生变落看练建组编集")
_TIMES: Final = expression(rf"([{BELOW_WAN}]{{1,6}}(?:点[{BELOW_WAN}]{{1,4}})?)倍(?!{one_of('not_times')})")
_PARTS: Final = expression(
    rf"([{BELOW_WAN}万]{{1,6}}|[0-9]{{1,4}})分之([{BELOW_WAN}]{{1,8}}(?:点[{BELOW_WAN}]{{1,6}})?|[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?)"
)
_POINTS: Final = expression(rf"([{BELOW_WAN}]{{1,4}}(?:点[{BELOW_WAN}]{{1,4}})?)(多?)(个百分点|个千分点)")
_AMOUNT: Final = expression(
    rf"([{NUMERALS}]{{1,20}}(?:点[{DIGITS}]{{1,6}}[十百千万亿]{{0,3}})?)([余多]?)(万亿|[万亿]?)([余多]?)"
)
_BARE: Final = expression(r"[百千]?(?:万亿|[万亿])|[百千]")
_REACHING: Final = expression(rf"{one_of('scale_reached')}\Z")
_FROM_OR_TO: Final = expression(rf"(?:{one_of('scale_reached')}|{one_of('scale_reached_money')})\Z")
_GOES_ON: Final = expression("(?:以上|左右|以内)?" + one_of("amount_end", extra=r"\n|\Z"))
_MARK: Final = expression(one_of("passed_mark"))
_CLAUSE_END: Final = frozenset(",。;、!?)\n") | {""}


class Numeral(NamedTuple):
    """A numeral, or 翻, that begins at ``text[start]``."""

    text: str
    start: int


SPELLED: Final[Table[Numeral, Reading]] = Table("spelled")
"""Asked of every numeral: is it a quantity, or a period?"""


def _period(pattern: re.Pattern[str], case: Numeral) -> Other | None:
    match = pattern.match(case.text, case.start)
    return Other("period", case.start, match.end()) if match else None


@SPELLED.rule
def quarter(case: Numeral) -> Other | None:
    """A quarter is a period (一季度)."""
    return _period(_QUARTER, case)


@SPELLED.rule
def plan(case: Numeral) -> Other | None:
    """A five-year plan is a period (十四五时期)."""
    return _period(_PLAN, case)


@SPELLED.rule
def year(case: Numeral) -> Other | None:
    """A year read out is a period (二〇三一年)."""
    return _period(_YEAR, case)


@SPELLED.rule
def parts(case: Numeral) -> Figure | None:
    """So many parts of a whole are a fraction, of a hundred a percentage (三分之二, 百分之五)."""
    match = None if _is_indefinite(case) else _PARTS.match(case.text, case.start)
    if match is None:
        return None
    whole, part = numeral_value(match[1]), numeral_value(match[2])
    if part is None or not whole:
        return None
    if match[1] in ("百", "千"):
        return Figure(case.start, match.end(), part, None, "%" if match[1] == "百" else "‰")
    return Figure(case.start, match.end(), fraction_value(part, whole), None, "分数")


@SPELLED.rule
def tenths(case: Numeral) -> Figure | None:
    """A digit before 成 counts tenths, unless 成 is part of another word (七成, 九成五; 一成立)."""
    match = None if _is_indefinite(case) else _TENTHS.match(case.text, case.start)
    if match is None or (case.start and case.text[case.start - 1] in _NO_TENTHS_AFTER):
        return None
    value, half = numerals.value(match[1]), match[2]
    if value is None:
        return None
    if half:
        value += Decimal("0.5") if half == "半" else (numerals.value(half) or Decimal(0)) / 10
    return Figure(case.start, match.end(), value, None, "成")


@SPELLED.rule
def times(case: Numeral) -> Figure | None:
    """A numeral before 倍 counts times, unless it is a figure of speech (两倍; 百倍信心)."""
    match = None if _is_indefinite(case) else _TIMES.match(case.text, case.start)
    if match is None or match[1] in ("百", "千", "百千"):
        return None
    return _figure(case.start, match.end(), match[1], "倍")


@SPELLED.rule
def points(case: Numeral) -> Figure | None:
    """A numeral before 个百分点 counts percentage points (两个百分点)."""
    match = None if _is_indefinite(case) else _POINTS.match(case.text, case.start)
    return _figure(case.start, match.end(), match[1], match[3], more=match[2] != "") if match else None


@SPELLED.rule
def amount(case: Numeral) -> Figure | None:
    """A numeral with a scale or decimals before a unit of measure is an amount (十亿元, 二点三亿元, 两百公里)."""
    text, start = case
    match = None if _is_indefinite(case) else _AMOUNT.match(text, start)
    if match is None:
        return None
    number, scale, end = match[1], match[3], match.end()
    if number[-1] == "千" and end == match.end(1) and text[end : end + 1] in _UNITS_AFTER_THOUSAND:
        number, end = number[:-1], end - 1
    unit = read_unit(text, end)
    following = text[end + len(unit) : end + len(unit) + 1]
    if not _is_measured(number + scale, unit, following) and (unit or not _is_passed(number + scale, text, end)):
        return None
    if _SCALES.issuperset(number + scale) and not _is_ten(number, text, end, unit):
        return None
    more = match.end() > match.end(1) and bool(match[2] or match[4])
    return _figure(start, end + len(unit), number + scale, unit, more=more)


@SPELLED.rule
def bare_scale(case: Numeral) -> Figure | None:
    """A scale alone that is reached or passed is one of it (突破万亿元 is 1万亿元; 亿元以上项目 is a class)."""
    text, start = case
    match = _BARE.match(text, start)
    if match is None:
        return None
    unit = read_unit(text, match.end())
    end, kind = match.end() + len(unit), dimension(unit)
    reaching = _FROM_OR_TO if kind == "currency" else _REACHING
    if not reaching.search(text, max(0, start - _LOOK_BACK), start):
        return None
    if kind == "time" or text[end : end + 1] in _NUMERALS or _is_class(text, end, kind):
        return None
    if not (unit or _is_passed(match[0], text, end)):
        return None
    return _figure(start, end, match[0], unit, more=text[start - 1] == "上")


@SPELLED.rule
def scale_and_more(case: Numeral) -> Figure | None:
    """百, 千 or 万 with 余 before a unit is one of it and more (千余家)."""
    text, start = case
    if text[start] not in "百千万" or text[start + 1 : start + 2] != "余" or _is_indefinite(case):
        return None
    unit = read_unit(text, start + 2)
    return _figure(start, start + 2 + len(unit), text[start], unit, more=True) if unit else None


@SPELLED.rule
def doubled(case: Numeral) -> Figure | None:
    """翻 with 番 is growth by so many doublings; after a modifier the number alone (翻一番, 翻番, 翻了近两番)."""
    start = case.start
    match = _DOUBLED.match(case.text, start)
    if match is None:
        return None
    value = numeral_value(match[2]) if match[2] else Decimal(1)
    begin = match.start(2) if match[1] and match[2] else start
    return None if value is None else Figure(begin, match.end(), value, None, "番")


def numeral_value(text: str) -> Decimal | None:
    """The value of Arabic digits or of a numeral; None if it is neither."""
    return decimal_of(text) if text[0].isascii() else numerals.value(text)


def _figure(start: int, end: int, numeral: str, unit: str, *, more: bool = False) -> Figure | None:
    value = numerals.value(numeral)
    return None if value is None else Figure(start, end, value, None, unit, more)


def _is_indefinite(case: Numeral) -> bool:
    """Whether what stands before makes the numeral a part of another word or number (数十, 第三, 初一)."""
    return case.start > 0 and case.text[case.start - 1] in _INDEFINITE


def _is_measured(number: str, unit: str, following: str) -> bool:
    """Whether number and unit are those of an amount: measured, and with a scale or decimals; great counts, too."""
    kind = dimension(unit)
    if following == "级" or not (kind == "count" or kind in SPELLED_UNITS):
        return False
    if kind == "count":
        return not _GREAT.isdisjoint(number) and (number[0] == "十" or not _SCALES.issuperset(number))
    if "点" in number or (unit != "里" and not _GREAT.isdisjoint(number)):
        return True
    return unit not in _COLLOQUIAL and not _SCALES.isdisjoint(number)


def _is_ten(number: str, text: str, end: int, unit: str) -> bool:
    """Whether scales alone are an amount: ten of one (十亿元), and no class (十亿元企业; 十亿、百亿企业)."""
    amount = unit != "" or _MARK.match(text, end) is not None
    return number[0] == "十" and amount and not _is_class(text, end + len(unit), "currency")


def _is_class(text: str, end: int, kind: str) -> bool:
    """Whether an amount that ends at ``end`` says which of some things are meant (亿元以上项目, 超亿元的企业)."""
    named = kind != "count" or text[end : end + 1] == "的"
    return named and _GOES_ON.match(text, end) is None


def _is_passed(number: str, text: str, end: int) -> bool:
    """Whether an amount without unit stands where a mark is passed (突破千亿大关) or its clause ends (突破千亿、)."""
    if _MARK.match(text, end):
        return not _SCALES.isdisjoint(number)
    return not _GREAT.isdisjoint(number) and text[end : end + 1] in _CLAUSE_END
