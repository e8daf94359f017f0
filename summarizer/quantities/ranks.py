"""Ranks: 第三位, 居全国第一, 前十强, 首位; ordinals (第一产业, 第14届) and priorities (摆在首位) are none."""

from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from summarizer.expressions import expression
from summarizer.language.lexicon import one_of, words
from summarizer.language.numerals import BELOW_WAN
from summarizer.language.rules import Table
from summarizer.quantities.numbers import read_digits
from summarizer.quantities.readings import Figure, Other, name
from summarizer.quantities.redactions import Redacted
from summarizer.quantities.spelled import numeral_value

_PLACE: Final = rf"[0-9]{{1,5}}|[{BELOW_WAN}]{{1,6}}"
_ORDINAL: Final = expression(rf"第 ?({_PLACE})(?:[-—~至]第?({_PLACE}))?(位|名)?")
_TOP: Final = expression(rf"前({_PLACE})(位|名|强|甲)?")
_END: Final = expression(one_of("rank_end", extra=r"[ \n]|\Z"))
_MOVED: Final = expression(one_of("rank_moved"))
_MOVED_ON: Final = expression(one_of("rank_moved_on"))
_RANK_BEFORE: Final = frozenset(words("rank_before"))
_NOT_RANK: Final = expression(rf"{one_of('not_a_rank')}\Z")
#: 首位 is a rank only behind a verb of standing or a scope (居全省首位), not in 摆在首位.
_HEAD_PLACE: Final = expression(r"[居列占排保稳跻跃升][^,。;!?\n]{0,12}\Z|(?:全[国省市区县]|世界|全球)[^,。;]{0,6}\Z")
_NO_HEAD_PLACE: Final = expression(one_of("not_head_place"))
_MASKED: Final = expression(r"第 ?[Xx×*]+(?:位|名)")
_IN_DIGITS: Final = expression(r"第 ?(?=[0-9])")
_COUNTED: Final = frozenset(words("counted_by_ordinal"))
_LOOK_BACK: Final = 16


class Ordinal(NamedTuple):
    """An ordinal that begins at ``text[start]``; ``listed`` if it follows another rank after 、 or 和.

    ``source`` is the text before folding.
    """

    text: str
    source: str
    start: int
    listed: bool


Rank: TypeAlias = Figure | Redacted | Other

RANKS: Final[Table[Ordinal, Rank]] = Table("rank")
"""Asked where 第, 前 or 首 stands: is it a place among others?"""


@RANKS.rule
def ordinal(case: Ordinal) -> Figure | None:
    """第 with a number is a rank where its clause ends after it and a place or a verb of standing is before it."""
    match = _ORDINAL.match(case.text, case.start)
    if match is None or not _is_place(case, match.end(), match[3]):
        return None
    value = numeral_value(match[1])
    last = numeral_value(match[2]) if match[2] else None
    return None if value is None else Figure(case.start, match.end(), value, last, match[3] or "位")


@RANKS.rule
def top(case: Ordinal) -> Figure | None:
    """前 with a number is a rank in the same places (跻身全国前三, 百强榜前十强)."""
    match = _TOP.match(case.text, case.start)
    if match is None or not _is_place(case, match.end(), match[2]):
        return None
    value = numeral_value(match[1])
    return None if value is None else Figure(case.start, match.end(), value, None, "名" if match[2] == "名" else "位")


@RANKS.rule
def head_place(case: Ordinal) -> Figure | None:
    """首位 after a verb of standing or a place is rank 1 (居全省首位), no priority (摆在首位), no 首位度."""
    text, start = case.text, case.start
    if not text.startswith("首位", start) or _NO_HEAD_PLACE.match(text, start + 2):
        return None
    window = max(0, start - _LOOK_BACK)
    if _NOT_RANK.search(text, window, start) or not _HEAD_PLACE.search(text, window, start):
        return None
    return Figure(start, start + 2, Decimal(1), None, "位")


@RANKS.rule
def masked(case: Ordinal) -> Redacted | None:
    """第 with a mask and 位 or 名 is a redacted rank (第XX位)."""
    match = _MASKED.match(case.text, case.start)
    return Redacted(case.start, match.end(), "位") if match else None


@RANKS.rule
def ordinal_name(case: Ordinal) -> Other | None:
    """第 with any other number in digits is the name of one of many (第19届, 第54个)."""
    match = _IN_DIGITS.match(case.text, case.start)
    if match is None:
        return None
    end = read_digits(case.text, case.source, match.end())
    if case.text[end : end + 1] == "/":
        end = max(end, read_digits(case.text, case.source, end + 1))
    return name(case.start, end + (case.text[end : end + 1] in _COUNTED))


def _is_place(case: Ordinal, end: int, suffix: str | None) -> bool:
    text, start = case.text, case.start
    before = text[start - 1] if start else "\n"
    if not (_END.match(text, end) or (_MOVED if suffix else _MOVED_ON).match(text, end)):
        return False
    if not suffix and not case.listed and before not in _RANK_BEFORE:
        return False
    return _NOT_RANK.search(text, max(0, start - 6), start) is None
