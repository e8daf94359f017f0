"""How a number is written: digits, scale, unit, range. All patterns match folded text."""

from decimal import Decimal
from typing import Final, NamedTuple

from summarizer.expressions import expression
from summarizer.language import numerals
from summarizer.language.numerals import scale_power
from summarizer.quantities.units import UNIT_HEADS, canonical_unit, dimension, match_unit
from summarizer.quantities.values import MAX_DIGITS, decimal_of, is_grouped

BARE: Final = "bare"
SCALED: Final = "scaled"
"""Stand for the unit of a number without one, in the tables' conditions: no scale either, or a scale alone."""

DIGITS_ON: Final = r"[0-9]*(?:[.,][0-9]+){0,12}"
"""How digits go on after the first one."""
_DIGITS: Final = expression(rf"[0-9]{DIGITS_ON}")
# 千 before 瓦, 克, 米 … is part of the unit (千瓦), 百 before 分, 强 … of a word (百强县), 万 in 万达广场 of a name:
# taken as scales the value would be a hundred to ten thousand times too large.
_SCALE: Final = expression(
    r"([余多几来](?=[十百千万亿]))?"
    r"((?:[十百千万][余多几]?)?(?:万亿|亿|万(?!达广场|象))|个亿|千(?![瓦克米伏安卡帕升赫焦])|百(?![分强校货姓])|)"
    r"([余多几来])?"
)
_SMALLER: Final = expression(
    r"(?:零?[0-9]{1,4}(?:[十百千]?万|千(?![瓦克米伏安卡帕升赫焦])|百(?![分强校货姓]))){0,3}(?:[0-9]{2,4})?(?![0-9.])"
)
_SCALE_HEADS: Final = frozenset("余多几来百千万亿十")
_SCALE_ONLY: Final = dict.fromkeys(map(ord, "余多几来个"))
_MORE_ENDS: Final = frozenset(",。;、:!?)\n的群老农纳学志困贫居新适人") | {""}
_LISTED: Final = expression(r"(?:分别|依次|各|第|指数|得分|评分)[^,。;\n]{0,20}\Z")
_DASH: Final = expression(r" ?(?:——|[-—~]|至|到)([+-]?)(?=[0-9])")
_PER_SIGNS: Final = ("/", "·")
_UNIT_GOES_ON: Final = frozenset("(/·")
_PER_SCALE: Final = expression(r"10*[百千万亿]*|[十百千万亿]+")
_DENOMINATORS: Final = frozenset("月日年时天秒人户")
_LONGEST_LISTED: Final = 26


class Number(NamedTuple):
    """One written number with its unit: ``text[start:end]``; ``digits`` alone end at ``digits_end``.

    ``scale`` is the scale word, ``value`` has it multiplied out; ``more`` says whether 余 or 多 stands inside, ``unit``
    is as written; ``source`` is the text before folding.
    """

    text: str
    source: str
    start: int
    digits_end: int
    end: int
    digits: str
    scale: str
    value: Decimal
    more: bool
    unit: str

    @property
    def kind(self) -> str:
        """The unit, or what stands for it in the tables' conditions."""
        return self.unit or (SCALED if self.scale else BARE)


def read_digits(text: str, source: str, start: int) -> int:
    """The end of the digits at ``start``, decimal point and thousands commas included."""
    match = _DIGITS.match(text, start)
    return digits_end(text, source, start, match.end()) if match else start


def digits_end(text: str, source: str, start: int, end: int) -> int:
    """The end of the first number in ``text[start:end]``, digits with points and commas between them.

    A comma that does not group by three is a list's.
    """
    comma = text.find(",", start, end)
    if comma < 0:
        return end
    if end - start > MAX_DIGITS * 2 or not is_grouped(text[start:end]):
        return comma
    wide = source[comma] == "，" and source[start].isascii() and text.count(",", start, end) == 1
    return comma if wide and not _groups_wide(text, start, end) else end


def _groups_wide(text: str, start: int, end: int) -> bool:
    """Whether a full-width comma between digits groups them (1，286.4亿元), and is no list's (分别为10，200个)."""
    if text[end : end + 1] not in _SCALE_HEADS and not match_unit(text, end):
        return False
    return "." in text[start:end] or _LISTED.search(text, max(0, start - _LONGEST_LISTED), start) is None


