"""The subject of each run of numbers: named by the words around it, or taken over from before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.chunker import Report
from summarizer.indicators import lists, nouns, phrases
from summarizer.indicators.clauses import CLAUSE_END, Slot
from summarizer.indicators.measures import Reading
from summarizer.indicators.places import WHOLES, city_before, place_of
from summarizer.indicators.words import SHARE
from summarizer.quantities.units import dimension
from summarizer.schemas.catalogue import Catalogue

_OF_WHOLE = re.compile(r"(?:以上|以下|左右)?的[\u4e00-\u9fff]{2}")
_WHOLE_END = re.compile(r"(?:全[国省市县区州]|贡献|承担|提供|创造|集聚|集中)(?:了)?(?:约|近|超过?)?$")
_YEARLY_OUTPUT = re.compile(r"[年日](?:产|加工|处理|屠宰|出栏)$")
_RESTORED = re.compile(r"(?:恢复|相当于)(?:到|至)?[^,;]*的$")
_AND = re.compile("[、和及]")
_STOCK = re.compile(r"总数|总量|总计|累计|总规模|^(?:已|共)?(?:达到|达|增至|超过|突破)$")


@dataclass(frozen=True, slots=True)
class Source:
    """What naming needs of a report: its head and the catalogue."""

    report: Report
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class Subject:
    """What a run of numbers is about: the phrase as it stands; name, catalogue id and place for each number.

    ``carried`` if it was taken over from before, ``counted`` if the noun behind the number names it, ``planned`` if
    the number is a part of a plan, ``share`` if the words of a share stand with it, ``only_place`` if only another
    place is named, ``part`` if 其中 makes it a part of a whole named before.
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


@dataclass(frozen=True, slots=True)
class _Own:
    """What a run says of its own subject: the phrase, and its catalogue id where the whole wording tells it."""

    name: str | None
    canonical: str | None = None
    place: str | None = None
    counted: bool = False
    planned: bool = False


def name_run(source: Source, run: Sequence[Slot], reading: Reading, between: str, before: Sequence[Subject]) -> Subject:
    """What the numbers of a run are about.

    ``between`` is the text of the sentence between the clause of the number before and the run's own, ``before`` the
    subjects of the runs before, the paragraph's last first-hand ones at the end.
    """
    own = _own(source, run[0], run[-1], reading)
    share = SHARE.search(run[0].before) is not None
    if own.name is None:
        subject = _carried(source, run, between, before)
        place = own.place
        places = (place,) * len(run) if place else subject.places
        keeps = share or (bool(before) and before[-1].share)
        return replace(
            subject, places=places, carried=True, only_place=place is not None, planned=own.planned, share=keeps
        )
    name = lists.completed(own.name, before[-1].phrase) if before else own.name
    names = _in_pairs(source, run) if share and len(run) > 1 else None
    names = names or _shared_out(source, name, len(run), between)
    canonicals = tuple(own.canonical or source.catalogue.id_of(each) for each in names)
    places = _places(source, own.place, names, canonicals)
    part = run[0].part
    return Subject(name, names, canonicals, places, counted=own.counted, planned=own.planned, share=share, part=part)


def _in_pairs(source: Source, run: Sequence[Slot]) -> tuple[str, ...] | None:
    """The things of several shares named one by one ("税收占比、就业占比分别达68%、85%"), or None."""
    parts = _AND.split(run[0].before)
    if len(parts) != len(run) or not all(SHARE.search(part) for part in parts):
        return None
    names = [phrases.phrase(phrases.share_subject(part), source.catalogue.id_of) for part in parts]
    return tuple(name for name in names if name) if all(names) else None


def _shared_out(source: Source, name: str, count: int, between: str) -> tuple[str, ...]:
    """A name for each of ``count`` numbers: the members of a list in order, else the same for all."""
    if count == 1:
        return (name,)
    names = lists.listed(name, count)
    if names is None and (topic := _topic(source, between)):
        parts = lists.listed(topic, count)
        names = [part + name for part in parts] if parts else None
    return tuple(names or [name] * count)


def _places(
    source: Source, place: str | None, names: Sequence[str], canonicals: Sequence[str | None]
) -> tuple[str | None, ...]:
    """The place of each number: of a list of places one each, else the same for all."""
    if place in WHOLES and not any(canonicals):
        place = None
    if place is None and any(canonicals):
        place = city_before(names[0], source.report)
    listed = place.split("、") if place else []
    return tuple(listed) if len(listed) == len(names) > 1 else (place,) * len(names)


