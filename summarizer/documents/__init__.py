"""Documents: files of any form decoded into text, and the normalised view that everything else reads."""

from summarizer.documents.document import Damage, Document, Span
from summarizer.documents.reading import (
    AS_FOUND,
    ReadOptions,
    SourcePath,
    document_from_bytes,
    document_from_text,
    documents_from_bytes,
    how_of,
    is_passed_over,
    names_in,
    read_document,
    reading,
)
from summarizer.documents.view import View, build_view

__all__ = [
    "AS_FOUND",
    "Damage",
    "Document",
    "ReadOptions",
    "SourcePath",
    "Span",
    "View",
    "build_view",
    "document_from_bytes",
    "document_from_text",
    "documents_from_bytes",
    "how_of",
    "is_passed_over",
    "names_in",
    "read_document",
    "reading",
]
