"""Records as tables: what stands in them, and that other programs read the same."""

import csv
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.cli.records import read_records
from summarizer.errors import OutputError, RecordError, UsageError
from summarizer.output.selection import Selection, read_selection
from summarizer.schemas import Record
from summarizer.schemas.lines import number_text
from summarizer.tables.columns import code_labels
from summarizer.tables.export import export
from summarizer.tables.rows import EXPORTED, FACTS, dictionary, lines
from summarizer.tables.texts import as_csv, inert, keeps_digits
from summarizer.tables.workbook import pattern
from tests.tables.conftest import make_record

HOSTILE = "=cmd()机构3家，地区生产总值增长5%。\n+1个项目建成，@甲企业2家，-3度低温。"
BOOLEANS = {"=TRUE()", "=FALSE()"}
"""How LibreOffice writes the cells that are true and false."""
CODES = ["11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"]


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def provinces() -> list[Record]:
    """Reports of eighteen provinces that do not exist, with figures of their own."""
    return [
        make_record(
            f"第{code}省",
            level="province",
            code=f"{code}0000",
            results=f"地区生产总值{code}.{code}亿元，增长{int(code) / 10}%。城镇新增就业{code}00人。",
        )
        for code in CODES
    ]


def test_csv_has_a_row_a_fact_with_exact_numbers(record: Record, tmp_path: Path) -> None:
    """Every fact is a row; values are the record's decimals, digit for digit."""
    assert export([record], tmp_path / "f.csv") == len(record.indicators)
    rows = read_csv(tmp_path / "f.csv")
    assert [row["fact_id"] for row in rows] == [fact.id for fact in record.indicators]
    for row, fact in zip(rows, record.indicators, strict=True):
        assert fact.quantity.value is not None
        assert row["value"] == row["value_exact"] == number_text(fact.quantity.value)
        assert row["quote"] == fact.evidence.quote
        assert [int(row["quote_start"]), int(row["quote_end"])] == list(fact.evidence.span)
    assert rows[2]["signed_value"] == "-3.5"
    assert (rows[0]["slots"], rows[0]["section_kind"], rows[4]["comparator"]) == ("gdp:level:actual", "review", "about")


def test_every_row_fits_its_table(record: Record) -> None:
    """Rows have a cell for each column, of the column's kind."""
    kinds = {"text": str, "integer": int, "number": Decimal, "boolean": bool}
    for line in lines(record):
        assert len(line.row) == len(line.table.columns)
        for column, cell in zip(line.table.columns, line.row, strict=True):
            assert cell is None or isinstance(cell, kinds.get(column.kind, object)), (column.name, cell)
            assert cell is None or column.codes is None or cell in code_labels(column.codes)


def test_dictionary_explains_every_column(record: Record, tmp_path: Path) -> None:
    """Beside a CSV file stands what its columns are, with labels in both languages and the codes."""
    export([record], tmp_path / "f.csv.gz")
    rows = {row["column"]: row for row in read_csv(tmp_path / "f.dictionary.csv")}
    assert list(rows) == list(FACTS.names)
    assert "about = 约 / About" in rows["comparator"]["codes"]
    assert all(row[3] and row[4] for row in dictionary(EXPORTED))


@pytest.mark.parametrize(
    "text", ["=cmd()", "+1", "-1", "@x", "\t=1", " =1", "\n=1", "＝1", "＋1", "－1", "＠x", "\r+1", "\u3000=1"]
)
def test_no_text_is_a_formula_in_csv(text: str) -> None:
    """A text that begins like a formula, full-width signs and leading space included, gets a ' before it."""
    assert as_csv(text) == f"'{text}"


@given(st.text())
def test_csv_texts_never_begin_like_a_formula(text: str) -> None:
    """Whatever a report holds, a cell begins with no sign that a spreadsheet runs, and nothing else is changed."""
    safe = inert(text)
    assert not safe.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert safe.removeprefix("'") == text.removeprefix("'")


