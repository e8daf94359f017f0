"""A number in its words: the stretch of the sentence that is its own, and what that stretch says beside the slots."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.documents import View
from summarizer.indicators import Fact

MARKS: Final = ",;:。!?"
_AFTER: Final = re.compile(r"[,;:。、!?]")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a sentence, all texts folded.

    ``lead`` is the sentence up to the number, ``before`` the part of it behind the number before, ``clause`` the part
    of ``before`` in the number's own clause, ``after`` what follows up to the next mark or number.
    """

    fact: Fact
    lead: str
    before: str
    clause: str
    after: str

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
    return Number(fact, folded[start:at], folded[last:at], folded[clause:at], after)
