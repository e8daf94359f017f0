"""Kinds of sections: what a part of a report is about, by its heading and, where that is silent, by its words."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.chunker.model import Kind
from summarizer.chunker.problems import PROBLEM_TRIGGER
from summarizer.chunker.times import Time, times_in
from summarizer.chunker.titles import is_whole_title
from summarizer.chunker.words import has_words, word_class
from summarizer.expressions import expression
from summarizer.language.rules import Table

_GOALS_TITLE = expression(
    r".{0,16}(?:总体?要求|指导思想|(?:总体|工作|发展|基本)思路|(?:主要|预期|奋斗|发展|总体)目标|时代背景).{0,8}$"
)
_TASKS_TITLE = expression(r".{0,16}(?:重点|主要|战略|各项)(?:工作)?任务$")
_LIST_LEAD = expression(
    r"(?:实事|民生项目|民心工程|民心项目|好事|惠民工程|民生工程).{0,80}$|(?:办好|实施|抓好|推进|票决).{0,30}(?:实事|民心|民生项目|惠民)"
)
_TENSES = {"tense_past": 3, "tense_done": 1, "tense_plan": -2, "tense_will": -1}
"""Weights of words of the past and of plans: rounded log odds, counted in 934 sections of 51 reports (97 % right)."""
_TENSE = expression("|".join(f"(?P<{name}>{word_class(name).pattern})" for name in _TENSES))
_ANNOUNCED = expression(r"(?:今年|明年|新的?一年)[^。，]{0,24}(?:目标|要求|思路|任务)[^。，]{0,4}[是为][：:]")
_OPENING = 120
_PAST = frozenset({"review", "multi_year_review"})
_ITEMS = expression(r"(?:[一二三四五六七八九十]是|[①-⑳]|[（(]\d{1,2}[）)]|(?<!\d)\d{1,2}[.、．](?!\d))")


@dataclass(frozen=True, slots=True)
class MainPart:
    """A main part whose kind is asked for.

    ``text`` is the beginning of its text, ``year`` the one the report was given in; ``later_tasks`` says that a later
    part names tasks in its heading, so that one with goals and tasks in its own (总体要求和目标任务) is about goals.
    """

    heading: str
    text: str = ""
    year: int | None = None
    later_tasks: bool = False

    def has(self, name: str) -> bool:
        """Whether the heading has a word of the class."""
        return has_words(name, self.heading)

    @property
    def times(self) -> tuple[Time, ...]:
        """The times that the heading names."""
        return times_in(self.heading, self.year)

    @property
    def ahead(self) -> bool:
        """Whether the heading names the report's own year or a later time, and does not look back at it."""
        return any(time.ahead(self.year) for time in self.times) and not self.has("looks_back")

    @property
    def past(self) -> bool:
        """Whether all times that the heading names are over."""
        return bool(self.times) and all(time.past(self.year) for time in self.times)

    @property
    def several(self) -> bool:
        """Whether one of the times that the heading names is of several years."""
        return any(time.several for time in self.times)


@dataclass(frozen=True, slots=True)
class Item:
    """A subsection whose kind is asked for.

    ``own`` is its text, ``lead`` the paragraph before the list it belongs to; ``listed`` tells that it is an item of a
    list with Arabic numbers or 一是, not a chapter. ``turned`` is the kind of the time that the text has turned
    to, in a part that speaks of two; ``year`` is the one the report was given in.
    """

    heading: str
    parent: Kind
    own: str = ""
    lead: str = ""
    listed: bool = False
    turned: Kind | None = None
    year: int | None = None


PART: Table[MainPart, Kind] = Table("part")
"""The kind of a main part: by its heading's words, then the times it names, then the words of its text."""
ITEM: Table[Item, Kind] = Table("item")
"""The kind of a subsection: its parent's, unless its heading or the words before its list say otherwise."""


@PART.rule
def past_and_plan(part: MainPart) -> Kind | None:
    """A heading that looks back at one time and plans a later one is about the plan (“十四五”成就和“十五五”目标)."""
    times = part.times
    for earlier, later in pairwise(times):
        if has_words("review", part.heading[earlier.start : later.start]) and _follows(later, earlier, part.year):
            rest = part.heading[later.start :]
            if has_words("tasks", rest) or has_words("goals", rest):
                return kind_of_part(replace(part, heading=rest))[0]
    return None


