"""Tables with one report a row: CSV, JSON lines, workbooks, Parquet; any row at once, and none held but one."""

import csv
import io
import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, Protocol, TypeAlias

from summarizer.documents.encodings import decode
from summarizer.documents.forms import Form
from summarizer.documents.limits import check_archive
from summarizer.errors import SourceError

Value: TypeAlias = str | int | float | bool | None
Row: TypeAlias = Mapping[str, Value]

FIRST_ROW = 2
"""The number of a table's first row of values, as spreadsheets count: the names of the columns are row 1."""
_TEXT_COLUMNS = frozenset(
    "doc document documents text texts fulltext full_text full_content content contents content_text body article "
    "report report_text report_content raw raw_text rawtext txt "
    "正文 全文 内容 文本 文档 报告 报告全文 报告内容 报告正文 报告文本 文本内容 正文内容 全文内容 "
    "政府工作报告 政府工作报告全文 政府工作报告内容 政府工作报告正文 工作报告 工作报告全文 工作报告内容".split()
)
_OURS = frozenset(("schema_version", "report_id", "canonical"))
"""Columns of what this package itself writes."""
_DELIMITERS = ",\t;|"
_SAMPLE_ROWS = 20
_SAMPLE_BYTES = 1 << 16
_LONGEST_ROW = 50_000_000
_RUNNING_TEXT = 400
"""Characters that a column's values have on average where it holds texts, and no other column does by far."""
_AHEAD = 4


class SourceTable(Protocol):
    """The rows of a table by their place, counted from 0."""

    columns: list[str]
    """The names of the columns."""
    encoding: str
    """The codec of its text."""

    def __len__(self) -> int:
        """How many rows of values there are."""

    def row(self, place: int) -> Row:
        """A row's values by their columns."""


def open_table(source: BinaryIO, name: str, form: Form) -> SourceTable:
    """The table in an open file, which must stay open. Raises SourceError if it is not a table."""
    try:
        return _OPENERS[form](source, name)
    except _broken() as error:
        raise SourceError(f"{name}: this is not a readable table ({_first_line(error)}); save it again") from error


def text_column(table: SourceTable, name: str, wanted: str | None = None) -> str:
    """The column that holds the reports: the one ``wanted``, one with a usual name, or the only one of long texts.

    Raises SourceError where there is no such column, or more than one could be meant.
    """
    if wanted is not None:
        if wanted in table.columns:
            return wanted
        raise SourceError(f"{name}: it has no column {wanted}; its columns are {_listed(table.columns)}")
    found = find_text_column(table)
    if found is None:
        raise SourceError(
            f"{name}: cannot tell which column has the reports; name it with --text-column ({_listed(table.columns)})"
        )
    return found


def find_text_column(table: SourceTable) -> str | None:
    """The column that plainly holds the reports, None where none does or the table is one that this package wrote."""
    if _OURS & set(table.columns):
        return None
    lengths = _lengths(table)
    named = [column for column in table.columns if column.strip().lower() in _TEXT_COLUMNS]
    if named:
        return max(named, key=lambda column: lengths[column])
    longest = sorted(table.columns, key=lambda column: lengths[column], reverse=True)
    if not longest or lengths[longest[0]] < _RUNNING_TEXT:
        return None
    return longest[0] if len(longest) < 2 or lengths[longest[0]] > _AHEAD * lengths[longest[1]] else None


def _lengths(table: SourceTable) -> dict[str, float]:
    """How long the values of each column are on average, in the first rows."""
    rows = list(_first_rows(table))
    return {
        column: sum(len(str(row.get(column) or "")) for row in rows) / max(1, len(rows)) for column in table.columns
    }


def _first_rows(table: SourceTable) -> Iterator[Row]:
    for place in range(min(len(table), _SAMPLE_ROWS)):
        with suppress(ValueError):
            yield table.row(place)


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(columns[:12])
    return f"{shown} …" if len(columns) > 12 else shown or "none"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]


def _broken() -> tuple[type[Exception], ...]:
    from python_calamine import CalamineError

    return (csv.Error, ValueError, TypeError, KeyError, IndexError, EOFError, OSError, CalamineError)


@dataclass(slots=True)
class _DecodedLines:
    """Records of a file of lines by where they begin; ``encoding`` decodes each."""

    source: BinaryIO
    starts: "array[int]"
    encoding: str

    def __len__(self) -> int:
        return len(self.starts) - 1

    def record(self, place: int) -> str:
        self.source.seek(self.starts[place])
        data = self.source.read(self.starts[place + 1] - self.starts[place])
        return data.decode(self.encoding, "replace")


class _Csv:
    """A CSV file: the first record names the columns."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        csv.field_size_limit(_LONGEST_ROW)
        self._lines = _records(source, name, quotes=True)
        self.encoding = self._lines.encoding
        head = self._lines.record(0) if len(self._lines) else ""
        line = head.splitlines()[0] if head else ""
        self._delimiter = max(_DELIMITERS, key=line.count)
        self.columns = _named([cell.strip() for cell in self._cells(head)])

    def __len__(self) -> int:
        return max(0, len(self._lines) - 1)

    def row(self, place: int) -> Row:
        cells = self._cells(self._lines.record(place + 1))
        return dict(zip(self.columns, [*cells, *[""] * (len(self.columns) - len(cells))], strict=False))

    def _cells(self, record: str) -> list[str]:
        return next(csv.reader(io.StringIO(record, newline=""), delimiter=self._delimiter), [])


class _Json:
    """JSON lines, an object each; a file that is one array of objects is held whole."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        source.seek(0)
        self.encoding = "utf-8"
        self._whole: list[dict[str, object]] | None = None
        self._lines: _DecodedLines | None = None
        if source.read(_SAMPLE_BYTES).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
            source.seek(0)
            self._whole = [item for item in json.loads(source.read()) if isinstance(item, dict)]
        else:
            self._lines = _records(source, name, quotes=False)
            self.encoding = self._lines.encoding
        self.columns: list[str] = []
        self.columns = list(dict.fromkeys(key for row in _first_rows(self) for key in row))

    def __len__(self) -> int:
        return len(self._whole) if self._whole is not None else len(self._lines or ())

    def row(self, place: int) -> Row:
        item = (
            self._whole[place]
            if self._whole is not None
            else json.loads(self._lines.record(place) if self._lines else "")
        )
        if not isinstance(item, dict):
            raise ValueError(f"row {place + 1} is not a JSON object")
        return {str(key): _value(value) for key, value in item.items()}


