"""Page numbers that stand as lines of their own in text taken from paged files."""

import re
from bisect import bisect_left
from collections.abc import Sequence

_NUMBER = re.compile(r"\d{1,4}")
_EXPLICIT = re.compile(
    r"[-—–－_]{1,3}\s*(\d{1,4})\s*[-—–－_]{1,3}|第\s*(\d{1,4})\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?"
    r"|(\d{1,4})\s*[/／]\s*\d{1,4}|[·•]\s*(\d{1,4})\s*[·•]|(?:[Pp]age|[Pp]\.)\s*(\d{1,4})"
)
_LONGEST = 18
_CHARACTERS_A_PAGE = (120, 4000)


def page_numbers(lines: Sequence[str], starts: Sequence[int]) -> set[int]:
    """The indices of the lines that are page numbers.

    ``lines`` are stripped, ``starts`` their offsets. Lines such as "— 12 —" or "第12页" always are. A bare number is
    one where it rises with the text at the pace of pages, together with another such number or with its offset;
    numbers in columns stand too close to each other and stay.
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
    rising = _longest_rising([number for _, _, number in bare])
    for k, (i, at, number) in enumerate(bare):
        if k not in rising:
            continue
        neighbours = [bare[j] for j in (k - 1, k + 1) if 0 <= j < len(bare)]
        alone = not neighbours and _paced(at, number)
        if alone or any(_paced(abs(at - there), abs(number - other)) for _, there, other in neighbours):
            found.add(i)
    return found


def _paced(distance: int, pages: int) -> bool:
    """Whether text of this many characters fits on this many pages."""
    fewest, most = _CHARACTERS_A_PAGE
    return pages > 0 and fewest * pages <= distance <= most * pages


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The indices of a longest strictly rising subsequence."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for k, number in enumerate(numbers):
        at = bisect_left(tails, number)
        previous.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [k]
    chain: set[int] = set()
    k = ends[-1] if ends else -1
    while k >= 0:
        chain.add(k)
        k = previous[k]
    return chain
