"""Checks the numbers in the prose of a record: each must stand in the source with the same meaning."""

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.chunker import Extent, Kind, sentence_extents
from summarizer.documents import View
from summarizer.documents.characters import fold
from summarizer.indicators import Fact
from summarizer.quantities import Mention
from summarizer.schemas.record import Record
from summarizer.validator.alignment import Aligner, aligned_differences
from summarizer.validator.derived import derive
from summarizer.validator.meanings import CLAUSE_END, closest, comparator_differences, prose_differences
from summarizer.validator.model import Finding
from summarizer.validator.phrases import YEAR, Phrase, read_phrase
from summarizer.validator.pieces import Piece, pieces
from summarizer.validator.reading import Reading, amount_of
from summarizer.validator.slots import Difference, is_rounding
from summarizer.validator.verbatim import is_verbatim

_NUMERIC = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千万亿首翻某Xx×*]")
_NUMBER = re.compile(r"[0-9]+")
_TITLE = re.compile(r"^.{0,40}?工作报告[)）》]?[：:，,—\s]*")
_ROLE_KINDS: dict[str, Kind] = {
    "achievements": "review",
    "targets": "goals",
    "priorities": "tasks",
    "problems": "problems",
}


def check_prose(record: Record, reading: Reading) -> list[Finding]:
    """Check every piece of prose of a record.

    Sentences that stand in the source word for word pass at the price of a search. The others are scanned and bound as
    the source is; each of their numbers must then be one of the evidence, the section or the report with the same
    meaning, a stated rounding of one, or derived from two (both noted).
    """
    prose = _Prose(reading)
    return [finding for piece in pieces(record) if _NUMERIC.search(piece.text) for finding in prose.check(piece)]


