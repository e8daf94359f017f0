"""The rules engine: summaries made of the report's own sentences, and every number as the binder reads it."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section, clause_extents, problem_extents, sentence_extents
from summarizer.engines.base import Finished, Session
from summarizer.engines.draft import Claim, Draft, DraftPoint, SectionDraft
from summarizer.engines.sentences import Sentence, best, distinct, point, rank_sentences, sections_of
from summarizer.indicators import Fact
from summarizer.schemas.record import Engine as Description

KEY_POINTS = 5
ACHIEVEMENTS = 10
TARGETS = 8
PRIORITIES = 15
PROBLEMS = 8

_OPENING = 60
_STOPS = "，,；;。、 "

_SEMICOLON = re.compile(r"[；;]")
_ANNOUNCED = re.compile(r"[^；;。]{0,80}?[：:]")
#: What a report vows to do about its problems is none of them.
_RESOLVE = re.compile(
    r"(?:对此|对于?这些|针对这些|面对这些|这些(?:都|困难|问题|矛盾)|我们(?:将|要|一定|必须|决心)|今后|下一步|为此|上述问题)"
)

_Ranked: TypeAlias = dict[str, tuple[Sentence, ...]]


class RulesEngine:
    """The engine that needs no model: `draft` behind the engines' common interface."""

    @property
    def description(self) -> Description:
        """Only the name: the rules have no settings."""
        return Description(name="rules", model=None, prompt_sha256=None, settings={})

    def session(self, analysis: Analysis) -> Session:
        """A session that asks nothing."""
        return Finished(analysis, draft(analysis))

    async def answer(self, session: Session) -> None:
        """Nothing is waited for."""


def draft(analysis: Analysis) -> Draft:
    """Summarize a report by rules alone: every sentence is the report's own, every fact the binder's."""
    ranked = rank_sentences(analysis)
    problems = [extent for section in analysis.sections for extent in problem_extents(analysis.view, section)]
    return Draft(
        headline=_headline(analysis, ranked),
        overview=_overview(analysis, ranked),
        achievements=_achievements(analysis, ranked, problems),
        targets=_targets(analysis, ranked),
        priorities=_priorities(analysis, ranked),
        problems=_problems(analysis, problems),
        sections=tuple(_draft_section(analysis, section, ranked[section.id]) for section in analysis.sections),
        claims=tuple(Claim(fact, "rules") for fact in analysis.facts),
    )


def _draft_section(analysis: Analysis, section: Section, sentences: Sequence[Sentence]) -> SectionDraft:
    """Summary and key points of one section: its most informative sentences.

    A section without text of its own is summed up by its heading.
    """
    text = analysis.view.text
    chosen = best(sentences, KEY_POINTS)
    summary = "".join(point(analysis, sentence.extent).text for sentence in best(chosen, 2)) or section.heading
    points = [point(analysis, sentence.extent) for sentence in chosen]
    if not points and section.heading and (at := text.find(section.heading, *section.extent)) >= 0:
        points = [point(analysis, (at, at + len(section.heading)))]
    return SectionDraft(section.id, summary, distinct(points))


def _spread(analysis: Analysis, ranked: _Ranked, kinds: tuple[str, ...], count: int) -> list[Sentence]:
    """The weightiest sentences of the sections of ``kinds``, one of each section before a second of any."""
    rows = [
        sorted((s for s in ranked[section.id] if s.weight > 0), key=lambda s: (-s.weight, s.extent))
        for section in sections_of(analysis.sections, *kinds)
    ]
    chosen: list[Sentence] = []
    for place in range(max(map(len, rows), default=0)):
        layer = sorted((row[place] for row in rows if len(row) > place), key=lambda s: (-s.weight, s.extent))
        chosen += layer[: count - len(chosen)]
    return sorted(chosen, key=lambda s: s.extent)


def _achievements(analysis: Analysis, ranked: _Ranked, problems: Sequence[Extent]) -> tuple[DraftPoint, ...]:
    """The weightiest sentences of the reviews that stand in no passage on problems."""
    kinds = ("review", "multi_year_review")
    chosen = [
        s
        for s in _spread(analysis, ranked, kinds, ACHIEVEMENTS + len(problems))
        if not any(start <= s.extent[0] < end for start, end in problems)
    ]
    return distinct([point(analysis, s.extent) for s in chosen[:ACHIEVEMENTS]])


def _targets(analysis: Analysis, ranked: _Ranked) -> tuple[DraftPoint, ...]:
    """The sentences that hold the headline targets, then the weightiest ones of the goals."""
    wanted = {
        analysis.facts[index].evidence
        for slot, index in analysis.headlines
        if index is not None and slot.status == "target"
    }
    chosen = [s for section in analysis.sections for s in ranked[section.id] if s.extent in wanted]
    goals = [s for s in _spread(analysis, ranked, ("goals",), TARGETS) if s.extent not in wanted]
    chosen = sorted([*chosen, *goals][:TARGETS], key=lambda s: s.extent)
    return distinct([point(analysis, s.extent) for s in chosen])


