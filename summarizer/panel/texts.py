"""What the texts of reports hold: lengths and concept words, of the whole and of each kind of section."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from summarizer.documents import Document, Span
from summarizer.panel.concepts import Concept, Counts, Cutter, count
from summarizer.schemas.record import Record, SectionKind
from summarizer.tables.columns import Cell, Column, code_labels, integer, number

_KINDS: tuple[SectionKind, ...] = get_args(SectionKind)
_SHORT = {"multi_year_review": "multiyear"}
_DIGITS = Decimal("0.000001")
_PART_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where the text of a report stands: its document's hash, its span, the own spans of its sections by kind."""

    sha256: str
    span: Span
    kinds: Mapping[SectionKind, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class TextCounts:
    """What a report's text holds as a whole, and in the sections of each kind that it has."""

    whole: Counts
    kinds: Mapping[SectionKind, Counts]


def text_place(record: Record) -> TextPlace:
    """Where a record's text stands; a section's own text is its span without those of the sections in it."""
    inner: dict[str | None, list[Span]] = {}
    for section in record.sections:
        inner.setdefault(section.parent, []).append(section.span)
    kinds: dict[SectionKind, list[Span]] = {}
    for section in record.sections:
        kinds.setdefault(section.kind, []).extend(_without(section.span, inner.get(section.id, [])))
    return TextPlace(
        record.report.source.text_sha256,
        record.report.span,
        {kind: tuple(spans) for kind, spans in kinds.items()},
    )


def _without(span: Span, holes: Sequence[Span]) -> list[Span]:
    """The parts of a span that are in none of the holes, which are in order."""
    start = span[0]
    parts: list[Span] = []
    for first, end in sorted(holes):
        if first > start:
            parts.append(Span((start, first)))
        start = max(start, end)
    return [*parts, Span((start, span[1]))] if start < span[1] else parts


def count_texts(
    places: Mapping[str, TextPlace], documents: Iterable[Document], concepts: Sequence[Concept], cut: Cutter
) -> dict[str, TextCounts]:
    """What the texts of reports hold, by report id; those whose document is not given, or has changed, are left out.

    One document is held at a time.
    """
    wanted: dict[str, list[str]] = {}
    for report, place in places.items():
        wanted.setdefault(place.sha256, []).append(report)
    counted: dict[str, TextCounts] = {}
    for document in documents:
        for report in wanted.get(document.sha256, ()):
            if report not in counted:
                counted[report] = _counts(places[report], document.text, concepts, cut)
    return counted


def _counts(place: TextPlace, text: str, concepts: Sequence[Concept], cut: Cutter) -> TextCounts:
    return TextCounts(
        count(text[slice(*place.span)], concepts, cut),
        {
            kind: count(_PART_BREAK.join(text[slice(*span)] for span in spans), concepts, cut)
            for kind, spans in place.kinds.items()
        },
    )


def text_columns(concepts: Sequence[Concept]) -> tuple[Column, ...]:
    """Lengths and concept columns of the whole report, then of each kind of section."""
    columns = list(_columns("", "", "", concepts))
    for kind, label in code_labels("section_kind").items():
        columns += _columns(f"{_short(kind)}", f"{label.zh} ", f"{label.en}: ", concepts)
    return tuple(columns)


def _columns(part: str, zh: str, en: str, concepts: Sequence[Concept]) -> Iterable[Column]:
    end = f"_{part}" if part else ""
    yield integer(f"chars{end}", f"{zh}字数", f"{en}characters", "Characters that are no white space")
    yield integer(f"words{end}", f"{zh}词数", f"{en}words", "As jieba cuts them, with the concepts' words known to it")
    for concept in concepts:
        name, label = f"{concept.id}{end}", concept.label
        yield integer(
            f"{name}_n", f"{zh}{label.zh}词频", f"{en}{label.en}, count", f"str.count of {' '.join(concept.counted)}"
        )
        yield number(f"{name}_per1000", f"{zh}{label.zh}每千字词频", f"{en}{label.en}, per 1,000 characters")
        yield integer(f"{name}_tok", f"{zh}{label.zh}词数", f"{en}{label.en}, words", "Words that are the concept's")
        yield number(f"{name}_share", f"{zh}{label.zh}词占比", f"{en}{label.en}, share of words")


def text_cells(counts: TextCounts | None, concepts: Sequence[Concept]) -> Iterable[Cell]:
    """The cells of ``text_columns`` for a report; empty without its text, 0 for kinds of sections that it lacks."""
    nothing = Counts(0, 0, (0,) * len(concepts), (0,) * len(concepts))
    if counts is None:
        yield from (None,) * len(text_columns(concepts))
        return
    for found in (counts.whole, *(counts.kinds.get(kind, nothing) for kind in _KINDS)):
        yield found.characters
        yield found.words
        for places, tokens in zip(found.places, found.tokens, strict=True):
            yield places
            yield _ratio(1000 * places, found.characters)
            yield tokens
            yield _ratio(tokens, found.words)


def _ratio(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(_DIGITS) if whole else None


def _short(kind: str) -> str:
    return _SHORT.get(kind, kind)
