"""Reading sources: whatever form a report comes in, decoded into a ``Document``, or an error that says what to do."""

import csv
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import lru_cache
from os import PathLike, fspath
from typing import BinaryIO

from summarizer.documents.document import Document
from summarizer.documents.encodings import decode, replacements
from summarizer.documents.forms import FORMS, TABLES, Form, form_of, may_hold_more, refusal
from summarizer.documents.places import SourcePlace, members_of, opened, place_of
from summarizer.documents.tables import FIRST_ROW, SourceTable, find_text_column, open_table, text_column
from summarizer.errors import SourceError, UsageError

_SIGNATURE = 16
_HEAD = 1 << 16
"""Bytes of a file that determine its form."""
_WHOLE = (b"PK", b"\xd0\xcf\x11\xe0")
"""How files begin whose form depends on all of their bytes: archives, old Office files."""
_CELL_HEAD = 2000
_PASSED_OVER = (".", "~$", "readme", "__macosx")
"""How the names of files begin that are about a folder or an archive, not reports in it."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How sources are to be read: a form forced upon them, and the column of a table that holds the reports."""

    form: Form | None = None
    column: str | None = None


AS_FOUND = ReadOptions()
"""Forms by their content, columns by their names and contents."""


def reading(form: str | None, column: str | None) -> ReadOptions:
    """What the user says of the sources. Raises UsageError for a form that is not known."""
    known = next((one for one in FORMS if one == form), None)
    if form is not None and known is None:
        raise UsageError(f"{form}: unknown format; the formats are {', '.join(FORMS)}")
    return ReadOptions(known, column)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class SourcePath(PathLike[str]):
    """A path and how what is there is to be read; goes wherever a path of a source does."""

    path: str
    how: ReadOptions = AS_FOUND

    def __fspath__(self) -> str:
        return self.path


def how_of(path: str | PathLike[str]) -> ReadOptions:
    """How a source is to be read: as its path says, else as found."""
    return path.how if isinstance(path, SourcePath) else AS_FOUND


def read_document(path: str | PathLike[str], *, name: str | None = None, how: ReadOptions | None = None) -> Document:
    """The document at a path; ``name`` stands for it in records and messages (the path as given, by default).

    The path may lead into an archive (``reports.zip/city.pdf``) or to a row of a table (``reports.csv#12``, the first
    row of values being 2). Raises ``SourceError`` where there is no such file, it cannot be read, or it holds more
    than one document, and as ``document_from_bytes`` does.
    """
    how, path = how or how_of(path), fspath(path)
    label = path if name is None else name
    place = place_of(path)
    if place.row is not None:
        return replace(_row_of(place, path, how), name=label)
    with opened(place, label) as source:
        return document_from_bytes(source.read(), label, how)


def document_from_bytes(data: bytes, name: str, how: ReadOptions = AS_FOUND) -> Document:
    """The document in the bytes of a file called ``name``, in the form that its content shows, or that is forced.

    Raises ``SourceError`` where the bytes are empty, damaged, encrypted or of no form that is read, hold no text, or
    hold several documents: then ``names_in`` gives them.
    """
    if not data:
        raise SourceError(f"{name}: the file is empty; give a file with a report in it")
    form = how.form or form_of(data, name)
    if form in TABLES or form == "zip":
        what, example = ("an archive", f"{name}/report.txt") if form == "zip" else ("a table", f"{name}#{FIRST_ROW}")
        raise SourceError(f"{name}: this is {what} of documents; give it to a batch, or name one of them ({example})")
    return _READERS[form](data, name)


def document_from_text(text: str, name: str) -> Document:
    """The document of a text already decoded; raises ``SourceError`` where nothing but white space is in it."""
    return _document(text, name, "text", "utf-8")


def documents_from_bytes(data: bytes, name: str, how: ReadOptions = AS_FOUND) -> Iterator[Document]:
    """All documents in bytes that stand in no file (standard input): a table's rows, else the one there is."""
    form = how.form or form_of(data, name)
    if not data or form not in TABLES:
        yield document_from_bytes(data, name, how)
        return
    table = open_table(io.BytesIO(data), name, form)
    column = text_column(table, name, how.column)
    for number in range(FIRST_ROW, len(table) + FIRST_ROW):
        yield _row(table, number, f"{name}#{number}", column)


def names_in(path: str, how: ReadOptions = AS_FOUND, *, found: bool = False) -> Sequence[str]:
    """The names of all documents in a file, for ``read_document``: itself, the rows of a table, an archive's files.

    ``found`` says that the file was found in a folder rather than named: then a table without a column of reports
    holds none, instead of being an error. Raises ``SourceError`` where an archive or a table cannot be read.
    """
    place = place_of(path)
    with opened(place, path) as source:
        head = source.read(_SIGNATURE)
        if how.form is None and not may_hold_more(head, path):
            return (path,)
        head += source.read(_HEAD)
        form = how.form or form_of(head + source.read() if head.startswith(_WHOLE) else head, path)
        source.seek(0)
        if form == "zip":
            return _in_archive(source, path, how)
    if form not in TABLES:
        return (path,)
    table = _table(place, path, how).table
    if found and how.column is None and find_text_column(table) is None:
        return ()
    text_column(table, path, how.column)
    return [f"{path}#{number}" for number in range(FIRST_ROW, len(table) + FIRST_ROW)]


