"""The panel itself: its columns and its rows, one a region and year."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.comparison.compare import meant_pairs
from summarizer.comparison.places import ComparedReport, read_reports
from summarizer.output.selection import EVERYTHING, Selection
from summarizer.panel.concepts import Concept
from summarizer.panel.slots import slot_cells, slot_columns
from summarizer.panel.texts import TextCounts, TextPlace, text_cells, text_columns, text_place
from summarizer.schemas.record import Record, Region
from summarizer.tables.columns import Cell, Column, Label, Row, TableColumns, code, day, integer, text

_HEAD: tuple[Column, ...] = (
    integer("region_code", "行政区划代码", "GB/T 2260 code", "0 for the nation; empty where it is not known"),
    text("region", "地区", "Region"),
    code("region_level", "级别", "Level of government", "level"),
    integer("year", "年份", "Year of the report", "Targets are of this year, results of the year before"),
    text("report_id", "报告编号", "Report id"),
    text("report_title", "报告标题", "Report title"),
    day("delivered_on", "报告日期", "Delivered on"),
    code("completeness", "完整性", "Completeness", "completeness"),
    integer("facts", "指标数", "Facts", "Numbers that the report states"),
    integer("facts_verified", "已核实指标数", "Facts verified"),
    integer("report_chars", "报告长度", "Length of the report", "Code points of the source, white space included"),
    text("source", "来源文件", "Source"),
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel's table and rows; ``set_aside`` are reports of a region and year that has a fuller one.

    ``without_text`` are the reports whose source was not given or has changed, empty where no sources were asked for.
    """

    table: TableColumns
    rows: tuple[Row, ...]
    set_aside: tuple[ComparedReport, ...]
    without_text: tuple[ComparedReport, ...]


@dataclass(slots=True)
class _Kept:
    """What is kept of records as they go by."""

    heads: dict[str, Row]
    places: dict[str, TextPlace]

    def keep(self, records: Iterable[Record]) -> Iterator[Record]:
        for record in records:
            self.heads[record.report.id] = _head(record)
            self.places[record.report.id] = text_place(record)
            yield record


Counting = Callable[[Mapping[str, TextPlace]], Mapping[str, TextCounts]]
"""What the texts at places hold, by report id."""


def make_panel(
    records: Iterable[Record],
    selection: Selection = EVERYTHING,
    concepts: Sequence[Concept] = (),
    counting: Counting | None = None,
) -> Panel:
    """The panel of the reports that the selection means, by level, code and year.

    Targets of the year before and of the level above come from all records, whatever the selection means. ``counting``
    reads the texts; without it the panel has no lengths and no concepts.
    """
    kept = _Kept({}, {})
    reports = read_reports(kept.keep(records), selection)
    chosen = [report for report in reports.chosen.values() if _is_meant(report, selection)]
    chosen.sort(key=lambda report: (report.place.order, report.year or 0))
    pairs = meant_pairs(selection)
    counts = counting({report.id: kept.places[report.id] for report in chosen}) if counting else {}
    columns = (*_HEAD, *(text_columns(concepts) if counting else ()), *slot_columns(pairs))
    rows = []
    for report in chosen:
        texts = text_cells(counts.get(report.id), concepts) if counting else ()
        rows.append((*kept.heads[report.id], *texts, *slot_cells(report, reports, pairs)))
    return Panel(
        TableColumns("panel", Label("面板数据", "Panel"), columns),
        tuple(rows),
        reports.set_aside,
        tuple(report for report in chosen if counting and report.id not in counts),
    )


def _is_meant(report: ComparedReport, selection: Selection) -> bool:
    place = report.place
    return selection.of_place(Region(name=place.name, level=place.level, code=place.code)) and selection.of_year(
        report.year
    )


def _head(record: Record) -> tuple[Cell, ...]:
    report, region = record.report, record.report.region
    code = 0 if region.level == "nation" else int(region.code) if region.code and region.code.isdecimal() else None
    return (
        code,
        region.name,
        region.level,
        report.year,
        report.id,
        report.title,
        report.delivered_on,
        report.completeness,
        len(record.indicators),
        record.validation.verified,
        report.span[1] - report.span[0],
        report.source.name,
    )