@PART.rule
def admitted_problems(part: MainPart) -> Kind | None:
    """A heading such as 存在的困难和问题 announces problems."""
    return "problems" if part.has("problems") else None


@PART.rule
def achieved(part: MainPart) -> Kind | None:
    """A heading that says that something was achieved looks back (…取得新进展新成效, “十四五”圆满收官)."""
    at_end = re.compile(rf"(?:{word_class('achieved').pattern})$").search(part.heading)
    if at_end is None or part.ahead:
        return None
    return "multi_year_review" if part.several and part.past else "review"


@PART.rule
def government_itself(part: MainPart) -> Kind | None:
    """政府自身建设 is about the government, unless the heading is about a year's work of the government."""
    return "governance" if names_governance(part.heading) else None


@PART.rule
def public_benefit(part: MainPart) -> Kind | None:
    """民生实事 are lists of projects for the public benefit; how they were completed is a review."""
    return "livelihood" if part.has("livelihood") and not part.has("review") else None


@PART.rule
def last_words(part: MainPart) -> Kind | None:
    """A heading such as 结束语 marks the closing."""
    return "closing" if word_class("closing").fullmatch(part.heading) else None


@PART.rule
def look_back(part: MainPart) -> Kind | None:
    """回顾, 总结, …情况 look back, over several years where one of the times named has several."""
    if not part.has("review") or (part.ahead and (part.has("tasks") or part.has("goals"))):
        return None
    return "multi_year_review" if part.several else "review"


@PART.rule
def past_work(part: MainPart) -> Kind | None:
    """Work of a year that is over was done (2023年主要工作 in a report of 2024)."""
    years = [time for time in part.times if not time.plan]
    over = bool(years) and all(time.past(part.year) for time in years)
    return "review" if over and part.has("tasks") and not part.has("goals") else None


@PART.rule
def coming_plan(part: MainPart) -> Kind | None:
    """Aims or considerations for a time of several years to come, and for no single one, are goals."""
    times = part.times
    coming = bool(times) and all(time.several and time.ahead(part.year) for time in times)
    return "goals" if coming and part.has("goals") else None


@PART.rule
def aims(part: MainPart) -> Kind | None:
    """总体要求, 目标 are goals, also beside tasks where a later part has the tasks."""
    if not part.has("goals"):
        return None
    beside = part.has("tasks") and (not part.later_tasks or part.has("work"))
    return None if beside else "goals"


@PART.rule
def work_ahead(part: MainPart) -> Kind | None:
    """任务, 安排, 重点 are tasks."""
    return "tasks" if part.has("tasks") or part.has("goals") else None


@PART.rule
def past_time(part: MainPart) -> Kind | None:
    """A heading that names only times that are over looks back."""
    if not part.past:
        return None
    return "multi_year_review" if part.several else "review"


@PART.rule
def coming_time(part: MainPart) -> Kind | None:
    """A heading that names the report's own year plans it (奋进2031); one that names only years to come has aims."""
    if not part.ahead:
        return None
    return "goals" if all(time.several for time in part.times) else "tasks"


@PART.rule
def announced(part: MainPart) -> Kind | None:
    """Where the heading is silent, aims of this year that the text opens with are a plan (今年的主要预期目标是…)."""
    return "tasks" if _ANNOUNCED.search(part.text[:_OPENING]) else None


@PART.rule
def tense(part: MainPart) -> Kind | None:
    """Where the heading is silent, the words of the text tell whether it looks back or ahead."""
    return kind_of_text(part.text)


def kind_of_part(part: MainPart) -> tuple[Kind, str]:
    """The kind of a main part and the rule that gave it."""
    return PART.decide(part) or ("other", "")


def _follows(later: Time, earlier: Time, year: int | None) -> bool:
    """Whether a time comes after another and is not over in the report's year."""
    if later.first is None or earlier.first is None:
        return False
    return later.first > earlier.first and not later.past(year)


