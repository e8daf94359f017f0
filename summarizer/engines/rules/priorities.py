"""Priorities: the tasks with the project or number that makes them specific, beside the heading they stand under."""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from summarizer.chunker import Extent, Section
from summarizer.engines.rules.knowledge import says
from summarizer.engines.rules.outline import heading_of, kin_of, name_of, task_parts
from summarizer.engines.rules.points import chosen, distinct, from_figures, point, sections_of
from summarizer.engines.rules.reasons import Chosen, decided, weighed
from summarizer.engines.rules.salience import Material, Rated, diversified, part_of, widened
from summarizer.engines.rules.statements import LONGEST
from summarizer.expressions import expression

MOST = 10
"""Statements in all beside the headings; as many points where the tasks have no headings."""
_MOST_OF_PART = 2
_LONGEST_POINT = 119
_LONGEST_LIST = 100
_LEAST_WEIGHT = 1.3
_LITTLE_WEIGHT = -0.5
_CROWDING = 0.7
_WORD = expression(r"(?=([一-龥]{2}))")

_Headed = tuple[Sequence[Section], Extent]
"""A part of the tasks, and where its heading stands."""


def priorities(material: Material, said: Iterable[Chosen]) -> list[Chosen]:
    """The points on what is to be done, in text order: the headings of the tasks' parts with what is specific there.

    What ``said`` (the targets) tells is not told again. Where fewer than half of the parts have something specific,
    or only one has not, what weighs little is told too; the headings of those that have nothing share points. Tasks
    without headings are told by their weightiest statements.
    """
    parts = [(part, heading_of(material.analysis, part[0])) for part in task_parts(material.analysis)]
    headed = [(part, heading) for part, heading in parts if heading is not None]
    told = [material.analysis.view.extent(span) for item in said for span in item.point.evidence]
    if len(headed) < 2:
        return distinct(_unheaded(material, told), said)
    details = _specific(material, headed, told, _LEAST_WEIGHT)
    if 2 * sum(map(bool, details)) < len(headed):
        details = _specific(material, headed, told, _LITTLE_WEIGHT)
    bare = [k for k, rows in enumerate(details) if not rows]
    if len(bare) == 1:
        part, heading = headed[bare[0]]
        details[bare[0]] = _of_part(material, part, heading, _own(material, part, heading, told, _LITTLE_WEIGHT))[:1]
    return _told(material, headed, details)


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


def _specific(material: Material, headed: Sequence[_Headed], told: Sequence[Extent], least: float) -> list[list[Rated]]:
    """For each part those of the best statements that stand in it and have room beside its heading."""
    best = _best([row for part, heading in headed for row in _own(material, part, heading, told, least)], least)
    return [_of_part(material, part, heading, best) for part, heading in headed]


def _short(material: Material, rated: Rated) -> Rated:
    extent = from_figures(material.analysis, rated.statement.extent)
    return rated._replace(statement=rated.statement._replace(extent=extent))


def _of_part(material: Material, part: Sequence[Section], heading: Extent, best: Iterable[Rated]) -> list[Rated]:
    ids = {section.id for section in part}
    own = [_short(material, row) for row in best if row.statement.section in ids]
    start, end = name_of(material.analysis, heading)
    return _details(own, _LONGEST_POINT - (end - start))


def _told(material: Material, headed: Sequence[_Headed], details: Sequence[Sequence[Rated]]) -> list[Chosen]:
    """The points in text order: a heading with its details, or the headings that have none where the first stands."""
    found: list[tuple[Extent, Chosen]] = []
    for (part, heading), rows in zip(headed, details, strict=True):
        if rows:
            found.append((heading, _with_details(material, part[0], heading, rows)))
    bare = [(part[0], heading) for (part, heading), rows in zip(headed, details, strict=True) if not rows]
    found += _together(material, bare)
    return [item for _, item in sorted(found, key=itemgetter(0))]


def _with_details(material: Material, head: Section, heading: Extent, details: Sequence[Rated]) -> Chosen:
    why = [decided("priority.heading"), *(rule for row in details for rule in weighed(row.rules))]
    extents = [name_of(material.analysis, heading), *sorted(row.statement.extent for row in details)]
    return Chosen("priorities", point(material.analysis, *extents), head.id, tuple(why))


def _together(material: Material, heads: Iterable[tuple[Section, Extent]]) -> Iterator[tuple[Extent, Chosen]]:
    """The tasks' names in as few points as hold them, in text order, each with the place of its first."""
    run: list[tuple[Section, Extent]] = []
    for head, heading in heads:
        name = name_of(material.analysis, heading)
        if run and sum(end - start + 1 for _, (start, end) in run) + name[1] - name[0] > _LONGEST_LIST:
            yield _list_of(material, run)
            run = []
        run.append((head, name))
    if run:
        yield _list_of(material, run)


def _list_of(material: Material, run: Sequence[tuple[Section, Extent]]) -> tuple[Extent, Chosen]:
    names = [name for _, name in run]
    item = Chosen("priorities", point(material.analysis, *names), run[0][0].id, (decided("priority.named"),))
    return names[0], item


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
    of_heading, own = kin_of(part.heading), kin_of(text)
    if not of_heading or not own or own & of_heading:
        return True
    return not {m[1] for m in _WORD.finditer(part.heading)}.isdisjoint(m[1] for m in _WORD.finditer(text))


def _overlaps(rated: Rated, extents: Iterable[Extent]) -> bool:
    start, end = rated.statement.extent
    return any(start < other_end and other_start < end for other_start, other_end in extents)
