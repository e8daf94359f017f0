"""What a model says of a marked number, read into a claim."""

from typing import Any

import pytest

from summarizer.analysis import Analysis
from summarizer.engines.draft import Claim
from summarizer.engines.llm.claims import Misread, to_claim
from summarizer.schemas.draft import ClaimDraft
from tests.engines.simulated import claim_of

REVENUE = "12.3亿元"
TARGET = "6%"


def _index(analysis: Analysis, text: str) -> int:
    return [fact.quantity.text for fact in analysis.facts].index(text)


def _read(analysis: Analysis, text: str, **changes: Any) -> Claim | Misread:
    index = _index(analysis, text)
    said = ClaimDraft.model_validate({**claim_of(1, analysis.facts[index]), **changes})
    return to_claim(analysis, index, said)


@pytest.mark.parametrize("value", ["12.3亿元", " 12.3 亿元", "123000万元", "超过12.3亿元", "１２．３亿元"])
def test_the_value_is_always_the_sources_own(analysis: Analysis, value: str) -> None:
    """However it is repeated, as long as it is the same number."""
    claim = _read(analysis, REVENUE, v=value)
    assert isinstance(claim, Claim)
    assert claim.fact.quantity is analysis.facts[_index(analysis, REVENUE)].quantity


@pytest.mark.parametrize("value", ["", "12.4亿元", "12.3万元", "12.3", "12.3亿元、5.1%", "很多"])
def test_another_number_is_misread(analysis: Analysis, value: str) -> None:
    """Another value, another unit, none, or several."""
    assert isinstance(_read(analysis, REVENUE, v=value), Misread)


@pytest.mark.parametrize(
    ("said", "label", "years"),
    [
        ("2024", "2024年", (2024, 2024)),
        ("2021-2025", "2021—2025年", (2021, 2025)),
        ("2022年至2023年", "2022—2023年", (2022, 2023)),
    ],
)
def test_years_are_read(analysis: Analysis, said: str, label: str, years: tuple[int, int]) -> None:
    """One year or two."""
    claim = _read(analysis, REVENUE, t=said)
    assert isinstance(claim, Claim)
    assert claim.fact.period is not None
    assert (claim.fact.period.start, claim.fact.period.end, claim.fact.period.label) == (*years, label)


@pytest.mark.parametrize("said", [None, "去年", "2023"])
def test_what_is_left_open_or_the_same_is_the_sources(analysis: Analysis, said: str | None) -> None:
    """With the source's own label."""
    claim = _read(analysis, REVENUE, t=said)
    assert isinstance(claim, Claim)
    assert claim.fact.period == analysis.facts[_index(analysis, REVENUE)].period


@pytest.mark.parametrize(("measure", "direction"), [("level", None), ("growth_rate", "down")])
def test_only_growth_and_change_have_a_direction(analysis: Analysis, measure: str, direction: str | None) -> None:
    """Of other measures it is left out."""
    claim = _read(analysis, REVENUE, k=measure, d="down")
    assert isinstance(claim, Claim)
    assert claim.fact.direction == direction


@pytest.mark.parametrize(("said", "region"), [(None, None), ("云岚县", None), ("云岚", None), ("河口镇", "河口镇")])
def test_the_reports_own_place_is_none(analysis: Analysis, said: str | None, region: str | None) -> None:
    """Another place is kept."""
    claim = _read(analysis, REVENUE, r=said)
    assert isinstance(claim, Claim)
    assert claim.fact.region == region


def test_names_are_looked_up_in_the_catalogue(analysis: Analysis) -> None:
    """An unknown name keeps the id of the source's reading; a known one that stands there decides it."""
    unknown, neighbour = _read(analysis, TARGET, n="某某指标"), _read(analysis, TARGET, n="城镇新增就业")
    assert isinstance(unknown, Claim)
    assert isinstance(neighbour, Claim)
    assert (unknown.fact.canonical, neighbour.fact.canonical) == ("gdp", "new_urban_jobs")


def test_an_indicator_that_the_text_does_not_name_is_misread(analysis: Analysis) -> None:
    """Whatever words it shares with the subject."""
    assert isinstance(_read(analysis, TARGET, n="一般公共预算收入"), Misread)
    assert isinstance(_read(analysis, "27.5亿元", n="固定资产投资"), Misread)
