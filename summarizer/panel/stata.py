"""A panel as a Stata file: labels of variables and values in Chinese and English; needs the extra ``panel``."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from summarizer.errors import UsageError
from summarizer.output.compression import new_path
from summarizer.tables.columns import Cell, Column, Row, TableColumns, code_labels
from summarizer.tables.texts import clean

_LONGEST_LABEL, _LONGEST_TEXT, _LONGEST_NAME = 80, 2045, 32
_VERSION = 118
"""The file format of Stata 14 and newer, the first that is UTF-8."""


def write_stata(path: Path, table: TableColumns, rows: Sequence[Row]) -> None:
    """Write a table as ``.dta``: codes are numbers with value labels, texts longer than 2,045 bytes are strL.

    Raises UsageError where pandas is not installed or nothing can be written there.
    """
    frame = _frame(table, rows)
    long = [column.name for column in table.columns if _is_long(column, frame)]
    with new_path(path) as part:
        frame.to_stata(
            part,
            write_index=False,
            version=_VERSION,
            convert_dates={column.name: "td" for column in table.columns if column.kind == "date"},
            variable_labels={column.name: _cut(column.label.both) for column in table.columns},
            value_labels={column.name: _value_labels(column.codes) for column in table.columns if column.codes},
            convert_strl=long,
        )


def _frame(table: TableColumns, rows: Sequence[Row]) -> Any:
    try:
        pandas = import_module("pandas")
    except ImportError:
        raise UsageError("pandas is not installed; run: pip install 'report-summarizer[panel]'") from None
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    return pandas.DataFrame(
        {column.name: _series(pandas, column, cells) for column, cells in zip(table.columns, columns, strict=True)}
    )


def _series(pandas: Any, column: Column, cells: Sequence[Cell]) -> Any:
    if column.codes:
        numbers = {name: number for number, name in enumerate(code_labels(column.codes), 1)}
        return pandas.Series([numbers.get(str(cell)) for cell in cells], dtype="float64").astype("Int8")
    if column.kind in ("integer", "boolean"):
        return pandas.Series(list(_numbers(cells)), dtype="float64").astype("Int32")
    if column.kind == "number":
        return pandas.Series(list(_numbers(cells)), dtype="float64")
    if column.kind == "date":
        return pandas.to_datetime(pandas.Series(list(cells), dtype="object"))
    return pandas.Series([clean(str(cell)) if cell is not None else "" for cell in cells], dtype="object")


def _numbers(cells: Sequence[Cell]) -> Iterator[float | None]:
    for cell in cells:
        yield float(cell) if isinstance(cell, int | Decimal) else None


def _is_long(column: Column, frame: Any) -> bool:
    if column.kind != "text" or column.codes:
        return False
    return any(len(text.encode()) > _LONGEST_TEXT for text in frame[column.name])


def _value_labels(codes: str) -> dict[int, str]:
    return {number: label.both for number, label in enumerate(code_labels(codes).values(), 1)}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"
