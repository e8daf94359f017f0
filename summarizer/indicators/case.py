"""One number with all that its period, its status and how firm it is are decided from."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from summarizer.chunker import Extent, Kind
from summarizer.expressions import expression
from summarizer.indicators.clauses import Slot
from summarizer.indicators.frames import Frame
from summarizer.indicators.measures import Reading
from summarizer.indicators.model import Period
from summarizer.language.years import TimeWord

_OPENING_SIZE: Final = 8
_OPENING: Final = expression(r"(?:(?P<sentence>\A|[。!?:\n]|——)|[,;])[(]?(?:到|至|力争|预计|截至|确保|通过努力|我们)*$")
#: A word of time that belongs to the number right behind it: 由2000年的44.77亿元, 2005年底的约190亿元.
_OWN: Final = expression(r"(?:(?:底|末|度)?(?:的|约|为|近|仅)?|、)*$")
_LOCAL: Final = expression(r"(?:底|末|度)?的(?:约|近)?\d")


class Case(NamedTuple):
    """A number (``slot``) in its ``sentence`` (extents in ``folded``).

    ``frame`` is the time that its stretch of text tells of, ``kind`` that of its section. Of the words of time in its
    sentence ``own`` stands right before it, ``local`` are those that belong to the numbers before it, ``word`` is the
    last one that governs it. ``year`` is the report's, ``reviewed`` the year that it reviews; ``expecting`` says
    that its sentence has a word of expecting at all, ``expected`` that an earlier 预计 still governs the paragraph,
    ``reached`` that the verb of the number before in its list does.
    """

    folded: str
    sentence: Extent
    slot: Slot
    reading: Reading
    frame: Frame
    kind: Kind
    own: TimeWord | None
    local: tuple[Period, ...]
    word: TimeWord | None
    year: int | None
    reviewed: int | None
    expecting: bool
    expected: bool
    reached: bool

    @property
    def at(self) -> int:
        """Where the number begins."""
        return self.slot.quantity.start


class Governing(NamedTuple):
    """The words of time that bear on one number; see ``Case``."""

    own: TimeWord | None
    local: tuple[Period, ...]
    word: TimeWord | None


_start = attrgetter("start")
#: Words of time that may bear on a number; in an endless sentence those further back do not.
_WORDS_LOOKED_AT: Final = 24


def governing(folded: str, words: Sequence[TimeWord], slot: Slot, frame: Period | None) -> Governing:
    """Which of the words of time of a sentence (in text order) bear on the number of ``slot``."""
    at = slot.quantity.start
    word: TimeWord | None = None
    local: list[Period] = []
    last = bisect_left(words, at, key=_start)
    for each in words[max(0, last - _WORDS_LOOKED_AT) : last]:
        if each.end <= at <= each.end + 4 and _OWN.fullmatch(folded, each.end, at):
            return Governing(each, tuple(local), word)
        if _LOCAL.match(folded, each.end) or _is_base(folded, each):
            local.append(each.period)
        elif not _of_other_clause(folded, each, slot, frame):
            word = each
    return Governing(None, tuple(local), word)


def _is_base(folded: str, word: TimeWord) -> bool:
    """Whether a word of time is that of the number right behind it, where a change began (从上半年5.5%降到5.3%)."""
    return folded[max(0, word.start - 1) : word.start] in ("从", "由") and folded[word.end : word.end + 1].isdigit()


def _of_other_clause(folded: str, word: TimeWord, slot: Slot, frame: Period | None) -> bool:
    """Whether a later year stands inside a clause before the number's own ("城镇化率到2030年达到72%，…")."""
    if word.start >= slot.clause[0] or frame is None or frame.end is None or (word.period.end or 0) <= frame.end:
        return False
    opening = _OPENING.search(folded, max(0, word.start - _OPENING_SIZE), word.start)
    if opening is None:
        return True
    return opening["sentence"] is None and ";" in folded[word.end : slot.clause[0]]
