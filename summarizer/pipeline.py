"""One document through the boxes: read, drafted by an engine, checked, made into records."""

from collections.abc import AsyncIterator

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import Document
from summarizer.engines import Engine
from summarizer.errors import SourceError
from summarizer.output.records import to_record
from summarizer.schemas.record import Record
from summarizer.validator import apply, check


async def summarize_document(document: Document, engine: Engine) -> AsyncIterator[Record]:
    """The records of all reports of a document, in text order, each as soon as it is made.

    Raises SourceError if the document holds no report.
    """
    found = False
    for analysis in analyse_document(document):
        found = True
        yield await summarize_report(analysis, engine)
    if not found:
        raise SourceError(
            f"{document.name}: no government work report found in it; give a text with 政府工作报告 as its title or "
            "the usual address (各位代表…)"
        )


async def summarize_report(analysis: Analysis, engine: Engine) -> Record:
    """The checked record of one report."""
    draft = await engine.draft(analysis)
    record = to_record(analysis, draft, engine.description)
    return apply(record, check(record, analysis))
