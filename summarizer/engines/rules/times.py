"""Words of time before points that lack them: the years that figures are of, or that they are only expected."""

from collections.abc import Iterable

from summarizer.analysis import Analysis
from summarizer.chunker import Extent
from summarizer.engines.rules.knowledge import says, words
from summarizer.engines.rules.points import facts_in, joined
from summarizer.engines.rules.reasons import Chosen
from summarizer.engines.rules.statements import TOO_LONG
from summarizer.indicators import Fact

_NEAR = 400
_NEAR_YEARS = 4000
"""Characters before a clause in which years that its figures are read to be of may be named."""
_STOPS = "，,"


def dated(analysis: Analysis, items: Iterable[Chosen]) -> list[Chosen]:
    """The points; those of one clause with 预计 or the years that govern them, where they lack it."""
    return [_dated(analysis, item) for item in items]


def of_years(fact: Fact) -> bool:
    """Whether a figure is of several years."""
    period = fact.period
    return period is not None and period.start is not None and period.start != period.end


def _dated(analysis: Analysis, item: Chosen) -> Chosen:
    extents = [analysis.view.extent(span) for span in item.point.evidence]
    if item.point.text != "".join(analysis.view.text[slice(*extent)] for extent in extents):
        return item
    lead = _lead(analysis, extents, item.section)
    if lead is None or lead[1] - lead[0] + len(item.point.text) > TOO_LONG:
        return item
    return Chosen(item.list, joined(analysis, lead, *extents), item.section, item.why)


def _lead(analysis: Analysis, pieces: list[Extent], section: str) -> Extent | None:
    """The words round a clause, told in pieces between remarks, that govern its figures and that it does not have."""
    extent = pieces[0][0], pieces[-1][1]
    facts = facts_in(analysis, extent)
    if not facts:
        return None
    years = _years(analysis, facts, extent)
    if years is not None:
        return years
    if facts[0].status == "expected" and not any(says("expected", analysis.view.folded, piece) for piece in pieces):
        start = max(next(s.extent[0] for s in analysis.sections if s.id == section), extent[0] - _NEAR)
        return _remarked(analysis, pieces[0][1]) or _last(analysis, "expected", (start, extent[0]))
    return None


def _remarked(analysis: Analysis, end: int) -> Extent | None:
    """The word for what is expected in a remark in brackets right after a clause (（预计数，下同）)."""
    remark = words("residue").match(analysis.view.folded, end)
    return _last(analysis, "expected", remark.span()) if remark is not None else None


def _years(analysis: Analysis, facts: list[Fact], extent: Extent) -> Extent | None:
    """The years before an extent that all its figures are of, where it does not say so itself; None of one year.

    What was reached at the end of those years gets the same words as what was done in them, a rise from one level to
    another those of the years it took.
    """
    rise = says("from_to", analysis.view.folded, extent)
    labels = {f.period.label for f in (facts[1:] if rise else facts) if f.period is not None}
    known = "names_years" if any(fact.status == "target" for fact in facts) else "says_years"
    if len(labels) != 1 or not (rise or any(map(of_years, facts))) or says(known, analysis.view.folded, extent):
        return None
    start = max(analysis.report.extent[0], extent[0] - _NEAR_YEARS)
    found = _last(analysis, "span_of_years", (start, extent[0]))
    return found if found is not None and labels.pop() in analysis.view.text[slice(*found)] else None


def _last(analysis: Analysis, table: str, extent: Extent) -> Extent | None:
    """The last words of a table in an extent, with the comma after them."""
    found = [*words(table).finditer(analysis.view.folded, *extent)]
    if not found:
        return None
    start, end = found[-1].span()
    return (start, end + 1) if table != "expected" and analysis.view.text[end] in _STOPS else (start, end)
