"""Files of records that may be compressed, read by their first bytes, written by their suffix; whole or not at all."""

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from summarizer.errors import OutputError, RecordError, UsageError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_GZIP_MAGIC, _ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_ZSTD_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 3,
    zstd.CompressionParameter.checksum_flag: 1,
}


def decompressed(file: io.BufferedReader, name: str) -> Iterator[bytes]:
    """The lines of a file that is plain, gzip or Zstandard, whatever it is called.

    Raises RecordError, whose text begins with ``name``, where compressed data is damaged or ends too early.
    """
    try:
        yield from _opened(file)
    except (EOFError, zlib.error, gzip.BadGzipFile, zstd.ZstdError) as error:
        raise RecordError(
            f"{name}: the compressed data is damaged or truncated ({error}); create or copy it again"
        ) from None


def _opened(file: io.BufferedReader) -> IO[bytes]:
    start = file.peek(4)[:4]
    if start.startswith(_GZIP_MAGIC):
        return cast(IO[bytes], gzip.GzipFile(fileobj=file))
    if start == _ZSTD_MAGIC:
        return cast(IO[bytes], zstd.ZstdFile(file, "r"))
    return file


@contextmanager
def new_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A file that takes its place when it is whole; compressed where the suffix is ``.gz`` or ``.zst``.

    Equal contents give equal bytes. Raises UsageError and OutputError as ``new_path`` does.
    """
    with new_path(path) as part, part.open("wb") as raw, _compressed(raw, Path(path).suffix) as file:
        yield file


@contextmanager
def new_path(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A path beside ``path``, for a library that makes files itself; the file takes its place when it is whole.

    Nothing stands there yet, and what the library leaves beside it is its own affair. Raises UsageError where no file
    can be made there, OutputError where writing fails later; a file that stood at ``path`` before is then as it was.
    """
    target = Path(os.path.realpath(path))
    part = target.with_name(f".{target.name}.{os.getpid()}.part{target.suffix}")
    _try(path, target, part)
    try:
        yield part
        os.replace(part, target)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from None
    finally:
        part.unlink(missing_ok=True)


def _try(path: str | os.PathLike[str], target: Path, part: Path) -> None:
    """Make sure that files can be made beside the target, whose folder is made where it is missing."""
    if target.is_dir():
        raise UsageError(f"{path}: this is a folder; name a file in it")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.open("wb").close()
        part.unlink()
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); name an output in a writable folder") from None


@contextmanager
def _compressed(raw: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    if suffix == ".gz":
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
            yield cast(BinaryIO, file)
    elif suffix == ".zst":
        with zstd.ZstdFile(raw, "w", options=_ZSTD_OPTIONS) as packed:
            yield cast(BinaryIO, packed)
    else:
        yield raw
