"""The tables that records make: summaries, headline figures, facts and flags, one row after the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.output.selection import EVERYTHING, Selection
from summarizer.schemas.lines import number_text
from summarizer.schemas.record import Indicator, Point, Record
from summarizer.tables.columns import Cell, Column, Label, Row, TableColumns, code, day, integer, number, text, truth
from summarizer.tables.figures import figures, signed, slot_label

REPORT_COLUMNS: tuple[Column, ...] = (
    text("report_id", "报告编号", "Report id", "Stable: from the text's hash and the report's place in it"),
    text("region", "地区", "Region", "As in the text; empty when redacted"),
    code("region_level", "级别", "Level of government", "level"),
    text("region_code", "行政区划代码", "GB/T 2260 code"),
    integer("report_year", "报告年份", "Report year", "The year the report was given in"),
)
"""What every table begins with."""

FACTS = TableColumns(
    "facts",
    Label("指标", "Facts"),
    (
        *REPORT_COLUMNS,
        text("fact_id", "指标编号", "Fact id", "Stable for the same place in the same text; unique in the report"),
        text("name", "名称", "Name", "What is measured, in the report's own words"),
        text("canonical", "目录编号", "Catalogue id", "Id in the indicator catalogue; empty for the long tail"),
        text("text", "原文数字", "Number as written", "Number, scale and unit exactly as in the text"),
        number("value", "数值", "Value", "In the bare unit, scale multiplied out; of a range the lower end"),
        number("value_max", "上限", "Upper value", "Upper end of a range, else empty"),
        number("signed_value", "带符号数值", "Signed value", "value, below zero where direction is down"),
        text("value_exact", "精确数值", "Exact value", "value as text, with every digit where 15 are too few"),
        text("unit", "单位", "Unit", "As written, without scale"),
        code("comparator", "限定", "Comparator", "comparator", "What the words beside the number say"),
        code("measure", "数值类型", "Measure", "measure"),
        code("direction", "方向", "Direction", "direction", "For growth rates and changes"),
        text("period_label", "时期", "Period", "As in the text, or implied by the section"),
        integer("period_start", "起始年", "First year"),
        integer("period_end", "终止年", "Last year"),
        code("status", "性质", "Status", "status"),
        code("modality", "语气", "Modality", "modality", "How firmly a target is worded"),
        text("fact_region", "所指地区", "Region of the fact", "Where it is not the report's own region"),
        text("slots", "主要指标位", "Headline slots", "Those it fills, as --slot has them (gdp:growth_rate:target)"),
        text("section_id", "章节编号", "Section id"),
        code("section_kind", "章节类型", "Kind of section", "section_kind"),
        text("section_heading", "章节标题", "Section heading"),
        code("support_name", "名称依据", "Support of the name", "support"),
        code("support_measure", "类型依据", "Support of the measure", "support"),
        code("support_period", "时期依据", "Support of the period", "support"),
        code("support_status", "性质依据", "Support of the status", "support"),
        code("support_region", "地区依据", "Support of the region", "support"),
        code("origin", "来源", "Origin", "reader", "Who made the claim"),
        code("verification", "核对结果", "Verification", "verification"),
        text("reasons", "不符原因", "Reasons", "Flag codes, parted by spaces"),
        text("doubts", "疑点", "Doubts", "Doubt codes, parted by spaces"),
        truth("disputed", "是否有分歧", "Readers disagree"),
        text("quote", "原文", "Quote", "The sentence or clauses that bear the fact, exactly as in the text"),
        integer("quote_start", "原文起点", "Start of the quote", "In code points of the decoded source"),
        integer("quote_end", "原文终点", "End of the quote"),
        integer("number_start", "数字起点", "Start of the number"),
        integer("number_end", "数字终点", "End of the number"),
        integer("page", "页码", "Page", "Counted from 1; empty where the source has no pages"),
        text("report_title", "报告标题", "Report title"),
        text("source", "来源文件", "Source", "The source's name as given"),
        text("source_sha256", "来源文本散列", "Hash of the source's text"),
    ),
)

HEADLINES = TableColumns(
    "headlines",
    Label("主要指标", "Headlines"),
    (
        *REPORT_COLUMNS,
        text("canonical", "目录编号", "Catalogue id"),
        text("label_zh", "中文名称", "Chinese name"),
        text("label_en", "英文名称", "English name"),
        code("measure", "数值类型", "Measure", "measure"),
        code("status", "性质", "Status", "status", "actual: of the past year; target: of the report's year"),
        code("state", "状态", "State", "state"),
        number("value", "数值", "Signed value", "In the bare unit; below zero for a fall; of a range the lower end"),
        number("value_max", "上限", "Upper value", "Upper end of a range, else empty"),
        text("unit", "单位", "Unit"),
        code("comparator", "限定", "Comparator", "comparator", "About the signed value: a fall of 2% or more is under"),
        code("modality", "语气", "Modality", "modality"),
        code("verification", "核对结果", "Verification", "verification"),
        text("doubts", "疑点", "Doubts"),
        text("fact_id", "指标编号", "Fact id"),
        text("quote", "原文", "Quote"),
    ),
)

SUMMARIES = TableColumns(
    "summaries",
    Label("摘要", "Summaries"),
    (
        *REPORT_COLUMNS,
        text("report_title", "报告标题", "Report title"),
        day("delivered_on", "报告日期", "Delivered on"),
        text("speaker", "报告人", "Speaker"),
        code("completeness", "完整性", "Completeness", "completeness"),
        text("headline", "一句话摘要", "Headline"),
        text("overview", "概要", "Overview"),
        text("achievements", "成绩", "Achievements", "One point a line"),
        text("targets", "目标", "Targets", "One point a line"),
        text("priorities", "重点工作", "Priorities", "One point a line"),
        text("problems", "问题", "Problems", "One point a line"),
        integer("facts", "指标数", "Facts", "How many facts of the report are meant by the filters"),
        integer("verified", "已核实数", "Verified facts", "Of the whole report, as the four that follow"),
        integer("doubtful", "存疑数", "Doubtful facts"),
        integer("mismatched", "不符数", "Mismatched facts"),
        integer("unsupported", "无依据数", "Unsupported facts"),
        integer("redacted", "隐去数", "Redacted facts"),
        integer("source_quantities", "原文数字数", "Numbers in the source"),
        integer("covered", "已覆盖数", "Numbers covered"),
        integer("flags", "标记数", "Flags", "Errors and warnings"),
        text("engine", "引擎", "Engine"),
        text("model", "模型", "Model"),
        integer("report_start", "报告起点", "Start of the report", "In code points of the decoded source"),
        integer("report_end", "报告终点", "End of the report"),
        text("source", "来源文件", "Source"),
        text("source_sha256", "来源文本散列", "Hash of the source's text"),
    ),
)

FLAGS = TableColumns(
    "flags",
    Label("标记", "Flags"),
    (
        *REPORT_COLUMNS,
        text("code", "标记代码", "Flag code"),
        code("severity", "程度", "Severity", "severity"),
        text("message", "说明", "Message"),
        text("path", "记录内位置", "Path", "JSON Pointer into the record"),
        integer("start", "原文起点", "Start"),
        integer("end", "原文终点", "End"),
        text("report_title", "报告标题", "Report title"),
    ),
)

DICTIONARY = TableColumns(
    "dictionary",
    Label("数据字典", "Data dictionary"),
    (
        text("table", "表", "TableColumns"),
        text("column", "列", "Column"),
        text("kind", "类型", "Kind", "text, integer, number (exact decimal), boolean, date"),
        text("label_zh", "中文名称", "Chinese label"),
        text("label_en", "英文名称", "English label"),
        text("meaning", "含义", "Meaning"),
        text("codes", "代码", "Codes", "Code = Chinese / English; …"),
    ),
)

EXPORTED = (SUMMARIES, HEADLINES, FACTS, FLAGS)


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row and the table that it belongs to."""

    table: TableColumns
    row: Row


