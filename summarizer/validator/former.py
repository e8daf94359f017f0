"""Whether what a sentence says of 前者 and 后者 agrees with its own numbers."""

from collections.abc import Iterator
from typing import Final

from summarizer.expressions import expression
from summarizer.validator.phrases import Phrase
from summarizer.validator.slots import Difference
from summarizer.validator.values import amount_of
from summarizer.validator.words import Words

_AGAINST: Final = expression(
    r"(?:(?P<up>高于|快于|多于|大于|高过|超过|超出|领先)|(?P<down>低于|慢于|少于|小于|不及|落后于?))(?:了)?(?P<which>前者|后者)"
)


def former_differences(phrase: Phrase) -> Iterator[Difference]:
    """More told as less between the last two numbers of one unit before 高于前者 or 低于后者."""
    for found in _AGAINST.finditer(phrase.view.folded):
        pair = _pair(phrase, found.start())
        if pair is None:
            continue
        subject, other = pair[::-1] if found["which"] == "前者" else pair
        if (subject < other) if found["up"] else (subject > other):
            said = Words(f"“{found[0]}”与句中的数不符", f"“{found[0]}” does not agree with the numbers of the sentence")
            yield Difference("direction_mismatch", said)


def _pair(phrase: Phrase, at: int) -> tuple[float, float] | None:
    """The values of the last two numbers of one unit before a place; None where there are not two."""
    amounts = [amount_of(fact.quantity) for fact in phrase.facts if fact.quantity.end <= at]
    same = [each.value for each in amounts if each.unit == amounts[-1].unit and each.value is not None]
    return (float(same[-2]), float(same[-1])) if len(same) > 1 else None
