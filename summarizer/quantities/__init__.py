"""The quantity scanner: numbers with unit, value, comparator and place, and what looks like a number but is none."""

from summarizer.quantities.model import Comparator, Mention, MentionKind, Quantity, Scan

__all__ = ["Comparator", "Mention", "MentionKind", "Quantity", "Scan"]
