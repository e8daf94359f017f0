"""Which of many patterns can be found in a text: only those that need a word that the text has.

A pattern that says 连续…(?:居|保持) is found nowhere without 连续. Its parts tell which words a pattern needs;
one pass of an Aho-Corasick automaton finds the needed words of all patterns in a text, and most patterns need not be
tried at all.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import product
from re import _constants as _op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

_MOST_WORDS: Final = 64
"""With more words than this for one pattern nothing is gained; that part of the pattern is ignored."""
_REPEATS: Final = frozenset({_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT})


class _Part(NamedTuple):
    """Words of which all that a part of a pattern matches holds one; ``whole`` if the part matches only these."""

    words: frozenset[str]
    whole: bool


class Screen:
    """The needed words of a set of patterns; flags, if any, stand in the patterns themselves."""

    __slots__ = ("_automaton", "_bits", "_free", "_of_word")

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._bits = {pattern: 1 << number for number, pattern in enumerate(patterns)}
        needed = [needed_words(pattern.pattern) for pattern in patterns]
        words = sorted({word for each in needed for word in each})
        self._free = sum(1 << number for number, each in enumerate(needed) if not each)
        self._of_word = [sum(1 << number for number, each in enumerate(needed) if word in each) for word in words]
        self._automaton = AhoCorasick(words, matchkind=MatchKind.Standard)

    def bit(self, pattern: re.Pattern[str]) -> int:
        """The bit that stands for a pattern. Raises KeyError if it is none of the screen's."""
        return self._bits[pattern]

    def possible(self, text: str) -> int:
        """The patterns that may be found in ``text``: the sum of their bits."""
        found, of_word = self._free, self._of_word
        for word, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found |= of_word[word]
        return found


def needed_words(pattern: str) -> frozenset[str]:
    """Words of which every text that matches the pattern has at least one; none if there are no such words."""
    parsed = _parser.parse(pattern)
    return frozenset() if parsed.state.flags & re.IGNORECASE else _needed(parsed)


def _needed(items: Iterable[Any]) -> frozenset[str]:
    """The best of the words that a sequence of parts needs: the longest, then the fewest."""
    known = [part.words for part in _joined(items) if part is not None and "" not in part.words]
    return max(known, key=lambda words: (min(map(len, words)), -len(words)), default=frozenset())


def _joined(items: Iterable[Any]) -> list[_Part | None]:
    """The parts of a sequence; neighbours that match fixed words only are joined (开 and 工|建: 开工, 开建)."""
    parts: list[_Part | None] = []
    for item in items:
        part, before = _part(*item), parts[-1] if parts else None
        if part and before and part.whole and before.whole and len(part.words) * len(before.words) <= _MOST_WORDS:
            parts[-1] = _Part(frozenset(map("".join, product(before.words, part.words))), whole=True)
        else:
            parts.append(part)
    return parts


def _part(kind: Any, value: Any) -> _Part | None:
    """The words that one part of a parsed pattern needs; None if it needs none."""
    if kind is _op.LITERAL:
        return _Part(frozenset(chr(value)), whole=True)
    if kind is _op.IN and all(each is _op.LITERAL for each, _ in value):
        return _Part(frozenset(chr(char) for _, char in value), whole=True)
    if kind is _op.SUBPATTERN:
        return _sequence(value[-1])
    if kind is _op.BRANCH:
        return _either([_sequence(branch) for branch in value[1]])
    if kind in _REPEATS and value[0] > 0:
        words = _needed(value[2])
        return _Part(words, whole=False) if words else None
    return None


def _sequence(items: Iterable[Any]) -> _Part | None:
    parts = _joined(items)
    if len(parts) == 1 and parts[0] is not None:
        return parts[0]
    words = _needed(items)
    return _Part(words, whole=False) if words else None


def _either(branches: Sequence[_Part | None]) -> _Part | None:
    words: set[str] = set()
    for branch in branches:
        if branch is None:
            return None
        words |= branch.words
    return _Part(frozenset(words), all(branch is not None and branch.whole for branch in branches))
