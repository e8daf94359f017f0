"""The outline of a report: its sections, nested as the report itself nests them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.chunker.annexes import Annex, find_annexes
from summarizer.chunker.headings import find_headings
from summarizer.chunker.kinds import (
    kind_of_text,
    names_governance,
    names_plans,
)
from summarizer.chunker.lines import line_extents
from summarizer.chunker.marks import TITLE, Heading
from summarizer.chunker.model import Extent, Kind, Report, Section
from summarizer.chunker.nesting import Node, nest
from summarizer.chunker.passages import (
    closing_start,
    conclusions,
    governance_passage,
    opening_end,
    turning_point,
)
from summarizer.chunker.sections import Places, sections_of
from summarizer.chunker.turns import with_turns
from summarizer.documents import View

_SAMPLE = 3000


def outline(view: View, report: Report) -> tuple[Section, ...]:
    """The sections of a report, depth first, from ``report.body`` on.

    Every character after ``report.body`` belongs to exactly one section's heading or own text. Text that the report
    sets off without a heading is a section with heading "" and number None: the address at its beginning (kind
    ``opening``), conclusions after the last item of a list, a passage on the government's own conduct (``governance``)
    and the closing appeal (``closing``). Offsets are those of ``view.text``.
    """
    start, end = report.body, report.extent[1]
    paragraphs = line_extents(view, start, end)
    if not paragraphs:
        return ()
    annexes = find_annexes([view.text[start:end] for start, end in paragraphs])
    annex = annexes[0].first if annexes else len(paragraphs)
    nodes, fixed = _own_nodes(view, report, paragraphs, annex)
    stops = [*(place.first for place in annexes[1:]), len(paragraphs)]
    for place, stop in zip(annexes, stops, strict=False):
        nodes += _annex(view, paragraphs, place, stop)
        fixed[place.first] = place.kind
    return sections_of(Places(view.text, report, paragraphs, nodes, fixed))


def _own_nodes(
    view: View, report: Report, paragraphs: Sequence[Extent], annex: int
) -> tuple[list[Node], dict[int, Kind]]:
    """The places before paragraph ``annex`` where sections begin, and the kinds of those known by their place."""
    text = view.text
    found = find_headings(view, paragraphs[:annex])
    closing = closing_start(text, paragraphs, annex, {heading.paragraph for heading in found if heading.own_line})
    nodes = nest([heading for heading in found if heading.paragraph < closing], closing)
    nodes = conclusions(text, paragraphs, nodes, closing)
    opening = min(opening_end(text, paragraphs), nodes[0].paragraph if nodes else closing)
    nodes, fixed = _with_opening(nodes, opening, closing)
    nodes = _with_turn(text, report, paragraphs, nodes, closing)
    nodes, passages = _with_governance(text, paragraphs, nodes, opening, closing)
    nodes, times = with_turns(text, paragraphs, nodes, closing, report.year)
    fixed |= passages | times
    if closing < annex:
        nodes.append(Node(closing, 1))
        fixed[closing] = "closing"
    return nodes, fixed


def _with_governance(
    text: str, paragraphs: Sequence[Extent], nodes: list[Node], opening: int, closing: int
) -> tuple[list[Node], dict[int, Kind]]:
    """Nodes with one for a passage on the government's own conduct after the last heading, if no chapter is on it."""
    last = max((node.paragraph for node in nodes if node.heading is not None), default=opening)
    passage = governance_passage(text, paragraphs, last + 1, closing)
    if passage is None or _on_governance(nodes):
        return nodes, {}
    kept = [node for node in nodes if not passage[0] <= node.paragraph < passage[1]]
    merged = _merged(kept, [Node(place, 1) for place in passage if place < closing])
    return merged, {passage[0]: "governance", passage[1]: "other"}


def _annex(view: View, paragraphs: Sequence[Extent], annex: Annex, end: int) -> list[Node]:
    """An annex up to paragraph ``end``; its parts and items stand below it, but entries of a glossary are its text."""
    start, title = paragraphs[annex.first][0], paragraphs[annex.title]
    words = view.text[slice(*title)].strip()
    body = paragraphs[annex.body][0]
    heading = Heading(annex.first, start, start, body, TITLE, None, annex.number, words, rule=annex.rule)
    if annex.kind == "glossary":
        return [Node(annex.first, 1, heading)]
    inside = paragraphs[annex.body : end]
    below = nest(find_headings(view, inside), len(inside))
    return [Node(annex.first, 1, heading), *(_moved(node, annex.body) for node in below)]


def _moved(node: Node, paragraphs: int) -> Node:
    """A node so many paragraphs further on, one level deeper."""
    heading = replace(node.heading, paragraph=node.heading.paragraph + paragraphs) if node.heading else None
    return Node(node.paragraph + paragraphs, node.level + 1, heading)


def _with_opening(nodes: Sequence[Node], opening: int, closing: int) -> tuple[list[Node], dict[int, Kind]]:
    """Nodes with one for the address that ends before paragraph ``opening`` and one for text before the first part."""
    before: list[Node] = []
    fixed: dict[int, Kind] = {}
    if opening:
        before.append(Node(0, 1))
        fixed[0] = "opening"
    first = nodes[0].paragraph if nodes else closing
    if opening < first or (nodes and nodes[0].level > 1):
        before.append(Node(opening, 1))
    return [*before, *nodes], fixed


def _with_turn(text: str, report: Report, paragraphs: Sequence[Extent], nodes: list[Node], closing: int) -> list[Node]:
    """Nodes with one where the report turns to its own year, if no heading of a main part says so."""
    parts = [node for node in nodes if node.level == 1]
    if any(node.heading and names_plans(node.heading.text, report.year) for node in parts):
        return nodes
    headed = {node.paragraph for node in nodes if node.heading}
    for part, after in pairwise([*(node.paragraph for node in parts), closing]):
        place = turning_point(text, paragraphs, part + 1, after, report.year)
        if place is None or place in headed:
            continue
        start, turn, end = (paragraphs[index][0] for index in (part, place, after - 1))
        if (
            kind_of_text(text[start:turn]) == "review"
            and kind_of_text(text[turn : max(end, turn + _SAMPLE)]) == "tasks"
        ):
            return _merged(nodes, [Node(place, 1)])
    return nodes


def _on_governance(nodes: Sequence[Node]) -> bool:
    """Whether the last main part, or one of its chapters, is about the government itself."""
    last = max((index for index, node in enumerate(nodes) if node.level == 1 and node.heading), default=0)
    return any(node.level <= 2 and node.heading and names_governance(node.heading.text) for node in nodes[last:])


def _merged(nodes: Sequence[Node], more: Sequence[Node]) -> list[Node]:
    """Both in the order of their paragraphs; where two begin at one paragraph, the one with a heading stays."""
    found = {node.paragraph: node for node in [*nodes, *more] if node.heading is None}
    found |= {node.paragraph: node for node in [*nodes, *more] if node.heading is not None}
    return [found[paragraph] for paragraph in sorted(found)]
