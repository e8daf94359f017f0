"""Runs: many sources through one engine, in order, losing nothing, here or on a cluster."""

from summarizer.runs.batch import arun_batch, run_batch
from summarizer.runs.cluster import Dask
from summarizer.runs.engines import EngineMaker, ModelEngine
from summarizer.runs.events import (
    BatchReport,
    Event,
    Noted,
    RecordKept,
    RecordWritten,
    RunFinished,
    RunStarted,
    SourceFailed,
    SourceFinished,
    Stopping,
)
from summarizer.runs.fronts import asummarize_batch, summarize_batch
from summarizer.runs.model import Entry, Failure, SourceLike

__all__ = [
    "BatchReport",
    "Dask",
    "EngineMaker",
    "Entry",
    "Event",
    "Failure",
    "ModelEngine",
    "Noted",
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
