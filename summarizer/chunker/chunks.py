"""Chunks of a report for an LLM: whole sections, packs of small siblings, and pieces of long sections."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarizer.chunker.lines import line_extents
from summarizer.chunker.model import Chunk, Extent, Kind, Report, Section
from summarizer.chunker.sentences import clause_extents, sentence_extents
from summarizer.documents import View
from summarizer.errors import UsageError

_PAST: frozenset[Kind] = frozenset({"opening", "review", "multi_year_review", "problems"})


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is packed: a whole section, or a piece of one that is too long.

    ``group`` is what its neighbours must share to be packed with it: the section it lies in, or for main parts a word
    for the time they speak of.
    """

    sections: tuple[str, ...]
    path: tuple[str, ...]
    extent: Extent
    group: str


def chunks(view: View, report: Report, sections: Sequence[Section], *, limit: int = 3000) -> tuple[Chunk, ...]:
    """The text of ``sections`` (the outline of ``report``) in chunks of at most ``limit`` characters of ``view.text``.

    Together the chunks cover the report's text after ``report.body``, headings included, exactly once and in order. A
    section that fits stays whole, and so many neighbours of the same parent as fit share a chunk; main parts share one
    only if both look back or both look ahead. A longer section is split at paragraph ends, else at sentence ends, and a
    sentence longer than ``limit`` at clause ends: never inside a number, a quotation or a bracket, so a chunk exceeds
    ``limit`` only when it is one clause. ``Chunk.path`` holds the headings that enclose the chunk but stand before it.

    Raises UsageError if ``limit`` is not positive.
    """
    if limit < 1:
        raise UsageError(f"the size limit of a chunk must be at least 1 character, not {limit}")
    children: defaultdict[str | None, list[Section]] = defaultdict(list)
    for section in sections:
        children[section.parent].append(section)
    units = [unit for part in children[None] for unit in _units(view, part, children, (), limit)]
    return tuple(Chunk(unit.sections, unit.path, unit.extent) for unit in _packed(units, limit))


def _units(
    view: View, section: Section, children: Mapping[str | None, Sequence[Section]], path: tuple[str, ...], limit: int
) -> Iterator[_Unit]:
    start, end = section.extent
    if end - start <= limit:
        group = section.parent or ("glossary" if section.kind == "glossary" else str(section.kind in _PAST))
        yield _Unit(tuple(_ids(section, children)), path, section.extent, group)
        return
    below = children.get(section.id, ())
    inside = (*path, section.heading) if section.heading else path
    for piece in _pieces(view, start, below[0].extent[0] if below else end, limit):
        yield _Unit((section.id,), path if piece[0] == start else inside, piece, section.id)
    for child in below:
        yield from _units(view, child, children, inside, limit)


def _ids(section: Section, children: Mapping[str | None, Sequence[Section]]) -> Iterator[str]:
    yield section.id
    for child in children.get(section.id, ()):
        yield from _ids(child, children)


def _packed(units: Sequence[_Unit], limit: int) -> list[_Unit]:
    """Neighbouring units of one group together, as many as fit."""
    packed: list[_Unit] = []
    for unit in units:
        last = packed[-1] if packed else None
        if last is not None and last.group == unit.group and unit.extent[1] - last.extent[0] <= limit:
            ids = tuple(dict.fromkeys((*last.sections, *unit.sections)))
            packed[-1] = _Unit(ids, last.path, (last.extent[0], unit.extent[1]), last.group)
        else:
            packed.append(unit)
    return packed


def _pieces(view: View, start: int, end: int, limit: int) -> Iterator[Extent]:
    """``view.text[start:end]`` in pieces of at most ``limit`` characters where it may be cut so finely."""
    begin = previous = start
    for cut in _cuts(view, start, end, limit):
        if cut - begin > limit and previous > begin:
            yield (begin, previous)
            begin = previous
        previous = cut
    if begin < end:
        yield (begin, end)


def _cuts(view: View, start: int, end: int, limit: int) -> Iterator[int]:
    """Where a text may be cut: between paragraphs, inside one that is too long between sentences, then clauses."""
    for finer in _followed(line_extents(view, start, end), end):
        if finer[1] - finer[0] > limit:
            for sentence in _followed(sentence_extents(view.text, *finer), finer[1]):
                if sentence[1] - sentence[0] > limit:
                    yield from (clause[1] for clause in _followed(clause_extents(view.text, *sentence), sentence[1]))
                yield sentence[1]
        yield finer[1]


def _followed(extents: Sequence[Extent], end: int) -> Iterator[Extent]:
    """Extents prolonged to the next one's beginning, the last one to ``end``: with the white space after them."""
    for index, (start, _) in enumerate(extents):
        yield (start, extents[index + 1][0] if index + 1 < len(extents) else end)
