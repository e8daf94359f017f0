"""Titles: lines that name a main part or a chapter without a number before them, and titles glued to their text."""

from typing import Literal

from summarizer.chunker.annexes import is_annex_title
from summarizer.chunker.words import word_class
from summarizer.expressions import expression
from summarizer.language.rules import Table

Rank = Literal["part", "chapter"]
TITLE: Table[str, Rank] = Table("title")
"""Whether a line of its own titles a main part or a chapter below one; no answer for a line of text."""

_YEAR = r"(?:(?:19|20|[１２][９０])[0-9０-９]{2}[ 　]*年?|二[〇○Ｏ零][一二三四五六七八九〇○Ｏ零]{2}年)"
_TIME = rf"(?:{_YEAR}|“?十[一二三四五六]五”?|{word_class('title_times').pattern})"
_NOUN = word_class("part_nouns").pattern
_CLOSING_NOUN = word_class("closing_nouns").pattern
_MODIFIER = word_class("noun_modifiers").pattern
_CN = "[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:{_CN}、|[（(]{_CN}[）)]|第{_CN}部分[：:、 ]?)"
_WORDS = "[^，。；：！？!?;:,是]"

_TIMES_WORK = expression(rf"(?:关于|对|做好)?{_TIME}.{{0,24}}(?:{_NOUN})|(?:过去的?一年|新的?一年)$")
_TURN_TO = expression(rf"(?:{word_class('turning_verbs').pattern})[ 　]*(?:{_YEAR}|过去|“十|新的?一年|今年|去年)")
_GOVERNMENT = expression(
    r".{0,16}(?:自身建设|政府建设|(?:满意|有为|服务型|法治|廉洁|效能|效能型|人民)的?.{0,5}政府).{0,18}$"
)
_SUBJECT = expression(rf"[^，。]{{0,10}}(?:{word_class('subjects').pattern})[^，。]{{0,12}}$")
_CONCLUSION = expression(
    rf"(?:{_YEAR}|“十[一二三四五六]五”)(?![\d年]|[ 　]?[-—~至、和与底末初前上下以]).{{6,}}[^。；！？!?;：:，,]$"
)
_FIGURE = expression(r"\d[\d.]*(?:[%％]|[万亿]|个|家|公里|[元吨亩人])")
_NUMBERED_TIME = expression(rf"{_NUMBER}(?:关于|做好)?{_TIME}")
_BARE_TIME = expression(rf"{_NUMBER}?(?:关于|做好)?{_TIME}")
_FIRST_NOUN = expression(rf"(?:(?!的){_WORDS}){{0,16}}?(?:{_CLOSING_NOUN})")
_NEXT_NOUN = expression(rf"(?:(?:以及|[和与及、]){_WORDS}{{0,10}}?)?(?:{_MODIFIER}){{0,2}}(?:{_CLOSING_NOUN})")
_TEXT_AFTER = expression(r"[\u4e00-\u9fff\d“](?<![是的为和与及中方上下等了会，、])[^。]{4,}。")
_KNOWN_AFTER = expression(
    rf"{_NUMBER}.{{2,24}}?(?:回顾|总结|情况|安排|任务|重点工作|总体要求|主要目标|自身建设)"
    r"(?=(?:20\d\d年[，,是既]|今年[，,是]|过去[的一]|刚刚过去|各位代表|一年来|五年来|做好今年|我们)[^。]{4,}。)"
)
_LONGEST_TITLE = 40
_LONGEST_SUBJECT = 24
_LONGEST_WHOLE = 30


@TITLE.rule
def other_title(line: str) -> Rank | None:
    """The title of an annex, usually a glossary, is on the level of the main parts."""
    return "part" if is_annex_title(line) else None


@TITLE.rule
def times_work(line: str) -> Rank | None:
    """A time and what is said of it, a review or tasks, title a main part (2031年工作安排)."""
    return "part" if _TIMES_WORK.match(line) else None


@TITLE.rule
def turn_to(line: str) -> Rank | None:
    """A verb that looks back at a time or ahead to one titles a main part (展望2031：重任在肩)."""
    return "part" if _TURN_TO.match(line) else None


@TITLE.rule
def government(line: str) -> Rank | None:
    """政府自身建设 and similar headings title a main part."""
    return "part" if _GOVERNMENT.match(line) else None


@TITLE.rule
def conclusion(line: str) -> Rank | None:
    """A line that sums up a whole year, past or coming, titles a main part (2031年全县上下乘势而上)."""
    return "part" if _CONCLUSION.match(line) and not _FIGURE.search(line) else None


@TITLE.rule
def subject(line: str) -> Rank | None:
    """总体要求, 民生实事 and the like title a chapter."""
    return "chapter" if len(line) <= _LONGEST_SUBJECT and _SUBJECT.match(line) else None


def title_rank(line: str) -> tuple[Rank, str] | None:
    """Whether a line, clean of markup, titles a part or a chapter, and the rule that says so; None for other lines."""
    return TITLE.decide(line) if len(line) <= _LONGEST_TITLE and "工作报告" not in line else None


def is_part_title(text: str) -> bool:
    """Whether a heading begins like the title of a main part: a year's review or tasks, or the government itself."""
    return any(pattern.match(text) for pattern in (_TIMES_WORK, _TURN_TO, _GOVERNMENT))


def stands_with_parts(text: str) -> bool:
    """Whether a heading without a number is on the level of the main parts."""
    answer = TITLE.decide(text)
    return answer is not None and answer[0] == "part"


def is_whole_title(line: str) -> bool:
    """Whether a line is a main part's title from its first word to its last: 2031年工作安排, no more."""
    if len(line) > _LONGEST_WHOLE or (time := _BARE_TIME.match(line)) is None:
        return False
    return _nouns_end(line, time.end(), len(line)) == len(line)


def glued_title_end(text: str, start: int, end: int) -> int | None:
    """Where the numbered title ends that text follows without a break; None if the line begins with no such title.

    一、2031年工作回顾地区生产总值增长6.1%。 has its title's end after 回顾.
    """
    if (time := _NUMBERED_TIME.match(text, start, end)) is not None:
        stop = _nouns_end(text, time.end(), min(end, start + _LONGEST_TITLE))
        if stop is not None and _TEXT_AFTER.match(text, stop, end):
            return stop
    known = _KNOWN_AFTER.match(text, start, end)
    return None if known is None else known.end()


def _nouns_end(text: str, start: int, end: int) -> int | None:
    """Where the nouns end that may close a title, one after the other or joined by 和; None if there are none."""
    found = _FIRST_NOUN.match(text, start, end)
    stop = None if found is None else found.end()
    while stop is not None and (following := _NEXT_NOUN.match(text, stop, end)) is not None:
        stop = following.end()
    return stop
