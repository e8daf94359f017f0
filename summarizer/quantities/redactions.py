"""Redactions: XX, ×× or ** that stands for a number (XX亿元, 超XX, 达到XX) or for a name (XX市, 平安XX)."""

import re
from dataclasses import dataclass
from typing import Final

from summarizer.quantities.grammar import read_unit
from summarizer.quantities.units import dimension

_MASK: Final = re.compile(r"(?:[Xx]+|×+|\*+|某|_{2,}|□+|■+|▲+)(?:\.[Xx*×]+)?")
_SCALE: Final = re.compile(
    r" ?(?:[余多])?((?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?![瓦克米伏])|百(?!分))?)(?:[余多])?"
)
_PLACE_UNITS: Final = frozenset(
    "区 县 市 镇 乡 村 街 街道 社区 省 州 国 地 段 部门 单位 大 期 国家 组织 港 站 处 屯 盟 旗 班 队 组 股 年 周 案 届 部 分 面 门 方 里 堂 集 户县 本 "
    "层 管 片 金 银 铜 证 首 院 校 步 省市 市县 县区 县市 区县 区市 村居 兆 M P V W B 度 点位 方面 领域 行业 环节 井 孔 顶 道 群 峰 群 基 种 类".split()
)
_STRONG: Final = re.compile(
    r"(?:(?<!赶)超过?|突破|(?<![通经])过|(?<![节签制预])约|近|逾|不低于|不少于|不超过|不到|迈[上过]|跨[上过]|达到?|总投资额?|计划投资|增至|降至|增加到"
    r"|提高到|增长到|下降到|压减到|扩大到|分别为)\Z"
)
_WEAK: Final = re.compile(
    r"(?:[额值入金款费税资出贴债贷券润余本价量产]|金额|投资|完成|实现|发放|压减|争取|兑现|拨付|投入|节约|节省|拉动|撬动|减免|减税降费|为|至|增加|减少|增长|下降"
    r"|[提降]高到?|新增|累计|[个家户名人件项亩吨斤只头株条套座][”\"]?)\Z"
)
_STOP: Final = re.compile(r"\Z|[,。;、:!?)\n]|以[上内下]|左右|的(?!二十|[^,。;]{0,4}领导)")
_NOUN_STOP: Final = re.compile(r"[,。;、)\n]|以[上内下]|左右|的|次|余|多|以上|[^,。;、]{0,12}[0-9]")
_QUOTES: Final = frozenset("“\"'‘《<+")


@dataclass(frozen=True, slots=True)
class Masked:
    """A redaction at ``text[start:end]``; ``unit`` is "" without one, None if it stands for a name."""

    end: int
    unit: str | None


def read_mask(text: str, start: int) -> Masked:
    """What the redaction at ``start`` stands for, and where it ends, scale and unit included."""
    match = _MASK.match(text, start)
    if match is None:
        return Masked(start + 1, None)
    end = match.end()
    before = text[start - 1] if start else "\n"
    if before in _QUOTES or (before.isascii() and before.isalnum()):
        return Masked(end, None)
    scale = _SCALE.match(text, end)
    unit_at = scale.end() if scale else end
    scaled = bool(scale and scale[1])
    unit = read_unit(text, unit_at)
    if (scaled or unit) and _may_count(text, start, unit_at, unit, scaled, match[0]):
        return Masked(unit_at + len(unit), unit)
    if match[0] in ("某", "x") or match[0].startswith(("_", "□", "■", "▲")):
        return Masked(end, None)
    if _STRONG.search(text, max(0, start - 5), start) and not text.startswith(("市", "区", "县", "镇", "乡"), end):
        return Masked(end, "")
    if _WEAK.search(text, max(0, start - 5), start) and _STOP.match(text, end):
        return Masked(end, "")
    return Masked(end, None)


def _may_count(text: str, start: int, unit_at: int, unit: str, scaled: bool, mask: str) -> bool:
    """Whether scale or unit after a redaction are those of a number."""
    kind = dimension(unit) if unit else ""
    if scaled or kind in ("currency", "ratio", "area", "mass", "energy", "power", "volume", "length", "concentration"):
        return kind != "length" or unit != "里"
    if mask == "某" or unit in _PLACE_UNITS:
        return False
    return (
        kind == "count"
        and _NOUN_STOP.match(text, unit_at + len(unit)) is not None
        or bool(_STRONG.search(text, max(0, start - 5), start))
    )
