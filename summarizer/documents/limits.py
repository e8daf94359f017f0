"""Bounds on what a file may unpack to, so that a bomb is named instead of filling the memory."""

import io
import zipfile

from summarizer.errors import SourceError

MOST_BYTES = 200_000_000
"""The largest source that is read, and what a file inside an archive may unpack to."""
_MOST_RATIO = 400
"""How many times its size a large part of an archive may grow; text packs to a tenth, XML to a thirtieth."""
_LARGE = 30_000_000


def check_archive(data: bytes, name: str) -> None:
    """Raises SourceError for bytes that are no ZIP archive, or one that unpacks to more than is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise SourceError(f"{name}: this file is damaged or truncated; get a new copy") from error
    check_sizes(entries, name)


def check_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Raises SourceError where the parts of a file would unpack to more than is read."""
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > MOST_BYTES or (total > _LARGE and total > _MOST_RATIO * packed):
        raise SourceError(
            f"{name}: it would unpack to {total / 1e6:,.0f} MB from {packed / 1e6:,.1f} MB (a zip bomb?); not read"
        )
