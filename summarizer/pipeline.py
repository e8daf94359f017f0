"""One document through the boxes: read, drafted by an engine, checked, made into records."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import Document
from summarizer.engines import Claim, Draft, Engine, Note, Objection
from summarizer.errors import SourceError
from summarizer.output.records import to_record
from summarizer.schemas.record import Record
from summarizer.validator import Checker, Finding, Verdict, apply, words
from summarizer.validator.doubts import doubts_of
from summarizer.validator.model import finding
from summarizer.validator.words import Words

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
    session = engine.session(with_doubts(analysis) if engine.reads_doubts else analysis)
    checker = Checker(analysis)
    before: tuple[Draft, Record] | None = None
    while True:
        await engine.answer(session)
        draft = session.draft()
        record = to_record(analysis, draft, engine.description, before)
        before = draft, record
        verdict = checker.check(record)
        if not session.review(objections(verdict)):
            return apply(record, with_readers(verdict, analysis, draft))


def objections(verdict: Verdict) -> list[Objection]:
    """What an engine is told about a verdict: the errors that have a place in the record."""
    return [
        Objection(finding.path, finding.code, finding.message)
        for finding in verdict.findings
        if finding.severity == "error" and finding.path is not None
    ]


def with_doubts(analysis: Analysis) -> Analysis:
    """The analysis with what is known to make its readings doubtful, for a second reader."""
    doubts = doubts_of(analysis)
    facts = (replace(fact, doubts=doubts.get(index, ())) for index, fact in enumerate(analysis.facts))
    return replace(analysis, facts=tuple(facts))


def with_readers(verdict: Verdict, analysis: Analysis, draft: Draft) -> Verdict:
    """The verdict with what a check cannot know: an engine's notes, and that readers disagree on a claim that holds."""
    disputed = {
        number: claim
        for number, (verification, claim) in enumerate(zip(verdict.verifications, draft.claims, strict=True))
        if claim.other is not None and verification.status in ("verified", "doubtful")
        if "disputed" not in verification.reasons
    }
    verifications = [
        replace(found, status="doubtful", reasons=(*found.reasons, "disputed")) if number in disputed else found
        for number, found in enumerate(verdict.verifications)
    ]
    disputes = (_dispute(number, claim) for number, claim in disputed.items())
    notes = (_finding(analysis, note) for note in draft.notes)
    return replace(verdict, verifications=tuple(verifications)).with_findings(*disputes, *notes)


def _dispute(number: int, claim: Claim) -> Finding:
    quantity = claim.fact.quantity
    said = words.disputed(quantity.text)
    if claim.other is not None and not claim.other.name:
        said = Words(f"{quantity.text}：模型认为不是指标", f"{quantity.text}: no indicator, says the model")
    return finding("disputed", "warning", said, f"/indicators/{number}", quantity.span)


def _finding(analysis: Analysis, note: Note) -> Finding:
    """A note of the engine as a flag of the record."""
    span = analysis.view.span(*note.extent) if note.extent is not None else None
    return finding(note.code, "warning", Words(note.message, note.english), note.path, span)
