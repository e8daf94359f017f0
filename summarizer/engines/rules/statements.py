"""Statements, of which summaries are made: the shortest runs of a sentence's clauses that say something alone."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section, clause_extents
from summarizer.engines.rules.knowledge import words
from summarizer.expressions import expression

LONGEST = 80
"""Characters of the statements that clauses are joined to; a single clause may be longer."""
TOO_LONG = 110
_WHOLE_SENTENCE = 46
_EDGES = "，,；;。！!？?：:、 \n…—"
_ANNOUNCED = expression(r"(?:[^\d:]|20\d\d|\d{1,2}月)*:")


class Statement(NamedTuple):
    """A run of clauses of one sentence, without what leads up to it and without the stop at its end.

    ``extent`` stands in the view, ``section`` is the section's id, ``facts`` are the indices of the facts whose numbers
    stand in it, ``place`` counts the sentences of the section, ``opens`` the statements of that sentence before it.
    """

    extent: Extent
    section: str
    facts: tuple[int, ...]
    place: int
    opens: bool


def statements_of(analysis: Analysis, section: Section, starts: Sequence[int]) -> list[Statement]:
    """The statements of a section's own text, in text order; they never overlap. ``starts`` are the ``fact_starts``."""
    found = []
    for place, sentence in enumerate(analysis.sentences[section.id]):
        for number, extent in enumerate(cut(analysis, sentence)):
            first = bisect_left(starts, extent[0])
            facts = tuple(range(first, bisect_left(starts, extent[1], first)))
            found.append(Statement(extent, section.id, facts, place, place == 0 and number == 0))
    return found


def fact_starts(analysis: Analysis) -> list[int]:
    """Where the numbers of the facts begin, in the facts' own (text) order."""
    return [fact.quantity.start for fact in analysis.facts]


def cut(analysis: Analysis, sentence: Extent) -> Iterator[Extent]:
    """The statements of a sentence.

    A clause that speaks of the subject before it (占…, 居全国第一, 增长5%) stays with it, one that speaks of all before
    it (均居全国第一) with all of them; a short sentence is one statement.
    """
    text, folded = analysis.view.text, analysis.view.folded
    clauses = _without_lead(text, folded, clause_extents(text, *sentence))
    for run in _runs(folded, clauses):
        extent = trimmed(text, run[0][0], run[-1][1])
        if extent is not None:
            yield extent


def trimmed(text: str, start: int, end: int) -> Extent | None:
    """An extent without punctuation and space at its edges; None of nothing."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if start < end else None


def _without_lead(text: str, folded: str, clauses: list[Extent]) -> list[Extent]:
    """The clauses of a sentence without list numbers, what announces a list and what only leads up to it."""
    kept: list[Extent] = []
    for number, (start, end) in enumerate(clauses):
        start = _after_announcement(folded, start if kept else _after_mark(folded, start, end), end)
        if not kept and number + 1 < len(clauses) and _only_leads(folded, start, end):
            continue
        if start < end:
            kept.append((start, end))
    return kept


def _only_leads(folded: str, start: int, end: int) -> bool:
    lead = words("lead_in").match(folded, start, end)
    return lead is not None and lead.end() == end


def _after_mark(folded: str, start: int, end: int) -> int:
    found = words("ordinal").match(folded, start, end)
    return start if found is None else found.end()


def _after_announcement(folded: str, start: int, end: int) -> int:
    """Past the words that announce what follows (2024年主要预期目标是：), where something does."""
    if folded.find(":", start, end) < 0:
        return start
    found = _ANNOUNCED.match(folded, start, end)
    return start if found is None or found.end() == end else found.end()


def _runs(folded: str, clauses: list[Extent]) -> list[list[Extent]]:
    runs: list[list[Extent]] = []
    for part in _parts(folded, clauses):
        if part[-1][1] - part[0][0] <= _WHOLE_SENTENCE and not _depends(folded, part[0]):
            runs.append(part)
        else:
            _add_runs(folded, runs, part)
    return runs


def _parts(folded: str, clauses: list[Extent]) -> list[list[Extent]]:
    """The clauses between semicolons and between words left out (主要预期目标是：)."""
    parts: list[list[Extent]] = []
    for clause in clauses:
        end = parts[-1][-1][1] if parts else 0
        if parts and folded[end - 1] != ";" and not folded[end : clause[0]].strip():
            parts[-1].append(clause)
        else:
            parts.append([clause])
    return parts


def _add_runs(folded: str, runs: list[list[Extent]], clauses: list[Extent]) -> None:
    """Add clauses to the runs before them: each as one of its own, or to the last where it says nothing alone."""
    for clause in clauses:
        if runs and words("distributes").match(folded, *clause) and _gather(folded, runs, clause):
            continue
        if not _depends(folded, clause) and not (runs and _leads_on(folded, runs[-1][-1])):
            runs.append([clause])
        elif runs and clause[1] - runs[-1][0][0] <= LONGEST:
            runs[-1].append(clause)


def _depends(folded: str, clause: Extent) -> bool:
    return words("depends").match(folded, *clause) is not None


def _leads_on(folded: str, clause: Extent) -> bool:
    return words("leads_on").match(folded, *clause) is not None


def _gather(folded: str, runs: list[list[Extent]], clause: Extent) -> bool:
    """Join the last runs with figures and a clause that speaks of all of them; whether there was room."""
    first = len(runs)
    while first and clause[1] - runs[first - 1][0][0] <= LONGEST and _has_digit(folded, runs[first - 1]):
        first -= 1
    if first == len(runs):
        return False
    runs[first:] = [[part for run in runs[first:] for part in run] + [clause]]
    return True


def _has_digit(folded: str, run: list[Extent]) -> bool:
    return any(char.isdigit() for char in folded[run[0][0] : run[-1][1]])
