"""Answers kept on disk, so that no request is paid for twice.

One SQLite file (diskcache) in a folder only its owner may enter. Keys and values are plain strings: nothing is ever
pickled or unpickled (CVE-2025-69872: diskcache unpickles what it finds in its folder), whatever an entry claims to be.
Values are JSON; keys are `summarizer-v1:` and the SHA-256 of the canonical JSON of

    {"base_url", "messages": [{"role", "content"}, …], "mode", "model",
     "parameters": {"extra", "max_tokens", "seed", "temperature"}, "schema": SHA-256 of the JSON Schema as sent}

Neither holds an API key or a header. Damaged entries are misses; a damaged file is set aside and a new one begun.
Several threads and processes may use one folder.
"""

import contextlib
import hashlib
import json
import logging
import os
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import diskcache  # type: ignore[import-untyped]
from diskcache.core import MODE_RAW  # type: ignore[import-untyped]

from summarizer.llm.modes import canonical

KEY_TAG = "summarizer-v1:"
FOLDER = "answers"
_FILE = "cache.db"
_BUSY_SECONDS = 5.0
# Values stay in the database: a file of their own would be one more thing that can be missing, damaged or replaced.
_ALL_IN_DATABASE = 2**40
_log = logging.getLogger(__name__)


class TextOnlyError(Exception):
    """Something other than a plain string was given to the cache or found in it."""


class TextDisk(diskcache.Disk):  # type: ignore[misc]
    """A diskcache.Disk for strings only: what would have to be pickled, unpickled or read from a file is refused."""

    def put(self, key: Any) -> tuple[str, bool]:
        """Key to database form."""
        if type(key) is not str:
            raise TextOnlyError("keys are strings")
        return key, True

    def get(self, key: Any, raw: Any) -> str:
        """Key from database form."""
        if not raw or type(key) is not str:
            raise TextOnlyError("the key in the database is not a string")
        return key

    def store(self, value: Any, read: bool, key: Any = None) -> tuple[int, int, None, str]:
        """Value to database form."""
        if read or type(value) is not str:
            raise TextOnlyError("values are strings")
        return 0, MODE_RAW, None, value

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> str:
        """Value from database form."""
        if mode != MODE_RAW or filename is not None or read or type(value) is not str:
            raise TextOnlyError("the value in the database is not a plain string")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheInfo:
    """What `summarizer cache info` shows; `size` in bytes, as on disk."""

    path: Path
    entries: int
    size: int
    size_limit: int


def cache_key(
    *,
    base_url: str,
    model: str,
    parameters: Mapping[str, object],
    messages: Sequence[Mapping[str, str]],
    schema_digest: str,
    mode: str,
) -> str:
    """The key of a request, as the module's docstring has it. Equal requests have equal keys on every machine."""
    parts = {
        "base_url": base_url,
        "messages": messages,
        "mode": mode,
        "model": model,
        "parameters": parameters,
        "schema": schema_digest,
    }
    return KEY_TAG + hashlib.sha256(canonical(parts).encode()).hexdigest()


def mode_key(base_url: str, model: str) -> str:
    """The key under which the structured mode that works for a model is remembered."""
    return f"{KEY_TAG}mode:{hashlib.sha256(canonical([base_url, model]).encode()).hexdigest()}"


