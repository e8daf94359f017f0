"""Targets: the year's aims one by one, as the report lists them, and those of headline indicators among the tasks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from summarizer.analysis import Analysis
from summarizer.chunker import Section
from summarizer.engines.rules.knowledge import families, headline_indicators, says
from summarizer.engines.rules.points import chosen, distinct, facts_in, from_headline, sections_of
from summarizer.engines.rules.reasons import Chosen, decided, weighed
from summarizer.engines.rules.salience import Material, diversified, domain_of
from summarizer.engines.rules.statements import LONGEST, Statement
from summarizer.engines.rules.times import dated, of_years
from summarizer.indicators import Fact

MOST = 14
_LONGEST_PAIR = 40
_FEW = 4
_LISTED = 3
_NEAR = 4
_LEAST_WEIGHT = 1.0
_CROWDING = 0.5
_PLANS = ("goals", "tasks")


def targets(material: Material) -> list[Chosen]:
    """The points on what is aimed at, in text order of the lists of aims, then of the tasks."""
    analysis = material.analysis
    sections = sections_of(analysis.sections, *_PLANS)
    statements = [s for section in sections for s in material.statements(section)]
    yearly, planned = _listed(material, sections)
    aims = [*(yearly or planned), *_fiscal(analysis, statements), *_headline_aims(analysis, statements)]
    found = distinct(_unsaid(analysis, [*aims, *_plan_aims(analysis, statements)]))
    if not found:
        found = _of_goals(material) or _of_tasks(material)
    return dated(analysis, found[:MOST])


def _unsaid(analysis: Analysis, items: Iterable[Chosen]) -> Iterator[Chosen]:
    """The points that have an aim which no earlier one has, or no figure at all."""
    said = set[tuple[object, ...]]()
    for item in items:
        facts = [fact for span in item.point.evidence for fact in facts_in(analysis, analysis.view.extent(span))]
        aims = {(fact.canonical or fact.name, fact.quantity.value, fact.measure) for fact in facts}
        if not aims or aims - said:
            said |= aims
            yield item


def _listed(material: Material, sections: Sequence[Section]) -> tuple[list[Chosen], list[Chosen]]:
    """The aims of the sentences that list them: those of a year, those of several years.

    Short neighbours of one kind (jobs and unemployment) are one point.
    """
    analysis = material.analysis
    found: tuple[list[Chosen], list[Chosen]] = ([], [])
    for section in sections:
        listing = _listing(material, section)
        for run in _runs([s for s in material.statements(section) if s.place in listing]):
            groups = _paired(analysis, [s for s in run if _is_aim(analysis, s) and (s.facts or listing[s.place])])
            points = (chosen(analysis, "targets", group, [decided("aim.listed")]) for group in groups)
            found[_is_plan(analysis, run)].extend(points)
    return found


def _listing(material: Material, section: Section) -> Mapping[int, bool]:
    """Which sentences of a section list aims (True): those of several headline indicators, or of one that say so.

    One that follows and has an aim of a headline indicator too goes on with the list (False).
    """
    found: dict[int, bool] = {}
    for place, sentence in enumerate(material.analysis.sentences[section.id]):
        count = len(material.headlines(sentence, aims=True))
        if count >= _LISTED or (count > 0 and says("goal_sentence", material.analysis.view.folded, sentence)):
            found[place] = True
        elif count > 0 and place - 1 in found:
            found[place] = False
    return found


def _is_plan(analysis: Analysis, run: Sequence[Statement]) -> bool:
    """Whether most aims of a list are of several years."""
    aims = [analysis.facts[index] for statement in run for index in statement.facts]
    return 2 * sum(map(of_years, aims)) > len(aims)


def _runs(statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements by sentence."""
    runs: dict[int, list[Statement]] = {}
    for statement in statements:
        runs.setdefault(statement.place, []).append(statement)
    return list(runs.values())


def _is_aim(analysis: Analysis, statement: Statement) -> bool:
    folded, extent = analysis.view.folded, statement.extent
    if says("past", folded, extent) or (says("no_aim", folded, extent) and not statement.facts):
        return False
    return bool(statement.facts) or says("aims", folded, extent)


