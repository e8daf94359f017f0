"""From the lines of pages to the text of a document: furniture left out, columns told apart, paragraphs joined.

Nothing here knows of any file form: a page is a list of lines with their places. What is furniture (running heads and
feet, page numbers, watermarks) is recognised by what repeats where.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from summarizer.expressions import expression

_DIGITS = expression(r"\d+")
_NOTE = expression(r"(?:\d{1,3}|[①-⑳❶-❿]|[\[［(（【]\d{1,3}[\]］)）】]|[*※†])\s?(?=\D|\d{4}年|$)")
_UNBROKEN = expression(r"[“‘（《〈【]*(?:(?:[\x21-\x7e]+、?)+|.)[，。、；：！？”’）》〉】]*")
"""What typesetters keep on one line: an opening mark with what it opens, a run of figures, closing marks."""
_HANGING = frozenset("，。、；：！？”’）》")
_ASCII_WORD = expression(r"[A-Za-z0-9]")
_EDGE = 0.13
"""The part of a page's height, above and below, in which running heads and feet stand."""
_OUTER_EDGE = 0.065
_SAME_PLACE = 5.0
"""Points by which a running head may move from page to page."""
_RAISED_GAP = 1.5
_FAR_MORE = 1000
_PARAGRAPH_GAP = 1.15
"""How much further than usual a line below stands that begins a paragraph."""
_OTHER_SIZE = 0.25
"""The part by which the type of a heading differs from the body's; fonts mixed in a line differ by less."""
_SMALL = 0.93
"""Type below this part of the body's size is that of notes, heads and feet."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page as it stands there; places in points from the page's lower left corner.

    ``raised`` says that raised marks stand in it or were taken out of it: they push lines apart.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float
    raised: bool = False

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in the order in which the file draws them."""

    number: int
    width: float
    height: float
    lines: tuple[PageLine, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The text of pages, one paragraph a line, and where in it each stretch of a page begins."""

    text: str
    pages: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _PlacedLine:
    """A line of the body with the page and the column it stands in."""

    line: PageLine
    page: int
    column: int
    left: float
    right: float


def read_pages(pages: Sequence[Page]) -> Text:
    """The text of pages: the body without furniture, in reading order, then the footnotes.

    A paragraph is one line, over ends of lines, columns and pages. Linear in the number of lines, but for sorting.
    """
    bodies = without_furniture(pages)
    size = _body_size(bodies)
    main: list[_PlacedLine] = []
    notes: list[_PlacedLine] = []
    for page in bodies:
        body, below = _split_notes(page, size)
        main += _placed(body)
        notes += _placed(below)
    return _written([*_paragraphs(main), *_paragraphs(notes)])


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without running heads and feet, page numbers and watermarks."""
    edges: Counter[tuple[str, int]] = Counter()
    everywhere: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        edges.update({key for line in page.lines if _at_edge(page, line) for key in _edge_keys(page, line)})
        everywhere.update({_place(line) for line in page.lines})
    size = _body_size(pages)
    return [
        replace(
            page,
            lines=tuple(
                line for line in page.lines if not _is_furniture(page, line, edges, everywhere, size, len(pages))
            ),
        )
        for page in pages
    ]


def _is_furniture(
    page: Page,
    line: PageLine,
    edges: "Counter[tuple[str, int]]",
    everywhere: "Counter[tuple[str, int, int]]",
    size: float,
    count: int,
) -> bool:
    if _at_edge(page, line):
        repeats = max(edges[key] for key in _edge_keys(page, line))
        if repeats >= (3 if count > 3 else 2):
            return True
        if line.size < 0.85 * size and _at_outer_edge(page, line):
            return True
    return everywhere[_place(line)] >= max(3, 0.3 * count)


def _at_edge(page: Page, line: PageLine) -> bool:
    return not _EDGE * page.height < line.bottom < (1 - _EDGE) * page.height


def _at_outer_edge(page: Page, line: PageLine) -> bool:
    return not _OUTER_EDGE * page.height < line.bottom < (1 - _OUTER_EDGE) * page.height


def _edge_keys(page: Page, line: PageLine) -> Iterator[tuple[str, int]]:
    """What a running head is known by: its words without figures, and its height on the page, rounded both ways."""
    words = _DIGITS.sub("#", line.text.replace(" ", ""))
    height = line.bottom if line.bottom < page.height / 2 else page.height - line.bottom
    top = line.bottom > page.height / 2
    for step in (0, 1):
        yield (words + "^" * top, 2 * int(height / _SAME_PLACE / 2 + step / 2) + step)


def _place(line: PageLine) -> tuple[str, int, int]:
    return (line.text, round(line.left), round(line.bottom))


def _body_size(pages: Iterable[Page]) -> float:
    """The size of type that most characters have, those at the edges of pages aside where there are others."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size)] += len(line.text) * (1 if _at_outer_edge(page, line) else _FAR_MORE)
    return max(sizes, key=sizes.__getitem__) if sizes else 0.0


def _split_notes(page: Page, size: float) -> tuple[Page, Page]:
    """A page's body and its footnotes: small type below the body that begins with a mark."""
    floor = min((line.bottom for line in page.lines if line.size >= _SMALL * size), default=0.0)
    below = [line for line in page.lines if line.bottom < floor and line.size < _SMALL * size]
    if not below or not _NOTE.match(below[0].text):
        return page, replace(page, lines=())
    chosen = set(map(id, below))
    return replace(page, lines=tuple(line for line in page.lines if id(line) not in chosen)), replace(
        page, lines=tuple(below)
    )


def _placed(page: Page) -> list[_PlacedLine]:
    """The lines of a page with their columns; pieces of one line are put together."""
    gutter = _gutter(page)
    lines = _whole_lines(page.lines, gutter)
    columns = [_column(line, gutter) for line in lines]
    edges = {
        column: _margins([line for line, at in zip(lines, columns, strict=True) if at == column])
        for column in set(columns)
    }
    return [_PlacedLine(line, page.number, column, *edges[column]) for line, column in zip(lines, columns, strict=True)]


def _gutter(page: Page) -> float | None:
    """Where the white space between two columns is; None for a page of one."""
    lines, width = page.lines, page.width
    if len(lines) < 12:
        return None
    places = [width * step / 100 for step in range(38, 63)]
    crossing = {at: sum(line.left < at - 1 and line.right > at + 1 for line in lines) for at in places}
    fewest = min(crossing.values())
    at = median(place for place in places if crossing[place] == fewest)
    left = sum(line.right <= at + 1 for line in lines)
    right = sum(line.left >= at - 1 for line in lines)
    two = fewest <= 0.12 * len(lines) and left >= 0.25 * len(lines) and right >= 0.12 * len(lines)
    return at if two else None


def _column(line: PageLine, gutter: float | None) -> int:
    """0 for a page of one column or a line over both, 1 and 2 for the left and the right one."""
    if gutter is None or (line.left < gutter - 1 and line.right > gutter + 1):
        return 0
    return 1 if line.middle < gutter else 2


def _whole_lines(lines: Sequence[PageLine], gutter: float | None) -> list[PageLine]:
    whole: list[PageLine] = []
    for line in lines:
        if whole and _same_line(whole[-1], line, gutter):
            before = whole[-1]
            joint = "" if line.left - before.right < 0.6 * before.size else "\t"
            whole[-1] = replace(
                before, text=before.text + joint + line.text, right=line.right, raised=before.raised or line.raised
            )
        else:
            whole.append(line)
    return whole


def _same_line(before: PageLine, line: PageLine, gutter: float | None) -> bool:
    level = abs(before.bottom - line.bottom) < 0.35 * max(before.size, line.size)
    return level and line.left >= before.right - 0.3 * before.size and _column(before, gutter) == _column(line, gutter)


def _margins(lines: Sequence[PageLine]) -> tuple[float, float]:
    """The left and the right margin of a column: where its lines begin and end, strays and hanging marks aside."""
    lefts = sorted(line.left for line in lines)
    rights = sorted(line.right for line in lines if line.text[-1] not in _HANGING) or [line.right for line in lines]
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def _paragraphs(lines: Sequence[_PlacedLine]) -> Iterator[list[_PlacedLine]]:
    """The lines of each paragraph."""
    if not lines:
        return
    spacing = _spacing(lines)
    indented = _is_indented(lines)
    paragraph = [lines[0]]
    for before, line in pairwise(lines):
        if _goes_on(before, line, len(paragraph) == 1, spacing, indented):
            paragraph.append(line)
        else:
            yield paragraph
            paragraph = [line]
    yield paragraph


def _spacing(lines: Sequence[_PlacedLine]) -> float:
    """The usual distance from one line to the next, in points."""
    steps = [before.line.bottom - line.line.bottom for before, line in pairwise(lines) if _below(before, line)]
    return median(steps) if steps else 0.0


def _below(before: _PlacedLine, line: _PlacedLine) -> bool:
    """Whether a line stands below the one before in the same column of the same page."""
    return (before.page, before.column) == (line.page, line.column) and line.line.bottom < before.line.bottom


def _is_indented(lines: Sequence[_PlacedLine]) -> bool:
    """Whether first lines of paragraphs begin further right than the others."""
    count = sum(_indent(line) >= 0.8 for line in lines)
    return 0.04 * len(lines) < count < 0.7 * len(lines)


def _indent(placed: _PlacedLine) -> float:
    """How far a line is moved in from its column's margin, in sizes of type."""
    return (placed.line.left - placed.left) / placed.line.size


def _goes_on(before: _PlacedLine, line: _PlacedLine, first: bool, spacing: float, indented: bool) -> bool:
    """Whether a line continues the paragraph of the line before."""
    if abs(before.line.size - line.line.size) > _OTHER_SIZE * max(before.line.size, line.line.size):
        return False
    widest = _RAISED_GAP if before.line.raised or line.line.raised else _PARAGRAPH_GAP
    if _below(before, line) and before.line.bottom - line.line.bottom > widest * spacing:
        return False
    shift = _indent(line) - (
        _indent(before) if not first else min(_indent(before), 0.0 if indented else _indent(before))
    )
    if shift > 0.8 or (indented and _indent(line) >= 0.8 and not _hangs(before, line, first)):
        return False
    return _is_full(before, line)


def _hangs(before: _PlacedLine, line: _PlacedLine, first: bool) -> bool:
    """Whether both lines are moved in alike within a paragraph all of which is (a quotation, a hanging item)."""
    return not first and abs(_indent(before) - _indent(line)) < 0.3


def _is_full(before: _PlacedLine, line: _PlacedLine) -> bool:
    """Whether the line before ends because what follows found no room on it."""
    room = before.right - before.line.right
    token = _UNBROKEN.match(line.line.text)
    width = sum(0.55 if char < "\x80" else 1.0 for char in token.group()) if token else 1.0
    return room < (width + 0.9) * before.line.size


def _written(paragraphs: Iterable[Sequence[_PlacedLine]]) -> Text:
    """The paragraphs as text, one a line, with the offsets at which pages begin."""
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    at = 0
    for paragraph in paragraphs:
        if pieces:
            pieces.append("\n")
            at += 1
        for number, placed in enumerate(paragraph):
            joint = _joint(pieces[-1], placed.line.text) if number else ""
            if not starts or starts[-1][1] != placed.page:
                starts.append((at + len(joint), placed.page))
            pieces.append(joint + placed.line.text)
            at += len(pieces[-1])
    return Text("".join(pieces), tuple(starts))


def _joint(before: str, line: str) -> str:
    """A space where two words of Latin letters meet at a line end."""
    both = before[-1].isascii() and before[-1].isalpha() and _ASCII_WORD.match(line)
    return " " if both else ""
