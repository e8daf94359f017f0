"""The documents in uploaded files: a file itself, a table's rows, an archive's members, under the client's names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from summarizer.documents import Document, read_document
from summarizer.errors import SourceError
from summarizer.runs.model import Failure
from summarizer.runs.sources import expand
from summarizer.service.model import Problem


def documents_of(files: Iterable[tuple[str, Path]]) -> Iterator[Document | Problem]:
    """Every document in files given by name and place, or what is wrong with it; no place is ever told."""
    for name, path in files:
        place = str(path)
        for source in expand([place]):
            if isinstance(source, Failure):
                yield Problem(source=_told(source.source, place, name), message=_told(source.message, place, name))
                continue
            told = _told(source.name, place, name)
            try:
                yield read_document(source.name, name=told, how=source.how)
            except SourceError as error:
                yield Problem(source=told, message=_told(str(error), place, name))


def _told(text: str, place: str, name: str) -> str:
    return text.replace(place, name)
