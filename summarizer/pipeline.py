"""One document through the boxes: read, drafted by an engine, checked, made into records."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any, TypeVar

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import Document
from summarizer.engines import Engine, Note, Objection
from summarizer.errors import SourceError
from summarizer.output.records import to_record
from summarizer.schemas.record import Record
from summarizer.validator import Finding, Verdict, apply, check

T = TypeVar("T")


async def summarize_document(document: Document, engine: Engine) -> AsyncIterator[Record]:
    """The records of all reports of a document, in text order, each as soon as it is made.

    Raises SourceError if the document holds no report.
    """
    found = False
    for analysis in analyse_document(document):
        found = True
        yield await summarize_report(analysis, engine)
    if not found:
        raise no_report(document.name)


def result_of(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, for code that is not async.

    ``asyncio.run`` with a result of its own would write out that result in full: resetting the signal handler makes
    an error text of it (CPython 3.11 to 3.13, ``signal._int_to_enum``), which for records takes as long as making them.
    """
    results: list[T] = []

    async def main() -> None:
        results.append(await work)

    asyncio.run(main())
    return results[0]


def no_report(name: str) -> SourceError:
    """The error for a source in which no report is found."""
    return SourceError(
        f"{name}: no government work report found in it; give a text with 政府工作报告 as its title or the usual "
        "address (各位代表…)"
    )


async def summarize_report(analysis: Analysis, engine: Engine) -> Record:
    """The checked record of one report: drafted, checked, and revised until the engine has nothing better to say."""
    draft = await engine.draft(analysis)
    while True:
        record = to_record(analysis, draft, engine.description)
        verdict = check(record, analysis)
        revised = await engine.revise(analysis, draft, objections(verdict))
        if revised is None:
            return apply(record, verdict.with_findings(*(_finding(analysis, note) for note in draft.notes)))
        draft = revised


def objections(verdict: Verdict) -> list[Objection]:
    """What an engine is told of a verdict: the errors that stand somewhere in the record."""
    return [
        Objection(finding.path, finding.code, finding.message)
        for finding in verdict.findings
        if finding.severity == "error" and finding.path is not None
    ]


def _finding(analysis: Analysis, note: Note) -> Finding:
    """A note of the engine as a flag of the record."""
    places = {section.id: place for place, section in enumerate(analysis.sections)}
    if note.section is None or note.section not in places:
        return Finding(note.code, "warning", note.message)
    place = places[note.section]
    span = analysis.view.span(*analysis.sections[place].extent)
    return Finding(note.code, "warning", note.message, f"/sections/{place}", span)
