"""Reading sources: bytes decoded into a ``Document``, or a ``SourceError`` that says what to do."""

import codecs
import re
from collections.abc import Callable
from os import PathLike, fspath
from pathlib import Path

from summarizer.documents.document import Document
from summarizer.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_ENCODINGS = ["gb18030", "big5hkscs", "big5", "utf_16_le", "utf_16_be"]
_NAMES = {"gb18030": "gb18030", "utf_16_le": "utf-16-le", "utf_16_be": "utf-16-be", "big5": "big5hkscs"}
_CUT_OFF = 4
"""A file cut off inside its last character misses at most this many bytes of it, less one."""
_SAMPLE = 65536
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def read_document(path: str | PathLike[str], *, name: str | None = None) -> Document:
    """The document in a file; ``name`` stands for it in records and messages (the path as given, by default).

    Raises ``SourceError`` where the path is missing, a folder or unreadable, and as ``document_from_bytes`` does.
    """
    label = fspath(path) if name is None else name
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise SourceError(f"{label}: there is no such file; check the path") from None
    except IsADirectoryError:
        raise SourceError(f"{label}: this is a folder, not a file; name a file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(f"{label}: the file cannot be read ({reason}); check its permissions") from None
    return document_from_bytes(data, label)


def document_from_bytes(data: bytes, name: str) -> Document:
    """The document in the bytes of a file called ``name``, whose suffix chooses the reader (text, if unknown).

    Raises ``SourceError`` where the bytes are empty, are no text, or are in none of the encodings UTF-8, UTF-16,
    UTF-32 (with BOM), GB18030 (with GBK and GB2312) and Big5.
    """
    if not data:
        raise SourceError(f"{name}: the file is empty; give a file with a report in it")
    return _READERS.get(Path(name).suffix.lower(), _read_text)(data, name)


def document_from_text(text: str, name: str) -> Document:
    """The document of a text already decoded; raises ``SourceError`` where nothing but white space is in it."""
    return _document(text, name, "utf-8")


def normalised(text: str) -> str:
    """The text that all offsets are about: without BOM, CRLF and CR as LF."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _document(text: str, name: str, encoding: str) -> Document:
    clean = normalised(text)
    if not clean or clean.isspace():
        raise SourceError(f"{name}: there is no text in it, only white space; give a file with a report in it")
    return Document(name, clean, encoding=encoding)


def _read_text(data: bytes, name: str) -> Document:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"{name}: this is {what}, not text; save its text as a UTF-8 .txt file and give that")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _document(data.decode(encoding), name, encoding)
            except UnicodeDecodeError as error:
                raise SourceError(
                    f"{name}: it begins as {encoding} but byte {error.start} is not; save it again as UTF-8"
                ) from None
    decoded = _decode(data)
    if decoded is None:
        raise SourceError(
            f"{name}: this is no text in UTF-8, UTF-16, GB18030 or Big5 (a binary or damaged file?); "
            "save it as UTF-8 text and try again"
        )
    return _document(decoded[0], name, decoded[1])


def _decode(data: bytes) -> tuple[str, str] | None:
    """The text and its encoding, found without a BOM; None for what is no text."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return _detect(data)
    return None if _is_binary(text) else (text, "utf-8")


def _detect(data: bytes) -> tuple[str, str] | None:
    """The text in one of the encodings of Chinese besides UTF-8, without a last character that was cut off."""
    from charset_normalizer import from_bytes  # only needed for what is not UTF-8

    for cut in range(min(_CUT_OFF, len(data))):
        found = from_bytes(data[: len(data) - cut], cp_isolation=_ENCODINGS).best()
        if found is not None:
            return str(found), _NAMES.get(found.encoding, found.encoding)
    return None


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > 0.01 * len(sample)


_READERS: dict[str, Callable[[bytes, str], Document]] = {".txt": _read_text, ".text": _read_text}
"""Suffix → reader of the file's bytes; other formats are added here."""
