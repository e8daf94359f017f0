"""The example reports: what is found in each form of source that they stand for."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import summarizer
from summarizer import Record, read_document
from summarizer.schemas.record import Indicator, SectionRow

FILES = (
    "city-wrapped.txt",
    "collection.txt",
    "county-gb18030.txt",
    "district-redacted.txt",
    "province-2024.txt",
    "township.txt",
    "web-page.txt",
)
FORMS = (
    "province-running-head.pdf",
    "rows.csv#2",
    "rows.csv#3",
    "township-bold.md",
    "township-columns.pdf",
    "township-numbered.docx",
    "township-page.html",
    "township-print.pdf",
)
"""The same reports in the other forms in which reports reach people."""


@pytest.fixture(scope="module")
def records(examples: Path) -> dict[str, list[Record]]:
    """The records of each file of the folder, by the file's name."""
    found: dict[str, list[Record]] = {}
    for record in summarizer.summarize_batch([examples]):
        found.setdefault(Path(record.report.source.name).name, []).append(record)
    return found


def slots(record: Record) -> dict[tuple[str, str, str], str]:
    """The headline rows that are not empty: the number's own words, or the state."""
    facts = {indicator.id: indicator for indicator in record.indicators}
    return {
        (row.canonical, row.measure, row.status): facts[row.indicator].quantity.text
        if row.indicator is not None and row.state == "stated"
        else row.state
        for row in record.headlines
        if row.state != "not_stated"
    }


def facts(record: Record, canonical: str) -> list[Indicator]:
    return [indicator for indicator in record.indicators if indicator.canonical == canonical]


def test_the_folder_holds_reports_only_in_the_files_of_reports(records: dict[str, list[Record]]) -> None:
    """Each file gives its reports; the folder's README is no source."""
    assert sorted(records) == sorted((*FILES, *FORMS))
    assert {name: len(found) for name, found in records.items() if len(found) > 1} == {"collection.txt": 3}


@pytest.mark.parametrize(
    ("file", "index", "title", "name", "level", "year", "delivered_on", "speaker", "completeness"),
    [
        ("province-2024.txt", 0, "沧原省政府工作报告", "沧原省", "province", 2024, "2024-01-23", "陆衡之", "whole"),
        ("city-wrapped.txt", 0, "霖泽市政府工作报告", "霖泽市", "prefecture", 2024, "2024-02-01", "何砚秋", "whole"),
        ("district-redacted.txt", 0, "2024年XX区政府工作报告", None, "county", 2024, None, None, "whole"),
        ("collection.txt", 0, "2024年沧平市政府工作报告", "沧平市", None, 2024, "2024-01-09", "闻景行", "whole"),
        ("collection.txt", 1, "2024年栖沅县政府工作报告", "栖沅县", "county", 2024, "2024-01-16", "白栖梧", "whole"),
        (
            "collection.txt",
            2,
            "2024年云阙市岚渚区政府工作报告",
            "云阙市岚渚区",
            "county",
            2024,
            "2024-01-05",
            "计临川",
            "whole",
        ),
        ("county-gb18030.txt", 0, "政府工作报告", "砚溪县", "county", 2022, "2022-12-28", "刘㛃", "whole"),
        ("township.txt", 0, "岚栖镇人民政府工作报告", "岚栖镇", "township", 2024, "2024-01-18", "苗远舟", "whole"),
        ("web-page.txt", 0, "", None, "county", 2024, None, None, "fragment"),
    ],
)
def test_heads(
    records: dict[str, list[Record]],
    file: str,
    index: int,
    title: str,
    name: str | None,
    level: str | None,
    year: int,
    delivered_on: str | None,
    speaker: str | None,
    completeness: str,
) -> None:
    """Title, place, year, day, speaker and completeness, as the text gives them."""
    report = records[file][index].report
    day = date.fromisoformat(delivered_on) if delivered_on else None
    found = (report.title, report.region.name, report.region.level, report.year, report.delivered_on)
    assert found == (title, name, level, year, day)
    assert (report.speaker, report.completeness) == (speaker, completeness)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_facts(records: dict[str, list[Record]], form: str) -> None:
    """Numbers, names, periods, statuses, sections and heads are those of the plain text, whatever form it came in."""
    plain = "province-2024.txt" if form.startswith("province") or form.endswith("#3") else "township.txt"
    (expected,), (found,) = records[plain], records[form]
    assert [_read(fact) for fact in found.indicators] == [_read(fact) for fact in expected.indicators]
    assert [_outline(section) for section in found.sections] == [_outline(section) for section in expected.sections]
    for name in ("title", "year", "delivered_on", "speaker", "completeness"):
        assert getattr(found.report, name) == getattr(expected.report, name)


def _read(fact: Indicator) -> tuple[object, ...]:
    quantity, period = fact.quantity, fact.period
    years = (period.label, period.start, period.end) if period else None
    return (quantity.value, quantity.unit, quantity.comparator, fact.name, fact.measure, fact.status, years)


def _outline(section: SectionRow) -> tuple[object, ...]:
    return (section.level, section.number, section.heading, section.kind)


