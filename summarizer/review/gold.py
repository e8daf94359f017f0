"""Decided passages as gold: what ``eval`` scores other records against."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from summarizer.review.decisions import Decision
from summarizer.schemas.lines import number_text
from summarizer.schemas.record import Indicator, Period, Record
from summarizer.schemas.spans import Span


@dataclass(frozen=True, slots=True)
class DecidedPassage:
    """A piece of a document, ``text`` exactly as it stands at ``span``, in which every number was decided."""

    span: Span
    text: str


def gold_lines(before: Record, after: Record, decisions: Mapping[str, Decision]) -> Iterator[str]:
    """The passages of a report whose numbers a reviewer all decided, a JSON line each, in text order.

    ``before`` is the record as the reviewer saw it, ``after`` the same with the decisions in it. In a passage every
    number is annotated, so one with an undecided number is left out; a rejected number is annotated by its absence.
    """
    for passage in _passages(before):
        inside = [fact for fact in before.indicators if _within(fact.quantity.span, passage.span)]
        if inside and all(fact.id in decisions for fact in inside):
            kept = [fact for fact in after.indicators if _within(fact.quantity.span, passage.span)]
            yield _line(after, passage, kept)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _passages(record: Record) -> Iterator[DecidedPassage]:
    """The evidence of all claims, pieces that share a character joined."""
    open_passage: DecidedPassage | None = None
    for evidence in sorted((fact.evidence for fact in record.indicators), key=lambda evidence: evidence.span):
        if open_passage is None or evidence.span[0] >= open_passage.span[1]:
            if open_passage is not None:
                yield open_passage
            open_passage = DecidedPassage(evidence.span, evidence.quote)
        elif evidence.span[1] > open_passage.span[1]:
            more = evidence.quote[open_passage.span[1] - evidence.span[0] :]
            open_passage = DecidedPassage(Span((open_passage.span[0], evidence.span[1])), open_passage.text + more)
    if open_passage is not None:
        yield open_passage


def _line(record: Record, passage: DecidedPassage, facts: Iterable[Indicator]) -> str:
    row = {
        "id": f"{record.report.id}-{passage.span[0]}",
        "source": PurePath(record.report.source.name).name,
        "span": passage.span,
        "text": passage.text,
        "facts": [_fact(fact) for fact in facts],
    }
    return json.dumps(row, ensure_ascii=False)


def _fact(fact: Indicator) -> dict[str, Any]:
    quantity = fact.quantity
    return {
        "q": quantity.text,
        "span": quantity.span,
        "indicator": fact.name,
        "value": None if quantity.value is None else json.loads(number_text(quantity.value)),
        "value_max": None if quantity.value_max is None else json.loads(number_text(quantity.value_max)),
        "unit": quantity.unit,
        "comparator": quantity.comparator,
        "measure": fact.measure,
        "direction": fact.direction,
        "period": _period(fact.period),
        "status": fact.status,
    }


def _period(period: Period | None) -> str | None:
    """A year, or the first and last one with a slash between them."""
    if period is None or period.start is None or period.end is None:
        return None
    return str(period.start) if period.start == period.end else f"{period.start}/{period.end}"
