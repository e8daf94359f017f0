"""Two numbers of a sentence, or the two sides of a comparison, that stand in each other's place in the source."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from summarizer.expressions import expression
from summarizer.validator import words
from summarizer.validator.belonging import pairs_of
from summarizer.validator.reading import Reading
from summarizer.validator.slots import difference
from summarizer.validator.surroundings import Number
from summarizer.validator.words import Words

_ENOUGH: Final = 2
"""How many pairs of characters must speak for the other number, and none for its own."""
_SIDES: Final = expression(r"(?<![占同环])比(?![例重率值])|较(?![为高低大强])|[高低快慢多少优]于|超过|是|为|相当于")
_TURNS: Final = frozenset({"change", "multiple"})


def exchanged(numbers: Sequence[Number], matched: Mapping[int, int], reading: Reading) -> Iterator[tuple[int, Words]]:
    """The numbers of a sentence that were told of each other's things, each with what to say of it.

    ``matched`` gives, for the numbers that the source has, the fact each comes from. What tells two numbers of one unit
    apart, in the sentence and in the source, is compared crosswise.
    """
    for one, other in combinations(sorted(matched), 2):
        first, second = reading.number(matched[one]), reading.number(matched[other])
        units = {numbers[k].fact.quantity.unit for k in (one, other)}
        if len(units) > 1 or matched[one] == matched[other]:
            continue
        ours = _apart(_own(numbers[one]), _own(numbers[other]))
        if (
            is_crossed(ours, _apart(_own(first), _own(second)))
            or _order_turned(numbers, one, other, first, second)
            or _ends_turned(numbers[one], numbers[other], first, second)
        ):
            name = words.plainly(numbers[one].item or numbers[one].name or numbers[one].clause[-12:])
            yield one, difference("indicator_mismatch", first.fact, name).words
    for k, index in matched.items():
        source = reading.number(index)
        if source.fact.measure in _TURNS and _are_turned(_sides(numbers[k]), _sides(source)):
            yield k, difference("indicator_mismatch", source.fact, words.plainly(numbers[k].clause[-24:])).words


def is_crossed(ours: tuple[set[str], set[str]], theirs: tuple[set[str], set[str]]) -> bool:
    """Whether what tells two things apart in prose does so the other way round in the source."""
    straight = len(ours[0] & theirs[0]) + len(ours[1] & theirs[1])
    across = len(ours[0] & theirs[1]) + len(ours[1] & theirs[0])
    return not straight and across >= _ENOUGH and all((*ours, *theirs))


def _are_turned(ours: tuple[set[str], set[str]], theirs: tuple[set[str], set[str]]) -> bool:
    """Whether each side of a comparison holds what only the other side holds in the source."""
    return bool(ours[0] & theirs[1]) and bool(ours[1] & theirs[0])


def _own(number: Number) -> str:
    """The words that say which thing a number is of: its own of a list, else those of its clause."""
    if number.item:
        return number.name if number.item in number.name else number.item
    return f"{number.clause} {number.after}"


def _apart(one: str, other: str) -> tuple[set[str], set[str]]:
    first, second = set(pairs_of(one)), set(pairs_of(other))
    return first - second, second - first


def _sides(number: Number) -> tuple[set[str], set[str]]:
    """What stands before and behind the last word of comparison before a number."""
    found = list(_SIDES.finditer(number.clause))
    if not found:
        return set(), set()
    return _apart(number.clause[: found[-1].start()], number.clause[found[-1].end() :])


def _order_turned(numbers: Sequence[Number], one: int, other: int, first: Number, second: Number) -> bool:
    """Whether two items of a list come in the other order in the source, which lists its things without a mark
    (牛羊出栏分别增长5%、2%)."""
    ours = numbers[one].item, numbers[other].item
    if not all(ours) or first.item or second.item or first.fact.evidence != second.fact.evidence:
        return False
    head = min(first.clause, second.clause, key=lambda text: -len(text))
    places = [head.find(_distinct(own, rest)) for own, rest in (ours, ours[::-1])]
    turned = (places[0] < places[1]) != (first.fact.quantity.start < second.fact.quantity.start)
    return min(places) >= 0 and places[0] != places[1] and turned


def _ends_turned(one: Number, other: Number, first: Number, second: Number) -> bool:
    """Whether two numbers stand at the ends of the same words, the other way round (…亿元补贴带动消费…亿元)."""
    if first.fact.quantity.start < second.fact.quantity.start or other.before != other.clause != "":
        return False
    ours, theirs = set(pairs_of(other.clause)), set(pairs_of(first.clause))
    whole = other.before == other.clause and first.before == first.clause and "、" not in other.clause + first.clause
    same = first.fact.evidence[0] == second.fact.evidence[0] and first.lead[: -len(first.before) or None].endswith(
        second.fact.quantity.text
    )
    return whole and same and len(ours) >= _ENOUGH and len(ours & theirs) * 2 >= len(ours | theirs)


def _distinct(item: str, other: str) -> str:
    """What an item begins with that the other does not hold."""
    return next((char for char in item if char not in other), item)