def _own(source: Source, first: Slot, last: Slot, reading: Reading) -> _Own:
    """The phrase by which a run names its subject itself."""
    before = first.before[: reading.subject_end]
    place = place_of(before, source.report)
    canonical, planned = None, False
    if reading.measure == "share" or (reading.measure == "change" and SHARE.search(before)):
        canonical = source.catalogue.id_of(phrases.trim_start(phrases.trim_end(before)))
        planned = phrases.trim_plan(before) != before
        before = phrases.share_subject(before)
    elif reading.measure in ("growth_rate", "change", "rank", "multiple"):
        before = phrases.trim_comparison(phrases.trim_end(before))
    elif first.quantity.unit == "%":
        whole, before = before, phrases.trim_plan(before)
        planned = before != whole or _RESTORED.search(whole) is not None
    else:
        before = _YEARLY_OUTPUT.sub("", before)
    own = phrases.phrase(before, source.catalogue.id_of)
    if own is not None and own == place and reading.measure != "rank":
        own = None
    if not _takes_noun(first, own):
        return _Own(own, canonical, place, planned=planned)
    noun = nouns.following(last.after)
    if noun is not None:
        return _Own(noun, counted=True)
    return _Own(own or nouns.object_of(last.after), canonical, place, planned=planned)


def _takes_noun(slot: Slot, own: str | None) -> bool:
    """Whether the noun right after a number names it: always for counts, else only where nothing before it does."""
    counted = not slot.quantity.unit or dimension(slot.quantity.unit) in ("count", "rank")
    if counted and slot.quantity.text[0].isdigit():
        return bool(slot.quantity.unit) or own is None
    if slot.quantity.unit in ("%", "成") and _OF_WHOLE.match(slot.after) and _WHOLE_END.search(slot.before):
        return True
    return own is None and not slot.linked


def _carried(source: Source, run: Sequence[Slot], between: str, before: Sequence[Subject]) -> Subject:
    """The subject of a run that names none: the clause before without a number, or the subjects of the runs before.

    Several numbers with 分别 take the last subjects in order ("收入…，支出…，分别增长6%和8%").
    """
    count = len(run)
    last = _last(before, run[0])
    topic = _topic(source, between)
    if topic and not (last is not None and count == len(last.names) > 1):
        names = tuple((lists.listed(topic, count) if count > 1 else None) or [topic] * count)
        return Subject(topic, names, tuple(map(source.catalogue.id_of, names)), (None,) * count)
    if last is None:
        phrase = phrases.whole_phrase(run[0].before) or phrases.whole_phrase(run[-1].after)
        return Subject(phrase, (phrase,) * count, (None,) * count, (None,) * count)
    if count == len(last.names):
        return _stock(source, last) if _STOCK.search(run[0].before) else last
    if count > 1 and len(last.names) == 1 and (several := _last_named(before, count)):
        return several
    name = last.phrase
    return Subject(name, (name,) * count, (source.catalogue.id_of(name),) * count, (last.places[0],) * count)


def _last(before: Sequence[Subject], slot: Slot) -> Subject | None:
    """The subject to be taken over: the last one, but after several parts of a whole the whole."""
    if len(before) > 2 and not slot.part and before[-1].part and before[-2].part:
        return next((subject for subject in reversed(before) if not subject.part), before[-1])
    return before[-1] if before else None


def _stock(source: Source, flow: Subject) -> Subject:
    """The stock to a subject named as what was added to it ("新增企业36家，总数达到210家")."""
    names = tuple(name.removeprefix("新增") or name for name in flow.names)
    return replace(flow, phrase=names[-1], names=names, canonicals=tuple(map(source.catalogue.id_of, names)))


def _last_named(before: Sequence[Subject], count: int) -> Subject | None:
    """The last ``count`` subjects named one by one, as one subject."""
    named = [subject for subject in before if not subject.carried and len(subject.names) == 1][-count:]
    if len(named) < count:
        return None
    return Subject(
        named[-1].phrase,
        tuple(subject.names[0] for subject in named),
        tuple(subject.canonicals[0] for subject in named),
        tuple(subject.places[0] for subject in named),
    )


def _topic(source: Source, between: str) -> str | None:
    """The subject of the clause before, where that clause holds no number ("固定资产投资稳步增长，增速达8.5%")."""
    clauses = [clause for clause in CLAUSE_END.split(between) if clause.strip(' "“”')]
    return nouns.topic(clauses[-1], source.catalogue.id_of) if clauses else None
