"""What a rule makes of a place in a text: a figure, which becomes a quantity, or something else with digits."""

from decimal import Decimal
from typing import NamedTuple, TypeAlias

from summarizer.quantities.model import MentionKind


class Figure(NamedTuple):
    """A number with its unit at ``text[start:end]`` of the view; ``more`` if 余 or 多 stands inside."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    more: bool = False


class Other(NamedTuple):
    """Digits at ``text[start:end]`` of the view that are no quantity."""

    kind: MentionKind
    start: int
    end: int


Reading: TypeAlias = Figure | Other


def name(start: int, end: int) -> Other:
    """A name with digits in it."""
    return Other("name", start, end)
