"""What the question about the whole report shows of it."""

from dataclasses import replace

import pytest

from summarizer.engines.draft import DraftPoint, SectionDraft
from summarizer.engines.llm.digest import Digest, digest
from summarizer.engines.llm.labels import label_of
from summarizer.engines.rules import draft
from summarizer.indicators import Fact
from tests.engines.conftest import analysis_of

AIMS = (
    "今年发展主要预期目标是：地区生产总值增长5.2%左右；居民消费价格涨幅1.9%左右；居民收入增长与经济增长同步；"
    "城镇新增就业2.6万人以上；粮食总产量稳定在41万吨。"
)
VISION = "到2035年基本建成现代化产业体系，全面提升治理效能，生态环境质量持续向好。" * 12
REPORT = f"""岭南省政府工作报告
——2031年1月20日在岭南省第十五届人民代表大会第四次会议上
省长 陆见山
各位代表：
现在，我代表省人民政府，向大会报告工作，请予审议。
一、2030年和“十五五”时期工作回顾
2030年，全省地区生产总值增长5.3%，城镇居民人均可支配收入增长4.8%，居民消费价格涨幅1.2%，城镇新增就业2.7万人。
（一）产业升级步伐加快
规模以上工业增加值增长6.6%，新建数字车间90个。
（二）“十五五”发展跃上新台阶
五年来，地区生产总值年均增长5.6%，进出口总额增长1.4倍，累计新增高速公路1260公里。
向全省人民和各界人士表示衷心感谢！
二、“十六五”主要目标
“十六五”时期，常住人口城镇化率提高到68%左右。{VISION}
三、2031年重点工作
做好今年工作，要坚持稳中求进。{AIMS}
（一）聚焦扩大内需，更好融入国内市场
1.大力提振消费
新增限额以上商贸企业60家，改造商业街12条，把消费作为扩大内需的主引擎，办好购物节。
2.加力扩大投资
新增公路通车里程1500公里，开工建设两座抽水蓄能电站，推进城市更新和管网改造工程。
（二）聚焦创新驱动，培育壮大新动能
新增高新技术企业70家，建设省级实验室5个。
"""
ANALYSIS = analysis_of(REPORT)


def _digest(*told: str) -> Digest:
    """With the rules' key points, and one like ``told`` for each section that has them."""
    made = draft(ANALYSIS)
    sections = [
        SectionDraft(part.section, part.summary, tuple(DraftPoint(f"{text}{part.section}", ()) for text in told))
        for part in made.sections
    ]
    return digest(ANALYSIS, sections if told else made.sections, ANALYSIS.facts)


def _doubted(fact: Fact, text: str) -> Fact:
    return replace(fact, doubts=("headline_conflict",)) if fact.quantity.text == text else fact


def test_the_goals_are_those_of_the_year_wherever_they_stand() -> None:
    """Here in the part on tasks, behind a plan of five years with a section of its own that would fill the room."""
    found = _digest().goals
    assert AIMS in found
    assert "十六五" not in found


def test_without_aims_of_the_year_the_sections_on_goals_are_shown() -> None:
    """As far as there is room."""
    analysis = analysis_of(REPORT.replace(AIMS, ""))
    found = digest(analysis, draft(analysis).sections, analysis.facts).goals
    assert found.startswith("“十六五”时期，常住人口城镇化率提高到68%左右。")
    assert len(found) <= 1_000


def test_headline_facts_are_results_and_aims() -> None:
    """Each says which it is; doubtful ones are left out."""
    facts = _digest().facts
    assert "居民消费价格增速1.9%左右（目标）" in facts
    assert "城镇新增就业2.7万人" in facts
    doubted = [_doubted(fact, "2.7万人") for fact in ANALYSIS.facts]
    assert "城镇新增就业2.7万人" not in digest(ANALYSIS, draft(ANALYSIS).sections, doubted).facts


def test_a_chapter_is_told_by_its_sections_under_its_heading() -> None:
    """In turn, and not by what is picked from its own bare heading."""
    rows = {row["heading"]: row["points"] for row in _digest("要点甲", "要点乙").rows}
    ids = {section.heading: section.id for section in ANALYSIS.sections}
    first, second = ids["大力提振消费"], ids["加力扩大投资"]
    assert rows["聚焦扩大内需，更好融入国内市场"] == [
        f"要点甲{first}",
        f"要点甲{second}",
        f"要点乙{first}",
        f"要点乙{second}",
    ]


def test_thanks_are_no_point() -> None:
    """They tell nothing of the report."""
    assert not any("感谢" in point for row in _digest("向各界表示感谢").rows for point in row["points"])


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("2030年和“十五五”时期工作回顾", "工作回顾"),
        ("“十五五”发展跃上新台阶", "多年回顾"),
        ("“十六五”主要目标", "多年目标"),
        ("2031年重点工作", "重点任务"),
    ],
)
def test_sections_are_called_by_what_they_tell(heading: str, label: str) -> None:
    """A heading that names the past year and five years does not decide for the text below it."""
    (section,) = [section for section in ANALYSIS.sections if section.heading == heading]
    assert label_of(ANALYSIS, section) == label


def test_the_whole_stays_small() -> None:
    """However long the key points are."""
    made = _digest(*("很长的要点" * 9 for _ in range(6)))
    points = sum(len(point) for row in made.rows for point in row["points"])
    assert points + len(made.goals) + len(made.problems) < 4_000
