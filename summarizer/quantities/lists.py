"""What numbers of one list share: a trailing 以上, a leading 分别超过, the unit written once at the end."""

from decimal import Decimal
from typing import Final, NamedTuple

from summarizer.quantities import comparators
from summarizer.quantities.model import Comparator
from summarizer.quantities.units import canonical_unit

_POINTS: Final = frozenset(("个百分点", "百分点"))
_POINTS_SHORT: Final = frozenset(("", "个"))
_LONGEST: Final = 16
"""The longest list that is looked back over: it keeps the scan linear."""


class Raw(NamedTuple):
    """A quantity as found; extents in the view, the words before and after it, ``more`` for 余 or 多 inside."""

    start: int
    end: int
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    prefix: Comparator | None
    suffix: Comparator | None
    more: bool
    redacted: bool


def append(raws: list[Raw], raw: Raw, text: str) -> None:
    """Add ``raw`` and share out what its list has in common."""
    previous = raws[-1] if raws else None
    if previous is not None and raw.unit in _POINTS and previous.unit in _POINTS_SHORT:
        _share_points(raws, raw, text)
    if previous is not None and raw.start - previous.end <= 2:
        if raw.unit and not previous.unit and previous.value is not None:
            _share_unit(raws, raw, text)
        if not (raw.prefix or raw.suffix or raw.more):
            raw = _led(raws, raw, text)
    raws.append(raw)
    if raw.suffix is not None:
        _share_back(raws, text)


def _led(raws: list[Raw], raw: Raw, text: str) -> Raw:
    """The quantity under the modifier that 分别 before its list's first number spreads over the list."""
    last = raws[-1]
    if last.prefix is None or last.suffix is not None or not _alike(last, raw):
        return raw
    first = last
    for earlier in reversed(raws[-_LONGEST:-1]):
        if earlier.prefix != last.prefix or first.start - earlier.end > 2:
            break
        first = earlier
    if comparators.is_bare_gap(text, last.end, raw.start) and (
        comparators.governs_list(text, first.start) or comparators.leads_to_step(text, raw.end)
    ):
        return raw._replace(prefix=last.prefix)
    return raw


def _share_unit(raws: list[Raw], raw: Raw, text: str) -> None:
    """Give the unit of the list's last number to those before it ("16.8万、2.5万和2.3万人")."""
    following = raw.start
    for index in range(len(raws) - 1, max(-1, len(raws) - _LONGEST), -1):
        earlier = raws[index]
        if earlier.unit or earlier.value is None or not comparators.is_bare_gap(text, earlier.end, following):
            return
        raws[index] = earlier._replace(unit=raw.unit)
        following = earlier.start


def _share_points(raws: list[Raw], raw: Raw, text: str) -> None:
    """Give 个百分点 to the numbers before it in its list that leave it out ("高于全国0.6个、全省0.4个百分点").

    Whole numbers alone may count something else ("超目标任务42个、23个百分点"), unless 分别 tells that they are alike.
    """
    first = len(raws)
    following = raw.start
    while first and len(raws) - first < _LONGEST:
        earlier = raws[first - 1]
        if earlier.unit not in _POINTS_SHORT or earlier.value is None:
            break
        if not comparators.is_points_gap(text, earlier.end, following):
            break
        following = earlier.start
        first -= 1
    short = raws[first:]
    if any("." in text[one.start : one.end] for one in short) or comparators.governs_list(text, following):
        raws[first:] = [one._replace(unit=raw.unit) for one in short]


def _share_back(raws: list[Raw], text: str) -> None:
    """Let the word after the last quantity govern the numbers before it in the same list."""
    last = raws[-1]
    for index in range(len(raws) - 2, max(-1, len(raws) - _LONGEST), -1):
        raw = raws[index]
        if raw.suffix or raw.prefix or raw.more or not _alike(raw, last):
            return
        if not comparators.is_list_gap(text, raw.end, raws[index + 1].start):
            return
        raws[index] = raw._replace(suffix=last.suffix)


def _alike(one: Raw, other: Raw) -> bool:
    return one.unit == other.unit or canonical_unit(one.unit) == canonical_unit(other.unit)
