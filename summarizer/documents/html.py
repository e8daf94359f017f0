"""Web pages: the article of a page as paragraphs, without navigation, scripts and furniture."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.documents.document import Document
from summarizer.documents.encodings import decode_marked, replacements
from summarizer.documents.numbering import written
from summarizer.errors import SourceError
from summarizer.expressions import expression

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_UNREAD = frozenset(
    "script style noscript template head iframe svg math select button textarea input canvas object video audio map "
    "nav aside footer dialog".split()
)
_BLOCKS = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form header hr "
    "html h1 h2 h3 h4 h5 h6 legend li main ol p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_HIDDEN = expression(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHINESE_LIST = expression(r"cjk-ideographic|(?:simp|trad)-chinese", re.IGNORECASE)
_SPACE = expression(r"[ \t\r\n\f]+")
_MARK = expression(r"[，。；、：]")
_BETWEEN = expression(r"[_|\-–—]")
"""What stands between the parts of a page's title: the report's, the section's, the site's."""
_NOTE_MARK = expression(r"[\[［【(（]?(?:\d{1,3}|[*※†①-⑳])[\]］】)）]?")
_SQUARES = {"2": "²", "3": "³"}
_TAG = expression(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr "
    "p li td th tr dd dt option tbody thead tfoot".split()
)
"""Tags that hold nothing, or that close by themselves when another of their kind opens."""
DEEPEST = 2000
"""How deep the elements of a page may be nested; real pages have a few dozen levels."""
_MOST_OF_IT = 0.85
"""The share of a page's running text that its article has at least."""
_LONGEST_CELL = 80
_LONGEST_TITLE = 80
_MOSTLY_LINKS = 0.6
_HEAD_BLOCKS = 12


def read_html(data: bytes, name: str) -> Document:
    """The document of a web page, also of one saved with its pictures in one file (MHTML).

    Its text is that of the article: the innermost element that holds nearly all running text, with the title that
    stands before it, a paragraph, list item or table row a line. Raises SourceError where there is no text, or the
    page is nested deeper than real ones are.
    """
    decoded = decode_marked(_single_file(data) or data)
    depth = _depth(decoded.text)
    if depth > DEEPEST:
        raise SourceError(f"{name}: its elements are nested {depth} deep, which no real page is; it is not read")
    lines = _article(decoded.text)
    if not lines:
        raise SourceError(f"{name}: this web page has no text (one made by scripts?); save it from a browser as text")
    text = "\n".join(lines)
    return Document(name, text, "html", decoded.encoding, damage=tuple(replacements(text)) if decoded.damaged else ())


def _single_file(data: bytes) -> bytes | None:
    """The page in a file that holds it with its pictures, None for any other bytes."""
    if b"mime-version:" not in data[:2048].lower() or b"multipart/related" not in data[:4096].lower():
        return None
    for part in message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            return body if isinstance(body, bytes) else None
    return None


def _depth(page: str) -> int:
    """How deep elements are nested at most, by the tags that are opened and closed."""
    depth = deepest = 0
    for closes, tag in _TAG.findall(page):
        if tag.lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if closes else depth + 1
        deepest = max(deepest, depth)
    return deepest


@dataclass(slots=True)
class _Block:
    """A line of a page: its text, the characters of it that are links, the element it stands in, and its tag."""

    element: int
    tag: str
    pieces: list[str] = field(default_factory=list)
    linked: int = 0

    @property
    def text(self) -> str:
        return _SPACE.sub(" ", "".join(self.pieces)).replace("\x1f", "\t").strip(" ")


@dataclass(slots=True)
class _Element:
    """An element that begins a block: its parent, and the number of the element after all of its contents."""

    parent: int
    end: int = 0
    score: int = 0


