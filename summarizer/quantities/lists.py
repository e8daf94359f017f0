"""What numbers of one list share: a trailing 以上, a leading 分别超过, the unit written once at the end."""

from decimal import Decimal
from typing import Final, NamedTuple

from summarizer.expressions import expression
from summarizer.language.lexicon import one_of
from summarizer.quantities.comparators import Said
from summarizer.quantities.units import canonical_unit

_POINTS: Final = frozenset(("个百分点", "百分点"))
_POINTS_SHORT: Final = frozenset(("", "个"))
_LONGEST: Final = 16
"""The longest list that is looked back over: it keeps the scan linear."""
_LONGEST_GAP: Final = 22

_BARE_GAP: Final = expression(r"[、和与及]|以及|、和")
_POINTS_GAP: Final = expression(r"(?:[、,]|以?[和与及])(?:[\u4e00-\u9fff]{0,10}(?<![增升提有引建]))")
_NOUN_GAP: Final = expression(r"(?:、|和|以及|及)(?P<noun>[^,。;、:()\n和及]{1,20})")
_VERB: Final = expression(one_of("list_verb"))
_VERB_END: Final = expression(rf"(?:{one_of('list_verb_end')}|[增升降提压扩][加至高到低缩大]+到?)\Z")
_VERB_LAST: Final = expression(rf"{one_of('list_verb')}\Z")
_SHARE: Final = expression(r"(?:分别|均|双双|各)[^,。;\n0-9]{0,8}\Z")
_STEP: Final = expression(
    r"(?:(?:、|和)[0-9]+(?:\.[0-9]+)?[百千万亿]*[元吨斤]?){0,6}(?:[两三四五六七八九0-9]+[个大道级]{0,2})?[百千万]{0,2}亿?元?(?:新|的)?"
    r"(?:台阶|大关|关口)"
)


class Raw(NamedTuple):
    """A quantity as found; extents in the view, the words before and after it, ``more`` for 余 or 多 inside."""

    start: int
    end: int
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    prefix: Said | None
    suffix: Said | None
    more: bool
    redacted: bool
    rule: str


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
    if _is_bare_gap(text, last.end, raw.start) and (_governs_list(text, first.start) or _leads_to_step(text, raw.end)):
        return raw._replace(prefix=last.prefix)
    return raw


def _share_unit(raws: list[Raw], raw: Raw, text: str) -> None:
    """Give the unit of the list's last number to those before it ("16.8万、2.5万和2.3万人")."""
    following = raw.start
    for index in range(len(raws) - 1, max(-1, len(raws) - _LONGEST), -1):
        earlier = raws[index]
        if earlier.unit or earlier.value is None or not _is_bare_gap(text, earlier.end, following):
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
        if not _is_points_gap(text, earlier.end, following):
            break
        following = earlier.start
        first -= 1
    short = raws[first:]
    if any("." in text[one.start : one.end] for one in short) or _governs_list(text, following):
        raws[first:] = [one._replace(unit=raw.unit) for one in short]


def _share_back(raws: list[Raw], text: str) -> None:
    """Let the word after the last quantity govern the numbers before it in the same list."""
    last = raws[-1]
    for index in range(len(raws) - 2, max(-1, len(raws) - _LONGEST), -1):
        raw = raws[index]
        if raw.suffix or raw.prefix or raw.more or not _alike(raw, last):
            return
        if not _is_list_gap(text, raw.end, raws[index + 1].start):
            return
        raws[index] = raw._replace(suffix=last.suffix)


def _alike(one: Raw, other: Raw) -> bool:
    return one.unit == other.unit or canonical_unit(one.unit) == canonical_unit(other.unit)


def _governs_list(text: str, start: int) -> bool:
    """Whether 分别 or 均 before the number at ``start`` spreads its modifier over the list that follows."""
    return _SHARE.search(text, max(0, start - 16), start) is not None


def _leads_to_step(text: str, end: int) -> bool:
    """Whether the list of amounts that goes on at ``end`` is one of steps passed ("跨越300亿、400亿元两个台阶")."""
    return _STEP.match(text, end) is not None


def _is_bare_gap(text: str, start: int, end: int) -> bool:
    """Whether nothing but 、 or 和 stands between two numbers."""
    return end - start <= 2 and _BARE_GAP.fullmatch(text, start, end) is not None


def _is_points_gap(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands between two numbers in percentage points, the first one's unit left out."""
    return end - start <= 12 and _POINTS_GAP.fullmatch(text, start, end) is not None


def _is_list_gap(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands between two numbers of one list under one verb.

    A bare 、 or 和, or one with a noun that brings no verb of its own ("2家、数字化车间10家以上").
    """
    if _is_bare_gap(text, start, end):
        return True
    if end - start > _LONGEST_GAP:
        return False
    match = _NOUN_GAP.fullmatch(text, start, end)
    return match is not None and not _has_own_verb(match["noun"])


def _has_own_verb(noun: str) -> bool:
    """Whether the words between two numbers of a list begin or end with a verb of their own."""
    return bool(_VERB.match(noun) or _VERB_LAST.search(noun) or _VERB_END.search(noun))
