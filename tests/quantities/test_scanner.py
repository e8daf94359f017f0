"""What the scanner reads in a text."""

from decimal import Decimal

import pytest

from summarizer.quantities import scan_quantities


def read(text: str) -> list[tuple[str, str | None, str | None, str, str]]:
    """Text, value, upper value, unit and comparator of each quantity."""
    return [(q.text, _plain(q.value), _plain(q.value_max), q.unit, q.comparator) for q in scan_quantities(text)]


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资5200多万", ("5200多万", "52000000", None, "", "over")),
        ("引进40余家企业", ("40余家", "40", None, "家", "over")),
        ("布局2—3万亩", ("2—3万亩", "20000", "30000", "亩", "range")),
        ("增长5至6%", ("5至6%", "5", "6", "%", "range")),
        ("建设2×100万千瓦机组", ("2×100万千瓦", "2000000", None, "千瓦", "exact")),
        ("浓度为每立方米20微克", ("每立方米20微克", "20", None, "微克/立方米", "exact")),
        ("收入达到XX亿元", ("XX亿元", None, None, "元", "redacted")),
        ("旅游收入翻一番", ("翻一番", "1", None, "番", "exact")),
        ("近七成用于民生", ("七成", "7", None, "成", "about")),
        ("占三分之二", ("三分之二", "0.6667", None, "分数", "exact")),
    ],
)
def test_reads_form(text: str, expected: tuple[str, str | None, str | None, str, str]) -> None:
    """Each written form gives its text, exact value, unit and comparator."""
    assert read(text) == [expected]
