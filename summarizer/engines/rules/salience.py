"""How much statements weigh: the sum of the rules of salience that hold for them, each with its name."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from heapq import heapify, heappop, heappush
from math import inf
from typing import NamedTuple

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section, problem_extents
from summarizer.engines.rules.knowledge import (
    EMPTY,
    Domain,
    Signal,
    domains,
    headline_indicators,
    says,
    screen,
    signals_of,
    words,
)
from summarizer.engines.rules.outline import task_parts
from summarizer.engines.rules.points import headlines_in
from summarizer.engines.rules.statements import LONGEST, Statement, fact_starts, statements_of
from summarizer.expressions import expression
from summarizer.indicators import Fact

_SHORT = 10
_FIRST_PARTS = 3
_MONEY = "元"
_PLANS = ("goals", "tasks", "livelihood")
_OFTEN = 2
_QUOTED = expression(r"“([^“”，。；\n]{3,12})”")
_BEFORE_NAME = 4
_MOST_FIGURES = 3
_ROOM = 60
_WORTH_JOINING = 2.0
_OTHER_HALVES = frozenset({"growth_rate", "change", "share", "rank", "multiple", "ratio"})


_Hit = tuple[str, float, frozenset[str]]
"""The id of a rule of salience that holds for a statement, what it adds, and the lists it counts in."""
_Asked = tuple[int, _Hit, re.Pattern[str]]
"""The bit of a pattern in the screen, the hit that it makes, and the pattern."""
_Count = Callable[["Material", Statement, Sequence[Fact]], int]


class Rated(NamedTuple):
    """A statement with its salience: ``rules`` are the ids of the rules that counted, with what each added.

    ``domain`` is the policy domain it belongs to, None where its words tell none.
    """

    statement: Statement
    weight: float
    rules: tuple[tuple[str, float], ...]
    domain: Domain | None


def own_names(analysis: Analysis) -> tuple[str, ...]:
    """The quoted names that a report uses more than once, most often first: its own, not those that all reports use.

    A name that it once gives to a wider place (省“…”工程) is none of its own.
    """
    text = analysis.view.text
    found = [*_QUOTED.finditer(text, *analysis.report.extent)]
    wider = {match[1] for match in found if _is_granted(analysis, match.start())}
    counts = Counter(match[1] for match in found if not words("common_names").fullmatch(match[1]))
    return tuple(name for name, times in counts.most_common() if times >= _OFTEN and name not in wider)


def _is_granted(analysis: Analysis, start: int) -> bool:
    """Whether what stands before a name gives it to the nation or, in a report of a lesser place, the province."""
    table = "of_the_nation" if analysis.report.region.level == "province" else "of_the_province"
    return says(table, analysis.view.folded, (max(0, start - _BEFORE_NAME), start))


class Material:
    """The statements of a report by section, cut once, and what rates them."""

    __slots__ = (
        "_cut",
        "_headed",
        "_headlines",
        "_hits",
        "_possible",
        "_problems",
        "_starts",
        "_whole",
        "analysis",
        "first_tasks",
        "largest",
        "own_names",
        "sections",
    )

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.own_names = own_names(analysis)
        self.first_tasks = frozenset(section.id for part in task_parts(analysis)[:_FIRST_PARTS] for section in part)
        self.largest = _largest_sums(analysis.facts)
        self.sections: Mapping[str, Section] = {section.id: section for section in analysis.sections}
        self._cut: dict[str, list[Statement]] = {}
        self._whole: dict[str, list[Statement]] = {}
        self._hits: dict[Extent, list[_Hit]] = {}
        self._possible: dict[Extent, tuple[str, int]] = {}
        self._starts = fact_starts(analysis)
        self._headed: dict[str, list[int]] = {}
        self._problems: dict[str, list[Extent]] = {}
        self._headlines: dict[tuple[Extent, bool], set[str]] = {}

    def statements(self, section: Section) -> list[Statement]:
        """The statements of a section's own text, boilerplate left out."""
        if section.id not in self._cut:
            self._cut[section.id] = [s for s in self.all_statements(section) if not self._is_empty(s)]
        return self._cut[section.id]

    def all_statements(self, section: Section) -> list[Statement]:
        """The statements of a section's own text, those without a figure that can be read among them."""
        if section.id not in self._whole:
            self._whole[section.id] = statements_of(self.analysis, section, self._starts)
        return self._whole[section.id]

    def problems(self, section: Section) -> list[Extent]:
        """The passages of a section's own text that name problems."""
        if section.id not in self._problems:
            self._problems[section.id] = problem_extents(self.analysis.view, section)
        return self._problems[section.id]

    def headlines(self, sentence: Extent, *, aims: bool = False) -> set[str]:
        """The headline indicators of the report's own region with figures in a sentence: results, or only aims."""
        if (sentence, aims) not in self._headlines:
            self._headlines[sentence, aims] = headlines_in(self.analysis, sentence, aims=aims)
        return self._headlines[sentence, aims]

    def text(self, statement: Statement) -> str:
        """The statement's words."""
        return self.analysis.view.text[slice(*statement.extent)]

    def rated(self, statements: Iterable[Statement], kind: str, least: float = -inf) -> list[Rated]:
        """What statements weigh in one list of the summary (achievements, priorities, sections), in their order.

        Some that weigh less than ``least`` are left out: those for which no domain could make up for it. Sections are
        about one domain each, so there domains weigh nothing.
        """
        found = []
        most = max(domain.weight for domain in domains())
        for statement in statements:
            rules = [(rule, weight) for rule, weight, lists in self._hits_of(statement) if kind in lists]
            weight = sum([weight for _, weight in rules])
            if kind == "sections":
                found.append(Rated(statement, weight, tuple(rules), None))
            elif weight + most >= least:
                found.append(self._with_domain(statement, rules))
        return found

    def _with_domain(self, statement: Statement, rules: list[tuple[str, float]]) -> Rated:
        domain = self._domain(statement)
        if domain is not None and domain.weight:
            rules.append((f"domain.{domain.id}", domain.weight))
        return Rated(statement, sum([weight for _, weight in rules]), tuple(rules), domain)

    def _hits_of(self, statement: Statement) -> list[_Hit]:
        """The rules of salience that hold for a statement, with what each adds; asked once of each statement."""
        hits = self._hits.get(statement.extent)
        if hits is None:
            folded, possible = self._folded(statement)
            facts = [self.analysis.facts[index] for index in statement.facts]
            patterns, tests = _asked(self.sections[statement.section].kind in _PLANS, bool(facts))
            hits = [hit for bit, hit, pattern in patterns if possible & bit and pattern.search(folded)]
            for signal, test in tests:
                times = test(self, statement, facts)
                if times:
                    hits.append((signal.id, signal.weight * times, signal.lists))
            self._hits[statement.extent] = hits
        return hits

    def _folded(self, statement: Statement) -> tuple[str, int]:
        """The folded text of a statement, and which of the patterns of the screen can be found in it."""
        known = self._possible.get(statement.extent)
        if known is None:
            folded = self.analysis.view.folded[slice(*statement.extent)]
            known = self._possible[statement.extent] = folded, screen().possible(folded)
        return known

    def _headings(self, section: str) -> str:
        """The headings of a section and those above it, main parts left out."""
        found = self.sections[section]
        above = self._headings(found.parent) if found.parent is not None and found.level > 2 else ""
        return above + found.heading

    def _is_empty(self, statement: Statement) -> bool:
        """Whether every report says so, it says nothing alone, is blacked out, or is how the year went."""
        facts = self.analysis.facts
        if statement.facts and all(facts[index].quantity.comparator == "redacted" for index in statement.facts):
            return True
        folded, possible = self._folded(statement)
        return any(
            possible & bit and (name != "mood" or not statement.facts) and words(name).search(folded)
            for name, bit in _empty_bits()
        )

    def _domain(self, statement: Statement) -> Domain | None:
        """The domain most of whose words stand in a statement and, at half the weight, above it."""
        folded, possible = self._folded(statement)
        above = self._above(statement.section)
        counts = [
            n + 2 * len(domain.words.findall(folded)) if possible & bit else n
            for (domain, bit), n in zip(_domain_bits(), above, strict=True)
        ]
        most = max(counts)
        return domains()[counts.index(most)] if most else None

    def _above(self, section: str) -> list[int]:
        """How many words of each domain stand in the headings over a section's text."""
        if section not in self._headed:
            headings = self._headings(section)
            self._headed[section] = [len(domain.words.findall(headings)) for domain in domains()]
        return self._headed[section]


