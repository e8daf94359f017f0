"""Facts: quantities bound to what they measure."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from summarizer.quantities import Quantity

Measure: TypeAlias = Literal["level", "growth_rate", "change", "share", "rank", "multiple", "ratio"]
Direction: TypeAlias = Literal["up", "down"]
Status: TypeAlias = Literal["actual", "expected", "target"]


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
