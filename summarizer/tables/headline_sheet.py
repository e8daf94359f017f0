"""The sheet of headline figures: reports as rows, slots as columns, each with its sentence as a note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.schemas.catalogue import HeadlineSlot
from summarizer.tables.columns import Row
from summarizer.tables.figures import MISSING, SlotFigure, slot_label
from summarizer.tables.grid import Scale, usual_scale
from summarizer.tables.rows import REPORT_COLUMNS
from summarizer.tables.workbook import Book, Shown, WorkbookSheet

_REPORT_WIDTHS = (14, 14, 9, 10, 8)
_SLOT_WIDTH = 13


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """The figures of one report, and the cells that say which it is."""

    head: Row
    figures: Mapping[HeadlineSlot, SlotFigure]


def fill_headline_sheet(book: Book, sheet: WorkbookSheet, reports: Sequence[ReportFigures]) -> None:
    """Write headings and rows; every column in the unit that most of its figures have, in 亿 or 万 where that fits."""
    slots = list(dict.fromkeys(slot for report in reports for slot in report.figures))
    scales = {slot: usual_scale(report.figures.get(slot, MISSING) for report in reports) for slot in slots}
    for column, width in enumerate((*_REPORT_WIDTHS, *(_SLOT_WIDTH for _ in slots))):
        sheet.page.set_column(column, column, width)
    heads = [column.label.of(book.language) for column in REPORT_COLUMNS]
    book.head(sheet, heads + [_heading(book, slot, scales[slot]) for slot in slots])
    sheet.page.freeze_panes(1, len(REPORT_COLUMNS))
    for report in reports:
        book.add(sheet, [*report.head, *(Shown(report.figures.get(slot, MISSING), scales[slot]) for slot in slots)])
    book.close_sheet(sheet, len(heads) + len(slots))


def _heading(book: Book, slot: HeadlineSlot, scale: Scale) -> str:
    label = slot_label(slot.canonical, slot.measure, slot.status).of(book.language)
    return f"{label} ({scale.name})" if scale.name else label
