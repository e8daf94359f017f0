"""The headline slots of a record after claims were corrected or rejected."""

from collections.abc import Iterable, Set

from summarizer.indicators import indicators_named
from summarizer.schemas.catalogue import Catalogue
from summarizer.schemas.record import HeadlineRow, Indicator, Record


def refilled(
    record: Record, indicators: Iterable[Indicator], decided: Set[str], catalogue: Catalogue
) -> tuple[HeadlineRow, ...]:
    """The slots in their order, each filled as before where its claim still fits.

    A slot whose claim is gone or no longer fits, and an empty one, takes the first claim that fits; an empty one only
    a claim of ``decided``, for the engine has looked at the others.
    """
    claims = list(indicators)
    by_id = {claim.id: claim for claim in claims}
    rows = []
    for row in record.headlines:
        claim = by_id.get(row.indicator or "")
        if claim is not None and (claim.id not in decided or fits(row, claim, record.report.year, catalogue)):
            rows.append(row)
            continue
        pool = claims if row.indicator else [claim for claim in claims if claim.id in decided]
        found = next((claim for claim in pool if fits(row, claim, record.report.year, catalogue)), None)
        rows.append(_filled(row, found))
    return tuple(rows)


def fits(row: HeadlineRow, claim: Indicator, year: int | None, catalogue: Catalogue) -> bool:
    """Whether a claim can fill a slot: its indicator, measure, status, of the report's own region and the one year."""
    status = "target" if claim.status == "target" else "actual"
    return (
        claim.region is None
        and status == row.status
        and row.canonical in indicators_named(claim.name, claim.canonical, catalogue)
        and _measure(row, claim, catalogue) == row.measure
        and _of_its_year(claim, year)
    )


def _measure(row: HeadlineRow, claim: Indicator, catalogue: Catalogue) -> str:
    entry = catalogue.by_id.get(row.canonical)
    is_rate = entry is not None and "%" in entry.units
    return "level" if claim.measure == "share" and is_rate else claim.measure


def _of_its_year(claim: Indicator, year: int | None) -> bool:
    if claim.period is None or claim.period.end is None or year is None:
        return True
    wanted = {year} if claim.status == "target" else {year, year - 1}
    return claim.period.start == claim.period.end and claim.period.end in wanted


def _filled(row: HeadlineRow, claim: Indicator | None) -> HeadlineRow:
    state = "not_stated" if claim is None else "redacted" if claim.quantity.value is None else "stated"
    return row.model_copy(update={"state": state, "indicator": claim.id if claim else None})
