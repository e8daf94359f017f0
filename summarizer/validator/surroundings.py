"""A number in its words: the stretch of the sentence that is its own, and what that stretch says beside the slots."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.documents import View
from summarizer.indicators import Fact

MARKS: Final = ",;:。!?"
_COMPARED: Final = re.compile(
    r"(?:比|较|高于|低于|快于|慢于|多于|少于|超过)(?:(?:19|20)\d\d年|上年|去年|上届|同期|实际|末|的|已)*(?P<base>[^,;。比较0-9]{0,24})$"
)
_BARE: Final = re.compile(
    r"(?:上年|去年|同期|实际|完成|达到|新增|产量|增速|增幅|目标|计划|预期|预算|水平|突破|关口|末|年|的|已|了)*"
)
_CLOSE: Final = re.compile(r"[,;:。!?]")
_AFTER: Final = re.compile(r"[,;:。、!?]")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a sentence, all texts folded.

    ``lead`` is the sentence up to the number, ``before`` the part of it behind the number before, ``clause`` the part
    of ``before`` in the number's own clause, ``after`` what follows up to the next mark or number,
    ``rest`` what follows in its clause.
    """

    fact: Fact
    lead: str
    before: str
    clause: str
    after: str
    rest: str

    @property
    def base(self) -> str | None:
        """What the number is of where the sentence compares with it ("比金融业的9.7%": 金融业); None elsewhere.

        "" where the words only say when, so that the thing is the one compared.
        """
        found = _COMPARED.search(self.lead)
        return None if found is None else _BARE.sub("", found["base"])

    @property
    def name(self) -> str:
        """What the number is about: its own words where the sentence compares with it, else as it is bound."""
        return self.base or self.fact.name

    @property
    def canonical(self) -> str | None:
        """The catalogue id of what the number is about, where it is known."""
        return None if self.base else self.fact.canonical

    @property
    def own(self) -> str:
        """All words that are the number's own."""
        return self.before + self.after


def surrounded(view: View, facts: Sequence[Fact], k: int) -> Number:
    """The ``k``-th of ``facts`` (in text order, of one view) in its words."""
    fact, folded = facts[k], view.folded
    start, end = fact.evidence
    at, stop = fact.quantity.start, fact.quantity.end
    last = facts[k - 1].quantity.end if k and facts[k - 1].quantity.end > start else start
    following = facts[k + 1].quantity.start if k + 1 < len(facts) else end
    clause = max(max(folded.rfind(mark, last, at) for mark in MARKS) + 1, last)
    mark = _AFTER.search(folded, stop, min(end, following))
    after = folded[stop : mark.start() if mark else min(end, following)]
    close = _CLOSE.search(folded, stop, end)
    rest = folded[stop : close.start() if close else end]
    return Number(fact, folded[start:at], folded[last:at], folded[clause:at], after, rest)
