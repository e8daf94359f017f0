"""Paragraphs, sentences and clauses: where a text may be cut without breaking a number, a quotation or a bracket."""

import re
from collections.abc import Iterator

from summarizer.chunker.model import Extent
from summarizer.expressions import expression

_BRACKETED = (
    r"“(?:[^“”\n]++|“[^“”\n]*+”)*+”"
    r"|《(?:[^《》\n]++|《[^《》\n]*+》)*+》"
    r"|（(?:[^（）\n]++|（[^（）\n]*+）)*+）"
    r"|\((?:[^()\n]++|\([^()\n]*+\))*+\)"
    r"|「[^「」\n]*+」|『[^『』\n]*+』|【[^【】\n]*+】|‘[^‘’\n]*+’"
    r'|"[^"\n。！？!?]*+[。！？!?]?"'
)
_CLOSERS = "”’」』】）)》"
_FULL_STOP = r"(?<=[^\W\dA-Za-z_一二三四五六七八九十〇零百千])[.．](?![.．\dA-Za-z０-９Ａ-Ｚａ-ｚ])"
_STOP = rf"[。！？!?…｡]++|{_FULL_STOP}|\.{{3,}}"
_COMMA = r"[，；;]|(?<!\d),|,(?!\d)"

_FIRST = '“《（(「『【‘"。！？!?…｡.．\n'
"""What a sentence's tokens begin with: asked first, for at most places none of them does."""
_SENTENCE_TOKEN = expression(
    rf"(?=[{_FIRST}])(?:(?P<bracket>{_BRACKETED})|(?P<stop>(?:{_STOP})[{_CLOSERS}]*+)|(?P<break>\n++))"
)
_CLAUSE_TOKEN = expression(
    rf"(?=[{_FIRST}，；;,])(?:(?P<bracket>{_BRACKETED})|(?P<stop>(?:{_STOP}|{_COMMA})[{_CLOSERS}]*+)|(?P<break>\n++))"
)
_PARAGRAPH = expression(r"[^\n]*[^\s][^\n]*")
_STOPS = "。！？!?…"
_QUOTES = '”’」』"'
_GOES_ON = expression(r"[ 　]*[，、；：。！？,;:!?的地得等之为是和与及或]")
_SPACE = " \t\n\u3000\u00a0"


def paragraph_extents(text: str, start: int, end: int) -> list[Extent]:
    """The lines of ``text[start:end]`` that hold more than white space, in order, without their line breaks."""
    return [match.span() for match in _PARAGRAPH.finditer(text, start, end)]


def sentence_extents(text: str, start: int, end: int) -> list[Extent]:
    """The sentences of ``text[start:end]``, in order, as extents in ``text``.

    A sentence ends at 。！？… (or their ASCII forms; a full stop "." only after a Chinese character) with the closing
    quotes and brackets that follow, and at every paragraph break; never inside a closed pair of quotes, brackets or
    book-title marks, and never inside a number. A quotation that ends in 。！？ ends its sentence unless the sentence
    visibly goes on. Extents are trimmed of white space and never empty; only white space stands between them.
    """
    return list(_pieces(_SENTENCE_TOKEN, text, start, end))


def first_sentence_end(text: str, start: int, end: int) -> int:
    """Where the first sentence of ``text[start:end]`` ends; ``end`` where it holds none."""
    return next((stop for _, stop in _pieces(_SENTENCE_TOKEN, text, start, end)), end)


def clause_extents(text: str, start: int, end: int) -> list[Extent]:
    """The clauses of ``text[start:end]``: as ``sentence_extents``, but split at ， and ； (and , ;) as well.

    A clause includes its closing punctuation. A comma between digits is part of a number; 、 splits nothing.
    """
    return list(_pieces(_CLAUSE_TOKEN, text, start, end))


def _pieces(token: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Extent]:
    begin = start
    for match in token.finditer(text, start, end):
        if match.lastgroup == "bracket" and not _ends_here(text, match, end):
            continue
        stop = match.end()
        if (piece := _trimmed(text, begin, stop)) is not None:
            yield piece
        begin = stop
    if begin < end and (piece := _trimmed(text, begin, end)) is not None:
        yield piece


def _ends_here(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a bracketed piece that holds a full stop at its end also ends the sentence around it."""
    last = match.end()
    return text[last - 2] in _STOPS and text[last - 1] in _QUOTES and not _GOES_ON.match(text, match.end(), end)


def _trimmed(text: str, start: int, end: int) -> Extent | None:
    if start < end and text[start] not in _SPACE and text[end - 1] not in _SPACE:
        return start, end
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_SPACE))
    size = len(piece.strip(_SPACE))
    return (start + left, start + left + size) if size else None
