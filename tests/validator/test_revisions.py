"""A run with many revisions builds a record once: each revision builds and checks what it changed."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from summarizer.analysis import Analysis
from summarizer.engines import Draft, Engine, Objection, RulesEngine
from summarizer.engines.draft import DraftPoint
from summarizer.engines.rules import draft
from summarizer.output import records
from summarizer.pipeline import summarize_report
from summarizer.schemas.record import Record
from summarizer.validator import checking, prose

REVISIONS = 7


@dataclass
class Revising:
    """An engine and its one session, which changes one claim and one point in every draft after the first."""

    analysis: Analysis
    made: list[Draft] = field(default_factory=list)
    description: Any = RulesEngine().description
    reads_doubts: bool = False

    def session(self, analysis: Analysis) -> "Revising":
        return self

    async def answer(self, session: object) -> None:
        return None

    def draft(self) -> Draft:
        last = self.made[-1] if self.made else None
        self.made.append(draft(self.analysis) if last is None else revised(last, len(self.made)))
        return self.made[-1]

    def review(self, objections: Sequence[Objection]) -> bool:
        return len(self.made) <= REVISIONS


def revised(last: Draft, number: int) -> Draft:
    """A draft with another name in one claim and another first point."""
    claims = list(last.claims)
    claims[number] = replace(claims[number], fact=replace(claims[number].fact, name=f"别名{number}"))
    point = DraftPoint(f"第{number}稿：{last.targets[0].text}", last.targets[0].evidence)
    return replace(last, claims=tuple(claims), targets=(point, *last.targets[1:]))


@pytest.fixture
def run(analysis: Analysis, monkeypatch: pytest.MonkeyPatch) -> tuple[Counter[str], Record]:
    """How often each part was built or checked in a run with seven revisions, and the record."""
    counts: Counter[str] = Counter()

    def count(owner: object, name: str) -> None:
        real = cast("Callable[..., Any]", getattr(owner, name))

        def counted(*args: Any, **values: Any) -> Any:
            counts[name] += 1
            return real(*args, **values)

        monkeypatch.setattr(owner, name, counted)

    for owner, names in ((records, ("_indicator", "_point", "_section", "_report", "_headlines")),
                         (checking, ("check_claim", "consistency")), (prose.ProseChecker, ("_piece",))):  # fmt: skip
        for name in names:
            count(owner, name)
    engine = Revising(analysis)
    record = asyncio.run(summarize_report(analysis, cast("Engine", engine)))
    assert len(engine.made) == 1 + REVISIONS
    return counts, record


def test_a_revision_builds_what_it_changed(run: tuple[Counter[str], Record]) -> None:
    """Eight drafts build every claim, point and section once and those that changed once more each."""
    counts, record = run
    points = sum(len(getattr(record.summary, name)) for name in ("achievements", "targets", "priorities", "problems"))
    points += sum(len(section.key_points) for section in record.sections)
    assert counts["_report"] == 1
    assert counts["_indicator"] == len(record.indicators) + REVISIONS
    assert counts["_section"] == len(record.sections)
    assert counts["_point"] <= points + REVISIONS


def test_a_revision_checks_what_it_changed(run: tuple[Counter[str], Record]) -> None:
    """The source's own consistency is checked once, every claim once and each changed one once more; so is prose."""
    counts, record = run
    assert counts["consistency"] == 1
    assert counts["check_claim"] == len(record.indicators) + REVISIONS
    assert counts["_piece"] <= pieces_of(record) + REVISIONS


def pieces_of(record: Record) -> int:
    """How many pieces of prose a record has."""
    summary = record.summary
    lists = (summary.achievements, summary.targets, summary.priorities, summary.problems)
    sections = sum(1 + len(section.key_points) for section in record.sections)
    return 2 + sum(map(len, lists)) + sections


def test_a_revised_record_is_that_built_afresh(analysis: Analysis) -> None:
    """Taking over what is the same changes nothing in the record."""
    first = draft(analysis)
    second = revised(first, 2)
    description = RulesEngine().description
    before = first, records.to_record(analysis, first, description)
    assert records.to_record(analysis, second, description, before) == records.to_record(analysis, second, description)
