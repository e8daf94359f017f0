"""The output of a run that continues an earlier one: old lines stay, new ones go to their places."""

import os
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias

from summarizer.batch.model import Failure
from summarizer.batch.sources import STDIN
from summarizer.errors import OutputError, UsageError
from summarizer.output.jsonl import Line, RecordFile, copy_lines, part_file, read_lines, replace_file

_Place: TypeAlias = tuple[int, bool]


class Output(Protocol):
    """Where the lines of a run go; called in input order. ``others`` counts old lines of sources not in the run."""

    others: int

    def known(self, source: str) -> frozenset[str]:
        """The ids of the source's reports that need not be done again."""
        ...

    def add(self, source: str, line: bytes) -> None:
        """A new line. Raises OutputError, and then nothing of the line is in the output."""
        ...

    def keep(self, source: str, report: str) -> None:
        """A report that was known: its line stays."""
        ...

    def fail(self, failure: Failure) -> None:
        """A source or report that failed: what an earlier run made of it stays."""
        ...

    def sync(self) -> None:
        """Make all lines so far survive a power failure; called from another thread."""
        ...

    def finish(self) -> None:
        """All sources have been dealt with."""
        ...

    def abandon(self) -> None:
        """The run stops early; what an earlier run made of the remaining sources stays."""
        ...


class FileOutput:
    """A JSONL file that is continued.

    A line is known when it names the source and was made by the same engine with the same settings; its report's id
    tells whether the text is the same. Lines of sources that the run does not have stay behind the line that they
    follow. As long as lines only have to be added at the end, they are; otherwise everything is written anew beside
    the file, old lines copied byte for byte, and takes its place at the end.
    """

    def __init__(self, path: Path, sources: Mapping[str, int], engine: str, *, retry_failed: bool = False) -> None:
        """Continue the file (or begin it), for sources with their places in the run.

        With ``retry_failed`` lines that are flagged ``llm_failed`` are not known.

        Raises UsageError where the file cannot be written or is none of ours, OutputError on a full disk.
        """
        _recover(path)
        self._path = path
        self._engine = engine
        self._ranks = sources
        old = list(read_lines(path))
        self._plan = _placed(old, sources)
        self._at = 0
        self._by_source: defaultdict[str, set[str]] = defaultdict(set)
        for _, line in self._plan:
            if line.source in sources and line.engine == engine and not (retry_failed and line.failed):
                self._by_source[line.source].add(line.report)
        self._file = RecordFile(path)
        self._end = 0
        self._old: BinaryIO | None = None
        self._turn: str | None = None
        self._block: list[Line] = []
        self._saved: set[str] | None = set()
        self.others = sum(line.source not in sources for line in old)

    def known(self, source: str) -> frozenset[str]:
        """The ids of the source's reports that need not be done again."""
        return frozenset(self._by_source.get(source, ()))

    def add(self, source: str, line: bytes) -> None:
        """A new line. Raises OutputError, and then nothing of the line is in the output."""
        self._begin(source)
        if self._old is None and self._end == self._file.size:
            self._file.append(line)
            self._end = self._file.size
        else:
            self._rewrite().append(line)

    def keep(self, source: str, report: str) -> None:
        """A report that was known: its line stays."""
        self._begin(source)
        line = next(line for line in self._block if line.report == report and line.engine == self._engine)
        self._block.remove(line)
        self._copy(line)

    def fail(self, failure: Failure) -> None:
        """A source or report that failed: what an earlier run made of it stays until it succeeds."""
        self._begin(failure.source)
        if failure.report is not None and self._saved is not None:
            self._saved.add(failure.report)
        elif failure.code != "no_report":
            self._saved = None

    def sync(self) -> None:
        """Make all lines so far survive a power failure."""
        self._file.sync()

    def finish(self) -> None:
        """Keep what other runs made of other sources, and let the file written anew take the old one's place."""
        self._end_turn()
        self._copy_up_to(None)
        if self._old is None and self._end < self._file.size:
            self._file.truncate(self._end)
        self._close()

    def abandon(self) -> None:
        """Stop early: all that is old and not replaced stays; on a full disk in two files, which the next run joins."""
        try:
            if self._old is not None:
                for line in self._block:
                    self._copy(line)
                self._copy_up_to(None)
            self._close()
        except OutputError:
            self._file.close()
            if self._old is not None:
                self._old.close()

    def _close(self) -> None:
        self._file.sync()
        if self._old is not None:
            replace_file(part_file(self._path), self._path)
            self._old.close()
        self._file.close()

    def _begin(self, source: str) -> None:
        """Let the turn of a source begin: old lines that belong before it stay, its own wait for what comes."""
        if source == self._turn:
            return
        self._end_turn()
        self._turn, self._saved = source, set()
        place = (self._ranks[source], False)
        self._copy_up_to(place)
        while self._at < len(self._plan) and self._plan[self._at][0] == place:
            self._block.append(self._plan[self._at][1])
            self._at += 1

    def _end_turn(self) -> None:
        """What is left of a source's old lines is of an older text or of other settings."""
        for line in self._block:
            if self._saved is None or line.report in self._saved:
                self._copy(line)
        self._block = []

    def _copy_up_to(self, place: _Place | None) -> None:
        while self._at < len(self._plan) and (place is None or self._plan[self._at][0] < place):
            self._copy(self._plan[self._at][1])
            self._at += 1

    def _copy(self, line: Line) -> None:
        """An old line stays: where it is, if everything before it stayed, too."""
        if self._old is None and line.start == self._end:
            self._end = line.end
        else:
            target = self._rewrite()
            assert self._old is not None
            copy_lines(self._old, line.start, line.end, target)

    def _rewrite(self) -> RecordFile:
        """The file beside the old one, begun with what stays in front."""
        if self._old is None:
            self._file.close()
            self._old = self._path.open("rb")
            self._file = RecordFile(part_file(self._path))
            copy_lines(self._old, 0, self._end, self._file)
        return self._file


