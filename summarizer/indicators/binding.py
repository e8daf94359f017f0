"""Binds each quantity of a report to what it measures: name, measure, direction, period, status, place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.chunker import Extent, Report, Section, sentence_extents
from summarizer.documents import View
from summarizer.expressions import expression
from summarizer.indicators.case import Case, governing
from summarizer.indicators.clauses import LONGEST_BEFORE, Slot, evidence_of, runs
from summarizer.indicators.frames import Timeline, timeline
from summarizer.indicators.lists import without_new
from summarizer.indicators.measures import Reading, read_measure
from summarizer.indicators.model import Deciding, Fact, Support
from summarizer.indicators.naming import name_run
from summarizer.indicators.periods import period_of
from summarizer.indicators.places import gazetteer
from summarizer.indicators.settling import NOTHING_BEFORE, Before, settle
from summarizer.indicators.statuses import expected_from_here, may_expect, modality_of, status_of
from summarizer.indicators.subjects import Source, Subject
from summarizer.language.years import TimeWord, time_words
from summarizer.quantities import Quantity
from summarizer.quantities.units import dimension
from summarizer.schemas.catalogue import Catalogue

_QUALIFIED = expression(
    r"(?:以上|以下|以内|左右)?的?(?=[\u4e00-\u9fff]{2})(?!的?(?:目标|水平|大关|台阶|关口|以上|以下|左右|增|减|升|降|提高|扩大|攀升|同比|规模))"
)

#: Between two numbers of one list under one verb (达到1.9万家、科技型中小企业2.9万家): no comma, only a name.
_CONTINUES = expression(r"(?:左右|以上|多|余)?(?:、|和|及)[^,;:。]*")

#: How many subjects of a sentence later numbers may still take up; lists of indicators are shorter.
_SUBJECTS_KEPT = 24


@dataclass(slots=True)
class _Carry:
    """What later numbers of a paragraph take over when they name nothing themselves.

    ``subjects`` are those of the runs before in the sentence, after the last one of the sentence before.
    """

    subjects: list[Subject] = field(default_factory=list)
    before: Before = NOTHING_BEFORE
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
    source = Source(report, catalogue, gazetteer(view.folded, report))
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
    words = time_words(folded, *sentence, source.report.year, past=times.at(sentence[0]).past)
    end = sentence[0]
    carry.reached_until = -1
    expecting = may_expect(folded[sentence[0] : sentence[1]])
    for run in runs(folded, sentence, quantities):
        first = run[0]
        clause = folded[max(first.clause[0], first.quantity.start - LONGEST_BEFORE) : first.quantity.start]
        reading = read_measure(first.before, first.quantity.text, first.quantity.unit, run[-1].after, clause)
        between = folded[max(end, first.clause[0] - LONGEST_BEFORE) : first.clause[0]]
        subject = name_run(source, run, reading, between, carry.subjects[-_SUBJECTS_KEPT:])
        end = max(end, first.clause[1])
        for k, slot in enumerate(run):
            case = _case(folded, sentence, slot, reading, section, times, words, carry, expecting, source.report.year)
            yield _fact(source, case, subject, k, section, carry)
        carry.subjects.append(subject)
    del carry.subjects[:-1]
    if expecting and not carry.expected:
        carry.expected = expected_from_here(folded[sentence[0] : sentence[1]])


def _fact(source: Source, case: Case, subject: Subject, k: int, section: Section, carry: _Carry) -> Fact:
    """The fact of number ``k`` of a run about ``subject``."""
    slot, reading = case.slot, case.reading
    canonical = subject.canonicals[k]
    # A part of a plan (完成年计划的102%) is no figure of the indicator.
    if canonical is not None and (
        subject.planned or _qualifies(slot) or not _is_amount_of(source, canonical, reading, slot)
    ):
        canonical = None
    entry = source.catalogue.by_id[canonical] if canonical is not None else None
    told, period_rules = period_of(case)
    status, status_support, status_rule = status_of(case, told)
    modality, modality_rule = modality_of(case) if status == "target" else (None, "")
    settled, measure_rule = settle(slot.quantity, reading, subject, entry, carry.before)
    carry.reached_until = slot.quantity.end if "within.reached_end" in period_rules else -1
    if k == len(subject.names) - 1:
        carry.before = Before(slot.quantity.unit, settled.measure, settled.direction)
    return Fact(
        slot.quantity,
        without_new(subject.names[k]),
        canonical,
        settled.measure,
        settled.direction,
        told.period,
        status,
        subject.places[k],
        section.id,
        evidence_of(case.folded, case.sentence, slot),
        modality,
        Support(subject.support, settled.support, told.support, status_support, subject.place_support(k)),
        (),
        Deciding(subject.rule, measure_rule, period_rules, status_rule, modality_rule, subject.place_rule),
    )


def _case(
    folded: str,
    sentence: Extent,
    slot: Slot,
    reading: Reading,
    section: Section,
    times: Timeline,
    words: list[TimeWord],
    carry: _Carry,
    expecting: bool,
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
        expecting,
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
