"""Kinds of sections, and the passages that name problems."""

import pytest

from summarizer.chunker import Kind, Region, Report, outline, problem_extents
from summarizer.documents import Document, View, build_view

PAST = "全年地区生产总值增长6.1%，新增高新技术企业12家，荣获全省先进，城镇居民收入同比增长5.2%，成效明显。\n"
PLAN = "我们将坚持项目为王，力争完成投资20亿元以上，加快建设云河港，着力改善民生，确保年内通车，继续努力。\n"
TROUBLE = "同时，我们也清醒地认识到，发展中还存在不少困难和问题：产业层次不高，财力薄弱。我们将认真解决。\n"
CLOSING = "各位代表！实干成就未来。让我们更加紧密地团结起来，为建设富强云河而努力奋斗！\n"


def read(text: str, year: int | None = 2031) -> tuple[View, Report]:
    view = build_view(Document("云河县.txt", text))
    place = Region(None, None, None)
    return view, Report("云河县政府工作报告", place, year, None, None, "whole", (0, len(view.text)), 0)


def kinds(text: str, year: int | None = 2031) -> dict[str, Kind]:
    """Kinds by heading; of sections without one, by the first four characters of their own text."""
    view, report = read(text, year)
    return {s.heading or view.text[s.own[0] : s.own[0] + 4]: s.kind for s in outline(view, report)}


def problems(text: str) -> list[str]:
    view, report = read(text)
    return [view.text[slice(*extent)] for section in outline(view, report) for extent in problem_extents(view, section)]


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("2030年工作回顾", PAST, "review"),
        ("过去一年工作回顾", PAST, "review"),
        ("2031年工作回顾", PAST, "review"),
        ("回望2030，我们在砥砺奋进中交出云河答卷", PAST, "review"),
        ("坚持以新思想为指导，云河建设取得新进展新成效", PAST, "review"),
        ("过去五年工作回顾", PAST, "multi_year_review"),
        ("“十五五”时期和2030年工作回顾", PAST, "multi_year_review"),
        ("本届政府工作总结", PAST, "multi_year_review"),
        ("2031年工作安排", PLAN, "tasks"),
        ("关于2031年工作", PLAN, "tasks"),
        ("2031年目标任务和重点工作", PLAN, "tasks"),
        ("奋进2031，全力打造美丽云河", PLAN, "tasks"),
        ("坚持高质量发展，全力以赴做好2031年各项工作", PLAN, "tasks"),
        ("2031年经济社会发展总体要求和主要目标", PLAN, "goals"),
        ("今后五年的指导思想和奋斗目标", PLAN, "goals"),
        ("全面加强政府自身建设", PLAN, "governance"),
        ("努力建设人民满意的服务型政府", PLAN, "governance"),
        ("全面提升政府治理现代化水平", PLAN, "governance"),
        ("存在的主要困难和问题", TROUBLE, "problems"),
        ("二〇三〇年工作完成情况", PAST, "review"),
        ("对今年政府工作的建议", PLAN, "tasks"),
        ("2031年民生实事", PLAN, "livelihood"),
        ("2030年民生实事完成情况", PAST, "review"),
        ("2031年政府自身建设", PLAN, "governance"),
        ("2030年和“十五五”时期工作回顾", PAST, "multi_year_review"),
        ("民生实事项目", PLAN, "livelihood"),
        ("奏响时代强音", PAST, "review"),
        ("奏响时代强音", PLAN, "tasks"),
    ],
)
def test_a_main_parts_kind(heading: str, text: str, kind: Kind) -> None:
    """A part's kind comes from its heading's words, then its years, and where both are silent from its text."""
    assert kinds(f"一、{heading}\n{text}二、其他\n{text}")[heading] == kind


def test_aims_and_tasks_in_one_title() -> None:
    """总体要求和目标任务 is about goals where a later part has the tasks, else about tasks."""
    title = "2031年总体要求和目标任务"
    assert kinds(f"一、2030年工作回顾\n{PAST}二、{title}\n{PLAN}三、2031年重点工作\n{PLAN}")[title] == "goals"
    assert kinds(f"一、2030年工作回顾\n{PAST}二、{title}\n{PLAN}三、加强政府建设\n{PLAN}")[title] == "tasks"


def test_subsections_inherit_unless_their_heading_says_otherwise() -> None:
    """The government's own chapter among tasks is governance; among achievements it stays a review."""
    found = kinds(
        f"一、2030年工作回顾\n{PAST}（一）产业提质。{PAST}（二）政府自身建设全面加强。{PAST}"
        f"二、2031年工作安排\n{PLAN}（一）主要预期目标\n{PLAN}（二）以乡村振兴为目标，抓好三农。{PLAN}"
        f"（三）切实加强政府自身建设。{PLAN}"
    )
    assert found == {
        "2030年工作回顾": "review",
        "产业提质": "review",
        "政府自身建设全面加强": "review",
        "2031年工作安排": "tasks",
        "主要预期目标": "goals",
        "以乡村振兴为目标，抓好三农": "tasks",
        "切实加强政府自身建设": "governance",
    }


