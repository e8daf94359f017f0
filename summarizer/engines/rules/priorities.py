"""Priorities: the tasks with the project or number that makes them specific, beside the heading they stand under."""

from collections.abc import Iterable, Iterator, Sequence

from summarizer.chunker import Extent, Section
from summarizer.engines.rules.knowledge import domains, says
from summarizer.engines.rules.outline import heading_of, task_parts
from summarizer.engines.rules.points import chosen, distinct, point, sections_of
from summarizer.engines.rules.reasons import Chosen, decided, weighed
from summarizer.engines.rules.salience import Material, Rated, diversified, part_of, widened
from summarizer.engines.rules.statements import LONGEST
from summarizer.expressions import expression

MOST = 9
"""Statements in all beside the headings; as many points where the tasks have no headings."""
_MOST_OF_PART = 2
_MOST_PARTS = 14
_LONGEST_POINT = 119
_LEAST_WEIGHT = 1.3
_LITTLE_WEIGHT = -0.5
_CROWDING = 0.7
_WORD = expression(r"(?=([一-龥]{2}))")


def priorities(material: Material, said: Iterable[Chosen]) -> list[Chosen]:
    """The points on what is to be done, in text order: the headings of the tasks' parts with what is specific there.

    What ``said`` (the targets) tells is not told again. Parts without anything specific are left to the overview; where
    fewer than half have something all are told, with what weighs little too. Tasks without headings are told by their
    weightiest statements.
    """
    parts = [(part, heading_of(material.analysis, part[0])) for part in task_parts(material.analysis)]
    headed = [(part, heading) for part, heading in parts if heading is not None][:_MOST_PARTS]
    told = [material.analysis.view.extent(span) for item in said for span in item.point.evidence]
    if len(headed) < 2:
        return distinct(_unheaded(material, told), said)
    specific = [item for item in _points(material, headed, told, _LEAST_WEIGHT) if len(item.point.evidence) > 1]
    return specific if 2 * len(specific) >= len(headed) else _points(material, headed, told, _LITTLE_WEIGHT)


def _rated(material: Material, part: Sequence[Section], least: float) -> list[Rated]:
    """The statements of sections that weigh enough as priorities, in text order; none that is overlong."""
    statements = [s for section in part for s in material.statements(section)]
    short = [s for s in statements if s.extent[1] - s.extent[0] <= LONGEST]
    return [row for row in material.rated(short, "priorities", least) if row.weight >= least]


def _best(rated: Sequence[Rated], least: float) -> list[Rated]:
    """The weightiest statements in text order, each part's first before any has another."""
    return widened(diversified(rated, MOST, least, _CROWDING, part_of, _MOST_OF_PART), rated)


def _unheaded(material: Material, told: Sequence[Extent]) -> Iterator[Chosen]:
    """The weightiest statements of all tasks, in text order."""
    sections = sections_of(material.analysis.sections, "tasks", "livelihood")
    rated = [r for r in _rated(material, sections, _LEAST_WEIGHT) if not _overlaps(r, told)]
    for row in _best(rated, _LEAST_WEIGHT):
        yield chosen(
            material.analysis, "priorities", [row.statement], [decided("priority.salience"), *weighed(row.rules)]
        )


def _own(
    material: Material, part: Sequence[Section], heading: Extent, told: Sequence[Extent], least: float
) -> list[Rated]:
    """The statements of a part that are about its heading's matter and say neither it nor what is told already."""
    known = [heading, *told]
    return [r for r in _rated(material, part, least) if not _overlaps(r, known) and _related(material, part[0], r)]


def _points(
    material: Material, headed: Sequence[tuple[Sequence[Section], Extent]], told: Sequence[Extent], least: float
) -> list[Chosen]:
    """A point for each part, with those of the best statements that stand in it."""
    best = _best([row for part, heading in headed for row in _own(material, part, heading, told, least)], least)
    return [_of_part(material, part, heading, best) for part, heading in headed]


def _of_part(material: Material, part: Sequence[Section], heading: Extent, best: Iterable[Rated]) -> Chosen:
    """A part's heading with the weightiest of the best statements that stand in it; alone without any."""
    ids = {section.id for section in part}
    own = [row for row in best if row.statement.section in ids]
    details = _details(own, _LONGEST_POINT - (heading[1] - heading[0]))
    why = [decided("priority.heading"), *(rule for row in details for rule in weighed(row.rules))]
    extents = sorted(row.statement.extent for row in details)
    return Chosen("priorities", point(material.analysis, heading, *extents), part[0].id, tuple(why))


def _details(rated: Iterable[Rated], room: int) -> list[Rated]:
    """The weightiest statements that have room together, the weightiest first."""
    kept: list[Rated] = []
    for row in sorted(rated, key=lambda r: (-r.weight, r.statement.extent)):
        size = row.statement.extent[1] - row.statement.extent[0] + 1
        if size <= room:
            kept.append(row)
            room -= size
    return kept


def _related(material: Material, part: Section, rated: Rated) -> bool:
    """Whether a statement may be about the matter of its part's heading: it has no domain, one of its, or a word of it.

    A heading that begins with a slogan names no matter that could be held against it.
    """
    text = material.text(rated.statement)
    if says("slogan_head", part.heading.split("，")[0].split(",")[0], (0, len(part.heading))):
        return True
    of_heading, own = _domains(part.heading), _domains(text)
    if not of_heading or not own or own & of_heading:
        return True
    return not {m[1] for m in _WORD.finditer(part.heading)}.isdisjoint(m[1] for m in _WORD.finditer(text))


def _domains(text: str) -> set[str]:
    return {domain.kin for domain in domains() if domain.words.search(text)}


def _overlaps(rated: Rated, extents: Iterable[Extent]) -> bool:
    start, end = rated.statement.extent
    return any(start < other_end and other_start < end for other_start, other_end in extents)
