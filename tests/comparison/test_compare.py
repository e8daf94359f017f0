"""Comparison: who stands beside whom, what is a gap and a rank, and what the files say of it."""

import csv
import re
import sys
from collections.abc import Callable
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from summarizer.comparison.compare import Comparison, compare
from summarizer.comparison.output import write
from summarizer.comparison.page import page
from summarizer.comparison.places import codes_above, place_of
from summarizer.comparison.ranking import ranking
from summarizer.output.selection import read_selection
from summarizer.schemas import Record
from summarizer.schemas.record import Region
from summarizer.tables.figures import Pair
from tests.tables.conftest import make_record, office

__all__ = ["office"]

GROWTH: Pair = ("gdp", "growth_rate")
GDP: Pair = ("gdp", "level")
JOBS: Pair = ("new_urban_jobs", "level")


def report(name: str, code: str | None, year: int, results: str, aims: str, **more: Any) -> Record:
    return make_record(name, year, level=more.pop("level", "province"), code=code, results=results, aims=aims)


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """Three provinces, two of them in two years, and the nation."""
    return [
        report("东明省", "510000", 2024, "地区生产总值4000亿元，增长5.2%。", "地区生产总值增长5%到6%。"),
        report(
            "东明省", "510000", 2025, "地区生产总值4300亿元，增长5.6%。城镇新增就业30万人。", "地区生产总值增长5%左右。"
        ),
        report("西宁州", "520000", 2024, "地区生产总值8000亿元，增长4.8%。", "地区生产总值增长6%以上。"),
        report(
            "西宁州", "520000", 2025, "地区生产总值8500亿元，增长5.6%。城镇新增就业40万个。", "地区生产总值增长5.5%。"
        ),
        report("南岭省", "530000", 2025, "地区生产总值XX亿元，增长6.1%。", "居民消费价格涨幅3%左右。"),
        make_record(
            "全国", 2025, level="nation", results="国内生产总值126万亿元，增长5.2%。", aims="国内生产总值增长5%左右。"
        ),
    ]


@pytest.fixture(scope="module")
def comparison(records: list[Record]) -> Comparison:
    """All of them compared."""
    return compare(records)


def place(comparison: Comparison, name: str) -> Any:
    return next(place for place in comparison.places if place.name == name)


def test_places_stand_by_level_and_code(comparison: Comparison) -> None:
    """The nation first, provinces by code; years in order."""
    assert [found.name for found in comparison.places] == ["全国", "东明省", "西宁州", "南岭省"]
    assert comparison.years == (2024, 2025)


def test_last_years_target_stands_beside_this_years_result(comparison: Comparison) -> None:
    """The target of the report of the year before, and how far the result is from it: 0 within a range."""
    cell = comparison.cell(place(comparison, "东明省"), 2025, GROWTH)
    assert cell.actual.signed is not None
    assert cell.earlier.signed is not None
    assert (cell.actual.signed.value, cell.earlier.signed.value, cell.earlier.signed.value_max) == (
        Decimal("5.6"),
        Decimal(5),
        Decimal(6),
    )
    assert cell.gap == 0
    assert comparison.cell(place(comparison, "西宁州"), 2025, GROWTH).gap == Decimal("-0.4")


def test_no_report_is_told_from_not_stated(comparison: Comparison) -> None:
    """Where there is no report a figure is missing; where it says nothing, not stated; hidden, redacted."""
    south = place(comparison, "南岭省")
    assert comparison.cell(south, 2024, GROWTH).actual.state == "missing"
    assert comparison.cell(south, 2025, GROWTH).earlier.state == "missing"
    assert comparison.cell(south, 2025, GROWTH).target.state == "not_stated"
    assert comparison.cell(south, 2025, GDP).actual.state == "redacted"


def test_ranks_are_among_the_same_level_and_year(comparison: Comparison) -> None:
    """Equal results share a rank, the nation has one of its own, a redacted figure none; 个 and 人 are compared."""
    ranks = {
        (found.name, pair): comparison.cell(found, 2025, pair).actual_rank
        for found in comparison.places
        for pair in (GROWTH, GDP, JOBS)
    }
    assert [ranks[name, GROWTH] for name in ("全国", "东明省", "西宁州", "南岭省")] == [1, 2, 2, 1]
    assert [ranks[name, GDP] for name in ("东明省", "西宁州", "南岭省")] == [2, 1, None]
    assert [ranks[name, JOBS] for name in ("东明省", "西宁州")] == [2, 1]


def test_ranking_lists_those_with_a_number(comparison: Comparison) -> None:
    """The ranking of a year goes level by level, and leaves out who states nothing."""
    assert [(row.rank, row.place.name) for row in ranking(comparison, 2025, GDP)] == [
        (1, "全国"),
        (1, "西宁州"),
        (2, "东明省"),
    ]


def test_a_filter_on_years_keeps_the_targets_before(records: list[Record]) -> None:
    """--year 2025 shows that year's reports, whose results still stand beside the targets of 2024."""
    chosen = compare(records, read_selection(years=["2025"], levels=["province"], slots=["gdp:growth_rate"]))
    assert (chosen.years, chosen.pairs) == ((2025,), (GROWTH,))
    assert [found.name for found in chosen.places] == ["东明省", "西宁州", "南岭省"]
    assert chosen.cell(chosen.places[1], 2025, GROWTH).gap == Decimal("-0.4")


def test_what_filters_leave_out_is_not_called_unstated(records: list[Record]) -> None:
    """--status target leaves results out, and says so."""
    chosen = compare(records, read_selection(statuses=["target"]))
    assert chosen.cell(chosen.places[1], 2025, GROWTH).actual.state == "left_out"


