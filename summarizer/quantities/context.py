"""What stands around a number: whether it is a figure, or part of a name, a quotation or a span of time."""

import re
from typing import Final

from summarizer.quantities import grammar, mentions
from summarizer.quantities.grammar import Number
from summarizer.quantities.model import MentionKind
from summarizer.quantities.units import dimension, match_unit

_OPENING: Final = frozenset("“‘\"'")
_CLOSED: Final = re.compile(r"[^“”‘’\"',。;\n]{0,12}[”’\"']")
_CLOSING: Final = frozenset("”’")
_CUE: Final = re.compile(
    r"(?:[达到为至增降减升长超过破约近于出是占在少低高由从加落:=(数率值比均差量度]|[排位名]名?全[国省市县区]|指数|系数|[和与、及]|缩小|扩大|收窄|于(?:上年|去年)的)\Z"
)
_RANKED: Final = re.compile(r"(?:排名|位[居列次]|名列|[居列])[^,。;\n]{0,6}[国省市县区部球界]\Z")
_STOP: Final = re.compile(r"\Z|[,。;、:!?)\n]|以[上内下]|左右|上[升下]|下降|提高|缩小|[增降减的和及与或]|调整|扩大")
_SHARED_UNIT: Final = re.compile(r"(?:[、和与及][0-9]{1,6}(?:\.[0-9]{1,4})?){1,6}(?=(个百分点|%|‰)|[^0-9号#.])")
_SHARED_POINTS: Final = re.compile(r"(?:[、和与及][\u4e00-\u9fff]{0,8}[0-9]{1,2}\.[0-9]{1,2}个?){1,4}个?百分点")
_SHARED_OUT: Final = re.compile(r"(?:分别|依次|均)[^,。;\n]{0,20}\Z")
_FROM: Final = re.compile(r"[从由自][^,。;、\n]{0,24}\Z")
_CIRCLE: Final = re.compile(r"[^,。;、0-9]{0,4}圈")
_SLOPE: Final = re.compile(r"(?:以[上下])?(?:的)?坡")
_SIGNED: Final = frozenset("长幅速达耗率至到为约降数值量费价资产额口比(]")
_QUOTE_WINDOW: Final = 200


def is_named(text: str, number: Number) -> bool:
    """Whether the word after a number makes a name of it: 3号线, 500强, 110千伏变电站, 30万吨级, 3公里就业圈."""
    if number.unit:
        if (number.unit == "度" and _SLOPE.match(text, number.end)) or (
            number.unit in ("公里", "米", "里") and _CIRCLE.match(text, number.end)
        ):
            return True
        return text.startswith("级", number.end) or dimension(number.unit) == "voltage"
    if number.scale:
        return text.startswith("级", number.end)
    return mentions.name_tail(text, number.end) > 0


def is_figure(text: str, number: Number) -> bool:
    """Whether a number without scale and unit is a figure (达到1.05, 缩小至1.72) and no name (81890专线)."""
    start, end = number.start, number.end
    if mentions.is_bare_year(text, start, end):
        return False
    if number.digits.startswith("0") and len(number.digits) > 1 and "." not in number.digits:
        return False
    return stands_bare(text, start, end) or _shares_unit(text, start, end)


def _shares_unit(text: str, start: int, end: int) -> bool:
    """Whether the number opens a list whose unit is written once at its end ("7.7和7.6个百分点", "分别为45和28天")."""
    match = _SHARED_UNIT.match(text, end)
    if match is None:
        return _SHARED_POINTS.match(text, end) is not None
    return match[1] is not None or (
        _SHARED_OUT.search(text, max(0, start - 26), start) is not None and match_unit(text, match.end()) != ""
    )


def is_change(text: str, start: int, end: int) -> bool:
    """Whether 到 or 至 after a number leads from it to another ("从3家到5家") instead of spanning a range."""
    return text[end : end + 1] in ("至", "到") and _FROM.search(text, max(0, start - 26), start) is not None


def is_negative(text: str, start: int, unit: str) -> bool:
    """Whether the hyphen before a rate is a minus ("增长-3.3%"), not the dash of a range or name."""
    if start < 2 or text[start - 1] != "-" or dimension(unit) != "ratio":
        return False
    return text[start - 2] in _SIGNED


def is_positive(text: str, source: str, start: int) -> bool:
    """Whether the plus before a rate is its sign ("同比+8.5%", "(+6.2%)"), not that of a slogan (3+8+X)."""
    if start < 2 or text[start - 1] != "+" or text[start - 2] not in _SIGNED:
        return False
    number = grammar.read_number(text, start, grammar.read_digits(text, source, start))
    return dimension(number.unit) == "ratio"


def stands_bare(text: str, start: int, end: int) -> bool:
    """Whether the words around ``text[start:end]`` ask for a bare figure there."""
    if not start or _STOP.match(text, end) is None:
        return False
    return _CUE.search(text, max(0, start - 5), start) is not None or (
        _RANKED.search(text, max(0, start - 12), start) is not None
    )


def is_quoted_name(text: str, start: int, end: int, unit: str) -> bool:
    """Whether the number opens a short quoted name (“3张项目清单”) or ends one (“民营经济31条”); no rate does."""
    if text[end : end + 1] in _CLOSING and end < len(text) and unit == "条":
        return True
    if not start or text[start - 1] not in _OPENING or dimension(unit) in ("ratio", "currency"):
        return False
    if text[start - 1] in "\"'" and text.count(text[start - 1], max(0, start - _QUOTE_WINDOW), start) % 2 == 0:
        return False
    return _CLOSED.match(text, end) is not None


def span_or_group(text: str, start: int, end: int, unit: str) -> MentionKind | None:
    """The kind of mention, if a duration is a span of time or a service's name, or an age that of a group of people."""
    if dimension(unit) != "time":
        return None
    if unit in ("岁", "周岁"):
        return "name" if mentions.is_age_group(text, start, end) else None
    return "period" if mentions.is_named_duration(text, start, end, unit) else None


def is_measured_after_latin(text: str, source: str, at: int) -> bool:
    """Whether a number right after Latin letters is measured (GDP5.2%, XX35年) and no name (5G, C919)."""
    before = text[at - 2 : at]
    if before in ("XX", "xx"):
        return True
    if len(before) < 2 or not (before.isascii() and before.isalpha() and before.isupper()):
        return False
    number = grammar.read_number(text, at, grammar.read_digits(text, source, at))
    return number.scale != "" or number.unit in ("%", "‰")
