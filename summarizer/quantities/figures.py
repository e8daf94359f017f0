"""What a number is, once scale and unit are read: a figure, or part of a name, a quotation, a span of time."""

from typing import Final

from summarizer.expressions import expression
from summarizer.language.lexicon import one_of
from summarizer.quantities import signs
from summarizer.quantities.digits import latin_end
from summarizer.quantities.model import MentionKind
from summarizer.quantities.numbers import BARE, Number, range_ends, read_range
from summarizer.quantities.readings import Figure, Other, Reading, name
from summarizer.quantities.tables import NeighbourTable
from summarizer.quantities.units import dimension, match_unit, units_of

_AGES: Final = ("岁", "周岁")
_OPENING: Final = "“‘\"'"
_CLOSING: Final = "”’"
_DASHES: Final = " -—~至到"
#: Characters before a number that decide what it is; words further back belong to something else.
_LOOK_BACK: Final = 26
_QUOTE_WINDOW: Final = 200

_FROM: Final = expression(r"[从由自][^,。;、\n]{0,24}\Z")
_CIRCLE: Final = expression(r"[^,。;、0-9]{0,4}圈")
#: 25度以上坡耕地: the slope says which land, and is no quantity of the report.
_SLOPE: Final = expression(r"(?:以[上下])?(?:的)?坡")
_CLOSED: Final = expression(r"[^“”‘’\"',。;\n]{0,12}[”’\"']")
_BARE_YEAR: Final = expression(r"(?:19[4-9][0-9]|20[0-4][0-9]|2050)(?![0-9])")
_NAME_TAIL: Final = expression(one_of("name_tail"))
_SERVICE: Final = expression(rf"[^,。;、:\d]{{0,4}}{one_of('duration_service')}")
_SPAN_TAIL: Final = expression(one_of("span_tail"))
_SPAN_HEAD: Final = expression(rf"{one_of('span_head')}的?\Z")
_AGE_MEASURED: Final = expression(rf"{one_of('age_measured')}\Z")
_PEOPLE: Final = expression(rf"(?:\([^()]*\))?(?:及?以[上下]|至|到)?[^,。;、0-9]{{0,4}}{one_of('age_people')}")
_CUE: Final = expression(rf"{one_of('figure_cue')}\Z")
_RANKED: Final = expression(rf"{one_of('ranked_in')}[^,。;\n]{{0,6}}[国省市县区部球界]\Z")
_STOP: Final = expression(one_of("figure_end", extra=r"\n|\Z"))
#: One 百分点 behind a list is the unit of every number in it (分别提高0.3、0.5和1.2个百分点).
_SHARED_POINTS: Final = expression(r"(?:[、和与及][\u4e00-\u9fff]{0,8}[+-]?[0-9]{1,2}\.[0-9]{1,2}个?){1,4}个?百分点")
_SHARED_OUT: Final = expression(r"(?:分别|依次|均)[^,。;\n]{0,20}\Z")
_CONCENTRATION: Final = expression(r"每(立方米|升)\Z")

NUMBERS: Final[NeighbourTable[Number, Reading]] = NeighbourTable("number")
"""Asked of every number: is it the end of a range, part of a name, something else? What no rule takes is a figure."""
FIGURE: Final = "number.written"
"""Stands for the rule where no rule of the table answers: scale, unit or the words beside it make a figure of it."""


@NUMBERS.beside(after=_DASHES)
def span(number: Number) -> Reading | None:
    """Two numbers with a dash, 至 or 到 between them span a range, unless 从 or 由 makes a change of it (5%—6%)."""
    last = read_range(number)
    if last is None:
        return None
    low_sign = signs.is_minus(number.text, number.start, number.end, number.unit)
    ends = range_ends(number._replace(value=-number.value) if low_sign else number, last)
    if ends is None or _is_change(number):
        return None
    text, start = number.text, number.start - low_sign
    if any(
        rule.id in _NAMING and rule.answer(last) for rule in NUMBERS.near("", text[last.end : last.end + 1], last.kind)
    ):
        return name(start, max(last.end, _name_end(text, last.end)))
    if last.kind == BARE and not _stands_bare(text, start, last.end):
        return name(start, last.end)
    if kind := _span_or_group(text, start, last.end, last.unit):
        return Other(kind, start, last.end)
    return Figure(start, last.end, ends[0], ends[1], last.unit, last.more)


