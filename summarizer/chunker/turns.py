"""Turns of a part of two times (2030年和“十五五”时期工作回顾): which of them its text and chapters are about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.chunker.model import Extent, Kind
from summarizer.chunker.nesting import Node
from summarizer.chunker.times import Time, times_in
from summarizer.chunker.words import has_words
from summarizer.expressions import expression
from summarizer.language.rules import Table

_ADDRESS = expression(r"[ 　*]*(?:各位(?:代表|委员)[！!，,：:])?")
_PLAN_OVER = expression(r"标志着[^。]{0,12}“[^”]{1,3}五”[^。]{0,8}(?:收官|完成|结束|落幕)|经过[^。，]{0,2}[三四五]年")
_FIVE_YEARS = r"(?:过去|这|回望|回首|回顾)[^。，]{0,4}五年|五年来"
_LAST_YEAR = expression(rf"20\d\d年是“[^”]{{1,3}}五”[^。，]{{0,12}}之年。[^。]{{0,12}}(?:{_FIVE_YEARS})")
_SUMS_UP = expression(r"回[望首顾][^。，]{0,4}(?:过去|历程|奋斗)(?!的?一年)")
_DRAWN_UP = expression(r"(?:编制|制定|起草|拟订|谋划|提出)[^。]{0,60}(?:规划|纲要)|纲要（草案）")
_HEAD = 160
_FIRST_WORDS = 10
_NO_OPENERS = ("全年", "年内")
"""Words of time that mean the year which the text is about anyway."""


@dataclass(frozen=True, slots=True)
class Opener:
    """The first words of a paragraph, its address left out, in a report of a ``year``."""

    words: str
    year: int | None = None

    @property
    def times(self) -> tuple[Time, ...]:
        """The times that these words name."""
        return times_in(self.words, self.year)


TURN: Table[Opener, Kind] = Table("turn")
"""The kind of text that a paragraph turns to in a part that speaks of two times; no answer where it goes on."""


@TURN.rule
def plan_over(opener: Opener) -> Kind | None:
    """That a year ended a five-year plan turns to the five years (…标志着“十四五”顺利收官)."""
    over = _PLAN_OVER.search(opener.words) or _LAST_YEAR.match(opener.words)
    return "multi_year_review" if over else None


@TURN.rule
def summing_up(opener: Opener) -> Kind | None:
    """A look back on the past as a whole is about all its years (回望过去，我们…)."""
    return "multi_year_review" if _SUMS_UP.match(opener.words) else None


@TURN.rule
def first_time(opener: Opener) -> Kind | None:
    """The time among a paragraph's first words is the one it is about (五年来, 刚刚过去的2025年, 今年)."""
    time = next(iter(opener.times), None)
    if time is None or opener.words.startswith(_NO_OPENERS, time.start):
        return None
    before = opener.words[: time.start]
    return None if len(before) > _FIRST_WORDS or "，" in before else _kind(time, opener.year)


@TURN.rule
def plan_drawn_up(opener: Opener) -> Kind | None:
    """How the coming plan was drawn up turns to its aims."""
    coming = any(time.plan and time.ahead(opener.year) for time in opener.times)
    return "goals" if coming and _DRAWN_UP.search(opener.words) else None


def _kind(time: Time, year: int | None) -> Kind | None:
    if time.past(year):
        return "multi_year_review" if time.several else "review"
    if time.ahead(year):
        return "goals" if time.several else "tasks"
    return None


def with_turns(
    text: str, paragraphs: Sequence[Extent], nodes: Sequence[Node], end: int, year: int | None
) -> tuple[list[Node], dict[int, Kind]]:
    """``nodes`` with one wherever a part of two times turns from one to the other, and the kinds of what follows.

    The kinds are by paragraph, for these nodes and for the chapters of such parts; ``end`` is the index after the last
    paragraph of the parts. Chapters and the nodes with headings stay as they are.
    """
    parts = [index for index, node in enumerate(nodes) if node.level == 1]
    found: list[Node] = list(nodes)
    kinds: dict[int, Kind] = {}
    for index, after in pairwise([*parts, len(nodes)]):
        stop = nodes[after].paragraph if after < len(nodes) else end
        if _speaks_of_two(nodes[index], year):
            turns = _turns(text, paragraphs, nodes[index:after], stop, year)
            kinds |= turns
            taken = {node.paragraph for node in nodes[index:after]}
            found += [Node(paragraph, 2) for paragraph in turns if paragraph not in taken]
    return sorted(found, key=lambda node: node.paragraph), kinds


def _speaks_of_two(part: Node, year: int | None) -> bool:
    """Whether a part's heading names times of two kinds, or is about work done and names none (工作回顾)."""
    if part.heading is None:
        return False
    times = times_in(part.heading.text, year)
    if not times:
        return has_words("looks_back", part.heading.text)
    return len({_kind(time, year) for time in times} - {None}) > 1


def _turns(
    text: str, paragraphs: Sequence[Extent], nodes: Sequence[Node], end: int, year: int | None
) -> dict[int, Kind]:
    """The kinds of a part's passages and chapters, by the paragraph where they begin."""
    kinds: dict[int, Kind] = {}
    now: Kind | None = None
    continued = _continued(nodes)
    for node, following in pairwise([*nodes, Node(end, 1)]):
        chapter = node.level > 1 and node.heading is not None
        if chapter and node.heading is not None:
            now = _told(node.heading.text, year) or now
        if node.level > 1 and now is not None:
            kinds[node.paragraph] = now
        addressed = chapter and node.paragraph in continued
        found = list(_passages(text, paragraphs, range(_own(node), following.paragraph), year, addressed=addressed))
        if node.level == 1 and len({kind for _, kind in found}) < 2:
            now = found[-1][1] if found else None
            continue
        for paragraph, kind in found:
            if kind != now:
                kinds[paragraph] = now = kind
    return kinds


def _told(heading: str, year: int | None) -> Kind | None:
    """The kind of the time with which a chapter's heading begins (“十六五”时期主要目标)."""
    time = next(iter(times_in(heading, year)), None)
    return _kind(time, year) if time is not None and time.start <= 1 else None


def _own(node: Node) -> int:
    """The first paragraph of a node's own text."""
    return node.paragraph + (node.heading is not None)


def _passages(
    text: str, paragraphs: Sequence[Extent], places: range, year: int | None, *, addressed: bool
) -> Iterator[tuple[int, Kind]]:
    """The paragraphs that turn to a time, with the kind; where ``addressed`` only those that address the audience."""
    alone = False
    for index in places:
        start, stop = paragraphs[index]
        address = _ADDRESS.match(text, start, stop)
        begin = address.end() if address else start
        answer = TURN.decide(Opener(text[begin : min(stop, begin + _HEAD)], year))
        if answer is not None and (alone or begin > start or not addressed):
            yield index - alone, answer[0]
        alone = begin == stop


def _continued(nodes: Sequence[Node]) -> set[int]:
    """The paragraphs of the chapters after which their list has another item."""
    found: set[int] = set()
    following: dict[str, int | None] = {}
    for node in reversed(nodes):
        if node.heading is not None:
            style = node.heading.style
            if style in following and following[style] != 1:
                found.add(node.paragraph)
            following[style] = node.heading.ordinal
    return found
