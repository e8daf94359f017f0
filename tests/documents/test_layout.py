"""Pages of lines become paragraphs: furniture goes, columns are told apart, paragraphs run over lines and pages."""

from summarizer.documents.layout import Page, PageLine, read_pages, without_furniture

_SIZE = 12.0
_WIDTH, _HEIGHT = 600.0, 800.0
_LEFT, _RIGHT = 60.0, 540.0
_BODY = (
    "全市地区生产总值达到一千二百亿元，新建改建农村公路二百公里，改造老旧小区四十八个，惠及居民一万九千户，群众满意。"
)


def _line(text: str, left: float, bottom: float, size: float = _SIZE) -> PageLine:
    return PageLine(text, left, left + size * len(text), bottom, size)


def _set(paragraphs: list[str], *, columns: int = 1, indent: int = 2, rows: int = 30, title: str = "") -> list[Page]:
    """Pages of paragraphs set in full lines with first lines moved in, each page with its head and its number."""
    gap = 24.0
    wide = (_RIGHT - _LEFT - gap * (columns - 1)) / columns
    count = int(wide // _SIZE)
    flat: list[tuple[str, bool]] = []
    for paragraph in paragraphs:
        pieces = [paragraph[: count - indent]]
        pieces += [paragraph[at : at + count] for at in range(count - indent, len(paragraph), count)]
        flat += [(piece, number == 0) for number, piece in enumerate(pieces)]
    pages = []
    for number in range(0, len(flat), rows * columns):
        lines = []
        for place, (piece, first) in enumerate(flat[number : number + rows * columns]):
            column, row = divmod(place, rows)
            left = _LEFT + column * (wide + gap) + (indent * _SIZE if first else 0)
            lines.append(_line(piece, left, 700.0 - 20 * row))
        page = number // (rows * columns) + 1
        lines.append(_line(f"— {page} —", 280, 30, 10))
        if title:
            lines.append(_line(title, 200, 770, 10))
        pages.append(Page(page, _WIDTH, _HEIGHT, tuple(lines)))
    return pages


_PARAGRAPHS = [
    "一、2031年工作回顾",
    *(_BODY * n + "完。" for n in (3, 1, 5, 2, 4, 6, 3, 5)),
    "二、2032年重点任务",
    _BODY * 9,
]


def test_paragraphs_run_over_lines_and_pages() -> None:
    """Each paragraph is a line again, page numbers gone, wherever the pages end."""
    assert read_pages(_set(_PARAGRAPHS, rows=11)).text.split("\n") == _PARAGRAPHS


def test_columns_are_read_one_after_the_other() -> None:
    """Text in two columns comes in the order of reading."""
    assert read_pages(_set(_PARAGRAPHS, columns=2, rows=16)).text.split("\n") == _PARAGRAPHS


def test_a_running_head_goes_and_the_title_stays() -> None:
    """A line that repeats at the edge of the pages is none of the text, though the title of the report is the same."""
    title = "清江县政府工作报告"
    assert read_pages(_set([title, *_PARAGRAPHS], rows=12, title=title)).text.split("\n") == [title, *_PARAGRAPHS]


def test_a_head_with_the_date_of_printing_goes() -> None:
    """Figures in heads and feet may differ from page to page."""
    pages = _set(_PARAGRAPHS, rows=12)
    dated = [
        Page(
            page.number,
            page.width,
            page.height,
            (*page.lines, _line(f"3/{page.number}/31, 2:4{page.number} PM", 20, 780, 8)),
        )
        for page in pages
    ]
    assert read_pages(dated).text.split("\n") == _PARAGRAPHS


def test_a_watermark_goes() -> None:
    """What stands at one place of many pages, whatever it says, is no text."""
    mark = _line("更多资料请关注某公众号", 200, 411, 30)
    pages = [
        Page(page.number, page.width, page.height, (*page.lines[:5], mark, *page.lines[5:]))
        for page in _set(_PARAGRAPHS, rows=12)
    ]
    assert len(pages) > 3
    assert not any(mark in page.lines for page in without_furniture(pages))
    assert read_pages(pages).text.split("\n") == _PARAGRAPHS


def test_notes_at_the_foot_come_last() -> None:
    """Small type below the body that begins with a mark does not stand within the paragraph that goes on overleaf."""
    pages = _set(_PARAGRAPHS, rows=12)
    note = "1指年主营业务收入二千万元以上的企业。"
    first = Page(1, _WIDTH, _HEIGHT, (*pages[0].lines, _line(note, _LEFT, 120, 9)))
    text = read_pages([first, *pages[1:]])
    assert text.text.split("\n") == [*_PARAGRAPHS, note]
    assert text.pages[-1] == (text.text.index(note), 1)


def test_each_page_begins_where_its_first_character_stands() -> None:
    """The offsets of pages rise with the text and point at the characters that stand first on them."""
    pages = _set(_PARAGRAPHS, rows=12)
    text = read_pages(pages)
    firsts = [page.lines[0].text for page in pages]
    assert [number for _, number in text.pages] == [page.number for page in pages]
    assert all(text.text.startswith(first, at) for (at, _), first in zip(text.pages, firsts, strict=True))


def test_pieces_of_one_line_are_put_together() -> None:
    """Cells of a row stay apart, pieces of a word do not."""
    lines = (_line("粮食产量", 60, 600), _line("65", 108, 600), _line("万吨", 132, 600), _line("增长", 300, 600))
    assert read_pages([Page(1, _WIDTH, _HEIGHT, lines)]).text == "粮食产量65万吨\t增长"


def test_no_lines_are_no_text() -> None:
    """An empty page, or no page, gives the empty text."""
    assert read_pages([]).text == ""
    assert read_pages([Page(1, _WIDTH, _HEIGHT, ())]).text == ""


def test_small_type_at_the_outer_edge_of_a_single_page_goes() -> None:
    """A browser's head and foot, where nothing repeats."""
    head, foot = (
        _line("11/25/31, 2:47 PM", 24, 770, 8),
        _line("https://example.invalid/report/2031/index.html 1/1", 24, 17, 8),
    )
    body = (_line("各位代表：", 84, 620), _line("粮食产量65万吨。", 84, 600))
    assert read_pages([Page(1, _WIDTH, _HEIGHT, (*body, head, foot))]).text == "各位代表：\n粮食产量65万吨。"