def _level_with_change(material: Material, statement: Statement, facts: Sequence[Fact]) -> int:
    measures = {fact.measure for fact in facts}
    return int("level" in measures and not measures.isdisjoint(_OTHER_HALVES))


def _bare_rank(material: Material, statement: Statement, facts: Sequence[Fact]) -> int:
    return int(bool(facts) and all(fact.measure == "rank" for fact in facts))


def _headline(material: Material, statement: Statement, facts: Sequence[Fact]) -> int:
    known = headline_indicators()
    return int(any(fact.canonical in known and fact.region is None for fact in facts))


def _before_first_part(material: Material, statement: Statement, facts: Sequence[Fact]) -> int:
    """In a review, before the first of its parts: text of a section that has subsections."""
    section = material.sections[statement.section]
    return int(section.level == 1 and section.own[1] < section.extent[1])


def _own_name(material: Material, statement: Statement, facts: Sequence[Fact]) -> int:
    text = material.text(statement)
    return int("“" in text and any(f"“{name}”" in text for name in material.own_names))


def _largest_sums(facts: Iterable[Fact]) -> Mapping[str, Decimal]:
    """The largest sum of money in each part of a report, by the part's section id."""
    found: dict[str, Decimal] = {}
    for fact in facts:
        part, value = _part(fact.section), fact.quantity.value
        if value is not None and fact.quantity.unit == _MONEY:
            found[part] = max(found.get(part, value), value)
    return found


