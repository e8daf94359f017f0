"""Clauses with their numbers taken out: prose that keeps a clause of the source must keep its numbers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from summarizer.documents import View
from summarizer.expressions import expression
from summarizer.indicators import Fact

_MARK: Final = expression(r"[,;:。!?]")
_BESIDE: Final = expression(
    r"(?:以上|以下|以内|左右|上下|超过|超出|突破|不低于|不少于|不超过|不到|不足|大约|接近|将近|至少|超|约|近|逾|余|多(?=#|$))|\s"
)
_NUMBER: Final = "#"
_LEAST: Final = 3
"""How many characters beside its numbers a clause must have to be known again."""


class Pattern(NamedTuple):
    """A clause without its numbers, and the numbers' places in the sequence of facts."""

    text: str
    numbers: tuple[int, ...]


def patterns(view: View, facts: Sequence[Fact]) -> Iterator[Pattern]:
    """The clauses that hold numbers, in text order; words such as 左右 that go with a number are taken out, too.

    A mark inside a number (1,234; 20.2:45.0) ends no clause.
    """
    text: list[str] = []
    numbers: list[int] = []
    at = None
    for index, fact in enumerate(facts):
        start, end = fact.evidence
        if at is None or at < start or not start <= fact.quantity.start < end:
            yield from _closed(text, numbers)
            text, numbers, at = [], [], start
        for piece in _pieces(view.folded, at, fact.quantity.start):
            if piece is None:
                yield from _closed(text, numbers)
                text, numbers = [], []
            else:
                text.append(piece)
        text.append(_NUMBER)
        numbers.append(index)
        at = fact.quantity.end
        if index + 1 == len(facts) or facts[index + 1].evidence != fact.evidence:
            mark = _MARK.search(view.folded, at, end)
            text.append(view.folded[at : mark.start() if mark else end])
            yield from _closed(text, numbers)
            text, numbers, at = [], [], None


def _pieces(folded: str, start: int, end: int) -> Iterator[str | None]:
    """The text between two numbers, None for each mark that ends a clause."""
    for number, piece in enumerate(_MARK.split(folded[start:end])):
        if number:
            yield None
        yield piece


def _closed(text: Sequence[str], numbers: Sequence[int]) -> Iterator[Pattern]:
    if not numbers:
        return
    bare = _BESIDE.sub("", "".join(text))
    if len(bare) - bare.count(_NUMBER) >= _LEAST:
        yield Pattern(bare, tuple(numbers))


def by_text(view: View, facts: Sequence[Fact]) -> dict[str, list[tuple[int, ...]]]:
    """The numbers of each clause of a text, by the clause without them."""
    found: defaultdict[str, list[tuple[int, ...]]] = defaultdict(list)
    for pattern in patterns(view, facts):
        found[pattern.text].append(pattern.numbers)
    return dict(found)
