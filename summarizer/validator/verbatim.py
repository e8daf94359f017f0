"""Whether a text is the source's own, word for word."""

from collections.abc import Iterable

from summarizer.chunker import Extent
from summarizer.validator.reading import Reading

_EDGE = frozenset("，,。；;：:、！!？?…（）()《》“”‘’\"'\n \u3000—")


def is_verbatim(text: str, scope: Iterable[Extent], reading: Reading) -> bool:
    """Whether a text is a run of whole clauses of one of the extents, or of them all joined, at most by semicolons."""
    source = reading.view.text
    pieces = []
    for start, end in scope:
        at = source.find(text, start, end)
        while at >= 0:
            if _bounded(source, at, at + len(text)):
                return True
            at = source.find(text, at + 1, end)
        pieces.append(source[start:end])
    return text in ("".join(pieces), "；".join(pieces))


def _bounded(source: str, start: int, end: int) -> bool:
    """Whether ``source[start:end]`` begins and ends with a clause."""
    return (start == 0 or source[start - 1] in _EDGE or source[start] in _EDGE) and (
        end == len(source) or source[end] in _EDGE or source[end - 1] in _EDGE
    )
