"""What a run tells on standard error: a bar on a terminal, else a line now and then; one line for each failure."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.batch.events import (
    BatchReport,
    Event,
    RecordKept,
    RecordWritten,
    RunFinished,
    RunStarted,
    SourceFailed,
    SourceFinished,
    Stopping,
)
from summarizer.cli.console import say, say_error

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

INTERVAL = 10.0
"""Seconds between two lines of progress where there is no terminal."""


class Plain:
    """Progress as lines; ``quiet`` leaves errors only."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._sources = self._done = self._records = 0
        self._next = time.monotonic() + INTERVAL

    def __call__(self, event: Event) -> None:
        """Take note of an event and say what is to be said of it."""
        match event:
            case RunStarted():
                self._sources = event.sources
            case RecordWritten() | RecordKept():
                self._records += 1
            case SourceFinished():
                self._done += 1
            case SourceFailed():
                say_error(event.failure.message)
            case Stopping():
                say(f"{event.message}: finishing what is under way, {event.seconds:.0f} s at most; again to drop it")
            case RunFinished():
                pass
        self._tell(event)

    def _tell(self, event: Event) -> None:
        if isinstance(event, SourceFinished) and not self._quiet and time.monotonic() >= self._next:
            self._next = time.monotonic() + INTERVAL
            say(f"{self._done} of {self._sources} sources, {self._records} reports")


class Bar(Plain):
    """Progress as a bar that counts the sources by their size."""

    def __init__(self, bar: "Progress", task: "TaskID") -> None:
        super().__init__(quiet=False)
        self._bar = bar
        self._task = task

    def _tell(self, event: Event) -> None:
        if isinstance(event, RunStarted):
            self._bar.update(self._task, total=max(1, event.size))
        elif isinstance(event, SourceFinished):
            self._bar.advance(self._task, event.size)
        self._bar.update(self._task, description=f"{self._done}/{self._sources} sources, {self._records} reports")


@contextmanager
def progress(*, bar: bool, quiet: bool) -> Iterator[Plain]:
    """What to call with each event of a run: a bar or lines, ``quiet`` errors only."""
    if not bar:
        yield Plain(quiet=quiet)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as shown:
        yield Bar(shown, shown.add_task("", total=None))


def summary(report: BatchReport) -> str:
    """A run in one line."""
    kept = f" ({report.kept} kept from an earlier run)" if report.kept else ""
    parts = [f"{report.records + report.kept} reports from {report.sources} sources{kept}"]
    if report.flagged:
        parts.append(f"{report.flagged} flagged")
    if report.failures:
        parts.append(f"{report.failures} failed")
    where = "standard output" if report.output == "-" else report.output
    return f"{', '.join(parts)}; {report.seconds:.1f} s; written to {where}"
