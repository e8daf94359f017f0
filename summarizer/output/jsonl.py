"""The JSONL output as a file that is continued, repaired and never left invalid.

What stands in the file is the only state of a run: no journal beside it can disagree with it. New lines are appended
in place as long as the lines already there are the ones that belong before them; when a line has to go in between, or
to replace another, the run goes on in ``OUT.part``, which takes OUT's place when it is whole.
"""

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, NoReturn

from summarizer.errors import OutputError, UsageError

_BLOCK = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DECODER = json.JSONDecoder()
# Within a string its quotes would be escaped, so it can only be a flag.
_FAILED = b'"code":"llm_failed"'
_HEAD = b'{"schema_version":'


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an output: whose report it is, what made it (``engine_key``), its place ``[start, end)`` in bytes.

    ``failed``: it is flagged ``llm_failed``.
    """

    source: str
    report: str
    engine: str
    start: int
    end: int
    failed: bool = False


def engine_key(description: Mapping[str, object]) -> str:
    """The engine of a record as text; equal for equal name, model, prompts and settings."""
    return json.dumps(description, sort_keys=True, default=_plain)


def side_file(output: Path, name: str) -> Path:
    """A file beside the output: ``records.jsonl`` and ``failures.jsonl`` give ``records.failures.jsonl``."""
    stem = output.name.removesuffix(".jsonl") or output.name
    return output.with_name(f"{stem}.{name}")


def part_file(output: Path) -> Path:
    """Where a run goes on that cannot append to the output."""
    return output.with_name(f"{output.name}.part")


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold the output for this run alone; a killed run holds it no more.

    Creates the folder of the output where it is missing. Raises UsageError when another run writes to the same
    output, or nothing can be written there.
    """
    place = output.with_name(f".{output.name}.lock")
    from filelock import FileLock, Timeout

    lock = FileLock(place)
    try:
        if output.is_dir():
            raise UsageError(f"{output}: this is a folder; name a file in it")
        output.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout:
        if place.exists():
            raise UsageError(
                f"{output}: another run is writing to it; wait until it is done, or name another output"
            ) from None
        _cannot_write(output, "files cannot be created there")
    except (FileExistsError, NotADirectoryError):
        _cannot_write(output, f"{output.parent} is a file, not a folder")
    except OSError as error:
        _cannot_write(output, error.strerror)
    try:
        yield
    finally:
        lock.release()


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of an output, after cutting off a last line that was half written; nothing where there is no file.

    Only the head of each line is parsed. Raises UsageError for a line that is no record of ours.
    """
    if not path.exists():
        return
    with path.open("rb") as file:
        start = 0
        for number, raw in enumerate(file, 1):
            line = _parsed(raw, start) if raw.endswith(b"\n") else None
            if line is None:
                if not _half_written(raw) or file.read(_BLOCK).strip(b"\0\n"):
                    _refuse(path, number)
                _truncate(path, start)
                return
            yield line
            start = line.end


class RecordFile:
    """A file of lines that grows durably: a line is whole in the file, or not at all."""

    def __init__(self, path: Path) -> None:
        """Open for appending. Raises UsageError where that is not possible."""
        self.path = path
        try:
            self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror})") from None
        self.size = os.fstat(self._fd).st_size

    def append(self, data: bytes) -> None:
        """Write whole lines; they survive the end of this process. Raises OutputError, the file as before."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._fd, rest) :]
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._fd, self.size)
            _stop(self.path, error)
        self.size += len(data)

    def sync(self) -> None:
        """Make everything appended survive a power failure. Raises OutputError."""
        try:
            os.fsync(self._fd)
        except OSError as error:
            _stop(self.path, error)

    def truncate(self, size: int) -> None:
        """Drop what stands behind ``size``."""
        os.ftruncate(self._fd, size)
        self.size = size

    def close(self) -> None:
        """Close the file; appending is over."""
        os.close(self._fd)


def copy_lines(source: BinaryIO, start: int, end: int, target: RecordFile) -> None:
    """Append the bytes ``[start, end)`` of another file."""
    source.seek(start)
    while start < end:
        block = source.read(min(_BLOCK, end - start))
        if not block:
            raise OutputError(f"{source.name}: another program truncated it while it was being read")
        target.append(block)
        start += len(block)


def replace_file(new: Path, old: Path) -> None:
    """Let ``new`` take the place of ``old``, also after a power failure."""
    try:
        if old.exists():
            shutil.copymode(old, new)
        os.replace(new, old)
        folder = os.open(old.parent, os.O_RDONLY)
    except OSError as error:
        _stop(old, error)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _cannot_write(output: Path, why: str | None) -> NoReturn:
    raise UsageError(f"{output}: cannot be written ({why}); name an output in a writable folder") from None


def _parsed(raw: bytes, start: int) -> Line | None:
    """The line, of which only the report and engine objects at its head are read; None where it is no record."""
    try:
        text = raw.decode()
        report, end = _DECODER.raw_decode(text, text.index('"report":') + len('"report":'))
        engine, _ = _DECODER.raw_decode(text, text.index('"engine":', end) + len('"engine":'))
        if not text.endswith("}\n"):
            return None
        made_by = sys.intern(engine_key(engine))
        return Line(report["source"]["name"], report["id"], made_by, start, start + len(raw), _FAILED in raw)
    except (ValueError, KeyError, TypeError):
        return None


def _half_written(raw: bytes) -> bool:
    """Whether this can be the beginning of a line of ours, or the zeros that a power failure leaves in its place."""
    return raw.startswith(_HEAD) or _HEAD.startswith(raw) or not raw.strip(b"\0\n")


def _refuse(path: Path, number: int) -> NoReturn:
    raise UsageError(
        f"{path}: line {number} is not a record of this program, so the file is left as it is; "
        "use --overwrite to replace it, or name another output"
    )


def _truncate(path: Path, size: int) -> None:
    try:
        os.truncate(path, size)
    except OSError as error:
        raise UsageError(f"{path}: its last line is half written and cannot be repaired ({error.strerror})") from None


def _stop(path: Path, error: OSError) -> NoReturn:
    if error.errno in _FULL:
        raise OutputError(
            f"{path}: the disk is full; all lines up to here are kept: free some space and run the same command again"
        ) from None
    raise OutputError(f"{path}: cannot be written any more ({error.strerror}); all lines up to here are kept") from None


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)
