"""Digits that are no quantities, and what they are instead."""

from itertools import pairwise

import pytest

from summarizer.documents import Document, build_view
from summarizer.quantities import scan


def mentions(text: str) -> list[tuple[str, str]]:
    """Kind and text of each mention; fails if a quantity is found as well."""
    view = build_view(Document("d", text))
    found = scan(view)
    assert found.quantities == ()
    return [(m.kind, view.text[m.start : m.end]) for m in found.mentions]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("于2024年3月5日召开", "date", "2024年3月5日"),
        ("在9月20日至21日", "date", "9月20日至21日"),
        ("至10月底前", "date", "10月"),
        ("截至2023-12-31止", "date", "2023-12-31"),
        ("在2023年里", "period", "2023年"),
        ("规划（2021—2035年）", "period", "2021—2035年"),
        ("在1—11月里", "period", "1—11月"),
        ("展望2035，", "period", "2035"),
        ("举办2023世界大会", "period", "2023"),
        ("于20XX年建成", "period", "20XX年"),
        ("过去5年里", "period", "5年"),
        ("实施3年行动", "period", "3年"),
        ("打造15分钟生活圈", "period", "15分钟"),
        ("执行24小时值班制度", "period", "24小时"),
        ("1.加快发展", "list_number", "1."),
        ("2、改善民生", "list_number", "2、"),
        ("（3）推进改革", "list_number", "（3）"),
        ("入统（17）。", "footnote", "（17）"),
        ("“六站合一”（8）模式", "footnote", "（8）"),
        ("小镇[3]建设", "footnote", "[3]"),
        ("“三个清单”①，", "footnote", "①"),
        ("推广5G应用", "name", "5G"),
        ("控制PM2.5浓度", "name", "2.5"),
        ("大飞机C919首飞", "name", "919"),
        ("办好12345热线", "name", "12345热线"),
        ("构建“1+4+N”体系", "name", "1+4+N"),
        ("开通3号线", "name", "3号线"),
        ("建成110千伏变电站", "name", "110千伏"),
        ("改造G312国道", "name", "312"),
        ("对接500强企业", "name", "500强"),
        ("创建5A级景区", "name", "5A"),
        ("出台“28条”", "name", "28条"),
        ("建成30万吨级码头", "name", "30万吨"),
        ("升级2.0版", "name", "2.0版"),
        ("举办第19届运动会", "name", "第19届"),
        ("为60岁以上老年人体检", "name", "60岁"),
        ("发扬85后干部作用", "name", "85"),
    ],
)
def test_mention(text: str, kind: str, found: str) -> None:
    """Dates, periods, list numbers, footnote marks and names are told from quantities."""
    assert mentions(text) == [(kind, found)]


def test_paragraph_number_before_a_year() -> None:
    """In "1.2024年…" the number is the list's."""
    assert mentions("1.2024年青屿市政府工作报告") == [("list_number", "1."), ("period", "2024年")]


def test_endless_digits_are_one_name() -> None:
    """A run of digits too long for a number is noise."""
    assert mentions("9" * 100_000) == [("name", "9" * 100_000)]


def test_nothing_overlaps() -> None:
    """Quantities and mentions keep text order and share no character."""
    text = "2024年“1+4+N”体系建成（3）个，PM2.5降至29微克/立方米，第3位，XX亿元，2/3，5—6%，1.5G"
    found = scan(build_view(Document("d", text)))
    spans = sorted([(q.start, q.end) for q in found.quantities] + [(m.start, m.end) for m in found.mentions])
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
