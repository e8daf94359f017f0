"""The batch: many sources through one engine, in order, losing nothing."""

from summarizer.batch.events import (
    BatchReport,
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
from summarizer.batch.fronts import asummarize_batch, summarize_batch
from summarizer.batch.model import Failure, SourceLike
from summarizer.batch.run import arun_batch, run_batch

__all__ = [
    "BatchReport",
    "Entry",
    "Event",
    "Failure",
    "RecordKept",
    "RecordWritten",
    "RunFinished",
    "RunStarted",
    "SourceFailed",
    "SourceFinished",
    "SourceLike",
    "Stopping",
    "arun_batch",
    "asummarize_batch",
    "run_batch",
    "summarize_batch",
]
