"""Compares what a claim says of a number with what the source says of it, slot by slot."""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.indicators import Period as FactPeriod
from summarizer.quantities import Quantity, canonical_unit
from summarizer.schemas.record import FlagCode, Indicator, Period, Severity
from summarizer.schemas.record import Quantity as ClaimedQuantity
from summarizer.validator import words
from summarizer.validator.places import is_place
from summarizer.validator.reading import Reading
from summarizer.validator.subjects import is_subject
from summarizer.validator.times import part_differs
from summarizer.validator.values import amount, amount_of, is_stated_rounding, other_terms, same_unit
from summarizer.validator.words import Words

AnyQuantity: TypeAlias = ClaimedQuantity | Quantity
AnyPeriod: TypeAlias = Period | FactPeriod
Claim: TypeAlias = Indicator | Fact

_YEAR = expression(r"(?:19|20)\d\d")
_NEW = expression(r"(?:新[增建设签认引培开入获投]|净增|再增)[^,。;]*$")


class Difference(NamedTuple):
    """A slot that differs, and what to tell of it; ``info`` where it does so in a way that is tolerated."""

    code: FlagCode
    words: Words
    severity: Severity = "error"


def difference(code: FlagCode, fact: Fact, said: Words) -> Difference:
    """A slot in which what was ``said`` differs from a fact of the source."""
    return Difference(code, words.compared(code, fact, said))


def differences(claim: Claim, index: int, reading: Reading) -> list[Difference]:
    """Every slot in which ``claim`` differs from fact ``index``; empty when the source bears it out."""
    fact = reading.facts[index]
    return [
        *number_differences(claim.quantity, fact),
        *measure_differences(claim, fact, reading),
        *period_differences(claim.period, fact, reading),
        *_status(claim, fact),
        *subject_differences(claim, index, reading),
    ]


def number_differences(claimed: AnyQuantity, fact: Fact) -> Iterator[Difference]:
    """Value, unit and comparator; a stated rounding differs in none of them."""
    quantity = fact.quantity
    if quantity.value is None:
        if claimed.value is not None:
            yield difference("number_not_in_source", fact, _shown(claimed))
        return
    if claimed.value is None:
        yield difference("value_mismatch", fact, words.NOTHING)
        return
    if is_rounding(claimed, quantity):
        return
    if not same_unit(claimed.unit, quantity.unit):
        yield difference("unit_mismatch", fact, _shown(claimed))
        if (claimed.value, claimed.value_max) == (quantity.value, quantity.value_max):
            return
    said = amount(claimed.value, claimed.value_max, _unit_for(claimed, quantity), claimed.text)
    if said != amount_of(quantity) or other_terms(claimed.text, quantity.text):
        yield difference("value_mismatch", fact, _shown(claimed))
        return
    if claimed.comparator != quantity.comparator:
        yield difference("comparator_mismatch", fact, words.COMPARATORS[claimed.comparator])


def _unit_for(claimed: AnyQuantity, quantity: Quantity) -> str:
    """The unit to compare values in: the claim's own, or the source's where that is already known to differ."""
    return claimed.unit if same_unit(claimed.unit, quantity.unit) else quantity.unit


def _shown(claimed: AnyQuantity) -> Words:
    return words.number(claimed.value, claimed.value_max, claimed.unit)


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
            yield difference("measure_mismatch", fact, words.MEASURES[claim.measure])
    elif claim.direction != fact.direction:
        yield difference("direction_mismatch", fact, words.DIRECTIONS[claim.direction])


def _amount_of_change(claim: Claim, fact: Fact, reading: Reading) -> bool:
    """新增108家 may be read as a level of what is new or as a change of the stock; never as a decrease."""
    start = fact.quantity.start
    return (
        {claim.measure, fact.measure} == {"level", "change"}
        and canonical_unit(fact.quantity.unit) not in ("百分点", "%")
        and "down" not in (claim.direction, fact.direction)
        and _NEW.search(reading.view.folded, max(fact.evidence[0], start - 16), start) is not None
    )


def period_differences(period: AnyPeriod | None, fact: Fact, reading: Reading) -> Iterator[Difference]:
    """The years, or the part of a year, that a claim names; one that names none differs in none."""
    if period is None or fact.period is None:
        return
    told = FactPeriod(period.label, period.start, period.end)
    if not _same_years(period, fact.period) or part_differs(told, fact, reading):
        yield difference("period_mismatch", fact, words.years(told))


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


def _status(claim: Claim, fact: Fact) -> Iterator[Difference]:
    if claim.status != fact.status:
        yield difference("status_mismatch", fact, words.STATUSES[claim.status])


def subject_differences(claim: Claim, index: int, reading: Reading) -> Iterator[Difference]:
    """The subject and the place of the number."""
    fact = reading.facts[index]
    if not is_subject(claim.name, claim.canonical, index, reading):
        yield difference("indicator_mismatch", fact, words.plainly(claim.name))
    elif not is_place(claim.region, claim.name, fact, reading):
        yield difference("indicator_mismatch", fact, words.plainly(claim.region) if claim.region else words.OWN_PLACE)
