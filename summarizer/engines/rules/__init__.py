"""The rules engine: a summary of the report's own clauses, chosen by rules with names."""

from summarizer.engines.rules.engine import RulesEngine, draft, explain_summary
from summarizer.engines.rules.reasons import Chosen, Why

__all__ = ["Chosen", "RulesEngine", "Why", "draft", "explain_summary"]
