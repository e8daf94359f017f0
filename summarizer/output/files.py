"""Files that are written whole or not at all."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from summarizer.errors import UsageError

STDOUT = "-"
_FOR_ALL = 0o666


def write_whole(output: str | os.PathLike[str], data: bytes) -> None:
    """Write a file so that readers see the old one or the whole new one; ``-`` is standard output.

    Raises UsageError where it cannot be written.
    """
    name = os.fspath(output)
    if name == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(os.path.realpath(name))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        raise UsageError(f"{name}: cannot be written ({error.strerror}); name a file in a writable folder") from None


def _replace(path: Path, data: bytes) -> None:
    if path.exists() and not path.is_file():
        path.write_bytes(data)  # a device or a pipe; for a folder this raises
        return
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.chmod(file.name, path.stat().st_mode if path.exists() else _FOR_ALL & ~_umask())
            os.replace(file.name, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(file.name)
            raise


def _umask() -> int:
    """The process' mask, which can be read only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
