"""From what a model that was shown no reading says of a marked number to a reading of it."""

from summarizer.analysis import Analysis
from summarizer.documents import Document, build_view
from summarizer.engines.llm.readings import Misread, Read, reading
from summarizer.expressions import expression
from summarizer.quantities import Quantity, canonical_unit, scan
from summarizer.schemas.draft import ClaimDraft

_SPACE = expression(r"\s+")


def read_claim(analysis: Analysis, index: int, said: ClaimDraft) -> Read:
    """The reading of fact ``index`` that a claim gives; Holds where it is the rules' own.

    Misread where the number it repeats is another, or where it names what does not stand near it.
    """
    fact = analysis.facts[index]
    if not _repeats(said.v, fact.quantity):
        return Misread(f"标记处的数字是“{fact.quantity.text}”，不是“{said.v}”")
    return reading(
        analysis,
        fact,
        name=_SPACE.sub("", said.n),
        measure=said.k,
        direction=said.d or fact.direction or "up",
        years=said.t or "",
        status=said.s,
        place=_SPACE.sub("", said.r) if said.r else None if fact.region is None else fact.region,
    )


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