@NUMBERS.beside(unit=("度",))
def slope(number: Number) -> Other | None:
    """So many degrees of a slope name its kind (25度以上坡耕地)."""
    return name(number.start, number.end) if _SLOPE.match(number.text, number.end) else None


@NUMBERS.beside(unit=("公里", "米", "里"))
def circle(number: Number) -> Other | None:
    """A distance before 圈 names the circle (3公里就业圈)."""
    return name(number.start, number.end) if _CIRCLE.match(number.text, number.end) else None


@NUMBERS.beside(after="级")
def size_class(number: Number) -> Other | None:
    """A measured number before 级 is a class of facilities or firms (20万吨级泊位, 百万级)."""
    return None if number.kind == BARE else name(number.start, number.end)


@NUMBERS.beside(unit=units_of("voltage"))
def voltage(number: Number) -> Other:
    """A voltage is an attribute of a line or station (110千伏变电站)."""
    return name(number.start, number.end)


@NUMBERS.beside(unit=(BARE,))
def named(number: Number) -> Other | None:
    """A word after a bare number makes a name of it (3号线, 500强, 312国道)."""
    end = _name_end(number.text, number.end)
    return name(number.start, end) if end else None


@NUMBERS.beside(unit=(BARE,))
def bare_year(number: Number) -> Other | None:
    """Four digits that could be a year are one where no unit follows (蓝图2035)."""
    if not _is_bare_year(number):
        return None
    return Other("period", number.start, number.end)


@NUMBERS.beside(unit=(BARE,), after="大")
def grouped(number: Number) -> Other | None:
    """A number before 大 and a noun counts the parts of a programme (5大集群, 12大行动); 大关 is a mark."""
    return None if number.text.startswith("大关", number.end) else name(number.start, number.end)


@NUMBERS.beside(unit=(BARE,))
def bare_name(number: Number) -> Other | None:
    """A number without scale and unit is a name unless words beside it ask for a figure (81890专线; 达到1.05)."""
    text, start, end = number.text, number.start, number.end
    if _is_code(number) or not (_stands_bare(text, start, end) or _shares_unit(number)):
        return name(start, latin_end(text, end) if text[end : end + 1].isascii() else end)
    return None


@NUMBERS.beside(after=_CLOSING, unit=("条",))
def policy(number: Number) -> Other:
    """So many 条 before a closing quotation mark are a policy's name (“民营经济31条”)."""
    return name(number.start, number.end)


@NUMBERS.beside(before=_OPENING)
def quoted(number: Number) -> Other | None:
    """A number that opens a short quotation names it (“3张项目清单”); rates and amounts of money do not."""
    text, start = number.text, number.start
    if dimension(number.unit) in ("ratio", "currency"):
        return None
    mark = text[start - 1]
    if mark in "\"'" and text.count(mark, max(0, start - _QUOTE_WINDOW), start) % 2 == 0:
        return None
    return name(start, number.end) if _CLOSED.match(text, number.end) else None


@NUMBERS.beside(unit=_AGES)
def age_group(number: Number) -> Other | None:
    """An age that measures no life names a group of people (60岁以上老年人)."""
    return name(number.start, number.end) if _is_age_group(number.text, number.start, number.end) else None


@NUMBERS.beside(unit=units_of("time") - frozenset(_AGES))
def duration(number: Number) -> Other | None:
    """A duration that is a span of time or names a service or plan measures nothing (未来3年, 24小时值守)."""
    if not _is_named_duration(number.text, number.start, number.end, number.unit):
        return None
    return Other("period", number.start, number.end)


