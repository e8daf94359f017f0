"""What a model says of a marked number, as a line or as a claim, read into a reading of the number."""

from typing import Any

import pytest

from summarizer.analysis import Analysis
from summarizer.engines.llm.claims import read_claim
from summarizer.engines.llm.readings import Holds, Misread, differing, line_of, lines_of, read_line
from summarizer.indicators import Fact
from summarizer.schemas.draft import ClaimDraft
from tests.engines.simulated import claim_of

REVENUE = "12.3亿元"
TARGET = "6%"


def _index(analysis: Analysis, text: str) -> int:
    return [fact.quantity.text for fact in analysis.facts].index(text)


def _read(analysis: Analysis, text: str, **changes: Any) -> Fact | Misread | Holds:
    index = _index(analysis, text)
    said = ClaimDraft.model_validate({**claim_of(1, analysis.facts[index]), **changes})
    return read_claim(analysis, index, said)


def _line(analysis: Analysis, text: str, line: str) -> Fact | Misread | Holds:
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
