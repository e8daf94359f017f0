"""Records into a JSONL file that is continued, or into a stream: old lines stay, new ones go to their places."""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from summarizer.errors import OutputError, UsageError
from summarizer.output.files import write_whole
from summarizer.output.jsonl import Line, RecordFile, copy_lines, part_file, read_lines, replace_file, side_file
from summarizer.runs.events import BatchReport
from summarizer.runs.model import Failure
from summarizer.runs.sink import Sink, report_of, report_text
from summarizer.runs.sources import STDIN

FAILURES = "failures.jsonl"
"""Beside the output: a line for each source or report that failed in the last run; no file where there is none."""
REPORT = "run.json"
_Place: TypeAlias = tuple[int, bool]


class FileSink(Sink):
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
        self.retry_failed = retry_failed
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
        self._failures: RecordFile | None = None
        side_file(path, FAILURES).unlink(missing_ok=True)
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
        """The line of a report that was known stays."""
        self._begin(source)
        line = next(line for line in self._block if line.report == report and line.engine == self._engine)
        self._block.remove(line)
        self._copy(line)

    def fail(self, failure: Failure) -> None:
        """What an earlier run made of a source or report that failed stays until it succeeds."""
        self._begin(failure.source)
        if failure.report is not None and self._saved is not None:
            self._saved.add(failure.report)
        elif failure.code != "no_report":
            self._saved = None
        self._failures = self._failures or RecordFile(side_file(self._path, FAILURES))
        self._failures.append(
            f"{json.dumps(asdict(failure), ensure_ascii=False)}\n".encode("utf-8", "backslashreplace")
        )
        self._failures.sync()

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
            self._let_go()

    def write_report(self, report: BatchReport) -> None:
        """Write OUT.run.json."""
        write_whole(str(side_file(self._path, REPORT)), report_text(report).encode())

    def _close(self) -> None:
        self._file.sync()
        if self._old is not None:
            replace_file(part_file(self._path), self._path)
        self._let_go()

    def _let_go(self) -> None:
        for file in (self._file, self._old, self._failures):
            if file is not None:
                file.close()

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


def last_report(path: Path) -> dict[str, Any]:
    """The report of the last run into a file; empty where there is none."""
    with suppress(OSError):
        return report_of(side_file(path, REPORT).read_bytes())
    return {}


def left_over(path: Path) -> list[Line]:
    """The lines of what a killed run was writing anew. Raises UsageError where somebody else's file is in its place."""
    part = part_file(path)
    try:
        return list(read_lines(part))
    except UsageError:
        raise UsageError(
            f"{part}: this is in the way and no file of this program; move it away, or name another output"
        ) from None


def _recover(path: Path) -> None:
    """Join what a killed run was writing anew with what it had not come to yet."""
    part, new = part_file(path), left_over(path)
    if not part.exists():
        return
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


class StreamSink(Sink):
    """Standard output, a pipe or a device: lines go out as they come, nothing is known of earlier runs."""

    def __init__(self, name: str) -> None:
        """``"-"`` is standard output. Raises UsageError for what cannot be opened."""
        self._name = name
        try:
            self._fd = os.dup(sys.stdout.fileno()) if name == STDIN else os.open(name, os.O_WRONLY)
        except OSError as error:
            raise UsageError(f"{name}: cannot be written ({error.strerror})") from None

    def add(self, source: str, line: bytes) -> None:
        """Write the line. Raises OutputError when nobody reads any more."""
        rest = memoryview(line)
        try:
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        except OSError as error:
            raise OutputError(f"{self._name}: cannot be written any more ({error.strerror})") from None

    def finish(self) -> None:
        """Close the stream."""
        os.close(self._fd)

    def abandon(self) -> None:
        """Close the stream."""
        os.close(self._fd)
