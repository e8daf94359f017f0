"""Which years a number is about: words of time in the sentence, else the section's own time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.chunker import Section
from summarizer.indicators.model import Period

#: First year of each five-year plan: "六五" 1981–1985 … "十五五" 2026–2030 (outlines adopted by the National People's
#: Congress).
PLANS = {"六五": 1981, "七五": 1986, "八五": 1991, "九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011,
         "十三五": 2016, "十四五": 2021, "十五五": 2026}  # fmt: skip

_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_SHIFTS = {"今年": 0, "本年": 0, "明年": 1, "去年": -1, "上年": -1, "过去一年": -1, "一年来": -1, "前年": -2}
"""How far from the report's year a word is; 全年 and 年内 are the year that the text is about."""

#: The lookahead names the characters that all this can begin with: most places are done with at once.
_TIME = re.compile(
    r"(?=[\d“\"两二三四五六七八九十一过近这前今未本年去上明全])(?:"
    r"(?P<from>(?:19|20)\d\d)年?(?:[-—~－]+|至|到)(?P<to>(?:19|20)\d\d)年"
    r"|(?P<year>(?:19|20)\d\d)年(?P<part>底|末|初|度|全年|上半年|下半年|前三季度|\d{1,2}月(?:底|末)?)?"
    r"|[“\"]?(?P<plan>十[一二三四五]五|[六七八九十]五)[”\"]?(?P<stage>前[两三四]年|时期|期间|以来|规划期末|规划末|末|[规计]划目标(?!任务))"
    r"|[“\"](?P<quoted>十[一二三四五]五|[六七八九十]五)[”\"](?=[,:及和])"
    r"|(?P<since>(?:过去|近|这|前)?(?P<n>[两二三四五六七八九十]|\d{1,2})(?:年来|年间|年累计|年平均|年年均)|(?:过去|近|这(?=五))(?P<m>[两二三四五六七八九十]|\d{1,2})年)"
    r"|(?P<ahead>(?:今后|未来)(?P<k>[两二三四五]|\d)年)"
    r"|(?P<word>(?<!至)今年|本年(?!均)|年内|去年|(?<!以)上年(?!龄|纪)|前年|明年|过去一年|一年来|全年))"
)
_BASE = re.compile(r"(?:比|较|相比|同比|恢复到|相当于|同|与|恢复至|以|为|是)[“\"]?$")
_RECORD = re.compile(r"(?:来|以来)?的?(?:首次|最|历史|罕见|未有|新高|少有|[\u4e00-\u9fff]{0,2}之最)")
_LOCAL = re.compile(r"(?:(?:底|末|度)?(?:的|约|为|近|仅)?|、)*$")


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word of time at ``start``–``end`` (view offsets) and the period it means; ``counted`` if it only counts years
    back ("五年来"), so that a period the section itself names knows better."""

    start: int
    end: int
    period: Period
    counted: bool


def time_words(text: str, start: int, end: int, year: int | None, *, past: bool) -> list[TimeWord]:
    """The words of time in ``text[start:end]`` (folded), without those that are only a base of comparison.

    ``year`` is the year the report was given in, ``past`` whether the text looks back: "五年来" counts back from the
    year before, "全年" and "年内" are the year before.
    """
    found: list[TimeWord] = []
    if text.find("年", start, end) < 0 and text.find("五", start, end) < 0:
        return found
    for match in _TIME.finditer(text, start, end):
        if _BASE.search(text, max(start, match.start() - 4), match.start()) and match["word"] != "全年":
            continue
        if (match["since"] or match["year"]) and _RECORD.match(text, match.end(), end):
            continue
        if (period := _period(match, year, past)) is not None:
            found.append(TimeWord(match.start(), match.end(), period, match["since"] is not None))
    return found


def _period(match: re.Match[str], year: int | None, past: bool) -> Period | None:
    label = match[0].strip('“”"')
    if match["from"]:
        return Period(label, int(match["from"]), int(match["to"]))
    if match["year"]:
        return Period(label, int(match["year"]), int(match["year"]))
    if plan := match["plan"] or match["quoted"]:
        return _plan_period(label, plan, match["stage"], year)
    if year is None:
        return None
    if match["since"]:
        count = _count(match["n"] or match["m"])
        return Period(label, year - count, year - 1)
    if match["ahead"]:
        return Period(label, year, year + _count(match["k"]) - 1)
    meant = year + _SHIFTS.get(match["word"], -1 if past else 0)
    return Period(label, meant, meant)


def _plan_period(label: str, plan: str, stage: str | None, year: int | None) -> Period:
    first = PLANS[plan]
    if stage in ("末", "规划末", "规划期末"):
        return Period(label, first + 4, first + 4)
    if stage == "以来" and year is not None and first < year <= first + 5:
        return Period(label, first, year - 1)
    if stage and stage.startswith("前"):
        return Period(label, first, first + _count(stage[1]) - 1)
    return Period(label, first, first + 4)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _NUMERALS[word]


def plan_of(year: int) -> Period:
    """The five-year plan that a year falls into (since 1981 each begins with a year that ends in 1 or 6)."""
    first = year - (year - 1) % 5
    return Period(f"{first}—{first + 4}年", first, first + 4)


def is_local(text: str, word: TimeWord, start: int) -> bool:
    """Whether the word stands right before the number at ``start`` and governs it alone ("由2000年的44.77亿元")."""
    return word.end <= start <= word.end + 4 and _LOCAL.fullmatch(text, word.end, start) is not None


def section_periods(sections: Iterable[Section], year: int | None) -> dict[str, Period | None]:
    """The period of each section (by id): by its heading's words of time, else its parent's, else its kind."""
    periods: dict[str, Period | None] = {}
    parents: dict[str, Section] = {}
    for section in sections:
        parents[section.id] = section
        past = looks_back(section.kind)
        words = (
            time_words(section.heading, 0, len(section.heading), year, past=past) if len(section.heading) < 60 else []
        )
        parent = parents.get(section.parent) if section.parent else None
        if words:
            periods[section.id] = words[0].period
        elif parent is not None and looks_back(parent.kind) == past:
            periods[section.id] = periods[parent.id]
        else:
            periods[section.id] = _kind_period(section.kind, year)
    return periods


def looks_back(kind: str) -> bool:
    """Whether sections of this kind report what was done."""
    return kind not in ("goals", "tasks", "livelihood", "governance")


def _kind_period(kind: str, year: int | None) -> Period | None:
    if year is None:
        return None
    if kind == "multi_year_review":
        return Period("五年来", year - 5, year - 1)
    given = year - 1 if kind in ("opening", "review", "problems") else year
    return Period(f"{given}年", given, given)
