"""The questions about a report: its passages first, the whole at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.analysis import Analysis
from summarizer.engines.draft import SectionDraft
from summarizer.engines.llm.digest import digest
from summarizer.engines.llm.passages import Passage, passages
from summarizer.engines.llm.prompts import PromptSet
from summarizer.indicators import Fact
from summarizer.llm import Request
from summarizer.schemas.draft import BlindDraft, ChunkDraft, ReportDraft

PASSAGE_CHARACTERS = 15_000
"""Characters of a report in one call: large, so that the instructions are paid for twice a report, not thirty times."""
ROOM = 4_000
"""Tokens that an answer about one passage should need at most: some 80 s at 50 tokens a second, and no more than even
small models may write (4,096)."""
_LARGEST = 8192
_TOKENS_BEYOND = 256
_TOKENS_PER_SECTION = 170
_TOKENS_PER_READING = 5
_TOKENS_PER_CLAIM = 62
_TOKENS_OF_A_REPORT = 4096


@dataclass(frozen=True, slots=True)
class Plan:
    """How questions are cut: characters in one passage, and whether the model reads all numbers ``blind``."""

    prompts: PromptSet
    characters: int = PASSAGE_CHARACTERS
    blind: bool = False

    def passages(self, analysis: Analysis) -> list[Passage]:
        """The passages of a report, each so that its answer has room in one call."""
        return passages(analysis, limit=self.characters, room=self._room, most=ROOM)

    def section_request(self, analysis: Analysis, passage: Passage, *, reask: int = 0) -> Request[Any]:
        """The question about a passage, with room for an answer about all its sections and numbers."""
        ids = passage.sections
        return Request(
            messages=self.prompts.section(analysis, passage, blind=self.blind),
            schema=BlindDraft if self.blind else ChunkDraft,
            name="section_draft",
            max_tokens=min(2 * self._room(passage) + _TOKENS_BEYOND, _LARGEST),
            label=f"{analysis.report.title} {ids[0]}–{ids[-1]}" if ids else analysis.report.title,
            reask=reask,
            explained=True,
        )

    def report_request(
        self, analysis: Analysis, drafts: Sequence[SectionDraft], facts: Sequence[Fact], schema: type[ReportDraft]
    ) -> Request[ReportDraft]:
        """The question about the whole report: key points, the passages on goals and problems, headline facts."""
        told = digest(analysis, drafts, facts)
        return Request(
            messages=self.prompts.report(
                analysis, sections=told.rows, goals=told.goals, problems=told.problems, facts=told.facts
            ),
            schema=schema,
            name="report_draft",
            max_tokens=_TOKENS_OF_A_REPORT,
            label=analysis.report.title,
            explained=schema is ReportDraft,
        )

    def _room(self, passage: Passage) -> int:
        """Tokens that an answer about a passage is likely to need."""
        each = _TOKENS_PER_CLAIM if self.blind else _TOKENS_PER_READING
        return _TOKENS_PER_SECTION * len(passage.sections) + each * len(passage.facts)
