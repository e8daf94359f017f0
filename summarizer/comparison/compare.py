"""What a comparison says: for each place, year and indicator the result, the target, last year's target, ranks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from summarizer.comparison.places import ComparedPlace, ComparedReport, read_reports
from summarizer.output.selection import EVERYTHING, Selection
from summarizer.schemas.catalogue import HeadlineSlot, load_catalogue
from summarizer.schemas.record import Record
from summarizer.tables.figures import MISSING, Pair, SlotFigure
from summarizer.tables.grid import Scale, comparable, ranks, unit_factor, usual_scale


@dataclass(frozen=True, slots=True)
class Beside:
    """One indicator in one report: its figures beside each other.

    ``actual`` is of the year before the report, ``target`` of the report's year, ``earlier`` the target that the report
    before had for the year of ``actual``; ``gap`` is actual less earlier, in the unit of actual (percentage points
    for rates), 0 within a range. Ranks are among the places of the same level in the same year, the largest first.
    """

    actual: SlotFigure = MISSING
    target: SlotFigure = MISSING
    earlier: SlotFigure = MISSING
    gap: Decimal | None = None
    actual_rank: int | None = None
    target_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Places by years by indicators. ``cells`` holds what is known; ``scales`` the unit in which each is shown."""

    places: tuple[ComparedPlace, ...]
    years: tuple[int | None, ...]
    pairs: tuple[Pair, ...]
    reports: Mapping[tuple[str, int | None], ComparedReport]
    cells: Mapping[tuple[str, int | None, Pair], Beside]
    scales: Mapping[Pair, Scale]
    set_aside: tuple[ComparedReport, ...]

    def cell(self, place: ComparedPlace, year: int | None, pair: Pair) -> Beside:
        """The figures of a place, year and indicator; all ``missing`` where there is no report."""
        return self.cells.get((place.key, year, pair), Beside())


def compare(records: Iterable[Record], selection: Selection = EVERYTHING) -> Comparison:
    """The comparison of the reports that the selection means.

    Reports of other years than those meant are read, too, for their targets. Indicators that no report states are left
    out, unless the selection names them. Memory holds the headline figures of all records, not the records.
    """
    placed = (record for record in records if selection.of_place(record.report.region))
    reports = read_reports(placed, selection)
    shown = [report for report in reports.chosen.values() if selection.of_year(report.year)]
    pairs = tuple(
        pair for pair in meant_pairs(selection) if selection.slots or any(_has(report, pair) for report in shown)
    )
    cells: dict[tuple[str, int | None, Pair], Beside] = {}
    scales: dict[Pair, Scale] = {}
    for pair in pairs:
        actual, target = HeadlineSlot(*pair, "actual"), HeadlineSlot(*pair, "target")
        found = [
            (report, report.figure(actual), report.figure(target), reports.before(report.place, report.year, target))
            for report in shown
        ]
        scale = scales[pair] = usual_scale(figure for _, *figures in found for figure in figures)
        actual_ranks = _ranks([(report, figure) for report, figure, _, _ in found], scale)
        target_ranks = _ranks([(report, figure) for report, _, figure, _ in found], scale)
        for report, result, aim, earlier in found:
            key = (report.place.key, report.year)
            cells[(*key, pair)] = Beside(
                result, aim, earlier, gap(result, earlier), actual_ranks[key], target_ranks[key]
            )
    places = sorted({report.place.key: report.place for report in shown}.values(), key=lambda place: place.order)
    years = sorted({report.year for report in shown}, key=lambda year: year or 0)
    return Comparison(
        tuple(places), tuple(years), pairs, {(r.place.key, r.year): r for r in shown}, cells, scales, reports.set_aside
    )


def gap(actual: SlotFigure, aim: SlotFigure) -> Decimal | None:
    """How far a result is above its target (below: negative), 0 within a range; None where they cannot be compared."""
    factor = unit_factor(aim.unit, actual.unit)
    if actual.signed is None or aim.signed is None or factor is None:
        return None
    value, low, high = actual.signed.value, aim.signed.value * factor, aim.signed.value_max
    if high is None or value < low:
        return value - low
    return max(value - high * factor, Decimal(0))


def meant_pairs(selection: Selection) -> Sequence[Pair]:
    """Indicators and measures with headline slots, in catalogue order, that are meant."""
    return list(
        dict.fromkeys(
            (slot.canonical, slot.measure)
            for slot in load_catalogue().headlines
            if not selection.slots
            or any(wanted.holds(slot.canonical, slot.measure, slot.status) for wanted in selection.slots)
        )
    )


def _has(report: ComparedReport, pair: Pair) -> bool:
    return any((slot.canonical, slot.measure) == pair and figure.fact for slot, figure in report.figures.items())


def _ranks(
    found: Sequence[tuple[ComparedReport, SlotFigure]], scale: Scale
) -> Mapping[tuple[str, int | None], int | None]:
    """The rank of each report's figure among those of its level and year."""
    groups: dict[tuple[str | None, int | None], list[tuple[ComparedReport, SlotFigure]]] = {}
    for report, figure in found:
        groups.setdefault((report.place.level, report.year), []).append((report, figure))
    return {
        (report.place.key, report.year): rank
        for group in groups.values()
        for (report, _), rank in zip(group, ranks([comparable(figure, scale) for _, figure in group]), strict=True)
    }
