"""Quantities in their clauses: what stands before and after each, and which are listed under one subject."""

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.chunker import Extent
from summarizer.expressions import expression
from summarizer.quantities import Quantity

CLAUSE_END = expression(r"[,;:。!?]|——")
#: 与 and 及 as "and"; in 参与, 惠及, 涉及, 普及, 波及 they are halves of verbs.
_LINK_END = expression(r"(?:、|以及|和|(?<!参)与|(?<![惠涉普波])及)$")
_COMPARED = expression(r"(?:以上|以下|以内|左右|上下)+")
_LINK = expression(r"(?:以上|以下|以内|左右|上下)*(?:、|和|及|与|/|或|以及)")
_SOFT = expression(r"(?:约|近|超过|超|达到|达|突破|不低于|不少于|[\s\"“”])+")
#: 和 as "and" between two words; in 和平, 和谐, 和美, 和睦 it is no link.
_AND = expression(r"(?<=[\u4e00-\u9fff]{2})(?:和(?!平|谐|美|睦)|以及)(?=[\u4e00-\u9fff]{2})")
_PASSING = expression(r"(?:过|超过?|逾|达到?)$")
_OF_KIND = expression(r"(?:以上)?的[\u4e00-\u9fff]{2}")
_NOTHING = frozenset({"", "、", "和", "及", "共", "计"})
#: A name and what leads to its number are never longer than this many characters: text further away is not looked at.
LONGEST_BEFORE = 120
#: How many numbers may follow each other before the noun that they all count ("12类55件民生实事").
_MOST_TOGETHER = 4
#: A sentence up to this long is evidence as a whole, of a longer one the clauses around the number.
_LONGEST_EVIDENCE = 160


class Slot(NamedTuple):
    """A quantity in its clause: the text before it back to the number or clause before, and the text after it.

    ``linked`` says that only a word such as 、 or 和 stands between it and the number before, ``part`` that its clause
    begins with 其中.
    """

    quantity: Quantity
    before: str
    after: str
    linked: bool
    clause: Extent
    part: bool = False


def runs(folded: str, sentence: Extent, quantities: list[Quantity]) -> Iterator[list[Slot]]:
    """The quantities of a sentence (text order), those listed under one subject together ("分别增长13%和18%")."""
    run: list[Slot] = []
    for slot in _slots(folded, sentence, quantities):
        if run and slot.linked and slot.clause == run[0].clause and _together(slot, run[0]):
            run.append(slot)
            continue
        if run:
            yield run
        run = [slot]
    if run:
        yield run


def _together(slot: Slot, first: Slot) -> bool:
    return slot.quantity.unit == first.quantity.unit or "分别" in first.before


def _slots(folded: str, sentence: Extent, quantities: list[Quantity]) -> Iterator[Slot]:
    """Each quantity of a sentence in its clause."""
    edges = [sentence[0]]
    inside = 0
    for mark in CLAUSE_END.finditer(folded, *sentence):
        while inside < len(quantities) and quantities[inside].end <= mark.start():
            inside += 1
        if inside == len(quantities) or mark.start() < quantities[inside].start:
            edges += [mark.start(), mark.end()]
    edges.append(sentence[1])
    clauses = [(edges[k], edges[k + 1]) for k in range(0, len(edges), 2)]
    at = 0
    for i, quantity in enumerate(quantities):
        while at + 1 < len(clauses) and clauses[at + 1][0] <= quantity.start:
            at += 1
        start, end = clauses[at]
        follows = i > 0 and quantities[i - 1].end > start
        begin = max(quantities[i - 1].end if follows else start, quantity.start - LONGEST_BEFORE)
        before, linked = folded[begin : quantity.start], False
        if follows:
            before, linked = _own_part(before)
        part = folded.startswith("其中", start)
        yield Slot(quantity, before, _after(folded, quantities, i, end), linked, (start, end), part)


def _after(folded: str, quantities: list[Quantity], i: int, end: int) -> str:
    """The text after a quantity up to the next; past the next where nothing stands between ("12类55件民生实事")."""
    for k in range(i, min(i + _MOST_TOGETHER, len(quantities))):
        stop = quantities[k + 1].start if k + 1 < len(quantities) and quantities[k + 1].start < end else end
        text = folded[quantities[k].end : stop]
        if stop == end or (text not in _NOTHING and not _qualifies_next(folded, text, quantities[k + 1].end)):
            return text if stop == end else text[: _joint(text)]
    return ""


def _qualifies_next(folded: str, text: str, after: int) -> bool:
    """Whether the text before a number says with it of what kind a thing is ("77个产值过[10亿]的企业")."""
    return _PASSING.search(text) is not None and _OF_KIND.match(folded, after) is not None


def _joint(text: str) -> int:
    """Where, between two numbers, the words of the first end and those of the second begin."""
    found = _AND.search(text)
    return found.start() if found and found.end() < len(text) else len(text)


def _own_part(gap: str) -> tuple[str, bool]:
    """The part of the text between two numbers of a clause that belongs to the second, and whether it only links."""
    if (link := _LINK.match(gap)) is not None:
        rest = gap[link.end() :]
        return rest, not rest or _SOFT.fullmatch(rest) is not None
    if _LINK_END.search(gap) is not None:
        return "", False
    if (mark := gap.find("、")) >= 0:
        return gap[mark + 1 :], False
    if (joint := _AND.search(gap)) is not None:
        return gap[joint.end() :], False
    found = _COMPARED.match(gap)
    return (gap[found.end() :] if found else gap), False


def evidence_of(folded: str, sentence: Extent, slot: Slot) -> Extent:
    """The extent that bears a number out: its sentence, or of a long one the clauses before it and its own."""
    if sentence[1] - sentence[0] <= _LONGEST_EVIDENCE:
        return sentence
    start, end = slot.quantity.start, slot.quantity.end
    floor = max(sentence[0], start - _LONGEST_EVIDENCE)
    edge = next((mark.end() for mark in CLAUSE_END.finditer(folded, floor, slot.clause[0])), slot.clause[0])
    first = sentence[0] if floor == sentence[0] else max(edge, floor)
    last = min(slot.clause[1], end + _LONGEST_EVIDENCE)
    return first, min(last + 1, sentence[1]) if last == slot.clause[1] else last