def test_lone_surrogates_can_be_written(record: Record, tmp_path: Path) -> None:
    """Damaged text in a record ends no export."""
    report = record.report.model_copy(update={"title": "甲\ud800乙"})
    broken = record.model_copy(update={"report": report})
    for form in ("csv", "xlsx"):
        export([broken], tmp_path / f"f.{form}")
    assert read_csv(tmp_path / "f.csv")[0]["report_title"] == "甲?乙"


def test_filters_narrow_tables(provinces: list[Record], tmp_path: Path) -> None:
    """Filters choose reports and facts."""
    chosen = read_selection(regions=["11", "第12"], slots=["gdp:growth_rate:actual"])
    assert export(provinces, tmp_path / "f.csv", selection=chosen) == 2
    found = [(row["region"], row["value"]) for row in read_csv(tmp_path / "f.csv")]
    assert found == [("第11省", "1.1"), ("第12省", "1.2")]


@pytest.mark.parametrize("form", ["jsonl", "jsonl.gz", "jsonl.zst"])
def test_records_are_written_whole(provinces: list[Record], tmp_path: Path, form: str) -> None:
    """JSON lines hold the chosen records unchanged; filters on facts do not go with them."""
    path = tmp_path / f"r.{form}"
    assert export(provinces, path, selection=read_selection(regions=["11"])) == 1
    assert list(read_records(str(path))) == provinces[:1]
    with pytest.raises(UsageError, match="records are written whole, so --slot, --status and --verified-only"):
        export(provinces, path, selection=Selection(verified_only=True))
    assert list(read_records(str(path))) == provinces[:1]


def test_an_unknown_suffix_says_what_there_is(record: Record, tmp_path: Path) -> None:
    """The suffix names the form; another is a wrong call."""
    with pytest.raises(UsageError, match=r"use one of \.csv, \.csv\.gz, \.parquet, \.xlsx, \.duckdb"):
        export([record], tmp_path / "f.ods")
    assert list(tmp_path.iterdir()) == []


def test_the_same_records_give_the_same_bytes(provinces: list[Record], tmp_path: Path) -> None:
    """Workbooks and CSV files hold no time of their making."""
    for form in ("csv", "xlsx"):
        for folder in ("one", "two"):
            export(provinces, tmp_path / folder / f"f.{form}")
        assert (tmp_path / "one" / f"f.{form}").read_bytes() == (tmp_path / "two" / f"f.{form}").read_bytes()


def test_csv_reads_the_same_everywhere(provinces: list[Record], tmp_path: Path) -> None:
    """pandas, polars and DuckDB read the CSV file as the same table."""
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "f.csv"
    count = export(provinces, path)
    facts = [fact for record in provinces for fact in record.indicators]
    column = [float(number_text(fact.quantity.value or Decimal())) for fact in facts]
    assert pandas.read_csv(path)["value"].tolist() == column
    assert polars.read_csv(path, infer_schema_length=None)["value"].to_list() == column
    assert [row[0] for row in duckdb.sql(f"select value from '{path}'").fetchall()] == column
    assert len(column) == count
    assert pandas.read_csv(path).columns[0] == polars.read_csv(path).columns[0] == "report_id"


def test_parquet_reads_the_same_everywhere(provinces: list[Record], tmp_path: Path) -> None:
    """pandas, polars and DuckDB pivot the Parquet file to the records' own figures."""
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    path = tmp_path / "f.parquet"
    export(provinces, path, selection=read_selection(slots=["gdp"]))
    told = {
        (record.report.region.name, fact.measure, fact.status): float(number_text(fact.quantity.value or Decimal()))
        for record in provinces
        for fact in record.indicators
        if fact.canonical == "gdp"
    }
    keys = ["region", "measure", "status"]
    pivot = pandas.read_parquet(path).pivot_table(values="signed_value", index=keys, aggfunc="mean")
    assert {key: float(value) for key, value in pivot["signed_value"].items()} == told
    frame = polars.read_parquet(path).select(*keys, "signed_value")
    assert {row[:3]: row[3] for row in frame.rows()} == told
    rows = duckdb.sql(f"select region, measure, status, signed_value from '{path}'").fetchall()
    assert {row[:3]: row[3] for row in rows} == told


