"""Document offsets as the page counts them: in UTF-16 code units from the report's start."""

from bisect import bisect_left

from summarizer.expressions import expression
from summarizer.schemas.spans import Span

_ASTRAL = expression("[\U00010000-\U0010ffff]")
"""Characters that are two units in UTF-16, as in the strings of a browser."""


class Utf16:
    """Turns document spans (code points) into spans of a report's own text, in UTF-16 code units."""

    def __init__(self, text: str, start: int) -> None:
        """``text`` is the report's, ``start`` its place in the document in code points."""
        self._start, self._size = start, len(text)
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]

    def offset(self, place: int) -> int:
        """A document offset in units of the report's text; places outside of the report move to its edge."""
        inside = min(max(place - self._start, 0), self._size)
        return inside + bisect_left(self._astral, inside)

    def span(self, span: Span) -> tuple[int, int]:
        """A document span as a span of the report's text."""
        return self.offset(span[0]), self.offset(span[1])
