"""The questions about a report: its passages first, the whole at the end."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, problem_extents, sentence_extents
from summarizer.engines.draft import SectionDraft
from summarizer.engines.llm.passages import Passage, passages
from summarizer.engines.llm.prompts import KINDS, PromptSet
from summarizer.expressions import expression
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
_POINTS, _GOALS, _PROBLEMS = 1_250, 1_400, 900
"""Characters of key points, of the passage on goals, of that on problems, in the question about the whole report."""
_GOALS_HELD = 2
"""Headline targets from which a paragraph is one on aims, where there is such a paragraph."""
_TOLD = frozenset({"review", "multi_year_review", "goals", "tasks", "livelihood", "governance", "other"})
_MEASURES = {"level": "", "growth_rate": "增速", "change": "增减", "share": "占比", "rank": "位次"}
_MODIFIED = {"about": "{}左右", "over": "{}以上", "under": "{}以下"}
_STATUSES = {"actual": "", "expected": "（预计）", "target": "（目标）"}
_AIMED = expression(r"(?:预期|主要|发展)目标")


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
        goals, problems = _goals(analysis), _problems(analysis)
        return Request(
            messages=self.prompts.report(
                analysis,
                sections=_points(analysis, drafts, [*goals, *problems]),
                goals=_text(analysis, goals, _GOALS),
                problems=_text(analysis, problems, _PROBLEMS),
                facts=_headline_facts(analysis, facts, goals),
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


def _points(analysis: Analysis, drafts: Sequence[SectionDraft], quoted: Sequence[Extent]) -> list[Mapping[str, Any]]:
    """The kind and the key points of each section that tells something, the room shared out among them.

    Sections that are mostly ``quoted`` whole are left out.
    """
    by_id = {draft.section: draft for draft in drafts}
    told = [
        section
        for section in analysis.sections
        if section.kind in _TOLD and section.level <= 2 and by_id[section.id].key_points
        if 2 * _overlap(section.own, quoted) <= section.own[1] - section.own[0]
    ]
    rows: list[Mapping[str, Any]] = []
    left = _POINTS
    for count, section in zip(range(len(told), 0, -1), told, strict=True):
        points = _within([point.text for point in by_id[section.id].key_points], left // count)
        left -= sum(map(len, points))
        rows.append({"kind": KINDS[section.kind], "points": points})
    return [row for row in rows if row["points"]]


def _overlap(extent: Extent, others: Iterable[Extent]) -> int:
    return sum(max(0, min(extent[1], end) - max(extent[0], start)) for start, end in others)


def _within(texts: Iterable[str], room: int) -> list[str]:
    """The first texts that have room; the first of them in any case, if it is not much too long."""
    kept: list[str] = []
    for text in texts:
        if len(text) > room and (kept or len(text) > 3 * room + 40):
            break
        kept.append(text.rstrip("。；"))
        room -= len(text)
    return kept


def _goals(analysis: Analysis) -> list[Extent]:
    """The paragraphs on aims: sections on goals, paragraphs with most headline targets or that speak of 预期目标."""
    text = analysis.view.text
    held = Counter(
        _paragraph(text, analysis.facts[index].quantity.start)
        for slot, index in analysis.headlines
        if index is not None and slot.status == "target"
    )
    most = max(held.values(), default=0)
    paragraphs = [extent for extent, count in held.items() if count >= min(most, _GOALS_HELD)]
    for found in _AIMED.finditer(text, *analysis.report.extent):
        extent = _paragraph(text, found.start())
        if _holds_targets(analysis, extent):
            paragraphs.append(extent)
    return _apart([*paragraphs, *(section.own for section in analysis.sections if section.kind == "goals")])


def _holds_targets(analysis: Analysis, extent: Extent) -> bool:
    return any(fact.status == "target" and extent[0] <= fact.quantity.start < extent[1] for fact in analysis.facts)


def _problems(analysis: Analysis) -> list[Extent]:
    return _apart([extent for section in analysis.sections for extent in problem_extents(analysis.view, section)])


def _paragraph(text: str, at: int) -> Extent:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _apart(extents: Iterable[Extent]) -> list[Extent]:
    """The extents in text order, those that overlap as one."""
    kept: list[Extent] = []
    for start, end in sorted(extents):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _text(analysis: Analysis, extents: Iterable[Extent], room: int) -> str:
    """The text of some extents on one line, whole sentences, up to ``room`` characters."""
    text = analysis.view.text
    kept: list[str] = []
    for start, end in (sentence for extent in extents for sentence in sentence_extents(text, *extent)):
        if end - start > room:
            break
        kept.append("".join(text[start:end].split()))
        room -= end - start
    return "".join(kept)


def _headline_facts(analysis: Analysis, facts: Sequence[Fact], quoted: Sequence[Extent]) -> list[str]:
    """The facts that fill the headline slots, in words, but for targets in passages that are ``quoted`` anyway."""
    found = [facts[index] for _, index in analysis.headlines if index is not None]
    return [
        _in_words(analysis, fact)
        for fact in found
        if fact.quantity.value is not None
        and not (fact.status == "target" and any(start <= fact.quantity.start < end for start, end in quoted))
    ]


def _in_words(analysis: Analysis, fact: Fact) -> str:
    number = analysis.view.text[fact.quantity.start : fact.quantity.end]
    measure = "下降" if fact.direction == "down" else _MEASURES.get(fact.measure, "")
    return f"{fact.name}{measure}{_MODIFIED.get(fact.quantity.comparator, '{}').format(number)}{_STATUSES[fact.status]}"