def test_duckdb_holds_all_tables(provinces: list[Record], tmp_path: Path) -> None:
    """A database has every table with typed columns that say what they are, and nothing is left beside it."""
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    path = tmp_path / "f.duckdb"
    path.write_bytes(b"an older file")
    count = export(provinces, path)
    with duckdb.connect(str(path), read_only=True) as database:
        sizes = {
            name: database.execute(f'select count(*) from "{name}"').fetchall()[0][0]
            for name in ("summaries", "headlines", "facts", "flags", "dictionary")
        }
        types = dict(
            database.execute(
                "select table_name || '.' || column_name, data_type from duckdb_columns() where not internal"
            ).fetchall()
        )
        (told,) = database.execute(
            "select comment from duckdb_columns() where table_name = 'facts' and column_name = 'unit'"
        ).fetchall()
    assert (sizes["summaries"], sizes["facts"]) == (len(provinces), count)
    assert sizes["headlines"] == len(provinces) * len(provinces[0].headlines)
    assert sizes["dictionary"] == sum(len(table.columns) for table in EXPORTED)
    columns = ("facts.value", "facts.quote", "facts.disputed", "facts.page", "summaries.delivered_on")
    assert [types[column] for column in columns] == ["DOUBLE", "VARCHAR", "BOOLEAN", "BIGINT", "DATE"]
    assert told == ("单位 / Unit. As written, without scale",)
    assert [entry.name for entry in tmp_path.iterdir()] == ["f.duckdb"]


