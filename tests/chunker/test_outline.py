"""The outline of fictional reports in the styles in which governments write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.chunker import Region, Report, Section, outline
from summarizer.documents import Document, View, build_view

ADDRESS = "各位代表：\n现在，我代表云河县人民政府，向大会报告工作，请予审议，并请各位政协委员提出意见。\n"
PAST = (
    "坚持稳中求进，全县规上工业增加值增长6.5%，新建标准化厂房12万平方米。"
    "云河大桥建成通车，获评省级文明县城，群众生活持续改善。\n"
)
PLAN = (
    "我们将深入实施项目攻坚行动，力争全年完成投资35亿元。"
    "加快推进云河新区建设，确保新增城镇就业3000人以上，努力办好人民满意的教育。\n"
)
TROUBLE = (
    "同时，我们也清醒地看到，发展中还存在不少困难和问题：产业结构不优，财政收支矛盾突出。对此，我们将认真加以解决。\n"
)
AIMS = (
    "今年政府工作的总体要求是：坚持高质量发展，建设美丽云河。\n"
    "今年经济社会发展的主要预期目标是：地区生产总值增长6%左右。\n"
)
CLOSING = "各位代表！奋斗创造未来。让我们更加紧密地团结起来，为建设富强云河而努力奋斗！"


def view_of(text: str) -> View:
    return build_view(Document("云河县.txt", text))


def report_of(view: View, year: int | None = 2031) -> Report:
    return Report("云河县政府工作报告", Region(None, None, None), year, None, None, "whole", (0, len(view.text)), 0)


def sections_of(text: str, year: int | None = 2031) -> tuple[Section, ...]:
    view = view_of(text)
    return outline(view, report_of(view, year))


def lines(text: str, year: int | None = 2031) -> list[str]:
    """The outline as one line a section: its id, number (or -), heading (or -)."""
    return [f"{section.id} {section.number or '-'} {section.heading or '-'}" for section in sections_of(text, year)]


def test_numbered_parts_with_run_on_items() -> None:
    """一、 on a line of its own holds （一） items that run on into their text; the first sentence is the heading."""
    text = (
        f"{ADDRESS}一、2030年工作回顾\n{PAST}（一）产业提质增效。{PAST}（二）城乡融合发展。{PAST}"
        f"二、2031年工作安排\n{AIMS}（一）做强实体经济，夯实发展根基。{PLAN}（二）改善民生。{PLAN}三、加强政府自身建设\n{PLAN}{CLOSING}"
    )
    assert lines(text) == [
        "1 - -",
        "2 一 2030年工作回顾",
        "2.1 一 产业提质增效",
        "2.2 二 城乡融合发展",
        "3 二 2031年工作安排",
        "3.1 一 做强实体经济，夯实发展根基",
        "3.2 二 改善民生",
        "4 三 加强政府自身建设",
        "5 - -",
    ]


def test_unnumbered_titles_above_numbers_that_go_on() -> None:
    """Titles on lines of their own are the main parts, 一、二、三 stand below them, even when the numbers go on."""
    text = (
        f"{ADDRESS}2030年工作回顾\n{PAST}一、产业提质\n{PAST}二、城乡提档\n{PAST}"
        f"2031年工作任务\n{AIMS}三、抓产业\n{PLAN}四、抓民生\n{PLAN}全面加强政府自身建设\n{PLAN}{CLOSING}"
    )
    assert lines(text) == [
        "1 - -",
        "2 - 2030年工作回顾",
        "2.1 一 产业提质",
        "2.2 二 城乡提档",
        "3 - 2031年工作任务",
        "3.1 三 抓产业",
        "3.2 四 抓民生",
        "4 - 全面加强政府自身建设",
        "5 - -",
    ]


@pytest.mark.parametrize(
    ("parts", "items"),
    [
        (("第一部分 ", "第二部分 "), ("一、", "二、", "三、")),
        (("（一）", "（二）"), ("1.", "2.", "3.")),
        (("一、", "二、"), ("(1)", "(2)", "(3)")),
        (("一、", "二、"), ("一是", "二是", "三是")),
        (("一、", "二、"), ("第一，", "第二，", "第三，")),
        (("一、", "二、"), ("——", "——", "——")),
        (("一．", "二．"), ("１．", "２．", "３．")),
        (("一、", "二、"), ("①", "②", "③")),
    ],
)
def test_depth_follows_the_reports_own_usage(parts: tuple[str, str], items: tuple[str, str, str]) -> None:
    """Whatever marks parts and items bear, the items stand one level below the parts."""
    body = "".join(
        f"{mark}{name}。{PAST}" for mark, name in zip(items, ("产业更强", "城乡更美", "民生更好"), strict=True)
    )
    text = f"{ADDRESS}{parts[0]}2030年工作回顾\n{PAST}{body}{parts[1]}2031年工作任务\n{PLAN}{CLOSING}"
    assert [(section.level, section.heading) for section in sections_of(text)] == [
        (1, ""),
        (1, "2030年工作回顾"),
        (2, "产业更强"),
        (2, "城乡更美"),
        (2, "民生更好"),
        (1, "2031年工作任务"),
        (1, ""),
    ]


def test_lists_one_after_the_other_are_siblings() -> None:
    """Dashed results, a lead-in and numbered work stand beside each other, not inside the last dash."""
    results = "".join(f"——{name}。{PAST}" for name in ("经济向好", "创新突破", "民生改善"))
    work = "".join(
        f"{number}是{name}。{PAST}" for number, name in zip("一二三", ("稳增长", "促改革", "惠民生"), strict=True)
    )
    text = f"{ADDRESS}一、2030年工作回顾\n{PAST}{results}一年来，主要做了以下工作。\n{work}二、2031年任务\n{PLAN}"
    assert lines(text)[1:9] == [
        "2 一 2030年工作回顾",
        "2.1 - 经济向好",
        "2.2 - 创新突破",
        "2.3 - 民生改善",
        "2.4 - -",
        "2.5 一是 稳增长",
        "2.6 二是 促改革",
        "2.7 三是 惠民生",
    ]


def test_lines_built_alike_are_headings() -> None:
    """Lines of their own that begin with the same words open passages, with or without a full stop."""
    for stop in ("", "。"):
        runs = "".join(
            f"一年来，我们{name}{stop}\n{PAST}{PAST}"
            for name in ("优结构、延链条，产业提质增效", "强基础、补短板，城乡加快融合", "办实事、解难题，民生持续改善")
        )
        text = f"{ADDRESS}一、2030年工作回顾\n{PAST}{runs}二、2031年工作安排\n{PLAN}{CLOSING}"
        assert [section.heading for section in sections_of(text) if section.level == 2] == [
            "一年来，我们优结构、延链条，产业提质增效",
            "一年来，我们强基础、补短板，城乡加快融合",
            "一年来，我们办实事、解难题，民生持续改善",
        ]


def test_leads_of_paragraphs_are_no_headings() -> None:
    """A short first sentence that runs on, a lead-in line and an address are body text."""
    text = (
        f"{ADDRESS}一、2030年工作回顾\n一年来，主要做了以下工作。\n产业结构持续优化。{PAST}创新动能持续增强。{PAST}各位代表！\n{PAST}"
        f"重点做好三个方面工作：\n{PAST}二、2031年工作安排\n{PLAN}"
    )
    assert [section.heading for section in sections_of(text)] == ["", "2030年工作回顾", "2031年工作安排"]


@pytest.mark.parametrize(
    "body",
    [
        "一、二、三产业协调发展，结构更加优化。\n",
        "全力抓好三\n一、中江等重点企业的技术改造。加大扶持力度。\n".replace("全力", PAST.strip() + "全力"),
        "一是加强调度，二是优化服务，三是严格督查，确保完成。\n",
        "1.5万亩高标准农田全部建成，2号线一期工程开工。\n",
    ],
)
def test_a_line_that_merely_begins_with_a_number_is_no_heading(body: str) -> None:
    """Enumerations, broken remains of a sentence, lists inside a paragraph and decimals open no section."""
    text = (
        f"{ADDRESS}一、2030年工作回顾\n{PAST}{body}（一）产业提质。{PAST}（二）城乡提档。{PAST}二、2031年任务\n{PLAN}"
    )
    assert [section.heading for section in sections_of(text)] == [
        "",
        "2030年工作回顾",
        "产业提质",
        "城乡提档",
        "2031年任务",
    ]


def test_numbers_out_of_order_are_survived() -> None:
    """Numbers that are missing or repeated keep their level."""
    text = (
        f"{ADDRESS}一、2030年工作回顾\n{PAST}（一）产业提质。{PAST}（三）城乡提档。{PAST}（三）民生提标。{PAST}"
        f"三、2031年任务\n（一）抓产业。{PLAN}（二）抓民生。{PLAN}"
    )
    assert [(section.level, section.number) for section in sections_of(text)[1:]] == [
        (1, "一"),
        (2, "一"),
        (2, "三"),
        (2, "三"),
        (1, "三"),
        (2, "一"),
        (2, "二"),
    ]


def test_a_lost_number_is_found_by_the_siblings_words() -> None:
    """Where （三） lost its number, the paragraph that begins as its siblings do is an item of the list."""
    names = ("聚焦产业升级", "聚焦项目攻坚", "聚焦城乡融合", "聚焦生态优先", "聚焦民生改善")
    items = [f"（{number}）{name}。{PLAN}" for number, name in zip("一二三四五", names, strict=True)]
    items[2] = items[2][3:]
    text = f"{ADDRESS}一、2031年工作安排\n{AIMS}{''.join(items)}{CLOSING}"
    found = [(section.number, section.heading) for section in sections_of(text) if section.level == 2]
    assert found == list(zip(["一", "二", None, "四", "五"], names, strict=True))


def test_text_between_lists_and_parts_stands_by_itself() -> None:
    """Conclusions after the last item belong to the part, not to the item."""
    text = (
        f"{ADDRESS}一、2030年回顾\n（一）产业提质。{PAST}（二）民生提标。{PAST}"
        f"各位代表！{PAST}{TROUBLE}二、2031年任务\n{PLAN}"
    )
    sections = sections_of(text)
    assert [(section.id, section.heading) for section in sections[2:5]] == [
        ("2.1", "产业提质"),
        ("2.2", "民生提标"),
        ("2.3", ""),
    ]
    assert sections[4].parent == "2"


def test_a_fragment_begins_with_a_part_of_its_own() -> None:
    """Items before the first main part stand below a part without heading and without own text."""
    text = (
        f"（三）改革走深走实。{PAST}（四）民生持续改善。{PAST}"
        f"二、2031年工作安排\n{AIMS}（一）抓产业。{PLAN}（二）抓民生。{PLAN}"
    )
    sections = sections_of(text)
    assert lines(text) == [
        "1 - -",
        "1.1 三 改革走深走实",
        "1.2 四 民生持续改善",
        "2 二 2031年工作安排",
        "2.1 一 抓产业",
        "2.2 二 抓民生",
    ]
    assert sections[0].own == (0, 0)
    assert sections[0].kind == "review"


def test_plans_without_a_title_are_a_part_of_their_own() -> None:
    """Where the second part's title is missing, the paragraph that turns to the new year begins it."""
    text = (
        f"{ADDRESS}一、2030年工作回顾\n{PAST}（一）产业提质。{PAST}（二）民生提标。{PAST}"
        f"{AIMS}（一）抓产业。{PLAN}（二）抓民生。{PLAN}"
    )
    assert [(section.id, section.heading, section.kind) for section in sections_of(text)[1:]] == [
        ("2", "2030年工作回顾", "review"),
        ("2.1", "产业提质", "review"),
        ("2.2", "民生提标", "review"),
        ("3", "", "tasks"),
        ("3.1", "抓产业", "tasks"),
        ("3.2", "抓民生", "tasks"),
    ]


