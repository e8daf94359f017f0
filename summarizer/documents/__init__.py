"""Documents: files decoded into text, and the joined view that everything else reads."""

from summarizer.documents.document import Document, Span
from summarizer.documents.reading import document_from_bytes, document_from_text, read_document
from summarizer.documents.view import View, build_view

__all__ = ["Document", "Span", "View", "build_view", "document_from_bytes", "document_from_text", "read_document"]
