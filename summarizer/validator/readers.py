"""Two readers of one number: whether they agree, and what each reads where they do not.

The rules are one reader, a model or a reviewer another. Where the other read the number for itself and agrees, what was
doubtful is doubtful no more; where it reads something else that the text leaves room for, both readings are shown.
"""

from typing import Any, Final

from summarizer.indicators import Fact, Period
from summarizer.language.contrasts import differ
from summarizer.language.years import named_periods
from summarizer.schemas import record as schema
from summarizer.schemas.record import FlagCode, Indicator, OtherReading, Reader
from summarizer.validator.quotes import plain
from summarizer.validator.reading import Reading

_FIELDS: Final = ("name", "canonical", "measure", "direction", "status", "region")
_SLOTS: Final[dict[FlagCode, str]] = {
    "indicator_mismatch": "name",
    "measure_mismatch": "measure",
    "direction_mismatch": "direction",
    "period_mismatch": "period",
    "status_mismatch": "status",
}
"""The slot that a flag says differs; number, unit and comparator are no matter of reading."""
_BEFORE: Final = 80


def reads_itself(claim: Indicator) -> bool:
    """Whether a claim comes from a reader other than the rules."""
    return claim.origin != "rules"


def is_disputed(codes: frozenset[FlagCode], claim: Indicator, index: int, reading: Reading) -> bool:
    """Whether readers merely disagree where a claim differs from fact ``index`` by these flags.

    They do where every slot that differs is in doubt, or rests on nothing in the number's own sentence and can be read
    as the claim has it; a reviewer, who has looked at the text, may differ in any slot. Else the claim is wrong.
    """
    if not codes or not reads_itself(claim) or not codes <= _SLOTS.keys():
        return False
    if claim.origin == "reviewer":
        return True
    doubted = reading.doubted(index)
    return all(_SLOTS[code] in doubted or _is_open(code, claim, index, reading) for code in codes)


def _is_open(code: FlagCode, claim: Indicator, index: int, reading: Reading) -> bool:
    """Whether the text leaves room for what a claim says in one slot."""
    fact = reading.facts[index]
    if code == "period_mismatch":
        return fact.support.period != "stated" and claim.period is not None and _may_be(claim.period, fact, reading)
    if code == "status_mismatch":
        return fact.support.status == "assumed"
    if code == "indicator_mismatch":
        part = bool(claim.name) and claim.name in fact.name and differ(claim.name, fact.name) is None
        return part or (fact.support.name != "stated" and _is_written(claim.name, fact, reading))
    return fact.support.measure != "stated"


def _is_written(name: str, fact: Fact, reading: Reading) -> bool:
    start, end = fact.evidence
    return plain(name) in plain(reading.view.folded[max(0, start - _BEFORE) : end])


def _may_be(period: schema.Period, fact: Fact, reading: Reading) -> bool:
    """Whether the years of a claim are those of a heading over the number, their last, or the one before them."""
    analysis = reading.analysis
    headings = {section.id: section for section in analysis.sections}
    section = headings.get(fact.section)
    spans: set[tuple[int | None, int | None]] = set()
    while section is not None:
        for named in named_periods(section.heading, analysis.report.year, past=True):
            spans |= {(named.start, named.end), (named.end, named.end)}
            spans |= {(named.start - 1, named.start - 1)} if named.start is not None else set()
        section = headings.get(section.parent) if section.parent is not None else None
    return (period.start, period.end) in spans


def readings(claim: Indicator, fact: Fact) -> tuple[OtherReading, ...]:
    """What a claim's reader and the rules read of one number, the fields that differ; nothing where they agree.

    A name that is the same thing in other words differs, too: who looks at the readings wants both.
    """
    differing = [name for name in _FIELDS if getattr(claim, name) != getattr(fact, name)]
    ours: dict[str, Any] = {name: getattr(fact, name) for name in differing}
    theirs: dict[str, Any] = {name: getattr(claim, name) for name in differing}
    if _years(claim.period) != _years(fact.period):
        ours["period"], theirs["period"] = _recorded(fact.period), claim.period
    if not ours:
        return ()
    return _read_by("rules", ours), _read_by(claim.origin, theirs)


def _read_by(reader: Reader, fields: dict[str, Any]) -> OtherReading:
    return OtherReading(reader=reader, **fields)


def _years(period: Period | schema.Period | None) -> tuple[int | None, int | None] | None:
    return None if period is None else (period.start, period.end)


def _recorded(period: Period | None) -> schema.Period | None:
    return None if period is None else schema.Period(label=period.label, start=period.start, end=period.end)
