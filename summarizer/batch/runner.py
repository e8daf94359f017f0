"""One run under way: outcomes into the output, events out once they are durable, an early end when asked for."""

import asyncio
import json
import signal
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from summarizer.batch.events import (
    Entry,
    Event,
    RecordKept,
    RecordWritten,
    SourceFailed,
    SourceFinished,
    Stopping,
    StopReason,
)
from summarizer.batch.facts import Tally
from summarizer.batch.merge import Output
from summarizer.batch.model import Failure, Known, Made, Outcome
from summarizer.errors import OutputError, ProviderError
from summarizer.output.jsonl import RecordFile
from summarizer.validator import Duplicates, Signature

GRACE_SECONDS = 4.0
"""How long what is under way may go on after the first Ctrl-C; a second one ends it at once."""
_SYNC_SECONDS = 0.5
_SYNC_EVENTS = 64
_SIGNALS: Mapping[str, tuple[StopReason, str]] = {
    "SIGINT": ("interrupted", "interrupted"),
    "SIGTERM": ("terminated", "told to stop (SIGTERM)"),
}
_GO_ON = "; run the same command again to go on from here"

Line = tuple[Entry, str]


class FailureLog:
    """``OUT.failures.jsonl``: a line for each source or report that failed in this run; no file while there is none."""

    def __init__(self, path: Path | None) -> None:
        """Forget what an earlier run wrote; None: nothing is written."""
        self._path = path
        self._file: RecordFile | None = None
        if path is not None:
            path.unlink(missing_ok=True)

    def add(self, failure: Failure) -> None:
        """Write the failure. Raises OutputError."""
        if self._path is None:
            return
        self._file = self._file or RecordFile(self._path)
        self._file.append((json.dumps(asdict(failure), ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))
        self._file.sync()

    def close(self) -> None:
        """Nothing more will come."""
        if self._file is not None:
            self._file.close()


class Run:
    """A run from its first outcome to its last, or to the signal, the full disk, the empty account that ends it."""

    def __init__(
        self,
        output: Output,
        failures: FailureLog,
        tally: Tally,
        sizes: Mapping[str, int],
        emit: Callable[[Event], None],
    ) -> None:
        """``sizes`` are the sources' sizes, for SourceFinished."""
        self.stopped: StopReason | None = None
        self.message = ""
        self._output = output
        self._failures = failures
        self._tally = tally
        self._sizes = sizes
        self._emit = emit
        self._pending: list[Event] = []
        self._lock = asyncio.Lock()
        self._source: str | None = None
        self._seen = Duplicates()
        self._work: asyncio.Task[None] | None = None

    async def go(self, outcomes: AsyncGenerator[Outcome[Line], None]) -> None:
        """Take all outcomes, then finish the output; or stop early and leave a valid one."""
        self._work = asyncio.ensure_future(self._take_all(outcomes))
        beat = asyncio.ensure_future(self._settle_regularly())
        whole = False
        try:
            try:
                await asyncio.wait((self._work, beat), return_when=asyncio.FIRST_COMPLETED)
            finally:
                await _ended(beat, self._work)
            whole = self._conclude(self._work, beat)
        finally:
            if not whole:
                self._output.abandon()
            self._failures.close()
        self._tell()

    def stop(self, reason: StopReason, message: str) -> None:
        """Begin nothing new; drop what is under way when its time is over, or when told a second time."""
        if self.stopped is None:
            self.stopped, self.message = reason, f"{message}{_GO_ON}"
            self._emit(Stopping(reason, message, GRACE_SECONDS))
            asyncio.get_running_loop().call_later(GRACE_SECONDS, self._drop)
        else:
            self._drop()

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Let SIGINT and SIGTERM stop the run, where this is the main thread."""
        loop = asyncio.get_running_loop()
        installed = []
        for name, (reason, message) in _SIGNALS.items():
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self.stop, reason, message)
                installed.append(getattr(signal, name))
        try:
            yield
        finally:
            for number in installed:
                loop.remove_signal_handler(number)

    def _conclude(self, *tasks: asyncio.Task[None]) -> bool:
        """Whether the output is finished; if not, ``stopped`` says why."""
        try:
            for task in tasks:
                if not task.cancelled():
                    task.result()
            if self.stopped is None:
                self._finish_source()
                self._output.finish()
        except OutputError as error:
            self.stopped, self.message = "output", str(error)
        except ProviderError as error:
            self.stopped, self.message = "provider", f"{error}{_GO_ON}"
        return self.stopped is None

    def _drop(self) -> None:
        if self._work is not None:
            self._work.cancel()

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
                self._output.add(source, f"{line}\n".encode())
                self._tally.add(entry)
                self._pending.append(RecordWritten(entry))
            case Known(source, report, signature):
                self._compare(signature)
                self._output.keep(source, report)
                self._tally.kept += 1
                self._pending.append(RecordKept(source, report))
            case Failure():
                self._output.fail(outcome)
                self._failures.add(outcome)
                self._tally.failures += 1
                self._pending.append(SourceFailed(outcome))

    def _compare(self, signature: Signature) -> None:
        where = f"{signature.title} ({signature.source}, {signature.span[0]}–{signature.span[1]})"
        for finding in self._seen.add(signature):
            self._tally.add_duplicate(f"{where} is {finding.english}")

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
                await asyncio.to_thread(self._output.sync)
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
