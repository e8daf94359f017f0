"""Reports through a provider's batch API: half the price, an answer within a day, the same records as live."""

from summarizer.provider_batch.run import Outcome, Task, collect, status, submit
from summarizer.provider_batch.state import Batch, Limits

__all__ = ["Batch", "Limits", "Outcome", "Task", "collect", "status", "submit"]
