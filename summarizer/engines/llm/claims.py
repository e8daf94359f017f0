"""From what a model says of a marked number to a claim: the value is always the source's own, the rest is said."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from summarizer.analysis import Analysis
from summarizer.documents import Document, build_view
from summarizer.engines.draft import Claim
from summarizer.indicators import Fact, Period
from summarizer.quantities import Quantity, canonical_unit, scan
from summarizer.schemas.draft import ClaimDraft

_YEARS = re.compile(r"((?:19|20)\d\d)(?:\D{1,4}((?:19|20)\d\d))?")
_SPACE = re.compile(r"\s+")
_NEAR = 80
_DIRECTED = frozenset({"growth_rate", "change"})


@dataclass(frozen=True, slots=True)
class Misread:
    """A claim that is about another number than the marked one: it points at the wrong number, or misreads it."""

    problem: str


def to_claim(analysis: Analysis, index: int, said: ClaimDraft) -> Claim | Misread:
    """The claim about fact ``index`` that a model makes; Misread where the number it repeats is another,
    or where it takes the number for a known indicator that the text around does not name.

    What it leaves open (period, direction) is taken from the source's own reading.
    """
    fact = analysis.facts[index]
    if not _repeats(said.v, fact.quantity):
        return Misread(f"标记处的数字是“{fact.quantity.text}”，不是“{said.v}”")
    name = _SPACE.sub("", said.n) or fact.name
    entry = analysis.catalogue.lookup(name)
    if entry is not None and entry.id != fact.canonical and not _stands_near(analysis, name, fact):
        return Misread(f"标记处说的不是“{name}”")
    claimed = replace(
        fact,
        name=name,
        canonical=fact.canonical if name == fact.name or entry is None else entry.id,
        measure=said.k,
        direction=(said.d or fact.direction or "up") if said.k in _DIRECTED else None,
        period=_period(said.t, fact),
        status=said.s,
        region=_region(analysis, said.r, fact),
    )
    return Claim(claimed, "llm")


def _stands_near(analysis: Analysis, name: str, fact: Fact) -> bool:
    """Whether most of a name's pairs of characters stand in the number's sentence or shortly before it."""
    start, end = fact.evidence
    near = analysis.view.text[max(0, start - _NEAR) : end]
    pairs = [one + other for one, other in pairwise(name)]
    return 2 * sum(pair in near for pair in pairs) > len(pairs)


def numbers(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text by itself."""
    return scan(build_view(Document("", text))).quantities


def same_number(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities have one value in one unit, however written."""
    return (one.value, one.value_max) == (other.value, other.value_max) and (
        canonical_unit(one.unit) == canonical_unit(other.unit)
    )


def _repeats(said: str, quantity: Quantity) -> bool:
    """Whether the repeated value reads as the marked quantity; a redacted one must be repeated as it stands."""
    if _SPACE.sub("", said) == _SPACE.sub("", quantity.text):
        return True
    read = numbers(said)
    if len(read) != 1:
        return False
    return quantity.value is not None and same_number(read[0], quantity)


def _period(said: str | None, fact: Fact) -> Period | None:
    years = _YEARS.search(said or "")
    if years is None:
        return fact.period
    start, end = int(years[1]), int(years[2] or years[1])
    known = fact.period
    if known is not None and (known.start, known.end) == (start, end):
        return known
    return Period(f"{start}年" if start == end else f"{start}—{end}年", start, end)


def _region(analysis: Analysis, said: str | None, fact: Fact) -> str | None:
    """The place as said; None where it is the report's own, or not said of a number that needs none."""
    own = analysis.report.region.name
    place = _SPACE.sub("", said or "")
    if not place or (own and (place in own or own in place)):
        return None
    return fact.region if fact.region and (place in fact.region or fact.region in place) else place
