"""Word files (.docx): paragraphs with the numbers that Word writes before them, tables, footnotes."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.documents.document import Document
from summarizer.documents.limits import check_archive
from summarizer.documents.numbering import Counters, ListLevel
from summarizer.errors import SourceError

if TYPE_CHECKING:
    from docx.document import Document as Word

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = {f"{_W}t": None, f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
"""Elements that are characters; None: those inside them."""
_UNREAD = frozenset(
    (*(f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "rPr", "pPr", "txbxContent")), _FALLBACK)
)
"""Elements whose contents are no text of their paragraph: deleted or moved away, fields' codes, properties."""
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_DEEPEST_STYLE = 20
_BROKEN = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, RuntimeError)
"""What python-docx and zipfile raise, beside errors of their own, for parts that are missing or truncated."""


def read_docx(data: bytes, name: str) -> Document:
    """The document of a Word file: its body's paragraphs and table rows, one a line, then its footnotes.

    Headers and footers are left out. Raises SourceError for a file that is encrypted, damaged, a bomb or without text.
    """
    check_archive(data, name)
    text = "\n".join(line for line in _lines(_opened(data, name)) if line.strip())
    if not text:
        raise SourceError(f"{name}: this Word file has no text (images of a report?); run OCR first and use its output")
    return Document(name, text, "docx", "utf-8")


def _opened(data: bytes, name: str) -> "Word":
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        return docx.Document(io.BytesIO(data))
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, zlib.error, *_BROKEN) as error:
        raise SourceError(
            f"{name}: this Word file is damaged; open and save it again in Word or LibreOffice"
        ) from error


def _lines(word: "Word") -> Iterator[str]:
    body = word.element.body
    numbers = _Numbers(word)
    if body is not None:
        yield from _block_lines(body, numbers)
    yield from _footnotes(word)


def _block_lines(block: Any, numbers: "_Numbers | None") -> Iterator[str]:
    """The lines of what holds paragraphs and tables: the body, a cell, a content control, a text box."""
    stack = [iter(block)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == f"{_W}p":
            yield from _paragraph(element, numbers)
        elif element.tag == f"{_W}tbl":
            yield from _rows(element)
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            stack.append(iter(element))


def _paragraph(element: Any, numbers: "_Numbers | None") -> Iterator[str]:
    text = _text(element)
    if text.strip():
        mark = numbers.mark(element) if numbers else ""
        yield from f"{mark}{text}".split("\n")
    for box in element.iter(f"{_W}txbxContent"):
        if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
            yield from (line for paragraph in box.iterchildren(f"{_W}p") for line in _text(paragraph).split("\n"))


def _text(element: Any) -> str:
    """The characters of a paragraph in order, whatever runs, links and revisions they stand in."""
    pieces: list[str] = []
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in _TEXT:
            pieces.append(_TEXT[child.tag] or child.text or "")
        elif child.tag not in _UNREAD and not (child.tag == f"{_W}r" and _is_hidden(child)):
            stack.append(iter(child))
    return "".join(pieces)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "true") not in ("0", "false")


def _rows(table: Any) -> Iterator[str]:
    """The rows of a table, cells divided by tabs; the paragraphs of a table of one cell each for themselves."""
    rows = list(table.iterchildren(f"{_W}tr"))
    for row in rows:
        cells = list(row.iter(f"{_W}tc"))
        if len(cells) == 1:
            yield from _block_lines(cells[0], None)
        else:
            outer = [cell for cell in cells if next(cell.iterancestors(f"{_W}tc"), None) is None]
            yield "\t".join("".join(_text(p) for p in cell.iter(f"{_W}p")).replace("\n", "") for cell in outer)


def _footnotes(word: "Word") -> Iterator[str]:
    from lxml import etree

    for relation in word.part.rels.values():
        if relation.reltype == _FOOTNOTES and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(relation.target_part.blob, parser)
            for note in root.iterchildren(f"{_W}footnote"):
                if note.get(f"{_W}type") is None:
                    yield "".join(_text(p) for p in note.iter(f"{_W}p"))


