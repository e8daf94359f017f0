"""Headings without a number: titles, and lines built alike or short that open passages of the same rank."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from summarizer.chunker.annexes import is_annex_title
from summarizer.chunker.marks import MARKUP, STOPS, TITLE, Heading, cleaned, unfinished
from summarizer.chunker.model import Extent
from summarizer.chunker.sentences import first_sentence_end
from summarizer.chunker.site import is_page_line
from summarizer.chunker.titles import is_whole_title, title_rank
from summarizer.documents import View
from summarizer.expressions import expression

_OPENER = expression(r"各位|同志们|女士们|主席团|现在[，,]|我代表|受.{1,12}委托")
_LEAD_IN = expression(r"(?:以下|如下|下列|下面|[几\d一二三四五六七八九十]+(?:个|大|项)?方面).{0,12}$")
_SHORT_LINE = 60
_SHORT_SENTENCE = 45
_FIGURE = expression(r"\d[\d.]*(?:[%％]|[万亿]|个|家|公里|[元吨亩人])")
_OPENING_WORDS = 4
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("(", ")"))
_RUNS_ON = ("是：", "是:", "为：", "为:", "是，")
"""First words of a paragraph that goes on from a line which is no title then."""


def is_opener(line: str) -> bool:
    """Whether a line begins with an address to the audience or the words that open a report."""
    return _OPENER.match(line) is not None


def titled_headings(
    view: View, paragraphs: Sequence[Extent], marked: Mapping[int, Heading], rests: Set[int]
) -> list[Heading]:
    """Headings without a mark among ``paragraphs``; ``marked`` are those with one, by paragraph.

    ``rests`` are the paragraphs that are second lines of marked ones.

    A line of its own is a heading when it reads as a part title, when three lines or more that open text begin with the
    same words, when three lines or more are short and end in no stop, or when numbered headings begin with its words.
    """
    lines = [
        index
        for index in range(len(paragraphs) - 1)
        if index not in rests and _may_be_title(view.text, paragraphs, index, marked)
    ]
    runs = _runs(view, paragraphs, lines, marked)
    found = [heading for run in runs.values() for heading in run]
    taken = {heading.paragraph for heading in found}
    rest = []
    for index in lines:
        line = view.text[slice(*paragraphs[index])].strip(MARKUP)
        if index in taken:
            continue
        rank = title_rank(line) if line[-1] not in STOPS else None
        if rank is not None:
            found.append(_line_heading(view.text, paragraphs, index, TITLE, rank[1]))
        else:
            rest.append(index)
    return found + _plain(view.text, paragraphs, rest, marked)


def source_break(view: View, start: int, low: int, high: int) -> int | None:
    """The first offset from ``start + low`` to ``start + high`` before which the source has a line break."""
    source, offsets = view.document.text, view.offsets
    for position in range(start + low, min(start + high, len(view.text) - 1) + 1):
        if "\n" in source[offsets[position - 1] + 1 : offsets[position]]:
            return position
    return None


def _plain(
    text: str, paragraphs: Sequence[Extent], lines: Sequence[int], marked: Mapping[int, Heading]
) -> list[Heading]:
    """Short lines that open text: headings if several are alike, or if numbered siblings begin with the same words.

    Lines without a stop are alike, and so are those that are a short sentence each.
    """
    siblings = Counter(
        (heading.style, heading.text[:2]) for heading in marked.values() if heading.ordinal and heading.own_line
    )
    styles = {words: style for (style, words), count in siblings.items() if count >= 2}
    found, short, sentences = [], [], []
    for index in lines:
        start, end = paragraphs[index]
        line = text[start:end].strip(MARKUP)
        opens = end - start <= _SHORT_LINE // 2 and _opens_text(paragraphs, index)
        if line[-1] in STOPS:
            sentences += [index] if opens and line[-1] == "。" and "，" not in line else []
        elif (words := line[:2]) in styles:
            found.append(_line_heading(text, paragraphs, index, styles[words], "line.siblings"))
        elif opens:
            short.append(index)
    if len(short) >= 3:
        found += [_line_heading(text, paragraphs, index, "line", "line.short") for index in short]
    if len(sentences) >= 3:
        found += [_line_heading(text, paragraphs, index, "line", "line.sentence") for index in sentences]
    return found


def _line_heading(
    text: str, paragraphs: Sequence[Extent], index: int, style: str, rule: str, body: int | None = None
) -> Heading:
    start, end = paragraphs[index]
    body = paragraphs[index + 1][0] if body is None else body
    return Heading(index, start, start, body, style, None, None, cleaned(text, start, min(end, body)), rule=rule)


def _may_be_title(text: str, paragraphs: Sequence[Extent], index: int, marked: Mapping[int, Heading]) -> bool:
    start, end = paragraphs[index]
    if end - start > _SHORT_LINE or index in marked:
        return False
    line = text[start:end].strip(MARKUP)
    if len(line) < 4 or line[-1] in "：:，,、；;的" or any(stop in line[:-1] for stop in STOPS):
        return False
    if _OPENER.match(line) or _LEAD_IN.search(line.rstrip("。！")) or _is_running_head(line):
        return False
    if text.startswith(_RUNS_ON, paragraphs[index + 1][0]):
        return False
    if index and text[paragraphs[index - 1][1] - 1] == "的":
        return False
    if line[-1] in STOPS and (len(line) > _SHORT_SENTENCE or _FIGURE.search(line)):
        return False
    balanced = all(line.count(left) == line.count(right) for left, right in _PAIRS)
    apart = index == 0 or is_whole_title(line) or not unfinished(text, *paragraphs[index - 1])
    return balanced and apart


def _is_running_head(line: str) -> bool:
    """Whether a line is the report's title once more, or of the page around the text."""
    return ("工作报告" in line and not is_annex_title(line)) or is_page_line(line)


