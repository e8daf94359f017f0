"""Redactions: XX, ×× or ** that stands for a number (XX亿元, 超XX, 达到XX) or for a name (XX市, 平安XX)."""

import re
from dataclasses import dataclass
from typing import Final

from summarizer.quantities.grammar import read_unit
from summarizer.quantities.units import dimension

_MASK: Final = re.compile(r"(?:[Xx]+|×+|\*+|某)(?:\.[Xx*×]+)?")
_SCALE: Final = re.compile(r"[余多]?((?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?![瓦克米伏])|百(?!分))?)[余多]?")
_MEASURED: Final = frozenset(
    ("currency", "ratio", "area", "mass", "energy", "power", "volume", "length", "concentration", "transport")
)
_NEVER: Final = frozenset(
    "区县市镇乡村街省州国地段站处屯盟旗班队组股部分面门方里堂集本层片金银铜证首步度井孔顶道群峰种类大期成"
) | {
    *("街道", "社区", "部门", "单位", "国家", "组织", "省市", "市县", "县区", "县市", "区县", "区市", "村居", "点位"),
    *("方面", "领域", "行业", "环节"),
}
"""Units that after a redaction are the head of a name: XX区, XX部门."""
_STRONG: Final = re.compile(
    r"(?:(?<!赶)超过?|突破|(?<![通经走度不])过|(?<![节签制预])约|(?<![附邻临最])近|逾|不低于|不少于|不超过|不到|迈[上过]|跨[上过]"
    r"|达到?|(?:稳定|保持|控制|维持)在|总投资额?|计划投资|增至|降至|(?:增加|提高|增长|下降|压减|扩大|提升|减少|降低|上升|发展)到|分别为|均为|约为"
    r"|投入|配套|资金|收入|产值|[总售易税约募]额|贷款|支出|补贴|补助)\Z"
)
_WEAK: Final = re.compile(
    r"(?:[额值入金款费税资贴债贷券润余本价量产收模罚益]|投资|完成|实现|发放|压减|争取|兑现|拨付|投入|节约|节省|拉动|撬动"
    r"|减免|减税降费|退税|增加|减少|增长|下降|提高|降低|新增|累计|订单|”)\Z"
)
_COUNT_VERB: Final = re.compile(
    r"(?:新[增建改设签开]|建[成设]|引[进育]|培[育养训]|认定|入选|开展|举办|改造|实施|招引|签约|落地|办理|办结|受理|帮扶|惠及|就业"
    r"|发放|完成|整治|排查|化解|查处)\Z"
)
_STOP: Final = re.compile(
    r"\Z|[,。;、:!?()\n]|以[上内下]|左右|的(?!二十|[^,。;]{0,4}领导)|[同环]比|增长|下降|上限|用于|和(?=[Xx×*])"
)
_BOUNDED: Final = re.compile(r"以[上内下](?!级)|左右")
_MASKED_RANK: Final = re.compile(r"第 ?(?:[Xx×*]+)(?:位|名)")
_PLACE: Final = re.compile(r"[市区县省镇乡村州旗盟路街]|特色|人民|中学|小学|大学|经济|历史|自治|高[新铁]|机场")
_PEOPLE: Final = re.compile(r"人民|群众|儿女|市民|干部|父老")
_LISTED: Final = frozenset("、和与及")
_QUOTES: Final = frozenset("“\"'‘《<+")


@dataclass(frozen=True, slots=True)
class Masked:
    """A redaction that ends at ``end``, scale and unit included; ``unit`` is "" without one, None if it is a name."""

    end: int
    unit: str | None


def read_mask(text: str, start: int, last_end: int) -> Masked:
    """What the redaction at ``start`` stands for, and where it ends, scale and unit included.

    ``last_end`` is where the quantity before it ended: right after one, or in a list with one, it stands for a number.
    """
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
    if (unit or scaled) and _may_count(text, start, unit_at, unit, scaled):
        return Masked(unit_at + len(unit), unit)
    if match[0] in ("某", "x") or _PLACE.match(text, end):
        return Masked(end, None)
    return Masked(end, "" if _is_number(text, start, end, last_end) else None)


def masked_rank(text: str, start: int) -> int:
    """The end of the redacted rank at ``start`` (第XX位); 0 if there is none."""
    match = _MASKED_RANK.match(text, start)
    return match.end() if match else 0


def _is_number(text: str, start: int, end: int, last_end: int) -> bool:
    """Whether a redaction without unit stands where a number must: after 超, 达到, 投资 ... or next to a quantity."""
    window = max(0, start - 5)
    if _STRONG.search(text, window, start) or _BOUNDED.match(text, end):
        return True
    if _STOP.match(text, end) is None:
        return False
    follows = last_end and (start == last_end or (start == last_end + 1 and text[start - 1] in _LISTED))
    return bool(follows) or _WEAK.search(text, window, start) is not None


def _may_count(text: str, start: int, unit_at: int, unit: str, scaled: bool) -> bool:
    """Whether scale or unit after a redaction are those of a number, not the head of a name (XX人民医院)."""
    if scaled:
        return bool(unit) or _PEOPLE.match(text, unit_at) is None
    kind = dimension(unit).partition("/")[0]
    if kind in _MEASURED:
        return unit not in _NEVER
    if text[start] == "某" or unit in _NEVER or kind != "count":
        return False
    window = max(0, start - 5)
    return any(cue.search(text, window, start) for cue in (_STRONG, _COUNT_VERB, _WEAK))
