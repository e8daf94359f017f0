"""Quantities in Chinese numerals, and ranks: 七成, 翻一番, 两倍, 三分之二, 第三位, 居全国第一, 前十强, 首位."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summarizer.language import numerals
from summarizer.language.numerals import BELOW_WAN as NUMERALS
from summarizer.quantities.units import dimension, match_unit
from summarizer.quantities.values import decimal_of, fraction_value

_PLACE: Final = rf"[0-9]{{1,5}}|[{NUMERALS}]{{1,6}}"
_ORDINAL: Final = re.compile(rf"第 ?({_PLACE})(?:[-—~至]第?({_PLACE}))?(位|名)?")
_TOP: Final = re.compile(rf"前({_PLACE})(位|名|强|甲)?")
_BOUNDARY: Final = re.compile(r"\Z|[,。;、:!?()\s”\"》—的和及与并居列]|以[上内下]|左右")
_MOVED: Final = re.compile(r"[上下前跃升提移降进到至]")
_MOVED_ON: Final = re.compile(r"[上跃提]升|[前后上]移|前进|下[降滑]|[升跃提降进退]+[到至]")
_RANK_BEFORE: Final = frozenset(
    "国省市县区州旗盟部球界洲洋陆海居列排名位至到为获持均续幅量模数城级类游分评值次额率度者北东西南中内业比速强榜了在于"
    "力积长平资入产价里盘湾角江河得夺联"
)
"""What a bare rank follows: a place, a verb of standing (居, 列, 排), or the thing ranked (总量第一)."""
_NOT_RANK: Final = re.compile(r"(?:质量|安全|健康|效益|信誉|服务|[摆放置]在|作为|视为|当作|看作|成为|定为|确立)\Z")
_HEAD_PLACE: Final = re.compile(r"[居列占排保稳][^,。;!?\n]{0,12}\Z|(?:全[国省市区县]|世界|全球)[^,。;]{0,6}\Z")
_DOUBLED: Final = re.compile(rf"翻(?:了|上)?(近|约|超过?)?([{NUMERALS}0-9][{NUMERALS}]?)?(?:个)?番")
_TENTHS: Final = re.compile(
    r"([一二两三四五六七八九](?:点[一二三四五六七八九])?)成([一二三四五六七八九半](?=[的以左,。;、多]|\Z))?"
    r"(?![立为员果效本功绩就长熟都品型套交片分年份文编行建全风例色像亲王家人])"
)
_TIMES: Final = re.compile(rf"([{NUMERALS}]{{1,6}}(?:点[{NUMERALS}]{{1,4}})?)倍(?![增受加感率速数])")
_PARTS: Final = re.compile(
    rf"([{NUMERALS}万]{{1,6}}|[0-9]{{1,4}})分之([{NUMERALS}]{{1,8}}(?:点[{NUMERALS}]{{1,6}})?|[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?)"
)
_AMOUNT: Final = re.compile(
    rf"((?:[一二两三四五六七八九]|十(?=[一二三四五六七八九]))(?:[{NUMERALS}]{{0,7}}[万亿](?=[{NUMERALS}]{{1,7}}))?[{NUMERALS}]{{0,7}})([余多]?)(万亿|[万亿]?)([余多]?)"
)
_POINTS: Final = re.compile(rf"([{NUMERALS}]{{1,4}}(?:点[{NUMERALS}]{{1,4}})?)(多?)(个百分点|个千分点)")
_AMOUNT_DIMENSIONS: Final = frozenset(("currency", "mass", "area", "volume", "length", "power", "energy"))
_COLLOQUIAL: Final = frozenset("里 尺 寸 丈 方 担 度 克 升 米 角 匹 瓦".split())
_SCALED: Final = re.compile(r"[十百千万亿]")
_BEFORE_NUMERAL: Final = frozenset("第十百千万亿零〇一二两三四五六七八九初周")


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity at ``text[start:end]`` with its value, upper end and unit; ``more`` if 余 or 多 stands inside."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    more: bool = False


def _numeral(text: str) -> Decimal | None:
    return decimal_of(text) if text[0].isascii() else numerals.value(text)


def rank(text: str, start: int, listed: bool) -> Found | None:
    """The rank at ``start`` (第三位, 第1, 第2名): a place among others, not an ordinal (第一产业, 第14届).

    ``listed`` says that it follows another rank after 、 or 和.
    """
    match = _ORDINAL.match(text, start)
    if match is None or not _is_place(text, start, match.end(), match[3], listed):
        return None
    value = _numeral(match[1])
    last = _numeral(match[2]) if match[2] else None
    return None if value is None else Found(start, match.end(), value, last, match[3] or "位")


def top(text: str, start: int) -> Found | None:
    """The top places at ``start`` (前三, 前十强, 前10位)."""
    match = _TOP.match(text, start)
    if match is None or not _is_place(text, start, match.end(), match[2], False):
        return None
    value = _numeral(match[1])
    return None if value is None else Found(start, match.end(), value, None, "名" if match[2] == "名" else "位")


def _is_place(text: str, start: int, end: int, suffix: str | None, listed: bool) -> bool:
    before = text[start - 1] if start else "\n"
    if not (_BOUNDARY.match(text, end) or (_MOVED if suffix else _MOVED_ON).match(text, end)):
        return False
    if not suffix and not listed and before not in _RANK_BEFORE:
        return False
    return _NOT_RANK.search(text, max(0, start - 6), start) is None


def head_place(text: str, start: int) -> Found | None:
    """首位 as a rank (居全省首位), not as a priority (摆在首位) or part of a word (首位度)."""
    if not text.startswith("首位", start) or text[start + 2 : start + 3] in ("度", "置", "产"):
        return None
    window = max(0, start - 16)
    if _NOT_RANK.search(text, window, start) or not _HEAD_PLACE.search(text, window, start):
        return None
    return Found(start, start + 2, Decimal(1), None, "位")


def doubled(text: str, start: int) -> Found | None:
    """翻一番, 翻了两番, 翻番: so many 番; after a modifier (翻了近两番) the number alone."""
    match = _DOUBLED.match(text, start)
    if match is None:
        return None
    value = _numeral(match[2]) if match[2] else Decimal(1)
    begin = match.start(2) if match[1] and match[2] else start
    return None if value is None else Found(begin, match.end(), value, None, "番")


def numeral(text: str, start: int) -> Found | None:
    """The quantity in Chinese numerals at ``start``: tenths, times, parts, and scaled amounts of a measured unit."""
    if start and text[start - 1] in _BEFORE_NUMERAL:
        return None
    return _parts(text, start) or _tenths_or_times(text, start) or _amount(text, start)


def _parts(text: str, start: int) -> Found | None:
    match = _PARTS.match(text, start)
    if match is None:
        return None
    whole, part = _numeral(match[1]), _numeral(match[2])
    if whole is None or part is None or not whole:
        return None
    if match[1] in ("百", "千"):
        return Found(start, match.end(), part, None, "%" if match[1] == "百" else "‰")
    return Found(start, match.end(), fraction_value(part, whole), None, "分数")


def _tenths_or_times(text: str, start: int) -> Found | None:
    if match := _TENTHS.match(text, start):
        value = numerals.value(match[1])
        half = match[2]
        if value is None or (start and text[start - 1] in "统合划生变落看练建组编集"):
            return None
        if half:
            value += Decimal("0.5") if half == "半" else (numerals.value(half) or Decimal(0)) / 10
        return Found(start, match.end(), value, None, "成")
    match = _TIMES.match(text, start)
    if match is None or match[1] in ("百", "千", "百千"):
        return None
    value = numerals.value(match[1])
    return None if value is None else Found(start, match.end(), value, None, "倍")


def _amount(text: str, start: int) -> Found | None:
    if match := _POINTS.match(text, start):
        value = numerals.value(match[1])
        return None if value is None else Found(start, match.end(), value, None, match[3], match[2] != "")
    match = _AMOUNT.match(text, start)
    if match is None or not _SCALED.search(match[0]):
        return None
    unit = match_unit(text, match.end())
    end = match.end() + len(unit)
    if dimension(unit) not in _AMOUNT_DIMENSIONS or unit in _COLLOQUIAL or text[end : end + 1] == "级":
        return None
    value = numerals.value(match[1] + match[3])
    return None if value is None else Found(start, end, value, None, unit, match[2] + match[4] != "")
