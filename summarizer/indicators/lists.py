"""Names that several numbers share: lists taken apart, and what was written once given to every member."""

from typing import Final

from summarizer.expressions import expression
from summarizer.indicators.words import HEAD

_POPULATIONS: Final = frozenset({"城镇", "农村", "城市", "城镇居民", "农村居民"})
_GRADE: Final = expression(r"^(?:世界|国家|国|全国|省部|部|省|自治区|市|区|县|镇|乡|地市|州)级(?:以上)?")
#: Names of output that take their thing from the area or output named before.
_OUTPUTS: Final = frozenset("总产量 产量 总产 单产 平均亩产 亩产".split())
_OF_CROPS: Final = expression(r"(?:播种面积|种植面积|生产面积|面积|总产量|产量|总产|单产)$")
#: A name that ends like this needs no head from the last of its list.
_WHOLE_NAME: Final = expression(r"(?:[量数额值率度价产费]|人次|收入|投资|外资|面积|人口)$")
#: "第一、二、三产业增加值": three industries in one word.
_INDUSTRIES: Final = expression(r"(?P<orders>第?[一二](?:(?:、|和|、第|和第)[二三]){1,2})(?:次)?产业(?P<of>[^、和]*)")
#: The last of a list of sorts ("城市、农村低保标准"): what follows the sort is common to all.
_AFTER_SORT: Final = expression(
    r"(?<=^农村|^城市|^城镇|^乡村|^国内|^境外|^入境|^居民|^职工|^民办|^企业|^省级|^市级|^县级|^出口|^线上|^线下).{2,}$"
)
_LISTED: Final = expression(r"、|和(?!平|谐)|(?<!普)及其?|与|以及")
_CAME: Final = expression(r"^(?:新增|净增|新(?:认定|获评|获批|培育|入选))?(?:各类)?")
#: Two kinds written as one word in front of two numbers.
_PAIRS: Final = {
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "存贷": ("存款", "贷款"),
    "进出口": ("进口", "出口"),
    "产销": ("产", "销"),
}


def completed(name: str, before: str) -> str:
    """A name that leaves out its thing, with the thing of the name before it.

    粮食播种面积…，总产量 → 粮食总产量; 国家级龙头企业1家、省级2家 → 省级龙头企业; 研发投入…、强度 → 研发投入强度;
    产值…，人均 → 人均产值.
    """
    if name == "强度":
        return before + name
    if name == "人均" and not before.endswith("率"):
        return name + before.removeprefix(name)
    if name in _POPULATIONS and (at := before.find("居民")) >= 0:
        return name.removesuffix("居民") + before[at:]
    name = name.removesuffix("每亩")
    if (rank := _GRADE.fullmatch(name)) is not None and (thing := _GRADE.sub("", before, count=1)) != before:
        return rank[0] + thing
    if name not in _OUTPUTS:
        return name
    found = _OF_CROPS.search(before)
    return before[: found.start()] + name if found and found.start() else name


def listed(name: str, count: int) -> list[str] | None:
    """``name`` taken apart for ``count`` numbers in order, or None when it names one thing.

    "城镇、农村居民人均可支配收入" gives both with their common head; "城乡居民…" and "存贷款余额" are lists of two.
    """
    if (trio := _INDUSTRIES.fullmatch(name)) is not None and count in (2, 3):
        return [f"第{order}产业{trio['of']}" for order in trio["orders"] if order in "一二三"]
    parts = [part for part in _LISTED.split(name) if part]
    if len(parts) == count:
        head = HEAD.search(parts[-1]) or _AFTER_SORT.search(parts[-1])
        if head is None or head.start() == 0:
            return parts
        return [part if HEAD.search(part) or _WHOLE_NAME.search(part) else _joined(part, head[0]) for part in parts]
    if count == 2:
        for word, (first, second) in _PAIRS.items():
            if word in name and not (word == "进出口" and "总额" in name):
                return [name.replace(word, first, 1), name.replace(word, second, 1)]
    return None


def _joined(part: str, head: str) -> str:
    """A member of a list with the head of the last one, what both have written once (城镇居民 + 居民人均收入)."""
    size = next((n for n in range(min(len(part), len(head)), 0, -1) if part.endswith(head[:n])), 0)
    return part + head[size:]


def without_new(name: str) -> str:
    """A name without the words that say that its things are new (新增规上工业企业, 新认定高新技术企业)."""
    bare = _CAME.sub("", name)
    return bare if len(bare) > 1 else name
