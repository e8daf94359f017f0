"""What the scanner reads in a text: quantities, and number-like things that are none."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from summarizer.documents import Span

Comparator: TypeAlias = Literal["exact", "about", "over", "under", "range", "redacted"]
MentionKind: TypeAlias = Literal["date", "period", "list_number", "footnote", "name"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    ``text`` is exactly ``document.text[span[0]:span[1]]``, modifiers left out; ``value`` is in the bare unit, the
    scale multiplied out exactly (None when redacted); ``value_max`` the upper end of a range; ``unit`` as
    written without scale, "" if none, "个百分点" as "百分点"; ``start`` and ``end`` are the extent in the view the
    text was scanned in. ``comparator`` is what the words beside the number say (超过, 左右, …). ``rule`` is the id of
    the rule by which this counts as a quantity, ``comparator_rule`` that of the rule for the words beside it, "" where
    none say anything.
    """

    text: str
    span: Span
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    comparator: Comparator
    start: int
    end: int
    rule: str
    comparator_rule: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A number-like thing that is no quantity: a date, a year or period, a list number, a name (5G, 3号线).

    ``start`` and ``end`` are the extent in the view; ``rule`` is the id of the rule that decided.
    """

    kind: MentionKind
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Scan:
    """Everything number-like in a stretch of text, both in text order and without overlaps."""

    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
