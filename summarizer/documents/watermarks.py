"""Marks of whoever passed a text on, copied into the middle of its sentences: found by their repeating there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from summarizer.expressions import expression

# One pattern for each sign, begun by it: a literal is found many times faster than a choice of patterns.
_MARKS = {
    "【": expression(r"【[^】\n]{2,40}】"),
    "公众号": expression(r"公众号[：:]?[\w\u4e00-\u9fff]{2,20}"),
    "://": expression(r"://[\w./-]{4,60}"),
    "www.": expression(r"www\.[\w./-]{4,60}"),
    "@": expression(r"@[\w\u4e00-\u9fff]{2,20}"),
}
"""What a watermark has in it: a bracketed word, an account, an address; by a sign that tells whether to look."""
_FEWEST = 3
_CONTEXT = 24
_ENDS = "。！？；：!?;:\n"


def watermarks(text: str) -> Iterator[tuple[int, int]]:
    """The extents of watermarks: a bracketed word, an address or an account that stands in mid-sentence three times.

    What stands beside it each time (更多资料+) belongs to it. Texts without such signs cost a search for each sign.
    """
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for sign, mark in _MARKS.items():
        if text.count(sign) >= _FEWEST:
            for match in mark.finditer(text):
                places[match.group()].append(match.span())
    found = [extent for spans in places.values() if len(spans) >= _FEWEST for extent in _repeated(text, spans)]
    yield from _apart(sorted(found))


def _apart(extents: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The extents without those that begin inside the one before (a mark that is bracketed and an account)."""
    end = 0
    for extent in extents:
        if extent[0] >= end:
            yield extent
            end = extent[1]


def _repeated(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places of a mark with what surrounds it each time; none where it mostly stands for itself."""
    before = [text[max(0, start - _CONTEXT) : start][::-1] for start, _ in spans]
    after = [text[end : end + _CONTEXT] for _, end in spans]
    left, right = _common(before), _common(after)
    widened = [(start - left, end + right) for start, end in spans]
    inside = sum(_in_sentence(text, *extent) for extent in widened)
    return widened if 2 * inside >= len(spans) else []


def _common(texts: Sequence[str]) -> int:
    """How many characters all begin with alike, before the end of a sentence."""
    columns = enumerate(zip(*texts, strict=False))
    return next((at for at, chars in columns if len(set(chars)) > 1 or chars[0] in _ENDS), min(map(len, texts)))


def _in_sentence(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(before and after) and before not in _ENDS and after != "\n"
