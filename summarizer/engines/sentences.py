"""Sentences of a report ranked by how much they tell: the material of every extractive summary."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section
from summarizer.engines.draft import DraftPoint

_ADDRESS = re.compile(r"(?:各位代表|同志们|各位委员)[^。！!]{0,12}[：:！!]?$|(?:现在|下面|我受).{0,40}(?:报告|审议)")
_LEADING = re.compile(r"[,，、。；;：:\s—·\-]+")
_FULL_LENGTH = 25
_LONG = 160


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its extent in the view, the section it stands in, how informative it is, and its numbers' count."""

    extent: Extent
    section: str
    weight: float
    numbers: int


def rank_sentences(analysis: Analysis) -> dict[str, tuple[Sentence, ...]]:
    """The sentences of each section's own text (by section id) in text order, with their weights.

    A sentence weighs by its numbers, more by those of indicators in the catalogue, and by opening its section; short,
    overlong and formal ones (addresses) weigh little.
    """
    text = analysis.view.text
    known = Counter[int]()
    numbers = Counter[int]()
    for fact in analysis.facts:
        numbers[fact.evidence[0]] += 1
        known[fact.evidence[0]] += fact.canonical is not None
    ranked = {}
    for section in analysis.sections:
        ranked[section.id] = tuple(
            Sentence(
                extent,
                section.id,
                _weight(text[slice(*extent)], place, numbers.get(extent[0], 0), known.get(extent[0], 0)),
                numbers.get(extent[0], 0),
            )
            for place, extent in enumerate(analysis.sentences[section.id])
        )
    return ranked


def _weight(sentence: str, place: int, numbers: int, known: int) -> float:
    if _ADDRESS.match(sentence):
        return 0.0
    length = len(sentence)
    fit = min(1.0, length / _FULL_LENGTH) * (1.0 if length <= _LONG else _LONG / length)
    lead = 1.5 if place == 0 else 0.0
    return fit * (1.0 + lead + 0.6 * min(numbers, 5) + 0.8 * min(known, 4))


def best(sentences: Iterable[Sentence], count: int) -> list[Sentence]:
    """The ``count`` weightiest sentences, in text order; ties go to the earlier one."""
    chosen = sorted((s for s in sentences if s.weight > 0), key=lambda s: (-s.weight, s.extent))[:count]
    return sorted(chosen, key=lambda s: s.extent)


def point(analysis: Analysis, extent: Extent) -> DraftPoint:
    """A point whose text is the report's own, wraps and leading punctuation left out."""
    start, end = extent
    text = analysis.view.text
    if (mark := _LEADING.match(text, start, end)) is not None:
        start = mark.end()
    return DraftPoint(text[start:end], (analysis.view.span(start, end),))


def distinct(points: Sequence[DraftPoint]) -> tuple[DraftPoint, ...]:
    """The points without those that say the same words again."""
    seen = dict[str, DraftPoint]()
    for item in points:
        seen.setdefault(item.text, item)
    return tuple(seen.values())


def sections_of(sections: Iterable[Section], *kinds: str) -> list[Section]:
    """The sections of the given kinds, in order."""
    return [section for section in sections if section.kind in kinds]
