"""The headline rows of a record, and what it leaves out: headline numbers of the source that no claim rests on."""

from collections.abc import Set

from summarizer.indicators import indicators_named
from summarizer.schemas.record import HeadlineRow, Indicator, Record
from summarizer.validator.model import Finding, finding
from summarizer.validator.reading import Reading
from summarizer.validator.words import MEASURES, STATUSES, Words, described


def check_headlines(record: Record, reading: Reading) -> list[Finding]:
    """An error for each headline row that points at no indicator of the record, or at one of another slot."""
    indicators = {indicator.id: indicator for indicator in record.indicators}
    findings = []
    for number, row in enumerate(record.headlines):
        if row.indicator is None:
            continue
        claim = indicators.get(row.indicator)
        if claim is None or not _is_of(row, claim, reading):
            said = _misplaced(row, claim, reading)
            span = claim.quantity.span if claim else None
            findings.append(finding("indicator_mismatch", "error", said, f"/headlines/{number}", span))
    return findings


def _misplaced(row: HeadlineRow, claim: Indicator | None, reading: Reading) -> Words:
    """What to say of a row that points at nothing, or at a number of another slot."""
    status, measure = STATUSES[row.status], MEASURES[row.measure]
    name = reading.catalogue.by_id[row.canonical].zh if row.canonical in reading.catalogue.by_id else row.canonical
    wanted = Words(f"{name}（{status.zh}，{measure.zh}）", f"{name} ({status.en}, {measure.en})")
    if claim is None:
        return Words(f"{wanted.zh}这一行指向的数字不在记录里", f"the row {wanted.en} points at no number of the record")
    given = f"{claim.name}{claim.quantity.text}"
    return Words(f"{wanted.zh}这一行不能用{given}来填", f"the row {wanted.en} cannot be filled by {given}")


def _is_of(row: HeadlineRow, claim: Indicator, reading: Reading) -> bool:
    measure = "level" if claim.measure == "share" and row.measure == "level" else claim.measure
    status = "target" if claim.status == "target" else "actual"
    named = indicators_named(claim.name, claim.canonical or reading.catalogue.id_of(claim.name), reading.catalogue)
    return row.canonical in named and (measure, status) == (row.measure, row.status)


def uncovered_headlines(covered: Set[int], reading: Reading) -> list[Finding]:
    """A warning for each headline slot whose fact is in the source but, by its index, not in ``covered``."""
    findings = []
    for row, (_, index) in enumerate(reading.analysis.headlines):
        if index is None or index in covered or any(_same(reading, other, index) for other in covered):
            continue
        fact = reading.facts[index]
        stands = described(fact)
        said = Words(f"记录漏了这个主要指标：{stands.zh}", f"the record leaves out a headline number: {stands.en}")
        findings.append(finding("uncovered_headline", "warning", said, f"/headlines/{row}", fact.quantity.span))
    return findings


def _same(reading: Reading, first: int, second: int) -> bool:
    """Whether two facts say the same: the number is given twice in the report."""
    one, other = reading.facts[first], reading.facts[second]
    return one.canonical == other.canonical and (
        (one.measure, one.status, one.region, one.quantity.value, one.quantity.unit)
        == (other.measure, other.status, other.region, other.quantity.value, other.quantity.unit)
    )
