"""What goes into a run and what comes out of it: sources, records in some form, failures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Generic, Literal, TypeAlias, TypeVar

from summarizer.documents import AS_FOUND, Document, ReadOptions
from summarizer.schemas.record import Record, Usage
from summarizer.validator import Signature

T = TypeVar("T")

SourceLike: TypeAlias = str | PathLike[str] | Document
"""A file or folder (all its files, sorted, subfolders too), a URL of one, ``"-"`` for standard input, or a document."""

FailureCode: TypeAlias = Literal["unreadable", "no_report", "engine_failed", "worker_died", "internal_error"]
Form: TypeAlias = Callable[[Record], T]
"""What is made of each record where it was made: the record itself, or its line."""


Format: TypeAlias = Literal["jsonl", "parquet"]
"""Of the parts in a folder of records."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A source, or one report of it, that gave no record; ``message`` is one line, ``report`` the report's id."""

    source: str
    code: FailureCode
    message: str
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One file or document to summarize; ``document`` is None for a file, which is read where the work is done.

    ``size`` is the file's size in bytes (0 where unknown), used only to share out work; ``version`` changes when the
    file does, as far as its file system tells. ``how`` says how the file is to be read.
    """

    name: str
    document: Document | None = None
    size: int = 0
    version: str = ""
    how: ReadOptions = AS_FOUND


@dataclass(frozen=True, slots=True)
class Piece:
    """What is worked on at once: sources one after the other, or of a large one only a share.

    Share ``part`` of ``parts`` are the reports whose middle lies in that part of the text. Reports whose id is in
    ``known`` are not done again. ``name`` is that of a part of a folder.
    """

    sources: tuple[Source, ...]
    known: frozenset[str] = frozenset()
    part: int = 0
    parts: int = 1
    name: str = ""

    @property
    def source(self) -> Source:
        """The first source."""
        return self.sources[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in short. ``characters`` is the length of the report's text, ``flags`` counts by severity.

    ``failed``: the model failed on some of it (flag ``llm_failed``).
    """

    source: str
    report: str
    title: str
    year: int | None
    characters: int
    sections: int
    indicators: int
    flagged: bool
    flags: Mapping[str, int]
    usage: Usage
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """A record in the form that was asked for; ``signature`` finds near-identical reports of the run."""

    source: str
    report: str
    value: T
    signature: Signature


@dataclass(frozen=True, slots=True)
class Known:
    """A report that need not be done again: the caller has its record, and perhaps its signature, already."""

    source: str
    report: str
    signature: Signature | None


Outcome: TypeAlias = Made[T] | Known | Failure
"""What became of one report, or of a source that gave none."""
Line: TypeAlias = tuple[Entry, bytes]
"""A record in short, and its line with the line's end; no bytes where the line was written by the worker."""


def entry_of(record: Record) -> Entry:
    """A record in short."""
    counts: dict[str, int] = {}
    for flag in record.validation.flags:
        counts[flag.severity] = counts.get(flag.severity, 0) + 1
    return Entry(
        source=record.report.source.name,
        report=record.report.id,
        title=record.report.title,
        year=record.report.year,
        characters=record.report.span[1] - record.report.span[0],
        sections=len(record.sections),
        indicators=len(record.indicators),
        flagged=record.validation.status == "flagged",
        flags=counts,
        usage=record.usage,
        failed=any(flag.code == "llm_failed" for flag in record.validation.flags),
    )
