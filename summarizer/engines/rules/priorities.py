"""Priorities: the tasks with the project or number that makes them specific, beside the heading they stand under."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from summarizer.chunker import Extent, Section
from summarizer.engines.rules.points import chosen, distinct, leading, point, sections_of
from summarizer.engines.rules.reasons import Chosen, decided, weighed
from summarizer.engines.rules.salience import Material, Rated, diversified, widened
from summarizer.engines.rules.statements import LONGEST, trimmed

MOST = 10
_FEW = 5
_LEAST_WEIGHT = 0.8
_CROWDING = 0.35
_LONGEST_HEADING = 12
_KINDS = ("tasks", "livelihood")


def priorities(material: Material, said: Iterable[Chosen]) -> list[Chosen]:
    """The points on what is to be done, in text order: the weightiest statements of all tasks, no domain too often.

    The first of each part has the part's heading before it. What ``said`` (the targets) tells is not told again. Parts
    without anything specific are told by their headings where there is little else.
    """
    told = {span for item in said for span in item.point.evidence}
    parts = _parts(sections_of(material.analysis.sections, *_KINDS))
    owners = {section.id: part[0] for part in parts for section in part}
    rated = [r for part in parts for r in rated_tasks(material, part) if _span(material, r) not in told]
    best = widened(diversified(rated, MOST, _LEAST_WEIGHT, _CROWDING), rated)
    points = [item for owner, rows in _grouped(best, owners) for item in _of_part(material, owner, rows)]
    if len(points) < _FEW:
        points += _headings(material, [part[0] for part in parts], {item.section for item in points})
    return distinct(sorted(points, key=lambda item: item.point.evidence[0]), said)


def rated_tasks(material: Material, part: Sequence[Section]) -> list[Rated]:
    """The statements of sections that weigh enough as priorities, in text order; none that is overlong."""
    statements = [s for section in part for s in material.statements(section)]
    short = [s for s in statements if s.extent[1] - s.extent[0] <= LONGEST]
    return material.rated(short, "priorities", _LEAST_WEIGHT)


def _span(material: Material, rated: Rated) -> Extent:
    return material.analysis.view.span(*rated.statement.extent)


def _parts(sections: Sequence[Section]) -> list[list[Section]]:
    """The tasks part by part: each section that leads one, with those below."""
    return [[s for s in sections if s.id == h.id or s.id.startswith(f"{h.id}.")] for h in leading(sections)]


def _grouped(rated: Iterable[Rated], owners: dict[str, Section]) -> Iterator[tuple[Section, list[Rated]]]:
    """Statements by the part they stand in, in text order."""
    ordered = sorted(rated, key=lambda r: r.statement.extent)
    for owner, rows in groupby(ordered, key=lambda r: owners[r.statement.section]):
        yield owner, list(rows)


def _of_part(material: Material, part: Section, rated: Sequence[Rated]) -> Iterator[Chosen]:
    """The points of one part, the heading before the first."""
    heading = _heading(material, part)
    for place, row in enumerate(rated):
        extent, why = row.statement.extent, [decided("priority.salience"), *weighed(row.rules)]
        size = extent[1] - extent[0]
        if place or heading is None or _overlap(heading, extent) or size + heading[1] - heading[0] > LONGEST:
            yield chosen(material.analysis, "priorities", [row.statement], why)
        else:
            yield Chosen("priorities", point(material.analysis, heading, extent), part.id, tuple(why))


def _headings(material: Material, parts: Iterable[Section], told: Iterable[str]) -> Iterator[Chosen]:
    for part in parts:
        heading = _heading(material, part)
        if part.id not in told and heading is not None:
            why = (decided("priority.heading"),)
            yield Chosen("priorities", point(material.analysis, heading), part.id, why)


def _heading(material: Material, section: Section) -> Extent | None:
    """Where a section's heading stands, to its first comma where it is long; None where it has none that is short."""
    text = material.analysis.view.text
    at = text.find(section.heading, *section.extent) if section.heading else -1
    if at < 0:
        return None
    end = at + len(section.heading)
    comma = next((k for k in range(at, end) if text[k] in "，,；。"), end)
    extent = trimmed(text, at, comma)
    return extent if extent is not None and extent[1] - extent[0] <= _LONGEST_HEADING else None


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]
