"""What will be asked for a report before anything is answered: for the engine, for dry runs and for benchmarks."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from summarizer.analysis import Analysis
from summarizer.engines.draft import SectionDraft
from summarizer.engines.llm.passages import Passage, passages
from summarizer.engines.llm.prompts import KINDS, PromptSet
from summarizer.engines.rules import draft as draft_by_rules
from summarizer.indicators import Fact
from summarizer.llm import Request
from summarizer.prompts import Prompts
from summarizer.schemas.draft import ChunkDraft, ReportDraft, with_extra

PASSAGE_CHARACTERS = 13_000
"""Characters of a report in one call: large, so that the instructions are paid for three times a report, not thirty."""
PASSAGE_MARKS = 150
"""Numbers in one call: some 45 tokens of answer each, and many models write 8,192 tokens at most."""
MAX_TOKENS = 8192
_TOKENS_PER_MARK = 90
_TOKENS_PER_SECTION = 450
_TOKENS_OF_A_REPORT = 4096
_DIGEST = 1_100
"""Characters of section summaries that the report call is made from."""
_SHORTEST = 24
_TOLD = frozenset({"review", "multi_year_review", "problems", "goals", "tasks", "livelihood", "governance", "other"})
_MEASURES = {"level": "", "growth_rate": "增速", "change": "增减", "share": "占比", "rank": "位次"}
_MODIFIED = {"about": "{}左右", "over": "{}以上", "under": "{}以下"}
_STATUSES = {"actual": "", "expected": "（预计）", "target": "（目标）"}


def plan(
    analysis: Analysis, prompts: PromptSet, *, characters: int = PASSAGE_CHARACTERS, marks: int = PASSAGE_MARKS
) -> list[tuple[Passage, Request[ChunkDraft]]]:
    """The first question about every passage of a report."""
    found = passages(analysis, limit=characters, marks=marks)
    return [(passage, section_request(analysis, passage, prompts)) for passage in found]


def section_request(analysis: Analysis, passage: Passage, prompts: PromptSet) -> Request[ChunkDraft]:
    """The question about a passage, with room for an answer about all its sections and numbers."""
    room = 512 + _TOKENS_PER_MARK * len(passage.facts) + _TOKENS_PER_SECTION * len(passage.sections)
    ids = passage.sections
    return Request(
        messages=prompts.section(analysis, passage),
        schema=ChunkDraft,
        name="section_draft",
        max_tokens=min(room, MAX_TOKENS),
        label=f"{analysis.report.title} {ids[0]}–{ids[-1]}" if ids else analysis.report.title,
    )


def report_request(
    analysis: Analysis, drafts: Sequence[SectionDraft], prompts: PromptSet, schema: type[ReportDraft]
) -> Request[ReportDraft]:
    """The question about the whole report, made from the summaries of its sections and its headline facts."""
    return Request(
        messages=prompts.report(analysis, _digest(analysis, drafts), _headline_facts(analysis)),
        schema=schema,
        name="report_draft",
        max_tokens=_TOKENS_OF_A_REPORT,
        label=analysis.report.title,
    )


def estimated_requests(
    analysis: Analysis,
    prompts: Prompts,
    schema: type[BaseModel] | None = None,
    *,
    characters: int | None = None,
) -> list[Request[Any]]:
    """Every question a report takes where nothing has to be asked again, for estimates.

    The question about the whole report is made of the rules' summaries in place of the model's.
    """
    said = PromptSet(prompts)
    whole = ReportDraft if schema is None else with_extra(schema)
    last = report_request(analysis, draft_by_rules(analysis).sections, said, whole)
    first = plan(analysis, said, characters=characters or PASSAGE_CHARACTERS)
    return [*(request for _, request in first), last]


def _digest(analysis: Analysis, drafts: Sequence[SectionDraft]) -> list[Mapping[str, str]]:
    """The kind and the shortened summary of each section of the two upper levels that tells something."""
    by_id = {draft.section: draft for draft in drafts}
    upper = [s for s in analysis.sections if s.kind in _TOLD and s.level <= 2]
    told = [s for s in upper if s.own[1] - s.own[0] >= _SHORTEST and by_id[s.id].summary]
    size = max(_SHORTEST, _DIGEST // max(1, len(told)))
    return [{"kind": KINDS[s.kind], "summary": _shortened(by_id[s.id].summary, size)} for s in told]


def _shortened(text: str, size: int) -> str:
    """The first clauses of a text, whole, in about ``size`` characters; never cut inside a number."""
    if len(text) <= size:
        return text
    cut = max(text.rfind(stop, 0, size) for stop in "，；。、")
    if cut < size // 3:
        following = [at for stop in "，；。" if (at := text.find(stop, size)) >= 0]
        cut = min(following, default=len(text))
    return text[:cut]


def _headline_facts(analysis: Analysis) -> list[str]:
    """The facts that fill the headline slots, in words."""
    facts = [analysis.facts[index] for _, index in analysis.headlines if index is not None]
    return [_in_words(analysis, fact) for fact in facts if fact.quantity.value is not None]


def _in_words(analysis: Analysis, fact: Fact) -> str:
    number = analysis.view.text[fact.quantity.start : fact.quantity.end]
    measure = "下降" if fact.direction == "down" else _MEASURES.get(fact.measure, "")
    return f"{fact.name}{measure}{_MODIFIED.get(fact.quantity.comparator, '{}').format(number)}{_STATUSES[fact.status]}"
