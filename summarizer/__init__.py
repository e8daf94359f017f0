"""Structured summaries of Chinese government work reports, every number checked against the source.

    import summarizer

    for record in summarizer.summarize("report.txt"):
        print(record.report.title, record.summary.headline)

What is named here is the public API; each name is imported when it is first used, so that ``import summarizer`` is
instant.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.api import asummarize, summarize
    from summarizer.documents import Document, read_document
    from summarizer.errors import SummarizerError
    from summarizer.quantities import Quantity, scan_quantities
    from summarizer.runs import asummarize_batch, summarize_batch
    from summarizer.schemas import Record
    from summarizer.validator import validate

_HOMES = {
    "Document": "summarizer.documents",
    "Quantity": "summarizer.quantities",
    "Record": "summarizer.schemas",
    "SummarizerError": "summarizer.errors",
    "asummarize": "summarizer.api",
    "asummarize_batch": "summarizer.runs",
    "read_document": "summarizer.documents",
    "scan_quantities": "summarizer.quantities",
    "summarize": "summarizer.api",
    "summarize_batch": "summarizer.runs",
    "validate": "summarizer.validator",
}

__all__ = [
    "Document",
    "Quantity",
    "Record",
    "SummarizerError",
    "asummarize",
    "asummarize_batch",
    "read_document",
    "scan_quantities",
    "summarize",
    "summarize_batch",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("report-summarizer")
    if name not in _HOMES:
        raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
