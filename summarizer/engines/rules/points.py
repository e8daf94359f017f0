"""Points of a summary from extents of the source: each clause exactly as it stands."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section, clause_extents
from summarizer.engines.draft import DraftPoint
from summarizer.engines.rules.knowledge import headline_indicators, words
from summarizer.engines.rules.reasons import Chosen, Why
from summarizer.engines.rules.statements import Statement
from summarizer.expressions import expression
from summarizer.indicators import Fact

JOINT = "；"
_MARKS_OF_NAMES = '“”"《》'
_OF_WHICH = "其中"
_SIGNS = expression(r"[\W_]+")


def point(analysis: Analysis, *extents: Extent) -> DraftPoint:
    """A point made of clauses, each with its own evidence, joined as the source has them or by a semicolon.

    A single clause is without remarks on how its figures are to be read (（预计数，下同）).
    """
    if len(extents) == 1:
        return joined(analysis, *_without_residue(analysis, extents[0]))
    text = analysis.view.text
    spans = tuple(analysis.view.span(*extent) for extent in extents)
    return DraftPoint(JOINT.join(text[slice(*extent)] for extent in extents), spans)


def joined(analysis: Analysis, *extents: Extent) -> DraftPoint:
    """A point made of pieces of the source set one after the other with nothing between them."""
    text = analysis.view.text
    spans = tuple(analysis.view.span(*extent) for extent in extents)
    return DraftPoint("".join(text[slice(*extent)] for extent in extents), spans)


def _without_residue(analysis: Analysis, extent: Extent) -> list[Extent]:
    """The pieces of an extent between remarks in brackets."""
    pieces, at = [], extent[0]
    for remark in words("residue").finditer(analysis.view.folded, *extent):
        pieces.append((at, remark.start()))
        at = remark.end()
    return [piece for piece in (*pieces, (at, extent[1])) if piece[0] < piece[1]]


def chosen(analysis: Analysis, kind: str, statements: Sequence[Statement], why: Iterable[Why]) -> Chosen:
    """A point of one list made of statements."""
    extents = [statement.extent for statement in statements]
    return Chosen(kind, point(analysis, *extents), statements[0].section, tuple(why))


def distinct(items: Iterable[Chosen], said: Iterable[Chosen] = ()) -> list[Chosen]:
    """The points that do not say what an earlier one, or one of ``said``, says: same words, or part of them."""
    kept: list[Chosen] = []
    seen = [bare(item.point.text) for item in said]
    for item in items:
        text = bare(item.point.text)
        if text and not any(text in other or (len(other) > 7 and other in text) for other in seen):
            seen.append(text)
            kept.append(item)
    return kept


def bare(text: str) -> str:
    """A text without punctuation and space: what is compared to know whether two say the same."""
    return _SIGNS.sub("", text)


def within(statement: Statement, extents: Iterable[Extent]) -> bool:
    """Whether a statement begins in one of the extents."""
    return any(start <= statement.extent[0] < end for start, end in extents)


def sections_of(sections: Iterable[Section], *kinds: str) -> list[Section]:
    """The sections of the given kinds, in order."""
    return [section for section in sections if section.kind in kinds]


def leading(sections: Sequence[Section]) -> list[Section]:
    """The sections that a part's headings lead with: those of the second level, or of the first without any below."""
    parents = {section.parent for section in sections}
    found = [s for s in sections if s.level == 2 or (s.level == 1 and s.id not in parents)]
    return found or list(sections)


def from_headline(analysis: Analysis, statement: Statement) -> Statement:
    """A statement without the clauses before its first headline figure, where what follows has its subject."""
    known = headline_indicators()
    at = next((analysis.facts[i].quantity.start for i in statement.facts if analysis.facts[i].canonical in known), None)
    if at is None:
        return statement
    folded = analysis.view.folded
    start, end = next(clause for clause in clause_extents(analysis.view.text, *statement.extent) if at < clause[1])
    start += len(_OF_WHICH) if folded.startswith(_OF_WHICH, start, at) else 0
    if any(words(table).match(folded, start, end) for table in ("depends", "dangling")):
        return statement
    return statement._replace(extent=(start, statement.extent[1]))


def from_figures(analysis: Analysis, extent: Extent) -> Extent:
    """An extent without first clauses that have no figure, name or work, where the next says what is to be done."""
    folded = analysis.view.folded
    for start, end in clause_extents(analysis.view.text, *extent):
        if any(sign.isdigit() or sign in _MARKS_OF_NAMES for sign in folded[start:end]):
            return (start, extent[1]) if words("begins_anew").match(folded, start, end) else extent
        if words("own_work").match(folded, start, end):
            return extent
    return extent


def headlines_in(analysis: Analysis, extent: Extent, *, aims: bool = False) -> set[str]:
    """The headline indicators of the report's own region that have figures in an extent: results, or only aims."""
    known = headline_indicators()
    return {
        fact.canonical
        for fact in facts_in(analysis, extent)
        if fact.canonical in known and fact.region is None and (fact.status == "target") == aims
    }


def facts_in(analysis: Analysis, extent: Extent) -> list[Fact]:
    """The facts whose numbers begin in an extent of the view, in text order."""
    first = bisect_left(analysis.facts, extent[0], key=_start)
    last = bisect_left(analysis.facts, extent[1], first, key=_start)
    return list(analysis.facts[first:last])


def _start(fact: Fact) -> int:
    return fact.quantity.start
