"""Facts: quantities bound to what they measure."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from summarizer.language.years import Period
from summarizer.quantities import Quantity
from summarizer.schemas.record import Direction, DoubtCode, Measure, Modality, Status, SupportKind

__all__ = ["Direction", "Fact", "Measure", "Modality", "Period", "Status", "Support", "SupportKind", "Told"]


class Told(NamedTuple):
    """A period and what it rests on."""

    period: Period | None
    support: SupportKind


class Deciding(NamedTuple):
    """The ids of the rules that decided each slot of a fact; "" where none did, for a period those of both steps."""

    name: str = ""
    measure: str = ""
    period: tuple[str, ...] = ()
    status: str = ""
    modality: str = ""
    region: str = ""


NOTHING_DECIDED: Final = Deciding()


class Support(NamedTuple):
    """What each slot of a fact rests on: words of its own sentence, something inherited from before, or nothing."""

    name: SupportKind = "stated"
    measure: SupportKind = "stated"
    period: SupportKind = "stated"
    status: SupportKind = "stated"
    region: SupportKind = "assumed"


STATED: Final = Support()


@dataclass(frozen=True, slots=True)
class Fact:
    """One quantified fact; the fields are those of the contract's indicator.

    ``evidence`` is the extent in the view of the sentence or clause it stands in; ``doubts`` say why somebody should
    look at the reading; ``rules`` are the ids of the rules that decided.
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
    modality: Modality | None = None
    support: Support = STATED
    doubts: tuple[DoubtCode, ...] = ()
    rules: Deciding = NOTHING_DECIDED
