"""Sections in short: a sentence on each and its key points, its heading never said again."""

from collections.abc import Sequence

from summarizer.chunker import Section
from summarizer.engines.draft import DraftPoint, SectionDraft
from summarizer.engines.rules.points import bare, chosen, distinct
from summarizer.engines.rules.salience import Material, Rated
from summarizer.engines.rules.statements import TOO_LONG

KEY_POINTS = 5
_LEAST_WEIGHT = 0.3
_SILENT = ("opening", "closing")


def draft_section(material: Material, section: Section) -> SectionDraft:
    """Summary and key points of one section: its weightiest statements, or those of the sections below it.

    A section that says nothing of its own is summed up by its heading.
    """
    best = _best(_rated(material, section))
    if not best:
        below = [s for s in material.analysis.sections if s.parent == section.id]
        best = _best([row for s in below for row in _best(_rated(material, s))[:1]])
        return SectionDraft(section.id, section.heading, _points(material, best))
    weightiest = max(best, key=lambda r: r.weight)
    return SectionDraft(section.id, material.text(weightiest.statement), _points(material, best))


def _rated(material: Material, section: Section) -> list[Rated]:
    if section.kind in _SILENT:
        return []
    heading = bare(section.heading)
    statements = [
        s
        for s in material.statements(section)
        if s.extent[1] - s.extent[0] <= TOO_LONG and not _says(material.text(s), heading)
    ]
    return material.rated(statements, "sections")


def _says(text: str, heading: str) -> bool:
    """Whether a bare heading says what a text says."""
    first = text[:1]
    return (first in heading or not first.isalnum()) and bare(text) in heading


def _best(rated: Sequence[Rated]) -> list[Rated]:
    """The weightiest, in text order."""
    enough = [r for r in rated if r.weight >= _LEAST_WEIGHT] or list(rated)
    best = sorted(enough, key=lambda r: (-r.weight, r.statement.extent))[:KEY_POINTS]
    return sorted(best, key=lambda r: r.statement.extent)


def _points(material: Material, rated: Sequence[Rated]) -> tuple[DraftPoint, ...]:
    return tuple(
        item.point for item in distinct(chosen(material.analysis, "sections", [r.statement], ()) for r in rated)
    )