class _Prose:
    """The prose checks of one record: what they look up of the source is made once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.extents = {section.id: section.extent for section in reading.analysis.sections}
        self.aligner = Aligner(reading)

    def check(self, piece: Piece) -> Iterator[Finding]:
        text, reading = piece.text, self.reading
        evidence = [reading.view.extent(span) for span in piece.evidence]
        if piece.role == "achievements":
            yield from self._aims(piece, evidence)
        if is_verbatim(text, evidence, reading):
            return
        scope = [*evidence, *([self.extents[piece.section]] if piece.section in self.extents else [])]
        for extent in sentence_extents(text, 0, len(text)):
            if not _NUMERIC.search(text, *extent) or is_verbatim(text[slice(*extent)], scope, reading):
                continue
            if is_verbatim(text[slice(*extent)], [reading.analysis.report.extent], reading):
                yield from self._elsewhere(piece, text[slice(*extent)])
            else:
                yield from self._title(piece, text[slice(*extent)])
                sentence = _TITLE.sub("", text[slice(*extent)])
                yield from self._odd(piece, sentence, scope or [reading.analysis.report.extent])

    def _title(self, piece: Piece, sentence: str) -> Iterator[Finding]:
        """The year in the report's title, where a sentence begins with it."""
        title, report = _TITLE.match(sentence), self.reading.analysis.report
        wrong = set(_NUMBER.findall(fold(title[0]) if title else "")) - {*_NUMBER.findall(fold(report.title))}
        if wrong - {str(report.year)}:
            message = f"“{sentence[: title.end() if title else 0]}” is not the report’s title"
            yield Finding("period_mismatch", "error", message, piece.path, self.reading.span)

    def _aims(self, piece: Piece, evidence: Sequence[Extent]) -> Iterator[Finding]:
        """What is only aimed at is no achievement."""
        facts = [self.reading.facts[i] for i in self._in(evidence)]
        if facts and all(fact.status == "target" and self._is_plan(fact) for fact in facts):
            message = "an aim of the report is listed as an achievement"
            yield Finding("status_mismatch", "error", message, piece.path, facts[0].quantity.span)

    def _is_plan(self, fact: Fact) -> bool:
        return self.reading.kinds[fact.section] in ("goals", "tasks", "livelihood")

    def _elsewhere(self, piece: Piece, sentence: str) -> Iterator[Finding]:
        """A sentence of the report that the piece's own evidence does not hold."""
        if piece.evidence:
            message = f"the evidence does not hold “{sentence[:24]}…”, though the report does"
            yield Finding("quote_not_found", "warning", message, piece.path, piece.evidence[0])

    def _odd(self, piece: Piece, sentence: str, scope: Sequence[Extent]) -> Iterator[Finding]:
        """A sentence that is not the source's own."""
        phrase = self._read(piece, sentence)
        if not phrase.facts and not phrase.mentions:
            return
        twin = self.aligner.twin(sentence, scope, counted=bool(phrase.facts))
        if twin is not None and (found := self._aligned(sentence, twin)) is not None:
            span = self.reading.view.span(*twin)
            yield from (Finding(code, severity, message, piece.path, span) for code, message, severity in found)
            return
        for fact in phrase.facts:
            yield from self._number(piece, phrase, fact, scope)
        yield from self._others(piece, phrase)

    def _read(self, piece: Piece, sentence: str) -> Phrase:
        """A sentence, read as one of the kind of section that it sums up."""
        kind = _ROLE_KINDS.get(piece.role) or self.reading.kinds.get(piece.section or "") or "other"
        return read_phrase(sentence, kind, self.reading.analysis)

    def _aligned(self, sentence: str, twin: Extent) -> list[Difference] | None:
        """The differences of a sentence from its twin, both read as one of the twin's section."""
        at = self.reading.section_at(twin[0])
        kind = at.kind if at is not None else "other"
        return aligned_differences(read_phrase(sentence, kind, self.reading.analysis), twin, kind, self.reading)

    def _number(self, piece: Piece, phrase: Phrase, fact: Fact, scope: Sequence[Extent]) -> Iterator[Finding]:
        reading = self.reading
        if fact.quantity.value is None:
            return
        same = self._nearest_first(reading.by_amount.get(amount_of(fact.quantity), ()), scope)
        differing = []
        for index in same:
            found = [
                *comparator_differences(fact, reading.facts[index]),
                *prose_differences(fact, index, phrase, reading),
            ]
            if not found:
                if piece.evidence and self._rank(index, scope) == len(scope):
                    yield from self._elsewhere(piece, fact.quantity.text)
                return
            differing.append((index, found))
        if (note := self._rounded(piece, phrase, fact, scope)) is not None:
            yield note
            return
        if (made := derive(fact, phrase, [reading.facts[i] for i in self._in(scope)])) is not None:
            how, spans = made
            yield Finding("number_not_in_source", "info", how, piece.path, spans[0], spans)
            return
        yield from self._wrong(piece, fact, differing, scope)

    def _wrong(
        self, piece: Piece, fact: Fact, differing: list[tuple[int, list[Difference]]], scope: Sequence[Extent]
    ) -> Iterator[Finding]:
        text = fact.quantity.text
        if differing:
            index, found = min(differing, key=lambda pair: len(pair[1]))
            span = self.reading.facts[index].quantity.span
            yield from (Finding(code, "error", f"{text}: {message}", piece.path, span) for code, message, _ in found)
            return
        code, message, near = closest(fact, [self.reading.facts[i] for i in self._in(scope)])
        yield Finding(code, "error", f"{text}: {message}", piece.path, near.quantity.span if near else None)

    def _rounded(self, piece: Piece, phrase: Phrase, fact: Fact, scope: Sequence[Extent]) -> Finding | None:
        facts = self.reading.facts
        for index in self._nearest_first(range(len(facts)), scope):
            exact = facts[index]
            if is_rounding(fact.quantity, exact.quantity) and not prose_differences(fact, index, phrase, self.reading):
                message = f"{fact.quantity.text} rounds {exact.quantity.text}, as {fact.quantity.comparator} says"
                return Finding("value_mismatch", "info", message, piece.path, exact.quantity.span)
        return None

    def _in(self, scope: Sequence[Extent]) -> list[int]:
        """The facts of a scope, in text order."""
        found = {i for extent in scope for i in self.reading.within(self.reading.view.span(*extent))}
        return sorted(found)

    def _nearest_first(self, indices: Iterable[int], scope: Sequence[Extent]) -> list[int]:
        """Facts in the order of the scopes they stand in; those in none come last."""
        return sorted(indices, key=lambda index: self._rank(index, scope))

    def _rank(self, index: int, scope: Sequence[Extent]) -> int:
        """Which extent of the scope a fact stands in; their number where it stands in none."""
        at = self.reading.facts[index].quantity.start
        return next((k for k, (start, end) in enumerate(scope) if start <= at < end), len(scope))

    def _others(self, piece: Piece, phrase: Phrase) -> Iterator[Finding]:
        """Years, dates and names with digits: they must stand in the report, or be the report's own year."""
        folded = self.reading.folded
        year = self.reading.analysis.report.year
        known = {str(year), str(year - 1)} if year else set()
        for named in phrase.years:
            if named not in known and named not in folded:
                yield Finding("period_mismatch", "error", f"the report does not speak of {named}年", piece.path)
        for mention in phrase.mentions:
            text = _mentioned(phrase.view, mention)
            if mention.kind in ("name", "date") and text not in folded and not YEAR.search(text):
                yield Finding("number_not_in_source", "error", f"the report does not say {text}", piece.path)


def _mentioned(view: View, mention: Mention) -> str:
    """A name or date as it is written; bare digits with what follows them, for that makes them a name."""
    text = view.folded[mention.start : mention.end]
    if not text.isdigit():
        return text
    follows = view.folded[mention.end : mention.end + 3]
    return text + CLAUSE_END.split(follows)[0]