def test_text_that_lost_its_line_breaks() -> None:
    """In one long paragraph parts and items are found after full stops, and a title ends where its text begins."""
    text = (
        f"{ADDRESS}一、2030年工作回顾2030年，{PAST}（一）产业提质。{PAST * 2}（二）民生提标。{PAST * 2}"
        f"二、2031年工作安排今年是关键一年。{PLAN}（一）抓产业。{PLAN * 2}（二）抓民生。{PLAN * 2}{CLOSING}"
    )
    assert lines(text.replace("\n", "")) == [
        "1 - -",
        "2 一 2030年工作回顾",
        "2.1 一 产业提质",
        "2.2 二 民生提标",
        "3 二 2031年工作安排",
        "3.1 一 抓产业",
        "3.2 二 抓民生",
        "4 - -",
    ]


def test_marks_of_emphasis_are_no_part_of_headings() -> None:
    """Headings of Markdown copies are read like plain ones."""
    text = (
        f"{ADDRESS}## 一、2030年工作回顾\n{PAST}### （一）产业提质\n{PAST}### （二）民生提标\n{PAST}"
        f"**2031年工作安排**\n{AIMS}**（一）抓产业**\n{PLAN}**（二）抓民生**\n{PLAN}"
    )
    assert lines(text)[1:] == [
        "2 一 2030年工作回顾",
        "2.1 一 产业提质",
        "2.2 二 民生提标",
        "3 - 2031年工作安排",
        "3.1 一 抓产业",
        "3.2 二 抓民生",
    ]


