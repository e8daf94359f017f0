"""A table of the side-by-side comparison: what is measured, one row a program, programs that are absent named."""

import importlib.metadata
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peer:
    """A program to be measured: its name in the table, the module to import, and the distribution that holds it."""

    name: str
    module: str
    distribution: str

    @property
    def installed(self) -> bool:
        """Whether its module can be imported here."""
        return importlib.util.find_spec(self.module) is not None

    @property
    def label(self) -> str:
        """Its name with its version."""
        return f"{self.name} {importlib.metadata.version(self.distribution)}"


OURS = Peer("summarizer", "summarizer", "report-summarizer")


@dataclass(frozen=True, slots=True)
class Table:
    """One comparison. ``rows`` begin with the program's label; ``absent`` are the programs that are not installed."""

    title: str
    note: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    absent: Sequence[str] = ()

    def markdown(self) -> str:
        """The table as Markdown: numbers right-aligned, the skipped programs below."""
        head = ["program", *self.columns]
        lines = [f"## {self.title}", "", self.note, "", _row(head), _row(["---", *("--:" for _ in self.columns)])]
        lines += map(_row, self.rows)
        if self.absent:
            lines += ["", f"Skipped, not installed: {', '.join(self.absent)}."]
        return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def percent(part: int, whole: int) -> str:
    """A share in percent with one decimal; a dash of nothing."""
    return f"{100 * part / whole:.1f}" if whole else "–"


def times(value: float) -> str:
    """A ratio, with as many digits as tell something."""
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"
