"""Whether a number is about the place that a claim gives it."""

import re

from summarizer.chunker.regions import is_region
from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.validator.reading import Reading

_OWN_PLACES: dict[str | None, frozenset[str]] = {
    "nation": frozenset("全国 我国 中国".split()),
    "province": frozenset("全省 全区 全自治区 全市 本省 本区 本市 我省 我区 我市".split()),
    "prefecture": frozenset("全市 全州 全盟 全地区 全区 本市 我市 我州 我盟".split()),
    "county": frozenset("全县 全市 全区 全旗 本县 本市 本区 我县 我市 我区 我旗".split()),
    "township": frozenset("全镇 全乡 全街道 本镇 本乡 我镇 我乡".split()),
}
_ANY_OWN = frozenset(place for level, places in _OWN_PLACES.items() if level != "nation" for place in places)
_NATION = frozenset("全国 我国 中国 国家".split())
_NOT_OF = r"(?<![居列占在为位由超高低于])"
_PREFIX = expression(r"[\u4e00-\u9fff]{2,7}?(?:自治区|自治州|自治县|省|市|州|盟|县|旗|区)(?=[\u4e00-\u9fff]{2})")
_NEAR = 80


def is_place(region: str | None, name: str, fact: Fact, reading: Reading) -> bool:
    """Whether the place that a claim gives (None: the report's own), or that its name holds, is the number's."""
    if region is None and (within := _prefix(name, fact)) is not None:
        region = within
    if region == fact.region or (region is None and fact.region is not None and fact.region in name):
        return True
    report = reading.analysis.report
    if fact.region is None:
        return region is not None and _may_be_own(region, fact, reading)
    if region is None:
        return fact.region in _ANY_OWN and fact.region[-1] in report.title
    return region in fact.region or fact.region in region


def _prefix(name: str, fact: Fact) -> str | None:
    """The place that a claim's name begins with and the source's name does not, or None."""
    found = _PREFIX.match(name)
    if found is None or fact.name.startswith(found[0]) or not is_region(found[0]):
        return None
    return found[0]


def _may_be_own(region: str, fact: Fact, reading: Reading) -> bool:
    """Whether a place can be that of a number that the source gives none: the report's own, or one named before it."""
    report, folded = reading.analysis.report, reading.view.folded
    own = report.region.name or ""
    if region in _OWN_PLACES.get(report.region.level, _ANY_OWN) or (own and (region in own or own in region)):
        return True
    if region in _NATION:
        clause = max(folded.rfind(mark, fact.evidence[0], fact.quantity.start) for mark in ",;:。") + 1
        said = folded[max(clause, fact.evidence[0]) : fact.quantity.start]
        return re.search(rf"{_NOT_OF}{region}", said) is not None
    return region in folded[max(0, fact.evidence[0] - _NEAR) : fact.quantity.start]
