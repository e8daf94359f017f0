"""Targets: the year's aims one by one, as the report lists them, and those of headline indicators among the tasks."""

from collections.abc import Iterable, Iterator, Sequence

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section
from summarizer.engines.rules.knowledge import families, headline_indicators, says
from summarizer.engines.rules.points import chosen, distinct, facts_in, sections_of
from summarizer.engines.rules.reasons import Chosen, decided, weighed
from summarizer.engines.rules.salience import Material, diversified
from summarizer.engines.rules.statements import LONGEST, Statement
from summarizer.indicators import Fact

MOST = 14
_LONGEST_PAIR = 40
_FEW = 4
_LISTED = 3
_LEAST_WEIGHT = 1.0
_CROWDING = 0.5
_PLANS = ("goals", "tasks")


def targets(material: Material) -> list[Chosen]:
    """The points on what is aimed at, in text order of the lists of aims, then of the tasks."""
    analysis = material.analysis
    sections = sections_of(analysis.sections, *_PLANS)
    statements = [s for section in sections for s in material.statements(section)]
    listed = list(_listed(material, sections))
    found = distinct(
        _unsaid(
            analysis,
            [
                *listed,
                *_fiscal(analysis, statements),
                *_headline_aims(analysis, statements),
                *_plan_aims(analysis, statements),
            ],
        )
    )
    if not found:
        found = _of_goals(material) or _of_tasks(material)
    return found[:MOST]


def _unsaid(analysis: Analysis, items: Iterable[Chosen]) -> Iterator[Chosen]:
    """The points that have an aim which no earlier one has, or no figure at all."""
    said = set[tuple[object, ...]]()
    for item in items:
        facts = [fact for span in item.point.evidence for fact in facts_in(analysis, analysis.view.extent(span))]
        aims = {(fact.canonical or fact.name, fact.quantity.value, fact.measure) for fact in facts}
        if not aims or aims - said:
            said |= aims
            yield item


def _listed(material: Material, sections: Sequence[Section]) -> Iterator[Chosen]:
    """The aims of the sentences that list them, short neighbours of one kind (jobs and unemployment) as one point."""
    for section in sections:
        sentences = material.analysis.sentences[section.id]
        for run in _runs([s for s in material.statements(section) if _lists_aims(material, s, sentences)]):
            parts = [s for s in run if _is_aim(material.analysis, s)]
            for group in _paired(material.analysis, parts):
                yield chosen(material.analysis, "targets", group, [decided("aim.listed")])


def _runs(statements: Sequence[Statement]) -> list[list[Statement]]:
    """The statements by sentence."""
    runs: dict[int, list[Statement]] = {}
    for statement in statements:
        runs.setdefault(statement.place, []).append(statement)
    return list(runs.values())


def _lists_aims(material: Material, statement: Statement, sentences: Sequence[Extent]) -> bool:
    """Whether the statement's sentence lists aims: of several headline indicators, or of one and says so."""
    sentence = sentences[statement.place]
    count = len(material.headlines(sentence, aims=True))
    return count >= _LISTED or (count > 0 and says("goal_sentence", material.analysis.view.folded, sentence))


def _is_aim(analysis: Analysis, statement: Statement) -> bool:
    folded, extent = analysis.view.folded, statement.extent
    if says("past", folded, extent) or (says("no_aim", folded, extent) and not statement.facts):
        return False
    return bool(statement.facts) or says("aims", folded, extent)


def _paired(analysis: Analysis, statements: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Statements in groups: neighbours whose indicators are told together, while they are short."""
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
    """What a statement's indicators are told together with, "" for those that stand alone."""
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
            yield chosen(analysis, "targets", [statement], [decided("aim.headline")])


def _fiscal(analysis: Analysis, statements: Sequence[Statement]) -> Iterator[Chosen]:
    """The figures of the nation's budget."""
    if analysis.report.region.level != "nation":
        return
    for statement in statements:
        if statement.facts and says("fiscal", analysis.view.folded, statement.extent) and not _is_long(statement):
            yield chosen(analysis, "targets", [statement], [decided("aim.fiscal")])


def _is_long(statement: Statement) -> bool:
    return statement.extent[1] - statement.extent[0] > LONGEST


def _plan_aims(analysis: Analysis, statements: Sequence[Statement]) -> Iterator[Chosen]:
    """The growth that a plan of several years aims at."""
    for statement in statements:
        for fact in (analysis.facts[index] for index in statement.facts):
            if fact.canonical == "gdp" and fact.region is None and fact.measure == "growth_rate" and _of_years(fact):
                yield chosen(analysis, "targets", [statement], [decided("aim.years")])
                return


def _of_years(fact: Fact) -> bool:
    period = fact.period
    return fact.status == "target" and period is not None and period.start != period.end


def _clear(fact: Fact) -> bool:
    return fact.quantity.comparator != "redacted"


def _of_goals(material: Material) -> list[Chosen]:
    """Where no aims are listed: the weightiest statements of the goals."""
    sections = sections_of(material.analysis.sections, "goals")
    statements = [s for section in sections for s in material.statements(section) if s.facts]
    rated = material.rated(statements, "priorities", _LEAST_WEIGHT)
    best = sorted(diversified(rated, _FEW, _LEAST_WEIGHT, _CROWDING), key=lambda r: r.statement.extent)
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
    best = diversified(material.rated(aims, "priorities", 1.0), _FEW, 1.0, 0.0)
    ordered = sorted(best, key=lambda r: r.statement.extent)
    return [
        chosen(material.analysis, "targets", [r.statement], [decided("aim.tasks"), *weighed(r.rules)]) for r in ordered
    ]
