"""Files of parts, written where fsspec can write: whole or not at all."""

import hashlib
import io
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import IO, Any, Protocol

from summarizer.batch.remote import open_system
from summarizer.distributed.plan import Format
from summarizer.errors import OutputError, UsageError
from summarizer.schemas import to_json_line
from summarizer.schemas.record import Record

DONE = "_done"
"""The folder, in the output's, of the reports of parts that are finished."""
OLD = "_old"
"""The folder for parts of earlier runs that the last one does not have."""
_ROWS = 64

Row = tuple[str, dict[str, object]]
"""A record's line, and its row in a Parquet file."""


class Folder:
    """The output's folder, on this machine or elsewhere."""

    def __init__(self, place: str) -> None:
        """Make the folder where it is missing. Raises UsageError where nothing can be written."""
        self._system, path = open_system(place)
        self._local = "file" in _protocols(self._system)
        self._path = os.path.abspath(path) if self._local else path.rstrip("/")
        try:
            self._system.makedirs(f"{self._path}/{DONE}", exist_ok=True)
        except OSError as error:
            raise UsageError(f"{place}: cannot be written ({error.strerror or error}); name another folder") from None

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write; it is there under its name once all is written, and not before. Raises OutputError.

        Two that write it at once (a task that was given up, and its successor) do not meet.
        """
        path = f"{self._path}/{name}"
        place = f"{path}.{uuid.uuid4().hex}.part" if self._local else path
        try:
            with self._system.open(place, "wb") as file:
                yield file
                if self._local:
                    file.flush()
                    os.fsync(file.fileno())
            if self._local:
                os.replace(place, path)
        except OSError as error:
            if self._local and os.path.exists(place):
                os.unlink(place)
            raise OutputError(f"{path}: cannot be written any more ({error.strerror or error})") from None

    def write(self, name: str, text: str) -> None:
        """A small file."""
        with self.writing(name) as file:
            file.write(text.encode("utf-8", "backslashreplace"))

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        try:
            data: bytes = self._system.cat_file(f"{self._path}/{name}")
        except FileNotFoundError:
            return None
        return data

    def names(self, folder: str = "") -> set[str]:
        """The names of the files in a folder of it."""
        path = f"{self._path}/{folder}".rstrip("/")
        self._system.invalidate_cache()
        return {name.rpartition("/")[2] for name in self._system.ls(path, detail=False)}

    def remove(self, name: str) -> None:
        """Remove a file."""
        self._system.rm_file(f"{self._path}/{name}")

    def move(self, name: str, to: str) -> None:
        """Give a file another name."""
        self._system.makedirs(f"{self._path}/{to}".rpartition("/")[0], exist_ok=True)
        self._system.mv(f"{self._path}/{name}", f"{self._path}/{to}")


class Hashed(io.RawIOBase):
    """A file that knows the length and the SHA-256 of what was written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Write all of it."""
        self._file.write(data)
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    @property
    def sha256(self) -> str:
        """Of everything so far."""
        return self._hash.hexdigest()


class Writer(Protocol):
    """Writes records to a part's file."""

    def add(self, row: Row) -> None:
        """One record."""
        ...

    def close(self) -> None:
        """No more records."""
        ...


class JsonLines:
    """Records as JSON lines."""

    def __init__(self, file: Hashed) -> None:
        self._file = file

    def add(self, row: Row) -> None:
        """One record."""
        self._file.write(f"{row[0]}\n".encode())

    def close(self) -> None:
        """Nothing is held back."""


class Parquet:
    """Records as rows: what one looks for as columns, the whole record as JSON text in the last."""

    def __init__(self, file: Hashed) -> None:
        """Raises UsageError where pyarrow is missing."""
        try:
            pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
        except ImportError:
            raise UsageError("Parquet needs pyarrow: pip install pyarrow") from None
        text, number = pa.string(), pa.int32()
        kinds = {"year": number, "delivered_on": pa.date32(), "indicators": number, "flags": number}
        self._schema = pa.schema([(name, kinds.get(name, text)) for name in _COLUMNS])
        self._pa = pa
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, object]] = []

    def add(self, row: Row) -> None:
        """One record."""
        self._rows.append({**row[1], "record": row[0]})
        if len(self._rows) >= _ROWS:
            self._write()

    def close(self) -> None:
        """Write what is held back, and the file's end."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        if self._rows:
            self._writer.write_table(self._pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


_COLUMNS = (
    "id",
    "source",
    "title",
    "region",
    "level",
    "code",
    "year",
    "delivered_on",
    "speaker",
    "completeness",
    "engine",
    "headline",
    "overview",
    "indicators",
    "validation",
    "flags",
    "record",
)


def as_row(record: Record) -> Row:
    """A record's line and columns."""
    report = record.report
    columns: dict[str, object] = {
        "id": report.id,
        "source": report.source.name,
        "title": report.title,
        "region": report.region.name,
        "level": report.region.level,
        "code": report.region.code,
        "year": report.year,
        "delivered_on": report.delivered_on,
        "speaker": report.speaker,
        "completeness": report.completeness,
        "engine": record.engine.name,
        "headline": record.summary.headline,
        "overview": record.summary.overview,
        "indicators": len(record.indicators),
        "validation": record.validation.status,
        "flags": len(record.validation.flags),
    }
    return to_json_line(record), columns


def writer(file: Hashed, kind: Format) -> Writer:
    """The writer of a format."""
    return JsonLines(file) if kind == "jsonl" else Parquet(file)


def _protocols(system: Any) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)