def test_workbook_has_sheets_filters_and_notes(provinces: list[Record], tmp_path: Path) -> None:
    """Sheets with frozen heads and filters; headline figures are numbers in readable units with their sentences."""
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "f.xlsx"
    export(provinces, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["摘要", "主要指标", "指标", "标记", "数据字典"]
    sheet = book["主要指标"]
    heads = [cell.value for cell in sheet[1]]
    gdp = heads.index("国内生产总值 实际 (亿元)") + 1
    assert [sheet.cell(row, gdp).value for row in range(2, 20)] == [float(f"{code}.{code}") for code in CODES]
    assert sheet.cell(2, gdp).comment.text.startswith("地区生产总值11.11亿元，增长1.1%。\n[已核实]")
    target = heads.index("国内生产总值增速 目标 (%)") + 1
    assert (sheet.cell(2, target).value, sheet.cell(2, target).number_format) == (6, '"约"#,##0;"约"-#,##0')
    assert (sheet.freeze_panes, sheet.auto_filter.ref.startswith("A1:")) == ("F2", True)
    assert sheet.cell(2, heads.index("居民消费价格增速 目标") + 1).value == "–"
    facts = book["指标"]
    assert (facts.freeze_panes, facts["E2"].value, facts["E2"].number_format) == ("A2", 2024, "General")


def test_english_headings(record: Record, tmp_path: Path) -> None:
    """A workbook's headings may be English."""
    openpyxl = pytest.importorskip("openpyxl")
    export([record], tmp_path / "f.xlsx", language="en")
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    assert book.sheetnames == ["Summaries", "Headlines", "Facts", "Flags", "Data dictionary"]
    assert book["Headlines"]["F1"].value == "Gross domestic product, actual (亿元)"


@pytest.mark.office
def test_texts_stay_texts_in_office(tmp_path: Path, office: Callable[[Path, str], Path]) -> None:
    """LibreOffice in a Chinese locale recalculates the workbook and opens the CSV file: no text became a formula."""
    openpyxl = pytest.importorskip("openpyxl")
    hostile = make_record(results=HOSTILE)
    report = hostile.report.model_copy(update={"title": '=HYPERLINK("http://localhost","点")'})
    hostile = hostile.model_copy(update={"report": report})
    for form in ("csv", "xlsx"):
        path = tmp_path / f"f.{form}"
        export([hostile], path)
        book = openpyxl.load_workbook(office(path, "xlsx"))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        texts = {str(cell.value).removeprefix("'") for cell in cells}
        assert {"=cmd()机构", '=HYPERLINK("http://localhost","点")'} <= texts
        assert any(text.startswith("+1个项目建成") for text in texts)
        assert {cell.value for cell in cells if cell.data_type == "f"} <= BOOLEANS


@pytest.mark.office
def test_office_keeps_the_numbers(provinces: list[Record], tmp_path: Path, office: Callable[[Path, str], Path]) -> None:
    """Saved by LibreOffice again, the workbook has the same values, and the pivot of them equals the records."""
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "f.xlsx"
    export(provinces, path)
    before, after = openpyxl.load_workbook(path), openpyxl.load_workbook(office(path, "xlsx"), data_only=True)
    for name in before.sheetnames:
        rows = [list(sheet.values) for sheet in (before[name], after[name])]
        assert rows[0] == rows[1]


@pytest.mark.parametrize(
    ("value", "before", "upper", "shown"),
    [
        ("5", "", None, "#,##0"),
        ("5.20", "", None, "#,##0.0"),
        ("126000000000000", "", None, "#,##0"),
        ("1E+3", "", None, "#,##0"),
        ("0.6667", "约", None, '"约"#,##0.0000;"约"-#,##0.0000'),
        ("5", "", "5.5", '#,##0"~5.5";-#,##0"~5.5"'),
    ],
)
def test_number_formats_show_all_digits(value: str, before: str, upper: str | None, shown: str) -> None:
    """As many places as the value has, 约 or > before it, the end of a range behind it."""
    assert pattern(Decimal(value), before, Decimal(upper) if upper else None) == shown


def test_more_digits_than_a_spreadsheet_keeps() -> None:
    """Fifteen digits are a number, more are a text that keeps them."""
    assert keeps_digits(Decimal("126000000000000"))
    assert keeps_digits(Decimal("999999999.999999"))
    assert not keeps_digits(Decimal("1234567890.1234567"))


def test_damage_is_no_half_table(record: Record, tmp_path: Path) -> None:
    """A bad line among the records ends the export with the old table in place."""

    def records() -> Iterator[Record]:
        yield record
        raise RecordError("r.jsonl, line 2: no record")

    path = tmp_path / "f.csv"
    path.write_text("old")
    with pytest.raises(RecordError):
        export(records(), path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["f.csv"]


@pytest.mark.parametrize(("form", "library"), [("parquet", "pyarrow"), ("duckdb", "duckdb")])
def test_a_missing_library_is_named(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, library: str
) -> None:
    """Without its library a form is a wrong call that says what to install; the old file stays."""

    def refuse(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("summarizer.tables.arrow.import_module", refuse)
    path = tmp_path / f"f.{form}"
    path.write_text("old")
    with pytest.raises(
        UsageError, match=rf"^{library} is not installed; run: pip install 'report-summarizer\[tables\]'"
    ):
        export([record], path)
    assert path.read_text() == "old"


def test_a_full_sheet_says_what_to_do(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than a sheet holds: no cut table, but advice."""
    monkeypatch.setattr("summarizer.tables.workbook._MOST_ROWS", 5)
    with pytest.raises(UsageError, match=r"write \.parquet, \.duckdb or \.csv"):
        export([record], tmp_path / "f.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_written_is_one_line(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What DuckDB says of a full disk comes as an error of ours, and the old file stays."""
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")

    def fail(*arguments: object) -> None:
        raise duckdb.IOException("Could not write:\nno space left")

    monkeypatch.setattr("summarizer.tables.arrow._insert", fail)
    path = tmp_path / "f.duckdb"
    path.write_text("old")
    with pytest.raises(OutputError, match=r"f\.duckdb: cannot be written \(Could not write: no space left\)$"):
        export([record], path)
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["f.duckdb"]
