"""The Python API for one document: ``summarize`` and its async twin (many: ``summarizer.runs``)."""

from os import PathLike
from pathlib import Path

from summarizer.documents import Document, document_from_bytes, document_from_text, read_document
from summarizer.documents.forms import form_of
from summarizer.engines import Engine, RulesEngine
from summarizer.errors import SourceError
from summarizer.expressions import expression
from summarizer.pipeline import result_of, summarize_document
from summarizer.schemas.record import Record

_TEXT = expression(r"[。！？；\n]|工作报告\S*各位|各位代表")
"""What stands in a report and in no file's name."""
_ADDRESS = expression(r"[A-Za-z][A-Za-z0-9+.-]+:/{1,2}[^/]")
"""How an address begins, also where ``Path`` has taken one of its slashes; a drive of Windows has one letter."""
_LONGEST_NAME = 255
"""Bytes that a name of a file or folder can have."""


async def asummarize(source: "str | PathLike[str] | Document", *, engine: Engine | None = None) -> list[Record]:
    """The records of all reports of one source, in text order, made by ``engine`` (the rules engine by default).

    ``source`` is a path, the text of one or more reports or a web page with them, or a document. A string that is no
    path of a file and holds a line break or a stop is a text.
    Raises SourceError if it cannot be read or holds no report.
    """
    document = document_of(source)
    return [record async for record in summarize_document(document, engine or RulesEngine())]


def summarize(source: "str | PathLike[str] | Document", *, engine: Engine | None = None) -> list[Record]:
    """``asummarize`` for code that is not async."""
    return result_of(asummarize(source, engine=engine))


def document_of(source: "str | PathLike[str] | Document") -> Document:
    """The document that a source means: itself, the text given, or the file of that path.

    Raises SourceError if it is empty or cannot be read.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, str) and _is_text(source):
        page = source.encode(errors="replace")
        return (
            document_from_bytes(page, "text") if form_of(page, "text") == "html" else document_from_text(source, "text")
        )
    if not str(source).strip():
        raise SourceError("the source is empty: give a path or the text of a report")
    if _ADDRESS.match(str(source)):
        raise SourceError(f"{source}: addresses are not fetched; save what is there, and give the path of the file")
    if "\0" in str(source):
        raise SourceError(f"{str(source)!r}: this is not a path, and no text of a report")
    try:
        return read_document(Path(source))
    except SourceError as error:
        if isinstance(source, str) and not any(path.exists() for path in (Path(source), *Path(source).parents[:-1])):
            raise SourceError(
                f"{error}; to be taken as text it must contain a full stop (。) or a line break"
            ) from None
        raise


def _is_text(source: str) -> bool:
    """Whether a string is a text rather than a path; one with a line break is, and one that no file can be called."""
    if "\n" in source or any(len(name.encode(errors="replace")) > _LONGEST_NAME for name in source.split("/")):
        return True
    return _TEXT.search(source) is not None and not Path(source).exists()
