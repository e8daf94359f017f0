"""Where in the report a text of the model's own words has its grounds: sentences by their numbers and their words."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from summarizer.analysis import Analysis
from summarizer.chunker import Extent, Section
from summarizer.chunker.sentences import sentence_extents
from summarizer.engines.draft import DraftPoint
from summarizer.engines.llm.claims import numbers, same_number
from summarizer.quantities import Quantity

_MOST = 6


class Grounds:
    """The sentences of one report, by the pairs of characters in them."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        text = analysis.view.text
        self._sentences: list[Extent] = [
            extent for section in analysis.sections for extent in _sentences(analysis, section)
        ]
        self._starts = [start for start, _ in self._sentences]
        self._by_pair: defaultdict[str, list[int]] = defaultdict(list)
        for place, (start, end) in enumerate(self._sentences):
            for pair in _pairs(text[start:end]):  # in any order: each list grows by place
                self._by_pair[pair].append(place)
        self._titles = _pairs("\n".join([analysis.report.title, *(section.heading for section in analysis.sections)]))
        self._by_value: defaultdict[object, list[int]] = defaultdict(list)
        for index, fact in enumerate(analysis.facts):
            self._by_value[fact.quantity.value].append(index)

    def familiarity(self, text: str) -> float:
        """The share of the text's pairs of characters that stand somewhere in the report, from 0 to 1."""
        pairs = _pairs(text)
        return sum(pair in self._by_pair or pair in self._titles for pair in pairs) / len(pairs) if pairs else 1.0

    def shared_with(self, text: str, extents: Iterable[Extent]) -> float:
        """The share of the text's pairs of characters that stand in some passages of the report, from 0 to 1."""
        pairs = _pairs(text)
        held = _pairs("\n".join(self._analysis.view.text[start:end] for start, end in extents))
        return len(pairs & held) / len(pairs) if pairs else 1.0

    def point(self, text: str, within: Extent) -> DraftPoint:
        """The text with the document spans of its evidence."""
        return DraftPoint(text, tuple(self._analysis.view.span(*extent) for extent in self.extents(text, within)))

    def extents(self, text: str, within: Extent, most: int = _MOST) -> list[Extent]:
        """For each sentence of the text those in ``within`` that hold its numbers, else the one nearest to its words.

        In text order, ``most`` at most; none where nothing in ``within`` shares a pair of characters with the text.
        """
        chosen = [
            place for start, end in sentence_extents(text, 0, len(text)) for place in self._of(text[start:end], within)
        ]
        return sorted(self._sentences[place] for place in list(dict.fromkeys(chosen))[:most])

    def nearest(self, text: str, within: Extent, count: int) -> list[Extent]:
        """The sentences in ``within`` that share most with the text, in text order."""
        return sorted(self._sentences[place] for place in _best(self._shared(text, within), count))

    def sentence_at(self, at: int) -> Extent | None:
        """The sentence around a place of the view."""
        place = self._place_of(at)
        return None if place is None else self._sentences[place]

    def _of(self, sentence: str, within: Extent) -> list[int]:
        shared = self._shared(sentence, within)
        holding = [self._holding(number, shared, within) for number in numbers(sentence)]
        found = list(dict.fromkeys(place for place in holding if place is not None))
        return found or _best(shared, 1)

    def _shared(self, text: str, within: Extent) -> Counter[int]:
        """How many pairs each sentence in ``within`` shares with the text."""
        shared: Counter[int] = Counter()
        for pair in _pairs(text):
            for place in self._by_pair.get(pair, ()):
                if within[0] <= self._sentences[place][0] < within[1]:
                    shared[place] += 1
        return shared

    def _holding(self, number: Quantity, shared: Counter[int], within: Extent) -> int | None:
        """The sentence with this number that shares most with the text."""
        facts = self._analysis.facts
        places = [
            place
            for index in self._by_value.get(number.value, ())
            if within[0] <= facts[index].quantity.start < within[1]
            and same_number(facts[index].quantity, number)
            and (place := self._place_of(facts[index].quantity.start)) is not None
        ]
        return max(places, key=lambda place: shared[place], default=None)

    def _place_of(self, at: int) -> int | None:
        place = bisect_right(self._starts, at) - 1
        return place if place >= 0 and at < self._sentences[place][1] else None


def _sentences(analysis: Analysis, section: Section) -> list[Extent]:
    """A section's sentences and its heading; a number that stands before the first on its line belongs to that."""
    start, end = section.extent[0], section.own[0]
    first, *rest = analysis.sentences[section.id] or [(end, end)]
    if start == end or "\n" not in analysis.view.text[start:end]:
        return [(start, first[1]), *rest] if start < first[1] else []
    return [(start, end), first, *rest] if first[0] < first[1] else [(start, end)]


def _best(shared: Counter[int], count: int) -> list[int]:
    """The ``count`` sentences that share most, the earlier first where they share as much."""
    return sorted(shared, key=lambda place: (-shared[place], place))[:count]


def _pairs(text: str) -> set[str]:
    return {one + other for one, other in pairwise(text)}
