"""A record as a memo: figures first, then the points, each with a note on where it stands in the source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.schemas.catalogue import load_catalogue
from summarizer.schemas.record import HeadlineRow, Indicator, Point, Quantity, Record, Span

DOUBTFUL = "？"
WRONG = "✗"
REDACTED = "XX"
LISTS = (("achievements", "成绩", 18), ("targets", "目标", 10), ("priorities", "重点", 10), ("problems", "问题", 8))
"""The lists of a summary, their titles, and how many points of each have room on a page."""

_COLUMNS = (("level", "actual"), ("growth_rate", "actual"), ("level", "target"), ("growth_rate", "target"))
_BOUNDS = {"about": "左右", "over": "以上", "under": "以内"}
_MARKS = {"doubtful": DOUBTFUL, "mismatch": WRONG, "unsupported": WRONG}


@dataclass(frozen=True, slots=True)
class MemoNote:
    """Where something stands: ``number`` counts from 1 in its memo, ``place`` says where in words."""

    number: int
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with the numbers of its notes, and a mark ("" for none) where a number in it is doubtful or wrong."""

    text: str = ""
    notes: tuple[int, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of the table of figures: an indicator, its result and growth, and what is aimed at."""

    label: str
    actual: Cell
    growth: Cell
    target: Cell


@dataclass(frozen=True, slots=True)
class Memo:
    """What one page says of one report.

    ``source`` names the document, ``parts`` are the titled lists, ``marks`` the marks that need a word of explanation,
    ``notes`` the places in the order of their numbers.
    """

    title: str
    source: str
    headline: str
    overview: str
    rows: tuple[FigureRow, ...]
    parts: tuple[tuple[str, tuple[Cell, ...]], ...]
    marks: frozenset[str]
    notes: tuple[MemoNote, ...]


@dataclass(slots=True)
class _Notes:
    """The notes of a memo while it is made: one for each place, in the order in which they are first needed.

    ``points`` are the spans of the points, with what they say: a number in one of them is noted there.
    """

    record: Record
    points: Mapping[Span, str]
    made: dict[Span, MemoNote] = field(default_factory=dict)

    def at(self, span: Span, page: int | None, quote: str) -> int:
        """The number of the note on a place."""
        if span not in self.made:
            self.made[span] = MemoNote(len(self.made) + 1, _place(self.record, span, page), "".join(quote.split()))
        return self.made[span].number

    def of_number(self, indicator: Indicator) -> int:
        """The number of the note on an indicator's number: that of the point it stands in, else one of its own."""
        start, page = indicator.quantity.span[0], indicator.evidence.page
        for span, quote in self.points.items():
            if span[0] <= start < span[1]:
                return self.at(span, page, quote)
        return self.at(indicator.quantity.span, page, indicator.evidence.quote)


def make_memo(record: Record) -> Memo:
    """The memo of one record; figures and points that have no room on the page are left out."""
    lists = [(title, getattr(record.summary, name)[:most]) for name, title, most in LISTS]
    notes = _Notes(record, {span: point.text for _, points in lists for point in points for span in point.evidence})
    rows = tuple(_rows(record, notes))
    parts = [(title, tuple(_point(record, point, notes) for point in points)) for title, points in lists if points]
    cells = [cell for row in rows for cell in (row.actual, row.growth, row.target)]
    cells += [cell for _, points in parts for cell in points]
    return Memo(
        title=record.report.title or record.report.source.name,
        source=record.report.source.name,
        headline=record.summary.headline.removeprefix(f"{record.report.title}："),
        overview=record.summary.overview,
        rows=rows,
        parts=tuple(parts),
        marks=frozenset(cell.mark for cell in cells if cell.mark),
        notes=tuple(notes.made.values()),
    )


def _rows(record: Record, notes: _Notes) -> Iterator[FigureRow]:
    """A row for each headline indicator that the report states, in the catalogue's order."""
    by_id = {indicator.id: indicator for indicator in record.indicators}
    slots: dict[str, dict[tuple[str, str], HeadlineRow]] = {}
    for slot in record.headlines:
        if slot.state != "not_stated":
            slots.setdefault(slot.canonical, {})[slot.measure, slot.status] = slot
    for canonical, found in slots.items():
        level, growth, *aims = [_figure(found.get(column), by_id, notes) for column in _COLUMNS]
        target = next((aim for aim in aims if aim.text), Cell())
        yield FigureRow(_label(canonical), level, growth, target)


def _label(canonical: str) -> str:
    entry = load_catalogue().by_id.get(canonical)
    return entry.zh if entry is not None else canonical


def _figure(slot: HeadlineRow | None, by_id: Mapping[str, Indicator], notes: _Notes) -> Cell:
    if slot is None:
        return Cell()
    indicator = by_id.get(slot.indicator or "")
    if slot.state == "redacted" or indicator is None:
        return Cell(REDACTED)
    return Cell(_number(indicator), (notes.of_number(indicator),), _MARKS.get(indicator.verification.status, ""))


def _number(indicator: Indicator) -> str:
    """The number as the source writes it, bounds and falls said: 5%左右, 126万亿元以上, −2.1%."""
    quantity: Quantity = indicator.quantity
    sign = "−" if indicator.direction == "down" and indicator.measure in ("growth_rate", "change") else ""
    return sign + "".join(quantity.text.split()) + _BOUNDS.get(quantity.comparator, "")


def _point(record: Record, point: Point, notes: _Notes) -> Cell:
    """A point with a note for each of its spans, marked like the worst of the numbers in them."""
    pages = point.pages or (None,) * len(point.evidence)
    numbers = [notes.at(span, page, point.text) for span, page in zip(point.evidence, pages, strict=True)]
    return Cell(point.text, tuple(numbers), _worst(record.indicators, point.evidence))


def _worst(indicators: Sequence[Indicator], spans: Sequence[Span]) -> str:
    marks = {
        _MARKS.get(indicator.verification.status, "")
        for indicator in indicators
        if any(start <= indicator.quantity.span[0] < end for start, end in spans)
    }
    return WRONG if WRONG in marks else DOUBTFUL if DOUBTFUL in marks else ""


def _place(record: Record, span: Span, page: int | None) -> str:
    """Page, where there are pages, section of the outline, and characters of the document, counted from 0."""
    section = next((row for row in reversed(record.sections) if row.span[0] <= span[0] < row.span[1]), None)
    parts = [f"第{page}页"] if page is not None else []
    parts += [f"§{section.id}"] if section is not None else []
    return " ".join([*parts, f"{span[0]}–{span[1]}"])
