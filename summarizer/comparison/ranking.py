"""Who is first: the places of one indicator and year in the order of their ranks."""

from dataclasses import dataclass

from summarizer.comparison.compare import Comparison
from summarizer.comparison.places import ComparedPlace
from summarizer.tables.figures import Pair, SlotFigure


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place with its rank, among those of its level; ranked by the result, else (no result stated) by the target."""

    rank: int | None
    place: ComparedPlace
    actual: SlotFigure
    target: SlotFigure


def ranking(comparison: Comparison, year: int | None, pair: Pair) -> list[Ranked]:
    """The places that have a number for the indicator in the reports of a year, level by level, by rank.

    The rank is that of the result where any place of the comparison states one, else that of the target; places
    without that number come last, those without any number are left out.
    """
    found = [(place, comparison.cell(place, year, pair)) for place in comparison.places]
    by_result = any(cell.actual_rank is not None for _, cell in found)
    rows = [
        Ranked(cell.actual_rank if by_result else cell.target_rank, place, cell.actual, cell.target)
        for place, cell in found
        if cell.actual.signed or cell.target.signed
    ]
    return sorted(rows, key=lambda row: (row.place.order[0], row.rank is None, row.rank or 0, row.place.order))
