"""What the words beside a number say of it: about, over, under; one trailing word governs the list before it."""

import re
from typing import Final, NamedTuple

from summarizer.expressions import expression
from summarizer.language.lexicon import lexicon, one_of
from summarizer.language.rules import Table
from summarizer.quantities.model import Comparator
from summarizer.quantities.units import dimension


class Said(NamedTuple):
    """What words say of a number, and the id of the rule for them."""

    comparator: Comparator
    rule: str


class Place(NamedTuple):
    """Where a number begins or ends in ``text``.

    Where it begins, ``word`` is the class of the words before it, which begin at ``word_at``, and ``last_end`` and
    ``unit`` are the end and unit of the quantity before it; where it ends, ``unit`` is its own.
    """

    text: str
    at: int
    last_end: int = 0
    unit: str = ""
    word: str = ""
    word_at: int = 0


_LONGEST_WHOLE: Final = 14
_LONGEST_COMPARED: Final = 26
AFTER_HEADS: Final = frozenset("以左上之有余及或(多内")
"""What words after a number begin with; where none stands, nothing needs to be asked."""

_LINKS: Final = ("达到", "了", "为", "占", "有", "合", "达", "至", "到", "")
"""May stand between the word and the number: 超过了, 约占."""
_SIGNS: Final = {"<": ("below", ()), ">": ("beyond", ())}
_WORDS: Final[dict[str, tuple[str, tuple[str, ...]]]] = _SIGNS | {
    entry.word: (name, entry.not_after)
    for name in ("ceiling", "below", "floor", "beyond", "nearly")
    for entry in lexicon()[name].entries
}
"""Each word that may stand before a number with its class, and what makes another word of it."""
_LENGTHS: Final = tuple(sorted({len(word) for word in _WORDS}, reverse=True))
_ENDS: Final = frozenset((word + link)[-2:] for word in _WORDS for link in _LINKS)
"""What the words, with or without a link, end with: a look at two characters spares most searches."""

_WHOLE: Final = r"(?:为|占|是|相当于)?(?!(?:[^的]*)(?:平均|目标|预期))[^,。;:、0-9]{1,8}的\Z"
"""A whole that a number is a part of: 约占全省的1/3."""
_PART_BELOW: Final = expression(one_of("part_below") + _WHOLE)
_PART_BEYOND: Final = expression("超过" + _WHOLE)
_PART_NEAR: Final = expression(one_of("part_near") + _WHOLE)

_OR: Final = r"(?:\([^()]{1,8}\))?(?:及|或)?"
"""May stand between a number and the word after it: 30个（含）以上."""
_OR_MORE: Final = expression(_OR + one_of("or_more"))
_OR_SO: Final = expression(_OR + one_of("or_so"))
_OR_LESS: Final = expression(_OR + one_of("or_less"))

#: 比 as "than" (比上年超过3个百分点), not within 占比, 同比, 比重: what follows is a difference, no bound.
_COMPARED: Final = expression(r"(?<![占同环对反])比(?![重例率值较])[^,。;!?\n]{1,24}\Z")
#: 多 behind a number is a comparator only where the phrase ends (30多, 30多的): in 30多元化项目 it belongs to 多元化.
_SPARE_MORE: Final = expression(r"多(?=[,。;、)的来时后以]|\Z)")
#: Words that begin with 内 and so are no 以内: 3亿元内需项目.
_INNER: Final = expression(r"内(?:[需外容部在蒙资地涝陆]|控)")

BEFORE: Final[Table[Place, Comparator]] = Table("before")
"""Asked where a number begins: what do the words right before it say?"""
BEFORE_WHOLE: Final[Table[Place, Comparator]] = Table("before_whole")
"""Asked where a number begins after 的: what stands before the whole that it is a part of?"""
AFTER: Final[Table[Place, Comparator]] = Table("after")
"""Asked where a number ends: what do the words after it say?"""


@BEFORE.rule
def ceiling(place: Place) -> Comparator | None:
    """What is not passed is a ceiling (不超过5%, 不到3%)."""
    return "under" if place.word == "ceiling" else None


@BEFORE.rule
def below(place: Place) -> Comparator | None:
    """低于 and the like say less, unless they compare the number with another one."""
    return "under" if place.word == "below" and not _compares(place) else None


@BEFORE.rule
def floor(place: Place) -> Comparator | None:
    """What is not missed is a floor (不低于95%, 至少3家)."""
    return "over" if place.word == "floor" else None


@BEFORE.rule
def beyond(place: Place) -> Comparator | None:
    """超过, 突破, 迈上 and the like say more, unless they compare (比目标250亿元超过30亿元: exactly so much)."""
    return "over" if place.word == "beyond" and not _compares(place) else None


@BEFORE.rule
def nearly(place: Place) -> Comparator | None:
    """约 and 近 say about, unless they are part of another word (节约, 附近)."""
    return "about" if place.word == "nearly" else None


