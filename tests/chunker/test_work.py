"""The work that odd texts take grows with their length and no faster: calls are counted at two sizes."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from summarizer.chunker import Region, Report, chunks, find_reports, outline, places_in, problem_extents
from summarizer.documents import View, build_view, document_from_text

HEAD = (
    "云河县政府工作报告\n——2031年1月12日在云河县第九届人民代表大会第二次会议上\n县长 张三\n"
    "各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n"
)
TEXT = "全县规上工业增加值增长6.5%，新建标准化厂房12万平方米。云河大桥建成通车，群众生活持续改善。\n"
CALL = "各位代表！让我们更加紧密地团结起来，为建设富强云河而努力奋斗！\n"
SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
SIZES = (150, 600)


def word(index: int) -> str:
    """A word of four characters, another one for each of some ten thousand numbers."""
    count = len(SIGNS)
    return "".join(SIGNS[index // count**place % count] for place in range(3)) + "业"


ODD: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: TEXT * n,
    "one line": lambda n: (TEXT * n).replace("\n", ""),
    "one line of parts": lambda n: (
        f"一、2030年工作回顾{TEXT}二、2031年工作安排{TEXT}（一）抓产业。{TEXT}".replace("\n", "") * n
    ),
    "endless sentence": lambda n: "稳步增长，" * n * 8,
    "endless word": lambda n: "啊" * n * 40,
    "headings alone": lambda n: "（一）抓产业\n" * n,
    "headings": lambda n: "".join(f"一、{word(i)}\n{TEXT}" for i in range(n)),
    "broken headings": lambda n: f"（一）坚持扩大内需，努力打造、\n\n云河品牌\n\n{TEXT}" * n,
    "items in items": lambda n: f"1.抓改革。{TEXT}（1）抓开放。{TEXT}①抓创新。{TEXT}——抓。{TEXT}" * n,
    "short lines": lambda n: "".join(f"{word(i)}\n{TEXT}{TEXT}" for i in range(n)),
    "lines alike": lambda n: "".join(f"{word(i // 3)}开放提速\n{TEXT}{TEXT}" for i in range(n)),
    "lines alike in turn": lambda n: "".join(f"{word(i % (n // 3))}开放提速\n{TEXT}{TEXT}" for i in range(n)),
    "numbers without words": lambda n: ("（一）" * 40 + "\n" + "一、" * 40 + "\n") * n,
    "nouns without end": lambda n: "二、2031年工作" + "工作任务和" * n * 6,
    "turns": lambda n: f"一、2030年和“十五五”时期工作回顾\n各位代表！五年来，奋进。{TEXT}过去一年，不平凡。{TEXT}" * n,
    "problems": lambda n: (
        "一、2030年工作回顾\n" + "我们也清醒地看到，还存在不少困难和问题：\n一是不足。\n二是短板。\n" * n
    ),
    "openings": lambda n: "各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。\n" * n,
    "titles": lambda n: "云河县政府工作报告\n" * n * 3,
    "reports": lambda n: (HEAD + TEXT * 3 + CALL) * n,
    "a page's lines": lambda n: CALL + "相关报道：\n来源：云河日报\n分享到：\n大\n" * n,
    "annexes": lambda n: CALL + "附件1\n民生实事\n1.新建学校2所。\n2.改造道路3公里。\n" * n,
    "places": lambda n: "南京市鼓楼区、长三角、示范县、" * n * 4,
}


def read(view: View) -> None:
    """All that the chunker makes of a document."""
    nowhere = Region(None, None, None)
    found = find_reports(view) or (Report("", nowhere, 2031, None, None, "whole", (0, len(view.text)), 0),)
    for report in found:
        sections = outline(view, report)
        chunks(view, report, sections)
        for section in sections:
            problem_extents(view, section)
    places_in(view.folded, nowhere)


def calls(view: View) -> int:
    """How many functions reading a document calls."""
    count = 0

    def counted(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        read(view)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("kind", ODD)
def test_work_grows_with_the_text(kind: str) -> None:
    """Four times the text takes no more than 1.3 times four times the calls."""
    small, large = (build_view(document_from_text(HEAD + ODD[kind](n), "云河县.txt")) for n in SIZES)
    read(small)
    assert calls(large) <= 1.3 * calls(small) * len(large.text) / len(small.text)


@pytest.mark.parametrize("kind", ["lines alike in turn", "items in items", "headings"])
def test_outlines_are_not_endlessly_deep(kind: str) -> None:
    """However many styles a text has, its outline has nine levels at most."""
    view = build_view(document_from_text(HEAD + ODD[kind](1500), "云河县.txt"))
    (report,) = find_reports(view)
    assert max(section.level for section in outline(view, report)) <= 9