def lines(record: Record, selection: Selection = EVERYTHING) -> Iterator[TableLine]:
    """All rows of one record in all tables; facts and slots only as the selection means them."""
    head = report_cells(record)
    facts = selection.facts(record)
    yield TableLine(SUMMARIES, _summary(record, head, len(facts)))
    yield from (TableLine(HEADLINES, row) for row in _headlines(record, head, selection))
    yield from (TableLine(FACTS, row) for row in _facts(record, head, facts))
    yield from (TableLine(FLAGS, row) for row in _flags(record, head))


def report_cells(record: Record) -> Row:
    """The cells of REPORT_COLUMNS."""
    report = record.report
    return (report.id, report.region.name, report.region.level, report.region.code, report.year)


def _summary(record: Record, head: Row, facts: int) -> Row:
    report, summary, checked = record.report, record.summary, record.validation
    return (
        *head,
        report.title,
        report.delivered_on,
        report.speaker,
        report.completeness,
        summary.headline,
        summary.overview,
        *map(_points, (summary.achievements, summary.targets, summary.priorities, summary.problems)),
        facts,
        checked.verified,
        checked.doubtful,
        checked.mismatched,
        checked.unsupported,
        checked.redacted,
        checked.source_quantities,
        checked.covered,
        sum(flag.severity != "info" for flag in checked.flags),
        record.engine.name,
        record.engine.model,
        *report.span,
        report.source.name,
        report.source.text_sha256,
    )


