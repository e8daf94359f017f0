"""The headline rows of a record, and what it leaves out: headline numbers of the source that no claim rests on."""

from collections.abc import Set

from summarizer.indicators import indicators_named
from summarizer.schemas.record import HeadlineRow, Indicator, Record
from summarizer.validator.model import Finding
from summarizer.validator.reading import Reading


def check_headlines(record: Record, reading: Reading) -> list[Finding]:
    """An error for each headline row that points at no indicator of the record, or at one of another slot."""
    indicators = {indicator.id: indicator for indicator in record.indicators}
    findings = []
    for number, row in enumerate(record.headlines):
        if row.indicator is None:
            continue
        claim = indicators.get(row.indicator)
        if claim is None or not _is_of(row, claim, reading):
            message = f"{row.indicator} is no {row.status} {row.measure} of {row.canonical}"
            span = claim.quantity.span if claim else None
            findings.append(Finding("indicator_mismatch", "error", message, f"/headlines/{number}", span))
    return findings


def _is_of(row: HeadlineRow, claim: Indicator, reading: Reading) -> bool:
    measure = "level" if claim.measure == "share" and row.measure == "level" else claim.measure
    status = "target" if claim.status == "target" else "actual"
    named = indicators_named(claim.name, claim.canonical or reading.catalogue.id_of(claim.name), reading.catalogue)
    return row.canonical in named and (measure, status) == (row.measure, row.status)


def uncovered_headlines(covered: Set[int], reading: Reading) -> list[Finding]:
    """A warning for each headline slot whose fact is in the source but, by its index, not in ``covered``."""
    findings = []
    for row, (slot, index) in enumerate(reading.analysis.headlines):
        if index is None or index in covered or any(_same(reading, other, index) for other in covered):
            continue
        fact = reading.facts[index]
        message = f"no claim covers {fact.name} {fact.quantity.text} ({slot.canonical}, {slot.measure}, {slot.status})"
        findings.append(Finding("uncovered_headline", "warning", message, f"/headlines/{row}", fact.quantity.span))
    return findings


def _same(reading: Reading, first: int, second: int) -> bool:
    """Whether two facts say the same: the number is given twice in the report."""
    one, other = reading.facts[first], reading.facts[second]
    return one.canonical == other.canonical and (
        (one.measure, one.status, one.region, one.quantity.value, one.quantity.unit)
        == (other.measure, other.status, other.region, other.quantity.value, other.quantity.unit)
    )
