"""Subjects of runs of numbers: what asks for one, and how a name becomes that of each number, or is taken over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from summarizer.chunker import Report
from summarizer.expressions import expression
from summarizer.indicators import lists, nouns, phrases
from summarizer.indicators.clauses import CLAUSE_END, Slot
from summarizer.indicators.measures import Reading
from summarizer.indicators.model import SupportKind
from summarizer.indicators.places import Gazetteer, short_place
from summarizer.indicators.words import SHARE
from summarizer.schemas.catalogue import Catalogue, normalise

#: Names that need an owner, and the clause before that tells it (服务业支撑作用更加明显，增加值跨上3万亿元台阶).
OWNED: Final = frozenset("增加值 总产值 产值 营业收入 主营业务收入 利润 总收入 经营收入".split())
_OWNER: Final = expression(r"[\u4e00-\u9fff]{1,9}?(?:产业|行业|业|工业|农业|贸易|经济)(?![园区链])")


@dataclass(frozen=True, slots=True)
class Source:
    """What naming needs of a report: its head, the catalogue, and the places that it names."""

    report: Report
    catalogue: Catalogue
    gazetteer: Gazetteer


class Subject(NamedTuple):
    """What a run of numbers is about: the phrase as it stands; name, catalogue id and place for each number.

    ``carried`` if it was taken over from before, ``counted`` if the noun behind the number names it, ``planned`` if
    the number is a part of a plan, ``share`` if the words of a share stand with it, ``only_place`` if only another
    place is named, ``part`` if 其中 makes it a part of a whole named before. ``rule`` is the id of the rule that named
    it.
    """

    phrase: str
    names: tuple[str, ...]
    canonicals: tuple[str | None, ...]
    places: tuple[str | None, ...]
    carried: bool = False
    counted: bool = False
    planned: bool = False
    share: bool = False
    only_place: bool = False
    part: bool = False
    rule: str = ""
    place_rule: str = ""
    clause: tuple[int, int] = (0, 0)

    @property
    def support(self) -> SupportKind:
        """What the name rests on: words of its own, or what was named before."""
        return "inherited" if self.carried else "stated"

    def place_support(self, number: int) -> SupportKind:
        """What a number's place rests on: its name, the list it stands in, or nothing, for the report's own."""
        if self.places[number] is None:
            return "assumed"
        return "inherited" if self.carried or self.place_rule == "region.same_list" else "stated"


class Said(NamedTuple):
    """What the clause of a run says before its first number.

    ``own`` is the phrase that may name the run, if any, ``canonical`` the catalogue id that only the whole wording
    tells, ``place`` another place than the report's own and ``place_rule`` the rule that found it; ``planned`` says
    that the number is a part of a plan.
    """

    own: str | None
    canonical: str | None
    place: str | None
    place_rule: str
    planned: bool


class Naming:
    """A run of numbers that asks for its name.

    ``between`` is the text of the sentence between the clause of the number before and its own; ``before`` are the
    subjects of the runs before, the paragraph's last first-hand one at the front. ``say`` reads what its clause says
    before it, which is asked only where the noun behind the number does not name it.
    """

    __slots__ = ("_said", "_say", "before", "between", "first", "reading", "run", "source")

    def __init__(
        self,
        source: Source,
        run: Sequence[Slot],
        reading: Reading,
        between: str,
        before: Sequence[Subject],
        say: Callable[["Naming"], Said],
    ) -> None:
        self.source = source
        self.run = run
        self.first = run[0]
        self.reading = reading
        self.between = between
        self.before = before
        self._say = say
        self._said: Said | None = None

    @property
    def said(self) -> Said:
        """What its clause says before it."""
        if self._said is None:
            self._said = self._say(self)
        return self._said

    @property
    def after(self) -> str:
        """The text behind the run."""
        return self.run[-1].after

    @property
    def last(self) -> Subject | None:
        """The subject that is inherited where the text names none: the last one, but after several parts the whole."""
        before = self.before
        parts = len(before) > 2 and before[-1].part and before[-2].part
        if parts and not self.first.part and before[-1].phrase != before[-2].phrase:
            return next((subject for subject in reversed(before) if not subject.part), before[-1])
        return before[-1] if before else None

    @property
    def topic(self) -> str | None:
        """The subject of the clause before, where that has no number ("固定资产投资稳步增长，增速达8.5%")."""
        return _topic(self.source, self.between)


def named(case: Naming, name: str, *, counted: bool = False) -> Subject:
    """The subject of a run that names itself: ``name`` completed and shared out among its numbers.

    ``counted`` says that the name stands behind the number: what the clause says before it is then nothing of it.
    """
    if case.before:
        name = lists.completed(name, case.before[-1].phrase)
    if name in OWNED and (owner := _OWNER.match(phrases.trim_start(_last_clause(case.between) or ""))) is not None:
        name = owner[0] + name
    return _of_words(case, name, _shared_out(case.source, name, len(case.run), case.between), counted=counted)


def of_each(case: Naming, names: Sequence[str]) -> Subject | None:
    """The subject of a run with a name for each of its numbers; None where one of them has none."""
    return _of_words(case, names[-1], names) if len(names) == len(case.run) else None


def carried(case: Naming, subject: Subject) -> Subject:
    """A subject inherited from earlier numbers, completed by what the run itself says."""
    place = case.said.place
    keeps = SHARE.search(case.first.before) is not None or (bool(case.before) and case.before[-1].share)
    return subject._replace(
        places=(place,) * len(case.run) if place else subject.places,
        carried=True,
        only_place=place is not None,
        planned=case.said.planned,
        share=keeps,
        counted=False,
    )


def of_names(source: Source, phrase: str, names: Sequence[str], canonical: str | None = None) -> Subject:
    """A subject with its catalogue ids; a city before an indicator's name (大连地区生产总值) is its place, no name."""
    canonicals = tuple([canonical or source.catalogue.id_of(each) for each in names])
    found = [
        short_place(each, source.gazetteer) if known else None for each, known in zip(names, canonicals, strict=True)
    ]
    if any(found):
        rest = [each[city.length :] if city else each for each, city in zip(names, found, strict=True)]
        if all(normalise(each) in source.catalogue.by_name for each in rest):
            return Subject(phrase, tuple(rest), canonicals, tuple(city.name if city else None for city in found))
    return Subject(phrase, tuple(names), canonicals, (None,) * len(names))


