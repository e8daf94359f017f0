"""The outline of a report: its sections, nested as the report itself nests them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.chunker.annexes import Annex, find_annexes
from summarizer.chunker.headings import find_headings
from summarizer.chunker.kinds import (
    Item,
    Part,
    kind_of_item,
    kind_of_part,
    kind_of_text,
    names_governance,
    names_plans,
    names_tasks,
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
from summarizer.chunker.turns import with_turns
from summarizer.documents import View

_ITEM_STYLES = frozenset({"point", "digit", "circle", "item"})
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
    nodes, fixed = _nodes(view, report, paragraphs)
    return _sections(view.text, report, paragraphs, nodes, fixed)


def _nodes(view: View, report: Report, paragraphs: Sequence[Extent]) -> tuple[list[Node], dict[int, Kind]]:
    """The places where sections begin, and the kinds of those known by their place alone, by paragraph."""
    text = view.text
    annexes = find_annexes([text[start:end] for start, end in paragraphs])
    annex = annexes[0].first if annexes else len(paragraphs)
    found = find_headings(view, paragraphs[:annex])
    closing = closing_start(text, paragraphs, annex, {heading.paragraph for heading in found if heading.own_line})
    nodes = nest([heading for heading in found if heading.paragraph < closing], closing)
    nodes = conclusions(text, paragraphs, nodes, closing)
    opening = min(opening_end(text, paragraphs), nodes[0].paragraph if nodes else closing)
    nodes, fixed = _with_opening(nodes, opening, closing)
    nodes = _with_turn(text, report, paragraphs, nodes, closing)
    last = max((node.paragraph for node in nodes if node.heading is not None), default=opening)
    passage = governance_passage(text, paragraphs, last + 1, closing)
    if passage is not None and not _on_governance(nodes):
        nodes = [node for node in nodes if not passage[0] <= node.paragraph < passage[1]]
        nodes = _merged(nodes, [Node(place, 1) for place in passage if place < closing])
        fixed |= {passage[0]: "governance", passage[1]: "other"}
    nodes, times = with_turns(text, paragraphs, nodes, closing, report.year)
    fixed |= times
    if closing < annex:
        nodes.append(Node(closing, 1))
        fixed[closing] = "closing"
    for place, after in pairwise([*annexes, None]):
        if place is not None:
            nodes += _annex(view, paragraphs, place, after.first if after else len(paragraphs))
            fixed[place.first] = place.kind
    return nodes, fixed


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
    for part, after in pairwise([*(node.paragraph for node in parts), closing]):
        place = turning_point(text, paragraphs, part + 1, after, report.year)
        if place is None or any(node.paragraph == place and node.heading for node in nodes):
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


def _sections(
    text: str, report: Report, paragraphs: Sequence[Extent], nodes: Sequence[Node], fixed: dict[int, Kind]
) -> tuple[Section, ...]:
    first = nodes[0].paragraph
    places = [paragraphs[node.paragraph][0] if node.paragraph > first else report.body for node in nodes]
    starts = [*places, report.extent[1]]
    paths = _paths(nodes)
    ends = _ends([len(path) for path in paths], starts)
    bare = [_section(nodes, index, paths[index], starts, ends[index]) for index in range(len(nodes))]
    return _with_kinds(text, report, paragraphs, nodes, bare, fixed)


def _paths(nodes: Sequence[Node]) -> list[tuple[int, ...]]:
    """The place of each node in the outline: (2, 1) is the first below the second main part."""
    paths: list[tuple[int, ...]] = []
    path: tuple[int, ...] = ()
    for node in nodes:
        level = min(node.level, len(path) + 1)
        path = (*path[: level - 1], path[level - 1] + 1) if level <= len(path) else (*path, 1)
        paths.append(path)
    return paths


def _section(
    nodes: Sequence[Node], index: int, path: tuple[int, ...], starts: Sequence[int], whole_end: int
) -> Section:
    """A section whose kind is not yet known; ``starts`` are the nodes' and the report's end, ``whole_end`` its own."""
    node, start, end = nodes[index], starts[index], starts[index + 1]
    heading, own = node.heading, start
    if heading is not None:
        childless = index + 1 == len(nodes) or nodes[index + 1].level <= node.level
        own = heading.text_start if childless and heading.body >= end else heading.body
    return Section(
        id=".".join(map(str, path)),
        parent=".".join(map(str, path[:-1])) or None,
        level=len(path),
        number=heading.number if heading else None,
        heading=heading.text if heading else "",
        kind="other",
        extent=(start, whole_end),
        own=(min(own, end), end),
        heading_rule=heading.rule if heading else "",
    )


def _ends(levels: Sequence[int], starts: Sequence[int]) -> list[int]:
    """Where each section ends with all its subsections: at the next one that is not deeper."""
    ends = [starts[-1]] * len(levels)
    open_sections: list[int] = []
    for index, level in enumerate(levels):
        while open_sections and levels[open_sections[-1]] >= level:
            ends[open_sections.pop()] = starts[index]
        open_sections.append(index)
    return ends


def _with_kinds(
    text: str,
    report: Report,
    paragraphs: Sequence[Extent],
    nodes: Sequence[Node],
    sections: Sequence[Section],
    fixed: dict[int, Kind],
) -> tuple[Section, ...]:
    kinds: dict[str, tuple[Kind, str]] = {}
    leads: dict[tuple[str, str], str] = {}
    tasks = [index for index, section in enumerate(sections) if section.level == 1 and names_tasks(section.heading)]
    promising = max(tasks, default=-1)
    for index, (node, section) in enumerate(zip(nodes, sections, strict=True)):
        start, end = section.extent
        if section.parent is None:
            sample = text[start : min(end, start + _SAMPLE)]
            kind, rule = kind_of_part(Part(section.heading, sample, report.year, later_tasks=index < promising))
            if node.paragraph in fixed:
                kind, rule = fixed[node.paragraph], "part.place"
            kinds[section.id] = kind, rule
            continue
        style = node.heading.style if node.heading else ""
        before = text[slice(*paragraphs[node.paragraph - 1])]
        lead = leads.setdefault((section.parent, style), before)
        parent, _ = kinds[section.parent]
        kinds[section.id] = kind_of_item(
            Item(
                section.heading,
                parent,
                own=text[start:end],
                lead=lead,
                listed=style in _ITEM_STYLES,
                turned=fixed.get(node.paragraph),
                year=report.year,
            )
        )
    return tuple(replace(section, kind=kinds[section.id][0], kind_rule=kinds[section.id][1]) for section in sections)
