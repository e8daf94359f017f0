"""The source as the validator reads it: a report's analysis, indexed by place, amount and plain text as needed."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Kind, Section
from summarizer.documents import Span
from summarizer.indicators import Fact
from summarizer.schemas.record import DoubtCode
from summarizer.validator.doubts import SLOTS, doubts_of
from summarizer.validator.patterns import by_text
from summarizer.validator.quotes import Plain, overlapping, plain_view
from summarizer.validator.scopes import larger_wholes
from summarizer.validator.surroundings import Number, surrounded
from summarizer.validator.values import Amount, amount_of


class Reading:
    """An analysis with the indices the checks look things up in; each is made when it is first needed."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.catalogue = analysis.catalogue
        self.facts: tuple[Fact, ...] = analysis.facts
        self.view = analysis.view
        self.document = analysis.view.document
        self.by_span: dict[Span, int] = {fact.quantity.span: index for index, fact in enumerate(analysis.facts)}
        self._numbers: dict[int, Number] = {}

    @cached_property
    def span(self) -> Span:
        """The document span of the report."""
        return self.view.span(*self.analysis.report.extent)

    @cached_property
    def folded(self) -> str:
        """The report's folded text."""
        return self.view.folded[slice(*self.analysis.report.extent)]

    @cached_property
    def plain(self) -> Plain:
        """The report without what quotes may differ in."""
        return plain_view(self.view, *self.analysis.report.extent)

    @cached_property
    def by_amount(self) -> dict[Amount, list[int]]:
        """The facts by the amount of their quantity, in text order."""
        index: defaultdict[Amount, list[int]] = defaultdict(list)
        for place, fact in enumerate(self.facts):
            index[amount_of(fact.quantity)].append(place)
        return dict(index)

    @cached_property
    def _by_unit(self) -> dict[str, list[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for place, fact in enumerate(self.facts):
            index[amount_of(fact.quantity).unit].append(place)
        return dict(index)

    def of_unit(self, unit: str) -> Sequence[int]:
        """The facts whose amounts can be compared with one of this base unit; fractions with percentages."""
        return self._by_unit.get("%" if unit == "分数" else unit, ())

    @cached_property
    def by_canonical(self) -> dict[str, list[int]]:
        """The facts by their catalogue id, in text order; those without one are left out."""
        index: defaultdict[str, list[int]] = defaultdict(list)
        for place, fact in enumerate(self.facts):
            if fact.canonical is not None:
                index[fact.canonical].append(place)
        return dict(index)

    @cached_property
    def doubts(self) -> dict[int, tuple[DoubtCode, ...]]:
        """The doubts about the facts, by index."""
        return doubts_of(self.analysis)

    def doubted(self, index: int) -> frozenset[str]:
        """The slots of a fact's reading that a doubt bears on."""
        return frozenset().union(*(SLOTS[code] for code in self.doubts.get(index, ())))

    @cached_property
    def patterns(self) -> dict[str, list[tuple[int, ...]]]:
        """The facts of each clause that holds numbers, by the clause without them."""
        return by_text(self.view, self.facts)

    def number(self, index: int) -> Number:
        """A fact in its words."""
        if index not in self._numbers:
            self._numbers[index] = surrounded(self.view, self.facts, index)
        return self._numbers[index]

    @cached_property
    def _starts(self) -> list[int]:
        return [fact.quantity.span[0] for fact in self.facts]

    @cached_property
    def _ends(self) -> list[int]:
        return [fact.quantity.span[1] for fact in self.facts]

    def within(self, span: Span) -> range:
        """The indices of the facts whose numbers share a character with a document span."""
        return overlapping(self._starts, self._ends, span)

    def inside(self, extents: Sequence[Extent]) -> list[int]:
        """The facts whose numbers stand in extents of the view, in text order."""
        return sorted({i for extent in extents for i in self.within(self.view.span(*extent))})

    def rank(self, index: int, extents: Sequence[Extent]) -> int:
        """Which of the extents a fact stands in, from 0; their number where it stands in none."""
        at = self.facts[index].quantity.start
        return next((k for k, (start, end) in enumerate(extents) if start <= at < end), len(extents))

    def is_plan(self, fact: Fact) -> bool:
        """Whether a fact stands where the report says what is to be done."""
        return self.kinds[fact.section] in ("goals", "tasks", "livelihood")

    @cached_property
    def larger(self) -> frozenset[str]:
        """The wholes (全市, 全省) that are larger than the report's region."""
        report = self.analysis.report
        return larger_wholes(report.region.level, report.region.name or report.title)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all facts."""
        return frozenset(fact.name for fact in self.facts)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kind of each section, by its id."""
        return {section.id: section.kind for section in self.analysis.sections}

    def section_at(self, at: int) -> Section | None:
        """The innermost section around a place in the view."""
        around = [section for section in self.analysis.sections if section.extent[0] <= at < section.extent[1]]
        return around[-1] if around else None
