"""Engines: what turns a report into a draft. The rules engine needs nothing; the LLM engine needs a model."""

from summarizer.engines.base import Engine, Finished, Question, Session
from summarizer.engines.draft import Claim, Draft, DraftPoint, Note, Objection, SectionDraft
from summarizer.engines.rules import RulesEngine

__all__ = [
    "Claim",
    "Draft",
    "DraftPoint",
    "Engine",
    "Finished",
    "Note",
    "Objection",
    "Question",
    "RulesEngine",
    "SectionDraft",
    "Session",
]
