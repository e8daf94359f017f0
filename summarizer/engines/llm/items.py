"""The items of a draft that a model writes and that are put right one by one, and where they stand in a record."""

from dataclasses import dataclass
from typing import TypeAlias

from summarizer.analysis import Analysis
from summarizer.chunker import Extent

LISTS = ("achievements", "targets", "priorities", "problems")
TEXTS = ("headline", "overview")


@dataclass(frozen=True, slots=True, order=True)
class MarkReading:
    """How the number of fact ``index`` is read."""

    index: int


@dataclass(frozen=True, slots=True, order=True)
class SectionText:
    """The summary of the section at ``place`` in the outline."""

    place: int


@dataclass(frozen=True, slots=True, order=True)
class KeyPoint:
    """The ``number``-th point that was written about a section; the others keep their numbers where one goes."""

    place: int
    number: int


@dataclass(frozen=True, slots=True, order=True)
class SummaryText:
    """Headline or overview."""

    name: str


@dataclass(frozen=True, slots=True, order=True)
class SummaryPoint:
    """The ``number``-th point that was written for a list of the summary."""

    name: str
    number: int


Prose: TypeAlias = SectionText | KeyPoint | SummaryText | SummaryPoint
Item: TypeAlias = MarkReading | Prose
_KINDS = (MarkReading, SectionText, KeyPoint, SummaryText, SummaryPoint)


def order_of(item: Item) -> tuple[object, ...]:
    """A key that sorts items of all kinds: readings, then sections, then the summary."""
    match item:
        case MarkReading(index):
            return (0, index, 0)
        case SectionText(place):
            return (1, place, -1)
        case KeyPoint(place, number):
            return (1, place, number)
        case SummaryText(name):
            return (2, TEXTS.index(name), 0)
        case SummaryPoint(name, number):
            return (3, LISTS.index(name), number)


def path_of(item: Item) -> str:
    """The JSON Pointer to where an item stands, or for a point to the list that it stands in."""
    match item:
        case MarkReading(index):
            return f"/indicators/{index}"
        case SectionText(place):
            return f"/sections/{place}/summary"
        case KeyPoint(place, _):
            return f"/sections/{place}/key_points"
        case SummaryText(name) | SummaryPoint(name, _):
            return f"/summary/{name}"


def scope_of(analysis: Analysis, item: Item) -> Extent:
    """The part of the view that an item is about."""
    match item:
        case MarkReading(index):
            return analysis.facts[index].evidence
        case SectionText(place) | KeyPoint(place, _):
            return analysis.sections[place].extent
        case _:
            return analysis.report.extent


def owner_of(analysis: Analysis, path: str) -> str:
    """The pointer to the item that a finding's pointer leads into: a headline row is the claim's that fills it."""
    match path.split("/")[1:]:
        case ["headlines", row, *_]:
            index = analysis.headlines[int(row)][1]
            return f"/headlines/{row}" if index is None else f"/indicators/{index}"
        case ["indicators", index, *_]:
            return f"/indicators/{index}"
        case ["sections", place, "key_points", number, *_]:
            return f"/sections/{place}/key_points/{number}"
        case [part, place, name, *_] if part in ("sections", "summary"):
            return f"/{part}/{place}/{name}"
        case _:
            return path
