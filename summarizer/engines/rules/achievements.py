"""Achievements: the headline facts of the year first, then what is most specific and new in each policy domain."""

from collections.abc import Iterator, Mapping, Sequence

from summarizer.analysis import Analysis
from summarizer.engines.rules.knowledge import FactFamily, families, says
from summarizer.engines.rules.points import chosen, distinct, from_headline, sections_of, within
from summarizer.engines.rules.reasons import Chosen, decided, weighed
from summarizer.engines.rules.salience import Material, Rated, diversified, domain_of, widened
from summarizer.engines.rules.statements import LONGEST, TOO_LONG, Statement
from summarizer.engines.rules.times import dated, of_years
from summarizer.indicators import Fact

MOST = 18
"""Points in all; headline facts leave the rest to the domains."""
LEAST_OTHERS = 8
FEWEST = 12
"""Points at least, where the review has as many statements that are no boilerplate."""
_LEAST_WEIGHT = 1.6
_LITTLE_WEIGHT = -1.0
_CROWDING = 0.8
_AVERAGED = 3
_NEAR_START = 16
_REVIEWS = ("review", "multi_year_review")


def achievements(material: Material) -> list[Chosen]:
    """The points on what was achieved: headline facts in the order of briefs, then other statements in text order."""
    statements = reviewed(material)
    headlines = [*_headlines(material, statements), *_years(material, statements)]
    headlines = distinct(headlines)
    spent = {span for item in headlines for span in item.point.evidence}
    rest = [s for s in statements if material.analysis.view.span(*s.extent) not in spent]
    others = _salient(material, rest, max(LEAST_OTHERS, MOST - len(headlines)), FEWEST - len(headlines))
    return dated(material.analysis, [*headlines, *distinct(others, headlines)])


def reviewed(material: Material) -> list[Statement]:
    """The statements of the reviews outside passages on problems; of sections of no known kind without a review."""
    analysis = material.analysis
    sections = sections_of(analysis.sections, *_REVIEWS) or sections_of(analysis.sections, "other")
    problems = [extent for section in sections for extent in material.problems(section)]
    found = [s for section in sections for s in material.statements(section) if not within(s, problems)]
    return [s for s in found if s.extent[1] - s.extent[0] <= TOO_LONG]


def _salient(material: Material, statements: Sequence[Statement], count: int, least: int) -> list[Chosen]:
    """The weightiest statements: ``count`` of those that weigh enough, ``least`` even where they weigh little."""
    rated = _few_trophies(material.rated(statements, "achievements", _LEAST_WEIGHT))
    best = diversified(rated, count, _LEAST_WEIGHT, _CROWDING, domain_of)
    if len(best) < least:
        rated = _few_trophies(material.rated(statements, "achievements", _LITTLE_WEIGHT))
        best = diversified(rated, least, _LITTLE_WEIGHT, _CROWDING, domain_of)
    return [_salient_point(material, r) for r in widened(best, rated)]


