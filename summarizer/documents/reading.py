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
_SAMPLE = 65536
_HAN = re.compile(r"[\u3400-\u9fff]")
_READABLE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u203f\t\n\r -~]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_COMMON = re.compile(
    "[的一是不了在人有和国國年中大为為以上个個地到于於发發展工作全会會市县縣区區经經济濟建设設民业業政府生产產成实實等加进進"
    "推行改革新高持续續强強化]"
)
_COMMON_SHARE = 0.05
"""Least share of common characters among the Chinese characters of real text; in wrongly decoded text it is 0.02."""


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


def _document(text: str, name: str, encoding: str) -> Document:
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
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
    text = _attempt(data, "utf-8")
    if text is not None and not _is_binary(text):
        return text, "utf-8"
    candidates = (
        ["utf-16-le", "utf-16-be"] if 0 in data[:_SAMPLE] else ["gb18030", "big5hkscs", "utf-16-le", "utf-16-be"]
    )
    best, best_share = None, _COMMON_SHARE
    for encoding in candidates:
        text = _attempt(data, encoding)
        if text is not None and (share := _chinese(text)) > best_share:
            best, best_share = (text, encoding), share
    return best


def _attempt(data: bytes, encoding: str) -> str | None:
    """The decoded text, without a last character that was cut off; None where the bytes are not in the encoding."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return None


def _is_binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > 0.01 * len(sample)


def _chinese(text: str) -> float:
    """The share of common characters among the Chinese ones; 0 where much else than text is in it."""
    sample = text[:_SAMPLE]
    if len(_READABLE.findall(sample)) < 0.9 * len(sample):
        return 0.0
    return len(_COMMON.findall(sample)) / max(1, len(_HAN.findall(sample)))


_READERS: dict[str, Callable[[bytes, str], Document]] = {".txt": _read_text, ".text": _read_text}
"""Suffix → reader of the file's bytes; other formats are added here."""
