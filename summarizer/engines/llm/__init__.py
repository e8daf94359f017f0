"""The LLM engine: a model drafts by marked numbers, what the check turns down is asked again or left to the rules."""

from summarizer.engines.llm.engine import LLMEngine
from summarizer.engines.llm.planning import estimated_requests

__all__ = ["LLMEngine", "estimated_requests"]
