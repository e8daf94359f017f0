"""Where a source stands: a file, a file in an archive (reports.zip/a.txt), a row of a table (reports.csv#12)."""

import io
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from summarizer.documents.limits import MOST_BYTES
from summarizer.errors import SourceError
from summarizer.expressions import expression

_ROW = expression(r"(?P<table>.+)#(?P<row>[1-9]\d{0,8})", re.DOTALL)
_DEEPEST = 3
"""How many archives may stand inside each other."""
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_MOST_RATIO = 1000
_LARGE = 10_000_000


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A file on disk, the members of archives inside each other that lead to the source, and the row of a table."""

    path: str
    members: tuple[str, ...] = ()
    row: int | None = None


def place_of(name: str) -> SourcePlace:
    """Where the source of that name stands; a name that no file has is taken to lead into an archive or a table."""
    if os.path.lexists(name):
        return SourcePlace(name)
    row = None
    if found := _ROW.fullmatch(name):
        name, row = found["table"], int(found["row"])
        if os.path.lexists(name):
            return SourcePlace(name, row=row)
    head, tail = os.path.split(name)
    members = [tail]
    while head and head != os.path.dirname(head):
        if os.path.isfile(head):
            return SourcePlace(head, _split("/".join(reversed(members))), row)
        head, tail = os.path.split(head)
        members.append(tail)
    return SourcePlace(name, row=row)


def _split(inside: str) -> tuple[str, ...]:
    """A path inside an archive, divided after each archive that stands on it."""
    return tuple(re.split(r"(?<=\.zip)/", inside, flags=re.IGNORECASE))


@contextmanager
def opened(place: SourcePlace, name: str) -> Iterator[BinaryIO]:
    """The bytes of a place, to be read and sought in.

    Raises SourceError where there is no such file or member, it cannot be read, or it is a folder.
    """
    try:
        with open(place.path, "rb") as file:
            if not place.members:
                yield file
                return
            data = io.BytesIO(file.read()) if not file.seekable() else file
            yield io.BytesIO(_member(data, place.members, name))
    except FileNotFoundError:
        raise SourceError(f"{name}: there is no such file; check the path") from None
    except IsADirectoryError:
        raise SourceError(f"{name}: this is a folder, not a file; name a file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{name}: the file cannot be read ({reason}); check its permissions") from None


def members_of(source: BinaryIO, name: str) -> list[str]:
    """The names of the files in a ZIP archive, in the order of the archive. Raises SourceError where it is damaged."""
    with _archive(source, name) as archive:
        return [_name(entry) for entry in archive.infolist() if not entry.is_dir()]


def _member(source: BinaryIO, members: tuple[str, ...], name: str) -> bytes:
    if len(members) > _DEEPEST:
        raise SourceError(f"{name}: archives are nested more than {_DEEPEST} deep; unpack them first")
    with _archive(source, name) as archive:
        entry = next((entry for entry in archive.infolist() if _name(entry) == members[0]), None)
        if entry is None:
            raise SourceError(f"{name}: there is no such file in the archive; check the path")
        data = _read(archive, entry, name)
    return _member(io.BytesIO(data), members[1:], name) if len(members) > 1 else data


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise SourceError(f"{name}: the archive is encrypted; unpack it with its password and give the files")
    size = entry.file_size
    if size > MOST_BYTES or (size > _LARGE and size > _MOST_RATIO * entry.compress_size):
        raise SourceError(f"{name}: it would unpack to {size / 1e6:,.0f} MB (a zip bomb?); it is not read")
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise SourceError(f"{name}: it is damaged in the archive ({error}); pack it again") from None


@contextmanager
def _archive(source: BinaryIO, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise SourceError(f"{name}: this archive is damaged ({error}); get a new copy") from None
    with archive:
        yield archive


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an archive's entry; old archives have it in GBK and do not say so."""
    if entry.flag_bits & _UTF8_FLAG or entry.filename.isascii():
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return entry.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return entry.filename
