"""Parts of a year: the months they are, where they end, and the years they take over."""

import pytest

from summarizer.language.year_parts import months_of, year_parts
from summarizer.language.years import time_words


@pytest.mark.parametrize(
    ("label", "months"),
    [
        ("2025年上半年", (1, 6)),
        ("下半年", (7, 12)),
        ("后半年", (7, 12)),
        ("一季度", (1, 3)),
        ("首季", (1, 3)),
        ("第四季度", (10, 12)),
        ("一、二季度", (1, 6)),
        ("二三季度", (4, 9)),
        ("前两个季度", (1, 6)),
        ("2025年前三季度", (1, 9)),
        ("1—9月", (1, 9)),
        ("1月至11月", (1, 11)),
        ("前十个月", (1, 10)),
        ("2025年8月", (8, 8)),
        ("十二月份", (12, 12)),
    ],
)
def test_months(label: str, months: tuple[int, int]) -> None:
    """Halves, quarters and months, alone or several, in digits and in words."""
    assert months_of(label) == months


@pytest.mark.parametrize(
    "text",
    ["2025年", "全年", "8月底", "10月5日", "三季度末", "连续7个季度", "每季度", "提前4个月", "三月三"],
)
def test_no_part(text: str) -> None:
    """Whole years, points in time, lengths of time, feasts and names are no parts of a year."""
    assert months_of(text) is None


def test_parts_end() -> None:
    """A word for the whole year, or another year, ends a part; what is only compared with is none."""
    text = "上半年增长5%,比一季度快1个百分点,全年增长6%,2024年增长7%"
    assert [part.months for part in year_parts(text)] == [(1, 6), None, None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024年上半年增长5%,一季度增长4%", [("2024年上半年", 2024), ("一季度", 2024)]),
        ("前三季度增长5%", [("前三季度", 2025)]),
        ("2024年1—9月增长5%", [("2024年1—9月", 2024)]),
        ("去年四季度增长5%", [("去年四季度", 2025)]),
        ("锚定2030年目标,一季度增长5%", [("2030年", 2030), ("一季度", 2025)]),
    ],
)
def test_years_of_parts(text: str, told: list[tuple[str, int]]) -> None:
    """A part has a label of its own, and the year named before it, else the one that the text is about."""
    words = time_words(text, 0, len(text), 2026, past=True)
    assert [(word.period.label, word.period.start) for word in words] == told
