"""Reports as sites and newspapers publish them: what stands around and between their lines, and lost breaks."""

from datetime import date

import pytest

from summarizer.chunker import Report, Section, find_reports, outline
from summarizer.documents import View, build_view, document_from_text

TITLE = "2031年清江县政府工作报告"
SESSION = "——2031年1月12日在清江县第九届人民代表大会第二次会议上"
SPEAKER = "清江县县长 张三"
OPENING = "各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议，并请县政协委员提出意见。\n"
PAST = (
    "坚持稳中求进，全县规上工业增加值增长6.5%，新建标准化厂房12万平方米。云河大桥建成通车，获评省级文明县城，"
    "群众生活持续改善。\n"
)
PLAN = (
    "我们将深入实施项目攻坚行动，力争全年完成投资35亿元。加快推进云河新区建设，确保新增城镇就业3000人以上，"
    "努力办好人民满意的教育。\n"
)
BODY = (
    f"一、2030年工作回顾\n{PAST}（一）产业提质。{PAST}（二）民生提标。{PAST}"
    f"二、2031年工作安排\n{PLAN}（一）抓产业。{PLAN}（二）抓民生。{PLAN}"
)
CALL = "各位代表！实干成就梦想。让我们更加紧密地团结起来，为谱写高质量发展新篇章而努力奋斗！\n"


def read(text: str) -> tuple[View, Report, tuple[Section, ...]]:
    """The one report of a text, with its outline."""
    view = build_view(document_from_text(text, "fictional.txt"))
    (report,) = find_reports(view)
    return view, report, outline(view, report)


def headings(text: str) -> list[tuple[int, str | None, str]]:
    return [(section.level, section.number, section.heading) for section in read(text)[2]]


def is_whole(report: Report) -> bool:
    """Whether all that the head of this module's report says was read."""
    head = (report.title, report.region.name, report.delivered_on, report.speaker, report.completeness)
    return head == (TITLE, "清江县", date(2031, 1, 12), "张三", "whole")


@pytest.mark.parametrize(
    "between",
    [
        "来源：清江日报\n时间：2031-02-09\n",
        "2031年02月10日 07时41分\n来源:\n清江日报\n【字体：\n大\n中\n小\n】\n分享：\n",
        "发布时间：2031-02-01 10:20 来源：县政府办 浏览次数：120 字体：【大 中 小】 打印\n",
        "2031-02-03 09:02:33\n作者：李四\n责任编辑：王五\n扫一扫在手机打开当前页\n",
    ],
)
def test_what_a_page_puts_between_the_lines_of_a_head(between: str) -> None:
    """Buttons, sizes of letters, sources and times of publication hide no title, and are no date of delivery."""
    for text in (f"{TITLE}\n{between}{SESSION}\n{SPEAKER}\n", f"{TITLE}\n{SESSION}\n{between}{SPEAKER}\n"):
        _, report, _ = read(text + OPENING + BODY + CALL)
        assert is_whole(report)


@pytest.mark.parametrize(
    "caption",
    ["张三作政府工作报告。", "县长张三作政府工作报告。本报记者 李四 摄", "图为会议现场。清江日报记者 李四 摄"],
)
def test_captions_of_photographs(caption: str) -> None:
    """A caption in the head, or above the title, is no line of either; in the text it hides no heading."""
    assert is_whole(read(f"{TITLE}\n{SESSION}\n{SPEAKER}\n{caption}\n{OPENING}{BODY}{CALL}")[1])
    assert is_whole(read(f"{caption}\n{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{BODY}{CALL}")[1])
    inside = BODY.replace("（一）产业提质", f"{caption}\n（一）产业提质")
    text = f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}"
    assert headings(text + inside + CALL) == headings(text + BODY + CALL)


