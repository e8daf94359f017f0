"""Finding the sources: files, folders and documents as one stream in a fixed order."""

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from summarizer.batch.model import Failure, Source, SourceLike
from summarizer.batch.remote import is_remote, remote_files
from summarizer.documents import (
    Document,
    ReadOptions,
    documents_from_bytes,
    how_of,
    is_passed_over,
    names_in,
)
from summarizer.errors import SourceError

STDIN = "-"
_OURS = frozenset({".lock", ".log", ".part"})
"""Suffixes of what only this package writes; its tables and records are told from others by their columns."""
_RUN_FILES = (".run.json", ".failures.jsonl", "manifest.json")
_TABLES = frozenset({".jsonl", ".json", ".csv", ".parquet"})


def expand(
    sources: Iterable[SourceLike], skip: Callable[[str], bool] = lambda path: False
) -> Iterator[Source | Failure]:
    """All documents of ``sources``, in order, each path once.

    A folder gives its files in the order of their names, subfolders in their place among them; an archive its files, a
    table its rows (``reports.csv#2``). Hidden files, READMEs, editors' lock files, tables without a column of reports
    and what this package writes (records, tables, logs) are passed over, as is every path for which ``skip`` is true;
    pipes and devices in a folder are failures. A path that does not exist is given as it is: reading it will say so.
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
        return (found for found in remote_files(path) if isinstance(found, Failure) or _is_wanted(found.name, path))
    return _files(path, skip, how) if os.path.isdir(path) else _in_file(path, how)


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
