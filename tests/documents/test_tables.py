"""Tables with a report a row: which column, which rows, what becomes of the others."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import summarizer
from summarizer.documents import SourcePath, document_from_bytes, documents_from_bytes, names_in, read_document, reading
from summarizer.errors import SourceError, UsageError
from summarizer.runs.model import Failure
from summarizer.runs.sources import expand

_REPORT = (
    "政府工作报告\n各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n一、过去一年工作回顾\n"
    "地区生产总值增长6.1%，财政收入达到12.5亿元。\n各位代表！让我们团结奋斗！\n"
)
_ROWS = [
    {"province": "河北省", "city": "石家庄", "year": "2031", "doc": _REPORT},
    {"province": "河北省", "city": "唐山市", "year": "2032", "doc": _REPORT.replace("6.1", "7.2")},
]


def _csv(rows: list[dict[str, str]], codec: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(codec)


def _jsonl(rows: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _array(rows: list[dict[str, str]]) -> bytes:
    return json.dumps(rows).encode()


def _xlsx(rows: list[dict[str, str]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("报告")
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([int(value) if value.isdecimal() else value for value in row.values()])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parquet(rows: list[dict[str, str]]) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), out, row_group_size=1)
    return out.getvalue()


_FORMS: dict[str, Callable[[list[dict[str, str]]], bytes]] = {
    "a.csv": _csv,
    "b.csv": lambda rows: _csv(rows, "gb18030"),
    "c.csv": lambda rows: _csv(rows, "utf-16"),
    "d.tsv": lambda rows: _csv(rows, "utf-8", "\t"),
    "e.jsonl": _jsonl,
    "f.json": _array,
    "g.xlsx": _xlsx,
    "h.parquet": _parquet,
}


@pytest.mark.parametrize("name", list(_FORMS))
def test_each_row_is_a_document(name: str, tmp_path: Path) -> None:
    """Rows are named as spreadsheets count them; the text is the cell's, the other columns are its fields."""
    path = tmp_path / name
    path.write_bytes(_FORMS[name](_ROWS))
    names = names_in(str(path))
    documents = [read_document(each) for each in names]
    assert list(names) == [f"{path}#2", f"{path}#3"]
    assert [document.text for document in documents] == [row["doc"] for row in _ROWS]
    assert {document.format for document in documents} == {"table"}
    assert [dict(document.fields or {}) for document in documents] == [
        {
            **{key: row[key] for key in ("province", "city")},
            "year": int(row["year"]) if name == "g.xlsx" else row["year"],
        }
        for row in _ROWS
    ]


def test_columns_tell_place_and_year_that_the_text_does_not(tmp_path: Path) -> None:
    """A city is looked up within its province, with the word that tables leave out; the fields are in the record."""
    path = tmp_path / "all.csv"
    path.write_bytes(_csv(_ROWS))
    first, second = summarizer.summarize_batch([path])
    assert (first.report.region.name, first.report.region.code, first.report.year) == ("石家庄市", "130100", 2031)
    assert (second.report.region.name, second.report.region.code, second.report.year) == ("唐山市", "130200", 2032)
    assert first.report.source.name == f"{path}#2"
    assert first.report.source.fields == {"province": "河北省", "city": "石家庄", "year": "2031"}
    assert first.indicators[0].period is not None
    assert first.indicators[0].period.start == 2030


def test_what_the_text_says_counts_more_than_a_column(tmp_path: Path) -> None:
    """A report that names its place and year keeps them."""
    own = _REPORT.replace("政府工作报告", "2030年邯郸市政府工作报告", 1)
    path = tmp_path / "all.csv"
    path.write_bytes(_csv([{**_ROWS[0], "doc": own}]))
    (record,) = summarizer.summarize_batch([path])
    assert (record.report.region.name, record.report.year) == ("邯郸市", 2030)


@pytest.mark.parametrize("column", ["doc", "full_text", "Content", "正文", "政府工作报告全文"])
def test_usual_names_of_the_column_are_known(column: str) -> None:
    """Whatever the other columns hold."""
    rows = [{"id": "1", "备注": "无", column: _REPORT}]
    (document,) = documents_from_bytes(_csv(rows), "a.csv")
    assert document.text == _REPORT


