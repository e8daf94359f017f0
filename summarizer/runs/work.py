"""What the work is: a source read, its reports found, one of them summarized. Pure but for reading the source."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from summarizer.analysis import analyse_report
from summarizer.chunker import Report, find_reports
from summarizer.documents import Document, View, build_view, document_from_bytes, read_document
from summarizer.engines import Engine
from summarizer.errors import ProviderError, SourceError, SummarizerError
from summarizer.output.records import report_id
from summarizer.pipeline import no_report, summarize_report
from summarizer.runs.model import Failure, Form, Known, Made, Outcome, Piece, Source, T
from summarizer.runs.sources import is_remote, read_remote
from summarizer.validator import signature

_log = logging.getLogger(__name__)
_Reports = tuple[View, Sequence[Report]]
_last: tuple[Source, _Reports] | None = None
"""The source of which this process did a share last: the next piece is most likely another share of it."""


@dataclass(frozen=True, slots=True)
class Reports(Generic[T]):
    """The reports of a piece's source, read, of which each can be summarized."""

    piece: Piece
    view: View
    found: Sequence[Report]
    form: Form[T]

    async def summarize(self, report: Report, engine: Engine) -> Outcome[T]:
        """What becomes of one of them. Raises ProviderError where the whole run must stop."""
        name, view = self.piece.source.name, self.view
        identity = report_id(view.document.sha256, view.span(*report.extent))
        sketch = signature(view, report)
        if identity in self.piece.known:
            return Known(name, identity, sketch)
        try:
            record = await summarize_report(analyse_report(view, report), engine)
            return Made(name, identity, self.form(record), sketch)
        except ProviderError:
            raise
        except SummarizerError as error:
            return Failure(name, "engine_failed", f"{name}: {error}", identity)
        except Exception as error:
            return _unexpected(name, error, identity)


def read_reports(piece: Piece, form: Form[T]) -> Reports[T] | Failure:
    """The source of a piece, and those of its reports that fall to the piece's share."""
    name = piece.source.name
    try:
        view, reports = _found_in(piece.source, keep=piece.parts > 1)
    except SourceError as error:
        return Failure(name, "unreadable", str(error))
    except Exception as error:
        return _unexpected(name, error)
    if not reports:
        return Failure(name, "no_report", str(no_report(name)))
    return Reports(piece, view, _share(view, reports, piece), form)


def _found_in(source: Source, *, keep: bool) -> _Reports:
    """The view of a source and its reports; with ``keep`` they are at hand when the same source comes next."""
    global _last
    if keep and _last is not None and _last[0] == source:
        return _last[1]
    _last = None
    view = build_view(_document(source))
    if keep and source.document is None and source.version != version_of(source.name):
        raise SourceError(f"{source.name}: it was changed while it was being read; run again once it is whole")
    found = view, find_reports(view)
    _last = (source, found) if keep else None
    return found


def version_of(path: str) -> str:
    """What changes when a file does; empty where there is none."""
    try:
        return str(os.stat(path).st_mtime_ns)
    except OSError:
        return ""


def _document(source: Source) -> Document:
    if source.document is not None:
        return source.document
    if is_remote(source.name):
        return document_from_bytes(read_remote(source.name), source.name, source.how)
    return read_document(source.name, how=source.how)


def _share(view: View, reports: Sequence[Report], piece: Piece) -> Sequence[Report]:
    if piece.parts == 1:
        return reports
    total = 2 * len(view.text)
    return [report for report in reports if sum(report.extent) * piece.parts // total == piece.part]


def _unexpected(name: str, error: Exception, report: str | None = None) -> Failure:
    """A fault of our own: said with its type, the traceback goes to the log, and the other reports go on."""
    _log.error("%s: %s", name, error, exc_info=error)
    return Failure(name, "internal_error", f"{name}: {type(error).__name__}: {error}", report)
