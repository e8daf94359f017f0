"""Numbers about another place than the report's own: "其中…市", national figures in a city's report."""

import re

from summarizer.chunker import Region, Report
from summarizer.chunker.regions import is_region
from summarizer.indicators.words import NOT_A_PLACE

#: Words for a whole of a level; only before a known indicator do they say where ("全国重点实验室" is a kind of thing).
WHOLES = {
    "全国": "nation",
    "我国": "nation",
    "全省": "province",
    "全自治区": "province",
    "全市": "prefecture",
    "全县": "county",
}
_OWN = re.compile(r"(省|自治区|市|区|县|州|旗|镇|乡)(?:\d{4}年度?)?(?:人民)?政府工作")
_ORDER = ("nation", "province", "prefecture", "county", "township")
_LEADING = re.compile(r"(?:其中|[,、。:\s“\"]|预计|去年|今年|20\d\d年|和|与|及)*")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,7}?(?:自治区|自治州|自治县|新区|省|市|州|盟|县|旗|区|镇|乡|街道)(?=[和、及与]|[\u4e00-\u9fff]|$)"
)
_AND = re.compile(r"[和、及与]")


def place_of(before: str, report: Report) -> str | None:
    """The place that the subject before a number begins with, or None when it is the report's own region."""
    at = _LEADING.match(before)
    start = at.end() if at else 0
    for word, level in WHOLES.items():
        if before.startswith(word, start):
            return word if _above(word, level, report) else None
    return _named(before, start, report.region)


def _above(word: str, level: str, report: Report) -> bool:
    """Whether a word for a whole means a place above the report's own; 全市 in a city's report is the city."""
    own = _OWN.search(report.title)
    if own is not None and word.endswith(own[1]):
        return False
    place = report.region.level
    return place is not None and _ORDER.index(level) < _ORDER.index(place)


def _named(before: str, start: int, region: Region) -> str | None:
    found, among, names = _PLACE.match(before, start), before.startswith("其中"), []
    while (
        found
        and found[0][0] not in "对向在与从"
        and (is_region(found[0]) or (among and not NOT_A_PLACE.search(found[0])))
    ):
        names.append(found[0])
        joint = _AND.match(before, found.end())
        if joint is None:
            break
        found = _PLACE.match(before, joint.end())
    place = "、".join(names)
    own = region.name or ""
    if not place or place in own or (own and own in place):
        return None
    return place


def city_before(name: str, report: Report) -> str | None:
    """The city whose short name an indicator's name begins with ("大连地区生产总值"), unless it is the report's."""
    for size in (2, 3, 4):
        short = name[:size]
        if size < len(name) and any(is_region(short + suffix) for suffix in ("市", "县", "州")):
            return None if short in (report.region.name or "") else short
    return None
