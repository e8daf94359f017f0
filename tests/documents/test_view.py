"""What the reading view joins, drops and keeps."""

from pathlib import Path

import pytest

from summarizer.documents import Span, build_view, document_from_text, read_document

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"


def _read(text: str) -> list[str]:
    return build_view(document_from_text(text, "fictional.txt")).text.split("\n")


_WRAPPED = """\
一、2031年工作回顾

过去一年，面对多年少有的严峻挑战，我们团结依靠全

区人民，锚定年初确定的各项目标，较好完成了区二届人大

三次会议确定的任务，新改建农村公路里程达到 620

453

公里，完成固定资产投资增长 7.2%，规上工业增加值增长

8.6%，城乡居民收入稳步提高，发展的基础更加坚实牢固。

（一）坚定不移抓项目扩投资，经济运行在承压前行中

回升向好

全年实施亿元以上项目 86 个，完成投资 1 204.5 亿元，

同比增长 12. 4%。

各位代表！

新征程上，我们将接续奋斗、久久为功，把各项工作抓

实抓细抓到位，不负全区人民的重托。
"""


def test_wrapped_lines_become_paragraphs() -> None:
    """Hard-wrapped lines are joined, a wrapped heading too, and headings stay on lines of their own."""
    assert _read(_WRAPPED) == [
        "一、2031年工作回顾",
        "过去一年，面对多年少有的严峻挑战，我们团结依靠全区人民，锚定年初确定的各项目标，较好完成了区二届人大三次会议确定的任务，"
        "新改建农村公路里程达到620公里，完成固定资产投资增长7.2%，规上工业增加值增长8.6%，城乡居民收入稳步提高，发展的基础更加坚实牢固。",
        "（一）坚定不移抓项目扩投资，经济运行在承压前行中回升向好",
        "全年实施亿元以上项目86个，完成投资1204.5亿元，同比增长12.4%。",
        "各位代表！",
        "新征程上，我们将接续奋斗、久久为功，把各项工作抓实抓细抓到位，不负全区人民的重托。",
    ]


def test_the_span_of_a_joined_number_covers_its_pieces() -> None:
    """A number cut by a line end and a page number maps back to the source's own characters."""
    view = build_view(document_from_text(_WRAPPED, "fictional.txt"))
    start = view.text.index("620公里")
    first, last = view.span(start, start + len("620公里"))
    assert _WRAPPED[first:last] == "620\n\n453\n\n公里"


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("新设企业 30 家", "新设企业30家"),
        ("2023 年工作", "2023年工作"),
        (" 一年来，", "一年来，"),
        ("投资 1 200 亿元", "投资1200亿元"),
        ("增长 5. 2%", "增长5.2%"),
        ("国内生产总值（Gross Domestic  Product）", "国内生产总值（Gross Domestic Product）"),
        ("占 GDP 5.2%", "占GDP 5.2%"),
        ("5 G 基站", "5G基站"),
        ("指标 5.2 6.3", "指标5.2 6.3"),
        ("1. 2031年目标", "1. 2031年目标"),
        ("经济\u00ad运行\u200b平\ue004稳", "经济运行平稳"),
        ("市长\u3000\u3000张\u3000三", "市长张三"),
    ],
)
def test_spaces_that_say_nothing_go(source: str, read: str) -> None:
    """Only a space between Latin words, before a Latin word's number and between whole numbers stays."""
    assert _read(source) == [read]


def test_unwrapped_text_keeps_its_paragraphs() -> None:
    """A paragraph a line, with or without blank lines between, stays so."""
    text = [
        "2.清江市政府工作报告",
        "——2031年1月12日在清江市第九届人民代表大会第二次会议上",
        "市长 张三",
        "各位代表：",
        "现在，我代表市人民政府，向大会报告工作，请予审议，并请市政协委员提出意见。",
        "一、2030年工作回顾",
        "（一）坚持扩大需求和优化供给相结合，着力巩固增强经济回升向好态势",
        "扩大有效益的投资。实施重点项目126个，完成投资482亿元。",
    ]
    expected = [line.replace(" ", "") for line in text]
    assert _read("\n".join(text)) == expected
    assert _read("\n\n".join(text)) == expected


def test_a_sentence_broken_here_and_there_is_joined() -> None:
    """In text that is not wrapped, a body line cut in the middle of a sentence runs on into the next line."""
    body = "（三）着力塑强产业体系，动能转换加快推进。四大主导产业加速壮大，十大产业链群"
    rest = "能级提升，规模达到1.6万亿元，占全市工业的比重达到62%，比上年提高1.4个百分点，全市工业投资增长15.7%。"
    heading = "（四）大力深化改革开放，全面激发高质量发展活力"
    after = "坚持深层次改革和高水平开放互促共进，以改革增动力，以开放添活力，打造开放新高地，创造发展的新优势。"
    assert _read("\n".join([body, rest, heading, after])) == [body + rest, heading, after]


