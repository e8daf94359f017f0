"""The same work on the workers of a Dask cluster (extra ``dask``)."""

from summarizer.distributed.engines import EngineMaker, ModelEngine, Rules
from summarizer.distributed.run import summarize_distributed

__all__ = ["EngineMaker", "ModelEngine", "Rules", "summarize_distributed"]
