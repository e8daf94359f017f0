"""Redactions: XX, ×× or ** that stands for a number (XX亿元, 超XX, 达到XX) or for a name (XX市, 平安XX)."""

from typing import Final, NamedTuple, TypeAlias

from summarizer.expressions import expression
from summarizer.language.lexicon import one_of, words
from summarizer.language.rules import Table
from summarizer.quantities.numbers import read_unit
from summarizer.quantities.readings import Other, name
from summarizer.quantities.units import dimension

_MASK: Final = expression(r"(?:[Xx]+|×+|\*+|某)(?:\.[Xx*×]+)?")
_SCALE: Final = expression(r"[余多]?((?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千(?![瓦克米伏])|百(?!分))?)[余多]?")
_MEASURED: Final = frozenset(
    ("currency", "ratio", "area", "mass", "energy", "power", "volume", "length", "concentration", "transport")
)
_NOT_UNIT: Final = frozenset(words("mask_not_unit"))
_STRONG: Final = expression(rf"{one_of('mask_strong')}\Z")
_WEAK: Final = expression(rf"{one_of('mask_weak')}\Z")
_COUNT_VERB: Final = expression(rf"{one_of('mask_count_verb')}\Z")
_PLACE: Final = expression(one_of("mask_place"))
_PEOPLE: Final = expression(one_of("mask_people"))
_STOP: Final = expression(
    r"\Z|[,。;、:!?()\n]|以[上内下]|左右|的(?!二十|[^,。;]{0,4}领导)|[同环]比|增长|下降|上限|用于|和(?=[Xx×*])"
)
#: 以上 or 左右 behind a mask shows that it hides a number; 以上级 is a grade.
_BOUNDED: Final = expression(r"以[上内下](?!级)|左右")
_LISTED: Final = frozenset("、和与及")
_QUOTES: Final = frozenset("“\"'‘《<+")
_LOOK_BACK: Final = 5


class Redacted(NamedTuple):
    """A redaction at ``text[start:end]`` that stands for a number in ``unit``, scale and unit included."""

    start: int
    end: int
    unit: str


class Mask(NamedTuple):
    """A run of mask characters at ``text[start:end]``.

    ``last_end`` is where the quantity before it ended: right after one, or in a list with one, it stands for a number.
    """

    text: str
    start: int
    end: int
    last_end: int


Masked: TypeAlias = Redacted | Other

MASKS: Final[Table[Mask, Masked]] = Table("mask")
"""Asked of every mask: what does it stand for?"""


@MASKS.rule
def emphasis(mask: Mask) -> Other | None:
    """Asterisks that touch a number that is there are emphasis, not a redaction (**286.4亿元**)."""
    text, start, end = mask.text, mask.start, mask.end
    touches = text[end : end + 1].isdigit() or (start == mask.last_end and start > 0)
    return name(start, end) if text[start] == "*" and touches else None


@MASKS.rule
def in_name(mask: Mask) -> Other | None:
    """A mask that opens a quotation, or is joined to Latin letters or digits, is part of a name (“XX工程”, 3XX)."""
    before = mask.text[mask.start - 1] if mask.start else "\n"
    joined = before in _QUOTES or (before.isascii() and before.isalnum())
    return name(mask.start, mask.end) if joined else None


@MASKS.rule
def with_unit(mask: Mask) -> Redacted | None:
    """A mask before a scale, a unit of measure, or a counting unit after a verb of counting stands for a number."""
    text, end = mask.text, mask.end
    scale = _SCALE.match(text, end)
    unit_at = scale.end() if scale else end
    scaled = bool(scale and scale[1])
    unit = read_unit(text, unit_at)
    if not (unit or scaled) or not _may_count(mask, unit_at, unit, scaled):
        return None
    return Redacted(mask.start, unit_at + len(unit), unit)


@MASKS.rule
def of_place(mask: Mask) -> Other | None:
    """A mask before the word for a place or institution stands for its name; so do 某 and a single x (XX市, 某部)."""
    is_name = mask.text[mask.start : mask.end] in ("某", "x") or _PLACE.match(mask.text, mask.end)
    return name(mask.start, mask.end) if is_name else None


@MASKS.rule
def after_measuring_verb(mask: Mask) -> Redacted | None:
    """A mask without unit stands for a number after 超, 达到, 投入 and the like, and before 以上 or 左右."""
    text, start, end = mask.text, mask.start, mask.end
    if _STRONG.search(text, max(0, start - _LOOK_BACK), start) or _BOUNDED.match(text, end):
        return Redacted(start, end, "")
    return None


@MASKS.rule
def at_clause_end(mask: Mask) -> Redacted | None:
    """A mask that ends its clause stands for a number after the thing measured, or next to another number."""
    text, start, end, last_end = mask
    if _STOP.match(text, end) is None:
        return None
    follows = last_end and (start == last_end or (start == last_end + 1 and text[start - 1] in _LISTED))
    is_number = follows or _WEAK.search(text, max(0, start - _LOOK_BACK), start)
    return Redacted(start, end, "") if is_number else None


@MASKS.rule
def elsewhere(mask: Mask) -> Other:
    """A mask anywhere else stands for a name."""
    return name(mask.start, mask.end)


def mask_end(text: str, start: int) -> int:
    """The end of the mask characters at ``start``."""
    match = _MASK.match(text, start)
    return match.end() if match else start + 1


def _may_count(mask: Mask, unit_at: int, unit: str, scaled: bool) -> bool:
    """Whether scale or unit after a redaction are those of a number, not the head of a name (XX人民医院)."""
    text, start = mask.text, mask.start
    if scaled:
        return bool(unit) or _PEOPLE.match(text, unit_at) is None
    kind = dimension(unit).partition("/")[0]
    if kind in _MEASURED:
        return unit not in _NOT_UNIT
    if text[start] == "某" or unit in _NOT_UNIT or kind != "count":
        return False
    window = max(0, start - _LOOK_BACK)
    return any(cue.search(text, window, start) for cue in (_STRONG, _COUNT_VERB, _WEAK))
