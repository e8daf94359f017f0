"""One claim as a reviewer reads it; what others read stays beside it."""

from collections.abc import Mapping
from typing import Any

from summarizer.review.decisions import FieldCorrection
from summarizer.schemas.record import FlagCode, Indicator, OtherReading, Verification, VerificationStatus

_OF_THE_SOURCE: frozenset[FlagCode] = frozenset(
    {
        "number_not_in_source",
        "value_mismatch",
        "unit_mismatch",
        "comparator_mismatch",
        "quote_not_found",
        "redacted_value",
    }
)
"""What the source itself says of number and quote; no reading changes it."""


def accepted(fact: Indicator) -> Indicator:
    """The claim as a reviewer confirms it: theirs from then on, doubts and disputes about the reading settled."""
    return fact.model_copy(update={"origin": "reviewer", "verification": settled(fact.verification)})


def corrected(fact: Indicator, correction: FieldCorrection) -> Indicator:
    """The claim with the reviewer's reading in its fields, and in ``readings`` who reads what where they differ."""
    changes = {
        name: getattr(correction, name)
        for name in correction.model_fields_set
        if getattr(correction, name) != getattr(fact, name)
    }
    if not changes:
        return accepted(fact)
    return accepted(fact).model_copy(update={**changes, "readings": _readings(fact, changes)})


def settled(verification: Verification) -> Verification:
    """What is left of a verification once a reviewer stands for the reading."""
    reasons = tuple(code for code in verification.reasons if code in _OF_THE_SOURCE)
    status: VerificationStatus = verification.status if reasons else "verified"
    return Verification(status=status, reasons=reasons, doubts=())


def _readings(fact: Indicator, changes: Mapping[str, Any]) -> tuple[OtherReading, ...]:
    """The readings of all who read it before, and the reviewer's, in the fields that differ."""
    before = [reading for reading in fact.readings if reading.reader != "reviewer"]
    if fact.origin != "reviewer" and all(reading.reader != fact.origin for reading in before):
        before.insert(0, OtherReading(reader=fact.origin))
    own = {name: getattr(fact, name) for name in changes}
    told = [reading.model_copy(update=own) if reading.reader == fact.origin else reading for reading in before]
    fields = {name for reading in told for name in reading.model_fields_set} - {"reader"} | changes.keys()
    reviewer = {name: changes.get(name, getattr(fact, name)) for name in sorted(fields)}
    return (*told, OtherReading(reader="reviewer", **reviewer))
