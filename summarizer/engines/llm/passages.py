"""The text that a model is shown: pieces of the report, cleaned, with sections tagged and numbers marked.

``<2.1>`` says that section 2.1 begins, ``#3`` that the number before it is the third of the passage. Whatever looks
like either in the report is written in full width, so tags, marks and the fence around the text cannot be forged.
"""

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section, chunks
from summarizer.chunker.sentences import sentence_extents

WORTH_A_SUMMARY = 20
"""Characters of own text from which a section is summarized by the model; a bare heading speaks for itself."""
_HARMLESS = str.maketrans({"<": "＜", ">": "＞", "#": "＃"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a report for one call.

    ``sections`` are the ids of the sections to sum up, ``facts`` the indices of the analysis' facts whose numbers stand
    in it: mark 1 is the first of them. ``path`` holds the headings above it.
    """

    extent: Extent
    path: tuple[str, ...]
    sections: tuple[str, ...]
    facts: range


def passages(analysis: Analysis, *, limit: int, room: Callable[[Passage], int], most: int) -> list[Passage]:
    """The report in passages of at most ``limit`` characters whose answers need at most ``most`` of ``room``.

    Where it cannot be cut so finely they are as small as they can be. Passages without anything to ask about (headings
    alone, redacted blanks) are left out.
    """
    found = [
        part
        for chunk in chunks(analysis.view, analysis.report, analysis.sections, limit=limit)
        for part in _fitting(analysis, _passage(analysis, chunk.extent, chunk.path), room, most)
    ]
    return [passage for passage in found if passage.sections or passage.facts]


def parts_about(analysis: Analysis, passage: Passage, sections: Container[str]) -> list[Passage]:
    """The parts of a passage that hold the text of some of its sections, those next to each other together."""
    runs: list[list[Section]] = []
    for section in (s for s in analysis.sections if s.id in passage.sections):
        if section.id not in sections:
            runs.append([])
        elif runs:
            runs[-1].append(section)
        else:
            runs.append([section])
    start, end = passage.extent
    return [
        _passage(analysis, (max(start, run[0].own[0]), min(end, run[-1].own[1])), passage.path) for run in runs if run
    ]


def halves(analysis: Analysis, passage: Passage) -> tuple[Passage, Passage] | None:
    """A passage in two at the section or sentence border nearest to its middle; None where it has no such border."""
    start, end = passage.extent
    middle = (start + end) // 2
    borders = [s.extent[0] for s in analysis.sections if start < s.extent[0] < end]
    near = [cut for cut in borders if abs(cut - middle) <= (end - start) // 4]
    cuts = near or [cut for cut, _ in sentence_extents(analysis.view.text, start, end) if start < cut < end] or borders
    if not cuts:
        return None
    cut = min(cuts, key=lambda place: abs(place - middle))
    return _passage(analysis, (start, cut), passage.path), _passage(analysis, (cut, end), passage.path)


def text_of(analysis: Analysis, passage: Passage) -> str:
    """What the model is shown of a passage."""
    start = passage.extent[0]
    by_id = {section.id: section for section in analysis.sections}
    tags = [(max(start, by_id[name].extent[0]), f"<{name}>") for name in passage.sections]
    return marked(analysis, passage.extent, enumerate(passage.facts, 1), tags)


def marked(
    analysis: Analysis, extent: Extent, facts: Iterable[tuple[int, int]], tags: Sequence[tuple[int, str]] = ()
) -> str:
    """The harmless text of an extent: ``facts`` (mark, index) marked behind their numbers, ``tags`` put in place."""
    insertions = [*tags, *((analysis.facts[index].quantity.end, f"#{mark}") for mark, index in facts)]
    return "".join(_woven(analysis.view.text, extent, sorted(insertions, key=lambda pair: pair[0])))


def harmless(text: str) -> str:
    """A text in which nothing can be taken for a tag, a mark or the end of the fence."""
    return text.translate(_HARMLESS)


def _woven(text: str, extent: Extent, insertions: Sequence[tuple[int, str]]) -> Iterator[str]:
    at = extent[0]
    for place, word in insertions:
        yield text[at:place].translate(_HARMLESS)
        yield word
        if word[0] == "#" and text[place : place + 1].isdigit():
            yield " "
        at = place
    yield text[at : extent[1]].translate(_HARMLESS)


def _passage(analysis: Analysis, extent: Extent, path: tuple[str, ...]) -> Passage:
    starts = [fact.quantity.start for fact in analysis.facts]
    facts = range(bisect_left(starts, extent[0]), bisect_left(starts, extent[1]))
    sections = tuple(
        section.id
        for section in analysis.sections
        if min(section.own[1], extent[1]) - max(section.own[0], extent[0]) >= WORTH_A_SUMMARY
    )
    return Passage(extent, path, sections, facts)


def _fitting(analysis: Analysis, passage: Passage, room: Callable[[Passage], int], most: int) -> Iterator[Passage]:
    parts = halves(analysis, passage) if room(passage) > most else None
    if parts is None:
        yield passage
        return
    for part in parts:
        yield from _fitting(analysis, part, room, most)
