"""PDF files with a text layer: their lines with their places, by PDFium."""

from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_double
from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING

from summarizer.documents.document import Damage, Document, Span
from summarizer.documents.layout import Page, PageLine, read_pages
from summarizer.errors import SourceError
from summarizer.expressions import expression

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_PAGES = 3000
"""Pages of the longest file that is read; the longest collections in circulation have a few hundred."""
_UNREADABLE = expression(r"[\x00-\x08\x0e-\x1f\ufffd-\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]")
_DROPPED = expression(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_FOREIGN = expression(r"[\u00a1-\u024f\u0370-\u1fff\uac00-\ud7af\ua000-\uabff]")
_MOST_UNREADABLE = 0.2
_FEWEST_TO_JUDGE = 20
_PASSWORD = 4
_OCR = "run OCR on it first (ocrmypdf -l chi_sim, PaddleOCR or a scanner's own program) and give its output"
_SAMPLES = 5
_SHORT_NUMBER = expression(r"(?<![\d.])(?:\d{1,3}|[\[［〔]\d{1,3}[\]］〕])(?![\d.])")
_SQUARES = {"2": "²", "3": "³"}
_RAISED = 0.2
"""Figures raised by more than this part of their line's type are marks of notes or exponents."""


@dataclass(frozen=True, slots=True)
class _PdfTrouble:
    """What is wrong with a page, in English and Chinese."""

    page: int
    message: str
    told: str


def read_pdf(data: bytes, name: str) -> Document:
    """The document of a PDF file; ``pages`` tells the page of each offset, ``damage`` pages that cannot be read.

    Raises SourceError for a file that is encrypted, damaged, too long, or without a text layer.
    """
    with closing(_opened(data, name)) as pdf:
        count = len(pdf)
        if count > MOST_PAGES:
            raise SourceError(f"{name}: it has {count} pages, more than the limit of {MOST_PAGES}; split it")
        pages, troubles = _read(pdf)
    text = read_pages(pages)
    if not text.text.strip():
        raise SourceError(f"{name}: this PDF has no text, only images (a scan?); {_OCR}")
    damage = tuple(_damage(text.pages, len(text.text), trouble) for trouble in troubles)
    return Document(name, text.text, "pdf", "utf-16", pages=text.pages, damage=damage)


def _damage(starts: tuple[tuple[int, int], ...], size: int, trouble: _PdfTrouble) -> Damage:
    """A page's trouble at the stretch of text that stands on it, or where it would stand."""
    for place, (offset, page) in enumerate(starts):
        if page == trouble.page:
            end = starts[place + 1][0] if place + 1 < len(starts) else size
            return Damage(Span((offset, end)), trouble.message, trouble.told)
    at = next((offset for offset, page in starts if page > trouble.page), size)
    return Damage(Span((at, at)), trouble.message, trouble.told)


def _opened(data: bytes, name: str) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise SourceError(f"{name}: this PDF is encrypted; save it without a password and give that") from None
        raise SourceError(
            f"{name}: this PDF is damaged and cannot be opened; get a new copy, or print it to PDF again"
        ) from None


def _read(pdf: "PdfDocument") -> tuple[list[Page], list[_PdfTrouble]]:
    """The pages with their lines, and what is wrong with which page."""
    from pypdfium2 import PdfiumError

    pages: list[Page] = []
    troubles: list[_PdfTrouble] = []
    for index in range(len(pdf)):
        try:
            with closing(pdf[index]) as page:
                read, trouble = _page(page, index + 1)
        except PdfiumError:
            message = f"page {index + 1} is damaged and could not be read"
            troubles.append(_PdfTrouble(index + 1, message, f"第{index + 1}页已损坏，无法读取"))
            continue
        pages.append(read)
        if trouble:
            troubles.append(trouble)
    return pages, troubles


def _page(page: "PdfPage", number: int) -> tuple[Page, _PdfTrouble | None]:
    width, height = page.get_size()
    with closing(page.get_textpage()) as textpage:
        lines = tuple(_lines(textpage))
    return Page(number, width, height, lines), _trouble(page, lines, number)


def _trouble(page: "PdfPage", lines: tuple[PageLine, ...], number: int) -> _PdfTrouble | None:
    """What is wrong with the text of a page: there is only a picture of it, or its signs have no meaning."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    text = "".join(line.text for line in lines)
    if not text:
        pictured = next(page.get_objects([FPDF_PAGEOBJ_IMAGE], max_depth=2), None) is not None
        message = f"page {number} has no text, only a picture (a scan?); {_OCR}"
        return (
            _PdfTrouble(number, message, f"第{number}页只有图像，没有文字（扫描件？），请先做文字识别")
            if pictured
            else None
        )
    unreadable = len(_UNREADABLE.findall(text)) + len(_FOREIGN.findall(text))
    if len(text) >= _FEWEST_TO_JUDGE and unreadable > _MOST_UNREADABLE * len(text):
        return _PdfTrouble(
            number,
            f"page {number} has garbled text (a font without a character map); {_OCR}",
            f"第{number}页的文字是乱码（字体没有字符映射），请先做文字识别",
        )
    return None


def _lines(textpage: "PdfTextPage") -> Iterator[PageLine]:
    """The lines of a page in the order of the file, with the places of their characters."""
    place = 0
    for written in textpage.get_text_range().split("\r\n"):
        for start, text in _stripped(written):
            yield from _placed(textpage, text, place + _units(written[:start]))
        place += _units(written) + 2


def _stripped(written: str) -> Iterator[tuple[int, str]]:
    """A line without the white space around it and where it begins; nothing for a blank one."""
    if text := written.strip():
        yield written.index(text[0]), text


def _units(text: str) -> int:
    """Code units of UTF-16, which PDFium counts in."""
    return len(text) if text.isascii() or max(text) <= "\uffff" else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _placed(textpage: "PdfTextPage", text: str, start: int) -> Iterator[PageLine]:
    """A line with its place; PDFium now and then takes two lines for one, which are told apart by their baselines."""
    last = start + _units(text) - 1
    boxes = [_box(textpage, start + step * (last - start) // (_SAMPLES - 1)) for step in range(_SAMPLES)]
    size = max(box.height for box in boxes)
    if size <= 0:
        return
    if abs(boxes[0].baseline - boxes[-1].baseline) > 0.7 * size and (cut := _turn(textpage, text, start, size)):
        yield from _placed(textpage, text[:cut].rstrip(), start)
        rest = text[cut:].lstrip()
        yield from _placed(textpage, rest, start + _units(text[: len(text) - len(rest)]))
        return
    baseline = median_low(box.baseline for box in boxes)
    plain = _without_marks(textpage, text, start, baseline, size)
    if clean := _DROPPED.sub("", plain).strip():
        yield PageLine(clean, boxes[0].left, boxes[-1].right, baseline, size, plain != text)


def _without_marks(textpage: "PdfTextPage", text: str, start: int, baseline: float, size: float) -> str:
    """A line without the small raised figures that point to notes; those of units become what they mean (m²)."""
    if len(text) != _units(text):
        return text
    pieces, at = [], 0
    for match in _SHORT_NUMBER.finditer(text):
        box = _box(textpage, start + match.start())
        if box.baseline > baseline + _RAISED * size:
            square = _SQUARES.get(match.group(), "") if text[: match.start()].endswith(("m", "M", "米")) else ""
            pieces += [text[at : match.start()], square]
            at = match.end()
    return "".join([*pieces, text[at:]])


def _turn(textpage: "PdfTextPage", text: str, start: int, size: float) -> int:
    """The index in a text of the first character that stands on another line than the first one, 0 if none does."""
    if len(text) != _units(text):
        return 0
    first = _box(textpage, start).baseline
    for index in range(1, len(text)):
        if not text[index].isspace() and abs(_box(textpage, start + index).baseline - first) > 0.7 * size:
            return index
    return 0


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a character stands, with the whole height of its font."""

    left: float
    right: float
    baseline: float
    height: float


def _box(textpage: "PdfTextPage", unit: int) -> _Box:
    """The place of the character of a code unit; nothing of the sort is all zeros."""
    from pypdfium2 import raw

    index = raw.FPDFText_GetCharIndexFromTextIndex(textpage.raw, unit)
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    if index < 0 or not raw.FPDFText_GetLooseCharBox(textpage.raw, index, byref(box)):
        return _Box(0.0, 0.0, 0.0, 0.0)
    raw.FPDFText_GetCharOrigin(textpage.raw, index, byref(x), byref(y))
    return _Box(box.left, box.right, y.value, box.top - box.bottom)