class _Workbook:
    """The first sheet of a workbook that has a column of texts, else its first; the first row names the columns."""

    encoding = "utf-8"

    def __init__(self, source: BinaryIO, name: str) -> None:
        from python_calamine import CalamineWorkbook

        source.seek(0)
        data = source.read()
        if data.startswith(b"PK"):
            check_archive(data, name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [sheet for index in range(len(book.sheet_names)) if (sheet := _WorkbookTable(book, index)).columns]
        if not sheets:
            raise SourceError(f"{name}: this workbook is empty; give one with a report in each row")
        self._sheet = next((sheet for sheet in sheets if find_text_column(sheet) is not None), sheets[0])
        self.columns = self._sheet.columns

    def __len__(self) -> int:
        return len(self._sheet)

    def row(self, place: int) -> Row:
        return self._sheet.row(place)


class _WorkbookTable:
    """A sheet of a workbook."""

    encoding = "utf-8"

    def __init__(self, book: object, index: int) -> None:
        rows = book.get_sheet_by_index(index).to_python(skip_empty_area=True)  # type: ignore[attr-defined]
        self.columns = _named([str(cell).strip() for cell in rows[0]]) if rows else []
        self._rows = rows[1:]

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, place: int) -> Row:
        return {column: _value(cell) for column, cell in zip(self.columns, self._rows[place], strict=False)}


class _ParquetTable:
    """A Parquet file; one group of rows is held at a time."""

    encoding = "utf-8"

    def __init__(self, source: BinaryIO, name: str) -> None:
        try:
            from pyarrow.parquet import ParquetFile
        except ImportError:
            raise SourceError(
                f"{name}: reading Parquet needs the package pyarrow; install report-summarizer[parquet]"
            ) from None
        source.seek(0)
        self._file = ParquetFile(source)
        self.columns = list(self._file.schema_arrow.names)
        sizes = [self._file.metadata.row_group(group).num_rows for group in range(self._file.num_row_groups)]
        self._ends = [sum(sizes[: group + 1]) for group in range(len(sizes))]
        self._held: tuple[int, list[dict[str, object]]] | None = None

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def row(self, place: int) -> Row:
        group = next(group for group, end in enumerate(self._ends) if place < end)
        if self._held is None or self._held[0] != group:
            try:
                self._held = (group, self._file.read_row_group(group).to_pylist())
            except OSError as error:
                raise ValueError(_first_line(error)) from None
        first = self._ends[group - 1] if group else 0
        return {key: _value(value) for key, value in self._held[1][place - first].items()}


_OPENERS: Mapping[str, type[_Csv] | type[_Json] | type[_Workbook] | type[_ParquetTable]] = {
    "csv": _Csv,
    "jsonl": _Json,
    "xlsx": _Workbook,
    "parquet": _ParquetTable,
}


def _records(source: BinaryIO, name: str, *, quotes: bool) -> _DecodedLines:
    """Where the records of a file of lines begin; with ``quotes``, one goes on until its quotes are closed."""
    source.seek(0)
    sample = source.read(_SAMPLE_BYTES)
    decoded = decode(sample)
    if decoded is None:
        raise SourceError(f"{name}: this is not text in a known encoding; save the table as CSV in UTF-8")
    encoding, begin = decoded.encoding.removesuffix("-sig"), 3 * sample.startswith(b"\xef\xbb\xbf")
    if encoding.startswith(("utf-16", "utf-32")):
        source.seek(0)
        source, encoding = io.BytesIO(source.read().decode(encoding, "replace").encode()), "utf-8"
    source.seek(begin)
    starts = array("Q", [begin])
    starts.extend(_ends(source, begin, name, quotes))
    return _DecodedLines(source, starts, encoding)


def _ends(source: BinaryIO, at: int, name: str, quotes: bool) -> Iterator[int]:
    opened = 0
    begin = at
    blank = True
    for line in source:
        at += len(line)
        blank = blank and not line.strip()
        opened += line.count(b'"') if quotes else 0
        if at - begin > _LONGEST_ROW:
            raise SourceError(
                f"{name}: a row has more than {_LONGEST_ROW // 1_000_000} MB (a quote that is never closed?)"
            )
        if opened % 2 == 0 and not blank:
            yield at
            opened, begin, blank = 0, at, True
    if begin < at and not blank:
        yield at


def _named(names: Sequence[str]) -> list[str]:
    """The columns' names, each once: empty ones by their number, repeated ones with it."""
    result: list[str] = []
    for number, name in enumerate(names, 1):
        result.append(name if name and name not in result else f"{name}_{number}".lstrip("_"))
    return result


def _value(value: object) -> Value:
    """A cell's value as JSON has it: whole numbers of a workbook without their fraction, days as text."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
