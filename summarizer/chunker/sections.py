"""Sections from the places where they begin: their extents, their own text, their kinds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.chunker.kinds import Item, MainPart, kind_of_item, kind_of_part, names_tasks
from summarizer.chunker.model import Extent, Kind, Report, Section
from summarizer.chunker.nesting import Node

_ITEM_STYLES = frozenset({"point", "digit", "circle", "item"})
_SAMPLE = 3000


@dataclass(frozen=True, slots=True)
class Places:
    """Where the sections of a report begin: its text's paragraphs, the nodes among them in order.

    ``fixed`` has the kinds of those known by their place alone, or by the time that the text has turned to, by
    paragraph.
    """

    text: str
    report: Report
    paragraphs: Sequence[Extent]
    nodes: Sequence[Node]
    fixed: Mapping[int, Kind]


def sections_of(places: Places) -> tuple[Section, ...]:
    """The sections that begin at the given places, depth first; there is one place at least."""
    nodes, report = places.nodes, places.report
    starts = [places.paragraphs[node.paragraph][0] for node in nodes]
    starts[0] = report.body
    paths = _paths(nodes)
    edges = [*starts, report.extent[1]]
    ends = _ends([len(path) for path in paths], edges)
    bare = [_section(nodes, index, paths[index], edges, ends[index]) for index in range(len(nodes))]
    kinds = _kinds(places, bare)
    return tuple(replace(each, kind=kind, kind_rule=rule) for each, (kind, rule) in zip(bare, kinds, strict=True))


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


def _kinds(places: Places, sections: Sequence[Section]) -> list[tuple[Kind, str]]:
    """The kind of each section with the rule that gave it: a part's own, then its chapters', which hang on it."""
    promising = [index for index, each in enumerate(sections) if each.level == 1 and names_tasks(each.heading)]
    last = max(promising, default=-1)
    kinds: dict[str, tuple[Kind, str]] = {}
    leads: dict[tuple[str, str], str] = {}
    for index, (node, section) in enumerate(zip(places.nodes, sections, strict=True)):
        if section.parent is None:
            kinds[section.id] = _part_kind(places, node, section, later_tasks=index < last)
        else:
            style = node.heading.style if node.heading else ""
            before = places.text[slice(*places.paragraphs[node.paragraph - 1])]
            lead = leads.setdefault((section.parent, style), before)
            kinds[section.id] = _item_kind(places, node, section, kinds[section.parent][0], lead)
    return list(kinds.values())


def _part_kind(places: Places, node: Node, section: Section, *, later_tasks: bool) -> tuple[Kind, str]:
    if node.paragraph in places.fixed:
        return places.fixed[node.paragraph], "part.place"
    start, end = section.extent
    sample = places.text[start : min(end, start + _SAMPLE)]
    return kind_of_part(MainPart(section.heading, sample, places.report.year, later_tasks))


def _item_kind(places: Places, node: Node, section: Section, parent: Kind, lead: str) -> tuple[Kind, str]:
    """The kind of a chapter or item; ``lead`` is the paragraph before the list it belongs to."""
    return kind_of_item(
        Item(
            section.heading,
            parent,
            own=places.text[slice(*section.extent)],
            lead=lead,
            listed=node.heading is not None and node.heading.style in _ITEM_STYLES,
            turned=places.fixed.get(node.paragraph),
            year=places.report.year,
        )
    )
