"""Clauses of prose beside those of the source that they were made from, and words that turn round what is said."""

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from summarizer.documents.characters import fold
from summarizer.expressions import expression
from summarizer.language.contrasts import expand
from summarizer.validator.belonging import pairs_of
from summarizer.validator.quotes import unmarked

_MARK: Final = expression(r"[,;:。!?]")
_LINE_END: Final = expression("\n")
_COMPARES: Final = expression(
    r"(?:(?<![占同环])比|较)(?![例重率值])[^,;。]{1,20}?(?:(?P<up>[高快多大强])|(?P<down>[低慢少小弱]))(?:了|约|近|出)?(?=[0-9])"
)
_GRADE: Final = expression(
    r"(?<![0-9.])[百千]?[万亿]+元?(?:级|以上(?=[^,;。\d]))|(?<![0-9.百千万])[百千]?万?亿元?(?:台阶|大关)"
)
ALIKE: Final = 0.5
"""From which share of its pairs of characters on a clause is taken to be made from one of the source."""
_NEARLY: Final = 0.05
"""How much less than the most a clause may hold that counts beside it."""


class _Family(NamedTuple):
    name: str
    up: re.Pattern[str]
    down: re.Pattern[str]


def placed(text: str) -> list[tuple[int, str]]:
    """The clauses of a folded text that hold more than a word, each with the place it begins at."""
    found, at = [], 0
    for mark in _MARK.finditer(text):
        found.append((at, text[at : mark.start()]))
        at = mark.end()
    found.append((at, text[at:]))
    return [(start, clause) for start, clause in found if len(clause) > 1]


class Clauses:
    """Clauses of a source, in one text of their bare characters for finding those that others were made from."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        written_out = fold(expand("。".join(texts)))
        self._bare = "\n".join(map(unmarked, written_out.split("。")))
        self._ends = [found.start() for found in _LINE_END.finditer(self._bare)]

    def aligned(self, clause: str, least: float = ALIKE) -> list[str]:
        """The clauses that hold most of what a clause says, in text order; none where that is less than ``least``."""
        wanted = {pair for pair in pairs_of(clause) if len(pair) > 1}
        held = Counter(place for pair in wanted for place in self._holders(pair))
        shares = {place: count / len(wanted) for place, count in held.items()}
        enough = max(least, max(shares.values(), default=0.0) - _NEARLY)
        return [self.texts[place] for place in sorted(shares) if shares[place] >= enough]

    def _holders(self, pair: str) -> Iterator[int]:
        """The places of the clauses that hold a pair of characters."""
        at = self._bare.find(pair)
        while at >= 0:
            place = bisect_left(self._ends, at)
            yield place
            at = self._bare.find(pair, self._ends[place]) if place < len(self._ends) else -1


@lru_cache(maxsize=64)
def clauses(text: str) -> Clauses:
    """The clauses of a folded text that hold more than a word; the sentences of a summary often rest on one text."""
    return Clauses([clause for _, clause in placed(text)])


def opposite(said: str, source: str) -> str | None:
    """The word by which a clause turns round what the source says, None if there is none.

    A side of a family of words counts only where the other side is absent: what holds both says neither.
    """
    for family in _families():
        ours, theirs = _side(family, said), _side(family, source)
        if ours and theirs and ours[0] != theirs[0]:
            return ours[1]
    one, other = _compares(said), _compares(source)
    return "比" if one and other and one != other else None


def _side(family: _Family, text: str) -> tuple[str, str] | None:
    up, down = family.up.search(text), family.down.search(text)
    if (up is None) == (down is None):
        return None
    return ("up", up[0]) if up else ("down", down[0]) if down else None


def _compares(text: str) -> str | None:
    ways = {"up" if found["up"] else "down" for found in _COMPARES.finditer(text)}
    return ways.pop() if len(ways) == 1 else None


@cache
def _families() -> tuple[_Family, ...]:
    table = tomllib.loads(files("summarizer.validator").joinpath("opposites.toml").read_text(encoding="utf-8"))
    return tuple(_Family(name, _words(sides["up"]), _words(sides["down"])) for name, sides in table.items())


def _words(listed: str) -> re.Pattern[str]:
    words = sorted(listed.split(), key=len, reverse=True)
    return re.compile(
        "|".join(
            ("(?<!不)" if word.endswith("于") else "") + re.escape(word) + ("(?!值)" if word == "增加" else "")
            for word in words
        )
    )


def numbered(text: str) -> Iterator[str]:
    """The kinds of thing that a clause names by an amount (万亿级, 亿元以上, 千亿元台阶)."""
    for found in _GRADE.finditer(text):
        yield found[0].replace("元", "")
