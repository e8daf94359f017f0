"""Page numbers and running heads that stand as lines of their own in text taken from paged files."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from summarizer.expressions import expression

_NUMBER = expression(r"\d{1,4}")
_EXPLICIT = expression(
    r"[-—–－_]{1,3}\s*(\d{1,4})\s*[-—–－_]{1,3}|第\s*(\d{1,4})\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?"
    r"|(\d{1,4})\s*[/／]\s*\d{1,4}|[·•]\s*(\d{1,4})\s*[·•]|(?:[Pp]age|[Pp]\.)\s*(\d{1,4})"
)
_ENDED = expression(r"[。！？!?；;：:…][”’\"）)]?$")
_YEARS = range(1900, 2101)
_WRAPPED_WIDTH = 36
_LONGEST = 18
_FIGURES = expression(r"\d+")
_LONGEST_HEAD = 50
_BODY = expression(r"[，,。！？；：]|\d\s?[%％万亿]")
"""What a line of running text has and a running head has not: punctuation, amounts."""
_FEWEST_HEADS = 4
_MOSTLY = 0.8
"""The share of its places that a running head has at the ends of pages."""
_CHARACTERS_A_PAGE = (120, 4000)


def page_numbers(lines: Sequence[str], starts: Sequence[int]) -> set[int]:
    """The indices of the lines that are page numbers.

    ``lines`` are stripped, ``starts`` their offsets. Lines such as "— 12 —" or "第12页" always are. A bare number is
    one where it rises with the text at the pace of pages, together with another such number or with its offset, or
    where it stands in the middle of a wrapped sentence. Numbers in columns stand too close to each other and stay.
    """
    found: set[int] = set()
    bare: list[tuple[int, int, int]] = []
    for i, line in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        if _NUMBER.fullmatch(line):
            bare.append((i, starts[i], int(line)))
        elif _EXPLICIT.fullmatch(line):
            found.add(i)
    for k, (i, at, number) in enumerate(bare):
        near = [bare[j] for j in range(max(0, k - 2), min(len(bare), k + 3)) if j != k]
        rises = any(_paced(at - there, number - other) for _, there, other in near)
        in_place = (rises or not near) and _paced(at, number)
        apart = all(abs(at - there) > _CHARACTERS_A_PAGE[0] for _, there, _ in near)
        if in_place or (rises and number not in _YEARS) or (apart and _interrupts(lines, i)):
            found.add(i)
    return found


def running_heads(
    lines: Sequence[str], starts: Sequence[int], numbers: Iterable[int], feeds: Sequence[int]
) -> set[int]:
    """The indices of the lines that repeat where pages end, and hardly elsewhere: beside page numbers and form feeds.

    ``numbers`` are the indices of page numbers, ``feeds`` the offsets of form feeds. Figures in running heads may
    differ. The first line of a kind that names a report is its title and stays.
    """
    edges = {i + step for i in numbers for step in (-2, -1, 1, 2)}
    edges |= {bisect_left(starts, feed) + step for feed in feeds for step in (-2, -1, 0, 1)}
    keys = {i: _words(lines[i]) for i in edges if 0 <= i < len(lines) and _may_be_head(lines[i])}
    fewest = max(_FEWEST_HEADS, 0.3 * len(feeds))
    repeated = {key: count for key, count in Counter(keys.values()).items() if count >= fewest}
    if not repeated:
        return set()
    everywhere = Counter(_words(line) for line in lines if len(line) <= _LONGEST_HEAD)
    heads = {key for key, count in repeated.items() if count >= _MOSTLY * everywhere[key]}
    found = sorted(i for i, key in keys.items() if key in heads)
    if found and "工作报告" in lines[found[0]] and lines.index(lines[found[0]]) == found[0]:
        found = found[1:]
    return set(found)


def _may_be_head(line: str) -> bool:
    return len(line) <= _LONGEST_HEAD and not _BODY.search(line) and not _NUMBER.fullmatch(line)


def _words(line: str) -> str:
    return _FIGURES.sub("#", line.replace(" ", ""))


def _interrupts(lines: Sequence[str], i: int) -> bool:
    """Whether a number stands in the middle of a sentence of wrapped text: 达到620 ⏎ 453 ⏎ 公里."""
    if not 0 < i < len(lines) - 1 or _ENDED.search(lines[i - 1]):
        return False
    before = lines[i - 1]
    return len(before) + len(before.encode("utf-8", "surrogatepass")) >= 2 * _WRAPPED_WIDTH or before[-1].isdigit()


def _paced(distance: int, pages: int) -> bool:
    """Whether a number rises (or falls, going back) at the pace of pages over this many characters."""
    fewest, most = _CHARACTERS_A_PAGE
    return pages != 0 and fewest * abs(pages) <= distance * (1 if pages > 0 else -1) <= most * abs(pages)
