"""The headline slots of the catalogue, filled with a report's facts."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from summarizer.chunker import Report, Section
from summarizer.documents import View
from summarizer.expressions import expression
from summarizer.indicators.clauses import CLAUSE_END
from summarizer.indicators.frames import year_reviewed
from summarizer.indicators.model import Fact
from summarizer.language.rules import Table
from summarizer.language.year_parts import months_of, year_parts
from summarizer.schemas.catalogue import Catalogue, HeadlineSlot

_MOST_LISTED: Final = 6
_REACH: Final = 40
_FROM: Final = expression(
    r"[由从](?:(?:\d{4}年?|[上去前]年|年|五年前|[“\"]?十[一二三四五]五[”\"]?)(?:初|底|末|度)?的?)?(?:约|近)?$"
)
_TITLES: Final = expression(r"、|和|及")
_NEW: Final = expression(r"新增|净增|增量")
_SUM: Final = expression(r"累计|[三四五]年(?:共|合计|总)")


class Candidate(NamedTuple):
    """A fact that asks for the slot of an indicator; ``clause`` is the text of its clause before its number,
    ``sentence`` that of its sentence."""

    fact: Fact
    canonical: str
    clause: str
    sentence: str
    reviewed: int | None


REFUSAL: Final[Table[Candidate, bool]] = Table("no_headline")
"""Why a figure of an indicator is no headline figure of the report."""


def fill_headlines(
    view: View, facts: Sequence[Fact], report: Report, sections: Sequence[Section], catalogue: Catalogue
) -> tuple[tuple[HeadlineSlot, int | None], ...]:
    """Each slot in catalogue order with the index of the fact that fills it, or None.

    A slot ``actual`` takes an actual or expected figure of the year under review (the one before the report's, unless
    a heading names it: reports given in December review their own year), ``target`` one of the year ahead; neither
    takes one that a rule of ``REFUSAL`` refuses. A stated figure wins over a redacted one, the level reached over the
    threshold passed in the same sentence, and else the first in the text. A figure of two indicators fills both slots.
    """
    found: dict[tuple[str, str, str], int] = {}
    reviewed = year_reviewed(sections, report.year)
    slots = {slot.canonical for slot in catalogue.headlines}
    for index, fact in enumerate(facts):
        for canonical in indicators_named(fact.name, fact.canonical, catalogue):
            if canonical not in slots:
                continue
            if REFUSAL.decide(candidate(view, fact, canonical, reviewed)) is not None:
                continue
            measure = _slot_measure(canonical, fact, catalogue)
            slot = (canonical, measure, "target" if fact.status == "target" else "actual")
            if slot not in found or _is_better(fact, facts[found[slot]]):
                found[slot] = index
    return tuple((slot, found.get((slot.canonical, slot.measure, slot.status))) for slot in catalogue.headlines)


def indicators_named(name: str, canonical: str | None, catalogue: Catalogue) -> tuple[str, ...]:
    """The catalogue ids that a number is about: its own, or those of the indicators that its name lists."""
    if canonical is not None:
        return (canonical,)
    names = _TITLES.split(name)
    entries = [catalogue.lookup(name) for name in names] if 1 < len(names) < _MOST_LISTED else []
    return tuple(entry.id for entry in entries if entry is not None) if all(entries) else ()


@REFUSAL.rule
def other_place(case: Candidate) -> bool | None:
    """A figure of another place is not the report's (其中鄂尔多斯市…)."""
    return True if case.fact.region is not None else None


@REFUSAL.rule
def other_year(case: Candidate) -> bool | None:
    """A figure of several years, or of another year than the slot's, is not the year's; where no year is known, it may
    be."""
    period, reviewed = case.fact.period, case.reviewed
    if period is None or period.end is None or reviewed is None:
        return None
    meant = reviewed + (case.fact.status == "target")
    return None if period.start == period.end == meant else True


@REFUSAL.rule
def part_of_year(case: Candidate) -> bool | None:
    """A figure of a half-year, a quarter or a month is not the year's (上半年地区生产总值增长5.5%)."""
    if case.fact.period is not None and months_of(case.fact.period.label):
        return True
    text = case.sentence
    said = [part for part in year_parts(text) if text[max(0, part.start - 1) : part.start] not in ("由", "从")]
    return True if said and said[-1].months else None


@REFUSAL.rule
def origin(case: Candidate) -> bool | None:
    """The figure that a change began at is not where it ended (由4.16万亿元增加到…)."""
    return True if _FROM.search(case.clause) else None


@REFUSAL.rule
def yearly_average(case: Candidate) -> bool | None:
    """An average over years is not the year's (年均增长5%)."""
    return True if "年均" in case.clause else None


@REFUSAL.rule
def summed(case: Candidate) -> bool | None:
    """A sum over years is not the year's (五年累计完成…)."""
    return True if case.fact.measure == "level" and _SUM.search(case.clause) else None


@REFUSAL.rule
def newly_added(case: Candidate) -> bool | None:
    """What was added to a total is not the total (经济总量新增5000亿元); of what is new by its name it is."""
    if case.fact.measure != "level" or case.canonical.startswith("new_"):
        return None
    return True if _NEW.search(case.clause) else None


def candidate(view: View, fact: Fact, canonical: str, reviewed: int | None) -> Candidate:
    """A fact as it asks for the slot of an indicator; ``reviewed`` is the year under review."""
    sentence = view.folded[fact.evidence[0] : fact.quantity.start]
    return Candidate(fact, canonical, clause_of(view, fact), sentence, reviewed)


def clause_of(view: View, fact: Fact) -> str:
    """The clause of a fact up to its number."""
    start = fact.quantity.start
    text = view.folded[max(fact.evidence[0], start - _REACH) : start]
    ends = [mark.end() for mark in CLAUSE_END.finditer(text)]
    return text[ends[-1] :] if ends else text


def _is_better(fact: Fact, held: Fact) -> bool:
    """Whether a later figure is the better one for a slot: stated where the other is redacted, or the level reached
    behind the threshold passed (突破3万亿元、达3.6万亿元)."""
    if held.quantity.comparator == "redacted":
        return fact.quantity.comparator != "redacted"
    return (
        held.quantity.comparator == "over"
        and fact.quantity.comparator in ("exact", "about")
        and fact.evidence == held.evidence
        and fact.measure == "level"
        and (fact.quantity.value or 0) >= (held.quantity.value or 0)
    )


def _slot_measure(canonical: str, fact: Fact, catalogue: Catalogue) -> str:
    """An indicator that is itself a rate fills the slot of its level where it is worded as a share (R&D intensity)."""
    is_rate = "%" in catalogue.by_id[canonical].units
    return "level" if fact.measure == "share" and is_rate else fact.measure
