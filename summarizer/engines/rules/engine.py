"""The rules engine: drafts made by rules alone, and every number as the binder reads it."""

from collections.abc import Sequence

from summarizer.analysis import Analysis
from summarizer.engines.base import Finished, Session
from summarizer.engines.draft import Claim, Draft, DraftPoint
from summarizer.engines.rules.achievements import achievements
from summarizer.engines.rules.priorities import priorities
from summarizer.engines.rules.problems import problems
from summarizer.engines.rules.prose import headline, overview
from summarizer.engines.rules.reasons import Chosen
from summarizer.engines.rules.salience import Material
from summarizer.engines.rules.sections import draft_section
from summarizer.engines.rules.targets import targets
from summarizer.schemas.record import Engine as Description


class RulesEngine:
    """The engine that needs no model: `draft` behind the engines' common interface."""

    @property
    def description(self) -> Description:
        """Only the name: the rules have no settings."""
        return Description(name="rules", model=None, prompt_sha256=None, settings={})

    @property
    def reads_doubts(self) -> bool:
        """No."""
        return False

    def session(self, analysis: Analysis) -> Session:
        """A session that asks nothing."""
        return Finished(analysis, draft(analysis))

    async def answer(self, session: Session) -> None:
        """Nothing is waited for."""


def draft(analysis: Analysis) -> Draft:
    """Summarize a report by rules alone: every point is the report's own clauses, every fact the binder's."""
    material = Material(analysis)
    lists = _lists(material)
    return Draft(
        headline=headline(material),
        overview=overview(material),
        achievements=_points(lists, "achievements"),
        targets=_points(lists, "targets"),
        priorities=_points(lists, "priorities"),
        problems=_points(lists, "problems"),
        sections=tuple(draft_section(material, section) for section in analysis.sections),
        claims=tuple(Claim(fact, "rules") for fact in analysis.facts),
    )


def explain_summary(analysis: Analysis) -> tuple[Chosen, ...]:
    """The points of a report's rules summary in their order, each with the rules that chose it."""
    return _lists(Material(analysis))


def _lists(material: Material) -> tuple[Chosen, ...]:
    aims = targets(material)
    return (*achievements(material), *aims, *priorities(material, aims), *problems(material.analysis))


def _points(items: Sequence[Chosen], kind: str) -> tuple[DraftPoint, ...]:
    return tuple(item.point for item in items if item.list == kind)
