"""Every event of a run as a log record, for whatever handlers the program has."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pydantic_core import to_jsonable_python

from summarizer.output.counting import counted
from summarizer.runs.events import (
    Event,
    Noted,
    RecordKept,
    RecordWritten,
    RunFinished,
    RunStarted,
    SourceFailed,
    Stopping,
)

_log = logging.getLogger("summarizer.runs.events")
# Without a handler of the program's own, logging would print warnings that the listener is told of already.
_log.addHandler(logging.NullHandler())


def logged(listener: Callable[[Event], None]) -> Callable[[Event], None]:
    """The listener, with every event in the log first.

    The record's message is for people; its attributes ``event`` (the event's name) and ``data`` (all of it, as JSON
    values) are for formatters that write structured logs.
    """

    def listen(event: Event) -> None:
        level, message, data = _told(event)
        told = {"event": type(event).__name__, "data": to_jsonable_python(data, fallback=str)}
        # A file's name may hold bytes that are no text; as escapes every handler can write them.
        _log.log(level, "%s", message.encode(errors="backslashreplace").decode(), extra=told)
        listener(event)

    return listen


def _told(event: Event) -> tuple[int, str, Any]:
    match event:
        case RunStarted(sources=sources, output=output, engine=engine):
            return (
                logging.INFO,
                f"{counted(sources, 'source')} into {output} by {engine}",
                replace(event, model_calls=None),
            )
        case RecordWritten(entry):
            return logging.INFO, f"{entry.source}: {entry.title}", entry
        case SourceFailed(failure):
            return logging.WARNING, failure.message, failure
        case Noted(message):
            return logging.WARNING, message, event
        case Stopping(_, message, seconds):
            return logging.WARNING, f"{message}: stopping within {seconds:.0f} s", event
        case RunFinished(report):
            level = logging.INFO if report.stopped is None else logging.ERROR
            message = report.message or "all sources processed"
            counts = f"{counted(report.records, 'record')}, {counted(report.failures, 'failure')}"
            return level, f"{counts}: {message}", report.as_json()
        case RecordKept(source, report):
            return logging.DEBUG, f"{source}: {report} is done already", event
        case _:
            return logging.DEBUG, f"{event.source}: done", event
