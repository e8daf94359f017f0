"""Whether the year of a report is the one its text speaks of: congresses, plenums, plans, anniversaries, headings."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from summarizer.analysis import Analysis
from summarizer.chunker import Extent
from summarizer.expressions import expression
from summarizer.language.years import PLANS
from summarizer.validator.model import Finding, finding
from summarizer.validator.words import Words

_N = "[一二三四五六七八九十]"
_PLENUM = expression(r"届(?P<numbers>(?:[一二三四五六七八九]中[、和及与]?)+)全会")
_NUMERAL_END = expression(rf"{_N}{{1,3}}$")
_CONGRESS = expression(r"大(?<=十[一二三四五六七八九]大|二十大)(?P<said>精神|以来|报告)?")
_PARTY = ("党的", "中共", "X的", "x的", "*的", "×的")
"""What stands before the name of a party congress, the word for the party redacted or not."""
_FOLLOWED = expression(r"贯彻|学习|落实|精神|指引|为指导")
_COMING = expression(r"迎接|喜迎|筹备|献礼")
_THIS_YEAR = expression(r"(今年|本年|(?:20|19)\d\d年)[,，]?(?:既|正|也|又|将|恰)?是([^。!?\n]{2,90})")
_PLAN = expression(
    r"[“\"]?(?P<plan>十[一二三四五]?五|九五)[”\"]?(?:发展)?(?:规划|计划|时期|建设)?(?:的|[^,。;“”为]{0,8}?)"
    r"(?P<place>开局之?年|起步之?年|启动之年|第一年|首年|收官之?年|收关之年|最后一年|决胜之?年|第[二三四]年)"
)
_PREPARED = expression(r"(?:为|谋划|衔接|迎接|做好|启动|编制|奠定|向)[^,，;；]*$")
_PLACES = {"第二年": 1, "第三年": 2, "第四年": 3}
_OUTLINE = expression(r"第(?P<n>[六七八九十][一二三四五]?)个五年(?:规划|计划)(?:和[^《》]{0,30})?纲要[(]?草案[)]?")
_NPC = expression(rf"第({_N}{{1,3}})届全国人民代表大会第({_N})次会议")
_ANNIVERSARY = expression(
    r"(?P<what>中华人民共和国成立|新中国成立|共和国成立|建国|国庆|中国共产党成立|中国共产党建党|建党|建军|改革开放|抗日战争胜利|抗战胜利|长征胜利)"
    r"(?P<n>\d{2,3})周年"
)
_REVIEWED = expression(r"((?:20|19)\d\d)年?[^,。0-9]{0,6}回顾")
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九十", 1)}


class Sign(NamedTuple):
    """Words that fix the year of a report: where they stand (view extent), and what they say against it."""

    extent: Extent
    message: Words


def year_inconsistent(analysis: Analysis) -> list[Finding]:
    """At most one warning, where the text contradicts the report's year, with the words that give it away.

    What a report says of other times proves nothing; a sign is what it says of its own time: the newest congress whose
    spirit it follows, what year of a plan this year is, the plan that is put before the congress, the session itself,
    the year looked back on.
    """
    year = analysis.report.year
    if year is None:
        return []
    signs = list(_signs(analysis, year))
    if not signs:
        return []
    told = list(dict.fromkeys(sign.message for sign in signs[:3]))
    said = Words(
        f"报告写的是{year}年，但{'；'.join(each.zh for each in told)}",
        f"the report is of {year}, but {'; '.join(each.en for each in told)}",
    )
    return [finding("year_inconsistent", "warning", said, "/report/year", analysis.view.span(*signs[0].extent))]


def _signs(analysis: Analysis, year: int) -> Iterator[Sign]:
    folded, extent = analysis.view.folded, analysis.report.extent
    yield from _plan_years(folded, extent, year)
    yield from _plan_outline(folded, extent, year)
    yield from _congresses(folded, extent, year)
    if analysis.report.region.level == "nation":
        yield from _session(folded, (extent[0], min(extent[1], extent[0] + 600)), year)
    for section in analysis.sections:
        if section.level == 1:
            yield from _review(folded, (section.extent[0], max(section.extent[0], section.own[0])), year)
    yield from _anniversaries(folded, extent, year)


def _was_in(words: str, year: int) -> Words:
    return Words(f"“{words}”是在{year}年", f"“{words}” was in {year}")


def _plan_years(folded: str, extent: Extent, year: int) -> Iterator[Sign]:
    """今年是“十五”计划的最后一年 in a report of 2024."""
    for match in _THIS_YEAR.finditer(folded, *extent):
        said = int(match[1][:4]) if match[1][0] in "12" else year
        for plan in _PLAN.finditer(folded, *match.span(2)):
            if _PREPARED.search(folded, max(match.start(2), plan.start() - 12), plan.start()):
                continue
            place = plan["place"]
            first = place.startswith(("开", "起", "启", "首", "第一"))
            meant = PLANS[plan["plan"]] + _PLACES.get(place, 0 if first else 4)
            if meant != said:
                words = folded[plan.start() : plan.end()]
                quote = f"“{match[1]}是…{words}”"
                yield Sign((match.start(), plan.end()), Words(f"{quote}说的是{meant}年", f"{quote} is said of {meant}"))


def _plan_outline(folded: str, extent: Extent, year: int) -> Iterator[Sign]:
    """The draft of the outline of the eleventh five-year plan is put before the congress in its first year."""
    for match in _OUTLINE.finditer(folded, *extent):
        numeral = match["n"]
        number = _DIGITS[numeral] if len(numeral) == 1 else 10 + _DIGITS[numeral[1]]
        meant = 1981 + 5 * (number - 6)
        if not meant - 1 <= year <= meant:
            yield Sign(
                match.span(),
                Words(f"“{match[0]}”提请审议是在{meant}年", f"“{match[0]}” was put to the vote in {meant}"),
            )


def _congresses(folded: str, extent: Extent, year: int) -> Iterator[Sign]:
    """The newest party congress or plenum that is named: not one of long ago, nor one that was still to come."""
    named = sorted(_named(folded, extent))
    if not named:
        return
    newest, at, words = named[-1]
    before, after = folded[max(extent[0], at[0] - 30) : at[0]], folded[at[1] : at[1] + 12]
    since = [name for name, date in _calendar().congresses.items() if newest < date < f"{year}-01"]
    if since and _FOLLOWED.search(before + after) and not after.startswith("以来"):
        said = Words(
            f"文中最近的党代会或全会是{words}（{newest}），没有提到{since[-1]}",
            f"the newest congress or plenum it names is {words} ({newest}); {since[-1]} is nowhere named",
        )
        yield Sign(at, said)
    elif int(newest[:4]) > year + 1 or (int(newest[:4]) > year and not _COMING.search(before)):
        yield Sign(at, Words(f"文中提到{words}（{newest}）", f"it names {words} ({newest})"))


def _named(folded: str, extent: Extent) -> Iterator[tuple[str, Extent, str]]:
    """The congresses and plenums named, with their months."""
    calendar = _calendar()
    for match in _PLENUM.finditer(folded, *extent):
        numeral = _NUMERAL_END.search(folded, max(extent[0], match.start() - 3), match.start())
        months = calendar.plenums.get(f"{numeral[0]}届", ()) if numeral else ()
        known = [_DIGITS[word] for word in match["numbers"] if _DIGITS.get(word, 99) <= len(months)]
        if numeral and known:
            span = (numeral.start(), match.end())
            yield months[max(known) - 1], span, folded[slice(*span)]
    for match in _CONGRESS.finditer(folded, *extent):
        end = match.start() + 1
        start = end - 4 if folded[end - 4 : end] in calendar.congresses else end - 3
        month = calendar.congresses.get(folded[start:end])
        if month is not None and (match["said"] or folded.endswith(_PARTY, 0, start)):
            yield month, (start, end), folded[start:end]


def _anniversaries(folded: str, extent: Extent, year: int) -> Iterator[Sign]:
    """国庆60周年 in a report of 2024; what the last five years saw may still be told."""
    for match in _ANNIVERSARY.finditer(folded, *extent):
        meant = _calendar().anniversaries[match["what"]] + int(match["n"])
        clause = folded[max(extent[0], match.start() - 12) : match.start()]
        strict = "今年" in clause or f"{year}年" in clause
        if (strict and meant != year) or meant > year + 2 or year - meant > 6:
            yield Sign(match.span(), _was_in(match[0], meant))


def _session(folded: str, extent: Extent, year: int) -> Iterator[Sign]:
    """The session of the national congress before which a national report was given."""
    for match in _NPC.finditer(folded, *extent):
        first = _calendar().npc.get(match[1])
        if first is not None and first + _DIGITS[match[2]] - 1 != year:
            yield Sign(match.span(), _was_in(match[0], first + _DIGITS[match[2]] - 1))


def _review(folded: str, heading: Extent, year: int) -> Iterator[Sign]:
    """The year that the heading of the review names."""
    for match in _REVIEWED.finditer(folded, *heading):
        if int(match[1]) not in (year - 1, year):
            said = Words(f"它回顾的是{match[1]}年（“{match[0]}”）", f"it looks back on {match[1]} (“{match[0]}”)")
            yield Sign(match.span(), said)


class _Calendar(NamedTuple):
    """``calendar.toml``: months as YYYY-MM, years as numbers."""

    congresses: dict[str, str]
    plenums: dict[str, list[str]]
    npc: dict[str, int]
    anniversaries: dict[str, int]


@cache
def _calendar() -> _Calendar:
    table = tomllib.loads(Path(__file__).with_name("calendar.toml").read_text(encoding="utf-8"))
    return _Calendar(table["congresses"], table["plenums"], table["npc"], table["anniversaries"])
