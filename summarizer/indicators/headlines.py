"""The headline slots of the catalogue, filled with a report's facts."""

import re
from collections.abc import Sequence

from summarizer.chunker import Report, Section
from summarizer.documents import View
from summarizer.indicators.frames import year_reviewed
from summarizer.indicators.model import Fact
from summarizer.schemas.catalogue import Catalogue, HeadlineSlot

_MOST_LISTED = 6
_FROM = re.compile(r"[由从](?:\d{4}年?(?:底|末|度)?的?|上年的?|去年的?)?(?:约|近)?$")
_TITLES = re.compile(r"、|和|及")


def fill_headlines(
    view: View, facts: Sequence[Fact], report: Report, sections: Sequence[Section], catalogue: Catalogue
) -> tuple[tuple[HeadlineSlot, int | None], ...]:
    """Each slot in catalogue order with the index of the fact that fills it, or None.

    A slot ``actual`` takes an actual or expected figure of the year under review (the one before the report's, unless
    a heading names it: reports given in December review their own year), ``target`` one of the year ahead; both only
    figures of the report's own region, and no figure that only says where a change began ("由…"). A stated figure wins
    over a redacted one, and the first in the text over later ones. A figure of two indicators fills both slots.
    """
    found: dict[tuple[str, str, str], int] = {}
    reviewed = year_reviewed(sections, report.year)
    for index, fact in enumerate(facts):
        if fact.region is not None or not _of_its_year(fact, reviewed) or _is_origin(view, fact):
            continue
        for canonical in indicators_named(fact.name, fact.canonical, catalogue):
            measure = _slot_measure(canonical, fact, catalogue)
            slot = (canonical, measure, "target" if fact.status == "target" else "actual")
            if slot not in found or (_redacted(facts[found[slot]]) and not _redacted(fact)):
                found[slot] = index
    return tuple((slot, found.get((slot.canonical, slot.measure, slot.status))) for slot in catalogue.headlines)


def indicators_named(name: str, canonical: str | None, catalogue: Catalogue) -> tuple[str, ...]:
    """The catalogue ids that a number is about: its own, or those of the indicators that its name lists."""
    if canonical is not None:
        return (canonical,)
    names = _TITLES.split(name)
    entries = [catalogue.lookup(name) for name in names] if 1 < len(names) < _MOST_LISTED else []
    return tuple(entry.id for entry in entries if entry is not None) if all(entries) else ()


def _is_origin(view: View, fact: Fact) -> bool:
    start = fact.quantity.start
    return _FROM.search(view.folded, max(fact.evidence[0], start - 10), start) is not None


def _slot_measure(canonical: str, fact: Fact, catalogue: Catalogue) -> str:
    """An indicator that is itself a rate fills the slot of its level where it is worded as a share (R&D intensity)."""
    is_rate = "%" in catalogue.by_id[canonical].units
    return "level" if fact.measure == "share" and is_rate else fact.measure


def _redacted(fact: Fact) -> bool:
    return fact.quantity.comparator == "redacted"


def _of_its_year(fact: Fact, reviewed: int | None) -> bool:
    """Whether a fact is of the year under review, or an aim of the one after it; true where no year is known."""
    if fact.period is None or fact.period.end is None or reviewed is None:
        return True
    return fact.period.start == fact.period.end == reviewed + (fact.status == "target")
