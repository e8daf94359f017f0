"""The panel's columns for the headline slots, and what a report has in them."""

import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from summarizer.comparison.compare import gap
from summarizer.comparison.places import ComparedReport, ComparedReports, codes_above
from summarizer.schemas.catalogue import HeadlineSlot
from summarizer.schemas.record import HeadlineStatus, RegionLevel
from summarizer.tables.columns import Cell, Column, code, number, text
from summarizer.tables.figures import MISSING, Pair, SlotFigure, slot_label
from summarizer.tables.grid import unit_factor

_MEASURES = {"growth_rate": "growth"}
_STATUSES: tuple[HeadlineStatus, ...] = ("actual", "target")


def stem(pair: Pair) -> str:
    """What the columns of an indicator and measure begin with: gdp_growth, income_urban_level."""
    canonical, measure = pair
    name = _names().get(canonical) or "_".join(part[:3] for part in canonical.split("_"))[:12]
    return f"{name}_{_MEASURES.get(measure, measure)}"


@cache
def _names() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


def slot_columns(pairs: Sequence[Pair]) -> tuple[Column, ...]:
    """The columns of all pairs: the result, the target, last year's target and the gap, the level above and 加码."""
    return tuple(column for pair in pairs for column in _columns(pair))


def _columns(pair: Pair) -> Iterator[Column]:
    name = stem(pair)
    for status in _STATUSES:
        label = slot_label(*pair, status)
        yield from _figure_columns(f"{name}_{status}", label.zh, label.en)
    label = slot_label(*pair)
    zh, en = label.zh, label.en
    yield number(
        f"{name}_before", f"{zh} 上年报告目标", f"{en}, target of last year's report", "For the year of actual"
    )
    yield number(f"{name}_gap", f"{zh} 实际减上年目标", f"{en}, result less that target", "0 within a range")
    yield number(
        f"{name}_above", f"{zh} 上级目标", f"{en}, target of the level above", "Same year, nearest level given"
    )
    yield code(f"{name}_above_lvl", f"{zh} 上级级别", f"{en}, level of that target", "level")
    yield number(f"{name}_add", f"{zh} 加码", f"{en}, own target less that above", "Of ranges the lower ends")


def _figure_columns(name: str, zh: str, en: str) -> Iterator[Column]:
    yield number(name, zh, en, "In the bare unit; below zero for a fall; of a range the lower end")
    yield number(f"{name}_max", f"{zh} 上限", f"{en}, upper value", "Upper end of a range, else empty")
    yield text(f"{name}_unit", f"{zh} 单位", f"{en}, unit")
    yield code(f"{name}_cmp", f"{zh} 限定", f"{en}, comparator", "comparator", "About the signed value")
    if name.endswith("_target"):
        yield code(f"{name}_mod", f"{zh} 语气", f"{en}, modality", "modality", "How firmly the target is worded")
    yield code(f"{name}_state", f"{zh} 状态", f"{en}, state", "state")
    yield code(f"{name}_ver", f"{zh} 核对结果", f"{en}, verification", "verification")
    yield text(f"{name}_text", f"{zh} 原文", f"{en}, sentence", "The sentence, exactly as in the report")


def slot_cells(report: ComparedReport, reports: ComparedReports, pairs: Sequence[Pair]) -> Iterator[Cell]:
    """The cells of ``slot_columns`` for one report."""
    for pair in pairs:
        actual, target = (report.figure(HeadlineSlot(*pair, status)) for status in _STATUSES)
        yield from _figure_cells(actual, "actual")
        yield from _figure_cells(target, "target")
        before = reports.before(report.place, report.year, HeadlineSlot(*pair, "target"))
        yield _in_unit(before, actual.unit or before.unit)
        yield gap(actual, before)
        above, level = _above(report, reports, HeadlineSlot(*pair, "target"))
        own = target.signed.value if target.signed else None
        over = _in_unit(above, target.unit or above.unit)
        yield over
        yield level
        yield None if own is None or over is None else own - over


def _figure_cells(figure: SlotFigure, status: HeadlineStatus) -> Iterator[Cell]:
    value, fact = figure.signed, figure.fact
    yield value.value if value else None
    yield value.value_max if value else None
    yield figure.unit if fact else None
    yield value.comparator if value else None
    if status == "target":
        yield fact.modality if fact else None
    yield figure.state
    yield figure.verification
    yield fact.quote if fact else None


def _above(
    report: ComparedReport, reports: ComparedReports, slot: HeadlineSlot
) -> tuple[SlotFigure, RegionLevel | None]:
    """The slot in the report of the nearest level above that is given for the year, and that level."""
    for key in codes_above(report.place):
        found = reports.chosen.get((key, report.year))
        if found is not None:
            return found.figure(slot), found.place.level
    return MISSING, None


def _in_unit(figure: SlotFigure, unit: str) -> Decimal | None:
    factor = unit_factor(figure.unit, unit)
    return None if figure.signed is None or factor is None else figure.signed.value * factor
