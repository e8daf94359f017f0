"""Sources in parts: the units that a cluster works on, each with a name that changes only with what is in it."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from summarizer.batch.events import Entry
from summarizer.batch.model import Failure, Source
from summarizer.schemas.record import SCHEMA_VERSION, Usage

Format: TypeAlias = Literal["jsonl", "parquet"]
PART_SOURCES = 200
"""Sources in a part, on average: minutes of work for one worker, so that little is lost with it."""
PART_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Part:
    """Some sources, one after the other; ``name`` is that of the part's file without its suffix."""

    name: str
    sources: tuple[Source, ...]


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
) -> Iterator[Part]:
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


def report_to_json(report: PartReport) -> str:
    """The report as one JSON text, in a fixed order."""
    values = asdict(report) | {
        "entries": [asdict(entry) | {"usage": entry.usage.model_dump()} for entry in report.entries]
    }
    return json.dumps(values, ensure_ascii=False)


def report_from_json(text: str | bytes) -> PartReport:
    """The report back; raises ValueError, KeyError or TypeError for anything else."""
    values: dict[str, Any] = json.loads(text)
    entries = tuple(Entry(**row | {"usage": Usage(**row["usage"])}) for row in values.pop("entries"))
    failures = tuple(Failure(**row) for row in values.pop("failures"))
    return PartReport(**values, entries=entries, failures=failures)


def _ends_part(source: Source, part_sources: int) -> bool:
    digest = hashlib.blake2b(source.name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % part_sources == 0


def _part(sources: list[Source], settings: str) -> Part:
    content = [SCHEMA_VERSION, settings, [(source.name, source.size, source.version) for source in sources]]
    digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
    return Part(f"part-{digest}", tuple(sources))
