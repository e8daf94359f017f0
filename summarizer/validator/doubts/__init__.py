"""Doubts: what is known to make a reading of the rules doubtful, each with a code, the slots it bears on, and a line
that says what to look at."""

from summarizer.validator.doubts.found import SLOTS, Doubt, doubts_of
from summarizer.validator.doubts.lines import LINES

__all__ = ["LINES", "SLOTS", "Doubt", "doubts_of"]
