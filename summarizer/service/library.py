"""Reports that an agent works with: records with their texts, in memory, found by id, region, slot or word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from summarizer.api import asummarize
from summarizer.documents import Document, document_from_text
from summarizer.errors import SourceError, UsageError
from summarizer.output.selection import Selection
from summarizer.review import with_sources
from summarizer.review.page import Sourced
from summarizer.schemas.lines import number_text
from summarizer.schemas.record import Indicator, Record
from summarizer.service.model import Problem
from summarizer.service.sources import documents_of

LONGEST_CONTEXT = 2000


class _ToolModel(BaseModel):
    model_config = ConfigDict(frozen=True)


class Brief(_ToolModel):
    """A report in short; its facts are found by its id."""

    id: str
    title: str
    region: str | None
    level: str | None
    year: int | None
    source: str
    completeness: str
    headline: str
    overview: str
    achievements: list[str]
    targets: list[str]
    priorities: list[str]
    problems: list[str]
    facts: int
    verified: int
    doubtful: int
    flags: list[str] = Field(description="What readers must know about report or record")


class FoundFact(_ToolModel):
    """One number of a report with what it measures, where it stands, and how far it can be believed."""

    report: str
    id: str
    region: str | None = Field(description="The place the number is about")
    name: str
    canonical: str | None = Field(description="Id in the indicator catalogue; null for the long tail")
    number: str = Field(description="As written in the source")
    value: str | None = Field(description="Exact value in the bare unit, scale multiplied out; null when redacted")
    value_max: str | None
    unit: str
    comparator: str
    measure: str
    direction: str | None
    period: str | None
    status: str = Field(description="actual, expected or target")
    quote: str
    verification: str = Field(description="verified; doubtful: look before using it; or what is wrong")
    doubts: list[str]


class PlaceInText(_ToolModel):
    """Where a number stands: the text around it, the number between ⟦ and ⟧."""

    report: str
    source: str
    span: tuple[int, int] = Field(description="[start, end) in code points of the decoded source")
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Library:
    """The reports known so far, by id. ``folder`` is the only one whose files are read on demand."""

    folder: Path
    reports: dict[str, Sourced]

    def add(self, records: Iterable[Record], documents: Iterable[Document]) -> list[Brief]:
        """Take in records with their documents; a report known already is replaced."""
        briefs = []
        for item in with_sources(records, documents):
            self.reports[item.record.report.id] = item
            briefs.append(brief(item.record))
        return briefs

    async def summarize(self, path: str | None, text: str | None) -> list[Brief]:
        """Summarize the reports of a file below the folder (a table's rows, an archive's files), or of a text.

        Raises UsageError where not one of both is given or the path leads out, SourceError where there is no report.
        """
        if (path is None) == (text is None):
            raise UsageError("give either the path of a report or its text")
        documents = self._read(path) if path is not None else [document_from_text(text or "", "text")]
        briefs: list[Brief] = []
        failure: SourceError | None = None
        for document in documents:
            try:
                briefs += self.add(await asummarize(document), [document])
            except SourceError as error:
                failure = failure or error
        if failure is not None and not briefs:
            raise failure
        return briefs

    def _read(self, path: str) -> list[Document]:
        """The documents at a path below the folder. Raises UsageError or SourceError where there are none."""
        full = (self.folder / path).resolve()
        if not full.is_relative_to(self.folder.resolve()):
            raise UsageError(f"{path}: outside of the folder that may be read, {self.folder}")
        found = list(documents_of([(path, full)]))
        documents = [one for one in found if isinstance(one, Document)]
        if not documents:
            problems = [one.message for one in found if isinstance(one, Problem)]
            raise SourceError(problems[0] if problems else f"{path}: there is no report in it")
        return documents

    def record(self, report: str) -> Sourced:
        """A report by its id. Raises UsageError where it is not known."""
        if report not in self.reports:
            raise UsageError(f"{report}: no such report; list_reports shows their ids")
        return self.reports[report]

    def briefs(self, selection: Selection) -> list[Brief]:
        """All reports that are meant, in short."""
        return [brief(item.record) for item in self._meant(selection)]

    def records(self, selection: Selection) -> Iterator[Record]:
        """All records that are meant."""
        return (item.record for item in self._meant(selection))

    def facts(self, selection: Selection, word: str, report: str | None) -> Iterator[FoundFact]:
        """The facts that are meant and whose name, quote or catalogue id holds ``word``."""
        items = [self.record(report)] if report else self._meant(selection)
        for item in items:
            for fact in selection.facts(item.record):
                if not word or any(word in text for text in (fact.name, fact.evidence.quote, fact.canonical or "")):
                    yield found(item.record, fact)

    def place(self, report: str, fact: str, around: int) -> PlaceInText:
        """The place of a fact. Raises UsageError where report or fact are not known or the text is not there."""
        item = self.record(report)
        claim = next((one for one in item.record.indicators if one.id == fact), None)
        if claim is None:
            raise UsageError(f"{fact}: no such fact in report {report}; find_facts shows their ids")
        if item.text is None:
            raise SourceError(
                f"{item.record.report.source.name}: its text is not available; start the server with --sources"
            )
        base = item.record.report.span[0]
        start, end = (place - base for place in claim.quantity.span)
        before, after = item.text[max(start - around, 0) : start], item.text[end : end + around]
        return PlaceInText(
            report=report,
            source=item.record.report.source.name,
            span=claim.quantity.span,
            page=claim.evidence.page,
            text=f"{before}⟦{item.text[start:end]}⟧{after}",
        )

    def _meant(self, selection: Selection) -> Iterator[Sourced]:
        return (item for item in self.reports.values() if selection.of_report(item.record.report))


def brief(record: Record) -> Brief:
    """A record in short."""
    report, summary, checked = record.report, record.summary, record.validation
    return Brief(
        id=report.id,
        title=report.title,
        region=report.region.name,
        level=report.region.level,
        year=report.year,
        source=report.source.name,
        completeness=report.completeness,
        headline=summary.headline,
        overview=summary.overview,
        achievements=[point.text for point in summary.achievements],
        targets=[point.text for point in summary.targets],
        priorities=[point.text for point in summary.priorities],
        problems=[point.text for point in summary.problems],
        facts=len(record.indicators),
        verified=checked.verified,
        doubtful=checked.doubtful,
        flags=[f"{flag.code}: {flag.message}" for flag in checked.flags if flag.severity != "info"],
    )


def found(record: Record, fact: Indicator) -> FoundFact:
    """A fact as agents are given it."""
    quantity, period = fact.quantity, fact.period
    return FoundFact(
        report=record.report.id,
        id=fact.id,
        region=fact.region or record.report.region.name,
        name=fact.name,
        canonical=fact.canonical,
        number=quantity.text,
        value=None if quantity.value is None else number_text(quantity.value),
        value_max=None if quantity.value_max is None else number_text(quantity.value_max),
        unit=quantity.unit,
        comparator=quantity.comparator,
        measure=fact.measure,
        direction=fact.direction,
        period=None if period is None else period.label,
        status=fact.status,
        quote=fact.evidence.quote,
        verification=fact.verification.status,
        doubts=list(fact.verification.doubts),
    )
