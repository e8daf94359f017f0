"""Web pages: the article and nothing else, in any encoding, however the page is saved."""

import pytest

from summarizer.documents import document_from_bytes
from summarizer.documents.html import DEEPEST
from summarizer.errors import SourceError

_ARTICLE = (
    "<p>&emsp;&emsp;各位代表：</p><p>现在，我代表县人民政府，向大会报告工作，请予审议。</p>"
    "<h2>一、2030年工作回顾</h2>"
    "<p>地区生产总值达到<strong>286.4</strong>亿元，<font color=red>增长</font>6.1%，"
    "绿化12万m<sup>2</sup><sup>[3]</sup>。"
    "<br>粮食产量65.2万吨，农民收入增长8%，居民满意。</p>"
)
_TEXT = [
    "各位代表：",
    "现在，我代表县人民政府，向大会报告工作，请予审议。",
    "一、2030年工作回顾",
    "地区生产总值达到286.4亿元，增长6.1%，绿化12万m²。",
    "粮食产量65.2万吨，农民收入增长8%，居民满意。",
]
_TITLE = "2031年清江县政府工作报告"


def _page(body: str, head: str = '<meta charset="utf-8">') -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def _site(article: str, head: str = '<meta charset="utf-8">') -> str:
    """A page of a site: navigation, the article with its title, related links, a footer, scripts and hidden text."""
    links = "".join(f"<li><a href=/{name}>{name}，栏目</a></li>" for name in ("首页", "新闻", "2029年政府工作报告"))
    return _page(
        f"<script>var a='增长5%，';</script><div class=top>今天是3月5日</div><ul class=nav>{links}</ul>"
        f"<div class=main><h1>{_TITLE}</h1><div>来源：县政府办</div><div id=zoom>{article}</div></div>"
        f"<p style='display: none'>内部，12亿元。</p><div class=rel>相关：<a href=/1>2029年，增长9%，见此</a></div>"
        "<footer>备案12345号，版权所有。</footer>",
        f"{head}<title>{_TITLE}_清江县政府网</title><style>p{{margin:12px}}</style>",
    )


def _lines(page: str, codec: str = "utf-8", name: str = "page.html") -> list[str]:
    document = document_from_bytes(page.encode(codec), name)
    assert document.format == "html"
    return document.text.split("\n")


def test_the_article_is_read_and_nothing_else() -> None:
    """Navigation, scripts, styles, hidden text, related links and the footer are left out, the title is kept."""
    assert _lines(_site(_ARTICLE)) == [_TITLE, "来源：县政府办", *_TEXT]


@pytest.mark.parametrize("codec", ["gb2312", "gbk", "gb18030", "utf-8", "utf-16", "big5"])
def test_encodings_are_those_that_the_page_names(codec: str) -> None:
    """The encoding is the one of the page's meta tag, or found where the tag is missing or wrong."""
    lines = ["各位代表：", "第一，增加投入；第二，保障民生。"]
    page = _page("".join(f"<p>{line}</p>" for line in lines), f'<meta charset="{codec}">')
    assert _lines(page, codec) == lines
    if codec != "big5":
        assert _lines(page.replace(f'charset="{codec}"', 'name="x"'), codec) == lines
        assert _lines(page.replace(f'charset="{codec}"', 'charset="utf-8"'), codec) == lines


def test_a_page_is_known_by_its_content() -> None:
    """A page with another suffix, and a piece of one without a head, are pages; a text with one tag is a text."""
    assert _lines(_page(_ARTICLE), name="page.txt") == _TEXT
    assert _lines(_ARTICLE, name="piece.txt") == _TEXT
    assert document_from_bytes("各位代表：<br>现在报告工作。".encode(), "a.txt").format == "text"


def test_a_title_that_only_the_head_has_is_put_first() -> None:
    """Where the article has no title of a report, the page's own stands in, without the name of the site."""
    page = _page(f"<div>{_ARTICLE}</div>", f"<meta charset=utf-8><title>{_TITLE}_清江县政府网</title>")
    assert _lines(page) == [_TITLE, *_TEXT]


def test_numbers_of_lists_and_rows_of_tables() -> None:
    """Numbers that a browser makes are text; a row of short cells is a line."""
    chinese = "<ol style='list-style-type:cjk-ideographic'><li>回顾，总结</li><li>展望，安排</li></ol>"
    plain = "<ol start=3><li>修路，修渠。</li></ol>"
    table = "<tr><th><p>指标</p></th><th><p>2030年</p></th></tr><tr><td>粮食</td><td>65万吨，丰收</td></tr>"
    assert _lines(_page(f"{chinese}{plain}<table>{table}</table>")) == [
        "一、回顾，总结",
        "二、展望，安排",
        "3.修路，修渠。",
        "指标\t2030年",
        "粮食\t65万吨，丰收",
    ]


def test_a_table_that_lays_out_a_page_is_none() -> None:
    """Long cells are texts of their own, one after the other."""
    left, right = "左栏，" * 40, "右栏，" * 40
    assert _lines(_page(f"<table><tr><td>{left}</td><td>{right}</td></tr></table>")) == [left, right]


def test_a_page_saved_in_one_file() -> None:
    """A browser's single file holds the page beside its pictures."""
    data = (
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    import base64

    data += base64.encodebytes(_site(_ARTICLE).encode()) + b"\r\n--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    assert document_from_bytes(data, "page.mhtml").text.split("\n") == [_TITLE, "来源：县政府办", *_TEXT]


def test_damaged_bytes_are_told() -> None:
    """A page with a broken byte is read, and says where."""
    data = _page("<p>各位代表：</p><p>粮食产量65万吨，增长。</p>").encode().replace("粮".encode(), b"\xe7\xb2", 1)
    document = document_from_bytes(data, "page.html")
    (damage,) = document.damage
    assert document.text[slice(*damage.span)] == "\ufffd"


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(_page("<div>" * 100_000 + "各位代表"), id="nested"),
        pytest.param(_page("<script>document.write('各位代表')</script>"), id="made by scripts"),
        pytest.param(_page(""), id="empty"),
    ],
)
def test_pages_without_text_or_sense_are_refused(page: str) -> None:
    """A line says why; depth is measured before the page is taken apart."""
    with pytest.raises(SourceError, match=r"^page\.html: [^\n]+$"):
        document_from_bytes(page.encode(), "page.html")


def test_deep_pages_are_read_to_a_bound() -> None:
    """Elements inside each other are no matter up to a depth that no real page has."""
    assert _lines(_page("<div>" * (DEEPEST - 10) + "各位代表：你们好。")) == ["各位代表：你们好。"]