def is_passed_over(name: str) -> bool:
    """Whether a file of that name is about its folder and no report: hidden, a README, an editor's lock."""
    return name.lower().startswith(_PASSED_OVER)


def normalised(text: str) -> str:
    """The text that all offsets are about: without BOM, CRLF and CR as LF."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _in_archive(source: BinaryIO, path: str, how: ReadOptions) -> list[str]:
    """The documents of an archive, its files in the order of their names, tables and archives among them opened."""
    names: list[str] = []
    for member in sorted(members_of(source, path)):
        if any(is_passed_over(part) for part in member.split("/")):
            continue
        inner = f"{path}/{member}"
        names += names_in(inner, how, found=True) if may_hold_more(b"", member) else [inner]
    return names


@dataclass(slots=True)
class _Opened:
    """A table, the open file that it is read from, and the column that holds its reports once it was asked for."""

    table: SourceTable
    file: ExitStack
    column: str | None = None


@lru_cache(maxsize=1)
def _opened_table(place: SourcePlace, name: str, how: ReadOptions, version: tuple[int, int]) -> _Opened:
    """A table kept open for the rows that are asked for next; ``version`` changes when the file does."""
    with ExitStack() as stack:
        source = stack.enter_context(opened(place, name))
        head = source.read(_HEAD)
        form = how.form or form_of(head + source.read() if head.startswith(_WHOLE) else head, name)
        if form not in TABLES:
            raise SourceError(f"{name}: this is not a table, so it has no rows; name the file alone")
        return _Opened(open_table(source, name, form), stack.pop_all())


def _table(place: SourcePlace, name: str, how: ReadOptions) -> _Opened:
    try:
        found = os.stat(place.path)
    except (OSError, ValueError):
        raise SourceError(f"{name}: there is no such file; check the path") from None
    return _opened_table(replace(place, row=None), name, how, (found.st_mtime_ns, found.st_size))


def _row_of(place: SourcePlace, name: str, how: ReadOptions) -> Document:
    """The document in the row of a table on disk or in an archive."""
    whole = name.rpartition("#")[0]
    found = _table(place, whole, how)
    if found.column is None:
        found.column = text_column(found.table, whole, how.column)
    return _row(found.table, place.row or 0, name, found.column)


def _row(table: SourceTable, number: int, name: str, column: str) -> Document:
    """The document in row ``number`` of a table (as spreadsheets count, the first row of values being 2)."""
    place = number - FIRST_ROW
    if not 0 <= place < len(table):
        raise SourceError(f"{name}: the table has no such row; its last one is {len(table) + FIRST_ROW - 1}")
    try:
        row = dict(table.row(place))
    except (ValueError, IndexError, KeyError, OSError, csv.Error) as error:
        raise SourceError(f"{name}: this row cannot be read ({error}); fix it in the table") from None
    text = row.pop(column, None)
    if not isinstance(text, str) or not text.strip():
        raise SourceError(f"{name}: there is no text in column {column} of this row")
    document = _of_cell(text, name, table.encoding)
    return replace(document, fields={key: value for key, value in row.items() if value is not None and value != ""})


def _of_cell(text: str, name: str, encoding: str) -> Document:
    """The document of a cell's text, which may be that of a web page."""
    if form_of(text[:_CELL_HEAD].encode("utf-8", "replace"), "") == "html":
        return replace(_html(text.encode("utf-8", "replace"), name), format="table", encoding=encoding)
    return _document(text, name, "table", encoding)


def _document(text: str, name: str, form: str, encoding: str, damaged: bool = False) -> Document:
    clean = normalised(text)
    if not clean or clean.isspace():
        raise SourceError(f"{name}: there is no text in it, only white space; give a file with a report in it")
    damage = tuple(replacements(clean)) if damaged or "\ufffd" in clean else ()
    return Document(name, clean, form, encoding, damage=damage)


def _text(data: bytes, name: str, form: str = "text") -> Document:
    if what := refusal(data):
        raise SourceError(f"{name}: this is {what}")
    decoded = decode(data)
    if decoded is None:
        raise SourceError(
            f"{name}: this is not text in UTF-8, UTF-16, GB18030 or Big5 (a binary or damaged file?); "
            "save it as UTF-8 text and try again"
        )
    return _document(decoded.text, name, form, decoded.encoding, decoded.damaged)


def _markdown(data: bytes, name: str) -> Document:
    return _text(data, name, "markdown")


def _html(data: bytes, name: str) -> Document:
    from summarizer.documents.html import read_html

    return read_html(data, name)


def _pdf(data: bytes, name: str) -> Document:
    from summarizer.documents.pdf import read_pdf

    return read_pdf(data, name)


def _docx(data: bytes, name: str) -> Document:
    from summarizer.documents.docx import read_docx

    return read_docx(data, name)


def _office(form: Form) -> Callable[[bytes, str], Document]:
    def read(data: bytes, name: str) -> Document:
        from summarizer.documents.office import read_office

        return read_office(data, name, form)

    return read


_READERS: Mapping[str, Callable[[bytes, str], Document]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "doc": _office("doc"),
    "rtf": _office("rtf"),
    "wps": _office("wps"),
    "odt": _office("odt"),
}
"""Form → reader of a file's bytes; each brings in its library when it is first used."""