def test_own_text_and_extent() -> None:
    """A heading line's own text begins after it, a run-on item's with its first sentence; extents hold subsections."""
    view = view_of(f"一、2030年工作回顾\n{PAST}（一）产业提质增效。{PAST}（二）民生改善。{PAST}")
    part, first, second = outline(view, report_of(view))
    assert view.text[slice(*part.own)] == PAST
    assert view.text[slice(*first.own)] == f"产业提质增效。{PAST}"
    assert part.extent == (0, len(view.text))
    assert first.extent == (part.own[1], second.extent[0])
    assert (first.parent, first.level, second.level) == (part.id, 2, 2)


def test_a_heading_joined_with_its_text_is_cut_where_the_source_breaks_the_line() -> None:
    """In wrapped text a full line may be joined with what follows; siblings on lines of their own tell its end."""
    headings = [
        "（一）大力深化项目建设，全面塑强发展引擎",
        "（二）大力实施创新驱动，全面推进科教强县",
        "（三）大力推动乡村振兴，全面建设和美乡村",
    ]
    document = Document("a", "".join(f"{heading}\n\n{PLAN}\n" for heading in headings))
    joined = document.text.find(headings[2]) + len(headings[2])
    wrapped = build_view(document)
    cut = wrapped.text.find(headings[2]) + len(headings[2])
    text = wrapped.text[:cut] + wrapped.text[cut + 1 :]
    offsets = wrapped.offsets[:cut] + wrapped.offsets[cut + 1 :]
    view = View(document, text, text, text, offsets)
    assert document.text[joined] == "\n"
    assert [section.heading for section in outline(view, report_of(view))] == [heading[3:] for heading in headings]


