"""What a run tells while it goes on, and its report at the end. Nothing of this is ever in a record."""

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Any, Literal, TypeAlias

from pydantic_core import to_jsonable_python

from summarizer.runs.executors import available_cores
from summarizer.runs.model import Entry, Failure
from summarizer.schemas.record import NO_USAGE, Usage

StopReason: TypeAlias = Literal["interrupted", "terminated", "output", "provider", "killed"]
_LISTED_DUPLICATES = 1000
"""How many near-identical reports the report of a run names, so that a run of copies stays small."""


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
class Noted:
    """Something beside the records went wrong; the run goes on."""

    message: str


def machine_facts() -> dict[str, object]:
    """What the run ran on, as far as it bears on its speed."""
    return {
        "platform": platform.platform(),
        "python": platform.python_version(),
        "summarizer": version("report-summarizer"),
        "cores": available_cores(),
    }


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What a run did. ``kept`` are records of earlier runs, ``others`` those of them whose source is not in this run.

    ``repeated`` counts the reports that are near-identical with an earlier one of the run, ``duplicates`` names the
    first of them, a line each. ``stopped`` is None when all sources were dealt with; ``message`` says why not.
    ``model_calls`` is what the engine says of its calls (tokens, cost), ``machine`` what it ran on. ``retry_failed``:
    the run did again what the model had failed on.
    """

    output: str
    engine: Mapping[str, Any]
    sources: int
    records: int = 0
    kept: int = 0
    others: int = 0
    failures: int = 0
    flagged: int = 0
    repeated: int = 0
    duplicates: tuple[str, ...] = ()
    characters: int = 0
    started_at: str = ""
    seconds: float = 0.0
    stopped: StopReason | None = None
    message: str = ""
    usage: Usage = NO_USAGE
    model_calls: Mapping[str, object] = field(default_factory=dict)
    machine: Mapping[str, object] = field(default_factory=machine_facts)
    retry_failed: bool = False

    @property
    def records_per_second(self) -> float:
        """Records made in this run, by the wall clock."""
        return self.records / self.seconds if self.seconds else 0.0

    def with_record(self, entry: Entry) -> "BatchReport":
        """This and one record more."""
        usage = {name: getattr(self.usage, name) + getattr(entry.usage, name) for name in Usage.model_fields}
        return replace(
            self,
            records=self.records + 1,
            flagged=self.flagged + entry.flagged,
            characters=self.characters + entry.characters,
            usage=Usage(**usage),
        )

    def with_duplicate(self, message: str) -> "BatchReport":
        """This and a report that repeats an earlier one."""
        listed = (*self.duplicates, message) if self.repeated < _LISTED_DUPLICATES else self.duplicates
        return replace(self, repeated=self.repeated + 1, duplicates=listed)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        values: dict[str, Any] = to_jsonable_python(self, fallback=str)
        return values | {"records_per_second": round(self.records_per_second, 2)}


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The output is closed; nothing more will come."""

    report: BatchReport


Event: TypeAlias = (
    RunStarted | RecordWritten | RecordKept | SourceFailed | SourceFinished | Stopping | Noted | RunFinished
)
