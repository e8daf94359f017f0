"""Memos as a Word document: one page a report, notes at its foot, each number linked to its note."""

from collections.abc import Sequence
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from summarizer.brief.memo import Cell, Memo
from summarizer.brief.words import COLUMNS, NOTES, NOTES_WITHOUT_QUOTES, legend

_FONT = "宋体"
_BODY, _SMALL, _NOTE, _TITLE, _HEAD = 8.0, 7.0, 5.5, 14.0, 9.5
_MANY = 6
_LINE = 30
"""Characters of a line in a column."""
_RED = RGBColor(0xB0, 0, 0)


def word(memos: Sequence[Memo], *, quotes: bool) -> bytes:
    """All memos as one .docx file; with ``quotes`` each note has the words of the source."""
    document = _document()
    for number, memo in enumerate(memos, 1):
        _write(document, memo, number, quotes)
        if number < len(memos):
            document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _document() -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(12)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(_BODY)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    return document


def _write(document: Document, memo: Memo, number: int, quotes: bool) -> None:
    _heading(document, memo.title, 1, _TITLE)
    document.add_paragraph().add_run(memo.headline).bold = True
    if memo.rows:
        _figures(document, memo, number)
    if memo.overview:
        document.add_paragraph(memo.overview).paragraph_format.space_before = Pt(3)
    for title, points in memo.parts:
        _heading(document, title, 2, _HEAD)
        _points(document, points, number)
    _notes(document, memo, number, quotes)


def _heading(document: Document, text: str, level: int, size: float) -> None:
    heading = document.add_heading(level=level)
    run = heading.add_run(text)
    run.font.size, run.font.color.rgb, run.font.name = Pt(size), RGBColor(0, 0, 0), "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(4), Pt(1)


def _figures(document: Document, memo: Memo, number: int) -> None:
    lines = [tuple(Cell(column) for column in COLUMNS)]
    lines += [(Cell(row.label), row.actual, row.growth, row.target) for row in memo.rows]
    table: Table = document.add_table(rows=len(lines), cols=len(COLUMNS), style="Light Shading")
    for row, line in zip(table.rows, lines, strict=True):
        for place, (cell, figure) in enumerate(zip(row.cells, line, strict=True)):
            _fill(cell.paragraphs[0], figure if figure.text else Cell("–"), number, right=place > 0)


def _fill(paragraph: Paragraph, cell: Cell, number: int, *, right: bool) -> None:
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add(paragraph, cell, number)
    for run in paragraph.runs:
        run.bold = False


def _points(document: Document, points: Sequence[Cell], number: int) -> None:
    """The points of a list; many of them in two columns."""
    if len(points) < _MANY:
        for point in points:
            _bullet(document.add_paragraph(), point, number)
        return
    table = document.add_table(rows=1, cols=2)
    for cell, column in zip(table.rows[0].cells, _halves(points), strict=True):
        for place, point in enumerate(column):
            _bullet(cell.add_paragraph() if place else cell.paragraphs[0], point, number)


def _halves(points: Sequence[Cell]) -> tuple[Sequence[Cell], Sequence[Cell]]:
    """Points in two columns of about the same height."""
    lines = [1 + len(point.text) // _LINE for point in points]
    cut = min(range(1, len(points)), key=lambda k: abs(sum(lines[:k]) - sum(lines[k:])))
    return points[:cut], points[cut:]


def _bullet(paragraph: Paragraph, point: Cell, number: int) -> None:
    paragraph.paragraph_format.left_indent = Pt(_BODY)
    paragraph.paragraph_format.first_line_indent = Pt(-_BODY)
    paragraph.add_run("· ")
    _add(paragraph, point, number)


def _add(paragraph: Paragraph, cell: Cell, number: int) -> None:
    """A cell's text, its mark in red, and the numbers of its notes, each a link to the note."""
    paragraph.add_run(cell.text)
    if cell.mark:
        paragraph.add_run(cell.mark).font.color.rgb = _RED
    for note in cell.notes:
        run = paragraph.add_run(f" {note}")
        run.font.superscript = True
        _link(paragraph, run, _bookmark(number, note))


def _notes(document: Document, memo: Memo, number: int, quotes: bool) -> None:
    if memo.marks:
        mark = document.add_paragraph().add_run(legend(memo.marks))
        mark.font.size, mark.font.color.rgb = Pt(_SMALL), _RED
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(4)
    title = NOTES if quotes else NOTES_WITHOUT_QUOTES
    paragraph.add_run(f"{title}：{memo.source}").font.size = Pt(_NOTE)
    for note in memo.notes:
        text = f" {note.number}) {note.place}"
        if quotes:
            paragraph = document.add_paragraph()
            text += f" “{note.quote}”"
        run = paragraph.add_run(text)
        run.font.size = Pt(_NOTE)
        _anchor(run, _bookmark(number, note.number), number * 10_000 + note.number)


def _bookmark(memo: int, note: int) -> str:
    return f"note_{memo}_{note}"


def _link(paragraph: Paragraph, run: Run, anchor: str) -> None:
    """Make a run a link to a bookmark of the document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.append(run._element)
    paragraph._p.append(link)


def _anchor(run: Run, name: str, identity: int) -> None:
    """Put a bookmark round a run."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(identity))
    start.set(qn("w:name"), name)
    run._element.addprevious(start)
    run._element.addnext(end)
