"""What each run of numbers is about: named by the words around it, or taken over from before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from summarizer.chunker import Report
from summarizer.expressions import expression
from summarizer.indicators import lists, nouns, phrases
from summarizer.indicators.clauses import CLAUSE_END, Slot
from summarizer.indicators.measures import Reading
from summarizer.indicators.model import SupportKind
from summarizer.indicators.places import WHOLES, Gazetteer, Placed, place_of, short_place
from summarizer.indicators.words import COUNTABLE, SHARE, STEP
from summarizer.language.rules import Table
from summarizer.quantities.units import dimension
from summarizer.schemas.catalogue import Catalogue, normalise

_OF_WHOLE: Final = expression(r"(?:以上|以下|左右)?的[\u4e00-\u9fff]{2}")
_WHOLE_END: Final = expression(r"(?:全[国省市县区州]|贡献|承担|提供|创造|集聚|集中)(?:了)?(?:约|近|超过?)?$")
#: What stands before a share of things that are counted: another whole of them (所有市州和98%的县市区), or nothing.
_BESIDE_WHOLE: Final = expression(r"(?:^|(?:所有|全部|全体)[^,;、]{1,8}(?:和|及|、))(?:约|近|超过?)?$")
_YEARLY_OUTPUT: Final = expression(r"[年日](?:产|加工|处理|屠宰|出栏)$")
_RESTORED: Final = expression(r"(?:恢复|相当于)(?:到|至)?[^,;]*的$")
_AND: Final = expression("[、和及]")
_STOCK: Final = expression(r"总数|总量|总计|累计|总规模|^(?:已|共)?(?:达到|达|增至|超过|突破)$")
#: Names that need an owner, and the clause before that tells it (服务业支撑作用更加明显，增加值跨上3万亿元台阶).
_OWNED: Final = frozenset("增加值 总产值 产值 营业收入 主营业务收入 利润 总收入 经营收入".split())
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


class Naming(NamedTuple):
    """A run of numbers that asks for its name.

    ``own`` is the phrase that its clause gives before the number, if any, ``canonical`` the catalogue id that only the
    whole wording tells; ``between`` the text of the sentence between the clause of the number before and its own;
    ``before`` the subjects of the runs before, the paragraph's last first-hand one at the front.
    """

    source: Source
    run: Sequence[Slot]
    reading: Reading
    between: str
    before: Sequence[Subject]
    own: str | None
    canonical: str | None
    place: str | None
    place_rule: str
    planned: bool

    @property
    def first(self) -> Slot:
        """The first number of the run."""
        return self.run[0]

    @property
    def after(self) -> str:
        """The text behind the run."""
        return self.run[-1].after

    @property
    def last(self) -> Subject | None:
        """The subject that is taken over where nothing else is said: the last, but after several parts the whole."""
        before = self.before
        parts = len(before) > 2 and before[-1].part and before[-2].part
        if parts and not self.first.part and before[-1].phrase != before[-2].phrase:
            return next((subject for subject in reversed(before) if not subject.part), before[-1])
        return before[-1] if before else None

    @property
    def topic(self) -> str | None:
        """The subject of the clause before, where that has no number ("固定资产投资稳步增长，增速达8.5%")."""
        return _topic(self.source, self.between)


NAME: Final[Table[Naming, Subject]] = Table("name", kind=lambda case: "unnamed" if case.own is None else "named")


def name_run(source: Source, run: Sequence[Slot], reading: Reading, between: str, before: Sequence[Subject]) -> Subject:
    """What the numbers of a run are about.

    ``between`` is the text of the sentence between the clause of the number before and the run's own, ``before`` the
    subjects of the runs before, the paragraph's last first-hand ones at the end.
    """
    naming = _naming(source, run, reading, between, before)
    decided = NAME.decide(naming)
    if decided is None:
        return _of_one(naming, phrases.whole_phrase(run[0].before))
    subject, rule = decided
    return subject._replace(rule=rule, place_rule=naming.place_rule, clause=run[0].clause)


@NAME.rule
def counted_noun(case: Naming) -> Subject | None:
    """The noun right behind a count names what is counted (272个智能制造标杆)."""
    if not _takes_noun(case.first, case.own):
        return None
    if case.own is None and dimension(case.first.quantity.unit) == "currency" and nouns.begins_with_deed(case.after):
        return None
    noun = nouns.following(case.after, things=_counts_things(case.first))
    if noun is None or (case.own is not None and STEP.search(noun) is not None):
        return None
    return _named(case._replace(place=None, canonical=None, planned=False), noun, counted=True)


@NAME.rule_for("named")
def shares_in_order(case: Naming) -> Subject | None:
    """Several shares named one by one are those of the things named (税收占比、就业占比分别达68%、85%)."""
    if len(case.run) < 2 or not SHARE.search(case.first.before):
        return None
    parts = _AND.split(case.first.before)
    if len(parts) != len(case.run) or not all(SHARE.search(part) for part in parts):
        return None
    names = [phrases.phrase(phrases.share_subject(part), case.source.catalogue.id_of) for part in parts]
    return _of_each(case, [name for name in names if name])


@NAME.rule_for("named")
def deeds_in_order(case: Naming) -> Subject | None:
    """Several deeds listed before 分别 name a number each (接待游客、实现旅游总花费分别增长11.8%、11.5%)."""
    if len(case.run) < 2 or "分别" not in case.first.before:
        return None
    text = case.first.before[: case.reading.subject_end].partition("分别")[0]
    parts = text.split("、")
    if len(parts) != len(case.run) or not all(nouns.begins_with_deed(phrases.trim_start(part)) for part in parts):
        return None
    return _of_each(case, [name for part in parts if (name := phrases.phrase(part, case.source.catalogue.id_of))])


@NAME.rule_for("named")
def measure_of_subject(case: Naming) -> Subject | None:
    """A measure that with the subject before it is an indicator is that (规模以上工业企业达8600家、增加值增长3%)."""
    last = case.last
    if case.own not in _OWNED or case.between or last is None or len(last.names) != 1:
        return None
    whole = last.phrase + case.own
    return _named(case, whole) if case.source.catalogue.id_of(whole) is not None else None


@NAME.rule_for("named")
def phrase_before(case: Naming) -> Subject | None:
    """The phrase before a number, without what only says how and when, names it (地区生产总值同比增长6%)."""
    return _named(case, case.own) if case.own is not None else None


@NAME.rule_for("unnamed")
def object_behind(case: Naming) -> Subject | None:
    """The object of the verb behind a number names it where nothing before it does (4人入选中国好人)."""
    if not _takes_noun(case.first, None):
        return None
    name = nouns.object_of(case.after)
    return _named(case, name) if name is not None else None


@NAME.rule_for("unnamed")
def topic_of_clause(case: Naming) -> Subject | None:
    """A number that names nothing is about the subject of the clause before it (固定资产投资稳步增长，增速达8.5%)."""
    topic, last, count = case.topic, case.last, len(case.run)
    if topic is None or (last is not None and count == len(last.names) > 1):
        return None
    names = (lists.listed(topic, count) if count > 1 else None) or [topic] * count
    return _carried(case, _subject(case.source, topic, names, (None,) * count))


@NAME.rule_for("unnamed")
def nothing_before(case: Naming) -> Subject | None:
    """Where nothing was named before either, all that the clause says must do for a name."""
    if case.last is not None:
        return None
    return _carried(case, _of_one(case, phrases.whole_phrase(case.first.before) or phrases.whole_phrase(case.after)))


@NAME.rule_for("unnamed")
def stock_of_flow(case: Naming) -> Subject | None:
    """A total behind what was added is the stock of it (新增企业36家，总数达到210家)."""
    last = case.last
    if last is None or len(case.run) != len(last.names) or not _STOCK.search(case.first.before):
        return None
    names = tuple(name.removeprefix("新增") or name for name in last.names)
    canonicals = tuple(map(case.source.catalogue.id_of, names))
    return _carried(case, last._replace(phrase=names[-1], names=names, canonicals=canonicals))


@NAME.rule_for("unnamed")
def same_as_before(case: Naming) -> Subject | None:
    """A number that names nothing is about what the number before was about (…286亿元，增长6.1%)."""
    last = case.last
    return _carried(case, last) if last is not None and len(case.run) == len(last.names) else None


@NAME.rule_for("unnamed")
def last_in_order(case: Naming) -> Subject | None:
    """Several numbers with 分别 take the last subjects in order (收入…，支出…，分别增长6%和8%)."""
    count, last = len(case.run), case.last
    if count == 1 or last is None or len(last.names) != 1:
        return None
    named = [subject for subject in case.before if not subject.carried and len(subject.names) == 1][-count:]
    if len(named) < count:
        return None
    subject = Subject(
        named[-1].phrase,
        tuple(each.names[0] for each in named),
        tuple(each.canonicals[0] for each in named),
        tuple(each.places[0] for each in named),
    )
    return _carried(case, subject)


@NAME.rule_for("unnamed")
def whole_list_before(case: Naming) -> Subject | None:
    """One number behind a list of several is about the list as a whole."""
    last, count = case.last, len(case.run)
    if last is None:
        return None
    canonical = case.source.catalogue.id_of(last.phrase)
    return _carried(case, Subject(last.phrase, (last.phrase,) * count, (canonical,) * count, (last.places[0],) * count))


def _naming(source: Source, run: Sequence[Slot], reading: Reading, between: str, before: Sequence[Subject]) -> Naming:
    """A run with the phrase by which its clause names it."""
    first = run[0]
    text = first.before[: reading.subject_end]
    placed, place_rule = _placed(source, first, text, before)
    canonical, planned = None, False
    if reading.measure == "share" or (reading.measure == "change" and SHARE.search(text)):
        canonical = source.catalogue.id_of(phrases.trim_start(phrases.trim_end(text)))
        planned = phrases.trim_plan(text) != text
        text = phrases.share_subject(text)
    elif reading.measure in ("growth_rate", "change", "rank", "multiple"):
        text = phrases.trim_comparison(phrases.trim_end(text))
    elif first.quantity.unit == "%":
        whole, text = text, phrases.trim_plan(text)
        planned = text != whole or _RESTORED.search(whole) is not None
    else:
        text = _YEARLY_OUTPUT.sub("", text)
    name_of = source.catalogue.id_of
    done = first.quantity.unit not in ("%", "‰", "百分点")
    own = phrases.phrase(text, name_of, done=done)
    if placed is not None and placed.name in WHOLES and not _is_whole_of(own, placed, first, name_of):
        placed, place_rule = None, ""
    if placed is not None and placed.length and own is not None:
        rest = phrases.phrase(text[placed.length :], name_of, done=done)
        own = rest if rest is not None or reading.measure != "rank" else own
    place = placed.name if placed is not None else None
    return Naming(source, run, reading, between, before, own, canonical, place, place_rule, planned)


def _is_whole_of(own: str | None, placed: Placed, slot: Slot, known: phrases.Known) -> bool:
    """Whether 全国 or its like before a name says where: before an indicator that is measured, not counted, and that is
    not named with it (全国重点实验室, 全国政协提案5件)."""
    counted = dimension(slot.quantity.unit) == "count" and slot.quantity.unit not in _PEOPLE
    if own is None or counted:
        return False
    rest = own.removeprefix(placed.name)
    return known(rest) is not None and known(placed.name + rest) in (None, known(rest))


def _placed(source: Source, first: Slot, text: str, before: Sequence[Subject]) -> tuple[Placed | None, str]:
    """The other place that a run is about, and the rule that decided."""
    last = before[-1] if before else None
    linked = None
    if last is not None and last.clause == first.clause and len(set(last.places)) == 1:
        linked = last.places[0] if last.places[0] not in WHOLES else None
    return place_of(source.gazetteer, text, first.quantity.start - len(first.before), linked)


def _named(case: Naming, name: str, *, counted: bool = False) -> Subject:
    """The subject of a run that names itself: ``name`` completed and shared out among its numbers."""
    before, count = case.before, len(case.run)
    if before:
        name = lists.completed(name, before[-1].phrase)
    if name in _OWNED and (owner := _OWNER.match(phrases.trim_start(_last_clause(case.between) or ""))) is not None:
        name = owner[0] + name
    names = _shared_out(case.source, name, count, case.between)
    share = SHARE.search(case.first.before) is not None
    subject = _subject(case.source, name, names, (), canonical=case.canonical)
    places = _places(case.place, subject)
    return subject._replace(places=places, counted=counted, planned=case.planned, share=share, part=case.first.part)


def _of_each(case: Naming, names: Sequence[str]) -> Subject | None:
    """The subject of a run with a name for each of its numbers; None where one of them has none."""
    if len(names) != len(case.run):
        return None
    subject = _subject(case.source, names[-1], names, (), canonical=case.canonical)
    places = _places(case.place, subject)
    share = SHARE.search(case.first.before) is not None
    return subject._replace(places=places, planned=case.planned, share=share, part=case.first.part)


def _carried(case: Naming, subject: Subject) -> Subject:
    """A subject taken over from before, with what the run says of its own."""
    places = (case.place,) * len(case.run) if case.place else subject.places
    keeps = SHARE.search(case.first.before) is not None or (bool(case.before) and case.before[-1].share)
    return subject._replace(
        places=places,
        carried=True,
        only_place=case.place is not None,
        planned=case.planned,
        share=keeps,
        counted=False,
    )


def _subject(
    source: Source, phrase: str, names: Sequence[str], places: tuple[str | None, ...], canonical: str | None = None
) -> Subject:
    """A subject with its catalogue ids; a city before an indicator's name (大连地区生产总值) is its place, no name."""
    canonicals = [canonical or source.catalogue.id_of(each) for each in names]
    found = [
        short_place(each, source.gazetteer) if known else None for each, known in zip(names, canonicals, strict=True)
    ]
    if any(found) and not any(places):
        rest = [each[city.length :] if city else each for each, city in zip(names, found, strict=True)]
        if all(normalise(each) in source.catalogue.by_name for each in rest):
            names, places = rest, tuple(city.name if city else None for city in found)
    return Subject(phrase, tuple(names), tuple(canonicals), places or (None,) * len(names))


