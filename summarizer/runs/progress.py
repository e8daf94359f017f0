"""What a run shows while it goes on: bars on a terminal, elsewhere a line now and then, or nothing but errors."""

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TextIO

from summarizer.output.counting import counted
from summarizer.runs.events import (
    Event,
    Noted,
    RecordKept,
    RecordWritten,
    RunStarted,
    SourceFailed,
    SourceFinished,
    Stopping,
)

INTERVAL = 10.0
"""Seconds between two lines of progress where there is no terminal."""


class Progress:
    """How far a run is; call it with each event. Times are seconds of ``clock``."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nothing has happened yet."""
        self._model_calls: Callable[[], Mapping[str, object]] | None = None
        self._clock = clock
        self._started = clock()
        self._sources = self._done = self._records = self._kept = self._failures = self._sections = 0
        self.size = self.size_done = self._size_made = 0
        self._made_something = False

    def __call__(self, event: Event) -> None:
        """Take note of an event."""
        match event:
            case RunStarted():
                self._sources, self.size, self._started = event.sources, event.size, self._clock()
                self._model_calls = event.model_calls
            case RecordWritten(entry):
                self._records += 1
                self._sections += entry.sections
                self._made_something = True
            case RecordKept():
                self._kept += 1
            case SourceFailed():
                self._failures += 1
            case SourceFinished(_, size):
                self._done += 1
                self.size_done += size
                self._size_made += size * self._made_something
                self._made_something = False

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at the pace so far, records of earlier runs left out; None while nobody knows."""
        if not self._size_made:
            return None
        return (self._clock() - self._started) * (self.size - self.size_done) / self._size_made

    def text(self) -> str:
        """Everything in one line."""
        parts = [f"{self._done}/{counted(self._sources, 'source')}", counted(self._records, "report")]
        if self._kept:
            parts[1] += f" and {self._kept} from before"
        if self._failures:
            parts.append(f"{self._failures} failed")
        parts.append(counted(self._sections, "section"))
        parts.append(_pace(self._records, max(self._clock() - self._started, 1e-3)))
        if self._model_calls is not None:
            parts += _spent(self._model_calls())
        left = self.seconds_left
        if left is not None and self._done < self._sources:
            parts.append(f"{_duration(left)} left")
        return ", ".join(parts)


@contextmanager
def progress(
    *, bar: bool, quiet: bool = False, stream: TextIO | None = None, interval: float = INTERVAL
) -> Iterator[Callable[[Event], None]]:
    """What to call with each event of a run, on ``stream`` (standard error).

    ``bar``: bars, for a terminal. Else a line every ``interval`` seconds, also while nothing happens. ``quiet``: errors
    only. Threads begin with the first event, so that the run can fork before.
    """
    state, say = Progress(), None
    with ExitStack() as shown:

        def listener(event: Event) -> None:
            nonlocal say
            if say is None:
                display = _bars(state, stream) if bar and not quiet else _lines(state, stream, interval, quiet=quiet)
                say = shown.enter_context(display)
            state(event)
            match event:
                case SourceFailed(failure):
                    say(f"error: {failure.message}")
                case Noted(message):
                    say(f"error: {message}")
                case Stopping(_, message, seconds):
                    say(f"{message}: what is under way has {seconds:.0f} s to finish; again drops it")

        yield listener


@contextmanager
def _lines(state: Progress, stream: TextIO | None, interval: float, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Lines as they come, and between them how far the run is."""
    over = threading.Event()

    def say(line: str) -> None:
        print(" ".join(line.splitlines()), file=stream or sys.stderr, flush=True)

    def tell_regularly() -> None:
        while not over.wait(interval):
            say(state.text())

    teller = threading.Thread(target=tell_regularly, name="progress", daemon=True)
    if not quiet:
        teller.start()
    try:
        yield say
    finally:
        over.set()
        if not quiet:
            teller.join()


@contextmanager
def _bars(state: Progress, stream: TextIO | None) -> Iterator[Callable[[str], None]]:
    """Lines above a bar that says how far the run is."""
    from rich.console import Console
    from rich.live import Live
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    def bar() -> Table:
        total = max(1, state.size)
        row = Table.grid(padding=(0, 1))
        text = Text(f"{state.size_done / total:.0%} {state.text()}", no_wrap=True, overflow="ellipsis")
        row.add_row(ProgressBar(total, state.size_done, width=24), text)
        return row

    console = Console(stderr=True) if stream is None else Console(file=stream, force_terminal=True, width=160)
    with Live(get_renderable=bar, console=console, transient=True, redirect_stdout=False):
        yield lambda line: console.print(" ".join(line.splitlines()), markup=False, highlight=False, soft_wrap=True)


def _pace(records: int, seconds: float) -> str:
    if records >= seconds:
        return f"{records / seconds:.1f} reports/s"
    return f"{_duration(seconds / records)} a report" if records else f"{_duration(seconds)} so far"


def _spent(calls: Mapping[str, object]) -> list[str]:
    """What the model's calls took so far, as far as the client tells."""
    tokens = [count for name in ("input_tokens", "output_tokens") if isinstance(count := calls.get(name), int)]
    parts = [counted(number, "call")] if isinstance(number := calls.get("calls"), int) else []
    if cached := calls.get("cached_calls"):
        parts.append(f"{cached} from the cache")
    if tokens:
        parts.append(f"{_short(sum(tokens))} tokens")
    if calls.get("cost") is not None:
        parts.append(f"{calls['cost']} {calls.get('currency') or ''}".strip())
    return parts


def _short(number: int) -> str:
    for unit, size in (("M", 1_000_000), ("k", 1_000)):
        if number >= size:
            return f"{number / size:.1f}{unit}"
    return str(number)


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
