"""Records as a table for the terminal: one row a report."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice

from rich import box
from rich.table import Table
from rich.text import Text

from summarizer.output.counting import counted
from summarizer.output.selection import EVERYTHING, Selection
from summarizer.schemas.catalogue import HeadlineSlot, load_catalogue
from summarizer.schemas.lines import number_text
from summarizer.schemas.record import HeadlineRow, Indicator, Record

NOT_STATED = "–"
REDACTED = "XX"
LEFT_OUT = "…"

_GDP = {
    HeadlineSlot("gdp", "level", "actual"): "GDP",
    HeadlineSlot("gdp", "growth_rate", "actual"): "growth",
    HeadlineSlot("gdp", "growth_rate", "target"): "target",
}

_LEVELS = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_TITLE = 6
"""Columns of the terminal that a title has at least: it is shortened before the figures, and wraps."""
_COUNTED = (("verified",), ("doubtful",), ("mismatch", "unsupported"), ("redacted",))
"""The statuses that each column of numbers counts."""
_COMPARATORS = {"about": "约", "over": ">", "under": "<"}


def report_table(records: Iterable[Record], limit: int = 0, selection: Selection = EVERYTHING) -> Table:
    """One row a report that is meant: title, year, GDP, its growth and target, numbers found, and of these verified,
    doubtful, wrong and redacted; flags.

    Where the selection names slots, their figures stand in the place of GDP's; numbers found and verified are those
    that the selection means. ``limit`` is the number of reports shown at most (0: all); the caption counts those left
    out. A figure that the report does not state is "–", a redacted one "XX", one that the selection leaves out "…".
    """
    rest = (record for record in records if selection.of_report(record.report))
    columns = _columns(selection)
    table = Table(box=box.SIMPLE_HEAD, caption_justify="left", pad_edge=False)
    table.add_column("report", overflow="fold", min_width=_TITLE)
    for heading in ("year", *columns.values(), "numbers", "verified", "doubtful", "wrong", "redacted", "flags"):
        table.add_column(heading, justify="right", overflow="fold")
    for record in islice(rest, limit or None):
        table.add_row(*_row(record, list(columns), selection))
    left = sum(1 for _ in rest)
    if left:
        table.caption = f"and {counted(left, 'more report')}"
    return table


def _columns(selection: Selection) -> dict[HeadlineSlot, str]:
    """The slots that are shown, with their headings."""
    if not selection.slots:
        return _GDP
    return {
        slot: f"{slot.canonical} {slot.measure} {slot.status}"
        for slot in load_catalogue().headlines
        if any(wanted.holds(slot.canonical, slot.measure, slot.status) for wanted in selection.slots)
    }


def _row(record: Record, slots: Sequence[HeadlineSlot], selection: Selection) -> list[Text]:
    facts = selection.facts(record)
    year = record.report.year
    cells = [
        record.report.title or record.report.source.name,
        str(year) if year else NOT_STATED,
        *(_headline(record, slot, selection) for slot in slots),
        str(len(facts)),
        *(str(sum(fact.verification.status in counted for fact in facts)) for counted in _COUNTED),
        str(sum(flag.severity != "info" for flag in record.validation.flags)),
    ]
    return [Text(cell) for cell in cells]


def _headline(record: Record, slot: HeadlineSlot, selection: Selection) -> str:
    """The figure in a headline slot in short: 5.2%, >126万亿元, "–" where not stated, "XX" where redacted."""
    for row in record.headlines:
        if (row.canonical, row.measure, row.status) == (slot.canonical, slot.measure, slot.status):
            return _figure(record, row, selection)
    return NOT_STATED


def _figure(record: Record, row: HeadlineRow, selection: Selection) -> str:
    if row.state == "redacted":
        return REDACTED
    for indicator in record.indicators:
        if indicator.id == row.indicator:
            return figure(indicator) if selection.of_fact(indicator) else LEFT_OUT
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
