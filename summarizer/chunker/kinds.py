"""Kinds of sections: what a part of a report is about, by its heading and, where that is silent, by its words."""

import re

from summarizer.chunker.model import Extent, Kind, Section
from summarizer.chunker.sentences import paragraph_extents, sentence_extents
from summarizer.documents import View

_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_NAMED = re.compile(r"(?:19|20)\d\d|过去一年|去年")
_YEARS_WORK = re.compile("工作|回顾")
_LOOKS_BACK = re.compile("回顾|回望|回首|总结")
_REVIEW = re.compile(
    r"回顾|回望|回首|总结|(?:过去|刚刚过去|即将过去|去年|上年)的?(?:一年)?.{0,6}(?:工作|主要|成绩|成就|情况)|(?:工作|完成|开展|落实|执行)情况|主要成绩"
)
_ACHIEVED = re.compile(r"(?:取得|迈出|交出|跃上|迈上).{0,14}(?:进展|成效|成就|成果|突破|步伐|答卷|台阶)$")
_YEARS = re.compile(
    r"(?:过去|近|前|上届).{0,2}[三四五]年|[三四五]年来|[三四五]年工作|本届政府|上届政府|“?十[一二三四五六]?五”?(?:时期|期间|规划)?.{0,12}"
    r"(?:回顾|总结|成就|成绩|(?:发展|实施|执行|完成)情况)|(?:19|20)\d\d年?[—-](?:19|20)\d\d年.{0,8}(?:回顾|总结)"
)
_TASKS = re.compile(
    r"任务|安排|重点|部署|打算|下一步|举措|抓好|做好|主要工作|工作计划|工作要点|关于.{0,6}年.{0,4}工作|全力打造|奋力"
)
_WORK = re.compile(r"(?<!战略)重点|主要工作|工作安排|部署")
_GOALS = re.compile(r"总体?要求|指导思想|(?:总体|工作|发展|基本)思路|目标|政策取向|战略定位|形势")
_GOALS_TITLE = re.compile(
    r".{0,12}(?:总体?要求|指导思想|(?:总体|工作|发展|基本)思路|(?:主要|预期|奋斗|发展|总体)目标).{0,8}$"
)
_GOVERNANCE = re.compile(
    r"自身建设|政府(?:系统)?建设|(?:满意|服务型|服务|法治|有为|廉洁|廉政|效能|效能型|创新型?|高效|务实|阳光|现代)的?.{0,3}政府"
    r"|政府(?:自身|治理|效能|工作效能|管理|精细化管理|职能|履职|服务|执行力|公信力).{0,10}(?:水平|能力|效能|管理|现代化|提升|转变|“硬实力”)?"
    r"|(?:行政|政府)(?:效能|效率)|依法行政|廉洁从政|从严治[党政]|转变.{0,4}职能"
)
_GOVERNMENTS_WORK = re.compile("政府工作|回顾|任务|安排|目标|思路|打算|五年")
_OF_SERVICES = re.compile("数字政府|营商环境")
"""What a government does for others, for all that its name stands in the heading."""
_PROBLEMS = re.compile(
    r"(?:存在|面临|突出|主要).{0,6}(?:困难|问题|不足|短板|挑战|差距)|(?:困难|问题|不足)(?:和|与|及)(?:困难|问题|不足|挑战)"
)
_LIVELIHOOD = re.compile(
    r"民生(?:微)?实事|实事(?:项目|工程|清单)|为民(?:办)?实事|[十\d]+件?.{0,4}实事|民心(?:工程|项目)清单"
)
_LIST_LEAD = re.compile(
    r"(?:实事|民生项目|民心工程|民心项目|好事|惠民工程|民生工程).{0,80}$|(?:办好|实施|抓好|推进|票决).{0,30}(?:实事|民心|民生项目|惠民)"
)
_TENSE = re.compile(
    "(?P<past>获批|首个|首次|同比|列全|居全|过去|成功|位居|明显|入选|显著|一年来|荣获|获评|圆满|累计|实现了)"
    "|(?P<done>了|启用|办结|得到|取得|有力|举办|出台|率先|年均|全面完成|通车|提高到|增长|创成|投产|建成|完成)"
    "|(?P<plan>力争|今年|年内|鼓励|确保|引导|用好|探索|做好|办好|抓好)"
    "|(?P<will>健全|不少于|发挥|打造|构建|推动|力度|强化|着力|完善|积极|继续|促进|将|支持|加强)"
)
_TENSES = {"past": 3, "done": 1, "plan": -2, "will": -1}
"""Weights of words of the past and of plans: rounded log odds, counted in 934 sections of 51 reports (97 % right)."""
_ITEMS = re.compile(r"(?:[一二三四五六七八九十]是|[①-⑳]|[（(]\d{1,2}[）)]|(?<!\d)\d{1,2}[.、．](?!\d))")