def test_of_two_reports_of_a_place_and_year_the_fuller_is_taken(records: list[Record]) -> None:
    """The whole report stands, whichever comes first, and the other is named."""
    whole = records[0]
    torn = whole.model_copy(
        update={
            "report": whole.report.model_copy(update={"id": "torn", "completeness": "tail_missing"}),
            "headlines": (),
        }
    )
    for pair in ([whole, torn], [torn, whole]):
        found = compare(pair)
        assert [report.id for report in found.reports.values()] == [whole.report.id]
        assert [report.id for report in found.set_aside] == ["torn"]


def test_nothing_to_compare_is_no_error(tmp_path: Path) -> None:
    """No record, no rows; every form can be written."""
    for form in ("html", "xlsx", "csv"):
        write(tmp_path / f"c.{form}", compare([]), "zh")
        assert (tmp_path / f"c.{form}").stat().st_size > 0


@pytest.mark.parametrize(
    ("level", "code", "above"),
    [
        ("nation", None, []),
        ("province", "510000", ["000000"]),
        ("province", None, ["000000"]),
        ("prefecture", "510100", ["510000", "000000"]),
        ("county", "510104", ["510100", "510000", "000000"]),
        ("county", None, []),
    ],
)
def test_the_levels_above(level: Any, code: str | None, above: list[str]) -> None:
    """The codes of the levels above, the nearest first; without a code nobody knows."""
    assert list(codes_above(place_of(make_record("某地", level=level, code=code)))) == above


def test_csv_has_a_row_a_place_year_and_indicator(records: list[Record], tmp_path: Path) -> None:
    """The long table has exact numbers, states and ranks."""
    write(tmp_path / "c.csv", compare(records), "zh")
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {
            (row["region"], row["report_year"], row["canonical"], row["measure"]): row for row in csv.DictReader(file)
        }
    row = rows["西宁州", "2025", "gdp", "growth_rate"]
    assert (row["actual"], row["actual_rank"], row["earlier"], row["earlier_comparator"], row["gap"]) == (
        "5.6",
        "2",
        "6",
        "over",
        "-0.4",
    )
    assert rows["南岭省", "2025", "gdp", "level"]["actual_state"] == "redacted"
    assert ("南岭省", "2024", "gdp", "level") not in rows


@pytest.mark.office
def test_workbook_sets_figures_beside_each_other(
    records: list[Record], tmp_path: Path, office: Callable[[Path, str], Path]
) -> None:
    """A sheet a year, numbers in readable units, rankings, charts; LibreOffice reads the same numbers."""
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "c.xlsx"
    write(path, compare(records), "zh")
    for book in (openpyxl.load_workbook(path), openpyxl.load_workbook(office(path, "xlsx"))):
        assert book.sheetnames == ["2024", "2025", "排名 2025", "图表", "明细", "数据字典"]
        sheet = book["2025"]
        titles = [cell.value for cell in sheet[1]]
        start = titles.index("国内生产总值增速 (%)")
        rows = {row[2]: row[start : start + 6] for row in sheet.iter_rows(min_row=3, values_only=True)}
        assert rows["西宁州"] == (5.6, 2, 5.5, 1, 6, -0.4)
        assert rows["南岭省"] == (6.1, 1, "–", None, None, None)
        assert len(book["图表"]._charts) == len([name for name in titles if name])


def test_page_is_whole_in_itself_and_the_same_every_time(comparison: Comparison) -> None:
    """The page names no address, its only script is its own, and equal records give equal bytes."""
    text = page(comparison, "zh")
    assert text == page(comparison, "zh")
    assert set(re.findall(r"https?://[^\s\"'<)]+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert (text.count("<script"), text.count("</script>")) == (2, 2)
    assert not re.search(r"\s(?:src|on\w+)=", text)
    assert text.count("<svg") == len(comparison.pairs)
    assert "<td>-0.4</td>" in text
    assert re.search(r'<td data-n="5" data-q="\d+">约5</td>', text)


def test_texts_of_reports_are_shown_never_run() -> None:
    """Markup in names and sentences is escaped."""
    evil = '</script><script>alert(1)</script>]]>"\u202e'
    made = make_record(f"{evil}省", level="province", results="地区生产总值4000亿元，增长5.2%。")
    facts = tuple(
        fact.model_copy(update={"evidence": fact.evidence.model_copy(update={"quote": evil})})
        for fact in made.indicators
    )
    text = page(compare([made.model_copy(update={"indicators": facts})]), "en")
    assert "<script>alert" not in text
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in text
    assert "\\u003c/script\\u003e\\u003cscript\\u003ealert(1)" in text
    assert (text.count("<script"), text.count("</script>")) == (2, 2)


def test_reports_without_a_year_or_a_name(records: list[Record], tmp_path: Path) -> None:
    """A report of an unknown year and a redacted region stands by itself, without last year's target."""
    report = records[0].report.model_copy(update={"year": None, "region": Region(name=None, level="county", code=None)})
    found = compare([records[0].model_copy(update={"report": report}), records[1]])
    assert found.years == (None, 2025)
    nameless = next(place for place in found.places if place.name is None)
    assert found.cell(nameless, None, GROWTH).actual.state == "stated"
    assert found.cell(nameless, None, GROWTH).earlier.state == "missing"
    for form in ("html", "xlsx", "csv"):
        write(tmp_path / f"c.{form}", found, "en")
    assert "Region unknown" in (tmp_path / "c.html").read_text(encoding="utf-8")


def test_drawing_leaves_imports_as_they_were(comparison: Comparison) -> None:
    """The chart library's import hook, of a kind that Python no longer knows, is gone; metadata is still found."""
    page(comparison, "zh")
    assert [hook for hook in sys.meta_path if not hasattr(hook, "find_spec")] == []
    assert version("pygal")
