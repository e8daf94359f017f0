"""Facts: quantities bound to what they measure."""

from dataclasses import dataclass

from summarizer.quantities import Quantity
from summarizer.schemas.record import Direction, Measure, Status

__all__ = ["Direction", "Fact", "Measure", "Period", "Status"]


@dataclass(frozen=True, slots=True)
class Period:
    """The time a number is about; ``start`` and ``end`` are years, equal for one year, None when unknown."""

    label: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One quantified fact; the fields are those of the contract's indicator.

    ``evidence`` is the extent in the view of the sentence or clause it stands in.
    """

    quantity: Quantity
    name: str
    canonical: str | None
    measure: Measure
    direction: Direction | None
    period: Period | None
    status: Status
    region: str | None
    section: str
    evidence: tuple[int, int]
