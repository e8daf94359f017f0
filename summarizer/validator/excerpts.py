"""The place in the source that a finding is about, for people to look at."""

from dataclasses import dataclass

from summarizer.documents import Document
from summarizer.validator.model import Finding
from summarizer.validator.quotes import line_of

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of the source with the offending part marked.

    ``line`` counts from 1 in the decoded document, ``text`` is the line or, of a long one, the part around the mark
    (with … where it was cut), and ``mark`` is the offending part as an extent in ``text``.
    """

    line: int
    text: str
    mark: tuple[int, int]


def explain(finding: Finding, document: Document) -> Excerpt | None:
    """The line of the document that a finding points at; None where it points at no place in it."""
    if finding.span is None or not 0 <= finding.span[0] <= finding.span[1] <= len(document.text):
        return None
    number, start, end = line_of(document.text, finding.span)
    first, last = finding.span[0], min(finding.span[1], end)
    cut_start = max(start, first - _AROUND)
    cut_end = min(end, max(last, first) + _AROUND)
    before = "…" if cut_start > start else ""
    after = "…" if cut_end < end else ""
    text = f"{before}{document.text[cut_start:cut_end]}{after}"
    shift = len(before) - cut_start
    return Excerpt(number, text, (first + shift, max(first, last) + shift))
