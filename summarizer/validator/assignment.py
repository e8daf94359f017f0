"""Matches the numbers of a sentence of prose with those of the source: by amount and meaning."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from summarizer.chunker import Extent
from summarizer.documents import Span
from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.language.contrasts import members
from summarizer.schemas.record import FlagCode, Severity
from summarizer.validator import scopes, words
from summarizer.validator.belonging import covered, fit, local
from summarizer.validator.companions import foreign_growth
from summarizer.validator.comparators import comparator_differences, meant
from summarizer.validator.derived import BASE, derive
from summarizer.validator.equivalents import COUNTERS, forms, is_doubled, is_part
from summarizer.validator.exchanges import exchanged
from summarizer.validator.meanings import closest, prose_differences
from summarizer.validator.operands import AGAINST, Operand
from summarizer.validator.patterns import patterns
from summarizer.validator.phrases import Phrase
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference, difference, is_rounding, number_differences
from summarizer.validator.surroundings import Number, surrounded
from summarizer.validator.values import Amount, amount_of
from summarizer.validator.words import Words

_MEANT = 0.6
"""From which fit on a number of prose is plainly meant to be one of the source."""
_GROWTH_OF = expression(r"的?(?:年均)?(?:预期|计划)?(?:目标)?(?:增速|增幅|涨幅|增长率)(?:目标|预期)?$")
_WORDED = 0.8
"""Which share of its name a sentence must hold to speak of a number that it does not give."""
_AROUND = 3
"""How many numbers before and after one could be taken for it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a sentence of prose may rest on: extents of the view, the nearest first; the list of the summary that it
    stands in; the sentence of the source that it was made from, where one is much like it."""

    extents: tuple[Extent, ...]
    role: str = ""
    twin: Extent | None = None


class Found(NamedTuple):
    """What was found of one number: a finding without its path; ``elsewhere`` names a number beyond the evidence."""

    code: FlagCode
    severity: Severity
    words: Words
    span: Span | None = None
    also: tuple[Span, ...] = ()
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Matches:
    """Where the numbers of a sentence come from, by their place in it: the fact that each is, or the facts that it was
    worked out from."""

    matched: Mapping[int, int] = field(default_factory=dict)
    derived: Mapping[int, tuple[Fact, ...]] = field(default_factory=dict)


class _Match(NamedTuple):
    """A number of the source that one of prose may be: its index, what differs, whether it is rounded."""

    fact: int
    differences: list[Difference]
    rounded: bool


class Assigner:
    """Matches numbers of prose with those of one report; ``found`` is where those of the sentence checked last come
    from."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.found = Matches()

    def check(self, phrase: Phrase, scope: Scope) -> Iterator[Found]:
        """What is wrong, or worth a note, with each number of a sentence."""
        numbers = [surrounded(phrase.view, phrase.facts, k) for k in range(len(phrase.facts))]
        matches, kept = self._matches(numbers, phrase, scope)
        matched = {k: match.fact for k, match in matches.items() if match and not match.differences}
        self.found = Matches(matched)
        for k, said in (*exchanged(numbers, matched, self.reading), *foreign_growth(numbers, matched, self.reading)):
            yield Found("indicator_mismatch", "error", said, self.reading.facts[matched[k]].quantity.span)
        for k, index in matched.items():
            yield from self._noted(numbers[k], index, matches[k], scope)
        yield from self._left(numbers, matches, kept, phrase, scope)

    def _matches(
        self, numbers: Sequence[Number], phrase: Phrase, scope: Scope
    ) -> tuple[dict[int, _Match | None], Mapping[int, _Match]]:
        """The number of the source that each is; and those of them that clauses kept as they are say."""
        matches = {k: self._match(number, phrase, scope) for k, number in enumerate(numbers)}
        kept = self._kept(phrase, scope)
        if not _narrow(scope, self.reading):
            kept = {k: match for k, match in kept.items() if (other := matches[k]) is None or other.differences}
        return matches | kept, kept

    def _left(
        self,
        numbers: Sequence[Number],
        matches: Mapping[int, _Match | None],
        kept: Mapping[int, _Match],
        phrase: Phrase,
        scope: Scope,
    ) -> Iterator[Found]:
        """The numbers that are none of the source's: each worked out from some of them, or wrong."""
        derived: dict[int, tuple[Fact, ...]] = {}
        self.found = Matches(self.found.matched, derived)
        known: set[Amount] = set()
        for k, number in enumerate(numbers):
            amount = amount_of(number.fact.quantity)
            if k in self.found.matched or amount.value is None or amount in known:
                continue
            given = k in kept or self._is_given(number, matches[k], scope) or self._is_rate(number, scope)
            if not given and is_doubled(number, self._text(scope)):
                continue
            given = given or self._is_stated(number, phrase, scope)
            made = None if given else derive(local(number, self.reading), *self._operands(numbers, k, scope))
            if made is None:
                yield from self._wrong(numbers, k, matches[k], phrase, scope)
            else:
                known.add(amount)
                derived[k] = made.facts
                said = Words(f"由原文的数算得：{made.how}", f"worked out: {made.how}")
                yield Found("number_not_in_source", "info", said, made.spans[0], made.spans)

    def _kept(self, phrase: Phrase, scope: Scope) -> dict[int, _Match]:
        """The numbers of clauses that are the source's own but for them: each is that in its place, or wrong."""
        found: dict[int, _Match] = {}
        for pattern in patterns(phrase.view, phrase.facts):
            rows = [row for row in self.reading.patterns.get(pattern.text, ()) if len(row) == len(pattern.numbers)]
            inside = [row for row in rows if self.reading.rank(row[0], scope.extents) < len(scope.extents)]
            best = min((self._row(phrase, pattern.numbers, row) for row in inside), key=_errors, default=None)
            if best is not None and _errors(best):
                found |= dict(zip(pattern.numbers, best, strict=True))
        return found

    def _row(self, phrase: Phrase, numbers: Sequence[int], row: Sequence[int]) -> list[_Match]:
        """The numbers of a clause beside those of a clause of the source, in order."""
        return [
            _Match(index, list(number_differences(phrase.facts[k].quantity, self.reading.facts[index])), False)
            for k, index in zip(numbers, row, strict=True)
        ]

    def _match(self, number: Number, phrase: Phrase, scope: Scope) -> _Match | None:
        """The number of the source with this amount that differs least in meaning, the nearest of those."""
        if number.fact.quantity.value is None:
            return None
        best: tuple[tuple[object, ...], _Match] | None = None
        inside = self.reading.inside(scope.extents) if _narrow(scope, self.reading) else []
        for index, rounded in self._within(number, scope):
            found = [] if rounded else comparator_differences(number, self.reading.facts[index])
            found = [
                *found,
                *prose_differences(number, index, phrase, scope.role, self._rivals(index, inside), self.reading),
            ]
            rank = self.reading.rank(index, _first(scope))
            worth = (len(found), rounded, rank, -fit(number, self.reading.number(index)))
            if best is None or worth < best[0]:
                best = worth, _Match(index, found, rounded)
        return best[1] if best else None

    def _within(self, number: Number, scope: Scope) -> list[tuple[int, bool]]:
        """The candidates inside the evidence or section; where none stands there, those elsewhere of the same name."""
        found = list(self._candidates(number))
        if not _narrow(scope, self.reading):
            return found
        first = _first(scope)
        inside = [each for each in found if self.reading.rank(each[0], first) < len(first)]
        return inside or [each for each in found if fit(number, self.reading.number(each[0])) >= _MEANT]

    def _is_given(self, number: Number, match: _Match | None, scope: Scope) -> bool:
        """Whether a number is plainly meant to be one of the source's, so that it was not worked out."""
        if match is None or match.rounded:
            return False
        near = self.reading.rank(match.fact, _first(scope)) < len(_first(scope))
        return near and fit(number, self.reading.number(match.fact)) >= _MEANT

    def _is_stated(self, number: Number, phrase: Phrase, scope: Scope) -> bool:
        """Whether the source gives another rate for all that is said of a rate of growth, so that none was worked out.

        生产总值增长5% is wrong where the report has 增长6%, though 6% less 0.8 percentage points above the nation's is
        5 % in round figures. Levels are worked out from others of their name (上年约9.1万亿元).
        """
        canonical, measure = number.fact.canonical, number.fact.measure
        if canonical is None or measure != "growth_rate" or self._is_base(number):
            return False
        return any(
            self.reading.facts[i].measure == measure
            and not prose_differences(number, i, phrase, scope.role, (), self.reading)
            for i in self.reading.by_canonical.get(canonical, ())
        )

    def _is_base(self, number: Number) -> bool:
        """Whether a number is told of what others are compared with: 全省增长4.6% in a city's report, 上年."""
        level = self.reading.analysis.report.region.level
        own = scopes.own_wholes(level) & scopes.wholes(number.clause) if level else frozenset()
        return not own and BASE.search(number.clause) is not None

    def _text(self, scope: Scope) -> str:
        return "。".join(self.reading.view.folded[slice(*extent)] for extent in scope.extents)

    def _is_rate(self, number: Number, scope: Scope) -> bool:
        """Whether a number of percentage points is a percentage of the source, its unit changed."""
        if number.fact.quantity.unit != "百分点":
            return False
        code, _ = closest(number, [self.reading.facts[i] for i in self.reading.inside(scope.extents)])
        return code == "unit_mismatch"

    def _candidates(self, number: Number) -> Iterator[tuple[int, bool]]:
        """The facts with the amount of a number in any form, then those that it rounds."""
        reading, seen = self.reading, set()
        for form in forms(number, amount_of(number.fact.quantity)):
            for index in reading.by_amount.get(form, ()):
                if index not in seen:
                    seen.add(index)
                    yield index, False
        yield from ((index, True) for index in self._rounded(number) if index not in seen)

    def _rounded(self, number: Number) -> Iterator[int]:
        """The facts that a number rounds, in its unit or, where it has none, in that of any counter left out."""
        if (comparator := meant(number)) not in ("about", "over", "under"):
            return
        said = replace(number.fact.quantity, comparator=comparator)
        counters = [form.unit for form in forms(number, amount_of(said)) if form.unit in COUNTERS]
        for unit in dict.fromkeys(counters or [said.unit]):
            told = replace(said, unit=unit)
            for index in self.reading.of_unit(amount_of(told).unit):
                exact = self.reading.facts[index].quantity
                if is_rounding(told, exact) or is_part(said, exact):
                    yield index

    def _rivals(self, index: int, inside: Sequence[int]) -> list[int]:
        """The facts with which one could be confused: those of its unit around it, in its sentence, and ``inside``."""
        facts, fact = self.reading.facts, self.reading.facts[index]
        near = range(max(0, index - _AROUND), min(len(facts), index + _AROUND + 1))
        beside = [i for i in near if facts[i].evidence == fact.evidence or abs(i - index) == 1]
        rivals = dict.fromkeys((*beside, *inside))
        return [i for i in rivals if i != index and facts[i].quantity.unit == fact.quantity.unit]

    def _noted(self, number: Number, index: int, match: _Match | None, scope: Scope) -> Iterator[Found]:
        fact = self.reading.facts[index]
        if match is not None and match.rounded:
            said = words.rounded(number.fact.quantity.text, fact.quantity.text)
            yield Found("value_mismatch", "info", said, fact.quantity.span)
        elif scope.extents and self.reading.rank(index, scope.extents) == len(scope.extents):
            yield Found("quote_not_found", "info", _BEYOND, fact.quantity.span, (), number.fact.quantity.text)

    def _operands(self, numbers: Sequence[Number], k: int, scope: Scope) -> list[list[Operand]]:
        """What a derived number may have been made from, the likeliest first: the numbers named in the sentence with
        those about the same things; those beside them in the source, too; all in reach."""
        reading = self.reading
        named = {index: numbers[i] for i, index in self.found.matched.items() if i != k}
        first = set(self._namesakes(numbers, named)) | set(named)
        beside = first | {i for index in named for i in reading.inside([reading.facts[index].evidence])}
        near = set(reading.inside(scope.extents) if _narrow(scope, reading) else ())
        told = numbers[k].lead + numbers[k].tail
        worded = first | {i for i in near if covered(reading.facts[i].name, told) >= _WORDED}
        tiers = (first, worded, beside, beside | near)
        return [[Operand(reading.number(i), named.get(i)) for i in sorted(tier)] for tier in tiers]

    def _namesakes(self, numbers: Sequence[Number], named: Iterable[int]) -> Iterator[int]:
        """The facts about the same things as those of the sentence, wherever in the report."""
        facts = [number.fact for number in numbers] + [self.reading.facts[i] for i in named]
        against = (AGAINST.search(number.lead) for number in numbers)
        known = {fact.canonical for fact in facts}
        known |= {self.reading.catalogue.id_of(found["thing"]) for found in against if found is not None}
        known |= {self.reading.catalogue.id_of(each) for number in numbers for each in _spoken_names(number)}
        known.discard(None)
        names = {fact.name for fact in facts} - {""}
        for index, fact in enumerate(self.reading.facts):
            if fact.canonical in known or fact.name in names:
                yield index

    def _wrong(
        self, numbers: Sequence[Number], k: int, match: _Match | None, phrase: Phrase, scope: Scope
    ) -> Iterator[Found]:
        """What to say of a number that nothing in the source bears out as it is told."""
        reading, number = self.reading, numbers[k]
        if match is not None:
            span = reading.facts[match.fact].quantity.span
            yield from (Found(each.code, each.severity, each.words, span) for each in match.differences)
            return
        code, near = closest(number, [reading.facts[i] for i in self._near(numbers, k, phrase, scope)])
        text = words.plainly(number.fact.quantity.text)
        if near is None:
            said = Words(f"原文没有{text.zh}这个数", f"the source does not give {text.en}")
            yield Found(code, "error", said)
        else:
            yield Found(code, "error", difference(code, near, text).words, near.quantity.span)

    def _near(self, numbers: Sequence[Number], k: int, phrase: Phrase, scope: Scope) -> list[int]:
        """The facts that a wrong number may be meant for: the one in its place in the twin, then all in scope."""
        inside = self.reading.inside(scope.extents)
        if scope.twin is None:
            return inside
        twins = self.reading.inside([scope.twin])
        return [twins[k], *inside] if len(twins) == len(numbers) else inside


def _spoken_names(number: Number) -> Iterator[str]:
    """What a number may be about by its name without its growth (农村居民收入的目标增速), and what it is set against,
    where the sentence names that by the one word that differs (比城镇快)."""
    name = _GROWTH_OF.sub("", number.fact.name)
    yield name
    found = AGAINST.search(number.lead)
    thing = found["thing"] if found else ""
    for kind, held in members(thing).items():
        for word in members(name).get(kind, ()) if thing in held else ():
            yield name.replace(word, thing)


def _errors(row: Sequence[_Match]) -> int:
    """How many numbers of a clause differ from those in their places."""
    return sum(bool(match.differences) for match in row)


_BEYOND = Words("这个数不在所附依据里", "the number stands beyond the evidence given")


def _first(scope: Scope) -> tuple[Extent, ...]:
    """The extents of a scope with the twin's before them."""
    return (scope.twin, *scope.extents) if scope.twin else scope.extents


def _narrow(scope: Scope, reading: Reading) -> bool:
    """Whether a scope is less than the whole report."""
    return scope.extents != (reading.analysis.report.extent,)
