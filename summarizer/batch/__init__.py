"""The batch: many sources through one engine, in order, losing nothing."""

from summarizer.batch.fronts import asummarize_batch, summarize_batch
from summarizer.batch.model import Failure, SourceLike

__all__ = ["Failure", "SourceLike", "asummarize_batch", "summarize_batch"]
