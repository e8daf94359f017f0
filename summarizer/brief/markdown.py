"""Memos as Markdown, with footnotes for the places."""

from collections.abc import Iterable, Iterator

from summarizer.brief.memo import Cell, Memo
from summarizer.brief.words import COLUMNS, FIGURES, legend
from summarizer.expressions import expression

_SPECIAL = expression(r"([\\`*_\[\]<>|#])")


def markdown(memos: Iterable[Memo], *, quotes: bool) -> str:
    """All memos as one Markdown text; footnotes hold the places and, with ``quotes``, the words of the source."""
    return "\n\n---\n\n".join("\n".join(_memo(memo, number, quotes)) for number, memo in enumerate(memos, 1)) + "\n"


def _memo(memo: Memo, number: int, quotes: bool) -> Iterator[str]:
    yield from (f"# {_plain(memo.title)}", "", f"**{_plain(memo.headline)}**", "")
    if memo.rows:
        yield from (f"## {FIGURES}", "", f"| {' | '.join(COLUMNS)} |", "| --- | ---: | ---: | ---: |")
        for row in memo.rows:
            cells = " | ".join(_cell(cell, number) or "–" for cell in (row.actual, row.growth, row.target))
            yield f"| {_plain(row.label)} | {cells} |"
        yield ""
    if memo.overview:
        yield from (_plain(memo.overview), "")
    for title, points in memo.parts:
        yield from (f"## {title}", "", *(f"- {_cell(point, number)}" for point in points), "")
    if memo.marks:
        yield from (f"*{legend(memo.marks)}*", "")
    for note in memo.notes:
        quote = f" “{_plain(note.quote)}”" if quotes else ""
        yield f"[^{number}-{note.number}]: {_plain(memo.source)} {note.place}{quote}"


def _cell(cell: Cell, number: int) -> str:
    return _plain(cell.text) + cell.mark + "".join(f"[^{number}-{note}]" for note in cell.notes)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