@NUMBERS.beside(before="米升", unit=("微克", "毫克"))
def concentration(number: Number) -> Figure | None:
    """A mass after 每立方米 or 每升 is a concentration (每立方米20微克)."""
    per = _CONCENTRATION.search(number.text, max(0, number.start - 4), number.start)
    if per is None:
        return None
    return Figure(per.start(), number.end, number.value, None, f"{number.unit}/{per[1]}", number.more)


@NUMBERS.beside(before="-")
def minus(number: Number) -> Figure | None:
    """A hyphen before a rate is its sign, unless it is a dash (增长-3.3%)."""
    if not signs.is_minus(number.text, number.start, number.end, number.unit):
        return None
    return Figure(number.start - 1, number.end, -number.value, None, number.unit, number.more)


_NAMING: Final = frozenset(f"number.{rule.__name__}" for rule in (slope, circle, size_class, voltage, named, grouped))
"""Rules for words after a number that make a name of it, and so of a range that ends with it."""


def _is_change(number: Number) -> bool:
    """Whether 到 or 至 after a number leads from it to another ("从3家到5家") instead of spanning a range."""
    text, start, end = number.text, number.start, number.end
    return text[end : end + 1] in ("至", "到") and _FROM.search(text, max(0, start - _LOOK_BACK), start) is not None


def _name_end(text: str, end: int) -> int:
    """The end of the word after a number that makes it a name (号线, 强, 国道, 热线 ...); 0 if there is none."""
    match = _NAME_TAIL.match(text, end)
    return match.end() if match else 0


def _is_code(number: Number) -> bool:
    """Whether the digits begin with a zero as codes do (007)."""
    return len(number.digits) > 1 and number.digits.startswith("0") and "." not in number.digits


def _is_bare_year(number: Number) -> bool:
    return number.end - number.start == 4 and _BARE_YEAR.match(number.text, number.start) is not None


def _stands_bare(text: str, start: int, end: int) -> bool:
    """Whether the words around ``text[start:end]`` ask for a bare figure there."""
    if not start or _STOP.match(text, end) is None:
        return False
    return _CUE.search(text, max(0, start - 5), start) is not None or (
        _RANKED.search(text, max(0, start - 12), start) is not None
    )


def _shares_unit(number: Number) -> bool:
    """Whether the number opens a list whose unit is written once at its end ("7.7和7.6个百分点", "分别为45和28天")."""
    text, start, end = number.text, number.start, number.end
    match = signs.shared_unit(text, end)
    if match is None:
        return _SHARED_POINTS.match(text, end) is not None
    return match[1] is not None or (
        _SHARED_OUT.search(text, max(0, start - _LOOK_BACK), start) is not None and match_unit(text, match.end()) != ""
    )


def _span_or_group(text: str, start: int, end: int, unit: str) -> MentionKind | None:
    """The kind of mention, if a duration is a span of time or a service's name, or an age that of a group of people."""
    if dimension(unit) != "time":
        return None
    if unit in _AGES:
        return "name" if _is_age_group(text, start, end) else None
    return "period" if _is_named_duration(text, start, end, unit) else None


def _is_named_duration(text: str, start: int, end: int, unit: str) -> bool:
    """Whether the duration names a service, plan or span of time (24小时服务, 3年行动, 5年来, 未来3年)."""
    if unit in ("年", "个月", "天", "周") and (
        _SPAN_TAIL.match(text, end) or _SPAN_HEAD.search(text, max(0, start - 4), start)
    ):
        return True
    return unit in ("小时", "分钟", "天", "秒", "个小时") and _SERVICE.match(text, end) is not None


def _is_age_group(text: str, start: int, end: int) -> bool:
    """Whether an age names a group of people (60岁以上老年人) rather than measures a life (寿命达到80.2岁)."""
    measured = _AGE_MEASURED.search(text, max(0, start - 4), start) is not None
    return not measured or _PEOPLE.match(text, end) is not None
