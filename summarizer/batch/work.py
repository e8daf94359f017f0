"""The unit of work: one source, or a share of its reports, read and summarized wherever there is a free core."""

import logging
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Generic

from summarizer.analysis import analyse_report
from summarizer.batch.model import Failure, Form, Known, Made, Outcome, Source, T
from summarizer.batch.remote import is_remote, read_remote
from summarizer.chunker import Report, find_reports
from summarizer.documents import Document, View, build_view, document_from_bytes, read_document
from summarizer.engines import Engine, RulesEngine
from summarizer.errors import ProviderError, SourceError, SummarizerError
from summarizer.output.records import report_id
from summarizer.pipeline import no_report, result_of, summarize_report
from summarizer.validator import signature

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """One source for a worker; of a large one only a share.

    ``data`` is the file's bytes where several workers share it (all must see the same), else None. Share ``part`` of
    ``parts`` are the reports whose middle lies in that part of the text. Reports whose id is in ``known`` are not done
    again. The task is pickled: ``form`` is a function at the top of a module.
    """

    source: Source
    form: Form[T]
    known: frozenset[str] = frozenset()
    data: bytes | None = None
    part: int = 0
    parts: int = 1


def summarize_by_rules(task: Task[T]) -> list[Outcome[T]]:
    """All of a task at once by the rules engine: a pure function of what the files hold, for any pool of workers."""

    async def collect() -> list[Outcome[T]]:
        return [outcome async for outcome in summarize_source(task, RulesEngine())]

    return result_of(collect())


async def summarize_source(task: Task[T], engine: Engine) -> AsyncGenerator[Outcome[T], None]:
    """The reports of a task one after the other; what fails becomes a Failure and the next report goes on.

    Raises ProviderError where the whole run must stop.
    """
    read = read_reports(task)
    if isinstance(read, Failure):
        if task.part == 0:
            yield read
        return
    view, reports = read
    for report in reports:
        yield await summarize_one(task, view, report, engine)


def read_reports(task: Task[T]) -> tuple[View, Sequence[Report]] | Failure:
    """The view of a task's source and those of its reports that fall to the task's share."""
    name = task.source.name
    try:
        view = build_view(_document(task))
        reports = find_reports(view)
    except SourceError as error:
        return Failure(name, "unreadable", str(error))
    except Exception as error:
        return _unexpected(name, error)
    if not reports:
        return Failure(name, "no_report", str(no_report(name)))
    return view, _share(view, reports, task.part, task.parts)


async def summarize_one(task: Task[T], view: View, report: Report, engine: Engine) -> Outcome[T]:
    """One report of a source. Raises ProviderError where the whole run must stop."""
    name = task.source.name
    identity = report_id(view.document.sha256, view.span(*report.extent))
    sketch = signature(view, report)
    if identity in task.known:
        return Known(name, identity, sketch)
    try:
        record = await summarize_report(analyse_report(view, report), engine)
        return Made(name, identity, task.form(record), sketch)
    except ProviderError:
        raise
    except SummarizerError as error:
        return Failure(name, "engine_failed", f"{name}: {error}", identity)
    except Exception as error:
        return _unexpected(name, error, identity)


def _document(task: Task[T]) -> Document:
    if task.source.document is not None:
        return task.source.document
    if task.data is not None:
        return document_from_bytes(task.data, task.source.name, task.source.how)
    if is_remote(task.source.name):
        return document_from_bytes(read_remote(task.source.name), task.source.name, task.source.how)
    return read_document(task.source.name, how=task.source.how)


def _share(view: View, reports: Sequence[Report], part: int, parts: int) -> Sequence[Report]:
    if parts == 1:
        return reports
    total = 2 * len(view.text)
    return [report for report in reports if sum(report.extent) * parts // total == part]


def _unexpected(name: str, error: Exception, report: str | None = None) -> Failure:
    """A fault of our own: said with its type, the traceback goes to the log, and the other reports go on."""
    _log.error("%s: %s", name, error, exc_info=error)
    return Failure(name, "internal_error", f"{name}: {type(error).__name__}: {error}", report)