def _of_one(case: Naming, phrase: str) -> Subject:
    count = len(case.run)
    return Subject(phrase, (phrase,) * count, (None,) * count, (None,) * count)


def _shared_out(source: Source, name: str, count: int, between: str) -> tuple[str, ...]:
    """A name for each of ``count`` numbers: the members of a list in order, else the same for all."""
    if count == 1:
        return (name,)
    names = lists.listed(name, count)
    if names is None and (topic := _topic(source, between)):
        parts = lists.listed(topic, count)
        names = [part + name for part in parts] if parts else None
    return tuple(names or [name] * count)


def _places(place: str | None, subject: Subject) -> tuple[str | None, ...]:
    """The place of each number: of a list of places one each, else the same for all; else what its name began with."""
    if place is None:
        return subject.places
    listed, count = place.split("、"), len(subject.names)
    return tuple(listed) if len(listed) == count > 1 else (place,) * count


def _takes_noun(slot: Slot, own: str | None) -> bool:
    """Whether the noun right after a number names it: always for counts, else only where nothing before it does."""
    counted = not slot.quantity.unit or dimension(slot.quantity.unit) in ("count", "rank")
    if counted and slot.quantity.text[0].isdigit():
        return bool(slot.quantity.unit) or own is None
    if slot.quantity.unit in ("%", "成") and _OF_WHOLE.match(slot.after):
        if _WHOLE_END.search(slot.before):
            return True
        if _BESIDE_WHOLE.search(slot.before) and COUNTABLE.search(slot.after, 0, 12):
            return True
    return own is None and not slot.linked


def _counts_things(slot: Slot) -> bool:
    """Whether a number counts things one by one (个, 家, 所 …), so that a deed or measure behind them is no part of
    their name."""
    return dimension(slot.quantity.unit) == "count" and slot.quantity.unit not in _COUNTS_DEEDS


_PEOPLE: Final = frozenset("人 户 人次".split())
_COUNTS_DEEDS: Final = frozenset("次 场 场次 项 批 批次 期 件 件次 人次 轮 届 起 宗 单 天 万".split())


def _topic(source: Source, between: str) -> str | None:
    clause = _last_clause(between)
    return nouns.topic(clause, source.catalogue.id_of) if clause else None


def _last_clause(between: str) -> str | None:
    clauses = [clause for clause in CLAUSE_END.split(between) if clause.strip(' "“”')]
    return clauses[-1] if clauses else None
