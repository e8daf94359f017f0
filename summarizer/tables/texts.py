"""Texts of reports as cells that no program runs, and numbers as cells that keep their digits."""

from decimal import Decimal

from summarizer.schemas.lines import number_text
from summarizer.tables.columns import Cell

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet may take for a formula: full-width signs, too, where the locale is Chinese."""
_QUOTE = "'"
_EXACT_DIGITS = 15


def inert(text: str) -> str:
    """A text for a CSV file that no spreadsheet takes for a formula: one that begins like one gets a ' before it.

    White space before the sign does not help a formula past it.
    """
    return _QUOTE + text if text.lstrip().startswith(_STARTS) or text.startswith(_STARTS) else text


def clean(text: str) -> str:
    """A text without lone surrogates, which no UTF-8 file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def as_csv(cell: Cell) -> str:
    """A cell as text: exact decimals, true and false, ISO dates, "" for nothing."""
    match cell:
        case None:
            return ""
        case str():
            return inert(clean(cell))
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return number_text(cell)
        case _:
            return str(cell)


def keeps_digits(value: Decimal) -> bool:
    """Whether a spreadsheet, which keeps 15 digits, shows this number unchanged."""
    return len(value.normalize().as_tuple().digits) <= _EXACT_DIGITS and abs(value.adjusted()) < 300