def test_the_past_year_inside_a_review_of_five() -> None:
    """A chapter on the past year's work is a review, its siblings on the five years are not."""
    text = f"一、过去五年工作回顾\n{PAST}（一）综合实力跃升。{PAST}（二）2030年工作情况。{PAST}二、2031年任务\n{PLAN}"
    found = kinds(text)
    assert (found["综合实力跃升"], found["2030年工作情况"]) == ("multi_year_review", "review")


def test_items_of_a_public_benefit_list() -> None:
    """Numbered items after a lead on 民生实事 are livelihood, whatever the chapter; other lists are not."""
    found = kinds(
        f"一、2031年工作安排\n（一）改善民生。{PLAN}今年，集中力量办好以下民生实事：\n1.新建学校2所。\n2.改造道路3公里。\n"
        f"（二）扩大投资。{PLAN}重点抓好以下项目：\n1.建设云河港。\n2.建设云河站。\n"
    )
    assert [found[name] for name in ("改善民生", "新建学校2所", "改造道路3公里", "建设云河港")] == [
        "tasks",
        "livelihood",
        "livelihood",
        "tasks",
    ]


def test_passages_without_heading_at_the_end() -> None:
    """The government's own part, the closing appeal and the glossary are known by their place and words."""
    view, report = read(
        f"各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、2030年工作回顾\n{PAST}二、2031年工作安排\n"
        f"（一）抓产业。{PLAN}（二）抓民生。{PLAN}各位代表！新任务对政府自身建设提出了更高要求。{PLAN}{CLOSING}"
        f"名词解释\n1.一网通办：指云河政务平台。\n2.双随机：指随机抽取检查对象和执法人员。\n"
    )
    assert [(section.level, section.kind) for section in outline(view, report)] == [
        (1, "opening"),
        (1, "review"),
        (1, "tasks"),
        (2, "tasks"),
        (2, "tasks"),
        (1, "governance"),
        (1, "closing"),
        (1, "glossary"),
    ]


@pytest.mark.parametrize("title", ["名词解释", "附件：相关用语说明", "《政府工作报告》有关名词和用语的解释", "附件1"])
def test_titles_of_a_glossary(title: str) -> None:
    """A glossary or annex is one section; its numbered entries are its own text."""
    view, report = read(
        f"一、2030年回顾\n{PAST}二、2031年任务\n{PLAN}{CLOSING}{title}\n1.双随机：指抽查。\n2.一网通：指平台。"
    )
    last = outline(view, report)[-1]
    assert (last.heading, last.kind, view.text[last.own[0] :]) == (
        title,
        "glossary",
        "1.双随机：指抽查。\n2.一网通：指平台。",
    )


@pytest.mark.parametrize(
    "passage",
    [
        TROUBLE.strip(),
        "在肯定成绩的同时，我们也清醒看到，经济恢复的基础还不牢固；营商环境仍需改善。对此，我们将采取措施加以解决。",
        "思危方能居安。我们清醒地认识到，云河发展还面临不少困难和挑战：外部环境严峻，新动能不足。",
        "我县取得了令人鼓舞的成绩，但发展中也存在一些矛盾和问题，主要是：经济总量偏小。",
        "当前，云河正处于爬坡过坎的关键期，有效需求不足，财政收支矛盾突出。对这些问题，我们一定认真加以解决。",
    ],
)
def test_a_paragraph_of_problems_in_a_review(passage: str) -> None:
    """The whole paragraph is found, however it admits them."""
    assert problems(f"一、2030年工作回顾\n{PAST}{passage}\n二、2031年工作安排\n{PLAN}") == [passage]


def test_problems_listed_in_paragraphs_and_inside_one() -> None:
    """Items that follow the admission are problems too; what stands before it in its paragraph is not."""
    listed = "我们也清醒地看到，还存在一些问题：\n（1）产业层次不高，创新能力不强。\n（2）民生短板较多。\n"
    assert problems(f"一、2030年工作回顾\n{PAST}{listed}二、2031年工作安排\n{PLAN}") == [
        "我们也清醒地看到，还存在一些问题：",
        "产业层次不高，创新能力不强。\n",
        "民生短板较多。\n",
    ]
    inside = f"{PAST.strip()}同时，工作中还存在一些不足，主要是作风不够扎实。"
    assert problems(f"一、2030年工作回顾\n{inside}\n二、2031年工作安排\n{PLAN}") == [inside.removeprefix(PAST.strip())]


def test_no_problems_in_plans() -> None:
    """Difficulties that plans mean to overcome are no admitted problems; a part named for them is one passage."""
    hard = "当前，我们也要清醒看到面临的困难和挑战，坚定信心，迎难而上。\n"
    assert problems(f"一、2030年工作回顾\n{PAST}二、2031年工作安排\n{hard}{PLAN}") == []
    named = f"一、2030年工作回顾\n{PAST}二、存在的困难和问题\n产业层次不高，财力薄弱。\n三、2031年工作安排\n{PLAN}"
    assert problems(named) == ["产业层次不高，财力薄弱。\n"]
