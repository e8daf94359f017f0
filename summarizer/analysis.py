"""A report as read: its text, outline, quantities and bound facts, before any engine summarizes it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from summarizer.chunker import Extent, Report, Section, find_reports, outline, sentence_extents
from summarizer.documents import Document, Span, View, build_view
from summarizer.indicators import Fact, bind, fill_headlines
from summarizer.quantities import Quantity, scan
from summarizer.schemas.catalogue import Catalogue, HeadlineSlot, load_catalogue


@dataclass(frozen=True, slots=True)
class Analysis:
    """One report of a document, read once.

    ``sentences`` are the extents of the sentences of each section's own text, by section id; ``facts`` holds one fact
    for each of ``quantities``, in text order; ``headlines`` each headline slot of the catalogue with the index of the
    fact that fills it, or None.
    """

    view: View
    report: Report
    sections: tuple[Section, ...]
    sentences: Mapping[str, tuple[Extent, ...]]
    quantities: tuple[Quantity, ...]
    facts: tuple[Fact, ...]
    headlines: tuple[tuple[HeadlineSlot, int | None], ...]
    catalogue: Catalogue


def analyse_document(document: Document, catalogue: Catalogue | None = None) -> Iterator[Analysis]:
    """Read every report of a document, in order; nothing comes where the document holds none."""
    view = build_view(document)
    for report in find_reports(view):
        yield analyse_report(view, report, catalogue)


def analyse_report(view: View, report: Report, catalogue: Catalogue | None = None) -> Analysis:
    """Read one report of a view: outline, quantities, facts."""
    catalogue = catalogue or load_catalogue()
    sections = outline(view, report)
    quantities = scan(view, report.body, report.extent[1]).quantities
    sentences = {section.id: tuple(sentence_extents(view.text, *section.own)) for section in sections}
    facts = bind(view, report, sections, quantities, catalogue, sentences)
    headlines = fill_headlines(view, facts, report, sections, catalogue)
    return Analysis(
        view, report, sections, sentences, tuple(fact.quantity for fact in facts), facts, headlines, catalogue
    )


def report_span(analysis: Analysis) -> Span:
    """The document span of the report."""
    return analysis.view.span(*analysis.report.extent)