def _largest_sum(material: Material, statement: Statement, facts: Sequence[Fact]) -> int:
    largest = material.largest.get(_part(statement.section))
    return int(any(fact.quantity.unit == _MONEY and fact.quantity.value == largest for fact in facts))


def _first_task(material: Material, statement: Statement, facts: Sequence[Fact]) -> int:
    return int(statement.section in material.first_tasks)


TESTS: Mapping[str, _Count] = {
    "each_figure": lambda material, statement, facts: min(_MOST_FIGURES, len(facts)),
    "has_figure": lambda material, statement, facts: int(len(facts) > 0),
    "no_figure": lambda material, statement, facts: int(len(facts) == 0),
    "level_with_change": _level_with_change,
    "bare_rank": _bare_rank,
    "headline": _headline,
    "catalogued": lambda material, statement, facts: int(any(fact.canonical is not None for fact in facts)),
    "redacted": lambda material, statement, facts: int(any(f.quantity.comparator == "redacted" for f in facts)),
    "own_name": _own_name,
    "largest_sum": _largest_sum,
    "first_task": _first_task,
    "opens_section": lambda material, statement, facts: int(statement.opens),
    "before_first_part": _before_first_part,
    "short": lambda material, statement, facts: int(statement.extent[1] - statement.extent[0] < _SHORT),
    "long": lambda material, statement, facts: int(statement.extent[1] - statement.extent[0] > LONGEST),
}
"""The tests that signals.toml names: how many times a rule counts for a statement with these facts."""
_OF_FACTS = frozenset(
    {"each_figure", "has_figure", "level_with_change", "headline", "catalogued", "redacted", "largest_sum"}
)
"""The tests that hold for no statement without facts, of which these are the most."""


