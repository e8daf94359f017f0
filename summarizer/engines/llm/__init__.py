"""The LLM engine: a model writes the summaries and corrects readings; what the check rejects is asked again."""

from summarizer.engines.llm.engine import LLMEngine, SecondReading

__all__ = ["LLMEngine", "SecondReading"]
