"""The quantity scanner: numbers with unit, value, comparator and place, and what looks like a number but is none."""

from summarizer.quantities.model import Comparator, Mention, MentionKind, Quantity, Scan
from summarizer.quantities.scanner import scan, scan_quantities
from summarizer.quantities.units import canonical_unit, dimension

__all__ = [
    "Comparator",
    "Mention",
    "MentionKind",
    "Quantity",
    "Scan",
    "canonical_unit",
    "dimension",
    "scan",
    "scan_quantities",
]