def kind_of_text(text: str) -> Kind:
    """``review`` or ``tasks``, whichever the words of a text without telling heading suggest."""
    score = sum(_TENSES[str(match.lastgroup)] for match in _TENSE.finditer(text))
    return "review" if score > -3 else "tasks"


def names_tasks(heading: str) -> bool:
    """Whether a heading promises tasks: work to be done, not only aims."""
    return has_words("tasks", heading) and not has_words("review", heading) and not has_words("governance", heading)


def names_plans(heading: str, year: int | None) -> bool:
    """Whether a heading promises tasks or aims, or names the report's own ``year`` without looking back."""
    aims = has_words("goals", heading) and not has_words("review", heading)
    return names_tasks(heading) or aims or MainPart(heading, year=year).ahead


def names_governance(heading: str) -> bool:
    """Whether a heading is about the government itself."""
    return has_words("governance", heading) and not has_words("governments_work", heading)


@ITEM.rule
def of_its_parent(item: Item) -> Kind | None:
    """A section inside a project list, glossary, closing, or part on government or problems takes its parent's kind."""
    return item.parent if item.parent in ("livelihood", "glossary", "closing", "governance", "problems") else None


@ITEM.rule
def admitted(item: Item) -> Kind | None:
    """A heading that names problems, or a sentence that introduces a list of them, makes a section of problems."""
    led = item.listed and item.lead.endswith(("：", ":")) and PROBLEM_TRIGGER.search(item.lead)
    return "problems" if led or has_words("problems", item.heading) else None


@ITEM.rule
def own_time(item: Item) -> Kind | None:
    """A chapter that looks back at a time among plans, or plans one among reviews, has the kind that its title says."""
    if not is_whole_title(item.heading):
        return None
    kind, _ = kind_of_part(MainPart(item.heading, year=item.year))
    return kind if (kind in _PAST) != (item.parent in _PAST) else None


@ITEM.rule
def year_among_several(item: Item) -> Kind | None:
    """A chapter on the past year's work is a review of one year, also among several (2030年工作情况)."""
    named = has_words("year_named", item.heading) and has_words("years_work", item.heading)
    return "review" if named and item.parent in _PAST else None


@ITEM.rule
def of_its_time(item: Item) -> Kind | None:
    """In a part of two times, a chapter is about the one that the text has turned to."""
    if item.turned in _PAST:
        return item.turned
    return None if item.parent in _PAST else item.turned


@ITEM.rule
def in_a_review(item: Item) -> Kind | None:
    """A section inside a review looks back."""
    return item.parent if item.parent in _PAST else None


@ITEM.rule
def led_in_as_benefit(item: Item) -> Kind | None:
    """Items introduced by a sentence on 民生实事 belong to that list of projects."""
    return "livelihood" if item.listed and _LIST_LEAD.search(item.lead[-160:]) else None


@ITEM.rule
def benefit_chapter(item: Item) -> Kind | None:
    """A chapter whose heading names 民生实事 and that holds a list is the list of projects."""
    return "livelihood" if has_words("livelihood", item.heading) and len(_ITEMS.findall(item.own)) >= 3 else None


@ITEM.rule
def government_chapter(item: Item) -> Kind | None:
    """The government's own chapter among tasks is governance; 数字政府 and 营商环境 are services."""
    itself = has_words("governance", item.heading) and not has_words("services", item.heading)
    return "governance" if itself and item.parent == "tasks" else None


@ITEM.rule
def aims_chapter(item: Item) -> Kind | None:
    """A chapter of tasks whose heading names requirements or aims holds goals."""
    return "goals" if item.parent == "tasks" and _GOALS_TITLE.match(item.heading) else None


@ITEM.rule
def tasks_chapter(item: Item) -> Kind | None:
    """A chapter of goals whose heading names tasks holds tasks."""
    return "tasks" if item.parent == "goals" and _TASKS_TITLE.match(item.heading) else None


@ITEM.rule
def inherited(item: Item) -> Kind | None:
    """A chapter whose heading says nothing else takes its part's kind."""
    return item.parent


def kind_of_item(item: Item) -> tuple[Kind, str]:
    """The kind of a subsection and the rule that gave it."""
    return ITEM.decide(item) or (item.parent, "")
