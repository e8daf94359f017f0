"""Words of time and the years they mean: 2025年, 五年来, “十四五”时期, 今年, 到2030年."""

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from summarizer.expressions import expression
from summarizer.language import numerals
from summarizer.language.year_parts import PART

TimeKind: TypeAlias = Literal["year", "range", "plan", "counted", "ahead", "told", "part"]
"""How a time is named: one year by its number; a range of them; a five-year plan; years counted back from the report
(五年来) or ahead of it (今后五年); by a word that only the report's year gives a meaning (今年, 过去一年); or by a part
of a year that is named without it (一季度)."""

#: First year of each five-year plan, "六五" 1981–1985 and every five years since (outlines adopted by the National
#: People's Congress).
PLANS: Final = {"六五": 1981, "七五": 1986, "八五": 1991, "九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011,
                "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}  # fmt: skip

_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SHIFTS: Final = {
    "今年": 0, "本年": 0, "明年": 1, "去年": -1, "上年": -1, "过去一年": -1, "过去的一年": -1, "一年来": -1, "前年": -2,
}  # fmt: skip
"""How far from the report's year a word is; 全年 and 年内 are the year that the text is about."""

#: The lookahead names the characters that all this can begin with: most places are done with at once.
_TIME: Final = expression(
    r"(?=[\d“\"两二三四五六七八九十一过近这前后今未本年去上下明全第的首])(?:"
    r"(?P<from>(?:19|20)\d\d)年?(?:[-—~－]+|至|到)(?P<to>(?:19|20)\d\d)年"
    r"|(?P<year>(?:19|20)\d\d|二[〇零][〇零一二三四五六七八九]{2})年"
    rf"(?:底|末|初|度|全年|{PART}|\d{{1,2}}月(?:底|末)?)?"
    r"|[“\"]?(?P<plan>十[一二三四五六]五|[六七八九十]五)[”\"]?"
    r"(?P<stage>前[两三四]年|时期|期间|以来|规划期末|规划末|末|[规计]划目标(?!任务))"
    r"|[“\"](?P<quoted>十[一二三四五六]五|[六七八九十]五)[”\"](?=[,:及和])"
    r"|(?P<since>(?:过去|近|这|前)?(?P<n>[两二三四五六七八九十]|\d{1,2})(?:年来|年间|年累计|年平均|年年均)"
    r"|(?:过去的?|近|这(?=五))(?P<m>[两二三四五六七八九十]|\d{1,2})年|的(?P<these>五)年(?=[。,;!]|$))"
    r"|(?P<ago>[两二三四五六七八九十]|\d{1,2})年前(?=的?(?:约|近)?\d)"
    r"|(?P<ahead>(?:今后|未来)(?P<k>[两二三四五]|\d)年)"
    r"|(?P<word>(?<!至)今年|本年(?!均)|年内|去年|(?<!以)上年(?!龄|纪)|前年|明年|过去的?一年|一年来|全年)"
    rf"(?:{PART})?|(?P<part>(?<!年)(?:{PART})))"
)
#: A plan as headings name it, with or without a word for its stage: “十四五”发展主要成绩, 第十五个五年规划.
_PLAN_NAMED: Final = expression(
    r"[“\"](?P<plan>十[一二三四五六]五|[六七八九十]五)[”\"]|第(?P<count>[六七八九十]|十[一二三四五六])个五年[规计]划"
)
#: What makes a time that follows the base of a comparison: 比去年, 高于上年, 较2020年.
_COMPARED: Final = expression(
    r"(?:比|较|相比|同比|恢复到|相当于|同|与|恢复至|以|为|是|[高低快慢好优多少大小]于)[“\"]?$"
)
#: An amount of that time: it is no mere base, for its number is told (比2020年的320亿元增加).
_AMOUNT_THEN: Final = expression(r"(?:底|末|初)?的(?:约|近)?\d[\d.]*(?![\d.]|倍|%|‰|成|个?百分点)")
_RECORD: Final = expression(r"(?:来|以来)?的?(?:首次|最|历史|罕见|未有|新高|少有|[\u4e00-\u9fff]{0,2}之最)")


@dataclass(frozen=True, slots=True)
class Period:
    """The time a number is about; ``start`` and ``end`` are years, equal for one year, None when unknown."""

    label: str
    start: int | None
    end: int | None

    @property
    def several(self) -> bool:
        """Whether it has more than one year."""
        return self.start != self.end


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word of time, ``text[start:end]``, with the period it means and how it tells it."""

    start: int
    end: int
    period: Period
    kind: TimeKind


def time_words(text: str, start: int, end: int, year: int | None, *, past: bool) -> list[TimeWord]:
    """The words of time in ``text[start:end]`` (folded), without those that are only a base of comparison.

    ``year`` is the year the report was given in, ``past`` whether the text looks back: "五年来" counts back from the
    year before, "全年" and "年内" are the year before.
    """
    found: list[TimeWord] = []
    if all(text.find(sign, start, end) < 0 for sign in "年五季月"):
        return found
    for match in _TIME.finditer(text, start, end):
        compared = _COMPARED.search(text, max(start, match.start() - 4), match.start()) is not None
        if compared and match["word"] != "全年" and not _AMOUNT_THEN.match(text, match.end(), end):
            continue
        if (match["since"] or match["year"]) and _RECORD.match(text, match.end(), end):
            continue
        part = match["part"] is not None
        if (word := _part_word(match, found, year, past) if part else _time_word(match, year, past)) is not None:
            found.append(word)
    return found


def named_times(heading: str, year: int | None, *, past: bool) -> list[TimeWord]:
    """The words of time of a heading, in order, plans named without a word for their stage among them."""
    found = [word for word in time_words(heading, 0, len(heading), year, past=past) if word.kind != "part"]
    taken = [(word.start, word.end) for word in found]
    for match in _PLAN_NAMED.finditer(heading):
        if not any(start <= match.start() < end for start, end in taken):
            period = _plan_period(match[0].strip('“”"'), match["plan"] or match["count"] + "五", None, year)
            found.append(TimeWord(*match.span(), period, "plan"))
    return sorted(found, key=lambda word: word.start)


def named_periods(heading: str, year: int | None, *, past: bool) -> list[Period]:
    """The periods that a heading names, in order, each once: "2025年和“十四五”时期工作回顾" names two."""
    unique: dict[tuple[int | None, int | None], Period] = {}
    for word in named_times(heading, year, past=past):
        unique.setdefault((word.period.start, word.period.end), word.period)
    return list(unique.values())


def plan_of(year: int) -> Period:
    """The five-year plan that a year falls into (since 1981 each begins with a year that ends in 1 or 6)."""
    first = year - (year - 1) % 5
    return Period(f"{first}—{first + 4}年", first, first + 4)


def _time_word(match: re.Match[str], year: int | None, past: bool) -> TimeWord | None:
    start, end = match.span()
    label = match[0].strip('“”"')
    if match["from"]:
        return TimeWord(start, end, Period(label, int(match["from"]), int(match["to"])), "range")
    if match["year"]:
        told = int(match["year"].translate(_DIGITS))
        return TimeWord(start, end, Period(label, told, told), "year")
    if plan := match["plan"] or match["quoted"]:
        return TimeWord(start, end, _plan_period(label, plan, match["stage"], year), "plan")
    if year is None:
        return None
    if match["since"]:
        count = numerals.count(match["n"] or match["m"] or match["these"])
        return TimeWord(start, end, Period(label.removeprefix("的"), year - count, year - 1), "counted")
    if match["ago"]:
        meant = year - 1 - numerals.count(match["ago"])
        return TimeWord(start, end, Period(label, meant, meant), "told")
    if match["ahead"]:
        return TimeWord(start, end, Period(label, year, year + numerals.count(match["k"]) - 1), "ahead")
    meant = year + _SHIFTS.get(match["word"], -1 if past else 0)
    return TimeWord(start, end, Period(label, meant, meant), "told")


def _part_word(match: re.Match[str], before: list[TimeWord], year: int | None, past: bool) -> TimeWord | None:
    """A part of the single year named last before it, unless that is to come, else of the year that the text tells."""
    named = before[-1].period if before else None
    if named is not None and named.end is not None and not named.several and named.end <= (year or named.end):
        meant = named.end
    elif year is not None:
        meant = year - 1 if past else year
    else:
        return None
    return TimeWord(*match.span(), Period(match[0], meant, meant), "part")


def _plan_period(label: str, plan: str, stage: str | None, year: int | None) -> Period:
    first = PLANS[plan]
    if stage in ("末", "规划末", "规划期末"):
        return Period(label, first + 4, first + 4)
    if stage == "以来" and year is not None and first < year <= first + 5:
        return Period(label, first, year - 1)
    if stage and stage.startswith("前"):
        return Period(label, first, first + numerals.count(stage[1]) - 1)
    return Period(label, first, first + 4)
