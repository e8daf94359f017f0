"""Whether what prose says of two things without a number (甲增速高于乙) agrees with their numbers in the source."""

from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.chunker import Extent
from summarizer.expressions import expression
from summarizer.indicators import Fact
from summarizer.validator.belonging import covered
from summarizer.validator.reading import Reading
from summarizer.validator.slots import Difference
from summarizer.validator.values import amount_of
from summarizer.validator.words import Words

_RELATED: Final = expression(
    r"(?:^|[,;。])(?P<one>[^,;。0-9]{2,24}?)(?:(?P<up>高于|快于|多于|大于|领先于)|(?P<down>(?<!不)低于|慢于|少于|小于|落后于))"
    r"(?P<two>[^,;。0-9]{2,20})(?=[,;。]|$)"
)
_TIMES: Final = expression(r"同期|上年|去年|全国|全省|全市|平均|预期|目标|预计")
_GROWTH: Final = expression(r"(?:的|年均|预期|目标|同比)*(?:增长速度|增速|增幅|涨幅|增长率|增长)(?:的?(?:目标|预期))?")
_TOGETHER: Final = expression(r"[^,;。]{0,20}(?:与|和|同)[^,;。]{2,16}(?:基本|保持)*同步[^,;。]{0,4}")
_NAMED: Final = 0.75


def rival_differences(text: str, extents: Sequence[Extent], reading: Reading) -> Iterator[Difference]:
    """Two things that are told to be more and less where the evidence has it the other way round, or the same."""
    for found in _RELATED.finditer(text):
        one, two = (_GROWTH.sub("", found[side]) for side in ("one", "two"))
        if _TIMES.search(found["two"]) or len(one) < 2 or len(two) < 2:
            continue
        quote = f"“{found['one']}{found['up'] or found['down']}{found['two']}”"
        if _is_turned(one, two, bool(found["up"]), extents, reading) or _is_one_pace(one, two, extents, reading):
            yield Difference("direction_mismatch", Words(f"{quote}与原文不符", f"{quote} is not what the source says"))


def _is_turned(one: str, two: str, more: bool, extents: Sequence[Extent], reading: Reading) -> bool:
    facts = [reading.facts[index] for index in reading.inside(extents)]
    ours, theirs = _fact(one, two, facts), _fact(two, one, facts)
    if ours is None or theirs is None or ours is theirs:
        return False
    values = amount_of(ours.quantity).value, amount_of(theirs.quantity).value
    if values[0] is None or values[1] is None:
        return False
    return values[0] <= values[1] if more else values[0] >= values[1]


def _fact(name: str, other: str, facts: Sequence[Fact]) -> Fact | None:
    """The one growth rate of the name said, which may leave out what the ``other`` side says; None for none or more."""
    rates = [fact for fact in facts if fact.measure == "growth_rate" and fact.quantity.value_max is None]
    held = [fact for fact in rates if min(covered(name, fact.name), covered(fact.name, name + other)) >= _NAMED]
    return held[0] if len(held) == 1 else None


def _is_one_pace(one: str, two: str, extents: Sequence[Extent], reading: Reading) -> bool:
    """Whether the evidence says that both grow at one pace (与经济增长同步)."""
    told = [found[0] for extent in extents for found in _TOGETHER.finditer(reading.view.folded[slice(*extent)])]
    return any(covered(one, each) >= _NAMED and covered(two, each) >= _NAMED for each in told)