def test_the_only_column_of_long_texts_is_the_one() -> None:
    """Where no name tells, length does; where two are long, somebody must say."""
    rows = [{"a": "短", "b": _REPORT * 9}]
    (document,) = documents_from_bytes(_csv(rows), "a.csv")
    assert document.text == _REPORT * 9
    both = [{"a": _REPORT * 8, "b": _REPORT * 9}]
    with pytest.raises(SourceError, match=r"^a\.csv: cannot tell which column .*--text-column \(a, b\)$"):
        list(documents_from_bytes(_csv(both), "a.csv"))
    (document,) = documents_from_bytes(_csv(both), "a.csv", reading(None, "a"))
    assert document.text == _REPORT * 8


def test_the_user_names_form_and_column(tmp_path: Path) -> None:
    """--format and --text-column hold wherever a path is given; unknown ones are refused with what there is."""
    path = tmp_path / "export.dat"
    path.write_bytes(_csv([{"x": "1", "y": _REPORT}]))
    (record,) = summarizer.summarize_batch([SourcePath(str(path), reading("csv", "y"))])
    assert record.report.source.name == f"{path}#2"
    with pytest.raises(UsageError, match=r"^xml: unknown format; the formats are text, "):
        reading("xml", None)
    with pytest.raises(SourceError, match=r"it has no column z; its columns are x, y$"):
        names_in(str(path), reading("csv", "z"))


def test_a_cell_may_be_a_web_page() -> None:
    """Tables made from sites hold their pages."""
    page = "".join(f"<p>{line}</p>" for line in _REPORT.splitlines())
    (document,) = documents_from_bytes(_csv([{"doc": page}]), "a.csv")
    assert document.text == _REPORT.rstrip()


def test_a_row_without_text_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    """One empty cell stops nobody."""
    path = tmp_path / "all.csv"
    path.write_bytes(_csv([{**_ROWS[0], "doc": ""}, _ROWS[1]]))
    failures: list[Failure] = []
    records = list(summarizer.summarize_batch([path], on_failure=failures.append))
    assert [record.report.region.name for record in records] == ["唐山市"]
    assert [failure.message for failure in failures] == [f"{path}#2: there is no text in column doc of this row"]


def test_tables_of_other_things_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    """Our own records and tables, and tables without texts, hold no reports; named outright, they are errors."""
    (tmp_path / "a.txt").write_text(_REPORT, "utf-8")
    (tmp_path / "figures.csv").write_text("region,gdp\n清江,12\n", "utf-8")
    (tmp_path / "records.jsonl").write_text('{"schema_version": "1.1", "text": "' + "文" * 900 + '"}\n', "utf-8")
    (tmp_path / "settings.json").write_text("[1, 2]", "utf-8")
    assert [found.name for found in expand([tmp_path]) if not isinstance(found, Failure)] == [f"{tmp_path}/a.txt"]
    (failure,) = expand([tmp_path / "figures.csv"])
    assert isinstance(failure, Failure)
    assert "cannot tell which column" in failure.message


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"doc\n" + b'"' + "文".encode() * 20_000_000),
        ("a.xlsx", _xlsx(_ROWS)[:3000]),
        ("a.jsonl", b'{"doc": '),
        ("a.json", b"[{"),
        ("a.parquet", b"PAR1xxxx"),
        ("a.csv", bytes(range(256)) * 40),
    ],
)
def test_damaged_tables_are_refused_in_one_line(name: str, data: bytes) -> None:
    """With their name and what to do."""
    if name == "a.parquet":
        pytest.importorskip("pyarrow")
    with pytest.raises(SourceError, match=r"^a\.\w+(#\d+)?: [^\n]+$"):
        list(documents_from_bytes(data, name))


def test_a_table_is_no_single_document() -> None:
    """Whoever reads one document of a table is told how to name it."""
    with pytest.raises(SourceError, match=r"a table of documents; .*a\.csv#2"):
        document_from_bytes(_csv(_ROWS), "a.csv")
