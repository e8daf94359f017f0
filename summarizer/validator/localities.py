"""Where prose says something is: places, scopes of ranks and averages, parks and companies, as the source has them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.chunker.model import Region
from summarizer.chunker.places import places_in
from summarizer.expressions import expression
from summarizer.validator import scopes
from summarizer.validator.belonging import pairs_of
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference
from summarizer.validator.words import Words

_FAR: Final = frozenset({"world", "asia", "europe"})
_SHORT: Final = "京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵黔粤青藏川蜀宁疆琼滇"
# 川渝, 京津冀 name regions by one character each, but the same characters are in many words (青山, 云计算): they count
# only before a word of joint work.
_TOGETHER: Final = expression(
    rf"(?P<both>[{_SHORT}]{{2,4}})(?=共建|合作|协作|协同|一体化|两地|三地|毗邻|联动|帮扶|东西部|省际|经济圈|高竹|高铁|高速)"
)
#: A region in the name of a field of work, which says nothing of where a number is from.
_FIELD: Final = expression(
    r"(?P<place>京津冀|长三角|珠三角|粤港澳大湾区|大湾区|成渝|长江经济带|长江|黄河流域|黄河|东北|西部|中部)(?:地区)?"
    r"(?:协同|一体化|联动|大保护|大开发|全面振兴|振兴|崛起|生态保护|双城经济圈|高质量发展|发展战略|战略)"
)
_AIDED: Final = expression(r"援[疆藏青川滇黔宁甘蒙]")
_BODY: Final = expression(
    r"(?P<stem>[\u4e00-\u9fff]{2,6}?)(?P<kind>经开区|高新区|开发区|自贸片区|科创园|科技园|产业园|新区|机场|大学|医院|集团|石化|化纤|钢铁|港区)"
)
_GENERAL: Final = expression(
    r"国家|省级|市级|县级|全[国省市县区州]|各|首[个批家]|两个|多个|特色|重点|新建|现代|农业|工业|高等|职业|三甲|三级|公立|中医|国际|通用|[一二三四五六七八九十]+[个家座所]$"
)
_RANKED: Final = expression(r"之首|首位|第[一二三四五六七八九十]|榜首|前列|之冠|领先|前[一二三四五六七八九十]")
_COMPANIES: Final = frozenset({"集团", "石化", "化纤", "钢铁", "大学", "医院"})
_NEAR_BODY: Final = 10


def local_differences(
    clause: str,
    beside: Sequence[str],
    held: str,
    nearest: Sequence[str],
    reading: Reading,
    *,
    counted: bool,
    narrow: bool,
) -> Iterator[Difference]:
    """What a clause of prose says of places that the source does not bear out.

    ``beside`` are the clauses of the source that it was made from, ``held`` all that it may rest on, ``nearest`` the
    sentences of the numbers beside it; ``counted`` says that its own numbers are known in the source, ``narrow`` that
    it rests on less than the whole report.
    """
    clause = _FIELD.sub(lambda found: "" if found["place"] in reading.folded else found[0], clause)
    region = reading.analysis.report.region
    yield from _scopes(clause, beside, held, scopes.own_wholes(region.level), counted=counted)
    yield from _ranks(clause, nearest, counted=counted)
    yield from _places(
        clause, beside if counted or narrow else (), held, region, reading.analysis.report.title, reading.folded
    )
    yield from _shortened(clause, held)
    yield from _bodies(clause, held, reading.folded, counted=counted)


def _strange(word: str) -> Difference:
    said = Words(f"原文此处没有提到{word}", f"the source does not speak of {word} here")
    return Difference("indicator_mismatch", said)


def _scopes(
    clause: str, beside: Sequence[str], held: str, own: frozenset[str], *, counted: bool
) -> Iterator[Difference]:
    """全国 for 全省, 西部 for 全国: the scope of a rank, an average or a whole."""
    if not (ours := scopes.scopes(clause) - own):
        return
    theirs = {scope for each in beside for scope in scopes.scopes(each)}
    around = " ".join(beside) if theirs else held
    strange = ours - scopes.scopes(around)
    if strange and (theirs or counted or strange & _FAR):
        word = next(word for word in scopes.SCOPES if word in clause and scopes.SCOPES[word] in strange)
        yield _strange(word)


def _ranks(clause: str, nearest: Sequence[str], *, counted: bool) -> Iterator[Difference]:
    """The scope of a rank that is no number of its own (数量居全国之首), against the sentences beside it."""
    if counted or not _RANKED.search(clause):
        return
    ranked = [part for each in nearest for part in re.split(r"[,;。]", each) if _RANKED.search(part)]
    theirs = {scope for part in ranked for scope in scopes.scopes(part)}
    strange = scopes.scopes(clause) - theirs
    if theirs and strange and not scopes.scopes(clause) & theirs:
        yield _strange(next(word for word in scopes.SCOPES if word in clause and scopes.SCOPES[word] in strange))


def _places(
    clause: str, beside: Sequence[str], held: str, region: Region, title: str, report: str
) -> Iterator[Difference]:
    """A place that neither the source speaks of here nor the ``report`` is of, which may not say its own."""
    if not (named := places_in(clause, region)):
        return
    own = f"{region.name}{title}" if region.name else f"{title}{report}"
    theirs = {each[place.start : place.end] for each in beside for place in places_in(each, region)}
    held = " ".join(beside) if theirs else held
    for place in named:
        name = clause[place.start : place.end]
        full = place.region.name or name
        known = own + held
        if not (name in known or full in known or (region.name and region.name in full) or name[:2] in own):
            yield _strange(name)


def _shortened(clause: str, held: str) -> Iterator[Difference]:
    """Provinces by one character each (川渝共建, 援藏)."""
    for found in _TOGETHER.finditer(clause):
        if found["both"] not in held and found["both"][::-1] not in held:
            yield _strange(found["both"])
    for word in _AIDED.findall(clause):
        if word not in held and _AIDED.search(held):
            yield _strange(word)


def _is_name(word: str, report: str) -> bool:
    """Whether two characters before a body's kind are a name, not a word of the sentence (推动高新区): a place of the
    report, or nothing that it says."""
    return word not in report or re.search(f"{word}[市县区镇州旗]", report) is not None


def _bodies(clause: str, held: str, report: str, *, counted: bool) -> Iterator[Difference]:
    """A park, company or school of another name than those of its kind in the source; a company beside a number whose
    evidence has none."""
    for found in _BODY.finditer(clause):
        stem, kind = found["stem"], found["kind"]
        whole = f"{stem}{kind}"
        if counted and found.start() == 0 and whole in report and whole not in held and not _GENERAL.search(stem):
            yield _strange(whole)
            continue
        if _GENERAL.search(stem) or (kind not in held and not (counted and kind in _COMPANIES)):
            continue
        named = [held[max(0, at.start() - _NEAR_BODY) : at.start()] for at in re.finditer(kind, held)]
        if not _is_name(stem[-2:], report):
            continue
        if not any(pair in each for each in named for pair in pairs_of(stem)):
            yield _strange(f"{stem}{kind}")
