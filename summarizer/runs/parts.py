"""Sources in parts, of which a folder of records consists: each named by what is in it, written whole or not at all."""

import hashlib
import io
import json
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, aclosing, contextmanager
from dataclasses import dataclass
from typing import IO, Any, NamedTuple

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from summarizer.pipeline import result_of
from summarizer.runs.folder import DONE, Folder
from summarizer.runs.model import Entry, Failure, Format, Line, Made, Outcome, Piece, Source, entry_of
from summarizer.runs.stream import Work
from summarizer.schemas import to_json_line
from summarizer.schemas.record import SCHEMA_VERSION, Record
from summarizer.tables.arrow import needed
from summarizer.tables.texts import clean

PART_SOURCES = 200
"""Sources in a part, on average: minutes of work for one worker, so that little is lost with it."""
PART_BYTES = 64 * 2**20
_ROWS = 64
"""Records that are held for one group of rows of a Parquet file."""


@dataclass(frozen=True, slots=True)
class PartReport:
    """What became of a part: its file and the SHA-256 of that, its records in short, its failures."""

    name: str
    file: str
    sources: int
    size: int
    bytes: int
    sha256: str
    entries: tuple[Entry, ...]
    failures: tuple[Failure, ...]


def plan(
    sources: Iterable[Source], settings: str, *, part_sources: int = PART_SOURCES, part_bytes: int = PART_BYTES
) -> Iterator[Piece]:
    """The sources in parts, in order. ``settings`` is whatever else the content of the parts depends on.

    Where a part ends depends on the names of its sources, not on their number: a source that comes or goes changes
    its own part and leaves the others, with their names, as they are.
    """
    gathered: list[Source] = []
    size = 0
    for source in sources:
        gathered.append(source)
        size += source.size
        if _ends_part(source, part_sources) or len(gathered) >= 4 * part_sources or size >= part_bytes:
            yield _part(gathered, settings)
            gathered, size = [], 0
    if gathered:
        yield _part(gathered, settings)


def _ends_part(source: Source, part_sources: int) -> bool:
    digest = hashlib.blake2b(source.name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % part_sources == 0


def _part(sources: list[Source], settings: str) -> Piece:
    content = [SCHEMA_VERSION, settings, [(source.name, source.size, source.version) for source in sources]]
    digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
    return Piece(tuple(sources), name=f"part-{digest}")


def report_to_json(report: PartReport) -> str:
    """The report as one JSON text, in a fixed order."""
    return json.dumps(to_jsonable_python(report))


def report_from_json(text: str | bytes) -> PartReport:
    """The report back; raises ValueError for anything else."""
    return TypeAdapter(PartReport).validate_python(json.loads(text))


class Row(NamedTuple):
    """A record on its way into a part: in short, as a line, and as the columns that one looks for in a table."""

    entry: Entry
    line: str
    columns: Mapping[str, object]


def as_row(record: Record) -> Row:
    """A record as a line and columns."""
    return Row(entry_of(record), to_json_line(record), {name: value(record) for name, value in _COLUMNS.items()})


@dataclass(frozen=True, slots=True)
class WriteParts:
    """The work of a run into a folder: each piece becomes a part of it, written by whoever does it."""

    output: str
    file_format: Format
    each: Work[Row]

    def __call__(self, piece: Piece) -> list[Outcome[Line]]:
        """Write a part's file and then its report; done again, it gives the same.

        Raises OutputError where nothing can be written, ProviderError where the run must stop.
        """
        return result_of(self._write(piece, self.each.outcomes(piece)))

    def join(self, piece: Piece, found: Iterable[Outcome[Row]]) -> list[Outcome[Line]]:
        """Write a part of what the work on its sources gave."""

        async def again() -> AsyncGenerator[Outcome[Row], None]:
            for outcome in found:
                yield outcome

        return result_of(self._write(piece, again()))

    async def _write(self, piece: Piece, rows: AsyncGenerator[Outcome[Row], None]) -> list[Outcome[Line]]:
        folder, name = Folder(self.output), f"{piece.name}.{self.file_format}"
        found: list[Outcome[Line]] = []
        with folder.writing(name) as raw:
            file = _Hashed(raw)
            with _WRITERS[self.file_format](file) as add:
                async with aclosing(rows) as outcomes:
                    async for outcome in outcomes:
                        if isinstance(outcome, Made):
                            add(outcome.value)
                            line = outcome.value.entry, b""
                            found.append(Made(outcome.source, outcome.report, line, outcome.signature))
                        else:
                            found.append(outcome)
        report = PartReport(
            name=piece.name,
            file=name,
            sources=len(piece.sources),
            size=sum(source.size for source in piece.sources),
            bytes=file.size,
            sha256=file.hash.hexdigest(),
            entries=tuple(outcome.value[0] for outcome in found if isinstance(outcome, Made)),
            failures=tuple(outcome for outcome in found if isinstance(outcome, Failure)),
        )
        folder.write(f"{DONE}/{piece.name}.json", report_to_json(report))
        return found


class _Hashed(io.RawIOBase):
    """A file that knows the length and the SHA-256 of what was written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.hash = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._file.write(data)
        self.hash.update(data)
        self.size += len(data)
        return len(data)


@contextmanager
def _json_lines(file: _Hashed) -> Iterator[Callable[[Row], object]]:
    """Adds records as lines."""
    yield lambda row: file.write(f"{row.line}\n".encode())


@contextmanager
def _parquet(file: _Hashed) -> Iterator[Callable[[Row], object]]:
    """Adds records as rows: columns to filter by, the whole record as JSON text in the last.

    Raises UsageError where pyarrow is missing.
    """
    pa = needed("pyarrow", "pyarrow.parquet")
    kinds = {"year": pa.int32(), "delivered_on": pa.date32(), "indicators": pa.int32(), "flags": pa.int32()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in (*_COLUMNS, "record")])
    rows: list[dict[str, object]] = []

    def write() -> None:
        writer.write_table(pa.Table.from_pylist(rows, schema=schema))
        rows.clear()

    def add(row: Row) -> None:
        rows.append({**row.columns, "record": row.line})
        if len(rows) >= _ROWS:
            write()

    with pa.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        yield add
        if rows:
            write()


_WRITERS: Mapping[Format, Callable[[_Hashed], AbstractContextManager[Callable[[Row], object]]]] = {
    "jsonl": _json_lines,
    "parquet": _parquet,
}
_COLUMNS: Mapping[str, Callable[[Record], object]] = {
    "id": lambda record: record.report.id,
    "source": lambda record: clean(record.report.source.name),
    "title": lambda record: record.report.title,
    "region": lambda record: record.report.region.name,
    "level": lambda record: record.report.region.level,
    "code": lambda record: record.report.region.code,
    "year": lambda record: record.report.year,
    "delivered_on": lambda record: record.report.delivered_on,
    "speaker": lambda record: record.report.speaker,
    "completeness": lambda record: record.report.completeness,
    "engine": lambda record: record.engine.name,
    "headline": lambda record: record.summary.headline,
    "overview": lambda record: record.summary.overview,
    "indicators": lambda record: len(record.indicators),
    "validation": lambda record: record.validation.status,
    "flags": lambda record: len(record.validation.flags),
}
