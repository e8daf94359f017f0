"""Puts a draft and the report it was made of into the published record."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from summarizer.analysis import Analysis, report_span
from summarizer.chunker import Section
from summarizer.engines.draft import Claim, Draft, DraftPoint, SectionDraft
from summarizer.indicators import Fact, Support, fill_headlines
from summarizer.schemas import record as schema
from summarizer.schemas.catalogue import HeadlineSlot
from summarizer.schemas.record import trusted

_LISTS = ("achievements", "targets", "priorities", "problems")
_UNCHECKED = schema.Verification(status="unsupported", reasons=(), doubts=())
_NOTHING_CHECKED = schema.Validation(
    status="flagged", claims=0, verified=0, doubtful=0, mismatched=0, unsupported=0, redacted=0, source_quantities=0,
    covered=0, flags=(),
)  # fmt: skip


def to_record(
    analysis: Analysis, draft: Draft, engine: schema.Engine, before: tuple[Draft, schema.Record] | None = None
) -> schema.Record:
    """The record of one report, its claims not yet checked: ``validator`` fills in ``verification`` and
    ``validation``.

    Facts keep the order of the draft; headline slots are filled by the analysis and point at the claims whose quantity
    is the fact's. ``before`` is an earlier draft of the report with its record: what is still the same is taken over.
    """
    known = _made(*before) if before is not None else _MadeOf()
    indicators = tuple(known.claims.get(id(claim)) or _indicator(analysis, claim) for claim in draft.claims)
    same = before is not None and list(map(id, indicators)) == list(map(id, before[1].indicators))
    return trusted(
        schema.Record,
        {
            "schema_version": schema.SCHEMA_VERSION,
            "report": before[1].report if before is not None else _report(analysis),
            "engine": engine,
            "summary": _summary(analysis, draft, known),
            "sections": _sections(analysis, draft, known),
            "indicators": indicators,
            "headlines": before[1].headlines if before and same else _headlines(analysis, draft, indicators),
            "validation": _NOTHING_CHECKED,
            "usage": draft.usage,
            "extra": None if draft.extra is None else dict(draft.extra),
        },
    )


@dataclass(frozen=True, slots=True)
class _MadeOf:
    """What an earlier record was made of, each part with what it became: claims by their identity, which the draft
    keeps alive, points by themselves, sections by their id with what was drafted of them."""

    claims: Mapping[int, schema.Indicator] = field(default_factory=dict)
    points: Mapping[DraftPoint, schema.Point] = field(default_factory=dict)
    sections: Mapping[str, tuple[SectionDraft | None, schema.SectionRow]] = field(default_factory=dict)


def _made(draft: Draft, record: schema.Record) -> _MadeOf:
    summary, drafts = record.summary, {section.section: section for section in draft.sections}
    rows = {row.id: (drafts.get(row.id), row) for row in record.sections}
    lists = ((getattr(draft, name), getattr(summary, name)) for name in _LISTS)
    points = {point: made for drafted, held in lists for point, made in zip(drafted, held, strict=True)}
    for drafted, row in rows.values():
        points |= zip(drafted.key_points, row.key_points, strict=True) if drafted else ()
    claims = {id(claim): made for claim, made in zip(draft.claims, record.indicators, strict=True)}
    return _MadeOf(claims, points, rows)


def report_id(text_sha256: str, span: tuple[int, int]) -> str:
    """A report's stable id: the first 16 hex digits of the SHA-256 of "text_sha256:start-end"."""
    return hashlib.sha256(f"{text_sha256}:{span[0]}-{span[1]}".encode()).hexdigest()[:16]


def _report(analysis: Analysis) -> schema.Report:
    report, document = analysis.report, analysis.view.document
    span = report_span(analysis)
    return trusted(
        schema.Report,
        {
            "id": report_id(document.sha256, span),
            "title": report.title,
            "region": schema.Region(name=report.region.name, level=report.region.level, code=report.region.code),
            "year": report.year,
            "delivered_on": report.delivered_on,
            "speaker": report.speaker,
            "source": schema.Source(
                name=document.name,
                format=document.format,
                encoding=document.encoding,
                text_sha256=document.sha256,
                fields=None if document.fields is None else dict(document.fields),
            ),
            "span": span,
            "completeness": report.completeness,
        },
    )


def _points(analysis: Analysis, points: Iterable[DraftPoint], known: _MadeOf) -> tuple[schema.Point, ...]:
    return tuple(known.points.get(point) or _point(analysis, point) for point in points)


def _point(analysis: Analysis, point: DraftPoint) -> schema.Point:
    values = {"text": point.text, "evidence": point.evidence, "pages": _pages(analysis, point)}
    return trusted(schema.Point, values)


def _pages(analysis: Analysis, point: DraftPoint) -> tuple[int, ...] | None:
    """The page on which each span of a point's evidence begins."""
    document = analysis.view.document
    return tuple(document.page(start) or 1 for start, _ in point.evidence) if document.pages else None


def _summary(analysis: Analysis, draft: Draft, known: _MadeOf) -> schema.Summary:
    lists = {name: _points(analysis, getattr(draft, name), known) for name in _LISTS}
    return trusted(schema.Summary, {"headline": draft.headline, "overview": draft.overview, **lists})


