"""A comparison as one page that opens offline: an overview, and a chart and a table for each indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from summarizer.comparison.charts import MOST_BARS, chart
from summarizer.comparison.compare import Beside, Comparison
from summarizer.comparison.places import ComparedPlace
from summarizer.comparison.ranking import ranking
from summarizer.comparison.words import WORDS
from summarizer.output.compression import new_file
from summarizer.schemas.lines import number_text
from summarizer.tables.columns import Label, Language, code_labels
from summarizer.tables.figures import Backing, Pair, SlotFigure, slot_label
from summarizer.tables.grid import MARKS, Scale, comparable, shown
from summarizer.tables.texts import clean

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the page: its text, the place of its sentence in the list, how it looks.

    ``sorted_by`` is the number that it is sorted by ("" for none), None where that is the text itself.
    """

    text: str
    sorted_by: str | None = None
    quote: int | None = None
    look: str = ""


@dataclass(frozen=True, slots=True)
class ShownYear:
    """What one report says of one indicator."""

    actual: ShownCell
    rank: int | None
    target: ShownCell
    earlier: ShownCell
    gap: ShownCell


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A row: a place, with a cell for each year; ``incomplete`` tells which of its reports lack a part."""

    place: ComparedPlace
    name: str
    years: tuple[ShownYear, ...]


@dataclass(frozen=True, slots=True)
class ShownPair:
    """An indicator: its name and unit, the chart of the last year, its rows."""

    id: str
    label: Label
    unit: str
    chart: str
    more: bool
    rows: tuple[ShownPlace, ...]


def write_page(path: Path, comparison: Comparison, language: Language) -> None:
    """Write the page; ``language`` is the one it opens in. Raises UsageError and OutputError (see ``new_path``)."""
    with new_file(path) as file:
        file.write(page(comparison, language).encode("utf-8", "replace"))


def page(comparison: Comparison, language: Language) -> str:
    """The page as text: HTML with its style, script and charts, and no address of anything else."""
    jinja2 = import_module("jinja2")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    quotes: dict[str, int] = {}
    pairs = [_pair(comparison, pair, quotes) for pair in comparison.pairs]
    text: str = environment.get_template("page.html").render(
        language=language,
        words=WORDS,
        years=comparison.years,
        places=comparison.places,
        pairs=pairs,
        quotes=list(quotes),
        marks=[(MARKS[state] or "□", code_labels("state")[state]) for state in MARKS],
        incomplete=_incomplete(comparison),
        most=MOST_BARS,
    )
    return text


def _pair(comparison: Comparison, pair: Pair, quotes: dict[str, int]) -> ShownPair:
    """An indicator's part of the page; its sentences are put into ``quotes``, each once."""
    scale = comparison.scales[pair]
    last = comparison.years[-1] if comparison.years else None
    ranked = ranking(comparison, last, pair)
    name = "-".join(pair).replace("_", "-")
    rows = tuple(
        ShownPlace(
            place,
            clean(place.name or f"{WORDS['no_name'].both} {place.key}"),
            tuple(_year(comparison.cell(place, year, pair), scale, quotes) for year in comparison.years),
        )
        for place in comparison.places
    )
    drawn = chart(ranked, scale, name) if ranked else ""
    return ShownPair(name, slot_label(*pair), scale.name, _markup(drawn), len(ranked) > MOST_BARS, rows)


def _year(cell: Beside, scale: Scale, quotes: dict[str, int]) -> ShownYear:
    return ShownYear(
        _cell(cell.actual, scale, quotes),
        cell.actual_rank,
        _cell(cell.target, scale, quotes),
        _cell(cell.earlier, scale, quotes),
        _gap(cell, scale),
    )


def _cell(figure: SlotFigure, scale: Scale, quotes: dict[str, int]) -> ShownCell:
    value = comparable(figure, scale)
    look = "doubtful" if figure.doubtful else "" if figure.signed else figure.state.replace("_", "-")
    text, number = shown(figure, scale), "" if value is None else number_text(value)
    place = None if figure.fact is None else quotes.setdefault(_sentence(figure.fact), len(quotes))
    return ShownCell(text, None if text == number or figure.signed is None else number, place, look)


def _sentence(fact: Backing) -> str:
    """The sentence of a fact, with its doubts behind it."""
    doubts = " ".join(fact.doubts)
    return clean(fact.quote) + (f" [{doubts}]" if doubts else "")


def _gap(cell: Beside, scale: Scale) -> ShownCell:
    if cell.gap is None or cell.actual.unit != scale.unit:
        return ShownCell("")
    value: Decimal = cell.gap / scale.divisor
    text = number_text(value)
    return ShownCell(f"+{text}" if value > 0 else text)


def _incomplete(comparison: Comparison) -> Sequence[tuple[str, int | None]]:
    return [
        (clean(report.place.name or report.title or report.id), report.year)
        for report in comparison.reports.values()
        if report.completeness != "whole"
    ]


def _markup(svg: str) -> Any:
    """The chart, which its library has escaped, as it is."""
    return import_module("markupsafe").Markup(svg)
