"""What a model says of a marked number, as a line or as a claim, read into a reading of the number."""

from dataclasses import replace
from typing import Any

import pytest

from summarizer.analysis import Analysis
from summarizer.engines.llm.claims import read_claim
from summarizer.engines.llm.passages import Passage
from summarizer.engines.llm.reading_notes import ReadingNotes
from summarizer.engines.llm.readings import (
    Holds,
    Misread,
    NoIndicator,
    Partly,
    Read,
    differing,
    line_of,
    lines_of,
    read_line,
)
from summarizer.engines.llm.salvage import ToldOfPassage
from summarizer.indicators import Fact
from summarizer.schemas.draft import ClaimDraft, Correction
from summarizer.schemas.record import DoubtCode
from tests.engines.conftest import REPORT, analysis_of
from tests.engines.simulated import claim_of

REVENUE = "12.3亿元"
TARGET = "6%"


def _index(analysis: Analysis, text: str) -> int:
    return [fact.quantity.text for fact in analysis.facts].index(text)


def _read(analysis: Analysis, text: str, **changes: Any) -> Read:
    index = _index(analysis, text)
    said = ClaimDraft.model_validate({**claim_of(1, analysis.facts[index]), **changes})
    return read_claim(analysis, index, said)


def _line(analysis: Analysis, text: str, line: str) -> Read:
    return read_line(analysis, _index(analysis, text), line)


def test_every_reading_read_back_holds(analysis: Analysis) -> None:
    """The lines that are shown and the lines that are understood are of one form, short or whole."""
    for index, fact in enumerate(analysis.facts):
        assert read_line(analysis, index, line_of(fact)) == Holds()
    for mark, line in enumerate(lines_of(analysis, range(len(analysis.facts)))):
        assert read_line(analysis, mark, line) == Holds()


@pytest.mark.parametrize("value", ["12.3亿元", " 12.3 亿元", "123000万元", "超过12.3亿元", "１２．３亿元"])
def test_the_value_is_always_the_sources_own(analysis: Analysis, value: str) -> None:
    """However it is repeated, as long as it is the same number."""
    assert _read(analysis, REVENUE, v=value) == Holds()
    moved = _read(analysis, REVENUE, v=value, s="target")
    assert isinstance(moved, Fact)
    assert moved.quantity is analysis.facts[_index(analysis, REVENUE)].quantity


@pytest.mark.parametrize("value", ["", "12.4亿元", "12.3万元", "12.3", "12.3亿元、5.1%", "很多"])
def test_another_number_is_misread(analysis: Analysis, value: str) -> None:
    """Another value, another unit, none, or several."""
    assert isinstance(_read(analysis, REVENUE, v=value), Misread)


@pytest.mark.parametrize(
    ("said", "label", "years"),
    [
        ("2024", "2024年", (2024, 2024)),
        ("2024-2025", "2024—2025年", (2024, 2025)),
        ("2024年至2025年", "2024—2025年", (2024, 2025)),
    ],
)
def test_years_are_read(analysis: Analysis, said: str, label: str, years: tuple[int, int]) -> None:
    """One year or two."""
    for moved in (_read(analysis, REVENUE, t=said), _line(analysis, REVENUE, f"||{said}")):
        assert isinstance(moved, Fact)
        assert moved.period is not None
        assert (moved.period.start, moved.period.end, moved.period.label) == (*years, label)


@pytest.mark.parametrize("said", [None, "去年", "2023"])
def test_what_is_left_open_or_the_same_is_the_sources(analysis: Analysis, said: str | None) -> None:
    """With the source's own label."""
    assert _read(analysis, REVENUE, t=said) == Holds()


@pytest.mark.parametrize(
    ("line", "slots"),
    [
        ("|增速", {"measure": "growth_rate", "direction": "up"}),
        ("|降幅", {"measure": "growth_rate", "direction": "down"}),
        ("|减量|2024目标", {"measure": "change", "direction": "down", "status": "target"}),
        ("||目标", {"status": "target"}),
        ("||2023预计", {"status": "expected"}),
        ("地区生产总值|增速|2023", {"canonical": "gdp", "measure": "growth_rate"}),
        ("|||云岚县第十八届", {"region": "云岚县第十八届"}),
    ],
)
def test_a_line_says_what_is_otherwise(analysis: Analysis, line: str, slots: dict[str, Any]) -> None:
    """What it leaves empty stays as it is."""
    moved = _line(analysis, REVENUE, line)
    assert isinstance(moved, Fact)
    assert {name: getattr(moved, name) for name in slots} == slots


@pytest.mark.parametrize(
    ("said", "region"), [(None, None), ("云岚县", None), ("云岚", None), ("云岚县第十八届", "云岚县第十八届")]
)
def test_the_reports_own_place_is_none(analysis: Analysis, said: str | None, region: str | None) -> None:
    """Another place that the text names is kept."""
    moved = _read(analysis, REVENUE, r=said, s="target")
    assert isinstance(moved, Fact)
    assert moved.region == region


def test_names_are_looked_up_in_the_catalogue(analysis: Analysis) -> None:
    """A known one that stands there decides the indicator; another name of the same indicator is no other reading."""
    neighbour = _read(analysis, TARGET, n="城镇新增就业")
    assert isinstance(neighbour, Fact)
    assert neighbour.canonical == "new_urban_jobs"
    assert _read(analysis, TARGET, n="生产总值") == Holds()


