"""Sentences of prose that are a source sentence with something changed: what exactly was changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from summarizer.chunker import Extent, Kind
from summarizer.indicators import Fact
from summarizer.validator.phrases import Phrase, read_phrase
from summarizer.validator.quotes import plain
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference, number_differences
from summarizer.validator.subjects import ALIKE, likeness

TWINS = 0.8
"""From which share of common character pairs on, digits aside, one sentence is taken for the other with changes."""


class Aligner:
    """Finds, for a sentence, the sentence of the source that it was made from."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def sentences(self) -> dict[Extent, frozenset[str]]:
        """The sentences of the source that hold numbers, by extent, with their character pairs."""
        extents = {fact.evidence for fact in self.reading.facts}
        return {extent: _pairs(self.reading.view.text[slice(*extent)]) for extent in sorted(extents)}

    def twin(self, sentence: str, scope: Sequence[Extent]) -> Extent | None:
        """The extent in the view of the source sentence most like ``sentence``; None if none is much like it."""
        pairs = _pairs(sentence)
        best, best_share = None, TWINS
        for extent, others in self.sentences.items():
            if not any(start <= extent[0] and extent[1] <= end for start, end in scope):
                continue
            share = 2 * len(pairs & others) / max(1, len(pairs) + len(others))
            if share > best_share:
                best, best_share = extent, share
        return best


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text without its digits."""
    bare = "".join(char for char in plain(text) if not char.isdigit())
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def aligned_differences(sentence: str, twin: Extent, kind: Kind, reading: Reading) -> list[Difference] | None:
    """What a sentence says otherwise than its twin in the source; None where their numbers do not pair off.

    Both are read alone, in the same way, so that only what the sentences themselves say can differ.
    """
    said = read_phrase(sentence, kind, reading.analysis)
    source = read_phrase(reading.view.text[slice(*twin)], kind, reading.analysis)
    if len(said.facts) != len(source.facts):
        return None
    found = [
        difference
        for one, other in zip(said.facts, source.facts, strict=True)
        for difference in _pair_differences(one, other)
    ]
    if not found:
        found = list(_other_differences(said, source))
    return found


def _pair_differences(said: Fact, source: Fact) -> Iterator[Difference]:
    where = f"{said.quantity.text}: "
    for code, message in number_differences(said.quantity, source.quantity):
        yield Difference(code, where + message)
    if said.measure != source.measure:
        yield Difference("measure_mismatch", f"{where}{said.measure}, in the source {source.measure}")
    elif said.direction != source.direction:
        yield Difference("direction_mismatch", f"{where}{said.direction}, in the source {source.direction}")
    if said.status != source.status:
        yield Difference("status_mismatch", f"{where}{said.status}, in the source {source.status}")
    if said.period != source.period and _years(said) != _years(source):
        yield Difference("period_mismatch", f"{where}{_years(said)}, in the source {_years(source)}")
    if said.name != source.name and likeness(said.name, source.name) < ALIKE:
        yield Difference("indicator_mismatch", f"{where}said of {said.name}, in the source of {source.name}")


def _years(fact: Fact) -> tuple[int | None, int | None]:
    return (fact.period.start, fact.period.end) if fact.period else (None, None)


def _other_differences(said: Phrase, source: Phrase) -> Iterator[Difference]:
    """Years, dates and names with digits that are no quantities."""
    if said.years != source.years:
        yield Difference("period_mismatch", f"{'、'.join(said.years)}, in the source {'、'.join(source.years)}")
        return
    ours, theirs = _mentions(said), _mentions(source)
    new = [text for text, count in ours.items() if count > theirs.get(text, 0)]
    if new:
        yield Difference("number_not_in_source", f"the source does not say {'、'.join(new)}")


def _mentions(phrase: Phrase) -> dict[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for mention in phrase.mentions:
        counts[phrase.view.folded[mention.start : mention.end]] += 1
    return counts
