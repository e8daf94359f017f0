"""Reading the sources that records were made of, for the commands that look at both."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.cli.console import say_error
from summarizer.errors import SourceError

if TYPE_CHECKING:
    from summarizer.documents import Document, SourcePath


def read_documents(paths: "Sequence[str | SourcePath]") -> "list[Document]":
    """All documents at the paths; one line on standard error for each that cannot be read.

    Raises SourceError where none can be read.
    """
    documents = list(each_document(paths))
    if not documents:
        raise SourceError("none of the sources can be read")
    return documents


def each_document(paths: "Sequence[str | SourcePath]") -> "Iterator[Document]":
    """The documents at the paths, one held at a time; one line on standard error for each that cannot be read."""
    from summarizer.documents import read_document
    from summarizer.runs.model import Failure
    from summarizer.runs.sources import expand

    for source in expand(paths):
        if isinstance(source, Failure):
            say_error(source.message)
            continue
        try:
            yield source.document or read_document(source.name, how=source.how)
        except SourceError as error:
            say_error(error)
