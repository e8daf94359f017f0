"""What the words beside a number say of it: about, over, under; one trailing word governs the list before it."""

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple, cast

from summarizer.language.rules import Rule, Table
from summarizer.quantities.model import Comparator
from summarizer.quantities.units import dimension
from summarizer.quantities.words import either, table_of


class Said(NamedTuple):
    """What words say of a number, and the id of the rule for them."""

    comparator: Comparator
    rule: str


class Place(NamedTuple):
    """Where a number begins or ends in ``text``.

    ``last_end`` is where the quantity before it ended, ``unit`` that quantity's, where the number begins, else its own.
    """

    text: str
    at: int
    last_end: int = 0
    unit: str = ""


_WINDOW: Final = 8
_LONGEST_WHOLE: Final = 14
_AFTER_HEADS: Final = frozenset("以左上之有余及或(多内")

_COMPARED: Final = re.compile(r"(?<![占同环对反])比(?![重例率值较])[^,。;!?\n]{1,24}\Z")
_SPARE_MORE: Final = re.compile(r"多(?=[,。;、)的来时后以]|\Z)")
_INNER: Final = re.compile(r"内(?:[需外容部在蒙资地涝陆]|控)")
_LINKS: Final = r"(?:了|为|占|有|合|达到?|至|到)?"
_WHOLE: Final = r"(?:为|占|是|相当于)?(?!(?:[^的]*)(?:平均|目标|预期))[^,。;:、0-9]{1,8}的"
_BEFORE_SUFFIX: Final = r"(?:\([^()]{1,8}\))?(?:及|或)?"
"""May stand between a number and the word after it: 30个（含）以上."""

_Asked = Callable[[Place], Comparator | None]


def _before_rule(entry: dict[str, Any]) -> _Asked:
    """The condition of a class of words right before a number."""
    pattern = re.compile(rf"{either(entry['words'], entry)}{_LINKS}\Z")
    comparator = cast(Comparator, entry["comparator"])
    is_verb = entry.get("verb", False)

    def answer(place: Place) -> Comparator | None:
        match = pattern.search(place.text, max(place.last_end, place.at - _WINDOW), place.at)
        return None if match is None or (is_verb and _compares(place, match.start())) else comparator

    return answer


def _whole_rule(entry: dict[str, Any]) -> _Asked:
    """The condition of a class of words before the whole that a number is a part of."""
    pattern = re.compile(rf"{either(entry['words'], entry)}{_WHOLE}\Z")
    comparator = cast(Comparator, entry["comparator"])

    def answer(place: Place) -> Comparator | None:
        text, start, last_end, _ = place
        return comparator if pattern.search(text, max(last_end, start - _LONGEST_WHOLE), start) else None

    return answer


def _after_rule(entry: dict[str, Any]) -> _Asked:
    """The condition of a class of words right after a number."""
    pattern = re.compile(rf"{_BEFORE_SUFFIX}{either(entry['words'], entry)}")
    comparator = cast(Comparator, entry["comparator"])
    return lambda place: comparator if pattern.match(place.text, place.at) else None


def _compares(place: Place, word: int) -> bool:
    """Whether the verb at ``word`` compares the number after it with another one, and so says nothing about it.

    Right after a duration it does not ("连续3年突破100亿元").
    """
    if place.last_end and word == place.last_end and dimension(place.unit) != "time":
        return True
    return _COMPARED.search(place.text, max(0, word - 26), word) is not None


def _rules(question: str, make: Callable[[dict[str, Any]], _Asked]) -> list[Rule[Place, Comparator]]:
    return [Rule(f"{question}.{name}", entry["reason"], make(entry)) for name, entry in table_of(question).items()]


BEFORE: Final[Table[Place, Comparator]] = Table("before", _rules("before", _before_rule))
"""Asked where a number begins: what do the words right before it say?"""
BEFORE_WHOLE: Final[Table[Place, Comparator]] = Table("before_whole", _rules("before_whole", _whole_rule))
"""Asked where a number begins after 的: what stands before the whole that it is a part of?"""
AFTER: Final[Table[Place, Comparator]] = Table("after", _rules("after", _after_rule))
"""Asked where a number ends: what do the words after it say?"""


@AFTER.rule
def more(place: Place) -> Comparator | None:
    """多 after a unit means more, unless it begins another word (10倍多; 多功能)."""
    return "over" if _SPARE_MORE.match(place.text, place.at) else None


@AFTER.rule
def within(place: Place) -> Comparator | None:
    """内 after a duration means less, unless it begins another word (3天内; 内需)."""
    is_within = place.text.startswith("内", place.at) and dimension(place.unit) == "time"
    return "under" if is_within and not _INNER.match(place.text, place.at) else None


_TAILS: Final = frozenset("了为占有合达到至") | frozenset(
    word[-1] for entry in table_of("before").values() for word in entry["words"]
)
"""What words that say something end with."""
_ANY_BEFORE: Final = re.compile(
    rf"{either((word for entry in table_of('before').values() for word in entry['words']), {})}{_LINKS}\Z"
)
"""Any of the words: most numbers have none, and so no rule is asked about them."""


def before(text: str, start: int, last_end: int, last_unit: str) -> Said | None:
    """What the words that end at ``start`` say of the number that begins there; None if nothing.

    ``last_end`` and ``last_unit`` are the end and unit of the quantity before it; 0 and "" if there is none.
    """
    if not start:
        return None
    tail = text[start - 1]
    if tail in _TAILS and _ANY_BEFORE.search(text, max(last_end, start - _WINDOW), start):
        return _said(BEFORE, Place(text, start, last_end, last_unit))
    return _said(BEFORE_WHOLE, Place(text, start, last_end)) if tail == "的" else None


def after(text: str, end: int, unit: str) -> Said | None:
    """What the words that begin at ``end``, right after a quantity in ``unit``, say of it; None if nothing."""
    head = text[end : end + 1]
    return _said(AFTER, Place(text, end, unit=unit)) if head in _AFTER_HEADS else None


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
