"""Growth told right behind a level must be that of the level, where the source gives it there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summarizer.expressions import expression
from summarizer.validator import words
from summarizer.validator.reading import Reading
from summarizer.validator.slots import difference
from summarizer.validator.surroundings import Number
from summarizer.validator.values import amount_of
from summarizer.validator.words import Words

_ONLY_GROWTH: Final = expression(
    r"[,、(]?(?:同比|比上年|较上年|同口径)?(?:增长|下降|增幅|增速|上升|提高|涨幅|增|降)(?:达|为|了|约|近|超过?)*"
)


def foreign_growth(
    numbers: Sequence[Number], matched: Mapping[int, int], reading: Reading
) -> Iterator[tuple[int, Words]]:
    """The growth rates of a sentence that stand behind a level with no name of their own and are another thing's.

    ``matched`` gives, for the numbers that the source has, the fact each comes from.
    """
    for k, index in matched.items():
        level = matched.get(k - 1)
        if level is None or not _ONLY_GROWTH.fullmatch(numbers[k].before):
            continue
        own = level + 1
        if own == index or own >= len(reading.facts) or index == level:
            continue
        facts = reading.facts
        beside = facts[own].evidence[0] == facts[level].evidence[0] and facts[own].name == facts[level].name
        both = facts[own].measure == facts[index].measure == "growth_rate"
        other = facts[index].name != facts[level].name
        if beside and both and other and amount_of(facts[own].quantity) != amount_of(facts[index].quantity):
            yield k, difference("indicator_mismatch", facts[index], words.plainly(facts[level].name)).words