def _priorities(analysis: Analysis, ranked: _Ranked) -> tuple[DraftPoint, ...]:
    """What each part of the tasks is headed by: its heading, or its first sentence where it has none."""
    text = analysis.view.text
    tasks = sections_of(analysis.sections, "tasks")
    parents = {section.parent for section in tasks}
    leading = [s for s in tasks if s.heading and (s.level == 2 or (s.level == 1 and s.id not in parents))]
    points = []
    for section in leading or [s for s in tasks if s.heading]:
        at = text.find(section.heading, *section.extent)
        if at >= 0:
            points.append(point(analysis, (at, at + len(section.heading))))
    if len(points) < 2:
        points += [point(analysis, s.extent) for s in _spread(analysis, ranked, ("tasks",), PRIORITIES)]
    return distinct(points)[:PRIORITIES]


def _problems(analysis: Analysis, extents: Sequence[Extent]) -> tuple[DraftPoint, ...]:
    """The problems of these passages one by one: a long sentence that lists them is taken apart at its semicolons."""
    text = analysis.view.text
    sentences = [s for extent in extents for s in sentence_extents(text, *extent)]
    parts = [part for sentence in sentences if not _RESOLVE.match(text, *sentence) for part in _parts(text, sentence)]
    return distinct([point(analysis, part) for part in parts])[:PROBLEMS]


def _parts(text: str, sentence: Extent) -> Iterator[Extent]:
    """The parts of a sentence between semicolons, the words that announce the list left out."""
    start, end = sentence
    if "；" not in text[start:end] and ";" not in text[start:end]:
        yield sentence
        return
    if (announced := _ANNOUNCED.match(text, start, end)) is not None:
        start = announced.end()
    for mark in _SEMICOLON.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    if start < end:
        yield start, end


def _headline(analysis: Analysis, ranked: _Ranked) -> str:
    """Title, last year's growth and this year's aim, in the report's own clauses.

    Without either figure the first clauses of the weightiest sentence of the review stand in.
    """
    parts = []
    if (found := _clause(analysis, "actual")) is not None:
        fact, clause = found
        label = _year(fact) + ("预计" if fact.status == "expected" else "")
        parts.append(clause if clause.startswith(label) else label + clause)
    if (found := _clause(analysis, "target")) is not None:
        parts.append(f"{_year(found[0])}目标：{found[1]}")
    if not parts:
        reviews = sections_of(analysis.sections, "review", "multi_year_review")
        for sentence in best([s for section in reviews for s in ranked[section.id]], 1):
            parts.append(point(analysis, _opening(analysis.view.text, sentence.extent)).text.rstrip(_STOPS))
    return "：".join(filter(None, [analysis.report.title, "；".join(parts)]))


def _year(fact: Fact) -> str:
    """The one year that a fact is about, as text; "" where there is none."""
    period = fact.period
    return f"{period.end}年" if period and period.end is not None and period.start == period.end else ""


def _opening(text: str, sentence: Extent) -> Extent:
    """The first clauses of a sentence, up to some 60 characters."""
    start, end = sentence
    for clause in clause_extents(text, start, end):
        if clause[1] - start > _OPENING and clause[0] > start:
            return start, clause[0]
    return start, end


def _clause(analysis: Analysis, status: str) -> tuple[Fact, str] | None:
    """The fact of GDP growth (or else level) and its clause from the subject on; None where the report gives none."""
    indices = [
        index
        for slot, index in analysis.headlines
        if index is not None and slot.canonical == "gdp" and slot.status == status
    ]
    if not indices:
        return None
    index = max(indices, key=lambda i: analysis.facts[i].measure == "growth_rate")
    fact, text = analysis.facts[index], analysis.view.text
    start = text.rfind(fact.name, fact.evidence[0], fact.quantity.start)
    end = next(
        (stop for _, stop in clause_extents(text, fact.quantity.end, fact.evidence[1])),
        fact.evidence[1],
    )
    return (fact, text[start:end].rstrip(_STOPS)) if start >= 0 else None


def _overview(analysis: Analysis, ranked: _Ranked) -> str:
    """The weightiest sentence each of review, goals and tasks, in text order."""
    chosen: list[Sentence] = []
    for kinds in (("review", "multi_year_review"), ("goals",), ("tasks",)):
        sentences = [s for section in sections_of(analysis.sections, *kinds) for s in ranked[section.id]]
        chosen += best(sentences, 1)
    if not chosen:
        chosen = best([s for sentences in ranked.values() for s in sentences], 2)
    return "".join(point(analysis, s.extent).text for s in sorted(chosen, key=lambda s: s.extent))