def read_number(text: str, source: str, start: int, end: int) -> Number:
    """The number whose digits are ``text[start:end]``, with the scale and unit that follow them."""
    digits = text[start:end]
    digits_stop = end
    head = text[end : end + 1]
    if head == " ":
        head = text[end + 1 : end + 2]
        end += head in UNIT_HEADS or head in _SCALE_HEADS
    if head in _SCALE_HEADS or text.startswith("个亿", end):
        scaled = _read_scaled(text, end)
        if scaled is not None:
            scale, more, unit_at, unit = scaled
            if not unit and not more and (mixed := _mixed(text, start, unit_at)):
                end, value = mixed
                more = text[end : end + 1] in ("余", "多") and read_unit(text, end + 1) != ""
                unit = read_unit(text, end + more)
                end += more + len(unit)
                return Number(text, source, start, digits_stop, end, digits, scale, value, more, unit)
            value = decimal_of(digits, scale_power(scale)) if digits.count(".") < 2 else Decimal(0)
            return Number(text, source, start, digits_stop, unit_at + len(unit), digits, scale, value, more, unit)
    value = decimal_of(digits) if digits.count(".") < 2 else Decimal(0)
    if head in UNIT_HEADS and (unit := read_unit(text, end)):
        return Number(text, source, start, digits_stop, end + len(unit), digits, "", value, False, unit)
    return Number(text, source, start, digits_stop, digits_stop, digits, "", value, False, "")


def _mixed(text: str, start: int, end: int) -> tuple[int, Decimal] | None:
    """End and value of a number whose scale at ``end`` is followed by a smaller one (3万4千, 1亿2000万)."""
    match = _SMALLER.match(text, end)
    if match is None or match.end() == end:
        return None
    value = numerals.value(text[start : match.end()])
    return None if value is None else (match.end(), value)


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
    """The unit at ``start``; "" if there is none.

    Its denominators belong to it ("元/人", "人/平方公里", "件/万人"), and so does another counting unit in brackets
    ("套(间)", "条(段)").
    """
    unit = match_unit(text, start)
    end = start + len(unit)
    if not unit or text[end : end + 1] not in _UNIT_GOES_ON:
        return unit
    if text[end] == "(" and (longer := _bracketed(text, unit, end)):
        return text[start:longer]
    while text.startswith(_PER_SIGNS, end) and (longer := _denominator(text, end)):
        unit += text[end:longer]
        end = longer
    return unit


def _bracketed(text: str, unit: str, bracket: int) -> int:
    """The end of counting units in brackets after another one ("套(间)", "辆(艘、架)次"); 0 for all else."""
    end = bracket
    while dimension(unit) == "count" and text[end : end + 1] in ("(", "、", ","):
        unit = match_unit(text, end + 1)
        end += 1 + len(unit)
    if dimension(unit) != "count" or text[end : end + 1] != ")":
        return 0
    return end + 1 + (text.startswith("次", end + 1) and not text.startswith("次数", end + 1))


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


def read_range(first: Number) -> Number | None:
    """The upper end of the range that ``first`` opens ("2—3万", "5%—6%", "1至2个"); None if it opens none.

    A sign before the upper end is read where both are rates ("-5%至-3%"); its value then has it.
    """
    text, source = first.text, first.source
    dash = _DASH.match(text, first.end)
    if dash is None:
        return None
    start = dash.end()
    last = read_number(text, source, start, read_digits(text, source, start))
    if last.digits.count(".") > 1 or first.digits.count(".") > 1:
        return None
    if dash[1] and dimension(last.unit) != "ratio":
        return None
    if first.unit and last.unit and canonical_unit(first.unit) != canonical_unit(last.unit):
        return None
    if first.unit and not last.unit:
        return None
    return last._replace(value=-last.value) if dash[1] == "-" else last


def range_ends(first: Number, last: Number) -> tuple[Decimal, Decimal] | None:
    """Both values of a range, a scale written once shared; None if the second is smaller."""
    low, high = first.value, last.value
    if last.scale and not first.scale and not first.unit:
        shared = decimal_of(first.digits, scale_power(last.scale))
        if shared <= high:
            low = shared
    return (low, high) if low <= high else None
