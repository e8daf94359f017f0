"""Chinese numerals, read and written."""

from decimal import Decimal

import pytest

from summarizer.language import numerals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("五", 5),
        ("十", 10),
        ("十五", 15),
        ("三十五", 35),
        ("一百一十", 110),
        ("一百十五", 115),
        ("三百零五", 305),
        ("两千零三十", 2030),
        ("一万零五百", 10_500),
        ("一千零五万", 10_050_000),
        ("一千零五十万零三百", 10_500_300),
        ("一亿零三百", 100_000_300),
        ("两亿零三百万", 203_000_000),
        ("十二亿三千万", 1_230_000_000),
        ("一万两千亿", 1_200_000_000_000),
        ("二〇二四", 2024),
        ("三六五", None),
        ("一○二", 102),
    ],
)
def test_whole_numerals(text: str, expected: int | None) -> None:
    """Digits and scales, 零 in any place, beyond ten million; or four digits read out, or three with a zero."""
    assert numerals.whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三百五", 350),
        ("两千五", 2500),
        ("三万四", 34_000),
        ("一亿五", 150_000_000),
        ("三万零四", 30_004),
    ],
)
def test_last_digit_counts_in_tenths_of_the_scale_before_it(text: str, expected: int) -> None:
    """三万四 is 34000, as people say it, unless 零 says otherwise."""
    assert numerals.whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("百", 100), ("千万", 10_000_000), ("百亿", 10_000_000_000), ("千亿", 10**11), ("万亿", 10**12), ("亿", 10**8)],
)
def test_scale_alone_is_one_of_it(text: str, expected: int) -> None:
    """百亿 and 万亿 are amounts."""
    assert numerals.whole(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三点五", "3.5"),
        ("二十二点零五", "22.05"),
        ("二点三亿", "230000000"),
        ("一点五万", "15000"),
        ("一点二千万", "12000000"),
        ("一点二三四五六万亿", "1234560000000"),
        ("一点二三四五六万", "12345.6"),
    ],
)
def test_decimals_with_and_without_scale(text: str, expected: str) -> None:
    """Decimals keep their places exactly; the scale after them multiplies the whole."""
    assert numerals.value(text) == Decimal(expected)
    assert str(numerals.value(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3万4千", 34_000),
        ("25万6千", 256_000),
        ("1亿2000万", 120_000_000),
        ("5千5百万", 55_000_000),
        ("3万4000", 34_000),
        ("3万4", None),
        ("12千", None),
    ],
)
def test_arabic_digits_among_scales(text: str, expected: int | None) -> None:
    """Arabic digits may stand where Chinese ones do, with as many places as the scale before them has."""
    assert numerals.whole(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "两三",
        "三四十",
        "七八百",
        "亿万",
        "百十",
        "千百",
        "十两",
        "一二十",
        "二万千",
        "三点",
        "点五",
        "三点两",
        "个",
        "九" * 25,
        "零十",
    ],
)
def test_estimates_and_other_runs_are_no_numerals(text: str) -> None:
    """Two digits side by side are an estimate; scales out of order, or too long a run, say no number."""
    assert numerals.value(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二〇二四", 2024),
        ("二零二五", 2025),
        ("二○二六", 2026),
        ("2024", 2024),
        ("2O24", None),
        ("二四", None),
        ("两〇二四", None),
    ],
)
def test_years(text: str, expected: int | None) -> None:
    """A year is four digits, in whatever script."""
    assert numerals.year(text) == expected


@pytest.mark.parametrize(("number", "expected"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")])
def test_written(number: int, expected: str) -> None:
    """Numerals of lists and plans."""
    assert numerals.written(number) == expected


def test_what_is_written_is_read_back() -> None:
    """Every number that can be written has its numeral's value."""
    assert [numerals.whole(numerals.written(number)) for number in range(1, 100)] == list(range(1, 100))


@pytest.mark.parametrize("number", [0, 100, -3])
def test_no_numeral_is_written_beyond_lists(number: int) -> None:
    """Lists have one to ninety-nine entries."""
    with pytest.raises(ValueError, match="1 to 99"):
        numerals.written(number)


def test_counts_that_a_pattern_found() -> None:
    """Chinese or Arabic, also in full width; what is no numeral is an error."""
    assert [numerals.count(text) for text in ("两", "十", "二十三", "12", "３")] == [2, 10, 23, 12, 3]
    with pytest.raises(ValueError, match="两三 is no numeral"):
        numerals.count("两三")
