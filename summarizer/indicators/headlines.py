"""The headline slots of the catalogue, filled with a report's facts."""

from collections.abc import Sequence

from summarizer.chunker import Report
from summarizer.indicators.model import Fact
from summarizer.schemas.catalogue import Catalogue, HeadlineSlot


def fill_headlines(
    facts: Sequence[Fact], report: Report, catalogue: Catalogue
) -> tuple[tuple[HeadlineSlot, int | None], ...]:
    """Each slot in catalogue order with the index of the fact that fills it, or None.

    A slot ``actual`` takes an actual or expected figure of the year before the report's, ``target`` one of the report's
    year; both only figures of the report's own region. The first stated figure wins over a redacted one, and the first
    in the text over later ones.
    """
    found: dict[tuple[str, str, str], int] = {}
    for index, fact in enumerate(facts):
        if fact.canonical is None or fact.region is not None or not _of_its_year(fact, report.year):
            continue
        slot = (fact.canonical, _slot_measure(fact, catalogue), "target" if fact.status == "target" else "actual")
        if slot not in found or (_redacted(facts[found[slot]]) and not _redacted(fact)):
            found[slot] = index
    return tuple((slot, found.get((slot.canonical, slot.measure, slot.status))) for slot in catalogue.headlines)


def _slot_measure(fact: Fact, catalogue: Catalogue) -> str:
    """An indicator that is itself a rate fills the slot of its level where it is worded as a share (R&D intensity)."""
    is_rate = fact.canonical is not None and "%" in catalogue.by_id[fact.canonical].units
    return "level" if fact.measure == "share" and is_rate else fact.measure


def _redacted(fact: Fact) -> bool:
    return fact.quantity.comparator == "redacted"


def _of_its_year(fact: Fact, year: int | None) -> bool:
    if fact.period is None or fact.period.end is None or year is None:
        return True
    if fact.status == "target":
        return fact.period.start == fact.period.end == year
    return fact.period.start == fact.period.end == year - 1