@given(
    st.lists(
        st.sampled_from(
            [
                ADDRESS,
                PAST,
                PLAN,
                TROUBLE,
                AIMS,
                CLOSING + "\n",
                "一、2030年工作回顾\n",
                "二、2031年工作安排\n",
                "2031年工作任务\n",
                "全面加强政府自身建设\n",
                *(f"（{number}）{name}\n" for number in "一二三" for name in ("抓产业。" + PLAN.strip(), "改善民生")),
                "一是抓改革。推进开放。\n",
                "二是抓创新。\n",
                "——经济向好。" + PAST,
                "1.新建学校2所。\n",
                "2.改造道路3公里。\n",
                "一年来，我们扩大投资，动能增强\n",
                "名词解释\n",
                "各位代表！\n",
                "七一\n",
            ]
        ),
        max_size=30,
    )
)
def test_sections_partition_the_report(pieces: list[str]) -> None:
    """Every character after the body's beginning is in one section's heading or own text, in order, once."""
    view = view_of("".join(pieces))
    report = report_of(view)
    position = 0
    sections = outline(view, report)
    for section, after in zip(sections, [*(s.extent[0] for s in sections[1:]), len(view.text)], strict=False):
        assert section.extent[0] == position <= section.own[0] <= section.own[1] == after
        assert section.own[1] <= section.extent[1]
        position = after
    assert not sections or position == len(view.text)
    assert len({section.id for section in sections}) == len(sections)
    by_id = {section.id: section for section in sections}
    for section in sections:
        assert section.level == section.id.count(".") + 1
        if section.parent is not None:
            parent = by_id[section.parent]
            assert parent.extent[0] <= section.extent[0] <= section.extent[1] <= parent.extent[1]
