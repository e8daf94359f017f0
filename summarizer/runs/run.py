"""One run: outcomes into the sink, events out once they are durable, an early end when asked for."""

import asyncio
import signal
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

from summarizer.errors import OutputError, ProviderError, SummarizerError
from summarizer.runs.events import (
    BatchReport,
    Event,
    Noted,
    RecordKept,
    RecordWritten,
    RunFinished,
    SourceFailed,
    SourceFinished,
    Stopping,
    StopReason,
)
from summarizer.runs.model import Failure, Known, Line, Made, Outcome
from summarizer.runs.sink import Sink
from summarizer.validator import Duplicates, Signature

GRACE_SECONDS = 4.0
"""How long what is under way may go on after the first Ctrl-C; a second one ends it at once."""
_SYNC_SECONDS = 0.5
_SYNC_EVENTS = 64
_SIGNALS: Mapping[signal.Signals, tuple[StopReason, str]] = {
    signal.SIGINT: ("interrupted", "interrupted"),
    signal.SIGTERM: ("terminated", "told to stop (SIGTERM)"),
}
_GO_ON = "; run the same command again to go on from here"


class Run:
    """A run from its first outcome to its last, or to the signal, the full disk, the empty account that ends it."""

    def __init__(
        self,
        sink: Sink,
        report: BatchReport,
        sizes: Mapping[str, int],
        emit: Callable[[Event], None],
        model_calls: Callable[[], Mapping[str, object]],
    ) -> None:
        """``report`` is that of a run that has done nothing yet, ``sizes`` are the sources', for SourceFinished."""
        self.report = replace(report, started_at=datetime.now(UTC).isoformat(timespec="seconds"))
        self._sink = sink
        self._sizes = sizes
        self._emit = emit
        self._model_calls = model_calls
        self._clock = time.monotonic()
        self._pending: list[Event] = []
        self._lock = asyncio.Lock()
        self._source: str | None = None
        self._seen = Duplicates()
        self._work: asyncio.Task[None] | None = None
        self._unreported = False

    @property
    def is_stopping(self) -> bool:
        """Whether nothing new is to be begun."""
        return self.report.stopped is not None

    async def go(self, outcomes: AsyncGenerator[Outcome[Line], None]) -> BatchReport:
        """Take all outcomes, then finish the output; or stop early and leave a valid one."""
        self._write_report(replace(self._told(), stopped="killed", message="the run was ended from outside"))
        self._work = asyncio.ensure_future(self._take_all(outcomes))
        beat = asyncio.ensure_future(self._settle_regularly())
        whole = False
        try:
            with self._signals():
                try:
                    await asyncio.wait((self._work, beat), return_when=asyncio.FIRST_COMPLETED)
                finally:
                    await _ended(beat, self._work)
                whole = self._conclude(self._work, beat)
        finally:
            if not whole:
                self._sink.abandon()
        self._tell()
        self.report = self._told()
        self._write_report(self.report)
        self._emit(RunFinished(self.report))
        return self.report

    def stop(self, reason: StopReason, message: str) -> None:
        """Begin nothing new; drop what is under way when its time is over, or when told a second time."""
        if self.is_stopping:
            self._drop()
            return
        self._stopped(reason, f"{message}{_GO_ON}")
        self._emit(Stopping(reason, message, GRACE_SECONDS))
        asyncio.get_running_loop().call_later(GRACE_SECONDS, self._drop)

    @contextmanager
    def _signals(self) -> Iterator[None]:
        """Let SIGINT and SIGTERM stop the run, where this is the main thread."""
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number, (reason, message) in _SIGNALS.items():
                loop.add_signal_handler(number, self.stop, reason, message)
        try:
            yield
        finally:
            for number in _SIGNALS:
                loop.remove_signal_handler(number)

    def _conclude(self, *tasks: asyncio.Task[None]) -> bool:
        """Whether the output is finished; if not, ``stopped`` says why."""
        try:
            for task in tasks:
                if not task.cancelled():
                    task.result()
            if not self.is_stopping:
                self._finish_source()
                self._sink.finish()
        except OutputError as error:
            self._stopped("output", str(error))
        except ProviderError as error:
            self._stopped("provider", f"{error}{_GO_ON}")
        return not self.is_stopping

    def _stopped(self, reason: StopReason, message: str) -> None:
        self.report = replace(self.report, stopped=reason, message=message)

    def _drop(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _told(self) -> BatchReport:
        """The report as of now."""
        seconds = round(time.monotonic() - self._clock, 3)
        return replace(self.report, seconds=seconds, model_calls=self._model_calls())

    def _write_report(self, report: BatchReport) -> None:
        """The run is none the worse where that cannot be written, but it says so, once."""
        try:
            self._sink.write_report(report)
        except SummarizerError as error:
            if not self._unreported:
                self._emit(Noted(f"the report of the run is missing: {error}"))
            self._unreported = True

    async def _take_all(self, outcomes: AsyncGenerator[Outcome[Line], None]) -> None:
        async with aclosing(outcomes):
            async for outcome in outcomes:
                async with self._lock:
                    self._take(outcome)
                if len(self._pending) >= _SYNC_EVENTS:
                    await self._settle()

    def _take(self, outcome: Outcome[Line]) -> None:
        if outcome.source != self._source:
            self._finish_source()
            self._source = outcome.source
        match outcome:
            case Made(source, _, (entry, line), signature):
                self._compare(signature)
                self._sink.add(source, line)
                self.report = self.report.with_record(entry)
                self._pending.append(RecordWritten(entry))
            case Known(source, report, known):
                self._compare(known)
                self._sink.keep(source, report)
                self.report = replace(self.report, kept=self.report.kept + 1)
                self._pending.append(RecordKept(source, report))
            case Failure():
                self._sink.fail(outcome)
                self.report = replace(self.report, failures=self.report.failures + 1)
                self._pending.append(SourceFailed(outcome))

    def _compare(self, signature: Signature | None) -> None:
        if signature is not None:
            where = f"{signature.title} ({signature.source}, {signature.span[0]}–{signature.span[1]})"
            for finding in self._seen.add(signature):
                self.report = self.report.with_duplicate(f"{where} is {finding.english}")

    def _finish_source(self) -> None:
        if self._source is not None:
            self._pending.append(SourceFinished(self._source, self._sizes[self._source]))
            self._source = None

    async def _settle_regularly(self) -> None:
        while True:
            await asyncio.sleep(_SYNC_SECONDS)
            await self._settle()

    async def _settle(self) -> None:
        """Make lines durable, then tell about them."""
        async with self._lock:
            if any(isinstance(event, RecordWritten) for event in self._pending):
                await asyncio.to_thread(self._sink.sync)
            self._tell()

    def _tell(self) -> None:
        pending, self._pending = self._pending, []
        for event in pending:
            self._emit(event)


async def _ended(*tasks: asyncio.Task[None]) -> None:
    """Wait until the tasks have come to an end, cancelled where they had not."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
