"""Finding the sources: files, folders and documents as one stream in a fixed order."""

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from summarizer.batch.model import Failure, Source, SourceLike
from summarizer.batch.remote import is_remote, remote_files
from summarizer.documents import Document, document_from_bytes
from summarizer.errors import SourceError

STDIN = "-"
_OURS = frozenset({".jsonl", ".json", ".lock", ".log", ".part", ".csv", ".parquet"})
"""Suffixes of what this package itself writes; such files in a folder are results, not reports."""
_PASSED_OVER = (".", "~$", "readme")
"""How the names of files begin that are about a folder, not reports in it."""


def expand(
    sources: Iterable[SourceLike], skip: Callable[[str], bool] = lambda path: False
) -> Iterator[Source | Failure]:
    """All files and documents of ``sources``, in order, each path once.

    A folder gives its files in the order of their names, subfolders in their place among them; hidden files, READMEs,
    editors' lock files and what this package writes (JSONL, tables, logs) are passed over, as is every path for which
    ``skip`` is true. A path that does not exist is given as it is: reading it will say so.
    """
    seen: set[bytes] = set()
    for source in sources:
        if isinstance(source, Document):
            yield Source(source.name, source, len(source.text))
            continue
        path = os.fspath(source)
        if path == STDIN:
            yield _standard_input()
            continue
        for found in _found(path):
            if isinstance(found, Failure) or (_is_new(found.name, seen) and not skip(found.name)):
                yield found


def _found(path: str) -> Iterator[Source | Failure]:
    if is_remote(path):
        return (found for found in remote_files(path) if isinstance(found, Failure) or _is_wanted(found.name, path))
    return _files(path) if os.path.isdir(path) else iter([_file(path)])


def _is_wanted(url: str, folder: str) -> bool:
    """Whether a file in a folder elsewhere is a source; by the names below the folder."""
    *folders, name = url.removeprefix(folder).split("/")
    return url == folder or not (any(part.startswith(".") for part in folders) or _is_passed_over(name))


def _is_passed_over(name: str) -> bool:
    return name.lower().startswith(_PASSED_OVER) or Path(name).suffix.lower() in _OURS


def _is_new(path: str, seen: set[bytes]) -> bool:
    """Whether the path comes for the first time; digests, because a million paths are many."""
    digest = hashlib.blake2b(os.fsencode(path if is_remote(path) else os.path.normpath(path)), digest_size=16).digest()
    if digest in seen:
        return False
    seen.add(digest)
    return True


def _standard_input() -> Source | Failure:
    try:
        document = document_from_bytes(sys.stdin.buffer.read(), STDIN)
    except SourceError as error:
        return Failure(STDIN, "unreadable", str(error))
    return Source(STDIN, document, len(document.text))


def _file(path: str) -> Source:
    try:
        found = os.stat(path)
        return Source(path, size=found.st_size, version=str(found.st_mtime_ns))
    except (OSError, ValueError):
        return Source(path)


def _files(folder: str) -> Iterator[Source | Failure]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        message = f"{folder}: the folder cannot be read ({error.strerror}); check its permissions"
        yield Failure(folder, "unreadable", message)
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from () if entry.name.startswith(".") else _files(entry.path)
        elif not _is_passed_over(entry.name):
            yield _file(entry.path)