def test_pages_are_told_where_there_are_pages(records: dict[str, list[Record]]) -> None:
    """Evidence and points of a PDF name the page that they begin on; those of other forms none."""
    (record,) = records["province-running-head.pdf"]
    pages = [fact.evidence.page for fact in record.indicators]
    assert pages == sorted(filter(None, pages))
    assert pages[0] == 1
    assert {len(point.pages or ()) for point in record.summary.targets} == {
        len(point.evidence) for point in record.summary.targets
    }
    (other,) = records["township-numbered.docx"]
    assert {fact.evidence.page for fact in other.indicators} == {None}


def test_the_stories_hold_together(records: dict[str, list[Record]]) -> None:
    """Every claim is borne out by its source, and no number contradicts another."""
    for found in records.values():
        for record in found:
            assert [flag for flag in record.validation.flags if flag.severity == "error"] == []
            assert [flag for flag in record.validation.flags if flag.code == "arithmetic_inconsistent"] == []
            assert record.validation.covered == record.validation.source_quantities


def test_every_quote_is_the_source(records: dict[str, list[Record]], examples: Path) -> None:
    """Spans of numbers and evidence give exactly the words that stand in the record, in every encoding and wrapping."""
    for name, found in records.items():
        text = read_document(examples / ("forms" if name in FORMS else "") / name).text
        for record in found:
            for fact in record.indicators:
                assert text[slice(*fact.quantity.span)] == fact.quantity.text
                assert text[slice(*fact.evidence.span)] == fact.evidence.quote


def test_headline_targets_of_the_province(records: dict[str, list[Record]]) -> None:
    """The aims of its year fill the target slots; what the report does not say stays empty."""
    found = slots(records["province-2024.txt"][0])
    assert {slot[:2]: text for slot, text in found.items() if slot[2] == "target"} == {
        ("gdp", "growth_rate"): "5.5%",
        ("general_public_budget_revenue", "growth_rate"): "5%",
        ("cpi", "growth_rate"): "3%",
        ("new_urban_jobs", "level"): "40万人",
        ("surveyed_urban_unemployment_rate", "level"): "5.5%",
        ("fixed_asset_investment", "growth_rate"): "5%",
        ("retail_sales_of_consumer_goods", "growth_rate"): "7%",
        ("imports_and_exports", "growth_rate"): "6%",
        ("industrial_value_added_above_scale", "growth_rate"): "6.5%",
        ("rural_disposable_income_per_capita", "growth_rate"): "7.5%",
        ("grain_output", "level"): "480亿斤",
        ("rd_intensity", "level"): "2.35%",
        ("energy_use_per_gdp", "growth_rate"): "2.5%",
    }


def test_figures_of_a_city_within_the_province_are_not_the_provinces(records: dict[str, list[Record]]) -> None:
    """其中云阙市 has its own GDP; it fills no slot."""
    province = records["province-2024.txt"][0]
    amounts = [(fact.quantity.value, fact.region) for fact in facts(province, "gdp") if fact.measure == "level"]
    assert amounts == [(Decimal("2318650000000"), None), (Decimal("601200000000"), "云阙市")]


def test_a_page_number_within_a_number_does_not_reach_it(records: dict[str, list[Record]]) -> None:
    """268, a page's foot with its number, and 万吨 are one amount."""
    (vegetables,) = facts(records["city-wrapped.txt"][0], "vegetable_output")
    assert (vegetables.quantity.text, vegetables.quantity.value) == ("268\n\n2\n\n万吨", Decimal(2680000))


def test_expected_figures_of_the_city(records: dict[str, list[Record]]) -> None:
    """预计（下同） makes the figures of its paragraph expected ones, not those of the paragraphs after it."""
    city = records["city-wrapped.txt"][0]
    statuses = [fact.status for fact in facts(city, "general_public_budget_revenue")]
    assert statuses == ["expected", "expected", "target"]
    assert [fact.status for fact in facts(city, "industrial_investment")] == ["actual", "actual"]


def test_redacted_amounts_of_the_district(records: dict[str, list[Record]]) -> None:
    """XX亿元 is a stated unknown: the slot says redacted, the growth rate beside it is known."""
    found = slots(records["district-redacted.txt"][0])
    assert found["gdp", "level", "actual"] == "redacted"
    assert found["gdp", "growth_rate", "actual"] == "5.8%"


def test_encodings(examples: Path) -> None:
    """GB18030 with characters that GBK lacks is read as what it is; line ends are made one."""
    document = read_document(examples / "county-gb18030.txt")
    assert document.encoding == "gb18030"
    assert "㽏泉至砚溪" in document.text
    assert "\r" not in document.text


def test_small_amounts_of_the_township(records: dict[str, list[Record]]) -> None:
    """万元 and 元 of a township are read on the scale they are written on."""
    found = slots(records["township.txt"][0])
    assert found["general_public_budget_revenue", "level", "actual"] == "2680万元"
    assert found["rural_disposable_income_per_capita", "level", "target"] == "2.1万元"
