"""What a run tells while it goes on, and its report at the end. Nothing of this is ever in a record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from summarizer.batch.model import Failure
from summarizer.schemas.record import Record, Usage

StopReason: TypeAlias = Literal["interrupted", "terminated", "output", "provider"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in short. ``characters`` is the length of the report's text, ``flags`` counts by severity."""

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


@dataclass(frozen=True, slots=True)
class RunStarted:
    """All sources are listed; ``size`` is their size in bytes as far as known, ``others`` old lines that stay.

    ``model_calls`` tells at any time what the engine's calls took so far; None where no model is asked.
    """

    sources: int
    size: int
    output: str
    engine: str
    workers: int | None
    others: int
    model_calls: Callable[[], Mapping[str, object]] | None = None


@dataclass(frozen=True, slots=True)
class RecordWritten:
    """A record stands in the output and survives a power failure."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class RecordKept:
    """A record of an earlier run is still right and stays."""

    source: str
    report: str


@dataclass(frozen=True, slots=True)
class SourceFailed:
    """A source, or one report of it, failed; the run goes on."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class SourceFinished:
    """All reports of a source have been dealt with; ``size`` as in RunStarted."""

    source: str
    size: int


@dataclass(frozen=True, slots=True)
class Stopping:
    """The run is going to stop early; what is under way has ``seconds`` to finish."""

    reason: StopReason
    message: str
    seconds: float


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a run did. ``kept`` are records of earlier runs, ``others`` those of them whose source is not in this run.

    ``repeated`` counts the reports that are near-identical with an earlier one of the run, ``duplicates`` names the
    first of them, a line each. ``stopped`` is None when all sources were dealt with; ``message`` says why not.
    ``model_calls`` is what the engine says of its calls (tokens, cost), ``machine`` what it ran on.
    """

    output: str
    engine: Mapping[str, Any]
    sources: int
    records: int
    kept: int
    others: int
    failures: int
    flagged: int
    repeated: int
    duplicates: tuple[str, ...]
    characters: int
    started_at: str
    seconds: float
    stopped: StopReason | None
    message: str
    usage: Usage
    model_calls: Mapping[str, object]
    machine: Mapping[str, object]

    @property
    def records_per_second(self) -> float:
        """Records made in this run, by the wall clock."""
        return self.records / self.seconds if self.seconds else 0.0


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The output is closed; nothing more will come."""

    report: BatchReport


Event: TypeAlias = RunStarted | RecordWritten | RecordKept | SourceFailed | SourceFinished | Stopping | RunFinished


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
    )
