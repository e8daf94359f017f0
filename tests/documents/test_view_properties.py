"""Properties of the reading view: no character lost or moved, and wrapping does not change what is read."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from summarizer.documents import View, build_view, document_from_text
from summarizer.documents.document import Document
from summarizer.documents.pages import page_numbers

_SENTENCES = (
    "全市地区生产总值达到1286.4亿元、增长6.3%，一般公共预算收入突破92亿元。",
    "新建改建农村公路215公里，改造老旧小区48个，惠及居民1.9万户。",
    "我们坚持把项目建设作为第一抓手，集中开工重大项目136个，总投资482.7亿元，年度投资计划完成率达到103.5%。",
    "深化“放管服”改革，政务服务事项网上可办率超过98%，新登记经营主体2.4万户，同比增长11.2%。",
    "城镇新增就业3.6万人，城镇登记失业率控制在3.5%以内，居民人均可支配收入增长6%左右。",
    "持续推进清水河流域综合治理，国控断面水质优良比例保持100%，空气质量优良天数比率达到88.7%。",
    "财政金融领域风险总体可控，政府债务率下降4.2个百分点，守住了不发生系统性风险的底线。",
    "粮食总产量稳定在65万吨以上，建成高标准农田18.6万亩，脱贫人口人均纯收入增长13.1%。",
)
_GAPS = " \t\n\r\f\u3000\u00a0\u00ad\u200b\u2028\ue004"
_HEADINGS = ("一、2031年工作回顾", "（二）坚持创新引领，加快培育现代产业", "二、2032年重点任务", "（三）办好民生实事")

_UNDIVIDED = re.compile(r"[“（]*(?:[0-9A-Za-z.%+]+|.)[，。、；：！？）”%]*")


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _wrap(paragraph: str, columns: int = 26) -> list[str]:
    """The lines in which a typesetter breaks a paragraph whose two-character indentation is lost afterwards.

    Numbers and Latin words are not divided; one punctuation mark may hang over the margin.
    """
    lines, line, width, room = [], "", 0.0, columns - 2
    for piece in _UNDIVIDED.findall(paragraph):
        size = _width(piece)
        if line and width + size - (piece[-1] in "，。、；：！？") > room:
            lines.append(line)
            line, width, room = "", 0.0, columns
        line, width = line + piece, width + size
    return [*lines, line]


def _ends_short(paragraph: str) -> bool:
    """Whether the last line of a paragraph, wrapped, is not full: where it is, nobody can tell that it is the last."""
    return _width(_wrap(paragraph)[-1]) < 22


text_characters = st.text(
    alphabet=st.sampled_from(
        "各位代表：现在，。；“”（）一、AbcXX 0123456789１２５.%％～\n\n\n\r\t\u3000\u00a0\u00ad\u200b\ue004·—\u2028\f"
    ),
    max_size=300,
)
bodies = st.lists(st.sampled_from(_SENTENCES), min_size=2, max_size=9).map("".join).filter(_ends_short)
sections = st.tuples(st.sampled_from(_HEADINGS), st.lists(bodies, min_size=1, max_size=4))
reports = st.lists(sections, min_size=3, max_size=8).map(
    lambda parts: [line for head, body in parts for line in (head, *body)]
)


def _paged(paragraphs: list[str], first_page: int) -> str:
    """The paragraphs wrapped, a blank line after every line, a page number after every 22 lines.

    Nobody can tell a page number without another one, so there are none in texts of less than three pages.
    """
    lines = [line for paragraph in paragraphs for line in _wrap(paragraph)]
    out: list[str] = []
    for count, line in enumerate(lines, 1):
        out.append(line)
        if count % 22 == 0 and len(lines) > 44:
            out.append(str(first_page + count // 22))
    return "\n\n".join(out)


def _view(text: str) -> View:
    return build_view(Document("fictional.txt", text))


@given(text_characters)
def test_offsets_rise_and_point_at_the_characters_themselves(text: str) -> None:
    """Every character of the view stands at its offset in the source; a kept space stands for white space."""
    view = _view(text)
    offsets = list(view.offsets)
    assert offsets == sorted(set(offsets))
    assert len(offsets) == len(view.text) + 1
    for char, offset in zip(view.text, offsets, strict=False):
        assert char == text[offset] or (char in " \n" and text[offset] in _GAPS)


@given(text_characters)
def test_folding_keeps_the_length(text: str) -> None:
    """The folded text lines up with the text character by character."""
    view = _view(text)
    assert len(view.folded) == len(view.text)
    assert view.folded == "".join(_view(char).folded or char for char in view.text)


@given(text_characters)
def test_only_page_numbers_lose_their_digits(text: str) -> None:
    """The view's digits are the source's digits but for lines that are page numbers."""
    view = _view(text)
    source = re.sub(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    lines = [
        (match.start(), match.group().strip(" \t\r\u3000\u00a0\u00ad\u200b\ue004"))
        for match in re.finditer(r"[^\n]+", source)
    ]
    kept = [line for line in lines if line[1]]
    dropped = page_numbers([line for _, line in kept], [start for start, _ in kept])
    expected = "".join(line for i, (_, line) in enumerate(kept) if i not in dropped)
    assert re.sub(r"\D", "", view.text) == re.sub(r"\D", "", expected)


@given(text_characters, st.data())
def test_spans_and_extents_round_trip(text: str, data: st.DataObject) -> None:
    """The extent of the span of an extent is the extent."""
    view = _view(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    if start < end:
        assert view.extent(view.span(start, end)) == (start, end)
    else:
        assert view.span(start, end)[0] == view.span(start, end)[1]


@given(reports, st.integers(1, 400))
def test_wrapped_text_reads_like_the_same_text_unwrapped(paragraphs: list[str], first_page: int) -> None:
    """Wrapping at 26 columns, blank lines and page numbers do not change the paragraphs."""
    unwrapped = _view("\n".join(paragraphs))
    assert _view(_paged(paragraphs, first_page)).text == unwrapped.text


@given(reports)
def test_a_view_of_a_view_changes_nothing(paragraphs: list[str]) -> None:
    """Text that is one paragraph a line stays as it is."""
    text = "\n".join(paragraphs)
    assert build_view(document_from_text(text, "fictional.txt")).text == text
