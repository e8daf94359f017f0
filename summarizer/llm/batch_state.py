"""What a batch run knows between its steps: its requests, who has them, what has come. One SQLite file in a folder."""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from summarizer.errors import OutputError

FILE = ".state.db"
"""Hidden, so that it is no source where the folder stands among the reports."""
Stage = Literal["written", "uploaded", "creating", "sent", "ended"]
"""A batch's file is written; at the provider; the batch may have been made; it is known; all it brought is taken in."""

_TABLES = """
CREATE TABLE IF NOT EXISTS run (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS batch (
    number INTEGER PRIMARY KEY, requests INTEGER NOT NULL, stage TEXT NOT NULL DEFAULT 'written',
    file_id TEXT NOT NULL DEFAULT '', batch_id TEXT NOT NULL DEFAULT '', status TEXT NOT NULL DEFAULT '',
    completed INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS request (
    id TEXT PRIMARY KEY, batch INTEGER, tries INTEGER NOT NULL DEFAULT 0, answer TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS held ON request (batch) WHERE answer IS NULL;
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the provider sent for a request: HTTP status and JSON body."""

    status: int
    body: Any


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one batch may hold: requests, and bytes of their file."""

    requests: int = 50_000
    bytes: int = 100 * 2**20


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch; ``status`` and counts are the provider's, as last heard."""

    number: int
    requests: int
    stage: Stage
    file_id: str
    batch_id: str
    status: str
    completed: int
    failed: int


class State:
    """The state in ``folder``, and the answers that have come.

    Requests that are wanted go to request files at once, but become batches only with ``keep``: a run that is killed
    before has wanted nothing. Raises OutputError where the folder cannot be written.
    """

    def __init__(self, folder: Path, limits: Limits, endpoint: str = "") -> None:
        self.folder = folder
        self._limits = limits
        self._endpoint = endpoint
        self._file: BinaryIO | None = None
        self._number = self._count = self._size = 0
        with self._told():
            self._database = sqlite3.connect(folder / FILE)
            self._database.executescript(_TABLES)

    def close(self) -> None:
        """Forget what was not kept."""
        self.drop()
        self._database.close()

    def run(self) -> dict[str, Any]:
        """What the run was begun with; empty when there is none."""
        return {name: json.loads(value) for name, value in self._rows("SELECT name, value FROM run")}

    def set_run(self, values: Mapping[str, object]) -> None:
        """Remember what the run is begun with."""
        for name, value in values.items():
            self._rows("INSERT OR REPLACE INTO run VALUES (?, ?)", name, json.dumps(value, ensure_ascii=False))
        self._commit()

    def answer(self, identity: str) -> Stored | None:
        """What has come for a request, if anything has."""
        for (text,) in self._rows("SELECT answer FROM request WHERE id = ? AND answer IS NOT NULL", identity):
            return Stored(*json.loads(text))
        return None

    def want(self, identity: str, body: dict[str, object]) -> None:
        """Put a request into a new batch, unless one holds it already."""
        if self._rows("SELECT 1 FROM request WHERE id = ? AND batch IS NOT NULL", identity):
            return
        row = {"custom_id": identity, "method": "POST", "url": self._endpoint, "body": body}
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        with self._told():
            self._room(len(line)).write(line)
        self._count, self._size = self._count + 1, self._size + len(line)
        self._rows(
            "INSERT INTO request (id, batch) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET batch = excluded.batch",
            identity,
            self._number,
        )

    def keep(self) -> None:
        """Make what was wanted batches to be sent, durably."""
        self._end_file()
        self._commit()

    def drop(self) -> None:
        """Forget what was wanted since the last ``keep``."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self._database.rollback()

    def batches(self) -> list[Batch]:
        """All batches, in order."""
        names = ", ".join(Batch.__slots__)
        return [Batch(*row) for row in self._rows(f"SELECT {names} FROM batch ORDER BY number")]

    def requests(self, batch: Batch) -> Path:
        """The request file of a batch."""
        return self._path(batch.number)

    def update(self, batch: Batch, **values: str | int) -> None:
        """Change what is known of a batch, durably."""
        self._set(batch, **values)
        self._commit()

    def take(self, batch: Batch, identity: str, stored: Stored) -> None:
        """The final answer to a request of a batch."""
        self._rows(
            "UPDATE request SET answer = ? WHERE id = ? AND batch = ? AND answer IS NULL",
            json.dumps([stored.status, stored.body]),
            identity,
            batch.number,
        )

    def failed(self, batch: Batch, identity: str, stored: Stored, most: int) -> None:
        """A failure that may pass; final when it is the ``most``-th of the request."""
        place = (identity, batch.number)
        self._rows("UPDATE request SET tries = tries + 1 WHERE id = ? AND batch = ? AND answer IS NULL", *place)
        if self._rows("SELECT 1 FROM request WHERE id = ? AND batch = ? AND tries >= ?", *place, most):
            self.take(batch, identity, stored)

    def end(self, batch: Batch, **values: str | int) -> None:
        """Keep what was taken from a batch, durably; what it did not answer is free to be wanted again."""
        self._rows("UPDATE request SET batch = NULL WHERE batch = ? AND answer IS NULL", batch.number)
        self._set(batch, stage="ended", **values)
        self._commit()

    def open_requests(self) -> int:
        """How many requests a batch holds that have no answer yet."""
        return int(self._rows("SELECT count(*) FROM request WHERE answer IS NULL AND batch IS NOT NULL")[0][0])

    def _room(self, size: int) -> BinaryIO:
        """The request file for the next line: a new one where the last is full."""
        if self._count >= self._limits.requests or (self._count and self._size + size > self._limits.bytes):
            self._end_file()
        if self._file is None:
            self._number = int(self._rows("SELECT coalesce(max(number), 0) + 1 FROM batch")[0][0])
            self._count = self._size = 0
            descriptor = os.open(self._path(self._number), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = os.fdopen(descriptor, "wb")
        return self._file

    def _end_file(self) -> None:
        if self._file is None:
            return
        with self._told(), self._file as file:
            file.flush()
            os.fsync(file.fileno())
        self._file = None
        self._rows("INSERT INTO batch (number, requests) VALUES (?, ?)", self._number, self._count)

    def _path(self, number: int) -> Path:
        return self.folder / f"requests-{number:04}.jsonl"

    def _set(self, batch: Batch, **values: str | int) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        self._rows(f"UPDATE batch SET {names} WHERE number = ?", *values.values(), batch.number)

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._told():
            return self._database.execute(statement, values).fetchall()

    def _commit(self) -> None:
        with self._told():
            self._database.commit()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise OutputError(f"{self.folder}: the state of the batch cannot be kept: {error}") from None
