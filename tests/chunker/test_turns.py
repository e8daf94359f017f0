"""Parts that speak of two times: which of them each chapter and passage is about."""

import pytest

from summarizer.chunker import Kind, find_reports, outline
from summarizer.documents import build_view, document_from_text

HEAD = (
    "2031年云河县政府工作报告\n——2031年1月12日在云河县第九届人民代表大会第二次会议上\n县长 张三\n"
    "各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n"
)
PAST = "全县规上工业增加值增长6.5%，新建标准化厂房12万平方米，荣获全省先进，群众生活持续改善。\n"
PLAN = "我们将深入实施项目攻坚行动，力争全年完成投资35亿元，加快推进新区建设，着力改善民生。\n"
CALL = "各位代表！让我们更加紧密地团结起来，为建设富强云河而努力奋斗！\n"


def kinds(body: str) -> list[tuple[str, Kind]]:
    """Headings, or the first five characters of what has none, with their kinds; without address and closing."""
    view = build_view(document_from_text(HEAD + body + CALL, "fictional.txt"))
    (report,) = find_reports(view)
    sections = outline(view, report)[1:-1]
    return [(each.heading or view.text[each.own[0] : each.own[0] + 5].strip(), each.kind) for each in sections]


def test_the_year_and_the_plan_in_one_review() -> None:
    """Items before the text turns to the five years are a review of one year, those after it of several."""
    assert kinds(
        f"一、2030年和“十五五”时期工作回顾\n2030年，我们顶压前行。{PAST}一是稳增长。{PAST}二是促改革。{PAST}"
        f"五年来，综合实力跃升。{PAST}——总量翻番。{PAST}——民生改善。{PAST}二、2031年工作安排\n{PLAN}"
    ) == [
        ("2030年和“十五五”时期工作回顾", "multi_year_review"),
        ("稳增长", "review"),
        ("促改革", "review"),
        ("五年来，综", "multi_year_review"),
        ("总量翻番", "multi_year_review"),
        ("民生改善", "multi_year_review"),
        ("2031年工作安排", "tasks"),
    ]


def test_the_plan_before_the_year() -> None:
    """The other way round, too; an address alone on its line belongs to the passage after it."""
    assert kinds(
        f"过去五年和2030年工作回顾\n过去五年，很不平凡。{PAST}各位代表！\n刚刚过去的2030年，我们做了以下工作。{PAST}"
        f"（一）抓项目。{PAST}（二）抓民生。{PAST}各位代表！回望过去，成绩来之不易。{PAST}2031年工作安排\n{PLAN}"
    ) == [
        ("过去五年和2030年工作回顾", "multi_year_review"),
        ("过去五年，", "multi_year_review"),
        ("各位代表！", "review"),
        ("抓项目", "review"),
        ("抓民生", "review"),
        ("各位代表！", "multi_year_review"),
        ("2031年工作安排", "tasks"),
    ]


@pytest.mark.parametrize(
    "turn",
    [
        "“十六五”时期是我县发展的关键五年。县政府编制了规划纲要草案，提出了主要目标任务。",
        "根据县委关于制定第十六个五年规划的建议，我们编制了规划纲要（草案）。",
        "今后五年，我们将锚定目标，奋力前行。",
    ],
)
def test_achievements_and_aims_in_one_part(turn: str) -> None:
    """What is said of the plan that is over is a passage that looks back; from the turn on there are goals."""
    assert kinds(
        f"一、2030年工作回顾\n{PAST}二、“十五五”时期发展成就和“十六五”时期主要目标任务\n过去五年，我县发展取得新成就。{PAST}"
        f"{turn}\n——提升质量。{PLAN}——改善民生。{PLAN}三、2031年重点工作\n{PLAN}"
    )[1:-1] == [
        ("“十五五”时期发展成就和“十六五”时期主要目标任务", "goals"),
        ("过去五年，", "multi_year_review"),
        (turn[:5], "goals"),
        ("提升质量", "goals"),
        ("改善民生", "goals"),
    ]


def test_aims_of_the_plan_and_tasks_of_the_year_in_one_part() -> None:
    """The passage on the plan has goals, the chapters after the text has turned to the year tasks."""
    assert kinds(
        f"一、2030年工作回顾\n{PAST}二、“十六五”时期目标任务和2031年工作安排\n“十六五”时期是关键五年。{PLAN}"
        f"2031年是开局之年。{PLAN}（一）抓产业。{PLAN}（二）抓民生。{PLAN}"
    )[1:] == [
        ("“十六五”时期目标任务和2031年工作安排", "tasks"),
        ("“十六五”", "goals"),
        ("2031年", "tasks"),
        ("抓产业", "tasks"),
        ("抓民生", "tasks"),
    ]


def test_chapters_that_name_their_own_time() -> None:
    """A chapter on what was achieved looks back, with all below it, among the aims of the next plan."""
    assert kinds(
        f"一、“十五五”时期发展成就和“十六五”时期主要目标任务\n（一）“十五五”时期发展成就\n{PAST}1.产业提质。{PAST}2.城乡提档。{PAST}"
        f"（二）“十六五”时期主要目标任务\n{PLAN}1.做强产业。{PLAN}2.改善民生。{PLAN}二、2031年重点工作\n{PLAN}"
    )[1:-1] == [
        ("“十五五”时期发展成就", "multi_year_review"),
        ("产业提质", "multi_year_review"),
        ("城乡提档", "multi_year_review"),
        ("“十六五”时期主要目标任务", "goals"),
        ("做强产业", "goals"),
        ("改善民生", "goals"),
    ]


def test_a_review_whose_heading_names_no_time() -> None:
    """工作回顾 can be about the year and the plan; its passages tell."""
    assert kinds(
        f"一、工作回顾\n2030年，我们顶压前行。{PAST}一是稳增长。{PAST}二是促改革。{PAST}“十五五”时期是攻坚克难的五年。{PAST}"
        f"二、2031年工作安排\n{PLAN}"
    )[:-1] == [("工作回顾", "review"), ("稳增长", "review"), ("促改革", "review"), ("“十五五”", "multi_year_review")]


def test_a_part_on_one_time_stays_whole() -> None:
    """Where the heading names one time, words of time at the head of paragraphs part nothing."""
    assert kinds(f"一、2030年工作回顾\n{PAST}五年来，综合实力跃升。{PAST}二、2031年工作安排\n{PLAN}") == [
        ("2030年工作回顾", "review"),
        ("2031年工作安排", "tasks"),
    ]
