"""The reports of 2026 as sites and newspapers published them, read by hand: heads, tails, parts and chapters."""

import re
from functools import cache
from pathlib import Path

import pytest

from summarizer.chunker import Report, Section, find_reports, outline
from summarizer.documents import View, build_view, read_document

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "2026"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the corpus beside the repository")

#: Place: title ("+" for the year before it and the place in it), code, day, and the main parts, each with its number,
#: kind and count of （一） chapters.
READ = {
    "上海市": ("+", "310000", "02-03", "opening 一review5 二goals4 三tasks10 四governance4 closing"),
    "云南省": ("2026年政府工作报告", "530000", "01-28", "opening 一multi7 二goals5 三tasks9 governance closing"),
    "吉林省": ("+", "220000", "01-27", "opening 一review 二tasks8 三goals2 四governance closing"),
    "四川省": ("2026年四川省人民政府工作报告", "510000", "02-03", "opening 一multi 二goals 三tasks10 closing glossary"),
    "天津市": ("+", "120000", "01-26", "opening 一multi6 二goals 三tasks8 governance closing"),
    "广东省": (
        "政府工作报告",
        "440000",
        "01-26",
        "opening 一multi 二goals 三tasks14 closing 附件1livelihood 附件2glossary",
    ),
    "广西壮族自治区": ("+", "450000", "02-02", "opening 一review10 二goals8 三tasks10 governance closing"),
    "江西省": ("+", "360000", "01-27", "opening 一multi 二goals4 三tasks8 governance closing 附件glossary"),
    "河北省": ("+", "130000", "01-26", "opening 一multi 二goals5 三tasks6 governance closing"),
    "贵州省": ("政府工作报告", "520000", "01-27", "opening 一multi10 二goals 三tasks8 governance closing"),
    "辽宁省": ("+", "210000", "01-27", "opening 一multi 二tasks10 三governance closing"),
    "青海省": ("政府工作报告", "630000", "01-27", "opening 一multi 二goals6 三tasks6 governance closing"),
}
PLACES = sorted(READ)
_POST = re.compile(r".{0,12}(?:省长|市长|自治区主席)[\s　]*(?P<name>[\u4e00-\u9fff][\s　\u4e00-\u9fff]{0,5})")


@cache
def _read(place: str) -> tuple[View, tuple[Report, ...], tuple[Section, ...]]:
    view = build_view(read_document(CORPUS / f"2026_{place}.txt"))
    reports = find_reports(view)
    return view, reports, outline(view, reports[0])


def _shape(sections: tuple[Section, ...]) -> str:
    """The main parts in a line: number, kind, and how many chapters with （一） stand directly below each."""
    parts = []
    for part in sections:
        if part.level == 1:
            chapters = sum(each.parent == part.id and each.heading_rule == "mark.paren" for each in sections)
            kind = part.kind.removesuffix("_year_review") if part.kind == "multi_year_review" else part.kind
            parts.append(f"{part.number or ''}{kind}{chapters or ''}")
    return " ".join(parts)


@pytest.mark.parametrize("place", PLACES)
def test_one_whole_report_with_its_head(place: str) -> None:
    """Buttons, publication data and captions hide no title, and a footer with the title makes no second record."""
    view, reports, _ = _read(place)
    (report,) = reports
    title, code, day, _ = READ[place]
    head = view.document.text[:600].splitlines()
    (speaker,) = {match["name"] for line in head if (match := _POST.fullmatch(line.rstrip()))}
    assert report.title == (f"2026年{place}政府工作报告" if title == "+" else title)
    assert (report.region.name, report.region.level, report.region.code) == (place, "province", code)
    assert (report.year, str(report.delivered_on)) == (2026, f"2026-{day}")
    assert report.speaker == re.sub(r"[\s　]", "", speaker)
    assert report.completeness == "whole"


@pytest.mark.parametrize("place", PLACES)
def test_the_page_around_a_report_is_left_out(place: str) -> None:
    """The report begins with its title and ends with its closing call or the last line of its annex."""
    view, (report,), _ = _read(place)
    text = view.text[slice(*report.extent)]
    assert text.startswith(report.title)
    assert text[-1] in "。！"
    assert not re.search(r"相关(?:报道|文档|链接)|责任编辑|编辑：|分享到", text[-60:])


@pytest.mark.parametrize("place", PLACES)
def test_main_parts_and_their_kinds(place: str) -> None:
    """Main parts have their numbers, kinds and chapters."""
    assert _shape(_read(place)[2]) == READ[place][3]


@pytest.mark.parametrize("place", PLACES)
def test_every_numbered_line_is_a_heading(place: str) -> None:
    """Each line that opens with 一、 or （一） is a section's heading with its number, and nothing else is."""
    view, _, sections = _read(place)
    found = [
        (section.number, section.heading) for section in sections if section.heading_rule[5:] in ("comma", "paren")
    ]
    lines = re.findall(r"^(?:([一二三四五六七八九十]+)、|（([一二三四五六七八九十]+)）)(.*)$", view.text, re.MULTILINE)
    assert [number for number, _ in found] == [comma or paren for comma, paren, _ in lines]
    assert [heading for _, heading in found] == [line.partition("。")[0] for _, _, line in lines]


@pytest.mark.parametrize("place", ["云南省", "天津市", "贵州省", "辽宁省", "青海省", "江西省", "四川省", "广东省"])
def test_chapters_of_a_part_on_two_times(place: str) -> None:
    """In 2025年和“十四五”时期工作回顾 the chapters on the year are a review of one, those on the plan of several."""
    _, _, sections = _read(place)
    part = next(section for section in sections if section.number == "一")
    kinds = [section.kind for section in sections if section.parent == part.id]
    assert set(kinds) == {"review", "multi_year_review"}
    first = "multi_year_review" if place == "云南省" else "review"
    assert kinds[0] == first


def test_goals_after_a_look_back_in_one_part() -> None:
    """“十四五”时期发展成就和“十五五”时期主要目标任务: the look back is a passage of its own, the rest are goals."""
    _, _, sections = _read("广西壮族自治区")
    part = next(section for section in sections if section.level == 1 and section.number == "二")
    kinds = [section.kind for section in sections if section.parent == part.id]
    assert kinds == ["multi_year_review", *["goals"] * 9]


def test_aims_of_the_plan_before_the_years_tasks_in_one_part() -> None:
    """“十五五”时期目标任务和2026年工作安排: the passage on the plan has goals, the rest tasks."""
    _, _, sections = _read("辽宁省")
    part = next(section for section in sections if section.level == 1 and section.number == "二")
    kinds = [section.kind for section in sections if section.parent == part.id]
    assert kinds == ["goals", *["tasks"] * 11]
