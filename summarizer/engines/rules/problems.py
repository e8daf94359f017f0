"""Problems, as the report names them: its sentences taken apart, without the words that announce or answer them."""

from collections.abc import Iterator
from itertools import takewhile

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section, clause_extents, problem_extents, sentence_extents
from summarizer.engines.rules.knowledge import says, words
from summarizer.engines.rules.outline import heading_of
from summarizer.engines.rules.points import distinct, point, sections_of
from summarizer.engines.rules.reasons import Chosen, decided
from summarizer.engines.rules.statements import trimmed

MOST = 12
_LONGEST = 70
_LONGEST_SENTENCE = 90
_AND_SO_ON = "等等"
_SEMICOLONS = "；;"


def problems(analysis: Analysis) -> list[Chosen]:
    """The points on problems, one by one, in text order."""
    found = [
        Chosen("problems", point(analysis, extent), section.id, (decided("problem.named"),))
        for section in analysis.sections
        for extent in (*_named(analysis, section), *_headings(analysis, section))
    ]
    found = [*_shortfalls(analysis), *found]
    return sorted(distinct(found)[:MOST], key=lambda item: item.point.evidence[0])


def _shortfalls(analysis: Analysis) -> Iterator[Chosen]:
    """Aims of the past that the report says were missed, outside the passages on problems."""
    for section in sections_of(analysis.sections, "review", "multi_year_review", "problems"):
        passages = problem_extents(analysis.view, section)
        for sentence in analysis.sentences[section.id]:
            if any(start <= sentence[0] < end for start, end in passages):
                continue
            if not says("shortfall", analysis.view.folded, sentence):
                continue
            for start, end in clause_extents(analysis.view.text, *sentence):
                clause = trimmed(analysis.view.text, start, end)
                if clause is not None and says("shortfall", analysis.view.folded, clause):
                    yield Chosen("problems", point(analysis, clause), section.id, (decided("problem.shortfall"),))


def _named(analysis: Analysis, section: Section) -> Iterator[Extent]:
    for passage in problem_extents(analysis.view, section):
        for sentence in sentence_extents(analysis.view.text, *passage):
            if words("resolve").match(analysis.view.folded, *sentence) is None:
                yield from _pieces(analysis, sentence)


def _headings(analysis: Analysis, section: Section) -> Iterator[Extent]:
    """The headings below a section whose own text ends by announcing problems, up to the first part without one."""
    sentences = analysis.sentences[section.id]
    if not sentences or not says("announces", analysis.view.folded, sentences[-1]):
        return
    below = (s for s in analysis.sections if s.parent == section.id)
    for heading in takewhile(lambda found: found is not None, (heading_of(analysis, s) for s in below)):
        if heading is not None and _problem(analysis, *heading) is not None:
            yield heading


def _pieces(analysis: Analysis, sentence: Extent) -> Iterator[Extent]:
    """Runs of a sentence's clauses that name problems, up to each semicolon, shorter where they grow long.

    What announces or answers problems ends a run and belongs to none.
    """
    text, folded = analysis.view.text, analysis.view.folded
    run: Extent | None = None
    for start, end in clause_extents(text, *sentence):
        clause = _problem(analysis, start, end)
        begins = clause is None or ":" in folded[start : clause[0]]
        room = _LONGEST_SENTENCE if clause is not None and words("depends").match(folded, *clause) else _LONGEST
        if run is not None and (clause is None or begins or clause[1] - run[0] > room):
            yield run
            run = None
        if clause is not None:
            run = clause if run is None else (run[0], clause[1])
        if run is not None and text[end - 1] in _SEMICOLONS:
            yield run
            run = None
    if run is not None:
        yield run


def _problem(analysis: Analysis, start: int, end: int) -> Extent | None:
    """A clause without list numbers and punctuation at its edges; None where it announces or answers problems."""
    folded = analysis.view.folded
    clause = trimmed(analysis.view.text, _after_lead(folded, start, end), end)
    if clause is None or says("problem_lead", folded, clause):
        return None
    if words("resolve").match(folded, *clause) is not None:
        return None
    return (clause[0], clause[1] - len(_AND_SO_ON)) if folded.endswith(_AND_SO_ON, *clause) else clause


def _after_lead(folded: str, start: int, end: int) -> int:
    """Past a list's number and, in a clause that announces what follows, past its colon."""
    colon = folded.rfind(":", start, end - 1)
    if colon >= 0:
        start = colon + 1
    mark = words("ordinal").match(folded, start, end)
    return start if mark is None else mark.end()
