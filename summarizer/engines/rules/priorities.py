"""Priorities: the tasks with the project or number that makes them specific, beside the heading they stand under."""

from collections.abc import Iterable, Iterator, Sequence

from summarizer.chunker import Extent, Section
from summarizer.documents import Span
from summarizer.engines.rules.knowledge import domains, says
from summarizer.engines.rules.outline import heading_of, task_parts
from summarizer.engines.rules.points import chosen, distinct, point, sections_of
from summarizer.engines.rules.reasons import Chosen, decided, weighed
from summarizer.engines.rules.salience import Material, Rated, diversified, widened
from summarizer.engines.rules.statements import LONGEST
from summarizer.expressions import expression

MOST = 16
"""Statements in all beside the headings; as many points where the tasks have no headings."""
_MOST_PARTS = 14
_LONGEST_POINT = 119
_LEAST_WEIGHT = 0.8
_CROWDING = 0.35
_WORD = expression(r"(?=([一-龥]{2}))")


def priorities(material: Material, said: Iterable[Chosen]) -> list[Chosen]:
    """The points on what is to be done, one for each part of the tasks, in text order: heading and what is specific.

    What ``said`` (the targets) tells is not told again. Tasks without headings are told by their weightiest statements.
    """
    told = {span for item in said for span in item.point.evidence}
    parts = [(part, heading_of(material.analysis, part[0])) for part in task_parts(material.analysis)]
    headed = [(part, heading) for part, heading in parts if heading is not None]
    if len(headed) < 2:
        return distinct(_unheaded(material, told), said)
    sections = [section for part, _ in headed for section in part]
    rated = [r for r in rated_tasks(material, sections) if material.analysis.view.span(*r.statement.extent) not in told]
    best = widened(_best(material, rated), rated)
    return [_of_part(material, part, heading, rated, best) for part, heading in headed[:_MOST_PARTS]]


def rated_tasks(material: Material, part: Sequence[Section]) -> list[Rated]:
    """The statements of sections that weigh enough as priorities, in text order; none that is overlong."""
    statements = [s for section in part for s in material.statements(section)]
    short = [s for s in statements if s.extent[1] - s.extent[0] <= LONGEST]
    return material.rated(short, "priorities", _LEAST_WEIGHT)


def _best(material: Material, rated: Sequence[Rated]) -> list[Rated]:
    return diversified(rated, MOST, _LEAST_WEIGHT, _CROWDING)


def _unheaded(material: Material, told: set[Span]) -> Iterator[Chosen]:
    """The weightiest statements of all tasks, in text order."""
    sections = sections_of(material.analysis.sections, "tasks", "livelihood")
    rated = [r for r in rated_tasks(material, sections) if material.analysis.view.span(*r.statement.extent) not in told]
    for row in sorted(widened(_best(material, rated), rated), key=lambda r: r.statement.extent):
        yield chosen(
            material.analysis, "priorities", [row.statement], [decided("priority.salience"), *weighed(row.rules)]
        )


def _of_part(
    material: Material, part: Sequence[Section], heading: Extent, rated: Sequence[Rated], best: Sequence[Rated]
) -> Chosen:
    """A part's heading with those of the best statements that are its own, else its own best; alone without any."""
    ids = {section.id for section in part}

    def fit(row: Rated) -> bool:
        own = row.statement.section in ids and not _overlap(heading, row.statement.extent)
        return own and _related(material, part[0], row)

    room = _LONGEST_POINT - (heading[1] - heading[0])
    details = _details([r for r in best if fit(r)], room) or _details([r for r in rated if fit(r)], room)[:1]
    why = [decided("priority.heading"), *(rule for row in details for rule in weighed(row.rules))]
    extents = sorted(row.statement.extent for row in details)
    return Chosen("priorities", point(material.analysis, heading, *extents), part[0].id, tuple(why))


def _details(rated: Iterable[Rated], room: int) -> list[Rated]:
    """The weightiest statements that have room together, the weightiest first."""
    kept: list[Rated] = []
    for row in sorted(rated, key=lambda r: (-r.weight, r.statement.extent)):
        size = row.statement.extent[1] - row.statement.extent[0] + 1
        if size <= room and row.weight >= _LEAST_WEIGHT:
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


def _overlap(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]
