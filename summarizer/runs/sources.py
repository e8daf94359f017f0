"""Finding the sources: files, folders and documents as one stream in a fixed order.

Those at other places than this machine's disks (``s3://…``, ``https://…``, ``memory://…``) are found and read by
fsspec; credentials and options come from the environment and fsspec's own configuration, never from here.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from summarizer.documents import (
    Document,
    ReadOptions,
    documents_from_bytes,
    how_of,
    is_passed_over,
    names_in,
)
from summarizer.errors import SourceError, UsageError
from summarizer.runs.model import Failure, Source, SourceLike

STDIN = "-"
_OURS = frozenset({".lock", ".log", ".part"})
"""Suffixes of what only this package writes; its tables and records are told from others by their columns."""
_RUN_FILES = (".run.json", ".failures.jsonl", "manifest.json")
_TABLES = frozenset({".jsonl", ".json", ".csv", ".parquet"})
_VERSIONS = ("ETag", "etag", "mtime", "LastModified", "last_modified", "created")


def expand(
    sources: Iterable[SourceLike], skip: Callable[[str], bool] = lambda path: False
) -> Iterator[Source | Failure]:
    """All documents of ``sources``, in order, each path once.

    A folder gives its files in the order of their names, subfolders in their place among them; an archive its files, a
    table its rows (``reports.csv#2``). Hidden files, READMEs, editors' lock files, tables without a column of reports
    and what this package writes (records, tables, logs) are passed over, as is every path for which ``skip`` is true;
    pipes and devices in a folder are failures, as is a folder without any source. A path that does not exist is given
    as it is: reading it will say so.
    """
    seen: set[bytes] = set()
    for source in sources:
        if isinstance(source, Document):
            yield Source(source.name, source, len(source.text))
            continue
        path, how = os.fspath(source), how_of(source)
        if path == STDIN:
            yield from _standard_input(how)
            continue
        for found in _found(path, skip, how):
            if isinstance(found, Failure) or (_is_new(found.name, seen) and not skip(found.name)):
                yield replace(found, how=how) if isinstance(found, Source) else found


def _found(path: str, skip: Callable[[str], bool], how: ReadOptions) -> Iterator[Source | Failure]:
    if is_remote(path):
        listed = _remote_files(path)
        return _some(path, (found for found in listed if isinstance(found, Failure) or _is_wanted(found.name, path)))
    return _some(path, _files(path, skip, how)) if os.path.isdir(path) else _in_file(path, how)


def _some(folder: str, found: Iterator[Source | Failure]) -> Iterator[Source | Failure]:
    """What was found in a folder; where that is nothing, a failure that says so."""
    empty = True
    for each in found:
        empty = False
        yield each
    if empty:
        yield Failure(folder, "unreadable", f"{folder}: no file in it that can be a source; check the path")


def _is_wanted(url: str, folder: str) -> bool:
    """Whether a file in a folder elsewhere is a source; by names only, as tables there are not opened."""
    *folders, name = url.removeprefix(folder).split("/")
    hidden = any(part.startswith(".") for part in folders)
    return url == folder or not (hidden or _is_passed_over(name) or Path(name).suffix.lower() in _TABLES)


def _is_passed_over(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return is_passed_over(name) or suffix in _OURS or name.lower().endswith(_RUN_FILES)


def _is_new(path: str, seen: set[bytes]) -> bool:
    """Whether the path comes for the first time; digests, because a million paths are many."""
    digest = hashlib.blake2b(os.fsencode(path if is_remote(path) else os.path.normpath(path)), digest_size=16).digest()
    if digest in seen:
        return False
    seen.add(digest)
    return True


def _standard_input(how: ReadOptions) -> Iterator[Source | Failure]:
    try:
        for document in documents_from_bytes(sys.stdin.buffer.read(), STDIN, how):
            yield Source(document.name, document, len(document.text))
    except SourceError as error:
        yield Failure(STDIN, "unreadable", str(error))


def _in_file(path: str, how: ReadOptions, *, found: bool = False) -> Iterator[Source | Failure]:
    """The documents in a file: itself, or what an archive or a table holds."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        yield Source(path)
        return
    if not stat.S_ISREG(status.st_mode):
        yield Source(path)
        return
    try:
        names = names_in(path, how, found=found)
    except SourceError as error:
        yield Failure(path, "unreadable", str(error))
        return
    for name in names:
        yield Source(name, size=status.st_size // len(names), version=str(status.st_mtime_ns))


def _files(folder: str, skip: Callable[[str], bool], how: ReadOptions) -> Iterator[Source | Failure]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        message = f"{folder}: the folder cannot be read ({error.strerror}); check its permissions"
        yield Failure(folder, "unreadable", message)
        return
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield from () if entry.name.startswith(".") else _files(entry.path, skip, how)
        elif _is_passed_over(entry.name) or skip(entry.path):
            continue
        elif _is_special(entry):
            yield Failure(
                entry.path, "unreadable", f"{entry.path}: this is a pipe or a device, no file; it is left out"
            )
        else:
            yield from _in_file(entry.path, how, found=True)


def _is_special(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry of a folder is neither a file nor a link that leads nowhere: reading it could wait for ever."""
    try:
        return not stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return False


def is_remote(path: str) -> bool:
    """Whether the path is a URL."""
    return "://" in path


def _remote_files(url: str) -> Iterator[Source | Failure]:
    """The file at a URL, or all files of the folder there, sorted by name. Raises UsageError for unknown protocols."""
    system, path = open_system(url)
    try:
        if not system.isdir(path):
            yield Source(url)
            return
        found = [(name, info) for name, info in system.find(path, detail=True).items() if info["type"] == "file"]
    except Exception as error:
        yield Failure(url, "unreadable", f"{url}: the folder cannot be listed ({_said(error)})")
        return
    for name, info in sorted(found):
        version = next((str(info[key]) for key in _VERSIONS if info.get(key)), "")
        yield Source(system.unstrip_protocol(name), size=info.get("size") or 0, version=version)


def read_remote(url: str) -> bytes:
    """The bytes at a URL. Raises SourceError."""
    system, path = open_system(url)
    try:
        data: bytes = system.cat_file(path)
    except FileNotFoundError:
        raise SourceError(f"{url}: there is no such file; check the address") from None
    except Exception as error:
        raise SourceError(f"{url}: it cannot be read ({_said(error)})") from None
    return data


def open_system(url: str) -> tuple[Any, str]:
    """The file system of a URL or path, and the path in it. Raises UsageError where a package is missing."""
    try:
        system, path = import_module("fsspec").url_to_fs(url)
    except ImportError as error:
        if not is_remote(url):
            raise UsageError(
                f"{url}: this is a folder of parts, which needs report-summarizer[dask]; install it, "
                f"or name a file, such as {os.path.join(url, 'records.jsonl')}"
            ) from None
        raise UsageError(
            f"{url}: a package is missing that reads such addresses ({error}); install it, for example s3fs"
        ) from None
    except ValueError as error:
        raise UsageError(f"{url}: {error}") from None
    return system, path


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
