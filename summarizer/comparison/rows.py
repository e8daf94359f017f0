"""A comparison as a long table: one row a place, year and indicator."""

from collections.abc import Iterator

from summarizer.comparison.compare import Comparison
from summarizer.tables.columns import Column, Label, Row, TableColumns, code, integer, number, text
from summarizer.tables.figures import SlotFigure, slot_label
from summarizer.tables.rows import TableLine


def _figure_columns(name: str, zh: str, en: str, meaning: str) -> tuple[Column, ...]:
    return (
        number(name, zh, en, f"{meaning}; below zero for a fall; of a range the lower end"),
        number(f"{name}_max", f"{zh}上限", f"{en}, upper value"),
        code(f"{name}_comparator", f"{zh}限定", f"{en}, comparator", "comparator"),
        code(f"{name}_state", f"{zh}状态", f"{en}, state", "state", "missing: there is no report"),
        code(f"{name}_verification", f"{zh}核对结果", f"{en}, verification", "verification"),
        text(f"{name}_unit", f"{zh}单位", f"{en}, unit"),
        text(f"{name}_quote", f"{zh}原文", f"{en}, quote"),
    )


COMPARISON = TableColumns(
    "comparison",
    Label("明细", "Details"),
    (
        code("region_level", "级别", "Level of government", "level"),
        text("region_code", "行政区划代码", "GB/T 2260 code"),
        text("region", "地区", "Region"),
        integer("report_year", "报告年份", "Report year"),
        text("report_id", "报告编号", "Report id"),
        code("completeness", "完整性", "Completeness", "completeness"),
        text("canonical", "目录编号", "Catalogue id"),
        code("measure", "数值类型", "Measure", "measure"),
        text("label_zh", "中文名称", "Chinese name"),
        text("label_en", "英文名称", "English name"),
        *_figure_columns("actual", "上年实际", "Result of the past year", "Of the year before the report"),
        integer("actual_rank", "实际位次", "Rank of the result", "Among the same level and year, the largest first"),
        *_figure_columns("target", "当年目标", "Target of the year", "Of the report's year"),
        integer("target_rank", "目标位次", "Rank of the target", "Among the same level and year, the largest first"),
        *_figure_columns("earlier", "上年目标", "Last year's target", "What the report of the year before aimed at"),
        number("gap", "实际减上年目标", "Result less last year's target", "Percentage points for rates; 0 in a range"),
    ),
)


def comparison_lines(comparison: Comparison) -> Iterator[TableLine]:
    """The rows of COMPARISON: places in their order, then years, then indicators; only where there is a report."""
    for place in comparison.places:
        for year in comparison.years:
            report = comparison.reports.get((place.key, year))
            if report is None:
                continue
            for canonical, measure in comparison.pairs:
                cell = comparison.cell(place, year, (canonical, measure))
                label = slot_label(canonical, measure)
                yield TableLine(
                    COMPARISON,
                    (
                        place.level,
                        place.code,
                        place.name,
                        year,
                        report.id,
                        report.completeness,
                        canonical,
                        measure,
                        label.zh,
                        label.en,
                        *_cells(cell.actual),
                        cell.actual_rank,
                        *_cells(cell.target),
                        cell.target_rank,
                        *_cells(cell.earlier),
                        cell.gap,
                    ),
                )


def _cells(figure: SlotFigure) -> Row:
    value, fact = figure.signed, figure.fact
    return (
        value.value if value else None,
        value.value_max if value else None,
        value.comparator if value else None,
        figure.state,
        figure.verification,
        figure.unit if fact else None,
        fact.quote if fact else None,
    )