def _few_trophies(rated: Sequence[Rated]) -> list[Rated]:
    """The statements without all but the weightiest that have a rank to tell."""
    ranked = [row for row in rated if any(rule == "rank" for rule, _ in row.rules)]
    ordered = sorted(ranked, key=lambda r: (-r.weight, r.statement.extent))
    spare = {row.statement.extent for row in ordered[MOST // 3 :]}
    return [row for row in rated if row.statement.extent not in spare]


def _salient_point(material: Material, rated: Rated) -> Chosen:
    why = [decided("salience"), *weighed(rated.rules)]
    return chosen(material.analysis, "achievements", [rated.statement], why)


def _headlines(material: Material, statements: Sequence[Statement]) -> Iterator[Chosen]:
    """One point for each family of headline indicators that the review states."""
    analysis = material.analysis
    holding = {index: statement for statement in statements for index in statement.facts}
    for family in families():
        found = _holding(holding, _stated(material, family, statements, holding))
        if found:
            yearly = [s for s in found if not _several_years(analysis, s)]
            parts = [from_headline(analysis, statement) for statement in _fitting(yearly or found[:1])]
            yield chosen(analysis, "achievements", parts, [decided("headline.{}", family.id)])
        else:
            yield from _in_words(material, family)


def _in_words(material: Material, family: FactFamily) -> Iterator[Chosen]:
    """What a review says of a headline fact that it gives no figure for."""
    folded = material.analysis.view.folded
    for section in sections_of(material.analysis.sections, *_REVIEWS):
        problems = material.problems(section)
        for statement in material.all_statements(section):
            extent = statement.extent
            name = family.named.search(folded, *extent) if extent[1] - extent[0] <= LONGEST else None
            if name is None or within(statement, problems):
                continue
            if name.start() - extent[0] <= _NEAR_START and says("told_in_words", folded, (name.end(), extent[1])):
                yield chosen(material.analysis, "achievements", [statement], [decided("words.{}", family.id)])
                return


def _several_years(analysis: Analysis, statement: Statement) -> bool:
    return any(of_years(analysis.facts[index]) for index in statement.facts)


def _stated(
    material: Material, family: FactFamily, statements: Sequence[Statement], holding: Mapping[int, Statement]
) -> list[int]:
    """The facts of a family: those in its headline slots, else those of the statement that tells most of the year."""
    for indicators in (family.indicators, family.instead):
        slots = [
            index
            for slot, index in material.analysis.headlines
            if index is not None and slot.canonical in indicators and slot.status == "actual"
        ]
        inside = [index for index in slots if _clear(material.analysis.facts[index]) and index in holding]
        if inside:
            return inside
        others = [s for s in statements if any(_of_family(material.analysis.facts[i], indicators) for i in s.facts)]
        if others:
            best = max(others, key=lambda s: (_tells_the_year(material, s), -s.extent[0]))
            return [i for i in best.facts if _of_family(material.analysis.facts[i], indicators)][:1]
    return []


def _tells_the_year(material: Material, statement: Statement) -> int:
    """How many headline indicators stand in a statement's sentence; averages and totals of several years count less."""
    analysis = material.analysis
    sentence = analysis.sentences[statement.section][statement.place]
    average = says("several_years", analysis.view.folded, statement.extent)
    return len(material.headlines(sentence)) - (_AVERAGED if average else 0)


def _of_family(fact: Fact, indicators: Sequence[str]) -> bool:
    """Whether a figure of the past is one of the report's own region for one of the indicators."""
    return (
        fact.canonical in indicators
        and fact.region is None
        and fact.status != "target"
        and fact.measure in ("level", "growth_rate")
        and _clear(fact)
        and not says("parts_of_places", fact.name, (0, len(fact.name)))
    )


def _clear(fact: Fact) -> bool:
    return fact.quantity.comparator != "redacted"


def _holding(holding: Mapping[int, Statement], facts: Sequence[int]) -> list[Statement]:
    """The statements that hold the numbers of facts, in the order of the facts, each once."""
    return list(dict.fromkeys(holding[fact] for fact in facts if fact in holding))


def _fitting(statements: Sequence[Statement]) -> list[Statement]:
    """The first of the statements, and more of them while the point stays short; in text order."""
    kept, size = [statements[0]], statements[0].extent[1] - statements[0].extent[0]
    for statement in statements[1:]:
        size += statement.extent[1] - statement.extent[0]
        if size < LONGEST:
            kept.append(statement)
    return sorted(kept, key=lambda s: s.extent)


def _years(material: Material, statements: Sequence[Statement]) -> Iterator[Chosen]:
    """What the report says of the economy over several years, where it looks back on them."""
    for statement in statements:
        for fact in (material.analysis.facts[index] for index in statement.facts):
            if (
                fact.canonical == "gdp"
                and fact.region is None
                and of_years(fact)
                and not says("parts_of_places", fact.name, (0, len(fact.name)))
                and fact.status != "target"
                and _clear(fact)
            ):
                yield chosen(material.analysis, "achievements", [statement], [decided("years.gdp")])
                return
