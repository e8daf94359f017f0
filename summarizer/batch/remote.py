"""Sources at other places than this machine's disks: ``s3://…``, ``https://…``, ``memory://…``, by fsspec.

Credentials and options come from the environment and fsspec's own configuration, never from here.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, NoReturn

from summarizer.batch.model import Failure, Source
from summarizer.errors import SourceError, UsageError

_VERSIONS = ("ETag", "etag", "mtime", "LastModified", "last_modified", "created")


def is_remote(path: str) -> bool:
    """Whether the path is a URL."""
    return "://" in path


def remote_files(url: str) -> Iterator[Source | Failure]:
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
        fsspec = import_module("fsspec")
    except ImportError:
        _missing(url, "fsspec")
    try:
        system, path = fsspec.url_to_fs(url)
    except ImportError as error:
        _missing(url, str(error))
    except ValueError as error:
        raise UsageError(f"{url}: {error}") from None
    return system, path


def _missing(url: str, what: str) -> NoReturn:
    raise UsageError(f"{url}: a package is missing that reads such addresses ({what}); install it, for example s3fs")


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
