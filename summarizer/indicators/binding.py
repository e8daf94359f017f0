"""Binds each quantity of a report to what it measures: name, measure, direction, period, status, place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.chunker import Extent, Report, Section, sentence_extents
from summarizer.documents import View
from summarizer.indicators.clauses import Slot, runs
from summarizer.indicators.measures import Reading, read_measure
from summarizer.indicators.model import Direction, Fact, Measure, Period
from summarizer.indicators.naming import Source, Subject, name_run
from summarizer.indicators.periods import TimeWord, is_local, looks_back, plan_of, section_periods, time_words
from summarizer.indicators.statuses import expected_from_here, number_status
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
_OPENING_SIZE = 8
_OPENING = re.compile(r"(?:(?P<sentence>\A|[。!?:\n]|——)|[,;])[(]?(?:到|至|力争|预计|截至|确保|通过努力|我们)*$")
_LOCAL_WORD = re.compile(r"(?:底|末|度)?的(?:约|近)?\d")


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
    period: Period | None = None


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
    periods = section_periods(sections, report.year)
    facts: list[Fact] = []
    carry, last = _Carry(), -1
    for section, sentence, inside in _sentences(view, sections, quantities, sentences or {}):
        if last < 0 or view.folded.find("\n", last, sentence[0]) >= 0:
            carry = _Carry()
        last = sentence[1]
        facts.extend(_bind_sentence(view.folded, source, section, periods[section.id], sentence, inside, carry))
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
    default: Period | None,
    sentence: Extent,
    quantities: list[Quantity],
    carry: _Carry,
) -> Iterator[Fact]:
    year = source.report.year
    text = folded[sentence[0] : sentence[1]]
    words = time_words(folded, sentence[0], sentence[1], year, past=looks_back(section.kind))
    end = sentence[0]
    for run in runs(folded, sentence, quantities):
        first = run[0]
        clause = folded[first.clause[0] : first.quantity.start]
        reading = read_measure(first.before, first.quantity.text, first.quantity.unit, run[-1].after, clause)
        subject = name_run(source, run, reading, folded[end : first.clause[0]], carry.subjects)
        end = max(end, first.clause[1])
        for slot, name, canonical, place in zip(run, subject.names, subject.canonicals, subject.places, strict=True):
            at = slot.quantity.start
            if canonical is not None and (_qualifies(slot) or not _is_amount_of(source, canonical, reading, slot)):
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
            yield Fact(slot.quantity, name, canonical, measure, direction, period, status, place, section.id, sentence)
        carry.subjects.append(subject)
        carry.unit, carry.measure, carry.direction = first.quantity.unit, measure, direction
    del carry.subjects[:-1]
    carry.expected = carry.expected or expected_from_here(text)
    if words and words[0].start <= sentence[0] + 4 and words[0].period.start != words[0].period.end:
        carry.period = words[0].period


def _qualifies(slot: Slot) -> bool:
    """Whether an amount only says what kind of thing is counted next ("产值超10亿元企业5家")."""
    return dimension(slot.quantity.unit) == "currency" and _QUALIFIED.match(slot.after) is not None


def _is_amount_of(source: Source, canonical: str, reading: Reading, slot: Slot) -> bool:
    """Whether a level has a unit of the indicator's kind (GDP "连续7个季度" above the average is no amount of GDP)."""
    unit = slot.quantity.unit
    if reading.measure != "level" or not unit or unit in ("%", "‰"):
        return True
    return dimension(unit) in {dimension(each) for each in source.catalogue.by_id[canonical].units}


def _period(folded: str, words: list[TimeWord], slot: Slot, default: Period | None, carry: _Carry) -> Period | None:
    """The last word of time before the number that governs it, else the section's time.

    A word that is another number's own, and a later year inside another clause, govern nothing else.
    """
    at, best, local = slot.quantity.start, None, []
    for word in words:
        if word.start >= at:
            break
        if is_local(folded, word, at):
            return word.period
        if _LOCAL_WORD.match(folded, word.end):
            local.append(word.period)
        elif not _of_other_clause(folded, word, slot, default):
            best = word
    if "年均" in slot.before:
        return _yearly(local, best, default, carry)
    if best is None or (best.counted and default is not None and default.start != default.end):
        return carry.period or default
    return best.period


def _of_other_clause(folded: str, word: TimeWord, slot: Slot, default: Period | None) -> bool:
    """Whether a later year stands inside a clause before the number's own ("城镇化率到2030年达到72%，…")."""
    if word.start >= slot.clause[0] or default is None or default.end is None or (word.period.end or 0) <= default.end:
        return False
    opening = _OPENING.search(folded, max(0, word.start - _OPENING_SIZE), word.start)
    if opening is None:
        return True
    return opening["sentence"] is None and ";" in folded[word.end : slot.clause[0]]


def _yearly(local: list[Period], best: TimeWord | None, default: Period | None, carry: _Carry) -> Period | None:
    """The years of a yearly average: between two that the sentence names, of a span or plan, else the section's."""
    if len(local) == 2 and local[0].start and local[1].end:
        return Period(f"{local[0].label}—{local[1].label}", local[0].start + 1, local[1].end)
    if best is not None and best.period.start != best.period.end:
        section = best.counted and default is not None and default.start != default.end
        return default if section else best.period
    ahead = best is not None and default is not None and (best.period.end or 0) > (default.end or 0)
    if best is not None and best.period.end and ahead:
        return plan_of(best.period.end)
    return carry.period or default


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
