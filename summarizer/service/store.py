"""Jobs and decisions in SQLite, files beside it: what survives the end of the process, however it ends."""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any
from uuid import uuid4

from summarizer.errors import UsageError
from summarizer.expressions import expression
from summarizer.review.decisions import Decision, read_decisions, to_lines
from summarizer.service.model import Job, JobState, Problem

_SUFFIX = expression(r"\.[a-z0-9]{1,10}")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, created_at TEXT NOT NULL,
  finished_at TEXT, total INTEGER NOT NULL, sources_done INTEGER NOT NULL DEFAULT 0, records INTEGER NOT NULL DEFAULT 0,
  message TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS sources (
  job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, number INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (job, number));
CREATE TABLE IF NOT EXISTS problems (
  job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, source TEXT NOT NULL, message TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS decisions (
  job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, report TEXT NOT NULL, indicator TEXT NOT NULL,
  line TEXT NOT NULL, PRIMARY KEY (job, report, indicator));
"""


class Store:
    """A folder with ``service.sqlite`` and, for each job, its sources and records. Safe to call from any thread."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, made where it is missing. Raises UsageError where it cannot be used."""
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(folder / "service.sqlite", check_same_thread=False)
            self._database.executescript(f"PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; {_SCHEMA}")
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"{folder}: the service cannot keep its jobs there ({error}); name another folder"
            ) from None
        self._lock = RLock()

    def close(self) -> None:
        """Close the database; nothing is called after it."""
        with self._lock:
            self._database.close()

    @contextmanager
    def _changes(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it, or nothing."""
        with self._lock, self._database:
            yield self._database

    def add(self, sources: Iterable[tuple[str, bytes]]) -> Job:
        """A new job of files given by name and contents; it exists once all of them are on the disk."""
        job = uuid4().hex
        folder = self.folder / "jobs" / job / "sources"
        folder.mkdir(parents=True)
        names = []
        for number, (name, data) in enumerate(sources):
            _write(folder / _file_name(number, name), data)
            names.append((job, number, name))
        with self._changes() as database:
            database.execute(
                "INSERT INTO jobs (id, state, created_at, total) VALUES (?, 'queued', ?, ?)", (job, _now(), len(names))
            )
            database.executemany("INSERT INTO sources VALUES (?, ?, ?)", names)
        found = self.job(job)
        assert found is not None
        return found

    def sources(self, job: str) -> list[tuple[str, Path]]:
        """The names and files of a job's sources, in order."""
        rows = self._rows("SELECT number, name FROM sources WHERE job = ? ORDER BY number", job)
        folder = self.folder / "jobs" / job / "sources"
        return [(name, folder / _file_name(number, name)) for number, name in rows]

    def records_file(self, job: str) -> Path:
        """Where the records of a job are, or will be."""
        return self.folder / "jobs" / job / "records.jsonl"

    def job(self, job: str) -> Job | None:
        """A job as it stands; None where there is none."""
        return next(iter(self._jobs("WHERE id = ?", job)), None)

    def jobs(self) -> list[Job]:
        """All jobs, the newest first."""
        return self._jobs("ORDER BY number DESC")

    def waiting(self) -> int:
        """How many jobs are not ended."""
        ((count,),) = self._rows("SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')")
        return int(count)

    def next_job(self) -> str | None:
        """The oldest job that waits, which is running from now on; None where none waits."""
        with self._changes() as database:
            row = database.execute("SELECT id FROM jobs WHERE state = 'queued' ORDER BY number LIMIT 1").fetchone()
            if row is None:
                return None
            database.execute("UPDATE jobs SET state = 'running', sources_done = 0, records = 0 WHERE id = ?", row)
            database.execute("DELETE FROM problems WHERE job = ?", row)
            return str(row[0])

    def recover(self) -> None:
        """After a restart: jobs that were running wait again, and uploads that never became jobs are removed."""
        with self._changes() as database:
            database.execute("UPDATE jobs SET state = 'queued' WHERE state = 'running'")
        known = {str(row[0]) for row in self._rows("SELECT id FROM jobs")}
        for folder in (self.folder / "jobs").glob("*"):
            if folder.name not in known:
                shutil.rmtree(folder, ignore_errors=True)

    def total(self, job: str, sources: int) -> None:
        """Say how many documents a job's files hold."""
        with self._changes() as database:
            database.execute("UPDATE jobs SET total = ? WHERE id = ?", (sources, job))

    def progress(self, job: str, *, sources: int = 0, records: int = 0) -> None:
        """Count sources dealt with and records made."""
        with self._changes() as database:
            database.execute(
                "UPDATE jobs SET sources_done = sources_done + ?, records = records + ? WHERE id = ?",
                (sources, records, job),
            )

    def problem(self, job: str, problem: Problem) -> None:
        """Note a source that gave no record."""
        with self._changes() as database:
            database.execute("INSERT INTO problems VALUES (?, ?, ?)", (job, problem.source, problem.message))

    def end(self, job: str, state: JobState, message: str = "") -> None:
        """The job is over."""
        with self._changes() as database:
            database.execute(
                "UPDATE jobs SET state = ?, message = ?, finished_at = ? WHERE id = ?", (state, message, _now(), job)
            )

    def remove(self, job: str) -> None:
        """Forget a job, its files and its decisions."""
        with self._changes() as database:
            database.execute("DELETE FROM jobs WHERE id = ?", (job,))
        shutil.rmtree(self.folder / "jobs" / job, ignore_errors=True)

    def decide(self, job: str, decision: Decision) -> None:
        """Keep a decision in place of an earlier one about the same number."""
        with self._changes() as database:
            database.execute(
                "INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?)", (job, *decision.key, to_lines([decision]))
            )

    def undo(self, job: str, report: str, indicator: str) -> bool:
        """Forget the decision about a number; False where there was none."""
        with self._changes() as database:
            done = database.execute(
                "DELETE FROM decisions WHERE job = ? AND report = ? AND indicator = ?", (job, report, indicator)
            )
            return done.rowcount > 0

    def decisions(self, job: str) -> list[Decision]:
        """All decisions about a job's records."""
        rows = self._rows("SELECT line FROM decisions WHERE job = ? ORDER BY report, indicator", job)
        return list(read_decisions((line for (line,) in rows), "decisions"))

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(query, values).fetchall()

    def _jobs(self, rest: str, *values: object) -> list[Job]:
        query = f"SELECT id, state, created_at, finished_at, sources_done, records, message, total FROM jobs {rest}"
        with self._lock:
            return [
                Job(
                    id=row[0],
                    state=row[1],
                    created_at=row[2],
                    finished_at=row[3],
                    sources=row[7],
                    sources_done=row[4],
                    records=row[5],
                    message=row[6],
                    problems=self._problems(row[0]),
                )
                for row in self._database.execute(query, values).fetchall()
            ]

    def _problems(self, job: str) -> tuple[Problem, ...]:
        rows = self._database.execute("SELECT source, message FROM problems WHERE job = ? ORDER BY rowid", (job,))
        return tuple(Problem(source=source, message=message) for source, message in rows)


def _file_name(number: int, name: str) -> str:
    """What a source's file is called here: its number, and the suffix that helps to tell its form."""
    suffix = Path(name).suffix.lower()
    return f"{number}{suffix}" if _SUFFIX.fullmatch(suffix) else str(number)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _now() -> str:
    return datetime.now(UTC).isoformat()