@cache
def _empty_bits() -> tuple[tuple[str, int], ...]:
    """The tables of words that make a statement empty, each with its bit in the screen."""
    return tuple((name, screen().bit(words(name))) for name in EMPTY)


@cache
def _domain_bits() -> tuple[tuple[Domain, int], ...]:
    """The policy domains, each with the bit of its words in the screen."""
    return tuple((domain, screen().bit(domain.words)) for domain in domains())


@cache
def _asked(plans: bool, facts: bool) -> tuple[list[_Asked], list[tuple[Signal, _Count]]]:
    """The rules that can count for a statement of a section of plans or not, with facts or not: patterns and tests."""
    patterns, tests = signals_of(plans)
    return (
        [
            (screen().bit(pattern), (signal.id, signal.weight, signal.lists), pattern)
            for signal, pattern in patterns
            if facts or not signal.figures
        ],
        [(signal, TESTS[test]) for signal, test in tests if facts or test not in _OF_FACTS],
    )


def diversified(
    rated: Sequence[Rated], count: int, least: float, crowding: float, kind: Callable[[Rated], str], most: float = inf
) -> list[Rated]:
    """The weightiest statements, in the order in which they were chosen; none that weighs less than ``least``.

    Each statement chosen of a kind (``domain_of``, ``part_of``) takes ``crowding`` off the next one's weight; no more
    than ``most`` of a kind are chosen.
    """
    counts = Counter[str]()
    queue = [(-row.weight, row.statement.extent, row) for row in rated if row.weight >= least]
    heapify(queue)
    chosen: list[Rated] = []
    while queue and len(chosen) < count:
        known, extent, row = heappop(queue)
        if counts[kind(row)] >= most:
            continue
        weight = row.weight - crowding * counts[kind(row)]
        if weight < -known:
            heappush(queue, (-weight, extent, row))
        elif weight < least:
            break
        else:
            chosen.append(row)
            counts[kind(row)] += 1
    return chosen


def widened(chosen: Iterable[Rated], rated: Iterable[Rated]) -> list[Rated]:
    """The chosen statements, each with the next ones of its sentence that have figures and weight while it stays short.

    What was chosen on its own and is part of another's run appears there.
    """
    following = {row.statement.extent[0]: row for row in rated}
    ordered = sorted(chosen, key=lambda r: r.statement.extent)
    found: list[Rated] = []
    for row in ordered:
        if found and row.statement.extent[0] < found[-1].statement.extent[1]:
            continue
        while (after := _next(row, following)) is not None:
            row = _joined(row, after)
        found.append(row)
    return found


def _next(row: Rated, following: Mapping[int, Rated]) -> Rated | None:
    """The statement right after another in its sentence, where both have room in one point."""
    start, end = row.statement.extent
    after = following.get(end + 1)
    if after is None or not after.statement.facts or after.weight < _WORTH_JOINING:
        return None
    same = (after.statement.section, after.statement.place) == (row.statement.section, row.statement.place)
    return after if same and after.statement.extent[1] - start <= _ROOM else None


def _joined(one: Rated, other: Rated) -> Rated:
    first, second = one.statement, other.statement
    statement = first._replace(extent=(first.extent[0], second.extent[1]), facts=first.facts + second.facts)
    return Rated(statement, max(one.weight, other.weight), one.rules, one.domain)


def domain_of(rated: Rated) -> str:
    """The id of a statement's domain, "" without any."""
    return rated.domain.id if rated.domain is not None else ""


def part_of(rated: Rated) -> str:
    """The id of the part of the report that a statement stands in."""
    return _part(rated.statement.section)


def _part(section: str) -> str:
    """The id of the part of a report that a section belongs to."""
    return ".".join(section.split(".")[:2])