def _opens_text(paragraphs: Sequence[Extent], index: int) -> bool:
    (start, end), (next_start, next_end) = paragraphs[index : index + 2]
    return next_end - next_start > max(40, 2 * (end - start))


def _runs(
    view: View, paragraphs: Sequence[Extent], lines: Sequence[int], marked: Mapping[int, Heading]
) -> dict[str, list[Heading]]:
    """Lines that begin with the same words, three or more, each with text after it; by these words.

    Where wrapped lines were joined, such a line may be the head of a longer paragraph: it counts if the source breaks
    the line right after it.
    """
    text = view.text
    by_opening: defaultdict[str, list[int]] = defaultdict(list)
    for index, (start, end) in enumerate(paragraphs[:-1]):
        words = text[start : start + _OPENING_WORDS]
        if end - start > _OPENING_WORDS and index not in marked and not words[0].isdigit() and not _OPENER.match(words):
            by_opening[words].append(index)
    alone = set(lines)
    runs = {}
    for words, members in by_opening.items():
        if len(members) < 3:
            continue
        whole = [index for index in members if index in alone]
        if 2 * sum(index - 1 in marked and marked[index - 1].own_line for index in whole) > len(whole):
            continue
        apart = {index for index, after in pairwise([*whole, len(paragraphs)]) if after > index + 1}
        headings = [
            _line_heading(text, paragraphs, index, "run:" + words, "line.alike") for index in whole if index in apart
        ]
        headings += _joined(view, paragraphs, [index for index in members if index not in alone], headings, words)
        if len(headings) >= 3:
            runs[words] = headings
    return runs


def _joined(
    view: View, paragraphs: Sequence[Extent], members: Sequence[int], headings: Sequence[Heading], words: str
) -> list[Heading]:
    """Heads of longer paragraphs that stand on a line of their own in the source, as long as their siblings."""
    found = []
    sizes = [len(heading.text) for heading in headings]
    low, high = min(sizes, default=0) - 2, max(sizes, default=0) + 3
    for index in members:
        start, end = paragraphs[index]
        if headings and unfinished(view.text, *paragraphs[index - 1]):
            continue
        if len(sizes) >= 2:
            body = source_break(view, start, low, high)
        else:
            stop = first_sentence_end(view.text, start, end)
            body = stop if stop - start <= _SHORT_LINE and source_break(view, stop, 0, 0) else None
        if body is not None and start < body < end:
            found.append(_line_heading(view.text, paragraphs, index, "run:" + words, "line.alike", body))
    return found
