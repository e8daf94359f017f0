"""The reports of the corpus, read by hand: how many, where, when, and how complete."""

from pathlib import Path

import pytest

from summarizer.chunker import Report, find_reports
from summarizer.documents import View, build_view, read_document

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus beside the repository")

_PROVINCES = (
    "110000 120000 130000 140000 150000 210000 220000 230000 310000 320000 330000 340000 350000 360000 370000 410000 "
    "420000 430000 440000"
).split()
_DAYS = [
    "2024-03-05",
    *(f"2024-01-{day}" for day in "21 23 21 23 30 23 24 24 23 23 23 23 23 23 22 28 30 24 23".split()),
]


def _find(name: str) -> tuple[View, tuple[Report, ...]]:
    view = build_view(read_document(CORPUS / name))
    return view, find_reports(view)


def _dates(reports: tuple[Report, ...]) -> list[str | None]:
    return [report.delivered_on.isoformat() if report.delivered_on else None for report in reports]


def test_the_nation_and_nineteen_provinces() -> None:
    """20 whole reports with their codes, dates and speakers."""
    _, reports = _find("national-provincial-2024.txt")
    assert [report.region.code for report in reports] == [None, *_PROVINCES]
    assert [report.region.level for report in reports] == ["nation", *["province"] * 19]
    assert _dates(reports) == _DAYS
    assert [report.title for report in reports] == [
        "政府工作报告",
        *(f"{report.region.name}政府工作报告" for report in reports[1:]),
    ]
    assert [len(report.speaker or "") for report in reports] == [int(size) for size in "12233333323232332333"]
    assert {(report.year, report.completeness) for report in reports} == {(2024, "whole")}


def test_seven_cities_behind_a_page_of_contents() -> None:
    """7 reports, the last cut off; the contents name 16 more."""
    _, reports = _find("cities-with-contents-page-2024.txt")
    assert [report.region.code for report in reports] == "370100 210100 350100 210500 211100 411400 511000".split()
    assert [report.title for report in reports] == [f"2024年{report.region.name}政府工作报告" for report in reports]
    assert _dates(reports) == [*(f"2024-01-{day}" for day in ("10", "08", "13", "10", "04")), None, "2024-01-13"]
    assert [report.completeness for report in reports] == [*["whole"] * 6, "tail_missing"]


def test_wrapped_and_redacted_reports() -> None:
    """17 reports of 8 districts, 8 cities and a town; two are cut off."""
    _, reports = _find("wrapped-redacted-2024.txt")
    assert [report.title for report in reports] == [
        f"2024年XX{kind}政府工作报告" for kind in "区" * 8 + "市" * 8 + "镇"
    ]
    levels = {"c": "county", "p": "prefecture", "t": "township"}
    assert [report.region.level for report in reports] == [levels[level] for level in "cccccccc" + "pcpcppcp" + "t"]
    assert {(report.region.name, report.year, report.speaker) for report in reports} == {(None, 2024, None)}
    assert [i for i, report in enumerate(reports) if report.completeness != "whole"] == [6, 15]
    assert {reports[i].completeness for i in (6, 15)} == {"tail_missing"}


def test_reports_with_rewritten_years() -> None:
    """5 reports; the title's year counts, the scrambled head of the last one is read."""
    _, reports = _find("rewritten-years.txt")
    assert [report.title for report in reports] == [
        "政府工作报告(市)",
        "**市2024年政府工作报告",
        "市2024年政府工作报告",
        "市2024年政府工作报告",
        "襄阳市2024年政府工作报告",
    ]
    assert [report.region.level for report in reports] == ["prefecture", "county", *["prefecture"] * 3]
    assert [report.region.code for report in reports] == [None] * 4 + ["420600"]
    assert _dates(reports) == [None, None, "2024-01-16", None, "2024-03-29"]
    assert [bool(report.speaker) for report in reports] == [False, False, True, False, True]
    assert {(report.year, report.completeness) for report in reports} == {(2024, "whole")}


def test_a_page_of_a_web_collection() -> None:
    """2 reports: one without its head, one without its tail; the site's lines belong to neither."""
    view, reports = _find("web-page-fragment.txt")
    assert [report.title for report in reports] == ["", "2024年XX区政府工作报告"]
    assert [report.completeness for report in reports] == ["head_missing", "tail_missing"]
    assert {(report.region.name, report.region.level, report.year) for report in reports} == {(None, "county", 2024)}
    texts = "".join(view.text[report.extent[0] : report.extent[1]] for report in reports)
    assert "下一篇" not in texts
    assert "21页" not in texts


def test_reports_cover_the_text_and_do_not_overlap() -> None:
    """Reports stand in text order, each ends before the next begins, and little but the site is left over."""
    for path in sorted(CORPUS.glob("*.txt")):
        view, reports = _find(path.name)
        ends = [0, *(report.extent[1] for report in reports)]
        assert all(
            end <= report.extent[0] <= report.body < report.extent[1]
            for end, report in zip(ends, reports, strict=False)
        )
        assert sum(report.extent[1] - report.extent[0] for report in reports) > 0.98 * len(view.text)
