"""Headings of a report: paragraphs that open a part, an item of a list or a titled passage."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.chunker.broken import with_rests
from summarizer.chunker.marks import LIST_STYLES, Heading, cleaned, marked_headings
from summarizer.chunker.model import Extent
from summarizer.chunker.sentences import first_sentence_end
from summarizer.chunker.unnumbered import source_break, titled_headings
from summarizer.documents import View


def find_headings(view: View, paragraphs: Sequence[Extent]) -> list[Heading]:
    """All headings among ``paragraphs`` (extents in ``view.text``), in order; nesting is not decided here.

    Numbered and dashed paragraphs are headings unless they stand alone in a style that only lists use; an item whose
    number was lost is found by the words it shares with its siblings. For unnumbered lines see ``titled_headings``.
    """
    marked = {heading.paragraph: heading for heading in _in_lists(marked_headings(view.text, paragraphs))}
    marked |= {heading.paragraph: heading for heading in _cut_to_line(view, list(marked.values()))}
    marked |= {heading.paragraph: heading for heading in _unnumbered(view.text, paragraphs, list(marked.values()))}
    whole, rests = with_rests(view.text, paragraphs, list(marked.values()))
    marked = {heading.paragraph: heading for heading in whole}
    for heading in titled_headings(view, paragraphs, marked, rests):
        marked.setdefault(heading.paragraph, heading)
    return [marked[index] for index in sorted(marked)]


def _in_lists(headings: Sequence[Heading]) -> list[Heading]:
    """Headings without the marks of list styles that have no neighbour in number: one mark is no list."""
    kept = []
    previous: dict[str, Heading] = {}
    followed: set[int] = set()
    for heading in headings:
        before = previous.get(heading.style)
        if before is not None and (heading.ordinal is None or 0 < heading.ordinal - (before.ordinal or 0) <= 3):
            followed |= {before.paragraph, heading.paragraph}
        previous[heading.style] = heading
    for heading in headings:
        if heading.style not in LIST_STYLES or heading.paragraph in followed:
            kept.append(heading)
    return kept


def _cut_to_line(view: View, headings: Sequence[Heading]) -> list[Heading]:
    """Headings whose line was joined with the text after it, cut where the source breaks the line.

    Only among siblings most of which stand on lines of their own, and where the line is about as long as theirs.
    """
    cut = []
    for style in {heading.style for heading in headings}:
        siblings = [heading for heading in headings if heading.style == style]
        sizes = [len(heading.text) for heading in siblings if heading.own_line]
        if len(sizes) < 2 or 2 * len(sizes) < len(siblings):
            continue
        shortest, longest = min(sizes), max(sizes)
        for heading in siblings:
            if heading.own_line or len(heading.text) <= longest:
                continue
            body = source_break(view, heading.text_start, shortest - 2, longest + 3)
            if body is not None:
                cut.append(replace(heading, body=body, text=cleaned(view.text, heading.text_start, body)))
    return cut


def _unnumbered(text: str, paragraphs: Sequence[Extent], headings: Sequence[Heading]) -> list[Heading]:
    """Items whose number was lost: one is missing in a list, and just one paragraph there begins as its siblings do."""
    found = []
    for style in {heading.style for heading in headings if heading.ordinal is not None}:
        siblings = [heading for heading in headings if heading.style == style]
        openings = Counter(heading.text[:2] for heading in siblings)
        for before, after in pairwise(siblings):
            words = after.text[:2]
            if (after.ordinal or 0) - (before.ordinal or 0) != 2 or openings[words] < 3 or before.text[:2] != words:
                continue
            between = [
                index
                for index in range(before.paragraph + 1, after.paragraph)
                if text.startswith(words, paragraphs[index][0])
            ]
            if len(between) == 1:
                found.append(_like(text, paragraphs, between[0], after))
    return found


def _like(text: str, paragraphs: Sequence[Extent], index: int, sibling: Heading) -> Heading:
    start, end = paragraphs[index]
    stop = first_sentence_end(text, start, end)
    own_line = sibling.own_line and stop == end
    body = paragraphs[index + 1][0] if own_line else start
    return Heading(index, start, start, body, sibling.style, None, None, cleaned(text, start, stop))