def _points(points: tuple[Point, ...]) -> str:
    return "\n".join(" ".join(point.text.split()) for point in points)


def _headlines(record: Record, head: Row, selection: Selection) -> Iterator[Row]:
    for slot, figure in figures(record, selection).items():
        label = slot_label(slot.canonical, slot.measure)
        fact, value = figure.fact, figure.signed
        yield (
            *head,
            slot.canonical,
            label.zh,
            label.en,
            slot.measure,
            slot.status,
            figure.state,
            value.value if value else None,
            value.value_max if value else None,
            figure.unit if fact else None,
            value.comparator if value else None,
            fact.modality if fact else None,
            figure.verification,
            " ".join(fact.doubts) if fact else None,
            fact.id if fact else None,
            fact.quote if fact else None,
        )


def _facts(record: Record, head: Row, facts: tuple[Indicator, ...]) -> Iterator[Row]:
    sections = {section.id: section for section in record.sections}
    slots = _slots(record)
    report = record.report
    tail = (report.title, report.source.name, report.source.text_sha256)
    for fact in facts:
        section = sections.get(fact.section)
        place = (fact.section, section.kind if section else None, section.heading if section else None)
        yield (*head, *_claim(fact), slots.get(fact.id), *place, *_backing(fact), *tail)


def _slots(record: Record) -> dict[str, str]:
    """The headline slots that facts fill, by the facts' ids."""
    slots: dict[str, str] = {}
    for row in record.headlines:
        if row.indicator is not None:
            name = f"{row.canonical}:{row.measure}:{row.status}"
            slots[row.indicator] = f"{slots[row.indicator]} {name}" if row.indicator in slots else name
    return slots


def _claim(fact: Indicator) -> Row:
    quantity, period = fact.quantity, fact.period
    value = signed(fact)
    return (
        fact.id,
        fact.name,
        fact.canonical,
        quantity.text,
        quantity.value,
        quantity.value_max,
        value.value if value else None,
        None if quantity.value is None else number_text(quantity.value),
        quantity.unit,
        quantity.comparator,
        fact.measure,
        fact.direction,
        period.label if period else None,
        period.start if period else None,
        period.end if period else None,
        fact.status,
        fact.modality,
        fact.region,
    )


def _backing(fact: Indicator) -> Row:
    support, checked, evidence = fact.support, fact.verification, fact.evidence
    return (
        support.name,
        support.measure,
        support.period,
        support.status,
        support.region,
        fact.origin,
        checked.status,
        " ".join(checked.reasons),
        " ".join(checked.doubts),
        bool(fact.readings),
        evidence.quote,
        *evidence.span,
        *fact.quantity.span,
        evidence.page,
    )


def _flags(record: Record, head: Row) -> Iterator[Row]:
    for flag in record.validation.flags:
        start, end = flag.span or (None, None)
        yield (*head, flag.code, flag.severity, flag.message, flag.path, start, end, record.report.title)


def dictionary(tables: tuple[TableColumns, ...]) -> Iterator[Row]:
    """The rows of DICTIONARY: every column of the tables with its kind, labels, meaning and codes."""
    from summarizer.tables.columns import code_labels

    for table in tables:
        for column in table.columns:
            labels = code_labels(column.codes).items() if column.codes else ()
            codes = "; ".join(f"{name} = {label.both}" for name, label in labels)
            cells: tuple[Cell, ...] = (table.name, column.name, column.kind, column.label.zh, column.label.en)
            yield (*cells, column.meaning, codes)
