"""Adding up what a run did, and the report of the run beside its output."""

import json
import os
import platform
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarizer.batch.events import BatchReport, Entry, StopReason
from summarizer.batch.pool import available_cores
from summarizer.schemas.record import NO_USAGE, Usage

LISTED_DUPLICATES = 1000
"""How many near-identical reports the report of a run names."""


class Tally:
    """Counts what a run does."""

    def __init__(self, output: str, engine: Mapping[str, Any], sources: int, others: int) -> None:
        """The clock starts now."""
        self._output = output
        self._engine = engine
        self._sources = sources
        self._others = others
        self._started_at = datetime.now(UTC).isoformat(timespec="seconds")
        self._clock = time.monotonic()
        self._usage = NO_USAGE
        self._flagged = 0
        self._characters = 0
        self.records = 0
        self.kept = 0
        self.failures = 0
        self.repeated = 0
        self._duplicates: list[str] = []

    def add(self, entry: Entry) -> None:
        """A record was made."""
        self.records += 1
        self._flagged += entry.flagged
        self._characters += entry.characters
        self._usage = add_usage(self._usage, entry.usage)

    def add_duplicate(self, message: str) -> None:
        """A report repeats an earlier one; the first ones are listed, so that a run of copies stays small."""
        self.repeated += 1
        if self.repeated <= LISTED_DUPLICATES:
            self._duplicates.append(message)

    def report(self, stopped: StopReason | None, message: str, model_calls: Mapping[str, object]) -> BatchReport:
        """Everything so far."""
        return BatchReport(
            output=self._output,
            engine=self._engine,
            sources=self._sources,
            records=self.records,
            kept=self.kept,
            others=self._others,
            failures=self.failures,
            flagged=self._flagged,
            repeated=self.repeated,
            duplicates=tuple(self._duplicates),
            characters=self._characters,
            started_at=self._started_at,
            seconds=round(time.monotonic() - self._clock, 3),
            stopped=stopped,
            message=message,
            usage=self._usage,
            model_calls=model_calls,
            machine=machine_facts(),
        )


def add_usage(one: Usage, other: Usage) -> Usage:
    """Both together."""
    return Usage(**{name: getattr(one, name) + getattr(other, name) for name in Usage.model_fields})


def machine_facts() -> dict[str, object]:
    """What the run ran on, as far as it bears on its speed."""
    return {
        "platform": platform.platform(),
        "python": platform.python_version(),
        "summarizer": version("report-summarizer"),
        "cores": available_cores(),
    }


def report_as_json(report: BatchReport) -> dict[str, object]:
    """The report of a run as plain JSON values."""
    values = asdict(report)
    values["usage"] = report.usage.model_dump()
    values["records_per_second"] = round(report.records_per_second, 2)
    return values


def write_run_report(report: BatchReport, path: Path) -> None:
    """Write the report of a run; where that is not possible (a full disk) the run is none the worse for it."""
    text = json.dumps(report_as_json(report), ensure_ascii=False, indent=2, default=str) + "\n"
    new = path.with_name(f".{path.name}.part")
    with suppress(OSError):
        try:
            new.write_text(text, "utf-8")
            os.replace(new, path)
        finally:
            new.unlink(missing_ok=True)