@BEFORE_WHOLE.rule
def part_below(place: Place) -> Comparator | None:
    """不到 before the whole that a number is a part of says less (不到全国的2%)."""
    return "under" if _ends(_PART_BELOW, place) else None


@BEFORE_WHOLE.rule
def part_beyond(place: Place) -> Comparator | None:
    """超过 before the whole that a number is a part of says more (超过全省的1/3)."""
    return "over" if _ends(_PART_BEYOND, place) else None


@BEFORE_WHOLE.rule
def part_near(place: Place) -> Comparator | None:
    """约 before the whole that a number is a part of says about (约占全省的1/3)."""
    return "about" if _ends(_PART_NEAR, place) else None


@AFTER.rule
def or_more(place: Place) -> Comparator | None:
    """以上 and 余 after the unit say more (30家以上)."""
    return "over" if _OR_MORE.match(place.text, place.at) else None


@AFTER.rule
def or_so(place: Place) -> Comparator | None:
    """左右 and 上下 say about, unless they are part of another word (5%左右; 上下游)."""
    return "about" if _OR_SO.match(place.text, place.at) else None


@AFTER.rule
def or_less(place: Place) -> Comparator | None:
    """以内 and 以下 say less (3%以内)."""
    return "under" if _OR_LESS.match(place.text, place.at) else None


@AFTER.rule
def more(place: Place) -> Comparator | None:
    """多 after a unit says more, unless it begins another word (10倍多; 多功能)."""
    return "over" if _SPARE_MORE.match(place.text, place.at) else None


@AFTER.rule
def within(place: Place) -> Comparator | None:
    """内 after a duration says less, unless it begins another word (3天内; 内需)."""
    is_within = place.text.startswith("内", place.at) and dimension(place.unit) == "time"
    return "under" if is_within and not _INNER.match(place.text, place.at) else None


def _ends(pattern: re.Pattern[str], place: Place) -> bool:
    """Whether a pattern's words end right before a number, and begin after the quantity before it."""
    window = max(place.last_end, place.at - _LONGEST_WHOLE)
    return pattern.search(place.text, window, place.at) is not None


def _word_before(text: str, end: int, least: int) -> tuple[str, int] | None:
    """Class and place of the longest word, with or without a link after it, that ends at ``end``."""
    found: tuple[str, int] | None = None
    for link in _LINKS:
        if not text.startswith(link, end - len(link)):
            continue
        for length in _LENGTHS:
            start = end - len(link) - length
            known = _WORDS.get(text[start : start + length]) if start >= least else None
            if known is None or (found and found[1] <= start) or text.endswith(known[1], least, start):
                continue
            found = known[0], start
    return found


def _compares(place: Place) -> bool:
    """Whether the verb before a number compares it with another one, and so says nothing about it.

    Right after a quantity it does, unless that is a duration ("连续3年突破100亿元"), and after 比.
    """
    text, at = place.text, place.word_at
    if place.last_end and at == place.last_end and dimension(place.unit) != "time":
        return True
    return _COMPARED.search(text, max(0, at - _LONGEST_COMPARED), at) is not None


def before(text: str, start: int, last_end: int, last_unit: str) -> Said | None:
    """What the words that end at ``start`` say of the number that begins there; None if nothing.

    ``last_end`` and ``last_unit`` are the end and unit of the quantity before it; 0 and "" if there is none.
    """
    if not start:
        return None
    tail = text[start - 1]
    if tail in _ENDS or text[start - 2 : start] in _ENDS:
        found = _word_before(text, start, last_end)
        return _said(BEFORE, Place(text, start, last_end, last_unit, *found)) if found else None
    return _said(BEFORE_WHOLE, Place(text, start, last_end)) if tail == "的" else None


def after(text: str, end: int, unit: str) -> Said | None:
    """What the words that begin at ``end``, right after a quantity in ``unit``, say of it; None if nothing."""
    return _said(AFTER, Place(text, end, unit=unit))


def _said(table: Table[Place, Comparator], place: Place) -> Said | None:
    decided = table.decide(place)
    return Said(*decided) if decided else None


INSIDE: Final = Said("over", "inside.more")
"""余 or 多 between a number and its unit (40余家)."""
EXACT: Final = Said("exact", "")
RANGE: Final = Said("range", "")
REDACTED: Final = Said("redacted", "")


def combine(prefix: Said | None, suffix: Said | None, more: bool) -> Said:
    """One comparator from the words before, after and inside ("近200家以上" is over, "超5%左右" too)."""
    if prefix is suffix is None:
        return INSIDE if more else EXACT
    for said in (prefix, suffix):
        if said and said.comparator in ("over", "under"):
            return said
    return INSIDE if more else prefix or suffix or EXACT
