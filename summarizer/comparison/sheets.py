"""A comparison as a workbook: a sheet for each year of reports, rankings with their charts, the long table."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from summarizer.comparison.compare import Beside, Comparison
from summarizer.comparison.places import ComparedPlace
from summarizer.comparison.ranking import Ranked, ranking
from summarizer.comparison.rows import COMPARISON, comparison_lines
from summarizer.comparison.words import WORDS
from summarizer.tables.columns import Cell, Language, code_labels
from summarizer.tables.figures import Pair, slot_label
from summarizer.tables.grid import Scale
from summarizer.tables.rows import DICTIONARY, dictionary
from summarizer.tables.workbook import Book, Shown, WorkbookSheet, workbook

_PLACE_WIDTHS = (8, 9, 16)
_CELLS = ("actual", "actual_rank", "target", "target_rank", "earlier", "gap")
_CELL_WIDTHS = (11, 5, 11, 5, 11, 9)
_BLOCK = ("rank", "place", "actual", "target")
_BLOCK_WIDTHS = (5, 14, 11, 11)
_CHART_HEIGHT, _BAR_HEIGHT = 120, 22


def write_comparison(path: Path, comparison: Comparison, language: Language) -> None:
    """Write the workbook. Raises UsageError and OutputError (see ``workbook``)."""
    with workbook(path, language) as book:
        for year in comparison.years:
            _year_sheet(book, comparison, year)
        if comparison.years:
            _ranking_sheets(book, comparison, comparison.years[-1])
        details = book.table_sheet(COMPARISON)
        for line in comparison_lines(comparison):
            book.add(details, line.row)
        book.close_sheet(details, len(COMPARISON.columns))
        explained = book.table_sheet(DICTIONARY)
        for row in dictionary((COMPARISON,)):
            book.add(explained, row)


def _year_sheet(book: Book, comparison: Comparison, year: int | None) -> None:
    """Places as rows; for each indicator its result and target with their ranks, last year's target and the gap."""
    language = book.language
    sheet = book.sheet(
        str(year or WORDS["no_year"].of(language)), (*_PLACE_WIDTHS, *_CELL_WIDTHS * len(comparison.pairs))
    )
    blank = [""] * (len(_CELLS) - 1)
    titles = [text for pair in comparison.pairs for text in (_title(pair, comparison.scales[pair], language), *blank)]
    book.head(sheet, ["", "", "", *titles])
    heads = [WORDS[name].of(language) for name in ("level", "code", "place")]
    book.head(sheet, heads + [_head(name, year, language) for name in _CELLS] * len(comparison.pairs))
    sheet.page.freeze_panes(2, len(_PLACE_WIDTHS))
    for place in comparison.places:
        cells = [
            cell
            for pair in comparison.pairs
            for cell in _beside(comparison.cell(place, year, pair), comparison.scales[pair])
        ]
        book.add(sheet, [_level(place, language), place.code, place.name, *cells])
    book.close_sheet(sheet, len(heads) + len(_CELLS) * len(comparison.pairs), head=1)


def _beside(cell: Beside, scale: Scale) -> Sequence[Cell | Shown]:
    return (
        Shown(cell.actual, scale),
        cell.actual_rank,
        Shown(cell.target, scale),
        cell.target_rank,
        Shown(cell.earlier, scale),
        _scaled(cell, scale),
    )


def _scaled(cell: Beside, scale: Scale) -> Decimal | None:
    return None if cell.gap is None or cell.actual.unit != scale.unit else cell.gap / scale.divisor


def _ranking_sheets(book: Book, comparison: Comparison, year: int | None) -> None:
    """For each indicator the places by rank, block beside block, and a sheet of charts of them."""
    language = book.language
    blocks = [(pair, ranking(comparison, year, pair)) for pair in comparison.pairs]
    blocks = [(pair, ranked) for pair, ranked in blocks if ranked]
    sheet = book.sheet(f"{WORDS['ranking'].of(language)} {year or ''}".strip(), _BLOCK_WIDTHS * len(blocks))
    blank = [""] * (len(_BLOCK) - 1)
    titles = [text for pair, _ in blocks for text in (_title(pair, comparison.scales[pair], language), *blank)]
    book.head(sheet, titles)
    book.head(sheet, [_head(name, year, language) for name in _BLOCK] * len(blocks))
    sheet.page.freeze_panes(2, 0)
    for row in range(max((len(ranked) for _, ranked in blocks), default=0)):
        book.add(sheet, [cell for pair, ranked in blocks for cell in _block(ranked, row, comparison.scales[pair])])
    charts = book.sheet(WORDS["charts"].of(language), ())
    place = 0
    for number, (pair, ranked) in enumerate(blocks):
        chart = _chart(book, sheet, number * len(_BLOCK), len(ranked))
        chart.set_title({"name": _title(pair, comparison.scales[pair], language)})
        height = _CHART_HEIGHT + _BAR_HEIGHT * len(ranked)
        chart.set_size({"width": 900, "height": height})
        charts.page.insert_chart(place, 0, chart)
        place += height // 20 + 2


def _block(ranked: Sequence[Ranked], row: int, scale: Scale) -> Sequence[Cell | Shown]:
    if row >= len(ranked):
        return (None,) * len(_BLOCK)
    found = ranked[row]
    return (found.rank, found.place.name or found.place.key, Shown(found.actual, scale), Shown(found.target, scale))


def _chart(book: Book, sheet: WorkbookSheet, column: int, rows: int) -> Any:
    """A bar chart of a block of the ranking, the first place on top."""
    chart = book.book.add_chart({"type": "bar"})
    first, last = 2, 1 + rows
    for offset, name in ((2, "actual"), (3, "target")):
        chart.add_series(
            {
                "name": WORDS[name].of(book.language),
                "categories": [sheet.name, first, column + 1, last, column + 1],
                "values": [sheet.name, first, column + offset, last, column + offset],
            }
        )
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "top"})
    return chart


def _title(pair: Pair, scale: Scale, language: Language) -> str:
    label = slot_label(*pair).of(language)
    return f"{label} ({scale.name})" if scale.name else label


def _head(name: str, year: int | None, language: Language) -> str:
    """A heading, with the year that its figures are of."""
    word = WORDS[name].of(language)
    if year is None or name not in ("actual", "target", "earlier"):
        return word
    return f"{word} {year if name == 'target' else year - 1}"


def _level(place: ComparedPlace, language: Language) -> str | None:
    return code_labels("level")[place.level].of(language) if place.level else None
