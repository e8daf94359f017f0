"""What form a source is in, told by its content; its name only decides between forms that look alike."""

import codecs
import io
import json
import re
import zipfile
from pathlib import PurePath
from typing import Literal, TypeAlias, get_args

from summarizer.expressions import expression

Form: TypeAlias = Literal[
    "text", "markdown", "html", "pdf", "docx", "doc", "rtf", "wps", "odt", "csv", "jsonl", "xlsx", "parquet", "zip"
]
"""The forms that are read; ``doc``, ``rtf``, ``wps`` and ``odt`` by LibreOffice where it is installed."""
FORMS: tuple[str, ...] = get_args(Form)
TABLES = frozenset(("csv", "jsonl", "xlsx", "parquet"))
"""Forms that hold one report a row."""
OFFICE = frozenset(("doc", "rtf", "wps", "odt"))
"""Forms that LibreOffice turns into one that is read here."""

REFUSED = (
    (b"\x89PNG", "a picture; run OCR on it and give the text"),
    (b"\xff\xd8\xff", "a picture; run OCR on it and give the text"),
    (b"GIF8", "a picture; run OCR on it and give the text"),
    (b"II*\x00", "a picture; run OCR on it and give the text"),
    (b"MM\x00*", "a picture; run OCR on it and give the text"),
    (b"\x1f\x8b", "a gzip file; unpack it and give what is in it"),
    (b"BZh", "a bzip2 file; unpack it and give what is in it"),
    (b"\xfd7zXZ", "an xz file; unpack it and give what is in it"),
    (b"Rar!", "a RAR archive; unpack it, or pack it as ZIP"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it, or pack it as ZIP"),
    (b"AT&TFORM", "a DjVu file; run OCR on it and give the text"),
    (b"\x7fELF", "a program, not a report"),
    (b"MZ\x90", "a program, not a report"),
)
"""How files begin that are never read, with what they are and what to do."""

_SUFFIXES: dict[str, Form] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".wps": "wps",
    ".doc": "doc",
    ".xls": "xlsx",
}
_MANY = frozenset((".zip", ".xlsx", ".xls", ".parquet"))
_SEVERAL = (b"PK", b"PAR1", b"\xd0\xcf\x11\xe0", b"{", b"[{", b"\xef\xbb\xbf{")
_HTML_HEAD = expression(
    rb"(?:<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>|\s)*+<(?:!doctype\s+html|html|head|body|meta)\b", re.I | re.S
)
_HTML_TAG = expression(rb"<(?:p|div|br|span|td|li|h[1-6]|table|font|section)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)
_HEADING = expression(rb"^#{1,4}[ \t]+\S", re.MULTILINE)
_FEWEST_TAGS = 3
_FEWEST_HEADINGS = 2
_SAMPLE = 65536


def refusal(data: bytes) -> str | None:
    """What the bytes are where they are of a form that is never read, and what to do; None for all others."""
    return next((what for signature, what in REFUSED if data.startswith(signature)), None)


def form_of(data: bytes, name: str) -> Form:
    """The form of a source's bytes; text if it is none of the other forms."""
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    suffix = _SUFFIXES.get(PurePath(name).suffix.lower())
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data, suffix)
    return _written(data, suffix)


def may_hold_more(head: bytes, name: str) -> bool:
    """Whether a file can hold several documents, by its first bytes and its name; cheap, and never wrongly no."""
    suffix = _SUFFIXES.get(PurePath(name).suffix.lower())
    return suffix in TABLES or PurePath(name).suffix.lower() in _MANY or head.startswith(_SEVERAL)


def _packed(data: bytes) -> Form:
    """What a ZIP archive is: a Word file, a workbook, an OpenDocument text, or an archive of files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            declared = "mimetype" in names and archive.getinfo("mimetype").file_size < 200
            if declared and b"opendocument.text" in archive.read("mimetype"):
                return "odt"
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return "docx" if b"word/" in data[:_SAMPLE] else "zip"
    if "[Content_Types].xml" in names:
        return "xlsx" if any(name.startswith("xl/") for name in names) else "docx"
    return "zip"


def _compound(data: bytes, suffix: Form | None) -> Form:
    """What an old Office file is, by the names of the streams in it."""
    if "WordDocument".encode("utf-16-le") in data:
        return "wps" if suffix == "wps" else "doc"
    return "xlsx" if any(f"{name}\0".encode("utf-16-le") in data for name in ("Workbook", "Book")) else "doc"


def _written(data: bytes, suffix: Form | None) -> Form:
    """What a file of characters is."""
    head = data[:_SAMPLE].removeprefix(codecs.BOM_UTF8)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    if b"mime-version:" in head[:2048].lower() and b"multipart/related" in head[:4096].lower():
        return "html"
    if _HTML_HEAD.match(head):
        return "html"
    if suffix is not None and suffix not in OFFICE and suffix != "xlsx":
        return suffix
    if _is_object(head):
        return "jsonl"
    if len(_HTML_TAG.findall(head)) >= _FEWEST_TAGS:
        return "html"
    return "markdown" if b"#" in head and len(_HEADING.findall(head)) >= _FEWEST_HEADINGS else "text"


def _is_object(head: bytes) -> bool:
    """Whether a line of JSON opens the file; one longer than the sample is recognised by how it begins."""
    start = head.lstrip()
    if not start.startswith((b"{", b"[{", b"[\n")):
        return False
    first = start.partition(b"\n")[0].strip().rstrip(b",")
    try:
        return isinstance(json.loads(first), dict | list)
    except ValueError:
        return re.match(rb'\[?\s*\{\s*"[^"\n]{1,80}"\s*:', start) is not None
