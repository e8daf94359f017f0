"""A folder of files, on this machine or wherever fsspec can write; a file in it is whole or not there."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from summarizer.errors import OutputError, UsageError
from summarizer.runs.sources import open_system

DONE = "_done"
"""The folder, in the output's, of the reports of parts that are finished."""


class Folder:
    """The output's folder, on this machine or elsewhere; ``place`` names it for workers on whatever machine."""

    def __init__(self, place: str) -> None:
        """Make the folder where it is missing. Raises UsageError where nothing can be written."""
        self._system, path = open_system(place)
        protocols = self._system.protocol
        self.is_local = "file" in ((protocols,) if isinstance(protocols, str) else protocols)
        self.path = os.path.abspath(path) if self.is_local else path.rstrip("/")
        self.place = self.path if self.is_local else place
        try:
            self._system.makedirs(f"{self.path}/{DONE}", exist_ok=True)
        except OSError as error:
            raise UsageError(f"{place}: cannot be written ({error.strerror or error}); name another folder") from None

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write; it is there under its name once all is written, and not before. Raises OutputError.

        Two that write it at once (a task that was given up, and its successor) do not meet.
        """
        path = f"{self.path}/{name}"
        place = f"{path}.{uuid.uuid4().hex}.part" if self.is_local else path
        try:
            with self._system.open(place, "wb") as file:
                yield file
                if self.is_local:
                    file.flush()
                    os.fsync(file.fileno())
            if self.is_local:
                os.replace(place, path)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written any more ({error.strerror or error})") from None
        finally:
            if self.is_local:
                Path(place).unlink(missing_ok=True)

    def write(self, name: str, text: str) -> None:
        """A small file."""
        with self.writing(name) as file:
            file.write(text.encode("utf-8", "backslashreplace"))

    def read(self, name: str) -> bytes:
        """The bytes of a file; none where there is none."""
        try:
            data: bytes = self._system.cat_file(f"{self.path}/{name}")
        except FileNotFoundError:
            return b""
        return data

    def names(self, folder: str = "") -> set[str]:
        """The names of the files in a folder of it."""
        path = f"{self.path}/{folder}".rstrip("/")
        self._system.invalidate_cache()
        return {name.rpartition("/")[2] for name in self._system.ls(path, detail=False)}

    def remove(self, name: str) -> None:
        """Remove a file."""
        self._system.rm_file(f"{self.path}/{name}")

    def move(self, name: str, to: str) -> None:
        """Give a file another name."""
        self._system.makedirs(f"{self.path}/{to}".rpartition("/")[0], exist_ok=True)
        self._system.mv(f"{self.path}/{name}", f"{self.path}/{to}")