@dataclass(frozen=True, slots=True)
class _WordList:
    """A list of the document: the group that counts together, and its levels."""

    group: str
    levels: dict[int, ListLevel]


@dataclass(slots=True)
class _Style:
    """What a paragraph style says of numbers: list and level, and the style that it is based on."""

    number: str | None
    level: int | None
    parent: str | None


class _Numbers:
    """The marks of numbered paragraphs, as Word would write them."""

    def __init__(self, word: "Word") -> None:
        """Read the lists and the styles of the document."""
        self._counters = Counters()
        self._styles = _styles(word)
        self._lists, self._linked = _lists(word)

    def mark(self, paragraph: Any) -> str:
        """The number that stands before a paragraph; counts it. Call it once for each, in order."""
        number, level = self._place(paragraph)
        found = self._lists.get(number or "")
        return self._counters.next(found.group, level, found.levels) if found else ""

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and level of a paragraph, by itself or by its style."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None, 0
        style = _value(properties.find(f"{_W}pStyle"))
        number, level = _number(properties)
        if number is None and style is not None:
            number, inherited = self._of_style(style)
            level = inherited if level is None else level
        return number, level or 0

    def _of_style(self, style: str) -> tuple[str | None, int | None]:
        level = None
        current: str | None = style
        for _ in range(_DEEPEST_STYLE):
            found = self._styles.get(current or "")
            if found is None:
                return None, None
            level = found.level if level is None else level
            if found.number is not None:
                return found.number, self._linked.get((found.number, style), level)
            current = found.parent
        return None, None


def _value(element: Any) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _number(properties: Any) -> tuple[str | None, int | None]:
    told = properties.find(f"{_W}numPr")
    if told is None:
        return None, None
    level = _value(told.find(f"{_W}ilvl"))
    return _value(told.find(f"{_W}numId")), int(level) if level and level.isdecimal() else None


def _styles(word: "Word") -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    for style in word.styles.element.iterchildren(f"{_W}style"):
        properties = style.find(f"{_W}pPr")
        number, level = (None, None) if properties is None else _number(properties)
        styles[style.get(f"{_W}styleId", "")] = _Style(number, level, _value(style.find(f"{_W}basedOn")))
    return styles


def _lists(word: "Word") -> tuple[dict[str, _WordList], dict[tuple[str, str], int]]:
    """The lists by their number, and the level of a list that a style is linked with."""
    try:
        root = word.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return {}, {}
    abstract = {item.get(f"{_W}abstractNumId", ""): item for item in root.iterchildren(f"{_W}abstractNum")}
    lists: dict[str, _WordList] = {}
    linked: dict[tuple[str, str], int] = {}
    for item in root.iterchildren(f"{_W}num"):
        number = item.get(f"{_W}numId", "")
        kind = _value(item.find(f"{_W}abstractNumId")) or ""
        if kind not in abstract:
            continue
        levels = _levels(abstract[kind])
        restarts = False
        for override in item.iterchildren(f"{_W}lvlOverride"):
            at = int(override.get(f"{_W}ilvl", "0"))
            begun = _value(override.find(f"{_W}startOverride"))
            if begun is not None and at in levels:
                levels[at] = ListLevel(levels[at].kind, levels[at].text, int(begun))
                restarts = True
        lists[number] = _WordList(f"num{number}" if restarts else f"abstract{kind}", levels)
        for level in abstract[kind].iterchildren(f"{_W}lvl"):
            if style := _value(level.find(f"{_W}pStyle")):
                linked[(number, style)] = int(level.get(f"{_W}ilvl", "0"))
    return lists, linked


def _levels(item: Any) -> dict[int, ListLevel]:
    return {
        int(level.get(f"{_W}ilvl", "0")): ListLevel(
            _value(level.find(f"{_W}numFmt")) or "decimal",
            _value(level.find(f"{_W}lvlText")) or "",
            int(_value(level.find(f"{_W}start")) or 1),
        )
        for level in item.iterchildren(f"{_W}lvl")
    }
