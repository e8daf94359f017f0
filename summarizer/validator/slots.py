"""Compares what a claim says of a number with what the source says of it, slot by slot."""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from summarizer.indicators import Fact
from summarizer.indicators import Period as FactPeriod
from summarizer.quantities import Quantity, canonical_unit
from summarizer.schemas.record import FlagCode, Indicator, Period, Severity
from summarizer.schemas.record import Quantity as ClaimedQuantity
from summarizer.validator.reading import Reading, amount_of
from summarizer.validator.subjects import is_place, is_subject
from summarizer.validator.values import amount, is_stated_rounding, other_terms, same_unit

AnyQuantity: TypeAlias = ClaimedQuantity | Quantity
AnyPeriod: TypeAlias = Period | FactPeriod
Claim: TypeAlias = Indicator | Fact

_YEAR = re.compile(r"(?:19|20)\d\d")
_NEW = re.compile(r"(?:新[增建设签认引培开入获投]|净增|再增)[^,。;]*$")


class Difference(NamedTuple):
    """A slot that differs, and how; ``info`` where it does so in a way that is tolerated."""

    code: FlagCode
    message: str
    severity: Severity = "error"


def differences(claim: Claim, index: int, reading: Reading) -> list[Difference]:
    """Every slot in which ``claim`` differs from fact ``index``; empty when the source bears it out."""
    fact = reading.facts[index]
    return [
        *number_differences(claim.quantity, fact.quantity),
        *measure_differences(claim, fact, reading),
        *period_differences(claim.period, fact),
        *_status(claim, fact),
        *subject_differences(claim, index, reading),
    ]


def number_differences(claimed: AnyQuantity, quantity: Quantity) -> Iterator[Difference]:
    """Value, unit and comparator; a stated rounding differs in none of them."""
    if quantity.value is None:
        if claimed.value is not None:
            yield Difference("number_not_in_source", f"the source leaves the number out ({quantity.text})")
        return
    if claimed.value is None:
        yield Difference("value_mismatch", f"no value, where the source says {quantity.text}")
        return
    if is_rounding(claimed, quantity):
        return
    if not same_unit(claimed.unit, quantity.unit):
        yield Difference("unit_mismatch", f"unit {claimed.unit or '(none)'}, in the source {quantity.unit or '(none)'}")
        if (claimed.value, claimed.value_max) == (quantity.value, quantity.value_max):
            return
    said = amount(claimed.value, claimed.value_max, _unit_for(claimed, quantity), claimed.text)
    if said != amount_of(quantity) or other_terms(claimed.text, quantity.text):
        yield Difference("value_mismatch", f"{_shown(claimed)}, in the source {quantity.text}")
        return
    if claimed.comparator != quantity.comparator:
        yield Difference("comparator_mismatch", f"{claimed.comparator}, in the source {quantity.comparator}")


def _unit_for(claimed: AnyQuantity, quantity: Quantity) -> str:
    """The unit to compare values in: the claim's own, or the source's where that is already known to differ."""
    return claimed.unit if same_unit(claimed.unit, quantity.unit) else quantity.unit


def _shown(claimed: AnyQuantity) -> str:
    high = f"–{claimed.value_max:f}" if claimed.value_max is not None else ""
    return f"{claimed.value:f}{high}{claimed.unit}"


def is_rounding(claimed: AnyQuantity, quantity: Quantity) -> bool:
    """Whether the claim says 超过, 近, 约, 不到 of a coarser number that the source's exact one rounds to."""
    if quantity.comparator != "exact" or claimed.comparator not in ("about", "over", "under"):
        return False
    if claimed.value is None or quantity.value is None or (claimed.value_max, quantity.value_max) != (None, None):
        return False
    return is_stated_rounding(claimed.value, claimed.unit, claimed.comparator, quantity.value, quantity.unit)


def measure_differences(claim: Claim, fact: Fact, reading: Reading) -> Iterator[Difference]:
    """Kind of number and direction."""
    if claim.measure != fact.measure:
        if not _amount_of_change(claim, fact, reading):
            yield Difference("measure_mismatch", f"{claim.measure}, in the source {fact.measure}")
    elif claim.direction != fact.direction:
        yield Difference("direction_mismatch", f"{claim.direction or 'none'}, in the source {fact.direction or 'none'}")


def _amount_of_change(claim: Claim, fact: Fact, reading: Reading) -> bool:
    """新增108家 may be read as a level of what is new or as a change of the stock; never as a decrease."""
    start = fact.quantity.start
    return (
        {claim.measure, fact.measure} == {"level", "change"}
        and canonical_unit(fact.quantity.unit) not in ("百分点", "%")
        and "down" not in (claim.direction, fact.direction)
        and _NEW.search(reading.view.folded, max(fact.evidence[0], start - 16), start) is not None
    )


def period_differences(period: AnyPeriod | None, fact: Fact) -> Iterator[Difference]:
    """The years a claim names; one that names none differs in none."""
    if period is None or fact.period is None or _same_years(period, fact.period):
        return
    yield Difference("period_mismatch", f"{_years_text(period)}, in the source {_years_text(fact.period)}")


def _same_years(claimed: AnyPeriod, source: FactPeriod) -> bool:
    if (claimed.label, claimed.start, claimed.end) == (source.label, source.start, source.end):
        return True
    named = [int(year) for year in _YEAR.findall(claimed.label)] if claimed.label != source.label else []
    start = claimed.start if claimed.start is not None else claimed.end
    end = claimed.end if claimed.end is not None else claimed.start
    if start is None:
        start, end = (named[0], named[-1]) if named else (None, None)
    if start is None or source.start is None or source.end is None:
        return claimed.start == source.start or start is None
    if any(not source.start <= year <= source.end for year in named):
        return False
    return (start, end) == (source.start, source.end) or (start == end == source.end)


def _years_text(period: AnyPeriod) -> str:
    years = "" if period.start is None else f" ({period.start}–{period.end})"
    return f"{period.label}{years}"


def _status(claim: Claim, fact: Fact) -> Iterator[Difference]:
    if claim.status != fact.status:
        yield Difference("status_mismatch", f"{claim.status}, in the source {fact.status}")


def subject_differences(claim: Claim, index: int, reading: Reading) -> Iterator[Difference]:
    """The subject and the place of the number."""
    fact = reading.facts[index]
    if not is_subject(claim.name, claim.canonical, index, reading):
        yield Difference("indicator_mismatch", f"said of {claim.name or '(nothing)'}, in the source of {fact.name}")
    elif not is_place(claim.region, claim.name, fact, reading):
        yield Difference(
            "indicator_mismatch",
            f"said of {claim.region or 'the report’s own region'}, in the source of {fact.region or 'its own region'}",
        )
