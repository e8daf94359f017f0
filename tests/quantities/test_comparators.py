"""What the words beside a number say of it."""

from collections.abc import Callable
from typing import get_args

import pytest

from summarizer.quantities import Comparator
from summarizer.schemas import record

Read = Callable[[str], list[tuple[str, str | None, str | None, str, str]]]


def said(read: Read, text: str) -> list[str]:
    """The comparators of a text's quantities."""
    return [reading[4] for reading in read(text)]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("超5%", "over"),
        ("超过5%", "over"),
        ("突破5亿元", "over"),
        ("首破5亿元", "over"),
        ("逾5万人", "over"),
        ("不低于5%", "over"),
        ("不少于5%", "over"),
        ("至少5家", "over"),
        ("高于5%", "over"),
        ("迈上4000亿元台阶", "over"),
        ("跨过4000亿元大关", "over"),
        ("年产值过10亿元", "over"),
        ("5%以上", "over"),
        ("5家及以上", "over"),
        ("约5万人", "about"),
        ("近5万人", "about"),
        ("接近5万人", "about"),
        ("5%左右", "about"),
        ("5%上下", "about"),
        ("约占5%", "about"),
        ("约为上年的2.3倍", "about"),
        ("接近全省的1/3", "about"),
        ("超过全国的5%", "over"),
        ("不到全市的5%", "under"),
        ("超过全省平均水平的5%", "exact"),
        ("不到5%", "under"),
        ("不足5%", "under"),
        ("不超过5%", "under"),
        ("低于5%", "under"),
        ("控制在5%以内", "under"),
        ("控制在5%以下", "under"),
        ("不高于25微克/立方米", "under"),
        ("压缩至8个工作日内", "under"),
        ("达到5%", "exact"),
        ("节约5%", "exact"),
        ("签约50个", "exact"),
        ("侦破50起", "exact"),
        ("打破12项", "exact"),
        ("通过3家", "exact"),
        ("附近3个村", "exact"),
        ("达不到5%", "exact"),
        ("近200家以上", "over"),
        ("超5%左右", "over"),
    ],
)
def test_words_beside_a_number(read: Read, text: str, comparator: str) -> None:
    """Words right before and after a number make the comparator; verbs that only look like them do not."""
    assert said(read, text) == [comparator]


@pytest.mark.parametrize(
    "text",
    ["比目标250亿元超过30亿元", "比上年同期超出3个百分点", "高于全省平均水平2个百分点", "占总量的比重为5%"],
)
def test_difference_is_exact(read: Read, text: str) -> None:
    """超过 that compares two amounts says nothing of the difference."""
    assert set(said(read, text)) == {"exact"}


@pytest.mark.parametrize(
    ("text", "comparators"),
    [
        ("增长5%、6%和7%左右", ["about"] * 3),
        ("城镇、农村居民收入分别增长6%和8%以上", ["over"] * 2),
        ("新增智能工厂2家、数字化车间10家以上", ["over"] * 2),
        ("分别突破500亿元、300亿元", ["over"] * 2),
        ("均超过5万人和3万人", ["over"] * 2),
        ("增长5%，收入增长6%以上", ["exact", "over"]),
        ("占比达到60%、覆盖率达到70%以上", ["exact", "over"]),
        ("新增108家、培育50家以上", ["exact", "over"]),
        ("新增企业5家、项目3个以上", ["exact", "over"]),
        ("增长5%左右、6%以上", ["about", "over"]),
        ("增长5.2%、约4.4万亿元", ["exact", "about"]),
    ],
)
def test_one_word_governs_a_list(read: Read, text: str, comparators: list[str]) -> None:
    """A trailing word governs the numbers of one unit under one verb, and no others."""
    assert said(read, text) == comparators


def test_list_of_any_length_stays_linear(read: Read) -> None:
    """Sharing looks back a fixed number of places."""
    assert said(read, "增长" + "5%、" * 400 + "6%以上")[-2:] == ["over", "over"]


def test_comparators_are_those_of_the_record() -> None:
    """The scanner, which works without Pydantic, has its own list of them; the published one is the same."""
    assert get_args(Comparator) == get_args(record.Comparator)
