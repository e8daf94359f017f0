"""The rules engine: every summary is made of the report's own words."""

import pytest

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import Document
from summarizer.engines import Draft, DraftPoint
from summarizer.engines.rules import draft

REPORT = """云岚县政府工作报告
——2024年1月9日在云岚县第十八届人民代表大会第三次会议上
县长 陆见山
各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
一年来，全县经济稳中向好。地区生产总值增长6.2%，达到186.4亿元；一般公共预算收入12.3亿元，增长5.1%。
（一）产业升级步伐加快
新增规上工业企业16家。数字车间建成9个。产业结构不断优化。
（二）民生保障持续加强
新建学校3所，改造老旧小区42个。城镇新增就业4200人。
同时，我们也清醒认识到，发展中还存在不少困难和问题，主要是：产业层次不高，链条偏短；财政收支矛盾突出；公共服务仍有短板。对此，我们将认真解决。
二、2024年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，城镇新增就业4000人以上。
（一）做强县域工业
实施技改项目30个。
（二）建设和美乡村
新建农村公路60公里。
各位代表！让我们团结一心，奋力谱写云岚发展新篇章！
"""


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """The one report of the text."""
    (found,) = analyse_document(Document("云岚县.txt", REPORT))
    return found


@pytest.fixture(scope="module")
def made(analysis: Analysis) -> Draft:
    """What the rules engine makes of it."""
    return draft(analysis)


def texts(points: tuple[DraftPoint, ...]) -> list[str]:
    return [point.text for point in points]


def test_headline_gives_growth_and_aim(made: Draft) -> None:
    """The headline is the title, last year's growth and this year's aim."""
    assert made.headline == "云岚县政府工作报告：2023年地区生产总值增长6.2%；2024年目标：地区生产总值增长6%左右"


def test_every_point_stands_in_the_document(analysis: Analysis, made: Draft) -> None:
    """A point's evidence is the very text of the point."""
    document = analysis.view.document.text
    points = [*made.achievements, *made.targets, *made.priorities, *made.problems]
    points += [point for section in made.sections for point in section.key_points]
    assert points
    assert all(document[start:end] == point.text for point in points for start, end in point.evidence)


def test_targets_hold_the_headline_aims(made: Draft) -> None:
    """The sentence with the aims of growth and jobs is among the targets."""
    assert any("地区生产总值增长6%左右" in text and "城镇新增就业4000人以上" in text for text in texts(made.targets))


def test_priorities_are_the_headings_of_the_tasks(made: Draft) -> None:
    """Each item of the tasks is a priority."""
    assert texts(made.priorities) == ["做强县域工业", "建设和美乡村"]


def test_problems_are_listed_one_by_one(made: Draft) -> None:
    """The sentence that lists the problems is taken apart; the vow to mend them is no problem."""
    assert texts(made.problems) == ["产业层次不高，链条偏短", "财政收支矛盾突出", "公共服务仍有短板。"]


def test_achievements_come_from_the_review_without_problems(made: Draft) -> None:
    """Achievements are results, not problems and not aims."""
    joined = "".join(texts(made.achievements))
    assert "新增规上工业企业16家" in joined
    assert "困难和问题" not in joined
    assert "技改项目30个" not in joined


def test_no_point_is_said_twice(made: Draft) -> None:
    """No list repeats a point."""
    for points in (made.achievements, made.targets, *(section.key_points for section in made.sections)):
        assert len(set(texts(points))) == len(points)


def test_every_section_and_number_is_covered(analysis: Analysis, made: Draft) -> None:
    """There is one draft a section and one claim a number."""
    assert [section.section for section in made.sections] == [section.id for section in analysis.sections]
    assert [claim.fact for claim in made.claims] == list(analysis.facts)


def test_without_figures_the_headline_is_the_reviews_own(analysis: Analysis) -> None:
    """A report that gives no growth is headed by the first words of its review's weightiest sentence."""
    text = REPORT.replace("地区生产总值增长6.2%，达到186.4亿元；", "").replace("地区生产总值增长6%左右，", "")
    (found,) = analyse_document(Document("云岚县.txt", text))
    headline = draft(found).headline
    assert headline.startswith("云岚县政府工作报告：")
    assert headline.removeprefix("云岚县政府工作报告：") in text