def of_phrase(case: Naming, phrase: str) -> Subject:
    """A subject of all numbers of a run by a phrase that is looked up nowhere."""
    count = len(case.run)
    return Subject(phrase, (phrase,) * count, (None,) * count, (None,) * count)


def _of_words(case: Naming, phrase: str, names: Sequence[str], *, counted: bool = False) -> Subject:
    """The subject of a run by its own words, with its place and what else they say of it."""
    canonical, place, planned = None, None, False
    if not counted:
        canonical, place, planned = case.said.canonical, case.said.place, case.said.planned
    subject = of_names(case.source, phrase, names, canonical)
    return Subject(
        *subject[:3],
        subject.places if place is None else _places(place, len(names)),
        counted=counted,
        planned=planned,
        share=SHARE.search(case.first.before) is not None,
        part=case.first.part,
    )


def _shared_out(source: Source, name: str, count: int, between: str) -> tuple[str, ...]:
    """A name for each of ``count`` numbers: the members of a list in order, else the same for all."""
    if count == 1:
        return (name,)
    names = lists.listed(name, count)
    if names is None and (topic := _topic(source, between)):
        parts = lists.listed(topic, count)
        names = [part + name for part in parts] if parts else None
    return tuple(names or [name] * count)


def _places(place: str, count: int) -> tuple[str, ...]:
    """The place of each number: of a list of places one each, else the same for all."""
    listed = place.split("、")
    return tuple(listed) if len(listed) == count > 1 else (place,) * count


def _topic(source: Source, between: str) -> str | None:
    clause = _last_clause(between)
    return nouns.topic(clause, source.catalogue.id_of) if clause else None


def _last_clause(between: str) -> str | None:
    clauses = [clause for clause in CLAUSE_END.split(between) if clause.strip(' "“”')]
    return clauses[-1] if clauses else None
