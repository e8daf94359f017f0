"""The Python API for one document: ``summarize`` and its async twin (many: ``summarizer.batch``)."""

from os import PathLike
from pathlib import Path

from summarizer.documents import Document, document_from_text, read_document
from summarizer.engines import Engine, RulesEngine
from summarizer.errors import SourceError
from summarizer.pipeline import result_of, summarize_document
from summarizer.schemas.record import Record

_LONGEST_PATH = 1000


async def asummarize(source: "str | PathLike[str] | Document", *, engine: Engine | None = None) -> list[Record]:
    """The records of all reports of one source, in text order, made by ``engine`` (the rules engine by default).

    ``source`` is a path, the text of one or more reports, or a document; a string without line breaks is a path.
    Raises SourceError if it cannot be read or holds no report.
    """
    document = _document(source)
    return [record async for record in summarize_document(document, engine or RulesEngine())]


def summarize(source: "str | PathLike[str] | Document", *, engine: Engine | None = None) -> list[Record]:
    """``asummarize`` for code that is not async."""
    return result_of(asummarize(source, engine=engine))


def _document(source: "str | PathLike[str] | Document") -> Document:
    if isinstance(source, Document):
        return source
    if isinstance(source, str) and ("\n" in source or len(source) > _LONGEST_PATH):
        return document_from_text(source, "text")
    if not str(source).strip():
        raise SourceError("the source is empty: give a path or the text of a report")
    return read_document(Path(source))