class AnswerCache:
    """JSON objects by key. Its methods never fail on account of what is on disk: what cannot be read is a miss.

    Close it in every thread that used it.
    """

    def __init__(self, folder: Path, *, size_limit: int = 2**30) -> None:
        """`folder` is the cache folder (the file goes into its subfolder `answers`), `size_limit` in bytes."""
        self.folder = folder / FOLDER
        self._size_limit = size_limit
        self._store: Any = None
        self._opening = threading.Lock()

    def get(self, key: str) -> dict[str, Any] | None:
        """The object stored under `key`, or None: not there, or not readable."""
        try:
            text = self._opened().get(key)
            value = json.loads(text) if text is not None else None
        except (TextOnlyError, ValueError, RecursionError) as error:
            _log.warning("damaged cache entry ignored: %s", error)
            self._discard(key)
            return None
        except (sqlite3.Error, diskcache.Timeout, OSError) as error:
            self._failed(error)
            return None
        return value if isinstance(value, dict) else None

    def put(self, key: str, value: Mapping[str, object]) -> None:
        """Store `value` under `key`; where that is not possible, nothing happens but a line in the log."""
        try:
            self._opened().set(key, json.dumps(value, ensure_ascii=False))
        except (sqlite3.Error, diskcache.Timeout, OSError, UnicodeEncodeError) as error:
            self._failed(error)

    def clear(self) -> int:
        """Remove all entries; their number."""
        try:
            return int(self._opened().clear())
        except (sqlite3.Error, diskcache.Timeout, OSError) as error:
            self._failed(error)
            return 0

    def info(self) -> CacheInfo:
        """Where the cache is and how full."""
        try:
            store = self._opened()
            entries, size = len(store), int(store.volume())
        except (sqlite3.Error, diskcache.Timeout, OSError) as error:
            self._failed(error)
            entries, size = 0, 0
        return CacheInfo(path=self.folder, entries=entries, size=size, size_limit=self._size_limit)

    def problem(self) -> str:
        """Why nothing can be kept here, in one line; empty where something can. Tried by keeping something."""
        key = f"{KEY_TAG}probe"
        try:
            store = self._opened()
            store.set(key, "{}")
            store.delete(key)
        except (sqlite3.Error, diskcache.Timeout, OSError, TextOnlyError) as error:
            return f"{self.folder}: answers of the model cannot be kept ({error}); what is asked again is paid again"
        return ""

    def close(self) -> None:
        """Close this thread's connection; the cache opens again when used again."""
        if self._store is not None:
            self._store.close()

    def _opened(self) -> Any:
        with self._opening:
            if self._store is None:
                self._make_folder()
                self._store = self._open_or_begin_anew()
            return self._store

    def _open_or_begin_anew(self) -> Any:
        try:
            return self._open()
        except (sqlite3.DatabaseError, KeyError, TypeError, ValueError) as error:
            if isinstance(error, sqlite3.OperationalError) and not _damaged(error):
                raise
            self._set_aside(error)
            return self._open()

    def _open(self) -> Any:
        return diskcache.Cache(
            str(self.folder),
            timeout=_BUSY_SECONDS,
            disk=TextDisk,
            size_limit=self._size_limit,
            disk_min_file_size=_ALL_IN_DATABASE,
            eviction_policy="least-recently-stored",
        )

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(OSError):  # somebody else's folder: as it is
            self.folder.chmod(0o700)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, sqlite3.DatabaseError) and _damaged(error):
            self._set_aside(error)
        else:
            _log.warning("the cache cannot be used just now: %s", error)

    def _set_aside(self, error: Exception) -> None:
        """Move the file away, with what SQLite keeps beside it; the next use begins a new one."""
        self.close()
        self._store = None
        aside = self.folder / f"{_FILE}.damaged"
        with contextlib.suppress(OSError):
            os.replace(self.folder / _FILE, aside)
        for suffix in ("-wal", "-shm"):
            with contextlib.suppress(OSError):
                os.remove(self.folder / f"{_FILE}{suffix}")
        _log.warning("the cache file is damaged (%s): moved to %s, a new one is begun", error, aside.name)

    def _discard(self, key: str) -> None:
        with contextlib.suppress(sqlite3.Error, diskcache.Timeout, OSError, TextOnlyError):
            self._opened().delete(key)


def _damaged(error: sqlite3.DatabaseError) -> bool:
    """Whether it is the file that is at fault, not a lock, a full disk or missing rights."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return not isinstance(error, sqlite3.OperationalError)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT)
