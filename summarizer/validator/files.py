"""Validates anybody's records against their sources: finds the report of each, reads it again, checks."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import PurePath

from summarizer.analysis import Analysis, analyse_report
from summarizer.chunker import Extent, Region, Report, find_reports
from summarizer.documents import Document, View, build_view
from summarizer.errors import RecordError
from summarizer.schemas.lines import from_json_line
from summarizer.schemas.record import Record
from summarizer.validator.checking import check
from summarizer.validator.model import Outcome
from summarizer.validator.near_duplicates import Duplicates, signature


def validate(record: Record, document: Document) -> Outcome:
    """Check a record against the document it was made of, read afresh.

    The outcome is ``checked`` with a verdict, or ``source_changed`` where the document has another text than the record
    was made of: then nothing can be said of the record.
    """
    return _Validator((document,), run=False).outcome(record, document)


def validate_records(records: Iterable[Record], documents: Sequence[Document]) -> Iterator[Outcome]:
    """The outcome of each record, in order; documents are matched by the hash of their text, else by their name.

    Reading a document once serves all records of it that follow each other. A report that is near-identical with one
    before it is flagged ``duplicate_report``.
    """
    validator = _Validator(documents)
    for record in records:
        yield validator.validate(record)


def validate_lines(lines: Iterable[str | bytes], documents: Sequence[Document]) -> Iterator[Outcome]:
    """The outcome of each line of a JSONL of records; blank lines are passed over, lines that are no records reported.

    ``Outcome.line`` counts all lines from 1. Beside those of ``validate``, outcomes are ``malformed`` and
    ``source_missing``.
    """
    validator = _Validator(documents)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = from_json_line(line)
        except RecordError as error:
            yield Outcome("malformed", str(error), line=number)
            continue
        yield validator.validate(record, number)


class _Source:
    """A document, its view and its reports, each made when first needed."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def view(self) -> View:
        return build_view(self.document)

    @cached_property
    def reports(self) -> list[Report]:
        return list(find_reports(self.view))

    def analysis(self, record: Record) -> Analysis | None:
        """The report of a record, read afresh; None where its span is none of this document."""
        start, end = record.report.span
        if not start < end <= len(self.document.text):
            return None
        extent = self.view.extent(record.report.span)
        report = next((report for report in self.reports if report.extent == extent), None)
        return analyse_report(self.view, report or _as_recorded(record, extent))


def _as_recorded(record: Record, extent: Extent) -> Report:
    """A report at a place where the chunker finds none of that extent, with the head that the record gives it."""
    told = record.report
    return Report(
        title=told.title,
        region=Region(told.region.name, told.region.level, told.region.code),
        year=told.year,
        delivered_on=told.delivered_on,
        speaker=told.speaker,
        completeness=told.completeness,
        extent=extent,
        body=extent[0],
    )


class _Validator:
    """Matches records with documents; holds the source read last, and sketches of the reports of a run."""

    def __init__(self, documents: Sequence[Document], *, run: bool = True) -> None:
        self.duplicates = Duplicates() if run else None
        self.by_hash = {document.sha256: document for document in reversed(documents)}
        self.by_name: dict[str, Document] = {}
        for document in documents:
            self.by_name.setdefault(document.name, document)
            self.by_name.setdefault(PurePath(document.name).name, document)
        self.source: _Source | None = None

    def validate(self, record: Record, line: int | None = None) -> Outcome:
        told = record.report.source
        document = (
            self.by_hash.get(told.text_sha256)
            or self.by_name.get(told.name)
            or self.by_name.get(PurePath(told.name).name)
        )
        if document is None:
            return Outcome("source_missing", f"{told.name}: not among the sources given", record, line=line)
        return self.outcome(record, document, line)

    def outcome(self, record: Record, document: Document, line: int | None = None) -> Outcome:
        if document.sha256 != record.report.source.text_sha256:
            message = f"{document.name}: its text is not the one that the record was made of"
            return Outcome("source_changed", message, record, document, line=line)
        if self.source is None or self.source.document is not document:
            self.source = _Source(document)
        analysis = self.source.analysis(record)
        if analysis is None:
            message = f"report.span: {list(record.report.span)} is no place in {document.name}"
            return Outcome("malformed", message, record, document, line=line)
        verdict = check(record, analysis)
        if self.duplicates is not None:
            verdict = verdict.with_findings(*self.duplicates.add(signature(analysis.view, analysis.report)))
        return Outcome("checked", "", record, document, verdict, line)
