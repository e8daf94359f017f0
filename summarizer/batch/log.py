"""Every event of a run as a log record, for whatever handlers the program has."""

import logging
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from summarizer.batch.events import (
    Entry,
    Event,
    RecordKept,
    RecordWritten,
    RunFinished,
    RunStarted,
    SourceFailed,
    SourceFinished,
    Stopping,
)
from summarizer.batch.facts import report_as_json

_log = logging.getLogger("summarizer.batch.events")
# Without a handler of the program's own, logging would print warnings that the listener is told of already.
_log.addHandler(logging.NullHandler())


def logged(listener: Callable[[Event], None]) -> Callable[[Event], None]:
    """The listener, with every event in the log first.

    The record's message is for people; its attributes ``event`` (the event's name) and ``data`` (all of it, as JSON
    values) are for formatters that write structured logs.
    """

    def listen(event: Event) -> None:
        level, message, data = _told(event)
        _log.log(level, "%s", message, extra={"event": type(event).__name__, "data": data})
        listener(event)

    return listen


def _told(event: Event) -> tuple[int, str, dict[str, Any]]:
    match event:
        case RunStarted(sources=sources, output=output, engine=engine):
            data = asdict(replace(event, model_calls=None))
            return logging.INFO, f"{sources} sources into {output} by {engine}", data
        case RecordWritten(entry):
            return logging.INFO, f"{entry.source}: {entry.title}", _entry(entry)
        case RecordKept(source, report):
            return logging.DEBUG, f"{source}: {report} is done already", asdict(event)
        case SourceFailed(failure):
            return logging.WARNING, failure.message, asdict(failure)
        case SourceFinished(source, _):
            return logging.DEBUG, f"{source}: done", asdict(event)
        case Stopping(_, message, seconds):
            return logging.WARNING, f"{message}: stopping within {seconds:.0f} s", asdict(event)
        case RunFinished(report):
            level = logging.INFO if report.stopped is None else logging.ERROR
            message = report.message or "all sources dealt with"
            return level, f"{report.records} records, {report.failures} failures: {message}", report_as_json(report)


def _entry(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | {"usage": entry.usage.model_dump()}