@pytest.mark.parametrize(("text", "name"), [(TARGET, "财政赤字"), ("27.5亿元", "固定资产"), (REVENUE, "某某指标")])
def test_a_name_that_the_text_does_not_give_is_misread(analysis: Analysis, text: str, name: str) -> None:
    """Neither in the number's sentence nor shortly before."""
    assert _read(analysis, text, n=name) == Misread(f"标记处没有说“{name}”")


def test_readings_differ_by_slots(analysis: Analysis) -> None:
    """Two names of one known indicator are one."""
    fact = analysis.facts[0]
    moved = read_line(analysis, 0, "|降幅|2024目标")
    assert isinstance(moved, Fact)
    assert differing(fact, moved) == ("direction", "period", "status")


LISTED = analysis_of(
    REPORT.replace("数字车间", "猪鸡出栏分别增长7.7%、2.9%，新增小微企业平均缴费年限达到3.2年。数字车间")
)


@pytest.mark.parametrize(("text", "name"), [("7.7%", "猪出栏"), ("2.9%", "鸡出栏")])
def test_what_the_members_of_a_list_share_may_be_written_out(text: str, name: str) -> None:
    """The two pieces of the name stand there with the other members between them."""
    moved = _line(LISTED, text, name)
    assert isinstance(moved, Fact)
    assert moved.name == name


@pytest.mark.parametrize("name", ["羊出栏", "猪收入", "猪存栏"])
def test_pieces_that_stand_nowhere_or_apart_are_no_name(name: str) -> None:
    """A comma between them ends the list."""
    assert _line(LISTED, "7.7%", name) == Misread(f"标记处没有说“{name}”")


def test_of_a_reading_with_one_slot_that_cannot_stand_the_rest_is_kept(analysis: Analysis) -> None:
    """The year is left out with a reason, name and kind count; with nothing left, or two such slots, it is misread."""
    moved = _line(analysis, REVENUE, "地区生产总值|增速|2041")
    assert isinstance(moved, Partly)
    assert (moved.fact.name, moved.fact.measure, moved.problem) == ("地区生产总值", "growth_rate", "原文没有说到2041年")
    assert moved.fact.period == analysis.facts[_index(analysis, REVENUE)].period
    assert _line(analysis, REVENUE, "||2041") == Misread("原文没有说到2041年")
    assert isinstance(_line(analysis, REVENUE, "财政赤字|增速|2041"), Misread)


def test_the_last_year_of_a_plan_that_the_report_names_is_possible() -> None:
    """Though its digits stand nowhere."""
    plan = analysis_of(REPORT.replace("今年经济社会", "“十六五”时期森林覆盖率达到61%。今年经济社会"))
    assert not isinstance(_line(plan, "61%", "森林覆盖|水平|2035目标"), Misread)


def test_a_finer_name_of_a_known_indicator_is_another_reading(analysis: Analysis) -> None:
    """It says more than a synonym does, so it is not passed over."""
    moved = _line(analysis, "5.7%", "民生保障城镇居民人均可支配收入")
    assert isinstance(moved, Fact)
    assert (moved.name, moved.canonical) == ("民生保障城镇居民人均可支配收入", "urban_disposable_income_per_capita")


def _noted(analysis: Analysis, text: str, line: str, doubts: tuple[DoubtCode, ...] = ()) -> tuple[ReadingNotes, Any]:
    """What is made of one line about a fact with these doubts, and the claim."""
    index = _index(analysis, text)
    facts = tuple(replace(fact, doubts=doubts) if i == index else fact for i, fact in enumerate(analysis.facts))
    notes = ReadingNotes(replace(analysis, facts=facts))
    passage = Passage(analysis.report.extent, (), (), range(len(facts)))
    claims = notes.take(passage, ToldOfPassage(corrections=(Correction(m=index + 1, x=line),)), {})
    return notes, claims.get(index)


def test_assent_lifts_a_doubt_but_not_that_about_a_name_that_is_none(analysis: Analysis) -> None:
    """Who is shown a cut name and says 对 has not read another one."""
    assert _noted(analysis, REVENUE, "对", ("competing_frame",))[1].origin == "llm"
    assert _noted(analysis, REVENUE, "对", ("odd_name",))[1] is None
    assert _noted(analysis, REVENUE, "对")[1] is None


def test_a_number_may_be_no_indicator(analysis: Analysis) -> None:
    """The rules' reading stands, with the model's beside it that names nothing."""
    assert _line(analysis, REVENUE, "不是指标") == NoIndicator()
    claim = _noted(analysis, REVENUE, "不是指标")[1]
    assert (claim.origin, claim.fact.name, claim.other.name) == ("rules", "一般公共预算收入", "")


def test_what_is_left_out_of_a_reading_is_noted(analysis: Analysis) -> None:
    """The claim is made of the rest."""
    notes, claim = _noted(analysis, REVENUE, "地区生产总值||2041")
    assert (claim.fact.name, notes.partly) == ("地区生产总值", {_index(analysis, REVENUE): "原文没有说到2041年"})
