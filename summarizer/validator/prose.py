"""Checks the numbers in the prose of a record: each must stand in the source with the same meaning."""

from collections.abc import Iterator, Sequence

from summarizer.chunker import Extent, Kind, sentence_extents
from summarizer.documents.characters import fold
from summarizer.expressions import expression
from summarizer.schemas.record import Record
from summarizer.validator.alignment import Aligner, mention_differences, word_differences
from summarizer.validator.asides import aside_differences
from summarizer.validator.assignment import Assigner, Scope
from summarizer.validator.model import Finding, finding
from summarizer.validator.phrases import Phrase, read_phrase
from summarizer.validator.pieces import Piece, pieces
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference
from summarizer.validator.verbatim import is_verbatim
from summarizer.validator.words import Words

_NUMERIC = expression(r"[0-9０-９零〇一二两三四五六七八九十百千万亿首翻某Xx×*]")
_NUMBER = expression(r"[0-9]+")
_TITLE = expression(r"^.{0,40}?工作报告[)）》]?[：:，,—\s]*")
_ROLE_KINDS: dict[str, Kind] = {
    "achievements": "review",
    "targets": "goals",
    "priorities": "tasks",
    "problems": "problems",
}
_REVIEWS = ("review", "multi_year_review")
_RESULT_LISTED = Words("报告里的结果被列为目标", "a result of the report is listed as an aim")
_AIM_LISTED = Words("报告里的目标被列为成绩", "an aim of the report is listed as an achievement")


class ProseChecker:
    """The prose checks of one report: what they look up of the source is made once, and so is what each piece gave."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.extents = {section.id: section.extent for section in reading.analysis.sections}
        self.aligner = Aligner(reading)
        self.assigner = Assigner(reading)
        self._known: dict[Piece, tuple[Finding, ...]] = {}

    def check(self, record: Record) -> list[Finding]:
        """Check every piece of prose of a record; pieces that were checked before are not checked again.

        Sentences that stand in the source word for word pass at the price of a search. The others are scanned and bound
        as the source is; each of their numbers must then be one of the evidence, the section or the report with the
        same meaning, a stated rounding of one, or derived from some (both noted).
        """
        found: list[Finding] = []
        for piece in pieces(record):
            if not (piece.evidence or _NUMERIC.search(piece.text)):
                continue
            if piece not in self._known:
                self._known[piece] = tuple(self._piece(piece))
            found += self._known[piece]
        return found

    def _piece(self, piece: Piece) -> Iterator[Finding]:
        text, reading = piece.text, self.reading
        evidence = [reading.view.extent(span) for span in piece.evidence]
        if piece.role == "achievements":
            yield from self._aims(piece, evidence)
        if piece.role == "targets" and _NUMBER.search(text):
            yield from self._results(piece, evidence)
        if is_verbatim(text, evidence, reading):
            return
        scope = [*evidence, *([self.extents[piece.section]] if piece.section in self.extents else [])]
        for extent in sentence_extents(text, 0, len(text)):
            told = bool(evidence) or _NUMERIC.search(text, *extent)
            if not told or is_verbatim(text[slice(*extent)], scope, reading):
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
            quote = f"“{sentence[: title.end() if title else 0]}”"
            said = Words(f"{quote}不是这份报告的标题", f"{quote} is not the report’s title")
            yield finding("period_mismatch", "error", said, piece.path, self.reading.span)

    def _aims(self, piece: Piece, evidence: Sequence[Extent]) -> Iterator[Finding]:
        """What is only aimed at is no achievement."""
        facts = [self.reading.facts[i] for i in self.reading.inside(evidence)]
        if facts and all(fact.status == "target" and self.reading.is_plan(fact) for fact in facts):
            yield finding("status_mismatch", "error", _AIM_LISTED, piece.path, facts[0].quantity.span)

    def _results(self, piece: Piece, evidence: Sequence[Extent]) -> Iterator[Finding]:
        """What has been reached is no aim."""
        facts = [self.reading.facts[i] for i in self.reading.inside(evidence)]
        if facts and all(f.status != "target" and self.reading.kinds[f.section] in _REVIEWS for f in facts):
            yield finding("status_mismatch", "error", _RESULT_LISTED, piece.path, facts[0].quantity.span)

    def _elsewhere(self, piece: Piece, sentence: str) -> Iterator[Finding]:
        """A sentence of the report that the piece's own evidence does not hold."""
        if piece.evidence:
            said = Words(
                f"所附依据里没有“{sentence[:24]}”，报告的另一处才有",
                f"the evidence does not hold “{sentence[:24]}”, though the report does",
            )
            yield finding("quote_not_found", "warning", said, piece.path, piece.evidence[0])

    def _odd(self, piece: Piece, sentence: str, scope: Sequence[Extent]) -> Iterator[Finding]:
        """A sentence that is not the source's own."""
        phrase = self._read(piece, sentence)
        twin = self.aligner.twin(sentence, scope, counted=bool(phrase.facts))
        within = Scope(tuple(scope), piece.role, twin)
        sound = True
        for found in self.assigner.check(phrase, within):
            sound = sound and found.severity != "error"
            if found.elsewhere:
                yield from self._elsewhere(piece, found.elsewhere)
            else:
                yield finding(found.code, found.severity, found.words, piece.path, found.span, found.also)
        if sound:
            span = self.reading.view.span(*twin) if twin else None
            for other in self._words(phrase, within):
                yield finding(other.code, other.severity, other.words, piece.path, span)

    def _words(self, phrase: Phrase, scope: Scope) -> list[Difference]:
        """What a sentence says otherwise beside its numbers: against its twin, else against the whole report."""
        found = list(dict.fromkeys(aside_differences(phrase, scope, self.assigner.found, self.reading)))
        if found or scope.twin is None:
            return found
        twin = scope.twin
        at = self.reading.section_at(twin[0])
        kind = at.kind if at is not None else "other"
        source = read_phrase(self.reading.view.text[slice(*twin)], kind, self.reading.analysis)
        if len(source.facts) != len(phrase.facts):
            return found
        periods = [fact.period for fact in self.reading.facts if fact.evidence == twin]
        found += mention_differences(phrase, source, [period for period in periods if period is not None])
        found += word_differences(phrase.view.folded, source.view.folded, kind)
        return found

    def _read(self, piece: Piece, sentence: str) -> Phrase:
        """A sentence, read as one of the kind of section that it sums up."""
        kind = _ROLE_KINDS.get(piece.role) or self.reading.kinds.get(piece.section or "") or "other"
        return read_phrase(sentence, kind, self.reading.analysis)