def _paired(analysis: Analysis, statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Statements in groups: neighbours whose indicators belong together, while they are short."""
    group: list[Statement] = []
    for statement in statements:
        if group and not _together(analysis, group[-1], statement, statement.extent[1] - group[0].extent[0]):
            yield _joined(group)
            group = []
        group.append(statement)
    if group:
        yield _joined(group)


def _together(analysis: Analysis, one: Statement, other: Statement, size: int) -> bool:
    return size <= _LONGEST_PAIR and _topic(analysis, one) == _topic(analysis, other) != ""


def _joined(group: Sequence[Statement]) -> list[Statement]:
    """Neighbours as one statement, the comma between them included."""
    first, last = group[0], group[-1]
    facts = tuple(index for statement in group for index in statement.facts)
    return [Statement((first.extent[0], last.extent[1]), first.section, facts, first.place, first.opens)]


_TOPICS = {"jobs": "work", "unemployment": "work", "incomes": "incomes"}


def _topic(analysis: Analysis, statement: Statement) -> str:
    """What a statement's indicators are grouped with, "" for those that stand alone."""
    canonicals = {analysis.facts[index].canonical for index in statement.facts}
    names = {_TOPICS.get(f.id, "") for f in families() if canonicals & set(f.indicators)}
    return names.pop() if len(names) == 1 else ""


def _headline_aims(analysis: Analysis, statements: Sequence[Statement]) -> Iterator[Chosen]:
    """The aims of headline indicators that stand among the tasks."""
    known = headline_indicators()
    slots = {index for slot, index in analysis.headlines if slot.status == "target" and index is not None}
    for statement in statements:
        facts = [(index, analysis.facts[index]) for index in statement.facts]
        aims = any(index in slots and fact.canonical in known and _clear(fact) for index, fact in facts)
        if aims and not _is_long(statement) and not says("past", analysis.view.folded, statement.extent):
            yield chosen(analysis, "targets", [from_headline(analysis, statement)], [decided("aim.headline")])


def _fiscal(analysis: Analysis, statements: Sequence[Statement]) -> Iterator[Chosen]:
    """The figures of the nation's budget; a bond named without its sum with the sum that its sentence has for it."""
    if analysis.report.region.level != "nation":
        return
    for number, statement in enumerate(statements):
        if _is_long(statement) or not says("fiscal", analysis.view.folded, statement.extent):
            continue
        parts = [statement] if statement.facts else _with_sum(statements[number : number + _NEAR])
        if parts:
            yield chosen(analysis, "targets", parts, [decided("aim.fiscal")])


def _with_sum(statements: Sequence[Statement]) -> list[Statement]:
    """The first statement and the first with a figure in the rest of its sentence; none without."""
    first = statements[0]
    found = (s for s in statements if s.facts and (s.section, s.place) == (first.section, first.place))
    return next(([first, s] for s in found), [])


def _is_long(statement: Statement) -> bool:
    return statement.extent[1] - statement.extent[0] > LONGEST


def _plan_aims(analysis: Analysis, statements: Sequence[Statement]) -> Iterator[Chosen]:
    """The growth that a plan of several years aims at."""
    for statement in statements:
        for fact in (analysis.facts[index] for index in statement.facts):
            if fact.canonical == "gdp" and fact.region is None and fact.measure == "growth_rate" and _is_planned(fact):
                yield chosen(analysis, "targets", [from_headline(analysis, statement)], [decided("aim.years")])
                return


def _is_planned(fact: Fact) -> bool:
    return fact.status == "target" and of_years(fact)


def _clear(fact: Fact) -> bool:
    return fact.quantity.comparator != "redacted"


def _of_goals(material: Material) -> list[Chosen]:
    """Where no aims are listed: the weightiest statements of the goals."""
    sections = sections_of(material.analysis.sections, "goals")
    statements = [s for section in sections for s in material.statements(section) if s.facts]
    rated = material.rated(statements, "priorities", _LEAST_WEIGHT)
    best = sorted(diversified(rated, _FEW, _LEAST_WEIGHT, _CROWDING, domain_of), key=lambda r: r.statement.extent)
    analysis = material.analysis
    return [chosen(analysis, "targets", [r.statement], [decided("aim.goals"), *weighed(r.rules)]) for r in best]


def _of_tasks(material: Material) -> list[Chosen]:
    """Where no goals are stated: the weightiest tasks on indicators of the catalogue, else on what is to be reached."""
    facts = material.analysis.facts
    sections = sections_of(material.analysis.sections, "tasks")
    statements = [s for section in sections for s in material.statements(section) if not _is_long(s)]
    aims = [s for s in statements if any(facts[i].canonical and facts[i].status == "target" for i in s.facts)]
    if not aims:
        folded = material.analysis.view.folded
        aims = [s for s in statements if s.facts and says("reaches", folded, s.extent)]
    best = diversified(material.rated(aims, "priorities", 1.0), _FEW, 1.0, 0.0, domain_of)
    ordered = sorted(best, key=lambda r: r.statement.extent)
    return [
        chosen(material.analysis, "targets", [r.statement], [decided("aim.tasks"), *weighed(r.rules)]) for r in ordered
    ]
