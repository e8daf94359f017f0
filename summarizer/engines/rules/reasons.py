"""Why each point of a rules summary stands in it: the data behind ``summarizer explain --summary``."""

from dataclasses import dataclass

from summarizer.engines.draft import DraftPoint
from summarizer.engines.rules.knowledge import domains, families, signals


@dataclass(frozen=True, slots=True)
class Why:
    """One rule that spoke for a point: its id, its reason in a line, and what it added (0 where it alone decided)."""

    rule: str
    reason: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A point of a summary, the list it stands in (achievements …), its section's id, and what spoke for it."""

    list: str
    point: DraftPoint
    section: str
    why: tuple[Why, ...]


#: The rules that put a point into a list whatever it weighs.
DECISIONS = {
    "headline.{}": "{} is one of the figures that every brief begins with",
    "words.{}": "{} is one of the facts that every brief begins with; the report tells it without a number",
    "years.gdp": "Growth over the years under review is the report's own account of them",
    "aim.listed": "It stands in the sentence that lists the year's aims",
    "aim.headline": "It is the year's aim for a headline indicator, stated among the tasks",
    "aim.fiscal": "It is a figure of the nation's budget",
    "aim.tasks": "The report lists no aims; it is an aim that stands among the tasks",
    "aim.years": "It is the aim of the coming plan for the economy as a whole",
    "aim.goals": "The report lists no aims; it is the weightiest statement of the part on goals",
    "priority.salience": "The tasks have no headings; it is among their weightiest statements",
    "priority.heading": "It heads a part of the tasks; beside it stands what is most specific there",
    "priority.named": "These head parts of the tasks that have nothing specific enough; no task is left out",
    "problem.named": "It stands in the passage on problems and difficulties",
    "problem.shortfall": "It says that an aim was missed",
    "salience": "It is among the weightiest statements of the review, no domain told too often",
}


def decided(rule: str, *names: str) -> Why:
    """A rule that decided, with its reason. ``names`` fill the places of its id (headline.{} → headline.gdp)."""
    if not names:
        return Why(rule, DECISIONS[rule])
    label = next((family.label for family in families() if family.id == names[0]), names[0])
    return Why(rule.format(*names), DECISIONS[rule].format(label))


def weighed(rules: tuple[tuple[str, float], ...]) -> tuple[Why, ...]:
    """The rules of salience that counted, with their reasons."""
    reasons = {signal.id: signal.reason for signal in signals()}
    reasons |= {f"domain.{d.id}": f"What briefs have room for in the domain {d.label}" for d in domains()}
    return tuple(Why(rule, reasons[rule], weight) for rule, weight in rules)
