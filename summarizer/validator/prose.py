"""Checks the numbers in the prose of a record: each must stand in the source with the same meaning."""

import re
from collections.abc import Iterable, Iterator, Sequence

from summarizer.chunker import Extent, Kind, sentence_extents
from summarizer.documents import View
from summarizer.indicators import Fact
from summarizer.quantities import Mention
from summarizer.schemas.record import FlagCode, Record
from summarizer.validator.alignment import Aligner, aligned_differences
from summarizer.validator.derived import derive
from summarizer.validator.model import Finding
from summarizer.validator.phrases import YEAR, Phrase, read_phrase
from summarizer.validator.pieces import Piece, pieces
from summarizer.validator.reading import Reading, amount_of
from summarizer.validator.slots import (
    Difference,
    is_rounding,
    measure_differences,
    period_differences,
    subject_differences,
)
from summarizer.validator.subjects import likeness
from summarizer.validator.values import same_unit

_NUMERIC = re.compile(r"[0-9０-９零〇一二两三四五六七八九十百千万亿首翻某Xx×*]")
_EDGE = frozenset("，,。；;：:、！!？?…（）()《》“”‘’\"'\n \u3000—")
_LEAD = re.compile(
    r"(?:(?P<from>由|从)(?:[0-9]{4}年[末底初]?的?)?[^,;。、0-9]{0,8}|(?P<to>提高|提升|增加|增长|上升|升|增|扩大|降低|下降|减少|缩小|压减|降|减)(?:到|至)[^,;。、]{0,4})$"
)
_FALLS = frozenset({"降低", "下降", "减少", "缩小", "压减", "降", "减"})
_CLAUSE_END = re.compile(r"[,;:。、!?]")
_AIMED = re.compile(r"目标|力争|确保|预期|计划|争取|将|要|到20\d\d年|达到")
_DONE = re.compile(r"去年|上年|已|完成了?|实现了|累计|过去|以来")
_TITLE = re.compile(r"^.{0,40}?工作报告[)）》]?[：:，,—\s]*")
_STANDING = frozenset({"level", "share", "ratio", "multiple"})
"""Measures that prose words alike."""
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
        if is_verbatim(text, evidence, reading):
            return
        scope = [*evidence, *([self.extents[piece.section]] if piece.section in self.extents else [])]
        report = reading.analysis.report.extent
        odd = [
            extent
            for extent in sentence_extents(text, 0, len(text))
            if _NUMERIC.search(text, *extent) and not is_verbatim(text[slice(*extent)], [*scope, report], reading)
        ]
        if odd:
            yield from self._odd(piece, odd, scope or [report])

    def _odd(self, piece: Piece, odd: Sequence[Extent], scope: Sequence[Extent]) -> Iterator[Finding]:
        """The sentences of a piece that are not the source's own."""
        for extent in odd:
            sentence = _TITLE.sub("", piece.text[slice(*extent)])
            phrase = self._read(piece, sentence)
            twin = self.aligner.twin(sentence, scope, counted=bool(phrase.facts))
            if twin is not None and (found := self._aligned(sentence, twin)) is not None:
                span = self.reading.view.span(*twin)
                yield from (Finding(code, severity, message, piece.path, span) for code, message, severity in found)
                continue
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
            found = [*_comparator(fact, reading.facts[index]), *prose_differences(fact, index, phrase, reading)]
            if not found:
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
        code, message, near = _closest(fact, [self.reading.facts[i] for i in self._in(scope)])
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
        facts = self.reading.facts

        def rank(index: int) -> int:
            at = facts[index].quantity.start
            return next((k for k, (start, end) in enumerate(scope) if start <= at < end), len(scope))

        return sorted(indices, key=rank)

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
    return text + _CLAUSE_END.split(follows)[0]


def is_verbatim(text: str, scope: Iterable[Extent], reading: Reading) -> bool:
    """Whether a text is a run of whole clauses of one of the extents, or of them all joined."""
    source = reading.view.text
    joined = ""
    for start, end in scope:
        at = source.find(text, start, end)
        while at >= 0:
            if _bounded(source, at, at + len(text)):
                return True
            at = source.find(text, at + 1, end)
        joined += source[start:end]
    return joined == text


