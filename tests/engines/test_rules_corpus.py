"""Rules summaries of real reports: what holds for every one of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.analysis import Analysis, analyse_document
from summarizer.documents import read_document
from summarizer.engines import Draft, DraftPoint
from summarizer.engines.rules import draft
from summarizer.engines.rules.knowledge import families
from summarizer.engines.rules.outline import task_names
from summarizer.engines.rules.points import bare

MOST = 120


@pytest.fixture(scope="module")
def made(corpus: Path) -> list[tuple[Analysis, Draft]]:
    """Every report of the corpus with its draft."""
    paths = sorted(corpus.rglob("*.txt"))
    return [(found, draft(found)) for path in paths for found in analyse_document(read_document(path))]


def points_of(made: Draft) -> list[DraftPoint]:
    return [*made.achievements, *made.targets, *made.priorities, *made.problems]


def test_every_word_stands_in_the_spans(made: list[tuple[Analysis, Draft]]) -> None:
    """The text of a point is the text of its spans as it is read, and nothing else."""
    for analysis, summary in made:
        key_points = [point for section in summary.sections for point in section.key_points]
        for point in [*points_of(summary), *key_points]:
            view = analysis.view
            clauses = [view.text[slice(*view.extent(span))] for span in point.evidence]
            assert point.text in ("".join(clauses), "；".join(clauses))


def test_points_are_clauses(made: list[tuple[Analysis, Draft]]) -> None:
    """No point is longer than a reader takes in at a glance; the mean is half of that."""
    lengths = [len(point.text) for _, summary in made for point in points_of(summary)]
    assert max(lengths) <= MOST
    assert sum(lengths) / len(lengths) <= MOST / 2


def test_no_point_is_said_twice(made: list[tuple[Analysis, Draft]]) -> None:
    """No list holds a point twice, and the overview repeats none."""
    for _, summary in made:
        for points in (summary.achievements, summary.targets, summary.priorities, summary.problems):
            said = [point.text for point in points]
            assert len(said) == len(set(said))
        sentences = set(re.split("[。；]", summary.overview))
        assert not any(point.text in sentences for point in points_of(summary))


def test_no_task_is_left_out(made: list[tuple[Analysis, Draft]]) -> None:
    """Every part of the tasks that the overview may name is among the priorities, where more than one has a heading."""
    for analysis, summary in made:
        told = [bare(part) for point in summary.priorities for part in point.text.split("；")]
        names = [bare(name) for name in task_names(analysis)]
        assert len(names) < 2 or all(any(name in part or part in name for part in told) for name in names)


def test_no_section_repeats_its_heading(made: list[tuple[Analysis, Draft]]) -> None:
    """What a section's heading says is no key point of the section."""
    for analysis, summary in made:
        for section, part in zip(analysis.sections, summary.sections, strict=True):
            assert not any(point.text == section.heading for point in part.key_points)


def test_headline_facts_are_told(made: list[tuple[Analysis, Draft]]) -> None:
    """The headline figures that a review states in so many words are among the achievements of its summary."""
    missing = [fact for analysis, summary in made for fact in untold(analysis, summary)]
    stated = sum(len(list(stated_headlines(analysis))) for analysis, _ in made)
    assert stated > 5 * len(made)
    assert len(missing) <= stated // 50


def stated_headlines(analysis: Analysis) -> Iterator[tuple[str, tuple[int, int]]]:
    """The headline families whose figures a review states, each with the span of one."""
    kinds = {section.id: section.kind for section in analysis.sections}
    for family in families():
        for slot, index in analysis.headlines:
            if index is None or slot.canonical not in family.indicators or slot.status != "actual":
                continue
            fact = analysis.facts[index]
            if fact.quantity.value is not None and kinds[fact.section] in ("review", "multi_year_review"):
                yield family.id, fact.quantity.span
                break


def untold(analysis: Analysis, summary: Draft) -> list[str]:
    """The headline families that no achievement has a word of."""
    spans = [span for point in summary.achievements for span in point.evidence]
    return [
        json.dumps([analysis.report.title, family], ensure_ascii=False)
        for family, place in stated_headlines(analysis)
        if not any(start <= place[0] < end for start, end in spans)
    ]
