"""The one normalised text: look-alikes, entities, emphasis, traditional characters, marks in numbers, lost breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.documents import Span, View, build_view, document_from_text
from summarizer.documents.document import Document

_REPORT = (
    "2031年清江县政府工作报告",
    "——2031年1月12日在清江县第九届人民代表大会第二次会议上",
    "县长 张三",
    "各位代表：",
    "现在，我代表县人民政府，向大会报告工作，请予审议。",
    "一、2030年工作回顾",
    "过去一年，地区生产总值增长6.1%。",
    "（一）产业提质增效。新增规上企业12家。（二）城乡更加协调。改造老旧小区8个。",
    "二、2031年工作总体要求和主要目标",
    "今年，地区生产总值增长6%左右。",
    "三、2031年重点工作",
    "（一）加快项目建设。新建幼儿园3所。",
)


def _view(text: str, form: str = "text") -> View:
    return build_view(Document("fictional.txt", text, format=form))


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("⼀、２０３１年⼯作回顾", "一、２０３１年工作回顾"),
        ("地区⽣产总值增⻓⻘山⻢", "地区生产总值增长青山马"),
        ("達到286.4億元、20034萬畝", "达到286.4亿元、20034万亩"),
        ("用於民生的財力達到75%", "用于民生的财力达到75%"),
        ("乾县著名景区", "乾县著名景区"),
        ("达到1，286.4亿元", "达到1,286.4亿元"),
        ("投资12，345，678元", "投资12,345,678元"),
        ("分别为5，100个", "分别为5，100个"),
        ("增加5，1000个", "增加5，1000个"),
        ("增长5·2%、3・5个百分点", "增长5.2%、3.5个百分点"),
        ("“7·20”特大暴雨、3·15晚会", "“7·20”特大暴雨、3·15晚会"),
    ],
)
def test_characters_and_marks_have_one_form(source: str, read: str) -> None:
    """What only looks different, or is written in another way, is matched on in its one ordinary form."""
    assert _view(source).text == read


def test_the_source_can_be_shown_as_it_is_written() -> None:
    """Beside the text that is matched on, each character as the source has it, of the same length."""
    view = _view("地區生產總值達到1，286.4億元，⼯作")
    assert view.written == "地區生產總值達到1，286.4億元，工作"
    assert view.folded == "地区生产总值达到1,286.4亿元,工作"


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("&nbsp;&nbsp;一、2031年工作回顾", "一、2031年工作回顾"),
        ("&amp;nbsp;完成&ldquo;十四五&rdquo;规划&#65292;增长5&#37;", "完成“十四五”规划，增长5%"),
        ("GDP&nbsp;growth&nbsp;AT&T", "GDP growth AT&T"),
        ("研发&notanentity;投入", "研发&notanentity;投入"),
    ],
)
def test_entities_are_the_characters_they_stand_for(source: str, read: str) -> None:
    """An entity is read as its character, an ampersand otherwise as itself."""
    assert _view(source).text == read


def test_the_span_of_an_entity_is_all_of_it() -> None:
    """The document span of text that ends in an entity ends with the entity."""
    source = "实现&ldquo;六稳&rdquo;目标"
    view = _view(source)
    start = view.text.index("“六稳”")
    first, last = view.span(start, start + 4)
    assert source[first:last] == "&ldquo;六稳&rdquo;"
    assert view.extent(Span((first, last))) == (start, start + 4)


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("达到**286.4亿元**，增长**6.1%**。", "达到286.4亿元，增长6.1%。"),
        ("**一、2031年工作回顾**\n**产业提质。**新增企业12家。", "一、2031年工作回顾\n产业提质。新增企业12家。"),
        ("达到**286.4亿元**，增长**6.1%**，**稳中有进**。", "达到286.4亿元，增长6.1%，稳中有进。"),
        ("## 一、2031年工作回顾\n正文。", "一、2031年工作回顾\n正文。"),
        ("监测户**9户****29人**全部落实。", "监测户9户29人全部落实。"),
    ],
)
def test_emphasis_and_heading_signs_go(source: str, read: str) -> None:
    """Stars around words that are emphasised, and number signs before headings, are no characters to be read."""
    assert _view(source).text == read


@pytest.mark.parametrize(
    "source",
    [
        "完成投资**亿元，增长**%，新增**户。",
        "**市2031年政府工作报告",
        "推进**街道和**街道改造，**公司落户。",
        "总投资****元，惠及****户。",
        "打造**“网红”景点。支持**灌区建设，提升**特产名气。",
    ],
)
def test_stars_for_what_is_left_out_stay(source: str) -> None:
    """Stars in place of a name or a figure are read as such, also where they come in pairs."""
    assert _view(source).text == source


_MARKDOWN = """\
---
title: 清江县政府工作报告
date: 2031-01-12
---
# 2031年清江县政府工作报告 #