_TROUBLE = r"(?:问题|困难|挑战|不足|短板|差距|矛盾|弱项|薄弱环节|风险|压力)"
_PROBLEM_TRIGGER = re.compile(
    rf"(?:清醒|清楚|深刻|充分|深知)?地?(?:看到|认识到|意识到|感到|知道|清醒|深知)[^。]{{0,60}}{_TROUBLE}"
    rf"|(?:存在|面临)(?:着|的|诸多|不少|许多|一些|较多|很多|亟待解决)[^。，]{{0,12}}{_TROUBLE}"
    rf"|{_TROUBLE}[^。，；]{{0,12}}(?:仍然|依然|还|比较)(?:较多|突出|存在|不少)"
    rf"|{_TROUBLE}[^。]{{0,20}}主要(?:表现在|体现在|有|是|为)[：:，,]"
    r"|(?:清醒|清楚)地?(?:看到|认识到)"
)
_PROBLEM_END = re.compile(
    r"对(?:于)?(?:上述|这些|以上|此类).{0,12}(?:问题|困难|矛盾|不足|挑战|短板)[^。]{0,40}(?:解决|破解|改进|应对|克服)"
)
_PROBLEM_OPENING = re.compile(
    r"[ 　]*(?:各位代表[，,！!])?"
    r"(?:在?(?:充分)?(?:肯定|总结|看到|取得)(?:这些)?成绩|同时|当然|但|我们|对标|思危|回顾|知|当前)"
)
_PROBLEM_SENTENCE = re.compile("同时|清醒|还存在|也存在|仍存在|仍面临|还面临|主要是")
_CARRIED_ON = re.compile(
    r"[ 　]*(?:[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.]|——|其[一二三四])"
)
_WITH_PROBLEMS = frozenset({"review", "multi_year_review", "problems", "opening", "other"})


def kind_of_part(heading: str, text: str, year: int | None, *, later_tasks: bool) -> Kind:
    """The kind of a main part: by its heading's words, then the years it names, then the words of its ``text``.

    ``year`` is the one the report was given in; ``later_tasks`` says that a later part names tasks in its heading, so
    that one with goals and tasks in its own heading (总体要求和目标任务) is about goals.
    """
    if _PROBLEMS.search(heading):
        return "problems"
    tasks, goals = _TASKS.search(heading), _GOALS.search(heading)
    ahead = _names_plan(heading, year)
    if _ACHIEVED.search(heading) and not ahead:
        return "review"
    if names_governance(heading):
        return "governance"
    if _LIVELIHOOD.search(heading) and not _REVIEW.search(heading):
        return "livelihood"
    if heading in ("结束语", "结语"):
        return "closing"
    if (_REVIEW.search(heading) and not (tasks and ahead)) or (_YEARS.search(heading) and not tasks and not goals):
        return "multi_year_review" if _YEARS.search(heading) else "review"
    if tasks and not goals and _names_past(heading, year):
        return "review"
    if goals and (not tasks or (later_tasks and not _WORK.search(heading))):
        return "goals"
    if tasks or goals:
        return "tasks"
    if _names_past(heading, year):
        return "review"
    return "tasks" if ahead else kind_of_text(text)


def kind_of_text(text: str) -> Kind:
    """``review`` or ``tasks``, whichever the words of a text without telling heading suggest."""
    score = sum(_TENSES[str(match.lastgroup)] for match in _TENSE.finditer(text))
    return "review" if score > -3 else "tasks"


