"""What a run of digits is before its unit is read: part of a name, a date, a list number, a ratio, a fraction."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from summarizer.expressions import expression
from summarizer.quantities import signs
from summarizer.quantities.numbers import Number, read_digits, read_number
from summarizer.quantities.readings import Figure, Other, Reading, name
from summarizer.quantities.tables import NeighbourTable
from summarizer.quantities.units import dimension
from summarizer.quantities.values import MAX_DIGITS, decimal_of, fraction_value

ODD: Final = "odd"
"""Stands for the unit of digits that no number has: too many, or with several points."""

_YEAR: Final = r"(?:1[5-9]|20|21)[0-9]{2}"
_MONTH: Final = r"(?:1[0-2]|0?[1-9])"
_DAY: Final = r"[1-3]?[0-9]"
_TO: Final = r"(?:-|—|——|~|至|到)"
_TO_DAY: Final = rf"(?:{_TO}(?:(?:1[0-2]|[1-9])月)?{_DAY}[日号])?"
_MONTHS: Final = rf"(?:1[0-2]|[1-9])月?份?{_TO}(?:1[0-2]|[1-9])月份?"

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_+"
_OPENING: Final = "([【〔"
_SENTENCE_END: Final = "。;:!?\n"
_DASHES: Final = "-—~至到"

_ALNUM: Final = expression(r"[A-Za-z0-9]+(?:[.+_\-/#&][A-Za-z0-9]+)*")
#: "1+4+N" and "3+2" name programmes; read as numbers they would be counts of nothing.
_SLOGAN: Final = expression(r"[0-9A-Za-z×]+(?:\.[0-9]+)?(?:\+[^+\s,。;、:“”\"()]{0,6})+")
_MARK: Final = expression(r"\(([0-9]{1,3})\)|\[[0-9]{1,3}\]|【[0-9]{1,3}】|〔[0-9]{1,3}〕")
_LIST: Final = expression(r"[0-9]{1,3}(?:[.](?![0-9])|[.](?=20[0-9]{2}年)|、|\)| )")
_RATIO: Final = expression(r"(?: ?: ?[0-9]+(?:\.[0-9]+)?){1,8}(?![0-9])")
_FRACTION: Final = expression(r"/([0-9]{1,4})(?![0-9/.\-]|页|版)")
#: A rate per so many people (8.2/10万), unless a unit follows the sign (元/万吨).
_INCIDENCE: Final = expression(r"/(?:1|10|100)?[百千万](?![元吨亩千瓦])")
_PRODUCT: Final = expression(r"[×xX*]([0-9]+(?:\.[0-9]+)?)(?![0-9.])")
_FULL_DATE: Final = expression(rf"{_YEAR}年?[-./]{_MONTH}[-./](?:[12][0-9]|3[01]|0?[1-9])日?(?![0-9])")
_MONTH_OF_YEAR: Final = expression(rf"{_YEAR}年{_MONTH}月(?:{_DAY}[日号])?{_TO_DAY}(?!{_TO}[0-9])")
_MONTH_AND_DAY: Final = expression(rf"{_MONTH}月(?:{_DAY}[日号]?{_TO_DAY}|份?)(?!{_TO}[0-9]+月)")
_DAYS: Final = expression(rf"{_DAY}日?{_TO}{_DAY}日(?!内|以内|之内)")
#: A day of the month, not a time limit (5日内), a tour (3日游), a currency (日元) or a capacity (日产).
_ONE_DAY: Final = expression(rf"{_DAY}日(?!内|以内|之内|游|元|均|产|处)")
#: A time of day, not a speed, a length or an age of something (时速, 时间, 时期, 时段, 时长, 时代).
_TIME: Final = expression(r"[0-2]?[0-9]时(?:[0-5]?[0-9]分)?(?![速间段期长代常节])")
_OPEN_HOURS: Final = expression(rf"[0-2]?[0-9]:[0-5][0-9]{_TO}[0-2]?[0-9]:[0-5][0-9](?![0-9:])")
_MASKED_YEAR: Final = expression(r"20[Xx×*]{2}年?")
_YEARS: Final = expression(
    rf"{_YEAR}年?(?:{_TO}|、|和|及|与)(?:{_YEAR}|[0-9]{{2}})(?:年度?|学年|-)(?:(?:1[0-2]|[1-9])月?{_TO}(?:1[0-2]|[1-9])月)?"
)
_YEARS_BARE: Final = expression(rf"{_YEAR}[-/—~]{_YEAR}(?![0-9])")
_ONE_YEAR: Final = expression(rf"{_YEAR}年度?(?:(?:1[0-2]|[1-9])月?{_TO}(?:1[0-2]|[1-9])月份?|[1-4]季度)?")
_SOME_MONTHS: Final = expression(_MONTHS)
_QUARTER: Final = expression(r"[1-4]季度")


class Digits(NamedTuple):
    """Digits at ``text[start:end]``, decimal point and commas included; ``source`` is the text before folding."""

    text: str
    source: str
    start: int
    end: int


DIGITS: Final[NeighbourTable[Digits, Reading]] = NeighbourTable("digits")


@DIGITS.beside(before=_LETTERS)
def after_latin(case: Digits) -> Other | None:
    """Digits joined to Latin letters or to a plus are part of a name (C919, PM2.5, 3+8+X)."""
    text, at = case.text, case.start
    if signs.is_plus(text, case.source, at) or _is_measured_after_latin(case):
        return None
    return name(at, slogan_end(text, at) or latin_end(text, at))


@DIGITS.beside(before=_OPENING)
def in_brackets(case: Digits) -> Other | None:
    """A number alone in brackets is a list number where a sentence begins, else the mark of a footnote."""
    text, start = case.text, case.start
    match = _MARK.match(text, start - 1)
    if match is None:
        return None
    before = text[start - 2] if start >= 2 else "\n"
    listed = before in "\n。;:,!?、" and match[1] is not None and text[match.end() : match.end() + 1] not in "。;,、"
    return Other("list_number" if listed else "footnote", start - 1, match.end())


@DIGITS.beside(before=_SENTENCE_END)
def list_number(case: Digits) -> Other | None:
    """A short number with a point, comma or bracket that opens a paragraph or sentence counts a list (1. 2、 3))."""
    text, start = case.text, case.start
    match = _LIST.match(text, start)
    if match is None or (text[match.end() - 1] == " " and start and text[start - 1] != "\n"):
        return None
    return Other("list_number", start, match.end())


def _date(pattern: re.Pattern[str], case: Digits) -> Other | None:
    match = pattern.match(case.text, case.start)
    return Other("date", case.start, match.end()) if match else None


def _period(pattern: re.Pattern[str], case: Digits) -> Other | None:
    match = pattern.match(case.text, case.start)
    return Other("period", case.start, match.end()) if match else None


@DIGITS.beside(after="年-/")
def full_date(case: Digits) -> Other | None:
    """Year, month and day with dashes or strokes are a date (2031-03-05)."""
    return _date(_FULL_DATE, case)


@DIGITS.beside(unit=(ODD,))
def dotted_date(case: Digits) -> Other | None:
    """Year, month and day with points are a date (2031.3.5)."""
    return _date(_FULL_DATE, case)


@DIGITS.beside(after="年")
def month_of_year(case: Digits) -> Other | None:
    """A year with a month is a date (2031年3月5日)."""
    return _date(_MONTH_OF_YEAR, case)


@DIGITS.beside(after="月")
def month_and_day(case: Digits) -> Other | None:
    """A month, with or without a day, is a date (3月5日, 6月份)."""
    return _date(_MONTH_AND_DAY, case)


@DIGITS.beside(after="日" + _DASHES)
def days(case: Digits) -> Other | None:
    """Some days of a month are a date (3至5日)."""
    return _date(_DAYS, case)


@DIGITS.beside(after="日")
def one_day(case: Digits) -> Other | None:
    """A day of a month is a date (15日)."""
    return _date(_ONE_DAY, case)


@DIGITS.beside(after="时")
def time_of_day(case: Digits) -> Other | None:
    """An hour of the day is a date (8时30分)."""
    return _date(_TIME, case)


@DIGITS.beside(after=":")
def open_hours(case: Digits) -> Other | None:
    """Two times of the day are a date (9:00-17:00)."""
    return _date(_OPEN_HOURS, case)


@DIGITS.beside(after="Xx×*")
def masked_year(case: Digits) -> Other | None:
    """A year without its last digits is a period (20XX年)."""
    return _period(_MASKED_YEAR, case)


@DIGITS.beside(after="年、和及与" + _DASHES)
def years(case: Digits) -> Other | None:
    """Two years are a period (2031—2035年, 2031和2032年)."""
    return _period(_YEARS, case)


@DIGITS.beside(after="/" + _DASHES)
def years_without_word(case: Digits) -> Other | None:
    """Two years with a dash are a period without 年, too (2031-2035)."""
    return _period(_YEARS_BARE, case)


@DIGITS.beside(after="年")
def year(case: Digits) -> Other | None:
    """A year is a period (2031年, 2031年1—9月, 2031年度)."""
    return _period(_ONE_YEAR, case)


@DIGITS.beside(after="月" + _DASHES)
def months(case: Digits) -> Other | None:
    """Some months are a period (1—11月)."""
    return _period(_SOME_MONTHS, case)


@DIGITS.beside(after="季")
def quarter(case: Digits) -> Other | None:
    """A quarter is a period (3季度)."""
    return _period(_QUARTER, case)


@DIGITS.beside(unit=(ODD,))
def odd(case: Digits) -> Other | None:
    """More digits or points than any number has are a code or noise (1.2.3, serial numbers)."""
    return name(case.start, case.end)


@DIGITS.beside(after="+")
def slogan(case: Digits) -> Other | None:
    """Numbers joined by plus signs are a slogan (1+4+N)."""
    end = slogan_end(case.text, case.start)
    return name(case.start, end) if end else None


@DIGITS.beside(after="/")
def incidence(case: Digits) -> Figure | None:
    """Cases among so many are an incidence; its base is its unit (8.6/10万)."""
    match = _INCIDENCE.match(case.text, case.end)
    return Figure(case.start, match.end(), _value(case), None, match[0]) if match else None


@DIGITS.beside(after="/")
def fraction(case: Digits) -> Figure | None:
    """A smaller number over a greater one is a part of the whole (2/3)."""
    text, start, end = case.text, case.start, case.end
    match = _FRACTION.match(text, end)
    if match is None or end - start > 4 or not text[start:end].isdigit():
        return None
    numerator, denominator = Decimal(text[start:end]), Decimal(match[1])
    if not 0 < numerator < denominator:
        return None
    more = text[match.end() : match.end() + 1] == "多"
    return Figure(start, match.end(), fraction_value(numerator, denominator), None, "分数", more)


@DIGITS.beside(after="×xX*")
def product(case: Digits) -> Reading | None:
    """So many times a measured amount is their product (2×100万千瓦); with a duration it is a watch (7×24小时)."""
    factors = _product(case)
    if factors is None:
        return None
    number, value = factors
    if dimension(number.unit) == "time":
        return name(case.start, number.end)
    return Figure(case.start, number.end, value, None, number.unit, number.more)


@DIGITS.beside(after="/×xX*")
def joined_digits(case: Digits) -> Other | None:
    """Other digits joined by a stroke or cross are a name (5/20工程)."""
    if not case.text[case.end + 1 : case.end + 2].isdigit():
        return None
    return name(case.start, read_digits(case.text, case.source, case.end + 1))


@DIGITS.beside(after=" :")
def ratio(case: Digits) -> Figure | None:
    """Numbers with colons between them are a ratio, of which the first is kept (20.2:45.0:34.8)."""
    match = _RATIO.match(case.text, case.end)
    return Figure(case.start, match.end(), _value(case), None, "比") if match else None


def is_odd(text: str, start: int, end: int) -> bool:
    """Whether there are more digits or points in ``text[start:end]`` than a number has."""
    return end - start > MAX_DIGITS or text.count(".", start, end) > 1


def latin_end(text: str, start: int) -> int:
    """The end of the Latin and digit run at ``start`` ("C919", "PM2.5", "G312")."""
    match = _ALNUM.match(text, start)
    return match.end() if match else start


def slogan_end(text: str, start: int) -> int:
    """The end of a slogan of numbers joined by plus signs ("1+4+N", "3+8+X"); 0 if none stands here."""
    match = _SLOGAN.match(text, start)
    return match.end() if match else 0


def _value(case: Digits) -> Decimal:
    return decimal_of(case.text[case.start : case.end])


def _product(case: Digits) -> tuple[Number, Decimal] | None:
    """The second factor, with scale and unit, and the value of "2×100万千瓦"; None if there is no such."""
    text, start, end = case.text, case.start, case.end
    match = _PRODUCT.match(text, end)
    if match is None or end - start > 6 or match.end() - match.start() > 12 or not text[start:end].isdigit():
        return None
    number = read_number(text, case.source, match.start(1), match.end(1))
    return (number, number.value * int(text[start:end])) if number.unit else None


def _is_measured_after_latin(case: Digits) -> bool:
    """Whether a number right after Latin letters is measured (GDP5.2%, XX35年) and no name (5G, C919)."""
    text, at = case.text, case.start
    before = text[max(0, at - 2) : at]
    if before in ("XX", "xx"):
        return True
    if len(before) < 2 or not (before.isascii() and before.isalpha() and before.isupper()):
        return False
    number = read_number(text, case.source, at, case.end)
    return number.scale != "" or number.unit in ("%", "‰")