def test_a_numeral_cut_in_two_is_no_list_number() -> None:
    """三、 at the head of a line that completes a name is not a heading."""
    assert _read("抓好重点项目建设。支持奥华、七一\n三、华兴等一批企业技术改造。") == [
        "抓好重点项目建设。支持奥华、七一三、华兴等一批企业技术改造。"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["过去一年，全县生产总值达到12", "86.4亿元，增长6.1%。"],
        ["过去一年，全县生产总值达到1286.", "4亿元，增长6.1%。"],
        ["过去一年，全县生产总值达到1286", ".4亿元，增长6.1%。"],
        ["过去一年，全县生产总值达到1286.4", "亿元，增长6.1%。"],
        ["过去一年，全县生产总值达到1286.4亿", "元，增长6.1%。"],
    ],
)
def test_a_number_cut_in_two_runs_on(lines: list[str]) -> None:
    """Digits at the end of a line belong to the digits or the unit at the head of the next, however short the lines."""
    assert _read("\n".join(lines)) == ["".join(lines)]


@pytest.mark.parametrize(
    "lines",
    [
        ["关于建设项目的附件1", "2031年工作安排"],
        ["全县生产总值增长6", "1.加快建设港口"],
        ["重点任务有3个", "人民生活不断改善"],
    ],
)
def test_a_number_at_the_end_of_a_line_is_not_joined_with_anything(lines: list[str]) -> None:
    """A year, a list number or a word on the next line does not go on with it."""
    assert _read("\n".join(lines)) == lines


def test_numbers_in_columns_are_no_page_numbers() -> None:
    """Numbers on lines of their own close to each other are a table's and stay."""
    assert _read("产量\n12\n15\n21\n合计\n48") == ["产量", "12", "15", "21", "合计", "48"]


def test_rising_page_numbers_go() -> None:
    """Bare numbers that rise at the pace of pages, and marked page numbers, are left out."""
    page = "\n".join(
        f"第{n}项工作进展顺利，按计划完成了全部建设内容并通过验收，群众反映良好。" for n in "一二三四五六七八"
    )
    read = _read(f"{page}\n31\n{page}\n32\n{page}\n— 33 —\n{page}\n第 34 页 共 60 页")
    assert len(read) == 32
    assert not any(char.isdigit() for line in read for char in line)


def test_folding_gives_one_canonical_form() -> None:
    """Full-width ASCII, look-alikes and radicals have one form in the folded text."""
    view = build_view(document_from_text("增长５．２％～６－７∶８，⾼质量⺠⽣；二○二四年", "fictional.txt"))
    assert view.folded == "增长5.2%~6-7:8,高质量民生;二〇二四年"
    assert view.text.startswith("增长５．２％～６－７∶８，")


def test_an_empty_document_has_an_empty_view() -> None:
    """Only the sentinel is left."""
    view = build_view(document_from_text("　\n。", "fictional.txt"))
    assert list(view.offsets) == [2, 3]
    assert view.extent(Span((0, 3))) == (0, 1)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", [_WRAPPED, " " * 400, "12\n" * 130, "（" * 400, "各位代表\u200b" * 80, "1 " * 200])
def test_long_texts_of_one_thing_are_read_in_linear_time(piece: str) -> None:
    """Work that grew with the square of the text would take hours, not the minute it has."""
    document = document_from_text(piece * 1600 + "。", "fictional.txt")
    assert build_view(document).offsets[-1] == len(document.text)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus beside the repository")
@pytest.mark.parametrize(
    "name", ["national-provincial-2024.txt", "cities-with-contents-page-2024.txt", "rewritten-years.txt"]
)
def test_no_paragraph_of_the_corpus_ends_in_a_comma(name: str) -> None:
    """Every line that ends in a comma runs on."""
    view = build_view(read_document(CORPUS / name))
    assert not [line for line in view.text.split("\n") if line.endswith(("，", "、", ","))]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus beside the repository")
def test_wrapped_file_of_the_corpus_reads_as_paragraphs() -> None:
    """8,800 wrapped lines are about 1,040 paragraphs, of which one was cut off by the publisher."""
    lines = build_view(read_document(CORPUS / "wrapped-redacted-2024.txt")).text.split("\n")
    cut = [line for line in lines if len(line) > 45 and line[-1] not in "。！!：”"]
    assert 950 < len(lines) < 1100
    assert len(cut) == 1