def names_tasks(heading: str) -> bool:
    """Whether a heading promises tasks: work to be done, not only aims."""
    return _TASKS.search(heading) is not None and not _REVIEW.search(heading) and not _GOVERNANCE.search(heading)


def names_plans(heading: str, year: int | None) -> bool:
    """Whether a heading promises tasks or aims, or names the report's own ``year`` without looking back."""
    aims = _GOALS.search(heading) is not None and not _REVIEW.search(heading)
    return names_tasks(heading) or aims or _names_plan(heading, year)


def names_governance(heading: str) -> bool:
    """Whether a heading is about the government itself."""
    return _GOVERNANCE.search(heading) is not None and not _names_work(heading)


def kind_of_item(heading: str, parent: Kind, own: str, lead: str, *, listed: bool) -> Kind:
    """The kind of a subsection: its parent's, unless its heading or the words before its list say otherwise.

    ``own`` is its text, ``lead`` the paragraph before the list it belongs to; ``listed`` tells that it is an item of a
    list with Arabic numbers or 一是, not a chapter.
    """
    if parent in ("livelihood", "glossary", "closing", "governance", "problems"):
        return parent
    if _PROBLEMS.search(heading) or (listed and lead.endswith(("：", ":")) and _PROBLEM_TRIGGER.search(lead)):
        return "problems"
    if parent in ("review", "multi_year_review"):
        return "review" if _YEAR_NAMED.search(heading) and _YEARS_WORK.search(heading) else parent
    if listed and _LIST_LEAD.search(lead[-160:]):
        return "livelihood"
    if _LIVELIHOOD.search(heading) and len(_ITEMS.findall(own)) >= 3:
        return "livelihood"
    if _GOVERNANCE.search(heading) and parent == "tasks" and not _OF_SERVICES.search(heading):
        return "governance"
    if parent == "tasks" and _GOALS_TITLE.match(heading):
        return "goals"
    return parent


def problem_extents(view: View, section: Section) -> list[Extent]:
    """The passages of a section's own text that name problems and difficulties, as extents in ``view.text``.

    A passage runs from the sentence that admits them (我们也清醒认识到，…还存在不少困难和问题) to the end of its
    paragraph, and over the following paragraphs that list them (一是…). Sections of plans and aims have none; a section
    of kind ``problems`` without such a sentence is one passage.
    """
    start, end = section.own
    if section.kind not in _WITH_PROBLEMS:
        return []
    found: list[Extent] = []
    position = start
    for paragraph in paragraph_extents(view.text, start, end):
        if found and found[-1][1] == position and _CARRIED_ON.match(view.text, *paragraph):
            found[-1] = (found[-1][0], paragraph[1])
        elif (begin := _problem_start(view.text, paragraph)) is not None:
            found.append((begin, paragraph[1]))
        position = paragraph[1]
    if not found and section.kind == "problems" and view.text[start:end].strip():
        return [(start, end)]
    return found


def _problem_start(text: str, paragraph: Extent) -> int | None:
    match = _PROBLEM_TRIGGER.search(text, *paragraph)
    if match is None:
        return paragraph[0] if _PROBLEM_END.search(text, *paragraph) else None
    head = text[paragraph[0] : paragraph[0] + 200]
    if match.start() - paragraph[0] < 150 and _PROBLEM_OPENING.match(head):
        return paragraph[0]
    for start, end in sentence_extents(text, *paragraph):
        if end > match.start():
            return start if _PROBLEM_SENTENCE.search(text, start, end) else None
    return None


def _names_work(heading: str) -> bool:
    """Whether a heading that touches on government is about a year's work all the same ("2031年政府工作任务")."""
    return _GOVERNMENTS_WORK.search(heading) is not None


def _names_past(heading: str, year: int | None) -> bool:
    """Whether a heading names only years before the report's own ("2023年主要工作" in a report of 2024)."""
    years = [int(found) for found in _YEAR.findall(heading)]
    return bool(years) and year is not None and max(years) < year


def _names_plan(heading: str, year: int | None) -> bool:
    """Whether a heading looks ahead: it names the report's own year or a later one, and no review of it."""
    years = [int(found) for found in _YEAR.findall(heading)]
    return bool(years) and year is not None and max(years) >= year and not _LOOKS_BACK.search(heading)
