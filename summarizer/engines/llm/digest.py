"""What the question about a whole report shows of it: key points, this year's aims, the problems, headline facts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any, Final

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section, problem_extents, sentence_extents
from summarizer.engines.draft import SectionDraft
from summarizer.engines.llm.labels import label_of
from summarizer.engines.llm.passages import WORTH_A_SUMMARY
from summarizer.expressions import expression
from summarizer.indicators import Fact

_POINTS: Final = 1_550
_GOALS: Final = 1_000
_PROBLEMS: Final = 900
"""Characters of key points, of the passage on aims, of that on problems."""
_HELD: Final = 2
"""Headline aims from which a paragraph is one on aims, where there is such a paragraph."""
_MOST_SHARES: Final = 3
"""A chapter of tasks has room for as many sections as this; what it tells is one theme."""
_TOLD: Final = frozenset({"review", "multi_year_review", "goals", "tasks", "livelihood", "governance", "other"})
_MEASURES: Final = {"level": "", "growth_rate": "增速", "change": "增减", "share": "占比", "rank": "位次"}
_MODIFIED: Final = {"about": "{}左右", "over": "{}以上", "under": "{}以下"}
_STATUSES: Final = {"actual": "", "expected": "（预计）", "target": "（目标）"}
_AIMED: Final = expression(r"(?:预期|主要|发展|奋斗)(?:发展|预期)?(?:目标|指标)")
_THANKS: Final = expression(r"感谢|致谢|致敬|敬意")


@dataclass(frozen=True, slots=True)
class Digest:
    """``rows`` have a ``kind``, a ``heading`` ("" where its points speak for themselves) and ``points``; ``goals`` and
    ``problems`` are passages of the report, "" where it has none; ``facts`` are in words."""

    rows: Sequence[Mapping[str, Any]]
    goals: str
    problems: str
    facts: Sequence[str]


def digest(analysis: Analysis, drafts: Sequence[SectionDraft], facts: Sequence[Fact]) -> Digest:
    """What is shown of a report, some 4,000 characters; ``facts`` are read as they stand in the record."""
    goals = _chosen(analysis, _aims(analysis), _GOALS)
    problems = _chosen(analysis, [problem_passages(analysis)], _PROBLEMS)
    return Digest(
        rows=_rows(analysis, drafts, [*goals, *problems]),
        goals=_text(analysis, goals),
        problems=_text(analysis, problems),
        facts=[_in_words(analysis, facts[i]) for _, i in analysis.headlines if i is not None and _is_sure(facts[i])],
    )


# Passages


def _aims(analysis: Analysis) -> list[list[Extent]]:
    """The passages on this year's aims wherever they stand, the surest first: the sentences that hold them, the rest of
    their paragraphs, the rest of those sections on goals; all sections on goals where no aim of the year is stated."""
    sentences = _aimed_sentences(analysis)
    paragraphs = [_paragraph(analysis.view.text, start) for start, _ in sentences]
    goals = [section.own for section in analysis.sections if section.kind == "goals"]
    near = [own for own in goals if any(own[0] <= start < own[1] for start, _ in sentences)]
    return [sentences, paragraphs, near] if sentences else [goals]


def _aimed_sentences(analysis: Analysis) -> list[Extent]:
    """The sentences with aims of the year of the report: of paragraphs that hold several headline aims, and those that
    speak of 预期目标 and give one."""
    text = analysis.view.text
    places = [
        analysis.facts[i].quantity.start for slot, i in analysis.headlines if slot.status == "target" and i is not None
    ]
    held = Counter(_paragraph(text, place) for place in places)
    least = min(max(held.values(), default=0), _HELD)
    found = [_sentence(analysis, place) for place in places if held[_paragraph(text, place)] >= least]
    for said in _AIMED.finditer(text, *analysis.report.extent):
        sentence = _sentence(analysis, said.start())
        if any(_is_of_year(analysis, fact) for fact in _inside(analysis, sentence)):
            found.append(sentence)
    return _apart(found)


def _is_of_year(analysis: Analysis, fact: Fact) -> bool:
    period, year = fact.period, analysis.report.year
    return fact.status == "target" and (period is None or year is None or period.start == period.end == year)


def _inside(analysis: Analysis, extent: Extent) -> Iterator[Fact]:
    return (fact for fact in analysis.facts if extent[0] <= fact.quantity.start < extent[1])


def problem_passages(analysis: Analysis) -> list[Extent]:
    """The passages in which a report admits problems, in text order."""
    return _apart([extent for section in analysis.sections for extent in problem_extents(analysis.view, section)])


def _paragraph(text: str, at: int) -> Extent:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _sentence(analysis: Analysis, at: int) -> Extent:
    """The sentence around a place, within its paragraph."""
    text = analysis.view.text
    paragraph = _paragraph(text, at)
    return next((one for one in sentence_extents(text, *paragraph) if one[0] <= at < one[1]), paragraph)


def _apart(extents: Iterable[Extent]) -> list[Extent]:
    """The extents in text order, those that overlap as one."""
    kept: list[Extent] = []
    for start, end in sorted(extents):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _chosen(analysis: Analysis, tiers: Iterable[Iterable[Extent]], room: int) -> list[Extent]:
    """The sentences of some extents in text order, those of earlier tiers first as far as there is room."""
    text = analysis.view.text
    kept: set[Extent] = set()
    for tier in tiers:
        for start, end in (sentence for extent in _apart(tier) for sentence in sentence_extents(text, *extent)):
            if (start, end) in kept:
                continue
            if end - start > room:
                break
            kept.add((start, end))
            room -= end - start
    return sorted(kept)


def _text(analysis: Analysis, extents: Iterable[Extent]) -> str:
    """The text of some extents on one line."""
    return "".join("".join(analysis.view.text[start:end].split()) for start, end in extents)


# Key points


def _rows(analysis: Analysis, drafts: Sequence[SectionDraft], quoted: Sequence[Extent]) -> list[Mapping[str, Any]]:
    """The kind, the heading and the key points of each chapter that tells something, the room shared out among them."""
    by_id = {draft.section: draft for draft in drafts}
    told = [(chapter, _told(members, by_id, quoted)) for chapter, members in _chapters(analysis)]
    told = [(chapter, points) for chapter, points in told if points]
    rows: list[Mapping[str, Any]] = []
    room, shares = _POINTS, sum(_shares(points) for _, points in told)
    for chapter, points in told:
        share = _shares(points)
        kept = _within(_interleaved(points), room * share // shares)
        room, shares = room - sum(map(len, kept)), shares - share
        heading = chapter.heading if len(points) > 1 else ""
        rows.append({"kind": label_of(analysis, chapter), "heading": heading, "points": kept})
    return [row for row in rows if row["points"]]


def _chapters(analysis: Analysis) -> list[tuple[Section, list[Section]]]:
    """Sections of the first two levels, each with itself and what is below it on deeper ones."""
    found: list[tuple[Section, list[Section]]] = []
    for section in analysis.sections:
        if section.level <= 2 or not found:
            found.append((section, [section]))
        else:
            found[-1][1].append(section)
    return found


def _told(members: Iterable[Section], drafts: Mapping[str, SectionDraft], quoted: Sequence[Extent]) -> list[list[str]]:
    """The key points of each section of a chapter with a text of its own; of headings alone, those of what is below.

    Sections that are mostly ``quoted`` whole are left out, and so are thanks.
    """
    found = []
    for section in members:
        size = section.own[1] - section.own[0]
        if section.kind in _TOLD and size >= WORTH_A_SUMMARY and 2 * _overlap(section.own, quoted) <= size:
            points = [point.text for point in drafts[section.id].key_points if not _THANKS.search(point.text)]
            found += [points] if points else []
    return found


def _shares(points: Sequence[Sequence[str]]) -> int:
    return min(len(points), _MOST_SHARES)


def _interleaved(points: Sequence[Sequence[str]]) -> list[str]:
    """The first point of each section, then the second ones."""
    return [point for point in chain.from_iterable(zip_longest(*points)) if point is not None]


def _overlap(extent: Extent, others: Iterable[Extent]) -> int:
    return sum(max(0, min(extent[1], end) - max(extent[0], start)) for start, end in others)


def _within(texts: Iterable[str], room: int) -> list[str]:
    """The texts that have room; the first of them in any case, if it is not much too long."""
    kept: list[str] = []
    for text in texts:
        if len(text) <= room or (not kept and len(text) <= 3 * room + 40):
            kept.append(text.rstrip("。；"))
            room -= len(text)
    return kept


# Headline facts


def _is_sure(fact: Fact) -> bool:
    return fact.quantity.value is not None and not fact.doubts


def _in_words(analysis: Analysis, fact: Fact) -> str:
    number = analysis.view.text[fact.quantity.start : fact.quantity.end]
    measure = "下降" if fact.direction == "down" else _MEASURES.get(fact.measure, "")
    return f"{fact.name}{measure}{_MODIFIED.get(fact.quantity.comparator, '{}').format(number)}{_STATUSES[fact.status]}"
