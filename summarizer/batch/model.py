"""What goes into a batch and what comes out of it: sources, records in some form, failures."""

from collections.abc import Callable
from dataclasses import dataclass
from os import PathLike
from typing import Generic, Literal, TypeAlias, TypeVar

from summarizer.documents import AS_FOUND, Document, ReadOptions
from summarizer.schemas.record import Record
from summarizer.validator import Signature

T = TypeVar("T")

SourceLike: TypeAlias = str | PathLike[str] | Document
"""A file or folder (all its files, sorted, subfolders too), a URL of one, ``"-"`` for standard input, or a document."""

FailureCode: TypeAlias = Literal["unreadable", "no_report", "engine_failed", "worker_died", "internal_error"]
Form: TypeAlias = Callable[[Record], T]
"""What is made of each record where it was made: the record itself, or its line."""


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
class Made(Generic[T]):
    """A record in the form that was asked for; ``signature`` finds near-identical reports of the run."""

    source: str
    report: str
    value: T
    signature: Signature


@dataclass(frozen=True, slots=True)
class Known:
    """A report that need not be done again: the caller has its record from an earlier run."""

    source: str
    report: str
    signature: Signature


Outcome: TypeAlias = Made[T] | Known | Failure
"""What became of one report, or of a source that gave none."""
