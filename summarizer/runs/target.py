"""What an output's name means (a stream, a file of JSON lines, a folder of parts), and the sink of one run into it."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.documents import Document
from summarizer.errors import UsageError
from summarizer.output.jsonl import engine_key, locked, part_file
from summarizer.runs.file_sink import FileSink, StreamSink, last_report, left_over
from summarizer.runs.model import Failure, Format, Source, SourceLike
from summarizer.runs.sink import Sink, report_of
from summarizer.runs.sources import STDIN, expand, is_remote
from summarizer.schemas.record import Engine as Description

_MARKS = frozenset({"manifest.json", "_done"})
"""What stands in a folder that a run writes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How an output is begun or continued; ``asked_with`` is a fingerprint of a model's settings."""

    engine: Description
    file_format: Format = "jsonl"
    part_sources: int | None = None
    overwrite: bool = False
    retry_failed: bool = False
    asked_with: object = None

    def retries(self, last: Mapping[str, Any]) -> bool:
        """Whether what the model failed on is done again, by the report of the last run.

        So it is where the model was asked with other settings, and where a run that did so did not come to its end.
        """
        calls = last.get("model_calls")
        before = calls.get("asked_with") if isinstance(calls, dict) else None
        changed = before is not None and self.asked_with is not None and before != self.asked_with
        return self.retry_failed or changed or bool(last.get("retry_failed") and last.get("stopped"))


class Target:
    """An output by its name: ``-`` is standard output, a pipe or device takes lines as they come, a URL, a folder and
    what has no suffix is a folder of parts, anything else a file of JSON lines.
    """

    def __init__(self, output: str | os.PathLike[str]) -> None:
        """Raises UsageError for a folder that holds other things than parts."""
        self.name = os.fspath(output)
        self.path = Path(os.path.realpath(output))
        new = not self.path.exists()
        named_so = is_remote(self.name) or self.name.endswith("/") or (new and not self.path.suffix)
        self.is_folder = self.name != STDIN and (named_so or self.path.is_dir())
        self.is_file = self.name != STDIN and not self.is_folder and (new or self.path.is_file())
        if self.is_folder and not is_remote(self.name) and _is_foreign(self.path):
            raise UsageError(f"{self.name}: this folder holds other files; name a file in it, or a new folder")

    def sources(self, given: Iterable[SourceLike]) -> list[Source | Failure]:
        """Every source, each name once, without what the run writes itself.

        Raises UsageError where a source is the output, too, or two documents have one name.
        """
        given = list(given)
        own = {self.path, part_file(self.path)} if self.is_file else set()
        for source in given:
            if not isinstance(source, Document) and not is_remote(os.fspath(source)) and _real(source) in own:
                raise UsageError(f"{os.fspath(source)}: this is the output, too; name another output")
        listed = list(expand(given, lambda path: _real(path) in own))
        if len({name_of(found) for found in listed}) < len(listed):
            raise UsageError("two documents have the same name; give each a name of its own")
        return listed

    @contextmanager
    def opened(self, listed: Sequence[Source | Failure], options: Options) -> Iterator[Sink]:
        """The sink of a run over these sources, which no other run has meanwhile.

        Raises UsageError where another run writes to the output, it cannot be written or is no file of ours,
        OutputError on a full disk.
        """
        if self.is_folder:
            from summarizer.runs.folder import Folder
            from summarizer.runs.folder_sink import MANIFEST, FolderSink

            folder = Folder(self.name)
            with locked(Path(folder.path, MANIFEST)) if folder.is_local else nullcontext():
                retries = options.retries(report_of(folder.read("run.json")))
                yield FolderSink(folder, options, retry_failed=retries)
        elif self.is_file:
            with locked(self.path):
                if options.overwrite:
                    _remove(self.path)
                ranks = {name_of(found): rank for rank, found in enumerate(listed)}
                key, retries = engine_key(options.engine.model_dump()), options.retries(last_report(self.path))
                yield FileSink(self.path, ranks, key, retry_failed=retries)
        else:
            yield StreamSink(self.name)


def name_of(found: Source | Failure) -> str:
    """The name of a source."""
    return found.source if isinstance(found, Failure) else found.name


def _real(path: str | os.PathLike[str]) -> Path:
    return Path(os.path.realpath(path))


def _is_foreign(folder: Path) -> bool:
    """Whether there is a folder that is neither empty nor one that a run writes to."""
    names = set(os.listdir(folder)) if folder.is_dir() else set()
    return bool(names) and not names & _MARKS


def _remove(path: Path) -> None:
    """Remove an output and what a killed run left beside it, which is looked at before."""
    left_over(path)
    for old in (path, part_file(path)):
        old.unlink(missing_ok=True)
