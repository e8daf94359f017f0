"""Places and their GB/T 2260 codes.

``regions.json`` holds the names and codes; it says where they come from and under which licences.
"""

import json
import re
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from summarizer.chunker.model import Level, Region
from summarizer.expressions import expression

REDACTED = expression(r"[XxＸｘ×*＊某〇○□_■]")
_COUNTRY = ("全国", "中国", "国家", "中华人民共和国")
_SUFFIX_LEVELS: tuple[tuple[str, Level], ...] = (
    ("特别行政区", "province"),
    ("自治区", "province"),
    ("自治州", "prefecture"),
    ("地区", "prefecture"),
    ("自治县", "county"),
    ("自治旗", "county"),
    ("林区", "county"),
    ("特区", "county"),
    ("街道", "township"),
    ("民族乡", "township"),
    ("苏木", "township"),
    ("省", "province"),
    ("州", "prefecture"),
    ("盟", "prefecture"),
    ("县", "county"),
    ("旗", "county"),
    ("镇", "township"),
    ("乡", "township"),
)
_ZONE = expression(
    r"(?:新区|开发区|示范区|管理区|保税区|度假区|园区|高新区|经开区|试验区|合作区|风景区|功能区|实验区)$"
)
_OWN = expression(r"^(?:我|全|本)(?=[省市县区州旗盟镇乡]$)")
_BARE = expression(r"[省市县区州旗盟镇乡]|地区|街道|自治[区州县旗]|开发区|经开区|高新区|新区|园区|管理区|示范区|度假区")
_OWN_PLACE = expression(
    r"全([省市县区州旗盟镇乡])|(?<![省市区县])([省市县区州旗盟镇乡])委(?:、.{1,4}政府)?的?(?:坚强|正确)?领导"
)
_SHORT_PROVINCE = expression(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
_STEM = expression(r"(?:县|市)$")
_CITY_SIGNS: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (expression(r"省委(?:、?省政府)?(?:和|及|、)市委(?:、市政府)?的?(?:坚强|正确)?(?:直接)?领导"), 4, 1),
    (expression(r"省会|副省级"), 2, 2),
    (
        expression(
            r"县\(市、?区\)|县\(市\)区|县市区|县、市、区|县\(区\)|各县区|各区县|\d个区县|县区、市直|市直[^。]{0,6}县区"
        ),
        2,
        2,
    ),
    (expression(r"市、?县\(?区?\)?(?:两级|主要)|下辖|地级市|\d个(?:县|区)(?!域|级)"), 1, 2),
    (expression(r"[^省市县区，,。、]{2,4}市委、市政府(?:和|及)(?:我)?市委|上级党委政府"), -4, 1),
    (expression(r"(?:示范|创新型|先进|试点|重点|优秀|强|百强)县(?:市|\(市\))|县市(?:第|最|前)|县级市"), -1, 3),
    (expression(r"镇街|镇\(街道?\)|各镇|区镇|\d个镇"), -1, 3),
    (expression(r"全国县域|县域(?:经济)?(?:基本|综合)?(?:竞争力|实力|示范|样板|百强)"), -1, 3),
)
"""What tells a prefecture-level city (points above 0) from a county-level one (below), and how often it counts."""


@cache
def _divisions() -> dict[str, str]:
    data = json.loads(files("summarizer.chunker").joinpath("regions.json").read_text("utf-8"))
    divisions: dict[str, str] = data["divisions"]
    return divisions


def name_of(code: str) -> str:
    """The name of the division with a code of GB/T 2260, without those above it; KeyError if there is none."""
    return _divisions()[code]


@cache
def codes_of_names() -> dict[str, tuple[str, ...]]:
    """Name → codes, with the short names of provinces (广西, 北京) beside the full ones."""
    codes: dict[str, tuple[str, ...]] = {}
    for code, name in _divisions().items():
        codes[name] = (*codes.get(name, ()), code)
    for code, name in _divisions().items():
        if code.endswith("0000"):
            codes.setdefault(_SHORT_PROVINCE.sub("", name), (code,))
    return codes


@cache
def _stems() -> tuple[AhoCorasick, tuple[str, ...], dict[str, str]]:
    """Counties and cities of their level without 县 and 市: what finds them, the names, each with its prefecture."""
    prefectures = {
        _STEM.sub("", name): code[:4]
        for code, name in _divisions().items()
        if not code.endswith("00") and _STEM.search(name) and len(name) > 2
    }
    return AhoCorasick(prefectures, matchkind=MatchKind.Standard), tuple(prefectures), prefectures


def level_of(code: str) -> Level:
    """The level of the division with a code of GB/T 2260."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def find_region(phrase: str, text: str = "") -> Region:
    """The region a phrase such as 泰州市高港区, XX县 or 市 names.

    ``phrase`` is folded text. A redacted or empty name gives ``name`` None; the level is then what the last word
    says, and for a bare 市 what ``text``, the folded report, says about the places under and above it.
    """
    phrase = _OWN.sub("", phrase.rpartition("、")[2].strip(" ·-—:,()"))
    if phrase in _COUNTRY:
        return Region("全国", "nation", None)
    redacted = REDACTED.search(phrase) is not None
    code = None if redacted else unique_code(phrase)
    if code:
        return Region(phrase, level_of(code), code)
    level = _suffix_level(phrase, text)
    bare = redacted or _BARE.fullmatch(phrase) or not (level or phrase.endswith("市") or _ZONE.search(phrase))
    return Region(None if bare else phrase, level, None)


def region_of_body(text: str) -> Region:
    """The level of the government that speaks in a folded text, from the words for its own place (全市, 区委)."""
    counts = Counter(_OWN_PLACE.findall(text))
    if not counts:
        return Region(None, None, None)
    (whole, organ), _ = counts.most_common(1)[0]
    return find_region(whole or organ, text)


def unique_code(phrase: str) -> str | None:
    """The code of the last place named in a phrase; the places named before it must contain it and leave one choice."""
    codes = codes_of_names()
    for start in range(len(phrase)):
        found = codes.get(phrase[start:], ())
        if found and start:
            above = unique_code(phrase[:start])
            found = tuple(code for code in found if above and code.startswith(code_prefix(above)))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def code_prefix(code: str) -> str:
    """The digits that all codes inside a division share."""
    return code[: {"province": 2, "prefecture": 4}.get(level_of(code), 6)]


def _suffix_level(phrase: str, text: str) -> Level | None:
    for suffix, level in _SUFFIX_LEVELS:
        if phrase.endswith(suffix):
            return level
    if phrase.endswith("市"):
        return _city_level(text)
    if phrase.endswith("区") and not _ZONE.search(phrase):
        return "county"
    return None


@lru_cache(maxsize=1)
def _city_level(text: str) -> Level | None:
    """Whether a city whose name is not told is of prefecture or county level; None where its report does not say."""
    score = 0
    for pattern, points, most in _CITY_SIGNS:
        score += points * min(most, len(pattern.findall(text)))
    if -3 < score < 3:
        score += 3 if max(Counter(_named(text).values()).values(), default=0) >= 4 else 0
    if abs(score) < 2:
        return None
    return "prefecture" if score > 0 else "county"


def _named(text: str) -> dict[str, str]:
    """The counties that a text names, without 县 and 市, each with its prefecture."""
    finder, stems, prefectures = _stems()
    found = {index for index, _, _ in finder.find_matches_as_indexes(text, overlapping=True)}
    return {stems[index]: prefectures[stems[index]] for index in found}


def is_region(name: str) -> bool:
    """Whether ``name`` is the full name of a province, prefecture or county, or the short name of a province."""
    return name in codes_of_names()