def _sections(analysis: Analysis, draft: Draft, known: _MadeOf) -> tuple[schema.SectionRow, ...]:
    """The outline; rows whose summary is drafted as before are those of before."""
    drafts = {section.section: section for section in draft.sections}
    rows = []
    for section in analysis.sections:
        drafted = drafts.get(section.id)
        before, row = known.sections.get(section.id, (None, None))
        rows.append(row if row and before == drafted else _section(analysis, section, drafted, known))
    return tuple(rows)


def _section(analysis: Analysis, section: Section, draft: SectionDraft | None, known: _MadeOf) -> schema.SectionRow:
    return trusted(
        schema.SectionRow,
        {
            "id": section.id,
            "parent": section.parent,
            "level": section.level,
            "number": section.number,
            "heading": section.heading,
            "kind": section.kind,
            "span": analysis.view.span(*section.extent),
            "summary": draft.summary if draft else "",
            "key_points": _points(analysis, draft.key_points, known) if draft else (),
        },
    )


def _indicator(analysis: Analysis, claim: Claim) -> schema.Indicator:
    fact = claim.fact
    document, span = analysis.view.document, analysis.view.span(*fact.evidence)
    return trusted(
        schema.Indicator,
        {
            "id": indicator_id(fact.quantity.start - analysis.report.extent[0]),
            "name": fact.name,
            "canonical": fact.canonical,
            "quantity": _quantity(fact),
            "measure": fact.measure,
            "direction": fact.direction,
            "period": _period(fact),
            "status": fact.status,
            "modality": fact.modality,
            "region": fact.region,
            "section": fact.section,
            "evidence": trusted(
                schema.Evidence,
                {"quote": document.text[span[0] : span[1]], "span": span, "page": document.page(span[0])},
            ),
            "support": _support(fact.support),
            "origin": claim.origin,
            "verification": _UNCHECKED,
            "readings": _readings(claim),
        },
    )


def _slots_filled(analysis: Analysis, draft: Draft) -> Iterable[tuple[HeadlineSlot, int | None]]:
    """The headline slots with their facts; one that the rules leave empty may be filled by a reading of the model's."""
    moved = any(claim.origin == "llm" and claim.other is not None for claim in draft.claims)
    if not moved or len(draft.claims) != len(analysis.facts):
        return analysis.headlines
    facts = tuple(claim.fact for claim in draft.claims)
    found = fill_headlines(analysis.view, facts, analysis.report, analysis.sections, analysis.catalogue)
    pairs = zip(analysis.headlines, found, strict=True)
    return [(slot, index if index is not None else theirs) for (slot, index), (_, theirs) in pairs]


def _readings(claim: Claim) -> tuple[schema.OtherReading, ...]:
    """What the rules and the model read, in the slots in which they differ; nothing where they agree."""
    if claim.other is None:
        return ()
    facts = (claim.fact, claim.other) if claim.origin == "rules" else (claim.other, claim.fact)
    rules, model = map(_slots, facts)
    differing = [name for name in rules if rules[name] != model[name]]
    return (
        schema.OtherReading(reader="rules", **{name: rules[name] for name in differing}),
        schema.OtherReading(reader="llm", **{name: model[name] for name in differing}),
    )


def _slots(fact: Fact) -> dict[str, Any]:
    names = ("name", "canonical", "measure", "direction", "status", "region")
    return {"period": _period(fact), **{name: getattr(fact, name) for name in names}}


def indicator_id(start: int) -> str:
    """A claim's stable id: where its number stands in the report's reading text, counted from the report's start.

    No two numbers begin at one place, and neither the engine nor the other claims of the record bear on it.
    """
    return f"i{start}"


@cache
def _support(support: Support) -> schema.Support:
    return schema.Support(
        name=support.name,
        measure=support.measure,
        period=support.period,
        status=support.status,
        region=support.region,
    )


def _quantity(fact: Fact) -> schema.Quantity:
    quantity = fact.quantity
    return trusted(
        schema.Quantity,
        {
            "text": quantity.text,
            "span": quantity.span,
            "value": quantity.value,
            "value_max": quantity.value_max,
            "unit": quantity.unit,
            "comparator": quantity.comparator,
        },
    )


def _period(fact: Fact) -> schema.Period | None:
    period = fact.period
    if period is None:
        return None
    return trusted(schema.Period, {"label": period.label, "start": period.start, "end": period.end})


def _headlines(
    analysis: Analysis, draft: Draft, indicators: Iterable[schema.Indicator]
) -> tuple[schema.HeadlineRow, ...]:
    by_span = {indicator.quantity.span: indicator.id for indicator in indicators}
    rows = []
    for slot, index in _slots_filled(analysis, draft):
        values: dict[str, Any] = {"canonical": slot.canonical, "measure": slot.measure, "status": slot.status}
        quantity = analysis.facts[index].quantity if index is not None else None
        values["state"] = (
            "not_stated" if quantity is None else "redacted" if quantity.comparator == "redacted" else "stated"
        )
        values["indicator"] = by_span.get(quantity.span) if quantity is not None else None
        rows.append(trusted(schema.HeadlineRow, values))
    return tuple(rows)
