"""Engines: what turns a report into a draft. The rules engine needs nothing; the LLM engine needs a model."""

from summarizer.engines.base import Engine
from summarizer.engines.draft import Claim, Draft, DraftPoint, Note, Objection, SectionDraft
from summarizer.engines.rules import RulesEngine

__all__ = ["Claim", "Draft", "DraftPoint", "Engine", "Note", "Objection", "RulesEngine", "SectionDraft"]
