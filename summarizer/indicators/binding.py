"""Binds each quantity of a report to what it measures: name, measure, direction, period, status, place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from summarizer.chunker import Extent, Report, Section
from summarizer.chunker.sentences import sentence_extents
from summarizer.documents import View
from summarizer.indicators import subjects
from summarizer.indicators.measures import Reading, read_measure
from summarizer.indicators.model import Direction, Fact, Measure, Period
from summarizer.indicators.periods import TimeWord, is_local, looks_back, section_periods, time_words
from summarizer.indicators.places import WHOLES, city_before, place_of
from summarizer.indicators.statuses import expected_from_here, number_status
from summarizer.quantities import Quantity
from summarizer.quantities.units import dimension
from summarizer.schemas.catalogue import Catalogue

_CLAUSE_END = re.compile(r"[,;:。!?]|——")
_OF_WHOLE = re.compile(r"(?:以上|以下|左右)?的[\u4e00-\u9fff]{2}")
_WHOLE_END = re.compile(r"(?:全[国省市县区州]|贡献|承担|提供|创造|集聚|集中)(?:了)?(?:约|近|超过?)?$")
#: Things that are counted, not rates: a % of them is a share.
_COUNTED = re.compile(r"(?:天数|人数|户数|数量|企业|学校|家庭|人口|村庄?|社区|面积|品种|水体|断面|街道|乡镇)$")
_LINK_END = re.compile(r"(?:、|以及|和|(?<!参)与|(?<![惠涉普波])及)$")
_YEARLY_OUTPUT = re.compile(r"年(?:产|加工|处理|屠宰|出栏)$")
_COMPARED = re.compile(r"(?:以上|以下|以内|左右|上下)+")
_LINK = re.compile(r"(?:以上|以下|以内|左右|上下)*(?:、|和|及|与|/|或|以及)")
_SOFT = re.compile(r"(?:约|近|超过|超|达到|达|突破|不低于|不少于|[\s\"“”])+")
_QUALIFIED = re.compile(
    r"(?:以上|以下|以内|左右)?的?(?=[\u4e00-\u9fff]{2})(?!的?(?:目标|水平|大关|台阶|关口|以上|以下|左右|增长|同比|规模))"
)
_LOCAL_WORD = re.compile(r"(?:底|末|度)?的(?:约|近)?\d")


@dataclass(frozen=True, slots=True)
class _Source:
    """What binding needs of the report: its view, catalogue, region and year."""

    view: View
    report: Report
    catalogue: Catalogue
    names: dict[str, str | None] = field(default_factory=dict)

    def canonical(self, name: str) -> str | None:
        """The catalogue id that a phrase names, or None; remembered, since reports repeat themselves."""
        if name not in self.names:
            entry = self.catalogue.lookup(name) if len(name) < 40 else None
            self.names[name] = entry.id if entry else None
        return self.names[name]

    def known(self, name: str) -> bool:
        """Whether a phrase is an indicator's name."""
        return self.canonical(name) is not None


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a run of numbers is about: the phrase as it stands, and name and catalogue id for each number."""

    phrase: str
    names: tuple[str, ...]
    canonicals: tuple[str | None, ...]
    place: str | None
    only_place: bool = False
    counted: bool = False


@dataclass(slots=True)
class _Carry:
    """What later numbers of a paragraph take over when they name nothing themselves."""

    subject: _Subject | None = None
    unit: str = ""
    measure: Measure = "level"
    direction: Direction | None = None
    expected: bool = False
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class _Slot:
    """A quantity in its clause: the text before it back to the number or clause before, and the text after it."""

    quantity: Quantity
    before: str
    after: str
    linked: bool
    clause: Extent


def bind(
    view: View,
    report: Report,
    sections: Sequence[Section],
    quantities: Sequence[Quantity],
    catalogue: Catalogue,
    sentences: Mapping[str, Sequence[Extent]] | None = None,
) -> tuple[Fact, ...]:
    """Bind ``quantities`` (of the report, in text order) to what they measure: one fact each, in the same order.

    ``sections`` is the report's outline, ``sentences`` those of each section's own text by section id where they are
    known already; quantities outside the outline are left out.
    """
    source = _Source(view, report, catalogue)
    periods = section_periods(sections, report.year)
    facts: list[Fact] = []
    carry, last = _Carry(), -1
    for section, sentence, inside in _sentences(view, sections, quantities, sentences or {}):
        if last < 0 or view.folded.find("\n", last, sentence[0]) >= 0:
            carry = _Carry()
        last = sentence[1]
        facts.extend(_bind_sentence(source, section, periods[section.id], sentence, inside, carry))
    return tuple(facts)


def _sentences(
    view: View,
    sections: Sequence[Section],
    quantities: Sequence[Quantity],
    known: Mapping[str, Sequence[Extent]],
) -> Iterator[tuple[Section, Extent, list[Quantity]]]:
    """The sentences that hold quantities, each with its section and its quantities, in text order."""
    ranges = sorted(
        (extent, section.id, section)
        for section in sections
        for extent in ((section.extent[0], section.own[0]), section.own)
        if extent[0] < extent[1]
    )
    at = 0
    for (start, end), _, section in ranges:
        while at < len(quantities) and quantities[at].start < start:
            at += 1
        if at == len(quantities) or quantities[at].start >= end:
            continue
        own = known.get(section.id) if start == section.own[0] else None
        for sentence in own if own is not None else sentence_extents(view.text, start, end):
            inside = []
            while at < len(quantities) and quantities[at].start < sentence[1]:
                inside.append(quantities[at])
                at += 1
            if inside:
                yield section, sentence, inside


def _bind_sentence(
    source: _Source,
    section: Section,
    default: Period | None,
    sentence: Extent,
    quantities: list[Quantity],
    carry: _Carry,
) -> Iterator[Fact]:
    folded, year = source.view.folded, source.report.year
    text = folded[sentence[0] : sentence[1]]
    words = time_words(folded, sentence[0], sentence[1], year, past=looks_back(section.kind))
    end = sentence[0]
    for run in _runs(_slots(folded, sentence, quantities)):
        first = run[0]
        clause = folded[first.clause[0] : first.quantity.start]
        reading = read_measure(first.before, first.quantity.text, first.quantity.unit, run[-1].after, clause)
        subject = _subject(source, run, reading, folded[end : first.clause[0]], carry)
        end = max(end, first.clause[1])
        for slot, name, canonical in zip(run, subject.names, subject.canonicals, strict=True):
            at = slot.quantity.start
            if canonical is not None and _qualifies(slot):
                canonical = None
            period = _period(folded, words, slot, default, carry)
            status = number_status(
                section.kind,
                text,
                at - sentence[0],
                slot.before,
                period,
                year,
                stated=period is not default,
                expected=carry.expected,
            )
            measure, direction = _settled(source, reading, subject, canonical, slot.quantity, carry)
            yield Fact(
                slot.quantity, name, canonical, measure, direction, period, status, subject.place, section.id, sentence
            )
        carry.subject, carry.unit, carry.measure, carry.direction = subject, first.quantity.unit, measure, direction
    carry.expected = carry.expected or expected_from_here(text)
    if words and words[0].start <= sentence[0] + 4 and words[0].period.start != words[0].period.end:
        carry.period = words[0].period


def _qualifies(slot: _Slot) -> bool:
    """Whether an amount only says what kind of thing is counted next ("产值超10亿元企业5家")."""
    return dimension(slot.quantity.unit) == "currency" and _QUALIFIED.match(slot.after) is not None


def _slots(folded: str, sentence: Extent, quantities: list[Quantity]) -> Iterator[_Slot]:
    """Each quantity of a sentence in its clause."""
    edges = [sentence[0]]
    marked = [(q.start, q.end) for q in quantities if _CLAUSE_END.search(folded, q.start, q.end)]
    for mark in _CLAUSE_END.finditer(folded, *sentence):
        if not any(start <= mark.start() < end for start, end in marked):
            edges += [mark.start(), mark.end()]
    edges.append(sentence[1])
    clauses = [(edges[k], edges[k + 1]) for k in range(0, len(edges), 2)]
    at = 0
    for i, quantity in enumerate(quantities):
        while at + 1 < len(clauses) and clauses[at + 1][0] <= quantity.start:
            at += 1
        start, end = clauses[at]
        follows = i > 0 and quantities[i - 1].end > start
        before, linked = folded[quantities[i - 1].end if follows else start : quantity.start], False
        if follows:
            before, linked = _own_part(before)
        yield _Slot(quantity, before, _after(folded, quantities, i, end), linked, (start, end))


def _after(folded: str, quantities: list[Quantity], i: int, end: int) -> str:
    """The text after a quantity up to the next; past the next where nothing stands between ("12类55件民生实事")."""
    for k in range(i, len(quantities)):
        stop = quantities[k + 1].start if k + 1 < len(quantities) and quantities[k + 1].start < end else end
        if stop > quantities[k].end or stop == end:
            return folded[quantities[k].end : stop]
    return ""


def _own_part(gap: str) -> tuple[str, bool]:
    """The part of the text between two numbers of a clause that belongs to the second, and whether it only links."""
    if (link := _LINK.match(gap)) is not None:
        rest = gap[link.end() :]
        return rest, not rest or _SOFT.fullmatch(rest) is not None
    if _LINK_END.search(gap) is not None:
        return "", False
    if (mark := gap.find("、")) >= 0:
        return gap[mark + 1 :], False
    found = _COMPARED.match(gap)
    return (gap[found.end() :] if found else gap), False


def _runs(slots: Iterator[_Slot]) -> Iterator[list[_Slot]]:
    """Numbers listed one after the other under one subject ("分别增长13%和18%")."""
    run: list[_Slot] = []
    for slot in slots:
        if run and slot.linked and slot.clause == run[0].clause and _together(slot, run[0]):
            run.append(slot)
            continue
        if run:
            yield run
        run = [slot]
    if run:
        yield run


def _together(slot: _Slot, first: _Slot) -> bool:
    return slot.quantity.unit == first.quantity.unit or "分别" in first.before


def _subject(source: _Source, run: list[_Slot], reading: Reading, between: str, carry: _Carry) -> _Subject:
    """What the numbers of a run are about; taken over from before where they name nothing themselves."""
    count = len(run)
    own = _own_subject(source, run[0], run[-1], reading)
    if own.name is None:
        carried = _carried(source, count, between, carry)
        if not carried.phrase:
            name = subjects.whole_phrase(run[0].before) or subjects.whole_phrase(run[-1].after)
            carried = _Subject(name, (name,) * count, (None,) * count, None)
        return replace(carried, place=own.place or carried.place, only_place=own.place is not None)
    name = subjects.completed(own.name, carry.subject.phrase) if carry.subject is not None else own.name
    names = subjects.listed(name, count) if count > 1 else None
    if names is None and count > 1 and (topics := _topic(source, between)):
        parts = subjects.listed(topics, count)
        names = [part + name for part in parts] if parts else None
    names = names or [name] * count
    canonicals = tuple(own.canonical or source.canonical(each) for each in names)
    place = own.place if own.place not in WHOLES or any(canonicals) else None
    if place is None and any(canonicals):
        place = city_before(names[0], source.report)
    return _Subject(name, tuple(names), canonicals, place, counted=own.counted)


@dataclass(frozen=True, slots=True)
class _Own:
    """What a run says of its own subject: the phrase, its catalogue id where the whole wording tells it, the place.

    ``counted`` if the noun behind the number is the name.
    """

    name: str | None
    canonical: str | None = None
    place: str | None = None
    counted: bool = False


def _own_subject(source: _Source, first: _Slot, last: _Slot, reading: Reading) -> _Own:
    """The phrase by which a run names its subject itself."""
    before = first.before[: reading.subject_end]
    place = place_of(before, source.report)
    canonical = None
    if reading.measure == "share":
        canonical = source.canonical(subjects.trim_start(subjects.trim_end(before)))
        before = subjects.share_subject(before)
    elif reading.measure in ("growth_rate", "change", "rank"):
        before = subjects.trim_comparison(subjects.trim_end(before))
    elif reading.measure == "level":
        before = subjects.trim_plan(before) if first.quantity.unit == "%" else _YEARLY_OUTPUT.sub("", before)
    own = subjects.phrase(before, source.known)
    if own is not None and own == place and reading.measure != "rank":
        own = None
    if not _takes_noun(first, own):
        return _Own(own, canonical, place)
    noun = subjects.following(last.after)
    if noun is not None:
        return _Own(noun, counted=True)
    return _Own(own or subjects.object_of(last.after), canonical, place)


def _takes_noun(slot: _Slot, own: str | None) -> bool:
    """Whether the noun right after a number names it: always for counts, else only where nothing before it does."""
    counted = not slot.quantity.unit or dimension(slot.quantity.unit) in ("count", "rank")
    if counted and slot.quantity.text[0].isdigit():
        return True
    if slot.quantity.unit == "%" and _OF_WHOLE.match(slot.after) and _WHOLE_END.search(slot.before):
        return True
    return own is None and not slot.linked


def _carried(source: _Source, count: int, between: str, carry: _Carry) -> _Subject:
    topic = _topic(source, between)
    if topic and not (carry.subject and count == len(carry.subject.names) > 1):
        names = subjects.listed(topic, count) if count > 1 else None
        names = names or [topic] * count
        return _Subject(topic, tuple(names), tuple(source.canonical(name) for name in names), None)
    if carry.subject is None:
        return _Subject("", ("",) * count, (None,) * count, None)
    if count == len(carry.subject.names):
        return carry.subject
    name = carry.subject.phrase
    return _Subject(name, (name,) * count, (source.canonical(name),) * count, carry.subject.place)


def _topic(source: _Source, between: str) -> str | None:
    """The subject of the clause before, where that clause holds no number ("固定资产投资稳步增长，增速达8.5%")."""
    clauses = [clause for clause in _CLAUSE_END.split(between) if clause.strip(' "“”')]
    if not clauses:
        return None
    return subjects.topic(clauses[-1], source.known)


def _period(folded: str, words: list[TimeWord], slot: _Slot, default: Period | None, carry: _Carry) -> Period | None:
    """The last word of time before the number that is not another number's own, else the section's time.

    A yearly average covers the years between the two that its sentence names, or the section's years.
    """
    at, best, counted, local = slot.quantity.start, None, False, []
    for word in words:
        if word.start >= at:
            break
        if is_local(folded, word, at):
            return word.period
        if _LOCAL_WORD.match(folded, word.end):
            local.append(word.period)
        else:
            best, counted = word.period, word.counted
    if "年均" in slot.before and len(local) == 2 and local[0].start and local[1].end:
        return Period(f"{local[0].label}—{local[1].label}", local[0].start + 1, local[1].end)
    if best is None or (counted and default is not None and default.start != default.end):
        return carry.period or default
    return best


def _settled(
    source: _Source, reading: Reading, subject: _Subject, canonical: str | None, quantity: Quantity, carry: _Carry
) -> tuple[Measure, Direction | None]:
    """The measure once the indicator is known.

    A % of an indicator that only ever comes as a growth rate is one; a share led to by 提高到 stays a share; a number
    that names only another place ("鄂尔多斯市达到27.4%") measures as the one before it.
    """
    if reading.measure != "level":
        return reading.measure, reading.direction
    if quantity.unit == carry.unit and (subject.only_place or (reading.to_level and carry.measure == "share")):
        return carry.measure, carry.direction
    if quantity.unit == "%" and (subject.counted or (_COUNTED.search(subject.phrase))):
        return "share", None
    if quantity.unit == "%" and canonical is not None:
        entry = source.catalogue.by_id[canonical]
        if "growth_rate" in entry.measures and "%" not in entry.units:
            return "growth_rate", "up"
    return "level", None