def test_a_pages_title_above_the_reports_own() -> None:
    """The page's fuller title counts; the site's path and name above it belong to no report."""
    text = (
        "清江县人民政府\n首页 > 政务公开 > 政府工作报告\n2031年清江县政府工作报告\n发布时间：2031-02-01 10:20\n"
        f"政府工作报告\n{SESSION}\n{SPEAKER}\n{OPENING}{BODY}{CALL}"
    )
    view, report, _ = read(text)
    assert is_whole(report)
    assert view.text[report.extent[0] :].startswith(TITLE)


def test_a_note_before_the_title_is_no_part_of_it() -> None:
    """（受权发布） is the newspaper's."""
    assert read(f"（受权发布）{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{BODY}{CALL}")[1].title == TITLE


@pytest.mark.parametrize(
    "tail",
    [
        "相关报道：\n",
        "（来源：清江日报）\n编辑：李四\n",
        "【编辑：李四】\n打印本页 关闭窗口\n上一篇：2030年清江县政府工作报告\n下一篇：没有了\n",
        "》》点击图片进入专题《《\n收藏\n|\n分享到:\n分享到微信\n×\n相关文档：\n",
        "责任编辑：\n李四\n扫一扫在手机打开当前页\n相关附件>>\n",
        "主办：清江县人民政府办公室 承办：县大数据中心\n清ICP备12345678号\n网站标识码：1234567890\n",
        "来源 | 清江发布\n一审：王五 二审：赵六 三审：钱七\n",
        f"{TITLE}\n2031-02-03\n清江县人民政府办公室\n",
    ],
)
def test_what_a_page_puts_after_the_text(tail: str) -> None:
    """Sources, editors, links, buttons and the title once more are no missing tail and no text."""
    view, report, _ = read(f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{BODY}{CALL}{tail}")
    assert is_whole(report)
    assert view.text[: report.extent[1]].endswith("努力奋斗！")


@pytest.mark.parametrize("text", [BODY, BODY[:-9] + "\n", BODY + CALL[:-14] + "\n"])
def test_a_missing_tail_is_seen_before_a_pages_lines(text: str) -> None:
    """What the page puts after a text that is cut off does not make it whole, and is no text."""
    view, report, _ = read(f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{text}相关报道：\n（来源：清江日报）\n")
    assert report.completeness == "tail_missing"
    assert view.text[: report.extent[1]].endswith(text.rstrip()[-6:])


def test_a_closing_call_without_its_stop() -> None:
    """A forgotten full stop after the last words is no missing tail."""
    assert is_whole(read(f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{BODY}{CALL.rstrip()[:-1]}\n来源：清江日报\n")[1])


@pytest.mark.parametrize("where", ["below", "above"])
def test_a_page_that_describes_itself_is_no_second_report(where: str) -> None:
    """The title with the first words of the text, once more at the foot or the head of a page, opens no report."""
    description = f"{TITLE}\n各位代表：现在，我代表县人民政府，向大会报告工作，请予审议，并请县政协委员提出意见。\n"
    whole = f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{BODY}{CALL}"
    _, report, _ = read(whole + "打印本页\n" + description if where == "below" else description + "打印本页\n" + whole)
    assert is_whole(report)


def test_a_running_head_is_no_heading() -> None:
    """The title at the top of each page of a text opens no report and no section."""
    head = "清江县政府工作报告\n"
    pages = BODY.replace("（二）", head + "（二）").replace("二、2031", head + "二、2031")
    text = f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}"
    assert headings(text + pages + head + CALL) == headings(text + BODY + CALL)


def test_annexes_with_numbered_items_are_outline() -> None:
    """Lists of 民生实事 and tables of aims have their kind and items, a glossary is text; the report is whole."""
    text = (
        f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{BODY}{CALL}附件1\n2031年县十件民生实事\n一、新建学校2所。\n二、改造道路3公里。\n"
        "附件2：2031年主要预期目标\n地区生产总值增长6%左右\n粮食产量12万吨\n附件3\n名词解释\n1.双随机：指抽查。\n（来源：清江日报）\n"
    )
    view, report, sections = read(text)
    assert report.completeness == "whole"
    assert view.text[: report.extent[1]].endswith("1.双随机：指抽查。")
    assert [(each.level, each.number, each.heading, each.kind) for each in sections[-5:]] == [
        (1, "附件1", "2031年县十件民生实事", "livelihood"),
        (2, "一", "新建学校2所", "livelihood"),
        (2, "二", "改造道路3公里", "livelihood"),
        (1, "附件2", "附件2：2031年主要预期目标", "goals"),
        (1, "附件3", "名词解释", "glossary"),
    ]


def test_a_list_after_the_closing_call_needs_no_mark() -> None:
    """Right after the call on the audience the title of a list of projects begins an annex; before it, a chapter."""
    listed = "2031年清江县民生实事项目\n1.新建学校2所。\n2.改造道路3公里。\n"
    _, report, sections = read(f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{BODY}{CALL}{listed}")
    assert report.completeness == "whole"
    assert [(each.level, each.kind) for each in sections[-4:]] == [
        (1, "closing"),
        *[(1, "livelihood")],
        *[(2, "livelihood")] * 2,
    ]


def test_a_report_in_one_line() -> None:
    """Head, parts and items that follow each other without a break are told apart, and titles from their text."""
    text = f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{BODY}{CALL}"
    view, report, sections = read(text.replace("\n", ""))
    assert is_whole(report)
    assert [(each.level, each.heading, each.kind) for each in sections] == [
        (1, "", "opening"),
        (1, "2030年工作回顾", "review"),
        (2, "产业提质", "review"),
        (2, "民生提标", "review"),
        (1, "2031年工作安排", "tasks"),
        (2, "抓产业", "tasks"),
        (2, "抓民生", "tasks"),
        (1, "", "closing"),
    ]
    assert view.text[slice(*sections[1].own)].strip() == PAST.strip()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("2031年主要目标", "地区生产总值增长6%左右。"),
        ("2031年工作总体要求和主要目标", "今年是关键一年。我们将奋力前行。"),
        ("2031年重点工作", "新建幼儿园3所，改造道路5公里。"),
        ("“十六五”时期目标任务", "全县经济年均增长6%。"),
    ],
)
def test_titles_glued_to_their_text(title: str, text: str) -> None:
    """A title ends with the last of its nouns where text follows at once."""
    found = headings(f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}一、2030年工作回顾\n{PAST}二、{title}{text}\n{CALL}")
    assert (1, "二", title) in found


def test_sentences_that_begin_like_a_title_are_not_cut() -> None:
    """Where the words run on in the sentence, the first sentence is the heading as ever."""
    line = "二、2031年工作的总体要求是坚持稳中求进，扎实推进高质量发展。我们将奋力前行，完成投资30亿元。"
    found = headings(f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}一、2030年工作回顾\n{PAST}{line}\n{CALL}")
    assert (1, "二", "2031年工作的总体要求是坚持稳中求进，扎实推进高质量发展") in found


@pytest.mark.parametrize("heading", ["2031年工作安排", "二、2031年工作安排"])
def test_a_paragraph_without_its_stop_before_a_heading(heading: str) -> None:
    """A forgotten full stop, with or without a blank line after it, costs no heading and joins no texts."""
    for gap in ("\n", "\n\n"):
        text = (
            f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}一、2030年工作回顾\n{PAST}全年完成服务业增加值35亿元，增长8.5%；"
            f"消费品零售总额753亿元。其中乡村零售额增长10.3%{gap}{heading}{gap}今年地区生产总值增长7.5%左右。\n{CALL}"
        )
        view, _, sections = read(text)
        assert [each.heading for each in sections if each.heading] == ["2030年工作回顾", "2031年工作安排"]
        assert view.text[slice(*sections[1].own)].strip().endswith("增长10.3%")


def test_items_after_a_paragraph_without_its_stop() -> None:
    """（一） and （二） are items all the same."""
    cut = BODY.replace("改善。\n（", "改善\n（").replace("教育。\n（", "教育\n（")
    assert cut != BODY
    text = f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}"
    assert headings(text + cut + CALL) == headings(text + BODY + CALL)


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("（一）坚持创新驱动、", "加快培育新动能"),
        ("（一）打造“一核", "两翼”新格局"),
        ("（一）坚持扩大内需，在建设强大国内市场中努力扩大有潜能的消", "费、有需求的生产"),
    ],
)
def test_a_heading_that_breaks_over_two_lines(first: str, rest: str) -> None:
    """With a blank line between them, too, the two lines are one heading, and its text begins below."""
    body = BODY.replace("（一）产业提质。", f"{first}\n\n{rest}\n\n")
    view, _, sections = read(f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{body}{CALL}")
    assert sections[2].heading == (first + rest).removeprefix("（一）")
    assert view.text[slice(*sections[2].own)] == PAST


def test_a_main_title_that_breaks_over_two_lines() -> None:
    """2030年和“十五五”时期 and 工作回顾 are a title only together."""
    body = BODY.replace("一、2030年工作回顾", "一、2030年和“十五五”时期\n\n工作回顾", 1)
    _, _, sections = read(f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{body}{CALL}")
    assert (sections[1].heading, sections[1].kind) == ("2030年和“十五五”时期工作回顾", "multi_year_review")


def test_short_lines_under_headings_stay_headings_of_their_own() -> None:
    """Where short lines open passages elsewhere too, one under a numbered heading is not its rest."""
    lines = "".join(f"{words}\n{PAST}" for words in ("产业结构更加优化", "城乡面貌更加美好", "群众生活更加幸福"))
    body = BODY.replace("（一）产业提质。", f"（一）坚持扩大内需，努力扩大有潜能的消费\n{lines}", 1)
    _, _, sections = read(f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}{body}{CALL}")
    assert [each.heading for each in sections[2:6]] == [
        "坚持扩大内需，努力扩大有潜能的消费",
        "产业结构更加优化",
        "城乡面貌更加美好",
        "群众生活更加幸福",
    ]


def test_lines_that_are_a_short_sentence_each() -> None:
    """Three or more of them, each over a passage, are headings; two are text."""
    names = ("生态底色更加亮丽。", "经济运行持续向好。", "民生改善可感可及。")
    for count, found in ((3, [name[:-1] for name in names]), (2, [])):
        lines = "".join(f"{name}\n{PAST}" for name in names[:count])
        text = f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}一、2030年工作回顾\n{lines}二、2031年工作安排\n{PLAN}{CALL}"
        assert [each.heading for each in read(text)[2] if each.level == 2] == found


def test_a_report_without_title_whose_headings_are_conclusions() -> None:
    """The years that open them give the year of the report; what follows the second is plan."""
    _, report, sections = read(
        f"{OPENING}2030年全县上下迎难而上 真抓实干 交出了满意答卷\n（一）产业提质。{PAST}（二）民生提标。{PAST}"
        f"2031年全县上下要乘势而上 奋力开创新局面\n今年的主要预期目标为：地区生产总值增长6%左右。\n{PLAN}{CALL}"
    )
    assert report.year == 2031
    assert [(each.level, each.kind) for each in sections[1:5]] == [
        (1, "review"),
        (2, "review"),
        (2, "review"),
        (1, "tasks"),
    ]


def test_a_line_in_the_middle_of_a_sentence_is_no_title() -> None:
    """…发展的 / 主要目标 / 是：… is one sentence, however the page breaks it."""
    text = f"{PLAN}“十六五”时期发展的\n主要目标\n是：地区生产总值年均增长5%左右，民生持续改善。\n{PLAN}"
    found = headings(
        f"{TITLE}\n{SESSION}\n{SPEAKER}\n{OPENING}一、2030年工作回顾\n{PAST}二、2031年工作安排\n{text}{CALL}"
    )
    assert [heading for _, _, heading in found if heading] == ["2030年工作回顾", "2031年工作安排"]
