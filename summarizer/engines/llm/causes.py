"""Causes that a text gives and its source does not: facts that stand beside each other need not be cause and effect."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, sentence_extents
from summarizer.engines.llm.claims import numbers, same_number
from summarizer.expressions import expression

_MOVES: Final = r"带动|拉动|推动|驱动|促进|支撑|助推"
#: Words that name a cause whatever stands on the two sides.
_STRONG: Final = expression(
    rf"由于|得益于|受益于|归功于|归因于|因为|因此|从而|以致|受(?P<by>[^，。；]{{2,30}}?)(?:影响|冲击|制约|拖累|{_MOVES})"
    rf"|在(?P<under>[^，。；]{{2,40}}?)(?:影响|作用|{_MOVES})下"
    r"|(?<![基起原成诱动病内外])因(?![地势时城企村校人材类户产事]制?|素|子|应|循|果|特网|而异)"
)
#: Verbs that join two facts as cause and effect where a number stands on either side.
_WEAK: Final = expression(rf"{_MOVES}|(?<![天大特公])使得?(?![用命馆者领节])|促使|促成|带来|引致")
#: Those that say no more than that one thing came of another: what stands before them needs no number.
_MAKES: Final = expression(r"使|促使|促成")
#: By which a source says what something comes from.
_SAID: Final = expression(
    rf"由于|得益于|受益于|归功于|归因于|因|源于|在于|离不开|的结果|所致|从而|以致|影响|冲击|制约|作用下|使|促使|促成|带来|引致|{_MOVES}"
)
_PARTS: Final = expression(r"[；;]")
_CLAUSE: Final = expression(r"[，。；：！？,;:!?\n]")
_SHARED: Final = 1 / 3
"""Share of a side's pairs of characters that a clause of the source has where it says the same."""


class Cause(NamedTuple):
    """What a text joins: the ``word`` by which, and the words on the two sides; a verb (推动) may tell of a deed."""

    word: str
    sides: tuple[str, str]
    verb: bool = False


def unfounded_cause(analysis: Analysis, text: str, sentences: Sequence[Extent]) -> str | None:
    """The words by which a text joins what none of these sentences of the source joins; None where all is borne out."""
    for start, end in sentence_extents(text, 0, len(text)):
        for cause in (found for part in _PARTS.split(text[start:end]) for found in _causes(part)):
            if not any(_is_stated(analysis, cause, sentence) for sentence in sentences):
                return cause.word
    return None


def _causes(sentence: str) -> Iterator[Cause]:
    taken = 0
    for found in _STRONG.finditer(sentence):
        taken = found.end()
        inside = found["by"] or found["under"]
        behind = sentence[found.end() :]
        before = _clauses(sentence[: found.start()])[-1]
        clauses = _clauses(behind)
        if inside:
            yield Cause(found[0].replace(inside, "……"), (inside, _first(clauses) or before))
        elif before.strip():
            yield Cause(found[0], (before, clauses[0]))
        else:
            yield Cause(found[0], (clauses[0], _first(clauses[1:])))
    for found in _WEAK.finditer(sentence, taken):
        leading = _clauses(sentence[: found.start()])
        cause = _first(leading[::-1]) if _MAKES.match(found[0]) else _last(leading)
        sides = cause, _numbered(_clauses(sentence[found.end() :]))
        if all(sides):
            yield Cause(found[0], sides, verb=True)


def _clauses(text: str) -> list[str]:
    return _CLAUSE.split(text)


def _first(clauses: Iterable[str]) -> str:
    return next((clause for clause in clauses if clause.strip()), "")


def _numbered(clauses: Sequence[str]) -> str:
    """The clause that a verb begins, where it gives a number."""
    return clauses[0] if numbers(clauses[0]) else ""


def _last(clauses: Sequence[str]) -> str:
    """The last clause with a number before a verb."""
    return next((clause for clause in reversed(clauses) if numbers(clause)), "")


def _is_stated(analysis: Analysis, cause: Cause, sentence: Extent) -> bool:
    """Whether a sentence of the source has both sides, and a word of cause between or in their clauses; or has done
    with the second what the verb says (推动…增长5%), whatever by."""
    clauses = list(_extents(analysis.view.text, sentence))
    if cause.verb and _is_deed(analysis, cause, clauses):
        return True
    places = [_place(analysis, side, clauses) for side in cause.sides if side.strip()]
    known = [place for place in places if place is not None]
    if not known or len(known) < len(places):
        return False
    return _SAID.search(analysis.view.text, clauses[min(known)][0], clauses[max(known)][1]) is not None


def _is_deed(analysis: Analysis, cause: Cause, clauses: Sequence[Extent]) -> bool:
    place = _place(analysis, cause.sides[1], clauses)
    return place is not None and cause.word in analysis.view.text[slice(*clauses[place])]


def _extents(text: str, sentence: Extent) -> Iterator[Extent]:
    start, end = sentence
    for mark in _CLAUSE.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end


def _place(analysis: Analysis, side: str, clauses: Sequence[Extent]) -> int | None:
    """The clause that says a side: with one of its numbers, else with the most of its words."""
    said = numbers(side)
    for place, (start, end) in enumerate(clauses):
        inside = (fact.quantity for fact in analysis.facts if start <= fact.quantity.start < end)
        if any(same_number(quantity, number) for quantity in inside for number in said):
            return place
    if said:
        return None
    shares = [_share(side, analysis.view.text[start:end]) for start, end in clauses]
    best = max(range(len(shares)), key=shares.__getitem__)
    return best if shares[best] >= _SHARED else None


def _share(side: str, clause: str) -> float:
    pairs = [one + other for one, other in pairwise(side.strip())]
    return sum(pair in clause for pair in pairs) / len(pairs) if pairs else 0.0
