"""XX for a number, XX for a name."""

from collections.abc import Callable

import pytest

Read = Callable[[str], list[tuple[str, str | None, str | None, str, str]]]


@pytest.mark.parametrize(
    ("text", "found", "unit"),
    [
        ("收入XX亿元", "XX亿元", "元"),
        ("收入**万元，", "**万元", "元"),
        ("帮扶××万人", "××万人", "人"),
        ("增长x.x%", "x.x%", "%"),
        ("发放某万元", "某万元", "元"),
        ("实际利用外资XX万美元", "XX万美元", "美元"),
        ("补贴XX余万元", "XX余万元", "元"),
        ("招引超XX产业项目", "XX", ""),
        ("总产值达到XX、", "XX", ""),
        ("完成投资XX。", "XX", ""),
        ("总投资XX的芯片项目", "XX", ""),
        ("产量稳定在XX以上", "XX", ""),
        ("投入XX推进教育", "XX", ""),
        ("可支配收入XX增长", "XX", ""),
        ("百强县排名第XX位", "第XX位", "位"),
    ],
)
def test_redacted_number(read: Read, text: str, found: str, unit: str) -> None:
    """Before a unit, or where a number must stand, a redaction is an unknown quantity."""
    assert read(text) == [(found, None, None, unit, "redacted")]


def test_list_of_redactions(read: Read) -> None:
    """Redactions listed after a redacted number are numbers too."""
    assert len(read("分别突破XX、XX和XX。")) == 3


@pytest.mark.parametrize(
    "text",
    [
        "2024年XX区政府工作报告",
        "在XX市第五届人民代表大会",
        "中国式现代化XX新实践",
        "打造**“网红”打卡地",
        "（XXX晚报公布稿）",
        "贡献XX力量",
        "稳定“XX速度”",
        "XX人民医院",
        "XX家庭教育研究中心",
        "落户XX，",
        "平安XX、法治XX。",
        "走出XX，",
        "让XX成为热土",
        "某些领域",
        "向全体XX人和新XX人，",
        "是XX百万人民奋斗的结果",
        "“数据要素×”行动",
        "落实中央XXXX精神",
    ],
)
def test_redacted_name(read: Read, text: str) -> None:
    """Before a noun or in a place's stead a redaction is a name."""
    assert read(text) == []
