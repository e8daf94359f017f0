"""A year in the title against what the text says of its own time."""

import tomllib
from pathlib import Path

import pytest

import summarizer.validator
from summarizer.validator import consistency

from .conftest import read

REPORT = """澄江县{year}年政府工作报告
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。
一、{past}年工作回顾
{review}
二、{year}年工作安排
{plan}
"""


def signs(review: str, plan: str, year: int = 2024, past: int | None = None) -> list[str]:
    analysis = read(REPORT.format(year=year, past=past or year - 1, review=review, plan=plan))
    found = [finding for finding in consistency(analysis) if finding.code == "year_inconsistent"]
    return [analysis.view.document.text[slice(*finding.span)] for finding in found if finding.span]


CONTRADICTED = [
    ("全县稳步发展。", "今年是“十一五”规划的开局之年，工作意义重大。", 2024, "今年是“十一五”规划的开局之年"),
    ("全县经济稳步发展。", "2024年是实施“十三五”规划的收官之年。", 2024, "2024年是实施“十三五”规划的收官之年"),
    ("深入贯彻党的十六届四中全会精神，各项事业全面进步。", "抓好农业生产。", 2024, "十六届四中全会"),
    ("我们认真贯彻党的十八大和十八届三中、四中全会精神。", "抓好农业生产。", 2024, "十八届三中、四中全会"),
    ("认真学习贯彻党的二十大精神。", "抓好农业生产。", 2016, "二十大"),
    ("开展庆祝新中国成立60周年系列活动。", "抓好农业生产。", 2024, "新中国成立60周年"),
    ("全县稳步发展。", "请审议《经济和社会发展第十二个五年规划纲要（草案）》。", 2024, "第十二个五年规划纲要（草案）"),
]  # fmt: skip


@pytest.mark.parametrize(("review", "plan", "year", "words"), CONTRADICTED)
def test_contradicted(review: str, plan: str, year: int, words: str) -> None:
    """One finding, at the words that give the year away."""
    assert signs(review, plan, year) == [words]


CONSISTENT = [
    ("党的十八大以来，全县面貌焕然一新；党的二十大精神深入人心。", "今年是实施“十四五”规划的关键一年。", 2024),
    ("自党的十六届五中全会提出新农村建设以来，我们贯彻落实党的二十届二中全会精神。", "抓好农业生产。", 2024),
    ("“十三五”规划圆满收官。", "今年是“十四五”规划的开局之年，也是中国共产党成立100周年。", 2021),
    ("全县经济稳步发展。", "2025年是“十四五”规划的收官之年，我们要为“十五五”开局之年奠定基础。", 2025),
    ("全县经济稳步发展。", "迎接党的二十大胜利召开。", 2022),
    ("我们隆重庆祝新中国成立70周年。", "抓好农业生产。", 2020),
    ("围绕打造十三大产业集群，实施十四大行动。", "抓好农业生产。", 2024),
    ("深入贯彻X的二十大精神，落实党的十九届六中全会精神。", "抓好农业生产。", 2023),
    ("省委十一届四次全会作出部署。", "今年是新中国成立75周年，是“十四五”规划的第四年。", 2024),
]


@pytest.mark.parametrize(("review", "plan", "year"), CONSISTENT)
def test_consistent(review: str, plan: str, year: int) -> None:
    """What is said of other times, or of plans to come, proves nothing."""
    assert signs(review, plan, year) == []


def test_year_looked_back_on() -> None:
    """A review of another year than the one before is a sign; two years in one heading are looked at together."""
    assert signs("全县经济稳步发展。", "抓好农业生产。", 2024, past=2010) == ["2010年工作回顾"]
    assert signs("全县经济稳步发展。", "抓好农业生产。", 2024, past=2023) == []


def test_session_of_the_national_congress() -> None:
    """A national report names the session it is given to."""
    text = (
        "政府工作报告\n——{}年3月5日在第十四届全国人民代表大会第二次会议上\n国务院总理 文致远\n各位代表：\n"
        "现在，我代表国务院，向大会报告政府工作，请予审议。\n一、过去一年工作回顾\n国内生产总值增长5.2%。\n"
    )
    found = {
        year: [f.code for f in consistency(read(text.format(year))) if f.code == "year_inconsistent"]
        for year in (2024, 2014)
    }
    assert found == {2024: [], 2014: ["year_inconsistent"]}


def test_calendar_is_in_order() -> None:
    """Every committee's plenums follow each other between its congress and the next."""
    path = Path(summarizer.validator.__file__).with_name("calendar.toml")
    calendar = tomllib.loads(path.read_text(encoding="utf-8"))
    congresses = [calendar["congresses"][name.replace("届", "大")] for name in calendar["plenums"]]

    for months, opened, following in zip(
        calendar["plenums"].values(), congresses, [*congresses[1:], "2027-12"], strict=True
    ):
        assert months == sorted(months)
        assert opened <= months[0] <= f"{opened[:5]}12"
        assert months[-1] <= following
