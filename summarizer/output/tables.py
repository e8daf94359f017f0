"""Records as a table for the terminal: one row a report."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import islice
from typing import Literal

from rich import box
from rich.table import Table
from rich.text import Text

from summarizer.schemas.lines import number_text
from summarizer.schemas.record import HeadlineRow, Indicator, Measure, Record

NOT_STATED = "–"
REDACTED = "XX"

_LEVELS = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_COMPARATORS = {"about": "约", "over": ">", "under": "<"}


def report_table(records: Iterable[Record], limit: int = 0) -> Table:
    """One row a report: title, year, GDP, its growth and target, numbers found and verified, flags.

    ``limit`` is the number of reports shown at most (0: all); the caption counts those left out. A figure that the
    report does not state is "–", a redacted one "XX".
    """
    rest = iter(records)
    table = Table(box=box.SIMPLE_HEAD, caption_justify="left")
    table.add_column("report", overflow="fold")
    for heading in ("year", "GDP", "growth", "target", "numbers", "verified", "flags"):
        table.add_column(heading, justify="right", no_wrap=True)
    for record in islice(rest, limit or None):
        table.add_row(*_row(record))
    left = sum(1 for _ in rest)
    if left:
        table.caption = f"and {left} more reports"
    return table


def _row(record: Record) -> list[Text]:
    validation = record.validation
    year = record.report.year
    cells = [
        record.report.title or record.report.source.name,
        str(year) if year else NOT_STATED,
        headline(record, "gdp", "level", "actual"),
        headline(record, "gdp", "growth_rate", "actual"),
        headline(record, "gdp", "growth_rate", "target"),
        str(len(record.indicators)),
        str(validation.verified),
        str(sum(flag.severity != "info" for flag in validation.flags)),
    ]
    return [Text(cell) for cell in cells]


def headline(record: Record, canonical: str, measure: Measure, status: Literal["actual", "target"]) -> str:
    """The figure in a headline slot in short: 5.2%, >126万亿元, "–" where not stated, "XX" where redacted."""
    for row in record.headlines:
        if (row.canonical, row.measure, row.status) == (canonical, measure, status):
            return _figure(record, row)
    return NOT_STATED


def _figure(record: Record, row: HeadlineRow) -> str:
    if row.state == "redacted":
        return REDACTED
    for indicator in record.indicators:
        if indicator.id == row.indicator:
            return figure(indicator)
    return NOT_STATED


def figure(indicator: Indicator) -> str:
    """An indicator's quantity in short, with its comparator and, for a fall, a minus sign."""
    quantity = indicator.quantity
    if quantity.value is None:
        return REDACTED
    sign = "-" if indicator.direction == "down" else ""
    value = _scaled(quantity.value)
    if quantity.value_max is not None:
        value = f"{value}~{_scaled(quantity.value_max)}"
    return f"{_COMPARATORS.get(quantity.comparator, '')}{sign}{value}{quantity.unit}"


def _scaled(value: Decimal) -> str:
    """A value in 万, 亿 or 万亿, as reports write it: 126000000000000 → 126万亿."""
    for size, name in _LEVELS:
        if abs(value) >= size:
            return number_text(value / size) + name
    return number_text(value)