> 各位代表：

## 一、2030年工作回顾

地区生产总值达到**286.4亿元**，详见[统计公报](https://example.invalid/2030)。![图1](a.png)<br>新增企业\\*12家。

- 新建学校3所
* 新建医院2所

| 指标 | 2030年 |
| --- | ---: |
| 粮食产量 | 65.2万吨 |

---
"""


def test_markdown_is_read_as_its_words() -> None:
    """In Markdown front matter, rules, marks of lists, links, pictures and tables leave their words only."""
    assert _view(_MARKDOWN, "markdown").text.split("\n") == [
        "2031年清江县政府工作报告",
        "各位代表：",
        "一、2030年工作回顾",
        "地区生产总值达到286.4亿元，详见统计公报。",
        "新增企业*12家。",
        "新建学校3所",
        "新建医院2所",
        "指标2030年",
        "粮食产量65.2万吨",
    ]


def test_a_report_in_one_line_gets_its_lines_back() -> None:
    """Head, address, numbered headings and the text after a part's heading begin lines where the source has none."""
    assert _view("".join(_REPORT)).text.split("\n") == [
        *(line.replace(" ", "") for line in _REPORT[:7]),
        *_REPORT[7].replace("（二）", "\n（二）").split("\n"),
        *_REPORT[8:],
    ]


def test_long_items_times_and_annexes_begin_lines() -> None:
    """So do the items of 一是, 二是, 三是 that are paragraphs, sentences that name a time anew, and what is annexed."""
    items = [f"{mark}是抓好产业发展。" + "新增规上企业12家，改造老旧小区8个。" * 12 for mark in "一二三"]
    lines = [
        "2031年清江县政府工作报告",
        "各位代表：",
        "五年来，主要做了以下工作：",
        *items,
        "刚刚过去的2030年，地区生产总值增长6.1%。",
        "各位代表！让我们团结奋斗！",
        "附件1",
        "2031年县十件民生实事",
        "一、提高低保标准。",
        "二、建设养老中心。",
    ]
    assert _view("".join(lines)).text.split("\n") == lines


def test_spaces_in_one_line_stand_for_its_line_breaks() -> None:
    """Where white space in a single line stands between sentences, it is what the line breaks were turned into."""
    lines = [*_REPORT[:2], *_REPORT[3:5], *("全面推进各项改革" + "，取得新成效" * n + "。" for n in (3, 5, 8))]
    assert _view(" ".join(lines)).text.split("\n") == lines


def test_lines_of_ordinary_text_are_left_alone() -> None:
    """A text with paragraphs gets no breaks within them."""
    text = "\n".join(_REPORT)
    assert _view(text).text == text.replace("县长 张三", "县长张三")


@given(st.lists(st.sampled_from(_REPORT), min_size=4, max_size=20), st.data())
def test_spans_round_trip_where_breaks_were_put_in(lines: list[str], data: st.DataObject) -> None:
    """Extents that begin and end at characters of the source are found again by their spans."""
    view = build_view(document_from_text("".join(lines), "fictional.txt"))
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    if view.text[start] != "\n" and view.text[end - 1] != "\n":
        assert view.extent(view.span(start, end)) == (start, end)


@pytest.mark.parametrize(
    "piece",
    [
        "**",
        "# ",
        "#",
        "&amp;",
        "<!--",
        "<a",
        "[a](",
        "|  ",
        "\u3000",
        "1，111",
        "——",
        "（一）",
        "- ",
        "一、",
        "* a\n",
        "`" * 3,
    ],
)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_repeated_signs_take_no_steps_beyond_their_number(piece: str, form: str) -> None:
    """A hundred thousand of any sign are read; an expression that tries again from each would never come back."""
    view = _view("各位代表" + piece * 100_000 + "工作报告", form)
    assert len(view.offsets) == len(view.text) + 1
