"""What the numbers of one list share, and signs, steps and incidences that stand among them."""

from collections.abc import Callable

import pytest

Reading = tuple[str, str | None, str | None, str, str]
Read = Callable[[str], list[Reading]]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("高于全国0.7个、全省0.3个百分点", ["百分点", "百分点"]),
        ("分别提高6个和11个百分点", ["百分点", "百分点"]),
        ("比一季度、上半年分别加快3.4、2.5、0.7个百分点", ["百分点", "百分点", "百分点"]),
        ("高于全国0.7、全省0.3个百分点", ["百分点", "百分点"]),
        ("超目标任务42个、23个百分点", ["个", "百分点"]),
        ("新增项目3个，占比提高2.5个百分点", ["个", "百分点"]),
    ],
)
def test_points_written_once(read: Read, text: str, units: list[str]) -> None:
    """百分点 at the end of a list is the unit of the numbers that leave it out, not of things counted before it."""
    assert [reading[3] for reading in read(text)] == units


@pytest.mark.parametrize(
    ("text", "comparators"),
    [
        ("先后跨越300亿、400亿元两个台阶", ["over", "over"]),
        ("接连迈上3万亿、4万亿、5万亿元台阶", ["over", "over", "over"]),
        ("突破80亿元、30万人", ["over", "exact"]),
    ],
)
def test_steps(read: Read, text: str, comparators: list[str]) -> None:
    """The verb before a list of steps says of each that it was passed."""
    assert [reading[4] for reading in read(text)] == comparators


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("投资同比-4.2%", [("-4.2%", "-4.2", None, "%", "exact")]),
        ("消费同比+4.2%", [("4.2%", "4.2", None, "%", "exact")]),
        ("完成86亿元（+5.1%）", [("86亿元", "8600000000", None, "元", "exact"), ("5.1%", "5.1", None, "%", "exact")]),
        ("构建“3+8%+X”体系", []),
    ],
)
def test_signs(read: Read, text: str, expected: list[Reading]) -> None:
    """A sign right before a rate is its own; the plus signs of a slogan are not."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("孕产妇死亡率降至7.3/10万", ("7.3/10万", "7.3", None, "/10万", "exact")),
        ("死亡率为8/10万以下", ("8/10万", "8", None, "/10万", "under")),
    ],
)
def test_incidence(read: Read, text: str, expected: Reading) -> None:
    """Cases per so many people are no fraction."""
    assert read(text) == [expected]


def test_power_and_energy_of_a_store(read: Read) -> None:
    """Two measured numbers about a slash are two quantities, no rate."""
    assert [reading[0] for reading in read("储能规模60万千瓦/120万千瓦时")] == ["60万千瓦", "120万千瓦时"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("突破三万五千元", ["35000"]),
        ("投入一亿二千万元", ["120000000"]),
        ("十亿元以上企业", []),
        ("5年年均增长6.5%", ["6.5"]),
        ("收入比缩小0.06。", ["0.06"]),
        ("由全市第七上升至第五。", ["7", "5"]),
        ("接种90万剂次，日检测20万管", ["900000", "200000"]),
    ],
)
def test_values_rarely_written(read: Read, text: str, values: list[str]) -> None:
    """Numerals with a scale inside, bare differences, ranks on the move, doses."""
    assert [reading[1] for reading in read(text)] == values
