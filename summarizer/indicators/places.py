"""Numbers about another place than the report's own: districts and cities of it, the nation, regions of several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from summarizer.chunker import NamedPlace, Region, Report, place_named, places_in
from summarizer.expressions import expression
from summarizer.indicators.words import NOT_A_PLACE, ONE_OF_SEVERAL
from summarizer.language.rules import Table

#: Words for a whole of a level; only before a known indicator do they say where ("全国重点实验室" is a kind of thing).
WHOLES: Final[Mapping[str, str]] = {
    "全国": "nation",
    "我国": "nation",
    "全省": "province",
    "全自治区": "province",
    "全市": "prefecture",
    "全县": "county",
}
_WHOLE_HEADS: Final = frozenset(word[0] for word in WHOLES)
_ORDER: Final = ("nation", "province", "prefecture", "county", "township")
_OWN: Final = expression(r"(省|自治区|市|区|县|州|旗|镇|乡)(?:\d{4}年度?)?(?:人民)?政府工作")
_LEADING: Final = expression(r"(?:其中|[,、。:\s“\"(]|预计|去年|今年|20\d\d年|和|与|及|截至目前)*")
_LISTED: Final = expression(r"[和、及与]")
#: A place by its ending alone, as counties' own towns and new areas are not in the standard.
_BY_ENDING: Final = expression(
    r"[\u4e00-\u9fff]{2,7}?(?:自治区|自治州|自治县|新区|省|市|州|盟|县|旗|区|镇|乡|街道)(?=[和、及与]|[\u4e00-\u9fff]|$)"
)
_SHORT: Final = 2
_LONGEST_SHORT: Final = 5
#: What behind a place makes another word of it: 区级, 市委, 县政府, or one of a longer list (房县、安陆等14地).
_NO_SUBJECT: Final = frozenset("级委政人、和")
#: What a number counts of a place's own: 在山东省外新建…, 对东盟出口…, 与山东省合作.
_PREPOSED: Final = frozenset("对向在与从赴")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places that a report names, by where they begin in the view, the first characters of their names, and the
    report's own."""

    starting: Mapping[int, NamedPlace]
    heads: frozenset[str]
    own: Region
    title: str


class Placing(NamedTuple):
    """A run of numbers that asks for its place.

    ``text`` is the text before it, which begins at ``start`` of the view, and its subject at ``lead`` of it; ``linked``
    is the place of the number before in the same list, if it has one.
    """

    gazetteer: Gazetteer
    text: str
    start: int
    lead: int
    linked: str | None


class Placed(NamedTuple):
    """The place of a run: its name, those of a list joined by 、, and how many characters of the text it takes."""

    name: str
    length: int


def _kind(case: Placing) -> str:
    """Whether a run can be about another place at all: where something names one, or its list does."""
    named = case.start + case.lead in case.gazetteer.starting or case.text[case.lead : case.lead + 1] in _WHOLE_HEADS
    return "elsewhere" if named or case.linked is not None or case.text.startswith("其中") else "here"


PLACE: Final[Table[Placing, Placed]] = Table("region", kind=_kind)


def gazetteer(folded: str, report: Report) -> Gazetteer:
    """The places that a report's text names, found in one pass."""
    start, end = report.body, report.extent[1]
    found = places_in(folded[start:end], report.region)
    starting = {start + place.start: place for place in found}
    heads = frozenset(folded[at : at + _SHORT] for at in starting)
    return Gazetteer(starting, heads, report.region, report.title)


def place_of(gazetteer: Gazetteer, text: str, start: int, linked: str | None) -> tuple[Placed | None, str]:
    """The other place that a run of numbers is about (None: the report's own), and the id of the rule that decided."""
    found = _LEADING.match(text)
    return PLACE.decide(Placing(gazetteer, text, start, found.end() if found else 0, linked)) or (None, "")


@PLACE.rule_for("elsewhere")
def whole(case: Placing) -> Placed | None:
    """全国 and its like mean a place where they name a whole above the report's own (全国 in a city's report)."""
    at = case.lead
    if case.text[at : at + 1] not in _WHOLE_HEADS:
        return None
    for word, level in WHOLES.items():
        if case.text.startswith(word, at):
            return Placed(word, at + len(word)) if _above(word, level, case.gazetteer) else None
    return None


@PLACE.rule_for("elsewhere")
def named(case: Placing) -> Placed | None:
    """A place at the head of the subject is where the number is from (鄂尔多斯市达到27.4%)."""
    at, names, end = case.lead, [], 0
    while (place := case.gazetteer.starting.get(case.start + at)) is not None and _is_full(place):
        names.append(place.region.name or case.text[at : at + place.end - place.start])
        end = at + place.end - place.start
        if (joint := _LISTED.match(case.text, end)) is None:
            break
        at = joint.end()
    return _other(case, names, end)


@PLACE.rule_for("elsewhere")
def named_part(case: Placing) -> Placed | None:
    """After 其中 what ends like a place is one, in the standard or not (其中三灶镇…)."""
    if not case.text.startswith("其中"):
        return None
    at, names, end = case.lead, [], 0
    while (found := _BY_ENDING.match(case.text, at)) is not None and _looks_like_a_place(found[0]):
        if found[0][0] in _PREPOSED or ONE_OF_SEVERAL.match(found[0]):
            break
        names.append(found[0])
        end = found.end()
        if (joint := _LISTED.match(case.text, end)) is None:
            break
        at = joint.end()
    return _other(case, names, end)


@PLACE.rule_for("elsewhere")
def same_list(case: Placing) -> Placed | None:
    """In a list under one place what follows is about that place, too (甲市生产总值增长10%、投资增长20%)."""
    return Placed(case.linked, 0) if case.linked is not None else None


def short_place(name: str, gazetteer: Gazetteer) -> Placed | None:
    """A city by its short name at the head of a name ("大连地区生产总值"), unless it is the report's own."""
    if name[:_SHORT] not in gazetteer.heads:
        return None
    own = gazetteer.own
    for size in range(min(_LONGEST_SHORT, len(name) - 1), 1, -1):
        region = place_named(name[:size], own)
        if region is not None and region.code is not None:
            return Placed(region.name or "", size) if not _is_own(region, own) else None
    return None


def _looks_like_a_place(name: str) -> bool:
    return (name.endswith("新区") and len(name) > len("新区") + 1) or not NOT_A_PLACE.search(name)


def _is_full(place: NamedPlace) -> bool:
    """Whether a name can only be a place: one of the standard with its ending (县, 市 …), or one like 长三角."""
    size, name = place.end - place.start, place.region.name or ""
    return place.region.level is None or size == len(name) or (name.endswith("市") is False and size > 2)


def _other(case: Placing, names: Sequence[str], end: int) -> Placed | None:
    """The places of a list, unless they are the report's own or only part of another word."""
    if not names or (case.text[end : end + 1] in _NO_SUBJECT and end < len(case.text)):
        return None
    own = case.gazetteer.own.name or ""
    joined = "、".join(names)
    if joined in own or (own and own in joined):
        return None
    return Placed(joined, end)


def _is_own(region: Region, own: Region) -> bool:
    return region.name is not None and own.name is not None and (region.name in own.name or own.name in region.name)


def _above(word: str, level: str, gazetteer: Gazetteer) -> bool:
    """Whether a word for a whole means a place above the report's own; 全市 in a city's report is the city."""
    own = _OWN.search(gazetteer.title)
    if own is not None and word.endswith(own[1]):
        return False
    place = gazetteer.own.level
    return place is not None and _ORDER.index(level) < _ORDER.index(place)
