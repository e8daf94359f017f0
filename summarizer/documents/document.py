"""The decoded source document: the one base of all offsets."""

import hashlib
from dataclasses import dataclass, field
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
"""``[start, end)`` in Unicode code points of ``Document.text``."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source as decoded text, with BOM removed and CRLF and CR turned into LF; nothing else is changed.

    ``name`` is the source's name as given, ``format`` what it was read from (``"text"``), ``encoding`` the
    codec it was decoded with, ``sha256`` the SHA-256 of ``text`` in UTF-8.
    """

    name: str
    text: str
    format: str = "text"
    encoding: str = "utf-8"
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", digest)