def _placed(lines: list[Line], sources: Mapping[str, int]) -> list[tuple[_Place, Line]]:
    """The lines in the order of the run's sources; one of another source keeps behind the line it follows."""
    placed: list[tuple[_Place, Line]] = []
    before: _Place = (-1, True)
    for line in lines:
        rank = sources.get(line.source)
        before = (before[0], True) if rank is None else (rank, False)
        placed.append((before, line))
    return sorted(placed, key=lambda item: item[0])


def _recover(path: Path) -> None:
    """Join what a killed run was writing anew with what it had not come to yet."""
    part = part_file(path)
    if not part.exists():
        return
    new = list(read_lines(part))
    made = {(line.source, line.report, line.engine) for line in new}
    done = {line.source for line in new} - {line.source for line in new[-1:]}
    target = RecordFile(part)
    if path.exists():
        with path.open("rb") as old:
            for line in list(read_lines(path)):
                if line.source not in done and (line.source, line.report, line.engine) not in made:
                    copy_lines(old, line.start, line.end, target)
    target.sync()
    target.close()
    replace_file(part, path)


class StreamOutput:
    """Standard output, a pipe or a device: lines go out as they come, nothing is known of earlier runs."""

    others = 0

    def __init__(self, name: str) -> None:
        """``"-"`` is standard output. Raises UsageError for what cannot be opened."""
        self._name = name
        try:
            self._fd = os.dup(sys.stdout.fileno()) if name == STDIN else os.open(name, os.O_WRONLY)
        except OSError as error:
            raise UsageError(f"{name}: cannot be written ({error.strerror})") from None

    def known(self, source: str) -> frozenset[str]:
        """None."""
        return frozenset()

    def add(self, source: str, line: bytes) -> None:
        """Write the line. Raises OutputError when nobody reads any more."""
        rest = memoryview(line)
        try:
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        except OSError as error:
            raise OutputError(f"{self._name}: cannot be written any more ({error.strerror})") from None

    def keep(self, source: str, report: str) -> None:
        """Never called: nothing is known."""

    def fail(self, failure: Failure) -> None:
        """Nothing is written."""

    def sync(self) -> None:
        """A written line is the reader's."""

    def finish(self) -> None:
        """Close the stream."""
        os.close(self._fd)

    def abandon(self) -> None:
        """Close the stream."""
        os.close(self._fd)
