"""Filters: what users write, and which reports and facts they let through."""

from typing import Any, get_args

import pytest

from summarizer import summarize
from summarizer.cli.filters import FactStatus, Level
from summarizer.errors import UsageError
from summarizer.output.selection import EVERYTHING, Selection, SlotFilter, read_selection
from summarizer.schemas import Record
from summarizer.schemas.record import Region, RegionLevel, Status
from tests.cli.conftest import REPORT


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of a county's report of 2024."""
    (made,) = summarize(REPORT)
    return made


def of_region(record: Record, name: str | None, code: str | None) -> Record:
    report = record.report.model_copy(update={"region": Region(name=name, level="county", code=code)})
    return record.model_copy(update={"report": report})


@pytest.mark.parametrize(
    ("filters", "meant"),
    [
        ({}, True),
        ({"regions": ["青禾"]}, True),
        ({"regions": ["青禾县"]}, True),
        ({"regions": ["禾"]}, False),
        ({"regions": ["白沙", "青禾县"]}, True),
        ({"levels": ["county", "township"]}, True),
        ({"levels": ["province"]}, False),
        ({"years": ["2024"]}, True),
        ({"years": ["2020-2023"]}, False),
        ({"years": ["2020-2023", "2024-2025"]}, True),
        ({"years": ["2024"], "levels": ["province"]}, False),
        ({"slots": ["gdp"], "verified_only": True}, True),
    ],
)
def test_reports(record: Record, filters: dict[str, Any], meant: bool) -> None:
    """Values of one filter are alternatives, filters narrow each other; filters on facts keep every report."""
    assert read_selection(**filters).of_report(record.report) is meant


@pytest.mark.parametrize(
    ("wanted", "code", "meant"),
    [
        ("110000", "110105", True),
        ("11", "110105", True),
        ("1101", "110105", True),
        ("110105", "110105", True),
        ("110105", "110106", False),
        ("130100", "130200", False),
        ("11", "310000", False),
        ("11", None, False),
    ],
)
def test_a_code_means_the_place_and_all_below(record: Record, wanted: str, code: str | None, meant: bool) -> None:
    """A GB/T 2260 code holds the places whose codes begin with it, its closing zero pairs left out."""
    assert read_selection(regions=[wanted]).of_report(of_region(record, "某县", code).report) is meant


def test_a_report_without_name_or_year_is_not_meant(record: Record) -> None:
    """A redacted region and an unknown year match no filter on them, and are let through where there is none."""
    unknown = of_region(record, None, None)
    report = unknown.report.model_copy(update={"year": None})
    assert EVERYTHING.of_report(report)
    assert not read_selection(regions=["青"]).of_report(report)
    assert not read_selection(years=["2024"]).of_report(report)


def test_facts_of_a_slot(record: Record) -> None:
    """--slot keeps the facts of its indicator, measure and status."""
    found = read_selection(slots=["地区生产总值:growth_rate:target"]).facts(record)
    assert [(fact.canonical, fact.measure, fact.status, fact.quantity.text) for fact in found] == [
        ("gdp", "growth_rate", "target", "6%")
    ]


def test_status_and_verified_only(record: Record) -> None:
    """--status and --verified-only keep what fits, and headline rows follow the status."""
    chosen = read_selection(statuses=["target"], verified_only=True)
    assert {fact.status for fact in chosen.facts(record)} == {"target"}
    assert {fact.verification.status for fact in chosen.facts(record)} == {"verified"}
    assert {row.status for row in record.headlines if chosen.of_slot(row)} == {"target"}


def test_actual_slots_take_expected_figures() -> None:
    """A slot of results holds 预计 figures, too."""
    slot = SlotFilter("gdp", "level", "actual")
    assert slot.holds("gdp", "level", "expected")
    assert not slot.holds("gdp", "level", "target")
    assert not SlotFilter("gdp", "level", "expected").holds("gdp", "level", "actual")


def test_nothing_narrows_nothing(record: Record) -> None:
    """Without filters the facts are the record's own."""
    assert EVERYTHING.facts(record) is record.indicators
    assert not Selection(regions=("青禾",)).narrows_facts
    assert Selection(verified_only=True).reports_only() == EVERYTHING


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"years": ["24"]}, "--year 24: give a year such as 2024"),
        ({"years": ["2024-2020"]}, "--year 2024-2020"),
        ({"slots": ["gpd"]}, "--slot gpd: no such indicator; known are gdp, "),
        ({"slots": ["gdp:speed"]}, "no such measure; known are level, growth_rate"),
        ({"slots": ["gdp:level:soon"]}, "no such status; known are actual, expected, target"),
        ({"slots": ["gdp:level:actual:x"]}, "give INDICATOR, INDICATOR:MEASURE"),
    ],
)
def test_wrong_filters_say_what_there_is(filters: dict[str, Any], message: str) -> None:
    """A wrong value is a usage error that names the option and what may stand there."""
    with pytest.raises(UsageError, match=message):
        read_selection(**filters)


def test_options_offer_what_records_hold() -> None:
    """The choices of --level and --status are the record's own."""
    assert [level.value for level in Level] == list(get_args(RegionLevel))
    assert [status.value for status in FactStatus] == list(get_args(Status))