def _bounded(source: str, start: int, end: int) -> bool:
    """Whether ``source[start:end]`` begins and ends with a clause."""
    return (start == 0 or source[start - 1] in _EDGE or source[start] in _EDGE) and (
        end == len(source) or source[end] in _EDGE or source[end - 1] in _EDGE
    )


def prose_differences(fact: Fact, index: int, phrase: Phrase, reading: Reading) -> list[Difference]:
    """The slots, but for the number itself, in which a number of prose differs from fact ``index`` of the source.

    Prose leaves out what its reader knows: what it does not say is not compared.
    """
    source = reading.facts[index]
    found: list[Difference] = []
    if fact.measure == source.measure or not {fact.measure, source.measure} <= _STANDING:
        found += measure_differences(fact, source, reading)
    sentence = phrase.view.folded[slice(*fact.evidence)]
    if fact.period is not None and fact.period.label in sentence:
        found += period_differences(fact.period, source)
    if _opposed(fact, source, sentence):
        found.append(Difference("status_mismatch", f"{fact.status}, in the source {source.status}"))
    found += _turned(fact, source, phrase, reading)
    if fact.name and not _named_beside(fact, source, phrase):
        found += subject_differences(fact, index, reading)
    return found


def _turned(fact: Fact, source: Fact, phrase: Phrase, reading: Reading) -> Iterator[Difference]:
    """提高到 worded as 降低到, and the number from which something rose as the one to which."""
    said, meant = _lead(phrase.view, fact), _lead(reading.view, source)
    if said is None or meant is None:
        return
    if bool(said["from"]) != bool(meant["from"]):
        yield Difference("value_mismatch", "where it began is taken for where it came to")
    elif (said["to"] in _FALLS) != (meant["to"] in _FALLS):
        yield Difference("direction_mismatch", f"{said['to']}, in the source {meant['to']}")


def _lead(view: View, fact: Fact) -> re.Match[str] | None:
    """The words right before a number that say from or to what it leads."""
    return _LEAD.search(view.folded, max(fact.evidence[0], fact.quantity.start - 14), fact.quantity.start)


def _named_beside(fact: Fact, source: Fact, phrase: Phrase) -> bool:
    """Whether the source's name for a number stands in its clause of prose, whatever else the clause begins with."""
    if fact.canonical is not None or len(source.name) < 2:
        return False
    folded, quantity = phrase.view.folded, fact.quantity
    start = max(folded.rfind(mark, fact.evidence[0], quantity.start) for mark in ",;:。、") + 1
    after = _CLAUSE_END.search(folded, quantity.end)
    end = after.start() if after else len(folded)
    return source.name in folded[max(start, fact.evidence[0]) : end]


def _opposed(fact: Fact, source: Fact, sentence: str) -> bool:
    """Whether prose plainly takes an aim for a result, or a result for an aim."""
    if source.status == "target":
        return fact.status != "target" and bool(_DONE.search(sentence)) and not _AIMED.search(sentence)
    return fact.status == "target" and bool(_AIMED.search(sentence))


def _comparator(fact: Fact, source: Fact) -> list[Difference]:
    if fact.quantity.comparator == source.quantity.comparator:
        return []
    message = f"{fact.quantity.comparator}, in the source {source.quantity.comparator}"
    return [Difference("comparator_mismatch", message)]


def _closest(fact: Fact, facts: Sequence[Fact]) -> tuple[FlagCode, str, Fact | None]:
    """What to call a number that the source does not give: another value or unit of its own subject, or nothing."""
    digits = _digits(fact.quantity.text)
    for other in facts:
        if _digits(other.quantity.text) == digits and likeness(other.name, fact.name) >= 0.6:
            code: FlagCode = "value_mismatch" if same_unit(other.quantity.unit, fact.quantity.unit) else "unit_mismatch"
            return code, f"in the source {other.quantity.text}", other
    for other in facts:
        if fact.name and other.name == fact.name and other.measure == fact.measure and other.status == fact.status:
            return "value_mismatch", f"in the source {other.quantity.text}", other
    return "number_not_in_source", "the source does not give this number", None


def _digits(text: str) -> str:
    return "".join(re.findall(r"[\d.]", text))
