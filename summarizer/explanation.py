"""Why a number is read as it is: the words, the frame of time and, for each slot, the rule that decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from summarizer.analysis import Analysis, analyse_report
from summarizer.chunker import Report, Section, find_reports
from summarizer.chunker.model import Region
from summarizer.documents import Document, Span, build_view
from summarizer.engines.rules import Chosen, explain_summary
from summarizer.indicators import Fact, timeline
from summarizer.indicators.headlines import REFUSAL
from summarizer.indicators.measures import MEASURE
from summarizer.indicators.naming import NAME
from summarizer.indicators.periods import PERIOD, WITHIN
from summarizer.indicators.places import PLACE
from summarizer.indicators.settling import SETTLED
from summarizer.indicators.statuses import MODALITY, STATUS
from summarizer.language.lexicon import Token, tokens
from summarizer.language.rules import Rule, Table
from summarizer.quantities.comparators import AFTER, BEFORE, BEFORE_WHOLE
from summarizer.quantities.digits import DIGITS
from summarizer.quantities.figures import NUMBERS
from summarizer.quantities.ranks import RANKS
from summarizer.quantities.redactions import MASKS
from summarizer.quantities.spelled import SPELLED

TABLES: tuple[Table[Any, Any], ...] = (
    NAME, MEASURE, SETTLED, PERIOD, WITHIN, STATUS, MODALITY, PLACE, REFUSAL,
    DIGITS, NUMBERS, SPELLED, RANKS, MASKS, BEFORE, BEFORE_WHOLE, AFTER,
)  # fmt: skip
"""The tables of rules by which numbers are read and bound."""


@dataclass(frozen=True, slots=True)
class SlotReason:
    """One slot of a fact: its value in words, what that rests on, and the rules that decided, the last one last."""

    slot: str
    value: str
    support: str
    rules: tuple[Rule[Any, Any], ...]


@dataclass(frozen=True, slots=True)
class NumberReason:
    """One number of a sentence with the reasons for its slots; ``span`` is its place in the document."""

    text: str
    span: tuple[int, int]
    slots: tuple[SlotReason, ...]


@dataclass(frozen=True, slots=True)
class SentenceReason:
    """A sentence with the words found in it, the headings above it, its frame of time in words, and its numbers."""

    text: str
    headings: tuple[str, ...]
    words: tuple[Token, ...]
    frame: str
    numbers: tuple[NumberReason, ...]


def explain(document: Document, at: int | None = None, year: int | None = None) -> Iterator[SentenceReason]:
    """The sentences of a document that hold numbers, with the reasons; only the one around offset ``at``, if given.

    A text in which no report is found is read as the review of one given in ``year``.
    """
    for analysis in _analyses(document, year):
        yield from _sentences(analysis, at)


def summary_reasons(document: Document) -> list[Chosen]:
    """The points of the rules' summaries of all reports of a document, in order, each with the rules that chose it."""
    return [chosen for analysis in _analyses(document, None) for chosen in explain_summary(analysis)]


def rule_of(rule_id: str) -> Rule[Any, Any] | None:
    """The rule of an id; None if there is no such rule."""
    return _rules().get(rule_id)


@cache
def _rules() -> dict[str, Rule[Any, Any]]:
    return {rule.id: rule for table in TABLES for rule in table}


def _analyses(document: Document, year: int | None) -> Iterator[Analysis]:
    view = build_view(document)
    reports = list(find_reports(view))
    if not reports:
        reports = [Report("", Region(None, None, None), year, None, None, "fragment", (0, len(view.text)), 0)]
    for report in reports:
        yield analyse_report(view, report)


def _sentences(analysis: Analysis, at: int | None) -> Iterator[SentenceReason]:
    view, sections = analysis.view, {section.id: section for section in analysis.sections}
    times = timeline(view.folded, analysis.sections, analysis.report.year)
    place = view.extent(Span((at, at + 1)))[0] if at is not None else None
    for section in analysis.sections:
        for start, end in analysis.sentences[section.id]:
            if place is not None and not start <= place < end:
                continue
            facts = [fact for fact in analysis.facts if start <= fact.quantity.start < end]
            if not facts:
                continue
            frame = times.at(facts[0].quantity.start)
            told = frame.period.label if frame.period is not None else "-"
            yield SentenceReason(
                view.text[start:end],
                tuple(_headings(section, sections)),
                tuple(tokens(view.folded[start:end])),
                f"{told} ({frame.source}, {'past' if frame.past else 'ahead'})",
                tuple(map(_number, facts)),
            )


def _headings(section: Section, sections: Mapping[str, Section]) -> Iterator[str]:
    """The headings above a section and its own, from the top part down."""
    if section.parent is not None:
        yield from _headings(sections[section.parent], sections)
    if section.heading:
        yield section.heading


def _number(fact: Fact) -> NumberReason:
    quantity, rules, support = fact.quantity, fact.rules, fact.support
    period = fact.period
    value = "-" if quantity.value is None else f"{quantity.value:f}"
    top = f"–{quantity.value_max:f}" if quantity.value_max is not None else ""
    years = "-" if period is None else f"{period.start}–{period.end}" if period.start != period.end else f"{period.end}"
    sign = f" {fact.direction}" if fact.direction else ""
    slots = [
        SlotReason("value", f"{value}{top} {quantity.unit}".strip(), "stated", _known(quantity.rule)),
        SlotReason("comparator", quantity.comparator, "stated", _known(quantity.comparator_rule)),
        SlotReason("name", f"{fact.name} [{fact.canonical or '-'}]", support.name, _known(rules.name)),
        SlotReason("measure", fact.measure + sign, support.measure, _known(rules.measure)),
        SlotReason("period", years, support.period, _known(*rules.period)),
        SlotReason("status", fact.status, support.status, _known(rules.status)),
        SlotReason("region", fact.region or "own", support.region, _known(rules.region)),
    ]
    if fact.status == "target":
        slots.insert(6, SlotReason("modality", fact.modality or "-", "stated", _known(rules.modality)))
    return NumberReason(quantity.text, quantity.span, tuple(slots))


def _known(*ids: str) -> tuple[Rule[Any, Any], ...]:
    return tuple(rule for each in ids if (rule := rule_of(each)) is not None)
