"""Sentences of prose made from one of the source: which one, and what was changed besides the numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from summarizer.chunker import Extent, Kind, sentence_extents
from summarizer.expressions import expression
from summarizer.indicators import Period
from summarizer.validator.phrases import YEAR, Phrase
from summarizer.validator.quotes import plain
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference
from summarizer.validator.words import Words

TWINS = 0.8
"""From which share of common character pairs on, digits aside, one sentence is taken for the other with changes."""
_DIGITS = expression(r"\d+")
#: 增加值 (value added) is a noun and says nothing of a rise; so 增加 counts only without 值 behind it.
_UP = expression(r"增长|提高|上升|上涨|增加(?!值)|提升|扩大|增至|升至|攀升|高于|快于|优于|净流入")
_DOWN = expression(r"下降|降低|减少|下跌|回落|缩小|压减|降至|减至|下调|负增长|萎缩|低于|慢于|净流出")
_AIM = expression(r"力争|确保|争取|预期目标|目标|计划|将")
_DONE = expression(r"去年|上年|已(?!经济)|实现了|完成了|过去")
_PAST = frozenset({"review", "multi_year_review", "problems"})
_EXCHANGED = Words("升与降的词与原文相反", "words of rise and fall are exchanged")
_AS_RESULT = Words("原文是目标，这里写成了结果", "an aim is worded as a result")
_AS_AIM = Words("原文是结果，这里写成了目标", "a result is worded as an aim")


class Aligner:
    """Finds, for a sentence, the sentence of the source that it was made from."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._pairs: dict[Extent, frozenset[str]] = {}

    @cached_property
    def _counted(self) -> list[Extent]:
        """The sentences that hold quantities."""
        return sorted({fact.evidence for fact in self.reading.facts})

    @cached_property
    def _others(self) -> list[Extent]:
        """The sentences that hold none."""
        counted = set(self._counted)
        text = self.reading.view.text
        found = sentence_extents(text, *self.reading.analysis.report.extent)
        return [extent for extent in found if extent not in counted]

    def twin(self, sentence: str, scope: Sequence[Extent], *, counted: bool) -> Extent | None:
        """The extent in the view of the source sentence most like ``sentence``; None if none is much like it.

        Only sentences inside an extent of ``scope`` are looked at, those that hold quantities or those that do not.
        """
        pairs, size = _pairs(sentence), len(sentence)
        first = {pair[0] for pair in pairs}
        best, best_share = None, TWINS
        for extent in self._counted if counted else self._others:
            length = extent[1] - extent[0]
            if not 0.6 * size - 8 <= length <= 1.7 * size + 8 or not _inside(extent, scope):
                continue
            if self._lacks(extent, first) > len(pairs) * (1 - TWINS / (2 - TWINS)) + 1:
                continue
            others = self._pairs_of(extent)
            share = 2 * len(pairs & others) / max(1, len(pairs) + len(others))
            if share > best_share:
                best, best_share = extent, share
        return best

    def _lacks(self, extent: Extent, characters: set[str]) -> int:
        """How many of the characters a sentence of the source lacks; all pairs that begin with these, but for the
        last, it lacks, too."""
        return len(characters.difference(self.reading.view.folded[slice(*extent)]))

    def _pairs_of(self, extent: Extent) -> frozenset[str]:
        if extent not in self._pairs:
            self._pairs[extent] = _pairs(self.reading.view.text[slice(*extent)])
        return self._pairs[extent]


def _inside(extent: Extent, scope: Iterable[Extent]) -> bool:
    return any(start <= extent[0] and extent[1] <= end for start, end in scope)


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text without its digits."""
    bare = _DIGITS.sub("", plain(text))
    return frozenset(map("".join, pairwise(bare)))


def mention_differences(said: Phrase, source: Phrase, periods: Sequence[Period]) -> Iterator[Difference]:
    """Years, dates and names with digits that are no quantities; a year may be said that the source leaves unsaid."""
    ours, theirs = Counter(said.years), Counter(source.years)
    if any(theirs - ours or not _covers(periods, int(year)) for year in ours - theirs):
        yield Difference("period_mismatch", _other_years(said.years, source.years))
        return
    new = {text for text in _mentions(said) - _mentions(source) if not YEAR.match(text)}
    if new:
        listed = "、".join(sorted(new))
        yield Difference("number_not_in_source", Words(f"原文没有{listed}", f"the source does not say {listed}"))


def _other_years(said: Sequence[str], stands: Sequence[str]) -> Words:
    ours, theirs = "、".join(said), "、".join(stands) or "—"
    return Words(f"原文此处写的是{theirs}年；你写：{ours}年", f"the source says {theirs} here; you wrote {ours}")


def _covers(periods: Sequence[Period], year: int) -> bool:
    return any(period.start is not None and period.start <= year <= (period.end or year) for period in periods)


def _mentions(phrase: Phrase) -> Counter[str]:
    return Counter(phrase.view.folded[mention.start : mention.end] for mention in phrase.mentions)


def word_differences(said: str, source: str, kind: Kind) -> Iterator[Difference]:
    """Words of direction and of aim or result that were exchanged without changing any slot (提高到 → 降低到)."""
    if _gained(_UP, said, source) * _gained(_DOWN, said, source) < 0:
        yield Difference("direction_mismatch", _EXCHANGED)
    aims, results = _gained(_AIM, said, source), _gained(_DONE, said, source)
    if (kind in _PAST and aims > 0) or (results > 0 and (aims < 0 or kind not in _PAST)):
        yield Difference("status_mismatch", _AS_RESULT if results > 0 else _AS_AIM)


def _gained(words: re.Pattern[str], said: str, source: str) -> int:
    return len(words.findall(said)) - len(words.findall(source))
