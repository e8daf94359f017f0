"""Excel workbooks: rows go to the disk as they come, texts are never formulas, numbers keep their digits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from summarizer.errors import OutputError, UsageError
from summarizer.output.compression import new_path
from summarizer.schemas.lines import number_text
from summarizer.tables.columns import Cell, Language, TableColumns, code_labels
from summarizer.tables.figures import SlotFigure
from summarizer.tables.grid import Scale, shown, sign
from summarizer.tables.texts import clean, keeps_digits

_MOST_ROWS, _LONGEST_TEXT, _LONGEST_NOTE = 1_048_576, 32_767, 1_000
_MADE = datetime(2000, 1, 1)
"""The day that workbooks say they were made on: equal records give equal bytes."""
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}
_HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6F0", "bottom": 1}
_DOUBTFUL = {"bg_color": "#FFF2CC"}
_EMPTY = {"font_color": "#808080", "align": "right"}
_WIDTHS = {"text": 18, "integer": 9, "number": 16, "boolean": 9, "date": 11}


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell that shows a figure, in its column's scale, with its sentence as a note."""

    figure: SlotFigure
    scale: Scale


@dataclass(slots=True)
class WorkbookSheet:
    """A sheet that is filled from the top; ``row`` is the next row."""

    name: str
    page: Any
    row: int = 0


@dataclass(slots=True)
class Book:
    """A workbook that is being written; ``language`` is that of headings and notes."""

    book: Any
    language: Language
    _formats: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def style(self, **properties: Any) -> Any:
        """The format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(properties)
        return self._formats[key]

    def sheet(self, name: str, widths: Sequence[int]) -> WorkbookSheet:
        """A new sheet with columns of these widths, in characters."""
        page = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        return WorkbookSheet(name, page)

    def table_sheet(self, table: TableColumns, *, machine_names: bool = False) -> WorkbookSheet:
        """A new sheet for a table: its headings, with the machine name and meaning as notes, frozen."""
        sheet = self.sheet(table.label.of(self.language), [_WIDTHS[column.kind] for column in table.columns])
        heads = [column.name if machine_names else column.label.of(self.language) for column in table.columns]
        self.head(sheet, heads)
        for place, column in enumerate(table.columns):
            told = column.label.both if machine_names else column.name
            sheet.page.write_comment(0, place, f"{told}\n{column.meaning}".strip(), {"author": ""})
        sheet.page.freeze_panes(1, 0)
        return sheet

    def head(self, sheet: WorkbookSheet, heads: Sequence[str]) -> None:
        """Write a row of headings."""
        for column, text in enumerate(heads):
            sheet.page.write_string(sheet.row, column, text, self.style(**_HEAD))
        sheet.row += 1

    def add(self, sheet: WorkbookSheet, row: Sequence[Cell | Shown]) -> None:
        """Write the next row. Raises UsageError where the sheet is full."""
        if sheet.row >= _MOST_ROWS:
            raise UsageError(
                f"a sheet of Excel holds {_MOST_ROWS:,} rows, and {sheet.name} has more; "
                "choose fewer reports, or write .parquet, .duckdb or .csv"
            )
        for column, cell in enumerate(row):
            self._write(sheet.page, sheet.row, column, cell)
        sheet.row += 1

    def close_sheet(self, sheet: WorkbookSheet, columns: int, head: int = 0) -> None:
        """Put a filter over the rows that were written below the headings in row ``head``."""
        if columns and sheet.row > head + 1:
            sheet.page.autofilter(head, 0, sheet.row - 1, columns - 1)

    def _write(self, page: Any, row: int, column: int, cell: Cell | Shown) -> None:
        match cell:
            case None | "":
                return
            case Shown():
                self._show(page, row, column, cell)
            case bool():
                page.write_boolean(row, column, cell)
            case str():
                page.write_string(row, column, _cut(clean(cell), _LONGEST_TEXT))
            case int():
                page.write_number(row, column, cell)
            case date():
                page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day))
            case _:
                self._number(page, row, column, cell)

    def _number(self, page: Any, row: int, column: int, value: Decimal, **style: Any) -> None:
        if keeps_digits(value):
            page.write_number(row, column, float(value), self.style(**{"num_format": pattern(value), **style}))
        else:
            page.write_string(row, column, number_text(value))

    def _show(self, page: Any, row: int, column: int, cell: Shown) -> None:
        figure, scale = cell.figure, cell.scale
        look = _DOUBTFUL if figure.doubtful else {}
        if figure.signed is not None and figure.unit == scale.unit:
            value, high = figure.signed.value / scale.divisor, figure.signed.value_max
            upper = None if high is None else high / scale.divisor
            self._number(page, row, column, value, num_format=pattern(value, sign(figure), upper), **look)
        elif text := shown(figure, scale):
            page.write_string(row, column, text, self.style(**(look or _EMPTY)))
        if figure.fact is not None:
            page.write_comment(row, column, note(figure, self.language), {"author": "", "x_scale": 2.5})


@contextmanager
def workbook(path: Path, language: Language) -> Iterator[Book]:
    """A new workbook at ``path``, which takes its place when it is whole.

    Raises UsageError where nothing can be written there, OutputError where writing fails.
    """
    xlsxwriter = import_module("xlsxwriter")
    errors = import_module("xlsxwriter.exceptions")
    try:
        with new_path(path) as part, xlsxwriter.Workbook(str(part), dict(_OPTIONS)) as book:
            book.set_properties({"created": _MADE})
            yield Book(book, language)
    except errors.XlsxFileError as error:
        raise OutputError(f"{path}: cannot be written ({error})") from None


def pattern(value: Decimal, before: str = "", upper: Decimal | None = None) -> str:
    """The number format that shows all digits of a value, with 约 or > before it and the end of a range behind it."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    digits = "#,##0" + ("." + "0" * places if places else "")
    start = f'"{before}"' if before else ""
    end = "" if upper is None else f'"~{number_text(upper)}"'
    return f"{start}{digits}{end};{start}-{digits}{end}" if start or end else digits


def note(figure: SlotFigure, language: Language) -> str:
    """What a reader should know of a figure: its sentence, and what the validator found."""
    fact = figure.fact
    if fact is None:
        return ""
    told = code_labels("verification")[fact.verification].of(language)
    doubts = " ".join(fact.doubts)
    quote = _cut(clean(fact.quote), _LONGEST_NOTE)
    return f"{quote}\n[{told}{': ' + doubts if doubts else ''}]"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