def _article(page: str) -> list[str]:
    """The lines of the article of a page."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    walk = _Walk()
    if tree.root is not None:
        walk.run(tree.root)
    blocks = [block for block in walk.blocks if block.text]
    first, last = _container(walk.elements, blocks)
    inside = [block for block in blocks if first <= block.element < last]
    before = [block for block in blocks if block.element < first]
    lines = [*_heading(before), *(block.text for block in inside if not _is_links(block))]
    if not any("工作报告" in line for line in lines[:_HEAD_BLOCKS]) and (title := _page_title(tree)):
        lines.insert(0, title)
    return [part.strip() for line in lines for part in line.split("\v") if part.strip()]


def _container(elements: list[_Element], blocks: list[_Block]) -> tuple[int, int]:
    """The numbers of the innermost element that holds nearly all running text, and of the first one after it."""
    for block in blocks:
        if not _is_links(block):
            elements[block.element].score += len(_MARK.findall(block.text))
    for element in reversed(elements):
        if element.parent >= 0:
            elements[element.parent].score += element.score
    if not elements:
        return (0, 0)
    chosen = 0
    for number, element in enumerate(elements):
        if element.score and element.score >= _MOST_OF_IT * elements[0].score and element.parent == chosen:
            chosen = number
    return (chosen, elements[chosen].end)


def _is_links(block: _Block) -> bool:
    return block.linked > _MOSTLY_LINKS * len(block.text)


def _heading(before: list[_Block]) -> list[str]:
    """The title of a report that stands before its article, with the short lines between them."""
    for place in range(len(before) - 1, -1, -1):
        text = before[place].text
        if "工作报告" in text and len(text) <= _LONGEST_TITLE and not before[place].linked:
            return [
                block.text for block in before[place:] if len(block.text) <= _LONGEST_TITLE and not _is_links(block)
            ]
    return []


def _page_title(tree: "LexborHTMLParser") -> str:
    node = tree.css_first("title")
    parts = _BETWEEN.split(node.text()) if node is not None else []
    return next((part.strip() for part in parts if "工作报告" in part and len(part) <= _LONGEST_TITLE), "")


class _Walk:
    """One walk over a page's nodes, in order, without recursion."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self.blocks: list[_Block] = []
        self.elements: list[_Element] = []
        self._open: list[int] = []
        self._links = 0
        self._lists: list[list[int | str]] = []
        self._rows: list[int] = []
        self._cells: list[list[int]] = []

    def run(self, root: "LexborNode") -> None:
        """Visit every node below ``root`` that is read."""
        node: LexborNode | None = root
        depth = 0
        while node is not None:
            entered = self._enter(node)
            child = node.first_child if entered else None
            if child is not None:
                node, depth = child, depth + 1
                continue
            if entered:
                self._leave(node)
            while node is not None and node.next is None:
                node, depth = node.parent, depth - 1
                if node is None or depth < 0:
                    return
                self._leave(node)
            node = node.next if node is not None and depth > 0 else None

    def _enter(self, node: "LexborNode") -> bool:
        """Take a node in; whether what is inside it is read."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
            return False
        if tag in _UNREAD or tag.startswith(("-", "!")) or _is_hidden(node):
            return False
        if tag == "sup":
            self._raised(node)
            return False
        if tag == "br":
            self._text("\v", kept=True)
        elif tag == "a":
            self._links += 1
        elif tag in _BLOCKS:
            self._begin(node, tag)
        return True

    def _raised(self, node: "LexborNode") -> None:
        """Take in raised figures that belong to a unit (m²); those that point to notes are no text."""
        text = node.text().strip()
        before = self.blocks[-1].pieces[-1] if self.blocks and self.blocks[-1].pieces else ""
        if text in _SQUARES and before[-1:] in ("m", "M", "米"):
            self._text(_SQUARES[text])
        elif not _NOTE_MARK.fullmatch(text):
            self._text(text)

    def _begin(self, node: "LexborNode", tag: str) -> None:
        self._open.append(len(self.elements))
        self.elements.append(_Element(self._open[-2] if len(self._open) > 1 else -1))
        if tag == "tr":
            self._rows.append(len(self.blocks))
            self._cells.append([])
        elif tag in _CELLS and self._cells:
            self._cells[-1].append(len(self.blocks))
        elif tag in ("ol", "ul"):
            self._lists.append(_numbers(node, tag))
        self._new_block(tag)
        if tag == "li" and self._lists and self._lists[-1]:
            self._text(self._next_number(), kept=True)

    def _next_number(self) -> str:
        kind, count = self._lists[-1]
        self._lists[-1][1] = int(count) + 1
        return f"{written(int(count), str(kind))}{'.' if kind == 'decimal' else '、'}"

    def _leave(self, node: "LexborNode") -> None:
        tag = node.tag or ""
        if tag == "a":
            self._links -= 1
        elif tag in _BLOCKS and self._open:
            self.elements[self._open.pop()].end = len(self.elements)
            if tag == "tr" and self._rows:
                self._end_row(self._rows.pop(), self._cells.pop())
            elif tag in ("ol", "ul") and self._lists:
                self._lists.pop()
            self._new_block(tag)

    def _end_row(self, start: int, cells: list[int]) -> None:
        """Make one line of a row of short cells; rows of a table that only lays out a page stay blocks."""
        if len(cells) < 2:
            return
        edges = [*cells, len(self.blocks)]
        texts = [
            "".join(block.text for block in self.blocks[begin:end]).replace("\v", "") for begin, end in pairwise(edges)
        ]
        if all(len(text) <= _LONGEST_CELL for text in texts):
            row = _Block(self.blocks[start].element if start < len(self.blocks) else self._open[-1], "tr")
            row.linked = sum(block.linked for block in self.blocks[start:])
            row.pieces = ["\x1f".join(texts)]
            self.blocks[start:] = [row]

    def _new_block(self, tag: str) -> None:
        if not self.blocks or self.blocks[-1].pieces or self.blocks[-1].element != self._open_element():
            self.blocks.append(_Block(self._open_element(), tag))

    def _open_element(self) -> int:
        return self._open[-1] if self._open else 0

    def _text(self, text: str, *, kept: bool = False) -> None:
        if not self.blocks or not (text if kept else text.strip()):
            if self.blocks and self.blocks[-1].pieces and text:
                self.blocks[-1].pieces.append(" ")
            return
        self.blocks[-1].pieces.append(text)
        if self._links > 0:
            self.blocks[-1].linked += len(text.strip())


def _numbers(node: "LexborNode", tag: str) -> list[int | str]:
    """The kind of an ordered list's numbers and the first one; nothing for a list without numbers."""
    if tag == "ul":
        return []
    attributes = node.attributes
    start = attributes.get("start") or "1"
    chinese = _CHINESE_LIST.search(attributes.get("style") or "")
    return ["chineseCounting" if chinese else "decimal", int(start) if start.isdecimal() else 1]


def _is_hidden(node: "LexborNode") -> bool:
    attributes = node.attributes
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None
