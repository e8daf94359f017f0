"""Where the results of a run go: what every sink is told, and what it does where it has nothing of its own to do."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from summarizer.runs.engines import EngineMaker
from summarizer.runs.events import BatchReport
from summarizer.runs.model import Failure, Line, Outcome, Piece, Source, entry_of
from summarizer.runs.stream import Work
from summarizer.schemas import to_json_line
from summarizer.schemas.record import Record


class Sink:
    """Is told what became of each report, in the order of the sources. This one keeps nothing.

    ``others`` counts the records that are there already and belong to no source of the run; ``retry_failed``: what the
    model failed on in an earlier run is done again.
    """

    others: int = 0
    retry_failed: bool = False

    def known(self, source: str) -> frozenset[str]:
        """The ids of the source's reports that need not be done again."""
        return frozenset()

    def pieces(self, found: Iterable[Source | Failure]) -> Iterator[Piece | list[Outcome[Line]]]:
        """The sources in the pieces that are worked on, among them what became of those with which nothing is done."""
        for one in found:
            yield [one] if isinstance(one, Failure) else Piece((one,), self.known(one.name))

    def work(self, engine: EngineMaker | None, reports: int, shared_budget: bool) -> Callable[[Piece], Any]:
        """What an executor does with a piece (``stream.Work`` says what the arguments are): outcomes with lines."""
        return Work(as_line, engine, reports, shared_budget)

    def add(self, source: str, line: bytes) -> None:
        """A new line. Raises OutputError, and then nothing of the line is in the output."""

    def keep(self, source: str, report: str) -> None:
        """A report that was known: its record stays."""

    def fail(self, failure: Failure) -> None:
        """A source or report that failed: what an earlier run made of it stays. Raises OutputError."""

    def sync(self) -> None:
        """Make all records so far survive a power failure; called from another thread. Raises OutputError."""

    def finish(self) -> None:
        """All sources have been dealt with. Raises OutputError."""

    def abandon(self) -> None:
        """The run stops early; what an earlier run made of the remaining sources stays."""

    def write_report(self, report: BatchReport) -> None:
        """Put the report of the run beside the records. Raises UsageError or OutputError where that is not possible."""


def as_line(record: Record) -> Line:
    """A record in short, and its line."""
    return entry_of(record), f"{to_json_line(record)}\n".encode()


def report_text(report: BatchReport) -> str:
    """The report of a run as a JSON text."""
    return json.dumps(report.as_json(), indent=2) + "\n"


def report_of(text: bytes) -> dict[str, Any]:
    """The report of an earlier run; empty for what is none."""
    try:
        values = json.loads(text)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
