"""What a run shows while it goes on: bars on a terminal, elsewhere a line now and then, or nothing but errors."""

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO

from summarizer.batch.events import (
    Event,
    RecordKept,
    RecordWritten,
    RunFinished,
    RunStarted,
    SourceFailed,
    SourceFinished,
    Stopping,
)

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import ProgressColumn

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
            case Stopping() | RunFinished():
                pass

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at the pace so far, records of earlier runs left out; None while nobody knows."""
        if not self._size_made:
            return None
        return (self._clock() - self._started) * (self.size - self.size_done) / self._size_made

    def text(self) -> str:
        """Everything in one line."""
        parts = [f"{self._done}/{self._sources} sources", f"{self._records} reports"]
        if self._kept:
            parts[1] += f" and {self._kept} from before"
        if self._failures:
            parts.append(f"{self._failures} failed")
        parts.append(f"{self._sections} sections")
        parts.append(_pace(self._records, max(self._clock() - self._started, 1e-3)))
        if self._model_calls is not None:
            parts += _spent(self._model_calls())
        left = self.seconds_left
        if left is not None and self._done < self._sources:
            parts.append(f"{_duration(left)} left")
        return ", ".join(parts)


class _Writable(Protocol):
    def write(self, text: str, /) -> object: ...

    def flush(self) -> object: ...


class Lines:
    """Progress as lines on a stream; ``quiet`` leaves errors only."""

    def __init__(self, state: Progress, stream: _Writable, *, quiet: bool = False) -> None:
        self._state = state
        self._stream = stream
        self._quiet = quiet

    def __call__(self, event: Event) -> None:
        """Take note of an event; say what cannot wait."""
        self._state(event)
        match event:
            case SourceFailed():
                self._say(f"error: {event.failure.message}")
            case Stopping():
                self._say(f"{event.message}: what is under way has {event.seconds:.0f} s to finish; again drops it")
            case _:
                pass

    def tell(self) -> None:
        """One line of progress."""
        if not self._quiet:
            self._say(self._state.text())

    def _say(self, line: str) -> None:
        self._stream.write(f"{' '.join(line.splitlines())}\n")
        self._stream.flush()


@contextmanager
def progress(
    *,
    bar: bool,
    quiet: bool = False,
    stream: TextIO | None = None,
    interval: float = INTERVAL,
) -> Iterator[Callable[[Event], None]]:
    """What to call with each event of a run, on ``stream`` (standard error).

    ``bar``: bars, for a terminal. Else a line every ``interval`` seconds, also while nothing happens. ``quiet``: errors
    only.
    """
    state = Progress()
    if bar and not quiet:
        with _bars(state, stream) as listener:
            yield listener
        return
    lines = Lines(state, stream or sys.stderr, quiet=quiet)
    over = threading.Event()

    def tell_regularly() -> None:
        while not over.wait(interval):
            lines.tell()

    teller = threading.Thread(target=tell_regularly, name="progress", daemon=True)
    teller.start()
    try:
        yield lines
    finally:
        over.set()
        teller.join()


@contextmanager
def _bars(state: Progress, stream: TextIO | None) -> Iterator[Callable[[Event], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True) if stream is None else Console(file=stream, force_terminal=True, width=160)
    columns: tuple[ProgressColumn, ...] = (
        BarColumn(bar_width=24),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        _facts(state),
    )
    with Bars(*columns, console=console, transient=True, redirect_stdout=False) as shown:
        task = shown.add_task("", total=None)
        lines = Lines(state, _Above(shown))

        def listener(event: Event) -> None:
            lines(event)
            shown.update(task, total=max(1, state.size), completed=state.size_done)

        yield listener


def _facts(state: Progress) -> "ProgressColumn":
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Facts(ProgressColumn):
        """The line of progress, asked for anew at every refresh."""

        def render(self, task: Task) -> Text:
            return Text(state.text(), no_wrap=True, overflow="ellipsis")

    return Facts()


class _Above:
    """Lines that go above the bars."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars

    def write(self, text: str) -> int:
        self._bars.console.print(text.rstrip("\n"), markup=False, highlight=False, soft_wrap=True)
        return len(text)

    def flush(self) -> None:
        pass


def _pace(records: int, seconds: float) -> str:
    if records >= seconds:
        return f"{records / seconds:.1f} reports/s"
    return f"{_duration(seconds / records)} a report" if records else f"{_duration(seconds)} so far"


def _spent(calls: Mapping[str, object]) -> list[str]:
    """What the model's calls took so far, as far as the client tells."""
    tokens = [count for name in ("input_tokens", "output_tokens") if isinstance(count := calls.get(name), int)]
    parts = [f"{calls['calls']} calls"] if "calls" in calls else []
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
