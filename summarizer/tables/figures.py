"""The figures in a record's headline slots, as signed numbers that can be set beside each other."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from summarizer.output.selection import EVERYTHING, Selection
from summarizer.schemas.catalogue import Catalogue, HeadlineSlot, load_catalogue
from summarizer.schemas.record import (
    Comparator,
    DoubtCode,
    Indicator,
    Measure,
    Modality,
    Quantity,
    Record,
    VerificationStatus,
)
from summarizer.tables.columns import Label, code_labels

State: TypeAlias = Literal["stated", "not_stated", "redacted", "left_out", "missing"]
Pair: TypeAlias = tuple[str, Measure]
"""An indicator of the catalogue and a measure: two slots, the result and the target."""

_TURNED: dict[Comparator, Comparator] = {"over": "under", "under": "over"}
_SIGNED: tuple[Measure, ...] = ("growth_rate", "change")


@dataclass(frozen=True, slots=True)
class Signed:
    """A quantity with its direction in its sign: 下降2.5%以上 is −2.5 or under, 下降3%至5% is −5 to −3."""

    value: Decimal
    value_max: Decimal | None
    comparator: Comparator


@dataclass(frozen=True, slots=True)
class Backing:
    """What is kept of the fact that fills a slot; a whole fact would take ten times the memory."""

    id: str
    unit: str
    modality: Modality | None
    verification: VerificationStatus
    doubts: tuple[DoubtCode, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class SlotFigure:
    """What a slot holds. ``missing``: there is no report; ``left_out``: the report states it, a filter left it out."""

    state: State
    fact: Backing | None = None
    signed: Signed | None = None

    @property
    def unit(self) -> str:
        """The unit, "" where there is no number."""
        return self.fact.unit if self.fact else ""

    @property
    def verification(self) -> VerificationStatus | None:
        """What the validator found, None where there is no fact."""
        return self.fact.verification if self.fact else None

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look at it before using it."""
        return self.signed is not None and self.verification != "verified"


MISSING, LEFT_OUT = SlotFigure("missing"), SlotFigure("left_out")


def signed(fact: Indicator) -> Signed | None:
    """A fact's number with its direction as sign; None where it is redacted."""
    quantity: Quantity = fact.quantity
    if quantity.value is None:
        return None
    if fact.direction != "down" or fact.measure not in _SIGNED:
        return Signed(quantity.value, quantity.value_max, quantity.comparator)
    low, high = -quantity.value, None if quantity.value_max is None else -quantity.value_max
    comparator = _TURNED.get(quantity.comparator, quantity.comparator)
    return Signed(low, None, comparator) if high is None else Signed(min(low, high), max(low, high), comparator)


def figures(record: Record, selection: Selection = EVERYTHING) -> Mapping[HeadlineSlot, SlotFigure]:
    """The figures of all headline slots of a record that are meant, in catalogue order."""
    facts = {fact.id: fact for fact in record.indicators}
    return {
        HeadlineSlot(row.canonical, row.measure, row.status): _figure(
            row.state, facts.get(row.indicator) if row.indicator else None, selection
        )
        for row in record.headlines
        if selection.of_slot(row)
    }


def _figure(state: State, fact: Indicator | None, selection: Selection) -> SlotFigure:
    if fact is None:
        return SlotFigure("not_stated" if state == "stated" else state)
    # A redacted figure has nothing to verify: it stays what it is.
    if selection.verified_only and state != "redacted" and fact.verification.status != "verified":
        return LEFT_OUT
    return SlotFigure(state, backing(fact), signed(fact))


def backing(fact: Indicator) -> Backing:
    """What is kept of a fact; one sentence that many facts share is kept once."""
    checked = fact.verification
    quote = sys.intern(fact.evidence.quote)
    return Backing(fact.id, sys.intern(fact.quantity.unit), fact.modality, checked.status, checked.doubts, quote)


def slot_label(canonical: str, measure: str, status: str | None = None, catalogue: Catalogue | None = None) -> Label:
    """What a slot is called: 国内生产总值增速 目标 / Gross domestic product, growth rate, target."""
    entry = (catalogue or load_catalogue()).by_id.get(canonical)
    zh, en = (entry.zh, entry.en) if entry else (canonical, canonical)
    kind = code_labels("measure")[measure]
    label = Label(zh, en) if measure == "level" else Label(f"{zh}{kind.zh}", f"{en}, {kind.en.lower()}")
    if status is None:
        return label
    kept = code_labels("status")[status]
    return Label(f"{label.zh} {kept.zh}", f"{label.en}, {kept.en.lower()}")
