"""Binds each quantity of a report to what it measures: name, measure, direction, period, status, place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.chunker import Extent, Report, Section, sentence_extents
from summarizer.documents import View
from summarizer.indicators.case import Case, governing
from summarizer.indicators.clauses import Slot, runs
from summarizer.indicators.frames import Timeline, timeline
from summarizer.indicators.measures import Reading, read_measure
from summarizer.indicators.model import Direction, Fact, Measure, Support
from summarizer.indicators.naming import Source, Subject, name_run
from summarizer.indicators.periods import period_of
from summarizer.indicators.statuses import expected_from_here, modality_of, status_of
from summarizer.language.years import TimeWord, time_words
from summarizer.quantities import Quantity
from summarizer.quantities.units import dimension
from summarizer.schemas.catalogue import Catalogue

#: Things that are counted, not rates: a % of them is a share.
_COUNTED = re.compile(
    r"(?:天数|人数|户数|数量|企业|学校|家庭|人口|村庄?|社区|面积|品种|水体|断面|街道|乡镇|建制镇|幼儿园|行政村|建制村|小学|中学|机构)$"
)
_QUALIFIED = re.compile(
    r"(?:以上|以下|以内|左右)?的?(?=[\u4e00-\u9fff]{2})(?!的?(?:目标|水平|大关|台阶|关口|以上|以下|左右|增长|同比|规模))"
)

#: Between two numbers of one list under one verb (达到1.9万家、科技型中小企业2.9万家): no comma, only a name.
_CONTINUES = re.compile(r"(?:左右|以上|多|余)?(?:、|和|及)[^,;:。]*")


@dataclass(slots=True)
class _Carry:
    """What later numbers of a paragraph take over when they name nothing themselves.

    ``subjects`` are those of the runs before in the sentence, after the last one of the sentence before.
    """

    subjects: list[Subject] = field(default_factory=list)
    unit: str = ""
    measure: Measure = "level"
    direction: Direction | None = None
    expected: bool = False
    reached_until: int = -1


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
    source = Source(report, catalogue)
    times = timeline(view.folded, sections, report.year)
    facts: list[Fact] = []
    carry, last = _Carry(), -1
    for section, sentence, inside in _sentences(view, sections, quantities, sentences or {}):
        if last < 0 or view.folded.find("\n", last, sentence[0]) >= 0:
            carry = _Carry()
        last = sentence[1]
        facts.extend(_bind_sentence(view.folded, source, section, times, sentence, inside, carry))
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
    folded: str,
    source: Source,
    section: Section,
    times: Timeline,
    sentence: Extent,
    quantities: list[Quantity],
    carry: _Carry,
) -> Iterator[Fact]:
    year = source.report.year
    words = time_words(folded, sentence[0], sentence[1], year, past=times.at(sentence[0]).past)
    end = sentence[0]
    carry.reached_until = -1
    for run in runs(folded, sentence, quantities):
        first = run[0]
        clause = folded[first.clause[0] : first.quantity.start]
        reading = read_measure(first.before, first.quantity.text, first.quantity.unit, run[-1].after, clause)
        subject = name_run(source, run, reading, folded[end : first.clause[0]], carry.subjects)
        end = max(end, first.clause[1])
        for slot, name, canonical, place in zip(run, subject.names, subject.canonicals, subject.places, strict=True):
            if canonical is not None and (_qualifies(slot) or not _is_amount_of(source, canonical, reading, slot)):
                canonical = None
            case = _case(folded, sentence, slot, reading, section, times, words, carry, year)
            told, period_rules = period_of(case)
            status, status_support, status_rule = status_of(case, told)
            modality, modality_rule = modality_of(case) if status == "target" else (None, "")
            measure, direction = _settled(source, reading, subject, canonical, slot.quantity, carry)
            carry.reached_until = slot.quantity.end if "within.reached_end" in period_rules else -1
            yield Fact(
                slot.quantity,
                name,
                canonical,
                measure,
                direction,
                told.period,
                status,
                place,
                section.id,
                sentence,
                modality,
                Support(period=told.support, status=status_support),
                (),
                (*(("period", rule) for rule in period_rules), ("status", status_rule), ("modality", modality_rule)),
            )
        carry.subjects.append(subject)
        carry.unit, carry.measure, carry.direction = first.quantity.unit, measure, direction
    del carry.subjects[:-1]
    carry.expected = carry.expected or expected_from_here(folded[sentence[0] : sentence[1]])


def _case(
    folded: str,
    sentence: Extent,
    slot: Slot,
    reading: Reading,
    section: Section,
    times: Timeline,
    words: list[TimeWord],
    carry: _Carry,
    year: int | None,
) -> Case:
    frame = times.at(slot.quantity.start)
    start = slot.quantity.start
    reached = carry.reached_until >= 0 and _CONTINUES.fullmatch(folded, carry.reached_until, start) is not None
    return Case(
        folded,
        sentence,
        slot,
        reading,
        frame,
        section.kind,
        *governing(folded, words, slot, frame.period),
        year,
        times.reviewed,
        carry.expected,
        reached,
    )


def _qualifies(slot: Slot) -> bool:
    """Whether an amount only says what kind of thing is counted next ("产值超10亿元企业5家")."""
    return dimension(slot.quantity.unit) == "currency" and _QUALIFIED.match(slot.after) is not None


def _is_amount_of(source: Source, canonical: str, reading: Reading, slot: Slot) -> bool:
    """Whether a level has a unit of the indicator's kind (GDP "连续7个季度" above the average is no amount of GDP)."""
    unit = slot.quantity.unit
    if reading.measure != "level" or not unit or unit in ("%", "‰"):
        return True
    return dimension(unit) in {dimension(each) for each in source.catalogue.by_id[canonical].units}


def _settled(
    source: Source, reading: Reading, subject: Subject, canonical: str | None, quantity: Quantity, carry: _Carry
) -> tuple[Measure, Direction | None]:
    """The measure once the indicator is known.

    A % of an indicator that only ever comes as a growth rate is one, unless it is the part of a plan that is done; a
    share led to by 提高到 stays a share, and so does one whose words stand with the number before; a number that names
    only another place ("鄂尔多斯市达到27.4%") measures as the one before it.
    """
    if subject.planned:
        return "level", None
    if reading.measure != "level":
        return reading.measure, reading.direction
    if quantity.unit == carry.unit and (subject.only_place or (reading.to_level and carry.measure == "share")):
        return carry.measure, carry.direction
    if quantity.unit == "%" and (subject.counted or subject.share or _COUNTED.search(subject.phrase)):
        return "share", None
    if quantity.unit == "%" and canonical is not None:
        entry = source.catalogue.by_id[canonical]
        if "growth_rate" in entry.measures and "%" not in entry.units:
            return "growth_rate", "up"
    return "level", None
