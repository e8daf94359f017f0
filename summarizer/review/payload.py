"""What the page is given: records as plain values, their spans turned into places of the report's text."""

from collections.abc import Iterable
from typing import Any

from summarizer.output.selection import Selection
from summarizer.review.offsets import Utf16
from summarizer.schemas.catalogue import load_catalogue
from summarizer.schemas.lines import number_text
from summarizer.schemas.record import Flag, Indicator, Point, Quantity, Record, SectionRow, Summary
from summarizer.schemas.spans import Span

_READING = ("name", "canonical", "measure", "direction", "status", "modality", "region")


def report_payload(record: Record, text: str | None, why_missing: str, chosen: Selection) -> dict[str, Any]:
    """One report for the page.

    ``text`` is the report's own text; where it is None, spans stay as they are, the quotes come along and
    ``why_missing`` says why. Facts that ``chosen`` leaves out are left out.
    """
    places = Utf16(text, record.report.span[0]) if text is not None else None
    report = record.report
    return {
        "id": report.id,
        "title": report.title,
        "region": report.region.model_dump(),
        "year": report.year,
        "delivered_on": report.delivered_on.isoformat() if report.delivered_on else None,
        "speaker": report.speaker,
        "source": report.source.name,
        "text_sha256": report.source.text_sha256,
        "completeness": report.completeness,
        "engine": record.engine.model or record.engine.name,
        "text": text,
        "missing": None if text is not None else why_missing,
        "summary": _summary(record.summary, places),
        "sections": [_section(section, places) for section in record.sections],
        "facts": [_fact(fact, places) for fact in chosen.facts(record)],
        "headlines": [row.model_dump() for row in record.headlines if chosen.of_slot(row)],
        "flags": [_flag(flag, record, places) for flag in record.validation.flags],
    }


def catalogue_names() -> dict[str, list[str]]:
    """The Chinese and English name of every indicator of the catalogue, by id."""
    return {entry.id: [entry.zh, entry.en] for entry in load_catalogue().entries}


def _span(span: Span, places: Utf16 | None) -> tuple[int, int]:
    return span if places is None else places.span(span)


def _points(points: Iterable[Point], places: Utf16 | None) -> list[dict[str, Any]]:
    return [
        {"text": point.text, "evidence": [_span(span, places) for span in point.evidence], "pages": point.pages}
        for point in points
    ]


def _summary(summary: Summary, places: Utf16 | None) -> dict[str, Any]:
    lists = ("achievements", "targets", "priorities", "problems")
    points = {name: _points(getattr(summary, name), places) for name in lists}
    return {"headline": summary.headline, "overview": summary.overview, **points}


def _section(section: SectionRow, places: Utf16 | None) -> dict[str, Any]:
    return {
        "id": section.id,
        "level": section.level,
        "number": section.number,
        "heading": section.heading,
        "kind": section.kind,
        "span": _span(section.span, places),
        "summary": section.summary,
        "key_points": _points(section.key_points, places),
    }


def _fact(fact: Indicator, places: Utf16 | None) -> dict[str, Any]:
    evidence: dict[str, Any] = {"span": _span(fact.evidence.span, places), "page": fact.evidence.page}
    if places is None:
        evidence["quote"] = fact.evidence.quote
    return {
        "id": fact.id,
        **{name: getattr(fact, name) for name in _READING},
        "period": fact.period.model_dump() if fact.period else None,
        "quantity": _quantity(fact.quantity, places),
        "section": fact.section,
        "evidence": evidence,
        "support": fact.support.model_dump(),
        "origin": fact.origin,
        "state": fact.verification.status,
        "reasons": fact.verification.reasons,
        "doubts": fact.verification.doubts,
        "readings": [reading.model_dump(exclude_unset=True) for reading in fact.readings],
    }


def _quantity(quantity: Quantity, places: Utf16 | None) -> dict[str, Any]:
    return {
        "text": quantity.text,
        "span": _span(quantity.span, places),
        "value": None if quantity.value is None else number_text(quantity.value),
        "value_max": None if quantity.value_max is None else number_text(quantity.value_max),
        "unit": quantity.unit,
        "comparator": quantity.comparator,
    }


def _flag(flag: Flag, record: Record, places: Utf16 | None) -> dict[str, Any]:
    span = None if flag.span is None else _span(flag.span, places)
    fact = _fact_at(flag.path, record)
    return {"code": flag.code, "severity": flag.severity, "message": flag.message, "span": span, "fact": fact}


def _fact_at(path: str | None, record: Record) -> str | None:
    """The id of the indicator that a JSON Pointer leads into."""
    parts = (path or "").split("/")
    if len(parts) < 3 or parts[1] != "indicators" or not parts[2].isdecimal():
        return None
    index = int(parts[2])
    return record.indicators[index].id if index < len(record.indicators) else None
